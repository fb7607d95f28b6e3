//! Boxes of length and name.

use crate::{Removed, scan::Scan};

/// A box as places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) name: [u8; 4],
    pub(super) begin: u64,
    pub(super) payload: u64,
    pub(super) end: u64,
}

impl Atom {
    /// Reads the head of a box that stands at `at` and must end by `limit`.
    pub(super) fn read(scan: &mut Scan<'_>, at: u64, limit: u64) -> Option<Atom> {
        let before = scan.at();
        let (len, name) = (scan.be32()?, scan.array()?);
        let len = match len {
            0 => limit - at,
            1 => scan.be64()?,
            len => u64::from(len),
        };
        let head = (scan.at() - before) as u64;
        let end = at.checked_add(len).filter(|end| len >= head && *end <= limit)?;
        Some(Atom { name, begin: at, payload: at + head, end })
    }
}

/// A box inside bytes in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inner {
    pub(super) name: [u8; 4],
    pub(super) begin: usize,
    pub(super) payload: usize,
    pub(super) end: usize,
}

/// The boxes in a stretch; `None` when one breaks off. QuickTime ends lists with four zeros.
pub(super) fn inside(bytes: &[u8], from: usize, to: usize) -> Option<Vec<Inner>> {
    let (mut found, mut at) = (Vec::new(), from);
    while to.checked_sub(at)? >= 8 {
        let mut scan = Scan::new(bytes.get(at..to)?);
        let atom = Atom::read(&mut scan, at as u64, to as u64)?;
        found.push(Inner {
            name: atom.name,
            begin: at,
            payload: atom.payload as usize,
            end: atom.end as usize,
        });
        at = atom.end as usize;
    }
    Some(found)
}

/// The head of free space as long as a box.
pub(super) fn blank(atom: &Atom) -> Vec<u8> {
    let len = atom.end - atom.begin;
    match atom.payload - atom.begin {
        16 => [&1u32.to_be_bytes()[..], b"free", &len.to_be_bytes()].concat(),
        _ => [&(len as u32).to_be_bytes()[..], b"free"].concat(),
    }
}

/// Makes a box in memory free space.
pub(super) fn free(bytes: &mut [u8], inner: &Inner) {
    bytes[inner.begin + 4..inner.begin + 8].copy_from_slice(b"free");
    bytes[inner.payload..inner.end].fill(0);
}

/// What a box that goes would have told.
pub(super) fn why(name: &[u8; 4]) -> Removed {
    match name {
        b"udta" | b"meta" => Removed::Descriptions,
        b"uuid" | b"XMP_" => Removed::Xmp,
        b"PICT" | b"pnot" | b"thmb" => Removed::Thumbnail,
        _ => Removed::Other,
    }
}
