//! MP4 and QuickTime: boxes of length and name. `moov` describes, `mdat` holds the samples.
//!
//! Nothing is moved, since tables refer to places in the file: boxes that describe people, places and devices become free space of the
//! same length, times become zero. Tracks that are neither picture nor sound (cameras keep positions in them) go, and of the media data
//! only the samples of tracks that stay are copied; the rest is zeros.

mod boxes;
mod samples;
mod tracks;

use std::collections::BTreeMap;

use self::{
    boxes::{Atom, blank},
    tracks::Movie,
};
use super::{Result, window::Window};
use crate::{
    Cleaned, Kind, Removed, Source, Unfit,
    pieces::{Output, Piece},
    scan::Scan,
};

/// Bytes of the longest description: ten hours have about 20 MB.
const LONGEST_MOOV: u64 = 64 << 20;
/// Boxes at the top; films in fragments have thousands.
const MOST_BOXES: usize = 200_000;

pub(crate) fn mp4(source: &mut dyn Source, length: u64, kind: Kind) -> Result {
    let mut cleaned = Cleaned::new(kind);
    let mut window = Window::new(source, length);
    let (top, end) = top(&mut window)?;
    if end < length {
        cleaned.removed.insert(Removed::Tail);
    }
    let fragments = top.iter().any(|atom| &atom.name == b"moof");
    let moov = top
        .iter()
        .find(|atom| &atom.name == b"moov")
        .ok_or(Unfit::Damaged("it does not say what is in it"))?;
    if moov.end - moov.begin > LONGEST_MOOV {
        return Err(Unfit::Damaged("it describes more than any film needs"));
    }
    let mut bytes = window.whole(moov.begin, (moov.end - moov.begin) as usize)?;
    let movie = Movie::clean(&mut bytes, &mut cleaned, fragments)?;
    if kind == Kind::Mp4 && movie.has_sound && !movie.has_picture {
        cleaned.kind = Kind::M4a;
    }
    let mut pieces = Vec::new();
    for atom in &top {
        match &atom.name {
            b"ftyp" | b"styp" | b"sidx" | b"mfra" | b"moof" => pieces.push(copy(atom.begin, atom.end)),
            b"moov" if atom.begin == moov.begin => pieces.push(Piece::Bytes(std::mem::take(&mut bytes))),
            b"mdat" if fragments => pieces.push(copy(atom.begin, atom.end)),
            b"mdat" => samples_of(atom, &movie.kept, &mut pieces),
            name => {
                if !matches!(name, b"free" | b"skip" | b"wide") {
                    cleaned.removed.insert(boxes::why(name));
                }
                pieces.push(Piece::Bytes(blank(atom)));
                pieces.push(Piece::Zeros(atom.end - atom.payload));
            }
        }
    }
    Ok((cleaned, Output::Pieces(pieces)))
}

fn copy(from: u64, to: u64) -> Piece {
    Piece::Copy { from, len: to - from }
}

/// The boxes of the file, and where the last whole one ends.
fn top(window: &mut Window<'_>) -> std::result::Result<(Vec<Atom>, u64), Unfit> {
    let (mut found, mut at, length) = (Vec::<Atom>::new(), 0, window.length);
    while at < length {
        let mut scan = Scan::new(window.at(at, 16)?);
        let atom = Atom::read(&mut scan, at, length);
        let Some(atom) = atom.filter(|atom| found.is_empty() || atom.name.iter().all(|byte| *byte >= 0x20))
        else {
            break;
        };
        at = atom.end;
        found.push(atom);
        if found.len() > MOST_BOXES {
            return Err(Unfit::Damaged("it has more parts than any film needs"));
        }
    }
    Ok((found, at))
}

/// The samples that stay, and zeros between them.
fn samples_of(mdat: &Atom, kept: &BTreeMap<u64, u64>, pieces: &mut Vec<Piece>) {
    pieces.push(copy(mdat.begin, mdat.payload));
    let mut at = mdat.payload;
    // A range that begins before the box may reach into it.
    let before = kept.range(..at).next_back();
    for (from, to) in before.into_iter().chain(kept.range(at..mdat.end)) {
        let (from, to) = ((*from).max(at), (*to).min(mdat.end));
        if from < to {
            pieces.push(Piece::Zeros(from - at));
            pieces.push(copy(from, to));
            at = to;
        }
    }
    pieces.push(Piece::Zeros(mdat.end - at));
}
