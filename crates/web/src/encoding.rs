//! Which form of a body a reader takes: as it is, gzip or brotli.

use hyper::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};

/// The form in which a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// brotli (RFC 7932).
    Brotli,
}

impl Encoding {
    /// The best form that a request accepts: the highest weight, and among equals the smallest body.
    pub(crate) fn accepted(headers: &HeaderMap) -> Encoding {
        match headers.get(ACCEPT_ENCODING) {
            None => Encoding::Identity,
            Some(value) => accepted(value.as_bytes()),
        }
    }

    /// The value of `Content-Encoding`.
    pub(crate) fn name(self) -> Option<HeaderValue> {
        match self {
            Encoding::Identity => None,
            Encoding::Gzip => Some(HeaderValue::from_static("gzip")),
            Encoding::Brotli => Some(HeaderValue::from_static("br")),
        }
    }
}

fn accepted(header: &[u8]) -> Encoding {
    let (mut gzip, mut brotli, mut any) = (None, None, None);
    for item in header.split(|byte| *byte == b',') {
        let mut parts = item.split(|byte| *byte == b';');
        let name = parts.next().unwrap_or_default().trim_ascii();
        let weight = parts.next().map_or(1000, weight);
        if name.eq_ignore_ascii_case(b"br") {
            brotli = Some(weight);
        } else if name.eq_ignore_ascii_case(b"gzip") {
            gzip = Some(weight);
        } else if name == b"*" {
            any = Some(weight);
        }
    }
    let (gzip, brotli) = (gzip.or(any).unwrap_or(0), brotli.or(any).unwrap_or(0));
    match (gzip, brotli) {
        (0, 0) => Encoding::Identity,
        (gzip, brotli) if brotli >= gzip => Encoding::Brotli,
        _ => Encoding::Gzip,
    }
}

/// `q=0.75` in thousandths; a weight that cannot be read counts as 1.
fn weight(parameter: &[u8]) -> u32 {
    let Some(digits) = parameter.trim_ascii().strip_prefix(b"q=") else { return 1000 };
    let digits = std::str::from_utf8(digits).unwrap_or("1");
    digits.trim().parse::<f32>().map_or(1000, |weight| (weight.clamp(0.0, 1.0) * 1000.0) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_form_is_chosen() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("br;q=0.5, gzip;q=0.9", Encoding::Gzip),
            ("br;q=0, gzip;q=0.1", Encoding::Gzip),
            ("br; q=0, gzip; q=0", Encoding::Identity),
            ("*", Encoding::Brotli),
            ("*;q=0", Encoding::Identity),
            ("deflate", Encoding::Identity),
            ("GZIP;q=x", Encoding::Gzip),
            ("", Encoding::Identity),
        ] {
            assert_eq!(accepted(header.as_bytes()), expected, "{header}");
        }
    }
}
