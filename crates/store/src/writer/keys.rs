//! Writing the keys of the APIs.

use crate::{
    ApiKey, Error, Id, Put, Result, Tag, Writer,
    rows::api_key,
    writer::{refuse_empty, refuse_nul},
};

impl Writer {
    /// A key.
    pub fn key(&mut self, id: &Id) -> Result<Option<ApiKey>> {
        self.one(&api_key::ONE, &[id.into()], ApiKey::read)
    }

    /// Puts a key and the integration that it belongs to.
    ///
    /// # Errors
    /// [`Error::Taken`] when another key has this secret.
    pub fn put_key(&mut self, key: &ApiKey) -> Result<Put> {
        refuse_empty("name", &key.name)?;
        refuse_empty("secret", &key.secret)?;
        refuse_nul("key", &[(&key.name).into(), (&key.secret).into()])?;
        let old = self.key(&key.id)?;
        if old.as_ref() == Some(key) {
            return Ok(Put::Unchanged);
        }
        let holder = self.one(&api_key::HOLDER_OF_SECRET, &[(&key.secret).into()], |row| row.id(0))?;
        if let Some(holder) = holder.filter(|holder| *holder != key.id) {
            return Err(Error::Taken {
                what: "secret of a key",
                value: key.secret.to_string(),
                holder: holder.to_string(),
            });
        }
        let integration = [(&key.integration).into(), (&key.name).into(), key.created_at.into()];
        self.run(&api_key::PUT_INTEGRATION, &integration)?;
        let params = [
            (&key.id).into(),
            (&key.integration).into(),
            key.kind.as_str().into(),
            (&key.secret).into(),
            key.created_at.into(),
        ];
        self.run(&api_key::PUT, &params)?;
        self.touch(Tag::keys());
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    /// Takes a key back, and its integration with the last of its keys. Gives what it was.
    pub fn delete_key(&mut self, id: &Id) -> Result<Option<ApiKey>> {
        let Some(key) = self.key(id)? else { return Ok(None) };
        self.run(&api_key::DELETE, &[id.into()])?;
        self.run(&api_key::DELETE_EMPTY, &[(&key.integration).into()])?;
        self.touch(Tag::keys());
        Ok(Some(key))
    }
}
