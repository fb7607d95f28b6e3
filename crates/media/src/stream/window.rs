//! Small reads from a large file, out of one buffer.

use crate::{Source, Unfit, scan::read_at};

const SIZE: usize = 256 * 1024;

/// A view of a file.
pub(super) struct Window<'a> {
    source: &'a mut dyn Source,
    pub(super) length: u64,
    start: u64,
    bytes: Vec<u8>,
}

impl<'a> Window<'a> {
    pub(super) fn new(source: &'a mut dyn Source, length: u64) -> Self {
        Self { source, length, start: 0, bytes: Vec::new() }
    }

    /// The bytes at a place: at most `len` (which must not exceed 128 KB), fewer at the end of the file.
    pub(super) fn at(&mut self, place: u64, len: usize) -> Result<&[u8], Unfit> {
        let end = place.saturating_add(len as u64).min(self.length);
        let held = self.start..self.start + self.bytes.len() as u64;
        if place < held.start || end > held.end {
            self.bytes = read_at(self.source, place, SIZE)?;
            self.start = place;
        }
        let from = ((place - self.start) as usize).min(self.bytes.len());
        Ok(&self.bytes[from..(from + len).min(self.bytes.len())])
    }

    /// All bytes of a stretch, past the buffer.
    pub(super) fn whole(&mut self, place: u64, len: usize) -> Result<Vec<u8>, Unfit> {
        read_at(self.source, place, len)
    }
}
