//! Shared documents, as rooms in which they are open ask for them. Nothing here notes a tag: readers' pages never show it.

use crate::{
    Id, LiveChange, LiveRow, Reader, Result,
    rows::live::{self, decoded},
};

impl Reader {
    /// Where the shared document of a story stands; `None` when nobody has opened it yet.
    pub fn live(&self, id: &Id) -> Result<Option<LiveRow>> {
        self.conn().row(&live::LIVE, &[id.into()], LiveRow::read)
    }

    /// Its stored state.
    pub fn live_state(&self, id: &Id) -> Result<Option<Vec<u8>>> {
        self.conn().row(&live::STATE, &[id.into()], |row| decoded(row.str(0)?))
    }

    /// Its changes after a number, in order.
    pub fn live_changes(&self, id: &Id, after: u64) -> Result<Vec<LiveChange>> {
        self.conn().rows(&live::CHANGES_AFTER, &[id.into(), after.into()], LiveChange::read)
    }
}
