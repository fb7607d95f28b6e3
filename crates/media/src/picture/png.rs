//! PNG: a signature and chunks of length, name, payload, checksum. Kept are those that browsers draw with.

use image::ImageFormat;

use super::{
    Learnt, check_pixels,
    pixels::{self, Pixels},
};
use crate::{
    Cleaned, Kind, Limits, Removed, Unfit,
    scan::Scan,
    told::{exif, words, xmp},
};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1A\n";

/// Pixels, colours, transparency and animation.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV",
    b"cLLI", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(crate) fn png(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let (mut cleaned, mut learnt) = (Cleaned::new(Kind::Png), Learnt::default());
    let mut out = Vec::with_capacity(bytes.len());
    let mut scan = Scan::new(bytes);
    if scan.array() != Some(SIGNATURE) {
        return Err(Unfit::Damaged("it does not begin as a PNG"));
    }
    out.extend(SIGNATURE);
    let mut moves = false;
    loop {
        let Some((name, payload, whole)) = chunk(&mut scan) else {
            return Err(Unfit::Damaged("it breaks off"));
        };
        if out.len() == SIGNATURE.len() {
            let mut header = Scan::new(payload);
            let (Some(width), Some(height), b"IHDR") = (header.be32(), header.be32(), &name) else {
                return Err(Unfit::Damaged("it has no header"));
            };
            check_pixels(width, height, limits)?;
        }
        moves |= &name == b"acTL";
        if KEPT.contains(&&name) {
            if crc32fast::hash(&whole[4..whole.len() - 4]).to_be_bytes() != whole[whole.len() - 4..] {
                return Err(Unfit::Damaged("a checksum is wrong"));
            }
            out.extend(whole);
        } else {
            cleaned.removed.insert(gone(&name, payload, &mut learnt));
        }
        if &name == b"IEND" {
            break;
        }
    }
    if scan.left() > 0 {
        cleaned.removed.insert(Removed::Tail);
    }
    (cleaned.width, cleaned.height) = size(&out);
    if !pixels::stay(learnt.exif.orientation, limits) {
        let pixels = Pixels::read(&out, ImageFormat::Png, learnt.exif.orientation, limits)?;
        // Encoding again would stop what moves.
        if pixels.changed && !moves {
            (cleaned.width, cleaned.height) = (Some(pixels.width()), Some(pixels.height()));
            out = pixels.encode(ImageFormat::Png, true)?;
        }
    }
    learnt.tell(&mut cleaned);
    Ok((cleaned, out))
}

fn size(png: &[u8]) -> (Option<u32>, Option<u32>) {
    let mut header = Scan::new(png.get(16..).unwrap_or_default());
    (header.be32(), header.be32())
}

/// Name, payload and all bytes of the next chunk.
fn chunk<'a>(scan: &mut Scan<'a>) -> Option<([u8; 4], &'a [u8], &'a [u8])> {
    let rest = scan.rest();
    let len = scan.be32()? as usize;
    let name = scan.array()?;
    let payload = scan.take(len)?;
    scan.take(4)?;
    Some((name, payload, &rest[..len.checked_add(12)?]))
}

fn gone(name: &[u8; 4], payload: &[u8], learnt: &mut Learnt) -> Removed {
    match name {
        b"eXIf" => {
            learnt.exif = exif::read(payload);
            Removed::Camera
        }
        b"tIME" => Removed::Times,
        b"caBX" => Removed::Credentials,
        b"iTXt" if payload.starts_with(b"XML:com.adobe.xmp\0") => {
            // Not compressed, no language, no translated name: what every program writes.
            if let Some(packet) = payload.get(22..).filter(|_| payload[18] == 0) {
                learnt.xmp = xmp::fields(packet);
            }
            Removed::Xmp
        }
        b"tEXt" | b"iTXt" => {
            text(payload, name == b"iTXt", learnt);
            Removed::Comments
        }
        b"zTXt" => Removed::Comments,
        _ => Removed::Other,
    }
}

/// PNG's own key words.
fn text(payload: &[u8], international: bool, learnt: &mut Learnt) {
    let Some(end) = memchr::memchr(0, payload) else { return };
    let (key, rest) = (&payload[..end], &payload[end + 1..]);
    let value = match international {
        // Flag and method, then language and translated key, each ended by a zero.
        true if rest.first() == Some(&0) => {
            let text = rest.get(2..).unwrap_or_default().splitn(3, |byte| *byte == 0).nth(2);
            words(&String::from_utf8_lossy(text.unwrap_or_default()))
        }
        true => return,
        false => words(&rest.iter().map(|byte| char::from(*byte)).collect::<String>()),
    };
    let fields = &mut learnt.iptc;
    match key {
        b"Title" => fields.title = value,
        b"Author" => fields.byline = value,
        b"Description" => fields.caption = value,
        b"Copyright" => fields.copyright = value,
        _ => {}
    }
}
