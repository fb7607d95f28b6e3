//! Writing people who sign in, their sessions, one-time links, and the audit log.

use crate::{
    Id, LinkRow, Millis, Result, SessionRow, StaffRow, Tag, Writer,
    db::Param,
    rows::{audit, staff},
    writer::{posts::refuse_taken, refuse_empty, refuse_nul},
};

/// The longest text that the audit log keeps of a value, in bytes; more is cut.
const AUDITED: usize = 4_000;

impl Writer {
    /// Somebody who signs in.
    pub fn staff(&mut self, id: &Id) -> Result<Option<StaffRow>> {
        self.one(&staff::STAFF, &[id.into()], StaffRow::read)
    }

    /// The one with the mail address, in lower case.
    pub fn staff_by_email(&mut self, email: &str) -> Result<Option<StaffRow>> {
        self.one(&staff::STAFF_BY_EMAIL, &[email.into()], StaffRow::read)
    }

    /// How many people have an account.
    pub fn staff_count(&mut self) -> Result<u64> {
        Ok(self.one(&staff::STAFF_COUNT, &[], |row| row.count(0))?.unwrap_or(0))
    }

    /// The topics to which somebody's role is limited; none: it holds everywhere.
    pub fn staff_topics(&mut self, id: &Id) -> Result<Vec<Id>> {
        self.many(&staff::TOPICS_OF, &[id.into()], |row| row.id(0))
    }

    /// Limits somebody's role to topics; with none it holds everywhere.
    pub fn put_staff_topics(&mut self, id: &Id, topics: &[Id]) -> Result<()> {
        self.touch(Tag::rights());
        self.run(&staff::FORGET_TOPICS, &[id.into()])?;
        for topic in topics {
            self.run(&staff::ADD_TOPIC, &[id.into(), topic.into()])?;
        }
        Ok(())
    }

    /// Makes or changes an account. Refuses a mail address that another has.
    pub fn put_staff(&mut self, row: &StaffRow) -> Result<()> {
        refuse_empty("email", &row.email)?;
        refuse_nul("staff", &row.params())?;
        let holder = self.staff_by_email(&row.email)?.map(|holder| holder.id);
        refuse_taken("email", &row.email, holder, &row.id)?;
        self.touch(Tag::rights());
        self.run(&staff::PUT_STAFF, &row.params())?;
        Ok(())
    }

    /// Opens a session; sessions that have ended are swept out.
    pub fn add_session(&mut self, session: &SessionRow) -> Result<()> {
        refuse_nul("session", &session.params())?;
        self.run(&staff::END_EXPIRED, &[session.created_at.into()])?;
        self.run(&staff::ADD_SESSION, &session.params())?;
        self.run(&staff::SEEN, &[(&session.user).into(), session.created_at.into()])?;
        Ok(())
    }

    /// Notes that a session is used, and until when it holds now.
    pub fn touch_session(
        &mut self,
        token_hash: &str,
        user: &Id,
        now: Millis,
        address: &str,
        until: Millis,
    ) -> Result<()> {
        self.run(&staff::TOUCH_SESSION, &[token_hash.into(), now.into(), address.into(), until.into()])?;
        self.run(&staff::SEEN, &[user.into(), now.into()])?;
        Ok(())
    }

    /// Ends a session; `false` when there was none.
    pub fn end_session(&mut self, token_hash: &str) -> Result<bool> {
        self.touch(Tag::rights());
        Ok(self.run(&staff::END_SESSION, &[token_hash.into()])? > 0)
    }

    /// Notes how and when the one whose session it is showed that it is they, and until when the session holds.
    pub fn proved(&mut self, token_hash: &str, proof: &str, now: Millis, until: Millis) -> Result<()> {
        self.run(&staff::PROVED, &[token_hash.into(), proof.into(), now.into(), until.into()])?;
        Ok(())
    }

    /// Ends every session of somebody but this one (none: an empty text). Gives how many ended.
    pub fn end_sessions_of(&mut self, id: &Id, but: &str) -> Result<u64> {
        self.touch(Tag::rights());
        self.run(&staff::END_SESSIONS_OF, &[id.into(), but.into()])
    }

    /// Ends everybody's sessions but this one. Gives how many ended.
    pub fn end_all_sessions(&mut self, but: &str) -> Result<u64> {
        self.touch(Tag::rights());
        self.run(&staff::END_ALL_SESSIONS, &[but.into()])
    }

    /// Makes a one-time link; an older one of the same purpose and subject stops working.
    pub fn add_link(&mut self, link: &LinkRow) -> Result<()> {
        let params: [Param<'_>; 7] = [
            (&link.token_hash).into(),
            (&link.purpose).into(),
            (&link.subject).into(),
            (&link.json).into(),
            link.created_by.as_ref().map_or(Param::Null, Into::into),
            link.created_at.into(),
            link.expires_at.into(),
        ];
        refuse_nul("link", &params)?;
        self.run(&staff::FORGET_EXPIRED_LINKS, &[link.created_at.into()])?;
        self.forget_links(&link.purpose, &link.subject)?;
        self.run(&staff::ADD_LINK, &params)?;
        Ok(())
    }

    /// A link that still works.
    pub fn one_time_link(&mut self, token_hash: &str, purpose: &str, now: Millis) -> Result<Option<LinkRow>> {
        self.one(&staff::LINK, &[token_hash.into(), purpose.into(), now.into()], LinkRow::read)
    }

    /// The link of a purpose about a subject, when it still works.
    pub fn link_about(&mut self, purpose: &str, subject: &str, now: Millis) -> Result<Option<LinkRow>> {
        self.one(&staff::LINK_ABOUT, &[purpose.into(), subject.into(), now.into()], LinkRow::read)
    }

    /// A link has done its work; `false` when somebody else was faster.
    pub fn spend_link(&mut self, token_hash: &str) -> Result<bool> {
        Ok(self.run(&staff::FORGET_LINK, &[token_hash.into()])? > 0)
    }

    /// Makes the links of a purpose and subject stop working.
    pub fn forget_links(&mut self, purpose: &str, subject: &str) -> Result<()> {
        self.run(&staff::FORGET_LINKS, &[purpose.into(), subject.into()])?;
        Ok(())
    }

    /// Adds a row to the audit log. `actor` is none for the operator, `address` empty on the machine itself.
    #[expect(clippy::too_many_arguments, reason = "the columns of one row, all told by the caller")]
    pub fn audit(
        &mut self,
        now: Millis,
        actor: Option<&Id>,
        address: &str,
        act: &str,
        subject: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<()> {
        let (before, after) = (before.map(kept), after.map(kept));
        let id = Id::generate(now);
        let params = [
            (&id).into(),
            now.into(),
            actor.map_or(Param::Null, Into::into),
            act.into(),
            subject.into(),
            before.map_or(Param::Null, Param::Text),
            after.map_or(Param::Null, Param::Text),
            address.into(),
        ];
        refuse_nul("audit", &params)?;
        self.run(&audit::ADD, &params)?;
        Ok(())
    }
}

fn kept(text: &str) -> &str {
    &text[..text.floor_char_boundary(AUDITED)]
}
