use store::{Id, Kind};

use crate::session::suffixed;
use crate::{Newsroom, Refused, slugify};

/// Whose addresses are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addresses {
    /// Posts or pages.
    Stories(Kind),
    /// Topics.
    Topics,
    /// Authors.
    Authors,
}

impl Newsroom {
    /// An address made of a name that nobody has yet, or nobody but `except`.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn free_slug(&self, of: Addresses, name: &str, except: Option<&Id>) -> Result<String, Refused> {
        let reader = self.store.reader()?;
        let base = match (slugify(name), of) {
            (slug, Addresses::Topics) if slug.is_empty() => "topic".to_owned(),
            (slug, Addresses::Topics) if name.trim_start().starts_with('#') => format!("hash-{slug}"),
            (_, Addresses::Stories(_)) => crate::draft::post_slug(name),
            (slug, _) if slug.is_empty() => "author".to_owned(),
            (slug, _) => slug,
        };
        let (mut slug, mut suffix) = (base.clone(), 2);
        loop {
            let holder = match of {
                Addresses::Stories(kind) => reader.story_id_by_slug(kind, &slug)?,
                Addresses::Topics => reader.tag_by_slug(&slug)?.map(|tag| tag.id),
                Addresses::Authors => reader.author_by_slug(&slug)?.map(|author| author.id),
            };
            if holder.is_none_or(|holder| except == Some(&holder)) {
                return Ok(slug);
            }
            slug = suffixed(&base, suffix);
            suffix += 1;
        }
    }
}
