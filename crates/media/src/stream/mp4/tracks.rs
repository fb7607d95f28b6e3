//! The description of a film: its tracks are judged, and what tells of people, places, times and devices is blanked.

use std::collections::BTreeMap;

use super::{
    boxes::{Inner, free, inside, why},
    samples::Samples,
};
use crate::{Cleaned, Removed, Unfit, stream::broken};

/// What stays of a film.
#[derive(Debug, Default)]
pub(super) struct Movie {
    /// Stretches of the file that hold samples of tracks that stay: from, to.
    pub(super) kept: BTreeMap<u64, u64>,
    pub(super) has_picture: bool,
    pub(super) has_sound: bool,
}

impl Movie {
    /// Cleans the `moov` box where it stands.
    pub(super) fn clean(bytes: &mut [u8], cleaned: &mut Cleaned, fragments: bool) -> Result<Movie, Unfit> {
        let moov = inside(bytes, 0, bytes.len()).and_then(|all| all.first().copied()).ok_or_else(broken)?;
        let mut movie = Movie::default();
        let (mut kept, mut all) = (Vec::new(), Vec::new());
        for part in inside(bytes, moov.payload, moov.end).ok_or_else(broken)? {
            match &part.name {
                b"trak" => {
                    let samples =
                        Samples::read(bytes, &part).ok_or(Unfit::Damaged("a track is malformed"))?;
                    all.extend(samples.chunks());
                    match handler(bytes, &part).as_ref() {
                        Some(handler @ (b"vide" | b"soun")) => {
                            movie.has_picture |= handler == b"vide";
                            movie.has_sound |= handler == b"soun";
                            track(bytes, &part, cleaned).ok_or_else(broken)?;
                            kept.push(samples);
                        }
                        _ if fragments => {
                            return Err(Unfit::Unsafe("a track that is neither picture nor sound"));
                        }
                        _ => {
                            free(bytes, &part);
                            cleaned.removed.insert(Removed::HiddenTracks);
                        }
                    }
                }
                b"mvhd" => times(bytes, &part, cleaned),
                b"mvex" | b"free" | b"skip" => {}
                b"cmov" => return Err(Unfit::NotTaken { what: "QuickTime (cmov)", instead: "MP4" }),
                name => {
                    described(bytes, &part, cleaned);
                    cleaned.removed.insert(why(name));
                    free(bytes, &part);
                }
            }
        }
        if !movie.has_picture && !movie.has_sound {
            return Err(Unfit::Damaged("it has neither picture nor sound"));
        }
        all.sort_unstable();
        for samples in kept {
            samples
                .ranges(&all, &mut movie.kept)
                .ok_or(Unfit::Damaged("its tables contradict one another"))?;
        }
        join(&mut movie.kept);
        Ok(movie)
    }
}

/// Makes overlapping and touching ranges one.
fn join(ranges: &mut BTreeMap<u64, u64>) {
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (&from, &to) in ranges.iter() {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = (*end).max(to),
            _ => joined.push((from, to)),
        }
    }
    *ranges = joined.into_iter().collect();
}

/// Positions and names are named in the list of what was removed.
fn described(bytes: &[u8], part: &Inner, cleaned: &mut Cleaned) {
    let payload = &bytes[part.payload..part.end];
    let holds = |word: &[u8]| memchr::memmem::find(payload, word).is_some();
    if holds(b"\xA9xyz") || holds(b"loci") || holds(b"location.ISO6709") || holds(b"GPS") {
        cleaned.removed.insert(Removed::Place);
    }
    if holds(b"\xA9mak") || holds(b"\xA9mod") || holds(b"quicktime.make") || holds(b"quicktime.model") {
        cleaned.removed.insert(Removed::Camera);
    }
}

/// The box at a path inside another.
pub(super) fn find(bytes: &[u8], part: &Inner, path: &[&[u8; 4]]) -> Option<Inner> {
    let mut here = *part;
    for name in path {
        here = inside(bytes, here.payload, here.end)?.into_iter().find(|part| &&part.name == name)?;
    }
    Some(here)
}

fn handler(bytes: &[u8], trak: &Inner) -> Option<[u8; 4]> {
    let hdlr = find(bytes, trak, &[b"mdia", b"hdlr"])?;
    bytes[hdlr.payload..hdlr.end].get(8..12)?.try_into().ok()
}

fn track(bytes: &mut [u8], part: &Inner, cleaned: &mut Cleaned) -> Option<()> {
    for part in inside(bytes, part.payload, part.end)? {
        match &part.name {
            b"tkhd" => {
                size(bytes, &part, cleaned);
                times(bytes, &part, cleaned);
            }
            b"mdia" | b"minf" => track(bytes, &part, cleaned)?,
            b"mdhd" => times(bytes, &part, cleaned),
            // Behind version, type and reserved bytes stands a name.
            b"hdlr" => bytes[(part.payload + 24).min(part.end)..part.end].fill(0),
            b"stbl" => table(bytes, &part)?,
            b"edts" | b"tapt" | b"vmhd" | b"smhd" | b"dinf" | b"elng" | b"free" | b"skip" => {}
            name => {
                described(bytes, &part, cleaned);
                cleaned.removed.insert(why(name));
                free(bytes, &part);
            }
        }
    }
    Some(())
}

fn table(bytes: &mut [u8], stbl: &Inner) -> Option<()> {
    for part in inside(bytes, stbl.payload, stbl.end)? {
        match &part.name {
            b"stsd" => {
                for entry in inside(bytes, part.payload + 8, part.end)? {
                    let name = entry.payload + 42..entry.payload + 74;
                    let is_picture =
                        entry.end >= name.end && bytes[entry.payload + 24..entry.payload + 28] != [0; 4];
                    if is_picture
                        && !matches!(&entry.name, b"mp4a" | b"Opus" | b"ac-3" | b"ec-3" | b"alac" | b"fLaC")
                    {
                        // The name of the encoder, a Pascal string.
                        bytes[name].fill(0);
                    }
                }
            }
            b"udta" | b"meta" | b"uuid" => free(bytes, &part),
            _ => {}
        }
    }
    Some(())
}

/// Times of making and changing, at the beginning of the box; version 1 has 64 bits.
fn times(bytes: &mut [u8], part: &Inner, cleaned: &mut Cleaned) {
    let payload = &mut bytes[part.payload..part.end];
    let width = if payload.first() == Some(&1) { 16 } else { 8 };
    if let Some(times) = payload.get_mut(4..4 + width) {
        if times.iter().any(|byte| *byte != 0) {
            cleaned.removed.insert(Removed::Times);
        }
        times.fill(0);
    }
}

/// Width and height are the last two numbers, in 65536ths; before them stands a matrix that may turn the picture.
fn size(bytes: &[u8], tkhd: &Inner, cleaned: &mut Cleaned) {
    let payload = &bytes[tkhd.payload..tkhd.end];
    let Some(tail) = payload.len().checked_sub(44).map(|at| &payload[at..]) else { return };
    let number = |at: usize| u32::from_be_bytes([tail[at], tail[at + 1], tail[at + 2], tail[at + 3]]);
    let (width, height) = (number(36) >> 16, number(40) >> 16);
    if width > 0 && height > 0 {
        let turned = number(0) == 0 && number(16) == 0;
        (cleaned.width, cleaned.height) =
            if turned { (Some(height), Some(width)) } else { (Some(width), Some(height)) };
    }
}
