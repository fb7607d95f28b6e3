//! JPEG: a list of segments, each a marker and its payload; compressed data follows a scan's header.
//!
//! Kept are tables, frames, scans, the JFIF header without its thumbnail, Adobe's colour transform and the ICC profile. The file ends
//! at the end-of-image marker.

use std::collections::BTreeSet;

use image::ImageFormat;

use super::{
    Learnt, check_pixels,
    pixels::{self, Pixels},
};
use crate::{
    Cleaned, Kind, Limits, Removed, Unfit,
    scan::Scan,
    told::{decode, exif, iptc, xmp},
};

const ICC: &[u8] = b"ICC_PROFILE\0";
const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const MORE_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// Segments of the longest file that we have seen were a few hundred.
const MOST_SEGMENTS: usize = 20_000;

struct Walk<'a> {
    scan: Scan<'a>,
    out: Vec<u8>,
    cleaned: Cleaned,
    learnt: Learnt,
    size: Option<(u32, u32)>,
    components: u8,
    scans: usize,
}

pub(crate) fn jpeg(bytes: &[u8], limits: &Limits) -> Result<(Cleaned, Vec<u8>), Unfit> {
    let mut walk = Walk::new(bytes);
    walk.segments(limits)?;
    let Walk { mut out, mut cleaned, learnt, size, components, .. } = walk;
    if pixels::stay(learnt.exif.orientation, limits) {
        let (width, height) = size.ok_or(Unfit::Damaged("it has no frame"))?;
        (cleaned.width, cleaned.height) = (Some(width), Some(height));
    } else {
        let pixels = Pixels::read(&out, ImageFormat::Jpeg, learnt.exif.orientation, limits)?;
        (cleaned.width, cleaned.height) = (Some(pixels.width()), Some(pixels.height()));
        if pixels.changed {
            // Decoding turns the four inks of print into RGB, for which their profile is wrong.
            out = pixels.encode(ImageFormat::Jpeg, components != 4)?;
        }
    }
    learnt.tell(&mut cleaned);
    Ok((cleaned, out))
}

/// A JPEG without what readers do not need, neither turned nor made smaller: for pictures inside documents.
pub(crate) fn strip_jpeg(bytes: &[u8], limits: &Limits) -> Result<(BTreeSet<Removed>, Vec<u8>), Unfit> {
    let mut walk = Walk::new(bytes);
    walk.segments(limits)?;
    Ok((walk.cleaned.removed, walk.out))
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Walk {
            scan: Scan::new(bytes),
            out: Vec::with_capacity(bytes.len()),
            cleaned: Cleaned::new(Kind::Jpeg),
            learnt: Learnt::default(),
            size: None,
            components: 0,
            scans: 0,
        }
    }

    fn segments(&mut self, limits: &Limits) -> Result<(), Unfit> {
        let broken = || Unfit::Damaged("it breaks off");
        if self.scan.array() != Some([0xFF, 0xD8]) {
            return Err(Unfit::Damaged("it does not begin as a JPEG"));
        }
        self.out.extend([0xFF, 0xD8]);
        for _ in 0..MOST_SEGMENTS {
            let Some(marker) = self.marker() else {
                // Cut off after a scan: browsers show what there is.
                if self.scans == 0 {
                    return Err(broken());
                }
                self.out.extend([0xFF, 0xD9]);
                return Ok(());
            };
            match marker {
                0xD9 if self.scans > 0 => {
                    self.out.extend([0xFF, 0xD9]);
                    if self.scan.left() > 0 {
                        self.cleaned.removed.insert(Removed::Tail);
                    }
                    return Ok(());
                }
                0xD8 | 0xD9 => return Err(Unfit::Damaged("it ends before its picture")),
                0x01 | 0xD0..=0xD7 => continue,
                _ => {}
            }
            let len = usize::from(self.scan.be16().ok_or_else(broken)?);
            let payload = len.checked_sub(2).and_then(|len| self.scan.take(len)).ok_or_else(broken)?;
            self.segment(marker, payload, limits)?;
        }
        Err(Unfit::Damaged("it has more parts than any picture needs"))
    }

    /// The next marker; stray bytes before it are left out.
    fn marker(&mut self) -> Option<u8> {
        loop {
            let at = memchr::memchr(0xFF, self.scan.rest())?;
            self.scan.take(at + 1)?;
            loop {
                match self.scan.u8()? {
                    0xFF => {}
                    0 => break,
                    marker => return Some(marker),
                }
            }
        }
    }

    fn segment(&mut self, marker: u8, payload: &[u8], limits: &Limits) -> Result<(), Unfit> {
        match marker {
            0xC0..=0xC2 => {
                self.frame(payload, limits)?;
                self.keep(marker, payload);
            }
            0xC4 | 0xDB | 0xDC | 0xDD => self.keep(marker, payload),
            0xDA => {
                self.keep(marker, payload);
                self.scans += 1;
                self.compressed();
            }
            0xE0..=0xEF | 0xFE => self.application(marker, payload),
            0xC3 | 0xC5..=0xCF | 0xDE | 0xDF => {
                return Err(Unfit::Damaged("it is a JPEG of a sort that browsers do not show"));
            }
            _ => {
                self.cleaned.removed.insert(Removed::Other);
            }
        }
        Ok(())
    }

    fn frame(&mut self, payload: &[u8], limits: &Limits) -> Result<(), Unfit> {
        let &[_, h1, h2, w1, w2, components, ..] = payload else {
            return Err(Unfit::Damaged("its frame breaks off"));
        };
        if self.size.is_some() {
            return Err(Unfit::Damaged("it has two frames"));
        }
        let (width, height) = (u16::from_be_bytes([w1, w2]).into(), u16::from_be_bytes([h1, h2]).into());
        check_pixels(width, height, limits)?;
        (self.size, self.components) = (Some((width, height)), components);
        Ok(())
    }

    fn keep(&mut self, marker: u8, payload: &[u8]) {
        self.out.extend([0xFF, marker]);
        self.out.extend((payload.len() as u16 + 2).to_be_bytes());
        self.out.extend(payload);
    }

    /// Copies compressed data up to the next marker that is no restart.
    fn compressed(&mut self) {
        loop {
            let rest = self.scan.rest();
            let Some(at) = memchr::memchr(0xFF, rest) else {
                self.out.extend(rest);
                self.scan.take(rest.len());
                return;
            };
            match rest.get(at + 1) {
                Some(0 | 0xD0..=0xD7) => {
                    self.out.extend(&rest[..at + 2]);
                    self.scan.take(at + 2);
                }
                _ => {
                    self.out.extend(&rest[..at]);
                    self.scan.take(at);
                    return;
                }
            }
        }
    }

    fn application(&mut self, marker: u8, payload: &[u8]) {
        let removed = match marker {
            0xE0 if payload.starts_with(b"JFIF\0") && payload.len() >= 14 => {
                let mut header = payload[..14].to_vec();
                let had_thumbnail = header[12] != 0 || header[13] != 0;
                header[12..].fill(0);
                self.keep(marker, &header);
                had_thumbnail.then_some(Removed::Thumbnail)
            }
            0xE0 if payload.starts_with(b"JFXX\0") => Some(Removed::Thumbnail),
            0xE1 if payload.starts_with(EXIF) => {
                let found = exif::read(payload);
                self.cleaned.removed.extend(&found.removed);
                if self.learnt.exif == exif::Found::default() {
                    self.learnt.exif = found;
                }
                None
            }
            0xE1 if payload.starts_with(XMP) => {
                self.learnt.xmp = xmp::fields(&payload[XMP.len()..]);
                Some(Removed::Xmp)
            }
            0xE1 if payload.starts_with(MORE_XMP) => Some(Removed::Xmp),
            0xE2 if payload.starts_with(ICC) => {
                self.keep(marker, payload);
                None
            }
            0xE2 if payload.starts_with(b"MPF\0") => Some(Removed::MorePictures),
            0xEB if payload.starts_with(b"JP") => Some(Removed::Credentials),
            0xED if payload.starts_with(PHOTOSHOP) => {
                self.photoshop(&payload[PHOTOSHOP.len()..]);
                None
            }
            0xEE if payload.starts_with(b"Adobe") && payload.len() >= 12 => {
                self.keep(marker, &payload[..12]);
                None
            }
            0xFE => {
                if self.learnt.comment.is_empty() {
                    self.learnt.comment = decode(payload);
                }
                Some(Removed::Comments)
            }
            _ => Some(Removed::Other),
        };
        self.cleaned.removed.extend(removed);
    }

    fn photoshop(&mut self, payload: &[u8]) {
        let found = iptc::resources(payload);
        let removed = match (found.has_iptc, found.has_thumbnail) {
            (true, true) => vec![Removed::Iptc, Removed::Thumbnail],
            (true, false) => vec![Removed::Iptc],
            (false, true) => vec![Removed::Thumbnail],
            (false, false) => vec![Removed::Other],
        };
        self.cleaned.removed.extend(removed);
        if found.has_iptc {
            self.learnt.iptc = found.fields;
        }
    }
}
