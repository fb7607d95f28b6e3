//! Removing people.

use crate::{
    Id, Millis, Result, Writer,
    rows::{factor, person, staff},
};

impl Writer {
    /// Takes somebody's account away, with all that opens it. Their author row, and so their stories, stay.
    pub fn remove_staff(&mut self, id: &Id) -> Result<()> {
        self.end_sessions_of(id, "")?;
        self.forget_totp(id)?;
        self.forget_passkeys(id)?;
        self.run(&factor::FORGET_DEVICES, &[id.into(), Millis::MAX.into()])?;
        self.run(&staff::FORGET_TOPICS, &[id.into()])?;
        self.run(&person::REMOVE, &[id.into()])?;
        Ok(())
    }

    /// The author with this mail address, in lower case as accounts have it.
    pub fn author_id_by_email(&mut self, email: &str) -> Result<Option<Id>> {
        self.one(&person::BY_EMAIL, &[email.into()], person::id)
    }
}
