//! The items of a `meta` box: what they are (`iinf`) and where they lie (`iloc`).

use super::{Boxed, boxes};
use crate::scan::Scan;

/// A stretch of the file.
pub(super) type Extent = (usize, usize);

/// An item.
#[derive(Debug)]
pub(super) struct Item {
    id: u32,
    pub(super) kind: [u8; 4],
    /// Where its kind is written, and where its entry ends.
    pub(super) name_at: usize,
    pub(super) entry_end: usize,
    /// Whether its extents count from the `idat` box.
    in_idat: bool,
    extents: Vec<(u64, u64)>,
}

/// All items.
#[derive(Debug)]
pub(super) struct Items {
    pub(super) items: Vec<Item>,
}

const MOST_ITEMS: usize = 10_000;

impl Items {
    pub(super) fn read(bytes: &[u8], parts: &[Boxed]) -> Option<Items> {
        let part = |name: &[u8; 4]| parts.iter().find(|part| &part.name == name);
        let mut items = entries(bytes, part(b"iinf")?)?;
        if items.len() > MOST_ITEMS {
            return None;
        }
        let locations = part(b"iloc")?;
        locate(&bytes[locations.payload..locations.end], &mut items)?;
        Some(Items { items })
    }
}

impl Item {
    /// Its extents as places in the file; `None` when one lies outside.
    pub(super) fn in_file(&self, parts: &[Boxed], file: usize) -> Option<Vec<Extent>> {
        let (base, limit) = match self.in_idat {
            false => (0, file),
            true => parts.iter().find(|part| &part.name == b"idat").map(|idat| (idat.payload, idat.end))?,
        };
        let extent = |(offset, length): &(u64, u64)| {
            let from = base.checked_add(usize::try_from(*offset).ok()?)?;
            let to = match length {
                0 => limit,
                length => from.checked_add(usize::try_from(*length).ok()?)?,
            };
            (from <= to && to <= limit).then_some((from, to))
        };
        self.extents.iter().map(extent).collect()
    }
}

fn entries(bytes: &[u8], iinf: &Boxed) -> Option<Vec<Item>> {
    let mut scan = Scan::new(&bytes[iinf.payload..iinf.end]);
    let version = scan.array::<4>()?[0];
    let _count = if version == 0 { u32::from(scan.be16()?) } else { scan.be32()? };
    let mut items = Vec::new();
    for entry in boxes(bytes, iinf.payload + scan.at(), iinf.end)? {
        let mut scan = Scan::new(&bytes[entry.payload..entry.end]);
        let id = match scan.array::<4>()?[0] {
            2 => u32::from(scan.be16()?),
            3 => scan.be32()?,
            _ => return None,
        };
        scan.be16()?;
        let name_at = entry.payload + scan.at();
        let kind = scan.array()?;
        items.push(Item { id, kind, name_at, entry_end: entry.end, in_idat: false, extents: Vec::new() });
    }
    Some(items)
}

fn locate(payload: &[u8], items: &mut [Item]) -> Option<()> {
    let mut scan = Scan::new(payload);
    let version = scan.array::<4>()?[0];
    let [sizes, more] = scan.array()?;
    let (offset_size, length_size, base_size) = (sizes >> 4, sizes & 15, more >> 4);
    let index_size = if version == 0 { 0 } else { more & 15 };
    let count = if version < 2 { u32::from(scan.be16()?) } else { scan.be32()? };
    for _ in 0..count {
        let id = if version < 2 { u32::from(scan.be16()?) } else { scan.be32()? };
        let method = if version == 0 { 0 } else { scan.be16()? & 15 };
        if method > 1 || scan.be16()? != 0 {
            // Items made of other items, or in another file.
            return None;
        }
        let base = number(&mut scan, base_size)?;
        let extents = scan.be16()?;
        let mut found = Vec::new();
        for _ in 0..extents {
            number(&mut scan, index_size)?;
            let offset = number(&mut scan, offset_size)?;
            found.push((base.checked_add(offset)?, number(&mut scan, length_size)?));
        }
        if let Some(item) = items.iter_mut().find(|item| item.id == id) {
            (item.in_idat, item.extents) = (method == 1, found);
        }
    }
    Some(())
}

fn number(scan: &mut Scan<'_>, size: u8) -> Option<u64> {
    match size {
        0 => Some(0),
        4 => scan.be32().map(u64::from),
        8 => scan.be64(),
        _ => None,
    }
}
