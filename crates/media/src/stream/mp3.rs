//! MP3: a tag before, frames, tags behind. Frames are found by their headers; what is no frame goes.

use super::{Result, broken, id3, window::Window};
use crate::{
    Cleaned, Kind, Removed, Source, Unfit,
    pieces::{Output, Piece},
};

/// Largest tag that is read, in bytes; a larger one goes unread.
const LARGEST_TAG: u64 = 16 << 20;

/// What frames of one recording share, and how long this one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    sort: u16,
    len: usize,
}

/// Reads a frame's header.
fn frame(bytes: &[u8]) -> Option<Frame> {
    const RATES_1: [u16; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const RATES_2: [u16; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let &[0xFF, b, c, _, ..] = bytes else { return None };
    let (version, layer) = (b >> 3 & 3, b >> 1 & 3);
    if b & 0xE0 != 0xE0 || version == 1 || layer != 1 {
        return None;
    }
    let (rate, sampling, padding) = (usize::from(c >> 4), usize::from(c >> 2 & 3), usize::from(c >> 1 & 1));
    let rates = if version == 3 { RATES_1 } else { RATES_2 };
    let bits = usize::from(*rates.get(rate.checked_sub(1)?)?) * 1000;
    let hertz = [44_100, 48_000, 32_000].get(sampling)? >> [2, 0, 1, 0][usize::from(version)];
    let len = if version == 3 { 144 } else { 72 } * bits / hertz + padding;
    Some(Frame { sort: u16::from(b & 0xFE) << 8 | u16::from(c & 0x0C), len })
}

/// Whether a file begins with two frames of one recording.
pub(crate) fn is_mp3_frame(head: &[u8]) -> bool {
    let Some(first) = frame(head) else { return false };
    head.get(first.len..).and_then(frame).is_some_and(|second| second.sort == first.sort)
}

pub(crate) fn mp3(source: &mut dyn Source, length: u64) -> Result {
    let mut cleaned = Cleaned::new(Kind::Mp3);
    let mut window = Window::new(source, length);
    let (mut pieces, mut at) = (Vec::new(), 0);
    while let Some(len) = id3::length(window.at(at, 10)?) {
        if at + len > length {
            return Err(broken());
        }
        if len <= LARGEST_TAG && pieces.is_empty() {
            let tag = id3::clean(&window.whole(at, len as usize)?, &mut cleaned.told);
            pieces.extend((!tag.is_empty()).then_some(Piece::Bytes(tag)));
        }
        cleaned.removed.insert(Removed::Descriptions);
        at += len;
    }
    let tags = pieces.len();
    let (mut kept, mut sort) = (0u64, None);
    while at < length {
        match frame(window.at(at, 4)?) {
            Some(Frame { sort: this, len })
                if sort.is_none_or(|sort| sort == this) && sort.is_some()
                    || sort.is_none() && is_mp3_frame(window.at(at, 8 * 1024)?) =>
            {
                sort = Some(this);
                let len = (len as u64).min(length - at);
                match pieces.last_mut() {
                    Some(Piece::Copy { from, len: before }) if *from + *before == at => *before += len,
                    _ => pieces.push(Piece::Copy { from: at, len }),
                }
                kept += len;
                at += len;
            }
            _ => {
                cleaned.removed.insert(Removed::Tail);
                sort = None;
                let ahead = window.at(at + 1, 64 * 1024)?;
                match memchr::memchr(0xFF, ahead) {
                    Some(next) => at += 1 + next as u64,
                    None if ahead.is_empty() => break,
                    None => at += 1 + ahead.len() as u64,
                }
            }
        }
    }
    if kept < length / 2 || pieces.len() == tags || kept < 200 {
        return Err(Unfit::Damaged("it is not made of MP3 frames"));
    }
    Ok((cleaned, Output::Pieces(pieces)))
}
