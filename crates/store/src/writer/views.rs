//! Views and the ranking made of them.

use crate::{Id, Result, Tag, Writer, rows::popular};

impl Writer {
    /// Adds views of posts on a day (days since 1970-01-01 UTC). Unknown posts are left out. Names no tag.
    pub fn count_views(&mut self, day: i64, views: &[(Id, u64)]) -> Result<()> {
        for (id, n) in views {
            self.run(&popular::COUNT_VIEWS, &[day.into(), id.into(), (*n).into()])?;
        }
        Ok(())
    }

    /// Ranks the `keep` most viewed public posts of the `window` days up to and including `today`; forgets older views.
    /// `true` when the ranking changed ([`Tag::popular`] is named then).
    pub fn rank_popular(&mut self, today: i64, window: u32, keep: u32) -> Result<bool> {
        let past = today - i64::from(window);
        self.run(&popular::FORGET_VIEWS, &[past.into()])?;
        let ranking =
            self.many(&popular::MOST_VIEWED, &[past.into(), today.into(), keep.into()], |row| row.id(0))?;
        let former = self.many(&popular::RANKING, &[], |row| row.id(0))?;
        if ranking == former {
            return Ok(false);
        }
        self.run(&popular::CLEAR, &[])?;
        for (rank, id) in ranking.iter().enumerate() {
            self.run(&popular::RANK, &[(rank as i64).into(), id.into()])?;
        }
        self.touch(Tag::popular());
        Ok(true)
    }
}
