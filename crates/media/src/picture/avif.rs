//! AVIF: boxes of length and name, as in MP4. The `meta` box lists items; some are pictures, some are Exif and XMP.
//!
//! Nothing is moved, since boxes refer to places in the file: what goes is overwritten with zeros where it stands, its item is renamed
//! to one that nobody reads, and of the media data only what belongs to pictures is copied. A picture is not decoded.

mod items;

use self::items::{Extent, Items};
use super::{Learnt, check_pixels};
use crate::{
    Cleaned, Kind, Limits, Removed, Unfit,
    scan::Scan,
    told::{exif, xmp},
};

/// A box: its name, where it begins, where its payload is, in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Boxed {
    pub(super) name: [u8; 4],
    pub(super) begin: usize,
    pub(super) payload: usize,
    pub(super) end: usize,
}

/// The boxes in a stretch of the file; `None` when one breaks off.
pub(super) fn boxes(bytes: &[u8], from: usize, to: usize) -> Option<Vec<Boxed>> {
    let (mut found, mut at) = (Vec::new(), from);
    while at < to {
        let mut scan = Scan::new(bytes.get(at..to)?);
        let (len, name) = (scan.be32()?, scan.array()?);
        let len = match len {
            0 => to - at,
            1 => usize::try_from(scan.be64()?).ok()?,
            len => len as usize,
        };
        let end = at.checked_add(len).filter(|end| *end <= to && len >= scan.at())?;
        found.push(Boxed { name, begin: at, payload: at + scan.at(), end });
        at = end;
    }
    Some(found)
}

/// Properties of pictures that browsers draw with.
const PROPERTIES: [&[u8; 4]; 15] = [
    b"ispe", b"pixi", b"av1C", b"colr", b"irot", b"imir", b"clap", b"pasp", b"auxC", b"clli", b"mdcv",
    b"cclv", b"a1lx", b"a1op", b"lsel",
];

pub(crate) fn avif(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let broken = || Unfit::Damaged("it breaks off");
    let (mut cleaned, mut learnt) = (Cleaned::new(Kind::Avif), Learnt::default());
    // What follows the last whole box is no part of the file.
    let mut top = Vec::new();
    let mut end = 0;
    while let Some(next) = boxes(bytes, end, bytes.len()).or_else(|| first(bytes, end)) {
        let Some(last) = next.last() else { break };
        end = last.end;
        top.extend(next);
    }
    if end < bytes.len() {
        cleaned.removed.insert(Removed::Tail);
    }
    let mut out = bytes[..end].to_vec();
    let meta = top.iter().find(|part| &part.name == b"meta").ok_or_else(broken)?;
    let parts = boxes(bytes, meta.payload + 4, meta.end).ok_or_else(broken)?;
    let items = Items::read(bytes, &parts).ok_or(Unfit::Damaged("its list of items is not readable"))?;
    let mut kept: Vec<Extent> = Vec::new();
    for item in &items.items {
        let extents =
            item.in_file(&parts, bytes.len()).ok_or(Unfit::Damaged("an item lies outside of the file"))?;
        match &item.kind {
            b"av01" | b"grid" | b"iovl" => kept.extend(extents),
            kind => {
                cleaned.removed.insert(learn(kind, bytes, &extents, &mut learnt));
                extents.iter().for_each(|extent| out[extent.0..extent.1].fill(0));
                out[item.name_at..item.name_at + 4].copy_from_slice(b"skip");
                out[item.name_at + 4..item.entry_end].fill(0);
            }
        }
    }
    for part in &top {
        match &part.name {
            b"ftyp" | b"meta" => {}
            b"mdat" => {
                out[part.payload..part.end].fill(0);
                for &(from, to) in &kept {
                    let (from, to) = (from.max(part.payload), to.min(part.end));
                    if from < to {
                        out[from..to].copy_from_slice(&bytes[from..to]);
                    }
                }
            }
            b"moov" | b"moof" => {
                return Err(Unfit::Moving { what: "AVIF", instead: "MP4 or WebM" });
            }
            b"free" | b"skip" => out[part.payload..part.end].fill(0),
            _ => blank(&mut out, part, &mut cleaned),
        }
    }
    let mut size = (0, 0);
    for part in &parts {
        match &part.name {
            b"pitm" | b"iloc" | b"iinf" | b"iref" | b"idat" | b"grpl" | b"dinf" => {}
            // Behind version, type and reserved bytes stands the name of the program.
            b"hdlr" => out[(part.payload + 24).min(part.end)..part.end].fill(0),
            b"iprp" => size = properties(bytes, part, &mut out, &mut cleaned).ok_or_else(broken)?,
            _ => blank(&mut out, part, &mut cleaned),
        }
    }
    check_pixels(size.0, size.1, limits)?;
    (cleaned.width, cleaned.height) = (Some(size.0), Some(size.1));
    learnt.tell(&mut cleaned);
    Ok((cleaned, out))
}

/// The one whole box at a place where what follows it is broken.
fn first(bytes: &[u8], at: usize) -> Option<Vec<Boxed>> {
    let mut scan = Scan::new(bytes.get(at..)?);
    let (len, name): (u32, [u8; 4]) = (scan.be32()?, scan.array()?);
    let end = at.checked_add(len as usize).filter(|end| len >= 8 && *end <= bytes.len())?;
    let known = matches!(&name, b"ftyp" | b"meta" | b"mdat" | b"free" | b"skip" | b"uuid");
    known.then(|| vec![Boxed { name, begin: at, payload: at + 8, end }])
}

/// Empties a box and calls it free space.
fn blank(out: &mut [u8], part: &Boxed, cleaned: &mut Cleaned) {
    out[part.begin + 4..part.begin + 8].copy_from_slice(b"free");
    out[part.payload..part.end].fill(0);
    cleaned.removed.insert(Removed::Other);
}

fn learn(kind: &[u8; 4], bytes: &[u8], extents: &[Extent], learnt: &mut Learnt) -> Removed {
    let data: Vec<u8> = extents.iter().flat_map(|extent| &bytes[extent.0..extent.1]).copied().collect();
    match kind {
        b"Exif" => {
            let start = Scan::new(&data).be32().unwrap_or_default() as usize;
            learnt.exif = exif::read(data.get(start.saturating_add(4)..).unwrap_or_default());
            // Turning is told by properties here; Exif's is not followed.
            learnt.exif.orientation = image::metadata::Orientation::NoTransforms;
            Removed::Camera
        }
        b"mime" => {
            learnt.xmp = xmp::fields(&data);
            Removed::Xmp
        }
        _ => Removed::Other,
    }
}

/// Blanks properties that describe rather than draw; gives the largest size that is told.
fn properties(bytes: &[u8], iprp: &Boxed, out: &mut [u8], cleaned: &mut Cleaned) -> Option<(u32, u32)> {
    let mut size = (0, 0);
    for part in boxes(bytes, iprp.payload, iprp.end)? {
        if &part.name != b"ipco" {
            continue;
        }
        for property in boxes(bytes, part.payload, part.end)? {
            if !PROPERTIES.contains(&&property.name) {
                blank(out, &property, cleaned);
            }
            if &property.name == b"ispe" {
                let mut scan = Scan::new(&bytes[property.payload..property.end]);
                scan.take(4)?;
                let this = (scan.be32()?, scan.be32()?);
                size = if u64::from(this.0) * u64::from(this.1) > u64::from(size.0) * u64::from(size.1) {
                    this
                } else {
                    size
                };
            }
        }
    }
    Some(size)
}
