//! GIF: header, colours, then blocks up to the trailer. Kept are frames, their timing, the loop count and the colour profile.

use image::ImageFormat;

use super::{
    check_pixels,
    pixels::{self, Pixels},
};
use crate::{
    Cleaned, Kind, Limits, Removed, Unfit,
    scan::Scan,
    told::{decode, xmp},
};

/// Frames of the longest animation that is taken.
const MOST_FRAMES: usize = 5_000;

pub(crate) fn gif(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let (mut cleaned, mut learnt) = (Cleaned::new(Kind::Gif), super::Learnt::default());
    let mut scan = Scan::new(bytes);
    let broken = || Unfit::Damaged("it breaks off");
    let header = scan.array::<13>().ok_or_else(broken)?;
    let width = u16::from_le_bytes([header[6], header[7]]).into();
    let height = u16::from_le_bytes([header[8], header[9]]).into();
    check_pixels(width, height, limits)?;
    (cleaned.width, cleaned.height) = (Some(width), Some(height));
    colours(&mut scan, header[10]).ok_or_else(broken)?;
    let mut out = bytes[..scan.at()].to_vec();
    let mut frames = 0;
    loop {
        let begin = scan.at();
        match scan.u8() {
            Some(0x3B) => break,
            Some(0x2C) => {
                frame(&mut scan).ok_or_else(broken)?;
                frames += 1;
                if frames > MOST_FRAMES {
                    return Err(Unfit::Damaged("it has more frames than any animation needs"));
                }
                out.extend(&bytes[begin..scan.at()]);
            }
            Some(0x21) => {
                let label = scan.u8().ok_or_else(broken)?;
                let payload = blocks(&mut scan).ok_or_else(broken)?;
                match gone(label, payload, &mut learnt) {
                    None => out.extend(&bytes[begin..scan.at()]),
                    Some(removed) => _ = cleaned.removed.insert(removed),
                }
            }
            // Padding that careless programs write between blocks.
            Some(0) => {}
            // Cut off after a frame: browsers show what there is.
            None if frames > 0 => break,
            _ => return Err(Unfit::Damaged("it holds what is no part of a GIF")),
        }
    }
    out.push(0x3B);
    if scan.left() > 0 {
        cleaned.removed.insert(Removed::Tail);
    }
    let upright = image::metadata::Orientation::NoTransforms;
    if !pixels::stay(upright, limits) {
        Pixels::read(&out, ImageFormat::Gif, upright, &Limits { public_side: u32::MAX, ..limits.clone() })?;
    }
    learnt.tell(&mut cleaned);
    Ok((cleaned, out))
}

fn colours<'a>(scan: &mut Scan<'a>, flags: u8) -> Option<&'a [u8]> {
    scan.take(if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) })
}

fn frame(scan: &mut Scan<'_>) -> Option<()> {
    let descriptor = scan.array::<9>()?;
    colours(scan, descriptor[8])?;
    scan.u8()?;
    blocks(scan).map(|_| ())
}

/// Sub-blocks up to the empty one; gives all of their bytes, lengths included.
fn blocks<'a>(scan: &mut Scan<'a>) -> Option<&'a [u8]> {
    let (rest, begin) = (scan.rest(), scan.at());
    loop {
        match scan.u8()? {
            0 => return Some(&rest[..scan.at() - begin]),
            len => _ = scan.take(usize::from(len))?,
        }
    }
}

/// Why an extension goes; `None` when it stays.
fn gone(label: u8, payload: &[u8], learnt: &mut super::Learnt) -> Option<Removed> {
    match label {
        0xF9 if payload.len() == 6 => None,
        // Loop count: one name, one block of three bytes.
        0xFF if payload.len() == 17
            && (payload.starts_with(b"\x0BNETSCAPE2.0\x03")
                || payload.starts_with(b"\x0BANIMEXTS1.0\x03")) =>
        {
            None
        }
        0xFF if payload.starts_with(b"\x0BICCRGBG1012") => None,
        0xFF if payload.starts_with(b"\x0BXMP DataXMP") => {
            // The packet stands in the open, followed by a magic trailer of 258 bytes.
            let end = memchr::memmem::find(payload, b"<?xpacket end").unwrap_or(payload.len());
            learnt.xmp = xmp::fields(payload.get(12..end).unwrap_or_default());
            Some(Removed::Xmp)
        }
        0xFE => {
            let mut comment = Vec::new();
            let mut scan = Scan::new(payload);
            while let Some(len @ 1..) = scan.u8() {
                comment.extend(scan.take(usize::from(len)).unwrap_or_default());
            }
            learnt.comment = decode(&comment);
            Some(Removed::Comments)
        }
        _ => Some(Removed::Other),
    }
}
