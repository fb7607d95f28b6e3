//! The first walk through an export: stages what must be known before the posts are read.

use super::damage::{Damage, Result};
use super::row::Row;
use super::scan::{Place, Sink};
use super::staging::{Relation, Staging};
use super::summary::Summary;

/// Tables that are staged whole.
pub(crate) const SMALL: [&str; 9] = [
    "tags",
    "users",
    "settings",
    "custom_theme_settings",
    "integrations",
    "api_keys",
    "products",
    "masthead_redirects",
    "masthead_picks",
];

/// Takes the rows of the first walk.
pub(crate) struct Stage<'a> {
    /// The file's name, for errors.
    pub(crate) file: &'a str,
    /// Where they go.
    pub(crate) staging: &'a Staging,
    /// Repairs are counted here.
    pub(crate) summary: &'a mut Summary,
    /// Rows so far; gives ties an order.
    pub(crate) seen: u64,
    /// Ghost's version, when the export says so.
    pub(crate) version: Option<String>,
}

/// Whether the first walk takes rows of a table.
pub(crate) fn is_staged(table: &str) -> bool {
    SMALL.contains(&table)
        || matches!(table, "posts_tags" | "posts_authors" | "posts_products" | "posts_meta")
}

impl Stage<'_> {
    fn relate(&mut self, kind: Relation, other: &str, place: &Place, text: &str) -> Result<()> {
        let mut row = Row::parse(self.file, place, text)?;
        let (post, other) = (row.text("post_id")?, row.text(other)?);
        let sort = row.number("sort_order")?.unwrap_or(0);
        match (post, other) {
            (Some(post), Some(other)) => {
                self.staging.relate(kind, &post, sort, self.seen, &other).map_err(|error| self.failed(&error))
            }
            _ => {
                self.summary.note_example("relations without both ends; left out", &place.path);
                Ok(())
            }
        }
    }

    fn failed(&self, error: &rusqlite::Error) -> Damage {
        Damage::of(self.file, format!("cannot be staged: {error}"))
    }
}

impl Sink for Stage<'_> {
    fn wants(&mut self, table: &str) -> bool {
        is_staged(table)
    }

    fn row(&mut self, table: &str, place: Place, row: &str) -> Result<()> {
        self.seen += 1;
        let row = local_addresses(row);
        match table {
            "posts_tags" => self.relate(Relation::Tag, "tag_id", &place, &row),
            "posts_authors" => self.relate(Relation::Author, "author_id", &place, &row),
            "posts_products" => self.relate(Relation::Tier, "product_id", &place, &row),
            "posts_meta" => {
                let mut fields = Row::parse(self.file, &place, &row)?;
                let Some(post) = fields.text("post_id")? else {
                    self.summary.note_example("meta rows without a post; left out", &place.path);
                    return Ok(());
                };
                if !self.staging.put_meta(&post, &place, &row).map_err(|error| self.failed(&error))? {
                    self.summary.note_example("second meta rows of a post; left out", &place.path);
                }
                Ok(())
            }
            _ => self.staging.put_small(table, self.seen, &place, &row).map_err(|error| self.failed(&error)),
        }
    }

    fn meta(&mut self, place: Place, meta: &str) -> Result<()> {
        let mut row = Row::parse(self.file, &place, meta)?;
        self.version = row.text("version")?.map(|version| version.into_owned());
        Ok(())
    }
}

/// Ghost writes its own address as `__GHOST_URL__`; ours are relative to the site.
pub(crate) fn local_addresses(text: &str) -> std::borrow::Cow<'_, str> {
    const MARK: &str = "__GHOST_URL__";
    let Some(first) = memchr::memmem::find(text.as_bytes(), MARK.as_bytes()) else { return text.into() };
    let mut local = String::with_capacity(text.len());
    local.push_str(&text[..first]);
    for part in text[first..].split(MARK).skip(1) {
        if !part.starts_with('/') && !part.starts_with("\\/") {
            local.push('/');
        }
        local.push_str(part);
    }
    local.into()
}

/// How an export writes the beginning of the address of a story's picture.
pub(crate) const DOTTED: &str = "/content/images/./";

/// A row of an export with the addresses of its pictures as they are.
pub(crate) fn undotted(row: &str) -> String {
    row.replace(&format!("\"{DOTTED}"), "\"/content/images/")
}

#[cfg(test)]
mod tests {
    use super::local_addresses;

    #[test]
    fn addresses_become_relative() {
        for (ghost, ours) in [
            ("__GHOST_URL__/content/images/x.jpg", "/content/images/x.jpg"),
            ("\"__GHOST_URL__\"", "\"/\""),
            ("__GHOST_URL__#/portal", "/#/portal"),
            ("a __GHOST_URL__/b/ c __GHOST_URL__\\/d", "a /b/ c \\/d"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(local_addresses(ghost), ours);
        }
    }
}
