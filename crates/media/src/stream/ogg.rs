//! Ogg: pages that carry packets. The second packet of each stream is its comments: it is emptied where it stands, and the checksums of
//! its pages are made anew.

use std::collections::HashMap;

use super::{Result, broken, window::Window};
use crate::{
    Cleaned, Kind, Removed, Source, Unfit,
    pieces::{Output, Piece},
};

/// Bytes of a page's header before its table.
const HEADER: usize = 27;
/// Streams one after another in a file.
const MOST_STREAMS: usize = 64;
/// Bytes of the longest comments: covers are in them.
const LONGEST_COMMENTS: usize = 32 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codec {
    Vorbis,
    Opus,
}

/// How far a stream's first packets are read.
struct Stream {
    codec: Codec,
    /// Bytes of the comments that were blanked so far.
    seen: usize,
    done: bool,
}

pub(crate) fn ogg(source: &mut dyn Source, length: u64) -> Result {
    let mut cleaned = Cleaned::new(Kind::Ogg);
    let mut window = Window::new(source, length);
    let mut streams: HashMap<[u8; 4], Stream> = HashMap::new();
    let (mut pieces, mut at): (Vec<Piece>, u64) = (Vec::new(), 0);
    while at < length {
        let Some(mut page) = page(&mut window, at)? else {
            cleaned.removed.insert(Removed::Tail);
            break;
        };
        let len = page.len() as u64;
        let serial = [page[14], page[15], page[16], page[17]];
        let changed = if page[5] & 2 != 0 {
            if streams.len() >= MOST_STREAMS {
                return Err(Unfit::Damaged("it has more streams than any recording needs"));
            }
            streams.insert(serial, Stream { codec: codec(&page)?, seen: 0, done: false });
            false
        } else {
            let stream = streams.get_mut(&serial).ok_or(Unfit::Damaged("a stream has no beginning"))?;
            !stream.done && blank(&mut page, stream)?
        };
        if changed {
            cleaned.removed.insert(Removed::Descriptions);
            page[22..26].fill(0);
            let sum = checksum(&page).to_le_bytes();
            page[22..26].copy_from_slice(&sum);
            pieces.push(Piece::Bytes(page));
        } else {
            match pieces.last_mut() {
                Some(Piece::Copy { from, len: before }) if *from + *before == at => *before += len,
                _ => pieces.push(Piece::Copy { from: at, len }),
            }
        }
        at += len;
    }
    if streams.is_empty() || streams.values().any(|stream| !stream.done) {
        return Err(broken());
    }
    Ok((cleaned, Output::Pieces(pieces)))
}

/// The whole page at a place.
fn page(window: &mut Window<'_>, at: u64) -> std::result::Result<Option<Vec<u8>>, Unfit> {
    let header = window.at(at, HEADER + 255)?;
    if header.len() < HEADER || !header.starts_with(b"OggS\0") {
        return Ok(None);
    }
    let segments = usize::from(header[26]);
    let Some(table) = header.get(HEADER..HEADER + segments) else { return Ok(None) };
    let len = HEADER + segments + table.iter().map(|len| usize::from(*len)).sum::<usize>();
    let page = window.at(at, len)?;
    Ok((page.len() == len).then(|| page.to_vec()))
}

fn codec(page: &[u8]) -> std::result::Result<Codec, Unfit> {
    let data = &page[HEADER + usize::from(page[26])..];
    match data {
        _ if data.starts_with(b"\x01vorbis") => Ok(Codec::Vorbis),
        _ if data.starts_with(b"OpusHead") => Ok(Codec::Opus),
        _ if data.starts_with(b"\x80theora") => {
            Err(Unfit::NotTaken { what: "Ogg (Theora)", instead: "MP4 or WebM" })
        }
        _ => Err(Unfit::NotTaken { what: "Ogg (Speex, FLAC)", instead: "MP3, M4A or WAV" }),
    }
}

/// Empties what a page carries of the comments.
fn blank(page: &mut [u8], stream: &mut Stream) -> std::result::Result<bool, Unfit> {
    let segments = usize::from(page[26]);
    let table = page[HEADER..HEADER + segments].to_vec();
    let mut at = HEADER + segments;
    let begin = at;
    for len in table {
        at += usize::from(len);
        if len < 255 {
            stream.done = true;
            break;
        }
    }
    let empty: &[u8] = match stream.codec {
        Codec::Opus => b"OpusTags\0\0\0\0\0\0\0\0",
        Codec::Vorbis => b"\x03vorbis\0\0\0\0\0\0\0\0\x01",
    };
    for byte in &mut page[begin..at] {
        *byte = empty.get(stream.seen).copied().unwrap_or(0);
        stream.seen += 1;
    }
    if stream.seen > LONGEST_COMMENTS || stream.done && stream.seen < empty.len() {
        return Err(Unfit::Damaged("its comments are malformed"));
    }
    Ok(true)
}

/// Ogg's own: the polynomial of Ethernet, not reflected, from zero.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
            if sum & 0x8000_0000 == 0 { sum << 1 } else { sum << 1 ^ 0x04C1_1DB7 }
        })
    })
}
