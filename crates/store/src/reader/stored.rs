//! Rows that Ghost stores beside stories.

use std::collections::HashMap;

use crate::{
    Id, MemberQuery, MemberRecord, Reader, Result, Stored, Tag, Text,
    db::batch,
    rows::stored::{
        InTable,
        member::{self, Member},
        tier::readership,
    },
};

impl Reader {
    /// A row.
    pub fn row<R: Stored>(&self, id: &str) -> Result<Option<R>> {
        self.note(Tag::table(R::TABLE));
        self.conn().row(R::ONE, &[id.into()], R::read)
    }

    /// Rows by id: after `after`, at most `limit`.
    pub fn rows<R: Stored>(&self, after: &str, limit: u32) -> Result<Vec<R>> {
        self.note(Tag::table(R::TABLE));
        self.conn().rows(R::PAGE, &[after.into(), limit.into()], R::read)
    }

    /// The tiers that stories name as their readers, in order; of each that is asked for. At most a few hundred.
    pub fn tiers_of(&self, posts: &[Id]) -> Result<HashMap<Id, Vec<Id>>> {
        self.noted.borrow_mut().extend(posts.iter().map(Tag::post));
        self.tiers_named(posts)
    }

    /// The same, noting nothing.
    pub(super) fn tiers_named(&self, posts: &[Id]) -> Result<HashMap<Id, Vec<Id>>> {
        let mut named: HashMap<Id, Vec<Id>> = posts.iter().map(|id| (*id, Vec::new())).collect();
        batch::each(&mut self.conn(), &readership::OF_POSTS, posts, &mut |row| {
            named.entry(row.id(0)?).or_default().push(row.id(1)?);
            Ok(())
        })?;
        Ok(named)
    }

    /// A page of members. For the newsroom: notes nothing.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] naming `filter` when it takes too long.
    pub fn members(&self, query: &MemberQuery) -> Result<Vec<MemberRecord>> {
        let mut ids = Vec::new();
        self.bounded(&member::page(query), &mut |row| {
            ids.push(row.id(0)?);
            Ok(())
        })?;
        ids.iter()
            .map(|id| self.conn().row(Member::ONE, &[id.into()], Member::read))
            .collect::<Result<Vec<_>>>()
            .and_then(|rows| self.with_links(rows.into_iter().flatten().collect()))
    }

    /// A member. For the newsroom: notes nothing.
    pub fn member(&self, id: &Id) -> Result<Option<MemberRecord>> {
        let row = self.conn().row(Member::ONE, &[id.into()], Member::read)?;
        Ok(self.with_links(row.into_iter().collect())?.pop())
    }

    /// How many members the query has in all.
    pub fn count_members(&self, query: &MemberQuery) -> Result<u64> {
        let mut n = 0;
        self.bounded(&member::count(query), &mut |row| {
            n = row.count(0)?;
            Ok(())
        })?;
        Ok(n)
    }

    /// How many members there are of each status.
    pub fn members_by_status(&self) -> Result<Vec<(Text, u64)>> {
        self.conn().rows(&member::BY_STATUS, &[], |row| Ok((row.text(0)?, row.count(1)?)))
    }

    /// How many members there are, and how many of them pay: all that readers may see of them. Counted once for the readers of a change
    /// number.
    pub fn member_totals(&self) -> Result<(u64, u64)> {
        self.note(Tag::table(Member::TABLE));
        if let Some(totals) = self.known(|known| known.members) {
            return Ok(totals);
        }
        let by_status = self.members_by_status()?;
        let paid =
            by_status.iter().filter(|(status, _)| &**status == "paid").map(|(_, members)| members).sum();
        let totals = (by_status.iter().map(|(_, members)| members).sum(), paid);
        self.learn(|known| known.members = Some(totals));
        Ok(totals)
    }

    fn with_links(&self, rows: Vec<Member>) -> Result<Vec<MemberRecord>> {
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        let linked = |sql: &batch::Sized| {
            let mut all: HashMap<Id, Vec<Id>> = HashMap::new();
            batch::each(&mut self.conn(), sql, &ids, &mut |row| {
                all.entry(row.id(0)?).or_default().push(row.id(1)?);
                Ok(())
            })?;
            Ok::<_, crate::Error>(all)
        };
        let (mut labels, mut newsletters, mut tiers) =
            (linked(&member::LABELS)?, linked(&member::NEWSLETTERS)?, linked(&member::TIERS)?);
        let mut of = |id: &Id| {
            [&mut labels, &mut newsletters, &mut tiers].map(|all| all.remove(id).unwrap_or_default())
        };
        let with = |row: Member| {
            let [labels, newsletters, tiers] = of(&row.id);
            MemberRecord { row, labels, newsletters, tiers }
        };
        Ok(rows.into_iter().map(with).collect())
    }
}
