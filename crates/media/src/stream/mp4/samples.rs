//! Where the samples of a track lie: sizes (`stsz`), samples a chunk (`stsc`), places of chunks (`stco`, `co64`).

use std::collections::BTreeMap;

use super::{boxes::Inner, tracks::find};
use crate::scan::Scan;

/// The tables of a track.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// Bytes of every sample, when all are alike.
    uniform: u32,
    sizes: Vec<u32>,
    /// First chunk of a run (from 1), samples in each of its chunks.
    runs: Vec<(u32, u32)>,
    places: Vec<u64>,
}

impl Samples {
    /// Reads the tables of a `trak` box; `None` when they are malformed. A track may have none.
    pub(super) fn read(bytes: &[u8], trak: &Inner) -> Option<Samples> {
        let mut samples = Samples::default();
        let Some(table) = find(bytes, trak, &[b"mdia", b"minf", b"stbl"]) else { return Some(samples) };
        let part = |name| find(bytes, &table, &[name]).map(|part| Scan::new(&bytes[part.payload..part.end]));
        if let Some(mut scan) = part(b"stsz") {
            scan.take(4)?;
            (samples.uniform, _) = (scan.be32()?, 0);
            let count = scan.be32()?;
            if samples.uniform == 0 {
                samples.sizes = list(&mut scan, count, |scan| scan.be32())?;
            }
        } else if part(b"stz2").is_some() {
            // Sizes of 4 to 16 bits: nobody writes them.
            return None;
        }
        if let Some(mut scan) = part(b"stsc") {
            scan.take(4)?;
            let count = scan.be32()?;
            samples.runs = list(&mut scan, count, |scan| {
                let run = (scan.be32()?, scan.be32()?);
                scan.be32()?;
                Some(run)
            })?;
        }
        if let Some(mut scan) = part(b"stco") {
            scan.take(4)?;
            let count = scan.be32()?;
            samples.places = list(&mut scan, count, |scan| scan.be32().map(u64::from))?;
        } else if let Some(mut scan) = part(b"co64") {
            scan.take(4)?;
            let count = scan.be32()?;
            samples.places = list(&mut scan, count, |scan| scan.be64())?;
        }
        Some(samples)
    }

    /// Where its chunks begin.
    pub(super) fn chunks(&self) -> impl Iterator<Item = u64> + '_ {
        self.places.iter().copied()
    }

    /// Adds the stretches that its chunks take. `all` are the places of all chunks of the file, in order: QuickTime writes sizes of
    /// uncompressed sound that are too small, so that such a chunk reaches to the next one.
    pub(super) fn ranges(&self, all: &[u64], ranges: &mut BTreeMap<u64, u64>) -> Option<()> {
        let (mut sample, mut run) = (0usize, 0usize);
        for (chunk, &from) in self.places.iter().enumerate() {
            while self.runs.get(run + 1).is_some_and(|next| chunk + 1 >= next.0 as usize) {
                run += 1;
            }
            let count = self.runs.get(run)?.1 as usize;
            let to = match self.uniform {
                0 => {
                    let sizes = self.sizes.get(sample..sample.checked_add(count)?)?;
                    from.checked_add(sizes.iter().map(|size| u64::from(*size)).sum())?
                }
                _ => all.get(all.partition_point(|place| *place <= from)).copied().unwrap_or(u64::MAX),
            };
            sample += count;
            let end = ranges.entry(from).or_insert(to);
            *end = (*end).max(to);
        }
        Some(())
    }
}

/// A list whose length is told; longer than its box is malformed.
fn list<T>(scan: &mut Scan<'_>, count: u32, next: impl Fn(&mut Scan<'_>) -> Option<T>) -> Option<Vec<T>> {
    (count as usize <= scan.left()).then_some(())?;
    (0..count).map(|_| next(scan)).collect()
}
