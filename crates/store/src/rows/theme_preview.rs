//! Addresses at which the site is seen in another theme before readers see it so.

use crate::{Millis, Result, Text, db::Row, db::statements};

/// What such an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemePreview {
    /// The name of an installed theme.
    pub theme: Text,
    /// JSON object of the theme's custom settings that are tried; `{}`: those of the site.
    pub texts: Text,
    /// When it ends.
    pub expires_at: Millis,
}

impl ThemePreview {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { theme: row.text(0)?, texts: row.text(1)?, expires_at: row.int(2)? })
    }
}

statements! {
    Writing ADD = "INSERT INTO theme_previews (token_hash, theme, texts, created_by, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    Reading ONE = "SELECT theme, texts, expires_at FROM theme_previews WHERE token_hash = ?1 AND expires_at > ?2";
    Writing SWEEP = "DELETE FROM theme_previews WHERE expires_at <= ?1";
    Writing REMOVE_OF = "DELETE FROM theme_previews WHERE theme = ?1";
}
