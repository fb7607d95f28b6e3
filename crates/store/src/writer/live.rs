//! Writing shared documents.

use crate::{
    Id, LiveChange, LiveRow, Millis, Result, Tag, Writer,
    db::Param,
    rows::live::{self, decoded, encoded},
};

impl Writer {
    /// Where the shared document of a story stands; `None` when nobody has opened it yet.
    pub fn live(&mut self, id: &Id) -> Result<Option<LiveRow>> {
        self.one(&live::LIVE, &[id.into()], LiveRow::read)
    }

    /// Its stored state.
    pub fn live_state(&mut self, id: &Id) -> Result<Option<Vec<u8>>> {
        self.one(&live::STATE, &[id.into()], |row| decoded(row.str(0)?))
    }

    /// Its changes after a number, in order.
    pub fn live_changes(&mut self, id: &Id, after: u64) -> Result<Vec<LiveChange>> {
        self.many(&live::CHANGES_AFTER, &[id.into(), after.into()], LiveChange::read)
    }

    /// Begins the shared document of a story; one that is there stays. `base` is the digest of what the story's row says. Names no tag.
    pub fn begin_live(&mut self, id: &Id, state: &[u8], base: &str, now: Millis) -> Result<()> {
        let state = encoded(state);
        self.run(&live::BEGIN, &[id.into(), state.as_str().into(), base.into(), now.into()])?;
        Ok(())
    }

    /// Adds changes after the latest, which is `last`; gives the new latest. Names [`Tag::live`].
    pub fn add_live_changes(
        &mut self,
        id: &Id,
        last: u64,
        changes: &[Vec<u8>],
        by: Option<&Id>,
        now: Millis,
    ) -> Result<u64> {
        let mut number = last;
        for change in changes {
            number += 1;
            let bytes = encoded(change);
            self.run(&live::ADD_CHANGE, &[id.into(), number.into(), bytes.as_str().into()])?;
        }
        let by = by.map_or(Param::Null, Into::into);
        self.run(&live::CHANGED, &[id.into(), number.into(), now.into(), by])?;
        self.touch(Tag::live(id));
        Ok(number)
    }

    /// Notes that the story's row says what the shared document says up to a change. Names no tag.
    pub fn live_is_saved(&mut self, id: &Id, saved: u64, base: &str) -> Result<()> {
        self.run(&live::SAVED, &[id.into(), saved.into(), base.into()])?;
        Ok(())
    }

    /// Puts a state in the place of the changes up to and including `upto`. Names no tag.
    pub fn put_live_state(&mut self, id: &Id, state: &[u8], upto: u64) -> Result<()> {
        let state = encoded(state);
        self.run(&live::PUT_STATE, &[id.into(), state.as_str().into(), upto.into()])?;
        self.run(&live::FORGET_CHANGES, &[id.into(), upto.into()])?;
        Ok(())
    }
}
