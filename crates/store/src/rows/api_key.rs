//! Keys of the programs that ask the site through Ghost's APIs.

use crate::{
    Id, Millis, Result, Text,
    db::{Row, statements},
};

/// What a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// What every reader may see.
    Content,
    /// What its integration may change.
    Admin,
}

impl KeyKind {
    /// `content` or `admin`, as in the database and in Ghost.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Admin => "admin",
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        if text == "admin" { Self::Admin } else { Self::Content }
    }
}

/// A key, with the integration that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// The key's id.
    pub id: Id,
    /// Whose key it is.
    pub integration: Id,
    /// What people call that.
    pub name: Text,
    /// What it opens.
    pub kind: KeyKind,
    /// What the program shows.
    pub secret: Text,
    /// Creation.
    pub created_at: Millis,
}

impl ApiKey {
    /// As its program takes it: one that signs has to know the id, too.
    pub fn shown(&self) -> String {
        match self.kind {
            KeyKind::Content => self.secret.to_string(),
            KeyKind::Admin => format!("{}:{}", self.id, self.secret),
        }
    }

    /// Takes a row of [`ALL`] or [`ONE`].
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.id(0)?,
            integration: row.id(1)?,
            name: row.text(2)?,
            kind: KeyKind::parse(row.str(3)?),
            secret: row.text(4)?,
            created_at: row.int(5)?,
        })
    }
}

statements! {
    Reading KIND_OF = "SELECT kind FROM api_keys WHERE secret = ?1";
    Writing ALL = "SELECT k.id, i.id, i.name, k.kind, k.secret, k.created_at FROM api_keys k \
        JOIN integrations i ON i.id = k.integration_id ORDER BY i.name, k.id LIMIT ?1";
    Writing ONE = "SELECT k.id, i.id, i.name, k.kind, k.secret, k.created_at FROM api_keys k \
        JOIN integrations i ON i.id = k.integration_id WHERE k.id = ?1";
    Writing HOLDER_OF_SECRET = "SELECT id FROM api_keys WHERE secret = ?1";
    Writing PUT_INTEGRATION = "INSERT INTO integrations (id, name, created_at) VALUES (?1, ?2, ?3) \
        ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    Writing PUT = "INSERT INTO api_keys (id, integration_id, kind, secret, created_at) VALUES (?1, ?2, ?3, ?4, ?5) \
        ON CONFLICT (id) DO UPDATE SET integration_id = excluded.integration_id, kind = excluded.kind, secret = excluded.secret";
    Writing DELETE = "DELETE FROM api_keys WHERE id = ?1";
    Writing DELETE_EMPTY = "DELETE FROM integrations WHERE id = ?1 AND id NOT IN (SELECT integration_id FROM api_keys) \
        AND id NOT IN (SELECT integration_id FROM webhooks)";
}
