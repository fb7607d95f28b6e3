//! WAV: RIFF chunks. Kept are the format, its facts and the samples.

use super::{Result, broken, window::Window};
use crate::{
    Cleaned, Kind, Removed, Source, Unfit,
    pieces::{Output, Piece},
    scan::Scan,
};

pub(crate) fn wav(source: &mut dyn Source, length: u64) -> Result {
    let mut cleaned = Cleaned::new(Kind::Wav);
    let mut window = Window::new(source, length);
    let (mut at, mut pieces, mut size, mut has_format, mut has_data) = (12, Vec::new(), 4u64, false, false);
    while at + 8 <= length {
        let mut scan = Scan::new(window.at(at, 8)?);
        let (name, told) = (scan.array().ok_or_else(broken)?, scan.le32().ok_or_else(broken)?);
        // Recorders that were cut off did not come to write the length.
        let len = u64::from(told).min(length - at - 8);
        match &name {
            b"fmt " if len <= 1024 => has_format = true,
            b"data" if has_format && !has_data => has_data = true,
            b"fact" if len == 4 => {}
            _ => {
                cleaned.removed.insert(why(&name));
                at += 8 + len + len % 2;
                continue;
            }
        }
        let header = [&name[..], &(len as u32).to_le_bytes()].concat();
        pieces.extend([Piece::Bytes(header), Piece::Copy { from: at + 8, len }, Piece::Zeros(len % 2)]);
        size += 8 + len + len % 2;
        at += 8 + len + len % 2;
    }
    if !has_data {
        return Err(Unfit::Damaged("it has no samples"));
    }
    let size = u32::try_from(size).map_err(|_| broken())?;
    let head = [b"RIFF", &size.to_le_bytes()[..], b"WAVE"].concat();
    pieces.insert(0, Piece::Bytes(head));
    Ok((cleaned, Output::Pieces(pieces)))
}

fn why(name: &[u8; 4]) -> Removed {
    match name {
        b"LIST" | b"INFO" | b"id3 " | b"ID3 " => Removed::Descriptions,
        b"bext" | b"iXML" | b"axml" => Removed::Names,
        b"_PMX" => Removed::Xmp,
        _ => Removed::Other,
    }
}
