//! `use` shows a part again; parts that use parts that use parts can make millions of a few lines.

use std::collections::HashMap;

use crate::Unfit;

/// Copies that a drawing may be made of.
const MOST_COPIES: u64 = 50_000;

/// Which parts use which.
#[derive(Debug, Default)]
pub(super) struct Reuse {
    /// The ids of the open elements; `None` for those without.
    open: Vec<Option<String>>,
    /// By id of a part: the ids that are used inside it.
    inside: HashMap<String, Vec<String>>,
    /// All that is used anywhere.
    all: Vec<String>,
    edges: usize,
}

impl Reuse {
    /// An element begins; `target` is what it uses.
    pub(super) fn open(&mut self, id: Option<&str>, target: Option<&str>) {
        self.open.push(id.map(str::to_owned));
        let Some(target) = target.and_then(|target| target.strip_prefix('#')) else { return };
        for part in self.open.iter().flatten() {
            self.edges += 1;
            self.inside.entry(part.clone()).or_default().push(target.to_owned());
        }
        self.all.push(target.to_owned());
    }

    /// The element that began last ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Refuses a drawing that uses itself, or that grows without measure.
    pub(super) fn check(&self) -> Result<(), Unfit> {
        let bomb = || Unfit::Unsafe("parts that repeat one another without end");
        if self.edges as u64 > 20 * MOST_COPIES {
            return Err(bomb());
        }
        let mut known = HashMap::new();
        let mut total = 0u64;
        for target in &self.all {
            let copies = self.copies(target, &mut known, 0).ok_or_else(bomb)?;
            total = total.saturating_add(copies).saturating_add(1);
            if total > MOST_COPIES {
                return Err(bomb());
            }
        }
        Ok(())
    }

    /// Copies inside a part; `None` when it is used inside itself or nested too deeply.
    fn copies<'a>(&'a self, part: &'a str, known: &mut HashMap<&'a str, u64>, depth: usize) -> Option<u64> {
        if let Some(copies) = known.get(part) {
            return Some(*copies);
        }
        if depth > 50 {
            return None;
        }
        let mut copies = 0u64;
        for target in self.inside.get(part).into_iter().flatten() {
            copies = copies.saturating_add(1).saturating_add(self.copies(target, known, depth + 1)?);
        }
        known.insert(part, copies);
        Some(copies)
    }
}
