//! WebP: RIFF chunks. Kept are pixels, transparency, animation and colour profile; the header's flags are written to match.

use image::ImageFormat;

use super::{
    Learnt, check_pixels,
    pixels::{self, Pixels},
    riff::{self, Chunk},
};
use crate::{
    Cleaned, Kind, Limits, Removed, Unfit,
    scan::Scan,
    told::{exif, xmp},
};

const FLAG_ANIMATION: u8 = 0x02;
const FLAG_ALPHA: u8 = 0x10;
const FLAG_ICC: u8 = 0x20;

pub(crate) fn webp(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let (mut cleaned, mut learnt) = (Cleaned::new(Kind::Webp), Learnt::default());
    let broken = || Unfit::Damaged("it breaks off");
    let mut scan = Scan::new(bytes);
    scan.take(4).ok_or_else(broken)?;
    let len = scan.le32().ok_or_else(broken)? as usize;
    let form = scan.take(len).ok_or_else(broken)?;
    if scan.left() > len % 2 {
        cleaned.removed.insert(Removed::Tail);
    }
    let chunks = riff::chunks(form.get(4..).unwrap_or_default()).ok_or_else(broken)?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut flags = 0;
    for chunk in &chunks {
        match &chunk.name {
            b"VP8X" if chunk.payload.len() >= 10 => {
                flags = chunk.payload[0] & (FLAG_ANIMATION | FLAG_ALPHA | FLAG_ICC);
                let mut header = chunk.payload[..10].to_vec();
                header[..4].copy_from_slice(&[flags, 0, 0, 0]);
                riff::put(&mut out, b"VP8X", &header);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" => {
                riff::put(&mut out, &chunk.name, chunk.payload)
            }
            b"ANMF" => {
                let frame = frame(chunk.payload, &mut cleaned).ok_or_else(broken)?;
                riff::put(&mut out, b"ANMF", &frame);
            }
            _ => _ = cleaned.removed.insert(gone(chunk, &mut learnt)),
        }
    }
    let mut out = riff::file(b"WEBP", &out);
    let moves = flags & FLAG_ANIMATION != 0;
    if pixels::stay(learnt.exif.orientation, limits) {
        let (width, height) = pixels::size(&out, ImageFormat::WebP)?;
        check_pixels(width, height, limits)?;
        (cleaned.width, cleaned.height) = (Some(width), Some(height));
        learnt.tell(&mut cleaned);
        return Ok((cleaned, out));
    }
    let side = if moves { u32::MAX } else { limits.public_side };
    let pixels = Pixels::read(
        &out,
        ImageFormat::WebP,
        learnt.exif.orientation,
        &Limits { public_side: side, ..limits.clone() },
    )?;
    (cleaned.width, cleaned.height) = (Some(pixels.width()), Some(pixels.height()));
    if moves {
        // Encoding again would stop it; its canvas is what its header says.
        if let Some((width, height)) = canvas(&out) {
            check_pixels(width, height, limits)?;
            (cleaned.width, cleaned.height) = (Some(width), Some(height));
        }
    } else if pixels.changed {
        out = pixels.encode(ImageFormat::WebP, true)?;
    }
    learnt.tell(&mut cleaned);
    Ok((cleaned, out))
}

fn canvas(webp: &[u8]) -> Option<(u32, u32)> {
    let header = webp.get(24..30)?;
    let side = |at: usize| 1 + u32::from_le_bytes([header[at], header[at + 1], header[at + 2], 0]);
    Some((side(0), side(3)))
}

/// A frame of an animation: its place and timing, then chunks of its own.
fn frame(payload: &[u8], cleaned: &mut Cleaned) -> Option<Vec<u8>> {
    let mut out = payload.get(..16)?.to_vec();
    for chunk in riff::chunks(payload.get(16..)?)? {
        match &chunk.name {
            b"VP8 " | b"VP8L" | b"ALPH" => riff::put(&mut out, &chunk.name, chunk.payload),
            _ => _ = cleaned.removed.insert(Removed::Other),
        }
    }
    Some(out)
}

fn gone(chunk: &Chunk<'_>, learnt: &mut Learnt) -> Removed {
    match &chunk.name {
        b"EXIF" => {
            learnt.exif = exif::read(chunk.payload);
            Removed::Camera
        }
        b"XMP " => {
            learnt.xmp = xmp::fields(chunk.payload);
            Removed::Xmp
        }
        b"C2PA" => Removed::Credentials,
        _ => Removed::Other,
    }
}

/// A simple WebP file as one with a colour profile.
pub(super) fn with_icc(simple: &[u8], icc: Vec<u8>, width: u32, height: u32) -> Result<Vec<u8>, Unfit> {
    let chunks = riff::chunks(simple.get(12..).unwrap_or_default())
        .ok_or(Unfit::Damaged("it cannot be encoded again"))?;
    let alpha =
        chunks.iter().any(|chunk| &chunk.name == b"ALPH" || &chunk.name == b"VP8L" || &chunk.name == b"VP8X");
    let mut header = vec![FLAG_ICC | if alpha { FLAG_ALPHA } else { 0 }, 0, 0, 0];
    header.extend(&(width - 1).to_le_bytes()[..3]);
    header.extend(&(height - 1).to_le_bytes()[..3]);
    let mut out = Vec::new();
    riff::put(&mut out, b"VP8X", &header);
    riff::put(&mut out, b"ICCP", &icc);
    for chunk in chunks.iter().filter(|chunk| &chunk.name != b"VP8X") {
        riff::put(&mut out, &chunk.name, chunk.payload);
    }
    Ok(riff::file(b"WEBP", &out))
}
