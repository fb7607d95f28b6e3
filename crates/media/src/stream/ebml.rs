//! EBML, the grammar under WebM: elements of id, length, payload.

use crate::scan::Scan;

/// The head of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) id: u32,
    /// Bytes of the head.
    pub(super) head: usize,
    /// Bytes of the payload; `None` when it is not told.
    pub(super) len: Option<u64>,
}

/// Reads the head of an element.
pub(super) fn element(bytes: &[u8]) -> Option<Element> {
    let mut scan = Scan::new(bytes);
    let width = scan.rest().first()?.leading_zeros() as usize + 1;
    if width > 4 {
        return None;
    }
    let id = scan.take(width)?.iter().fold(0, |all, byte| all << 8 | u32::from(*byte));
    let first = *scan.rest().first()?;
    let width = first.leading_zeros() as usize + 1;
    if width > 8 {
        return None;
    }
    let raw = scan.take(width)?.iter().fold(0u64, |all, byte| all << 8 | u64::from(*byte));
    let mask = (1u64 << (7 * width)) - 1;
    let len = (raw & mask != mask).then_some(raw & mask);
    Some(Element { id, head: scan.at(), len })
}

/// The head of an element that says nothing and is `total` bytes long with it; at least 2.
pub(super) fn void(total: u64) -> Vec<u8> {
    match total {
        0..129 => vec![0xEC, 0x80 | total.saturating_sub(2) as u8],
        _ => {
            let mut head = (total - 9).to_be_bytes().to_vec();
            head[0] = 0x01;
            head.insert(0, 0xEC);
            head
        }
    }
}

/// The elements in a payload, as places in it: head and end. `None` when one breaks off.
pub(super) fn children(bytes: &[u8], from: usize, to: usize) -> Option<Vec<(Element, usize, usize)>> {
    let (mut at, mut found) = (from, Vec::new());
    while at < to {
        let element = element(bytes.get(at..to)?)?;
        let end = at.checked_add(element.head)?.checked_add(usize::try_from(element.len?).ok()?)?;
        if end > to {
            return None;
        }
        found.push((element, at, end));
        at = end;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voids_are_as_long_as_what_they_replace() {
        for total in [2u64, 3, 100, 128, 129, 1000, 1 << 40] {
            let head = void(total);
            let read = element(&head).unwrap();
            assert_eq!((read.id, read.head as u64 + read.len.unwrap()), (0xEC, total));
        }
    }
}
