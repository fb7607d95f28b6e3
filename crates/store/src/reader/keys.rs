//! Keys of the APIs.

use crate::{ApiKey, Id, KeyKind, Reader, Result, Tag, rows::api_key};

/// Keys that are listed, at most.
const MOST_KEYS: u32 = 200;

impl Reader {
    /// What a key opens that a program shows; `None` when there is no such key.
    pub fn kind_of_key(&self, secret: &str) -> Result<Option<KeyKind>> {
        self.note(Tag::keys());
        self.conn().row(&api_key::KIND_OF, &[secret.into()], |row| Ok(KeyKind::parse(row.str(0)?)))
    }

    /// The key that a theme's scripts may ask the site with: the oldest content key.
    pub fn content_key(&self) -> Result<Option<ApiKey>> {
        self.note(Tag::keys());
        let keys = self.keys()?.into_iter().filter(|key| key.kind == KeyKind::Content);
        Ok(keys.min_by_key(|key| (key.created_at, key.id)))
    }

    /// One of them. For the newsroom: notes nothing.
    pub fn key(&self, id: &Id) -> Result<Option<ApiKey>> {
        self.conn().row(&api_key::ONE, &[id.into()], ApiKey::read)
    }

    /// The keys, by the name of their integration. For the newsroom: notes nothing.
    pub fn keys(&self) -> Result<Vec<ApiKey>> {
        self.conn().rows(&api_key::ALL, &[MOST_KEYS.into()], ApiKey::read)
    }
}
