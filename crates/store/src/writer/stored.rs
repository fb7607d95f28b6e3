//! Writing the rows that Ghost stores beside stories.

use serde_json::{Value, json};

use crate::{
    Field, Id, MemberRecord, Put, Result, Stored, Tag, Text, Writer,
    db::batch,
    rows::stored::{
        member::{self, Member, entitled, labelled, subscribed},
        tier::promise,
    },
    writer::{posts::refuse_taken, refuse_empty, refuse_nul},
};

impl Writer {
    /// A row.
    pub fn row<R: Stored>(&mut self, id: &Id) -> Result<Option<R>> {
        self.one(R::ONE, &[id.into()], R::read)
    }

    /// All rows of a table of which there are few, by id.
    pub fn rows<R: Stored>(&mut self, limit: u32) -> Result<Vec<R>> {
        self.many(R::PAGE, &["".into(), limit.into()], R::read)
    }

    /// Puts a row as it is. Refuses texts with NUL in them.
    pub fn put_row<R: Stored>(&mut self, row: &R) -> Result<Put> {
        refuse_nul(R::TABLE, &row.params())?;
        let old = self.row::<R>(row.id())?;
        if old.as_ref() == Some(row) {
            return Ok(Put::Unchanged);
        }
        self.run(R::PUT, &row.params())?;
        self.touch(Tag::table(R::TABLE));
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    /// Removes a row; gives what it was.
    pub fn delete_row<R: Stored>(&mut self, id: &Id) -> Result<Option<R>> {
        let Some(old) = self.row::<R>(id)? else { return Ok(None) };
        self.run(R::DELETE, &[id.into()])?;
        self.touch(Tag::table(R::TABLE));
        Ok(Some(old))
    }

    /// Takes a label from all members.
    pub fn unlink_label(&mut self, id: &Id) -> Result<()> {
        self.run(&labelled::FORGET, &[id.into()]).map(drop)
    }

    /// The benefits of a tier, in order.
    pub fn benefits_of(&mut self, tier: &Id) -> Result<Vec<promise::TierBenefit>> {
        use crate::rows::stored::InTable;
        self.many(&promise::OF_TIER, &[tier.into()], promise::TierBenefit::read)
    }

    /// A member with everything that hangs on them.
    pub fn member(&mut self, id: &Id) -> Result<Option<MemberRecord>> {
        let Some(row) = self.row::<Member>(id)? else { return Ok(None) };
        let linked =
            |writer: &mut Self, sql: &batch::Sized| writer.many(&sql.of1, &[id.into()], |row| row.id(1));
        Ok(Some(MemberRecord {
            row,
            labels: linked(self, &member::LABELS)?,
            newsletters: linked(self, &member::NEWSLETTERS)?,
            tiers: linked(self, &member::TIERS)?,
        }))
    }

    /// The id of the member with that address, in lower case.
    pub fn member_id_by_email(&mut self, email: &str) -> Result<Option<Id>> {
        self.one(&member::HOLDER_OF_EMAIL, &[email.into()], |row| row.id(0))
    }

    /// Writes a member. Refuses a taken address, an empty one, and texts with NUL in them.
    pub fn put_member(&mut self, new: &MemberRecord) -> Result<Put> {
        refuse_empty("email", &new.row.email)?;
        let id = &new.row.id;
        let old = self.member(id)?;
        if old.as_ref() == Some(new) {
            return Ok(Put::Unchanged);
        }
        let holder = self.member_id_by_email(&new.row.email)?;
        refuse_taken("member address", &new.row.email, holder, id)?;
        self.put_row(&new.row)?;
        let at = new.row.updated_at;
        if old.as_ref().map_or(!new.labels.is_empty(), |old| old.labels != new.labels) {
            self.run(&labelled::UNLINK, &[id.into()])?;
            for (place, label) in (0..).zip(&new.labels) {
                let row = labelled::MemberLabel {
                    id: Id::generate(at),
                    member_id: id.as_str().into(),
                    label_id: label.as_str().into(),
                    sort_order: place,
                };
                self.put_row(&row)?;
            }
        }
        if old.as_ref().map_or(!new.newsletters.is_empty(), |old| old.newsletters != new.newsletters) {
            self.run(&subscribed::UNLINK, &[id.into()])?;
            for newsletter in &new.newsletters {
                let row = subscribed::MemberNewsletter {
                    id: Id::generate(at),
                    member_id: id.as_str().into(),
                    newsletter_id: newsletter.as_str().into(),
                };
                self.put_row(&row)?;
            }
        }
        if old.as_ref().map_or(!new.tiers.is_empty(), |old| old.tiers != new.tiers) {
            self.run(&entitled::UNLINK, &[id.into()])?;
            for (place, tier) in (0..).zip(&new.tiers) {
                let row = entitled::MemberTier {
                    id: Id::generate(at),
                    member_id: id.as_str().into(),
                    product_id: tier.as_str().into(),
                    sort_order: place,
                    expiry_at: None,
                };
                self.put_row(&row)?;
            }
        }
        self.member_happened(old.as_ref(), Some(new))?;
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    /// Removes a member with everything that hangs on them; `false` when there was none.
    pub fn delete_member(&mut self, id: &Id) -> Result<bool> {
        let Some(old) = self.member(id)? else { return Ok(false) };
        for sql in [&labelled::UNLINK, &subscribed::UNLINK, &entitled::UNLINK] {
            self.run(sql, &[id.into()])?;
        }
        self.delete_row::<Member>(id)?;
        self.member_happened(Some(&old), None)?;
        Ok(true)
    }
}

/// A row as JSON, under the names of its columns; times are numbers.
pub(super) fn as_json(row: &impl Stored) -> Value {
    let value = |field: Field<'_>| match field {
        Field::Null => Value::Null,
        Field::Text(text) => text.into(),
        Field::Int(number) => number.into(),
        Field::Bool(flag) => flag.into(),
    };
    let id = ("id".to_owned(), Value::from(row.id().as_str()));
    let fields = row.fields().into_iter().map(|(name, field)| (name.to_owned(), value(field)));
    Value::Object(std::iter::once(id).chain(fields).collect())
}

/// A member as JSON.
pub(super) fn member_json(member: &MemberRecord) -> Value {
    let ids = |ids: &[Id]| ids.iter().map(|id| Text::from(id.as_str())).collect::<Vec<_>>();
    json!({
        "row": as_json(&member.row),
        "labels": ids(&member.labels),
        "newsletters": ids(&member.newsletters),
        "tiers": ids(&member.tiers),
    })
}
