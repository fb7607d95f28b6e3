//! Views and the ranking made of them.

use std::collections::HashSet;

use crate::{Error, Id, MOST_PICKS, Result, Tag, Writer, Wrong, rows::popular};

impl Writer {
    /// Adds views of posts on a day (days since 1970-01-01 UTC). Unknown posts are left out. Names no tag.
    pub fn count_views(&mut self, day: i64, views: &[(Id, u64)]) -> Result<()> {
        for (id, n) in views {
            self.run(&popular::COUNT_VIEWS, &[day.into(), id.into(), (*n).into()])?;
        }
        Ok(())
    }

    /// Puts the Editor's Picks in this order; `true` when it is another than before.
    ///
    /// Refuses posts that are missing, the same one twice, and more than [`MOST_PICKS`].
    pub fn put_picks(&mut self, picks: &[Id]) -> Result<bool> {
        let distinct: HashSet<&Id> = picks.iter().collect();
        if distinct.len() < picks.len() || picks.len() > MOST_PICKS as usize {
            let most = MOST_PICKS as usize;
            return Err(Error::Invalid { field: "picks", why: Wrong::Many { most } });
        }
        if self.many(&popular::PICKED, &[], |row| row.id(0))? == picks {
            return Ok(false);
        }
        self.run(&popular::CLEAR_PICKS, &[])?;
        for (position, id) in picks.iter().enumerate() {
            if self.post_updated_at(id)?.is_none() {
                return Err(Error::Missing { what: "post", id: id.to_string() });
            }
            self.run(&popular::PICK, &[(position as i64).into(), id.into()])?;
        }
        self.touch(Tag::picks());
        Ok(true)
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
