//! Compressing bodies: fast while a reader waits, best when nobody does.

use std::io::Write;

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

use crate::encoding::Encoding;

/// Bodies below this many bytes fit in a packet or two and stay as they are.
pub(crate) const WORTH_IT: usize = 1024;

/// How much time to spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A reader waits: about a millisecond for a page.
    Fast,
    /// In the background: up to a tenth of a second for a page.
    Best,
}

/// Whether bodies of a type get smaller at all: texts do, pictures and fonts are packed already.
pub(crate) fn shrinks(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || ["json", "xml", "javascript", "font/ttf", "font/otf"]
            .iter()
            .any(|kind| content_type.contains(kind))
}

/// Compresses a body. `None` when that would not make it smaller.
pub(crate) fn compress(body: &[u8], encoding: Encoding, effort: Effort) -> Option<Bytes> {
    let packed = match encoding {
        Encoding::Identity => return None,
        Encoding::Gzip => gzip(body, effort),
        Encoding::Brotli => brotli(body, effort),
    };
    (packed.len() < body.len()).then(|| Bytes::from(packed))
}

fn gzip(body: &[u8], effort: Effort) -> Vec<u8> {
    let level = match effort {
        Effort::Fast => 4,
        Effort::Best => 9,
    };
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::new(level));
    // Writing to a Vec cannot fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

fn brotli(body: &[u8], effort: Effort) -> Vec<u8> {
    let quality = match effort {
        Effort::Fast => 4,
        Effort::Best => 11,
    };
    // A window of 2^22 is what every browser takes.
    let mut encoder =
        brotli::CompressorWriter::new(Vec::with_capacity(body.len() / 4), 32 * 1024, quality, 22);
    let _ = encoder.write_all(body);
    encoder.into_inner()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "The council met on Tuesday. ".repeat(400);
        for effort in [Effort::Fast, Effort::Best] {
            let packed = compress(text.as_bytes(), Encoding::Gzip, effort).unwrap();
            let mut back = String::new();
            flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut back).unwrap();
            assert_eq!(back, text);
            let packed = compress(text.as_bytes(), Encoding::Brotli, effort).unwrap();
            let mut back = String::new();
            brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut back).unwrap();
            assert_eq!(back, text);
        }
    }

    #[test]
    fn what_does_not_shrink_stays() {
        assert!(compress(b"x", Encoding::Gzip, Effort::Fast).is_none());
        assert!(compress(b"x", Encoding::Identity, Effort::Best).is_none());
    }
}
