//! The texts of the demo newsroom, read and checked.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, ensure};
use jiff::Timestamp;
use rust_embed::RustEmbed;
use serde::{Deserialize, de::DeserializeOwned};

#[derive(RustEmbed)]
#[folder = "../../fixtures/newsroom"]
struct Files;

/// Everything of the demo newsroom but its pictures.
pub struct Bundle {
    /// Name, languages, navigation.
    pub site: Site,
    /// Staff.
    pub people: Vec<Person>,
    /// Public tags.
    pub topics: Vec<Topic>,
    /// Stories, by address.
    pub stories: Vec<Entry>,
    /// Pages, by address.
    pub pages: Vec<Entry>,
}

/// `site.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are the settings'")]
pub struct Site {
    pub title: String,
    pub description: String,
    pub languages: Vec<String>,
    pub main: String,
    pub timezone: String,
    pub accent: String,
    pub announcement: Announcement,
    pub navigation: Vec<Link>,
    pub secondary: Vec<Link>,
    /// What languages have of their own.
    pub local: BTreeMap<String, Local>,
}

/// The settings of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    /// What the outlet is.
    pub description: String,
    /// HTML of the banner.
    pub announcement: String,
    /// Its topics.
    pub navigation: Vec<Link>,
    /// Its pages.
    pub secondary: Vec<Link>,
}

/// The banner.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// What it says.
    pub html: String,
}

/// One entry of a navigation.
#[derive(Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub label: String,
    pub url: String,
}

/// One of the staff.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "plain words")]
pub struct Person {
    pub slug: String,
    pub name: String,
    pub language: String,
    pub role: String,
    pub bio: String,
    pub location: Option<String>,
    pub email: Option<String>,
    pub picture: String,
}

/// A public tag.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "plain words")]
pub struct Topic {
    pub slug: String,
    pub name: String,
    pub language: String,
    pub description: String,
    pub accent: Option<String>,
}

/// A story or a page.
pub struct Entry {
    /// Its address, from the file's name.
    pub slug: String,
    /// What stands above its text.
    pub head: Head,
    /// Markdown with the extensions of [`super::markdown`].
    pub text: String,
}

/// The front matter of an entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub title: String,
    pub language: String,
    #[serde(default)]
    pub excerpt: Option<String>,
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    #[serde(default)]
    pub authors: Vec<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub featured: bool,
    pub translation: Option<String>,
    pub picture: Option<String>,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// A picture that an entry shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `SCENE-SEED`
    pub name: String,
    /// For those who do not see it.
    pub alt: String,
}

impl Entry {
    /// The pictures it shows: the hero first.
    pub fn pictures(&self) -> Vec<Picture> {
        let hero = self
            .head
            .picture
            .iter()
            .map(|name| Picture { name: name.clone(), alt: self.head.alt.clone().unwrap_or_default() });
        hero.chain(super::markdown::pictures(&self.text)).collect()
    }
}

/// The whole newsroom.
///
/// # Errors
/// Says which file is wrong, and where.
pub fn newsroom() -> Result<Bundle> {
    #[derive(Deserialize)]
    struct People {
        person: Vec<Person>,
    }
    #[derive(Deserialize)]
    struct Topics {
        topic: Vec<Topic>,
    }
    Ok(Bundle {
        site: toml("site.toml")?,
        people: toml::<People>("people.toml")?.person,
        topics: toml::<Topics>("topics.toml")?.topic,
        stories: entries("stories/")?,
        pages: entries("pages/")?,
    })
}

fn text(path: &str) -> Result<String> {
    let file = Files::get(path).ok_or_else(|| anyhow!("{path} is not in the binary"))?;
    String::from_utf8(file.data.into_owned()).with_context(|| format!("{path} is not UTF-8"))
}

fn toml<T: DeserializeOwned>(path: &str) -> Result<T> {
    toml::from_str(&text(path)?).with_context(|| path.to_owned())
}

fn entries(folder: &str) -> Result<Vec<Entry>> {
    let mut paths: Vec<_> =
        Files::iter().filter(|path| path.starts_with(folder) && path.ends_with(".md")).collect();
    paths.sort();
    paths.iter().map(|path| entry(folder, path).with_context(|| path.to_string())).collect()
}

fn entry(folder: &str, path: &str) -> Result<Entry> {
    let whole = text(path)?;
    let rest = whole.strip_prefix("+++\n").context("it does not begin with +++")?;
    let (head, body) = rest.split_once("\n+++\n").context("its front matter does not end with +++")?;
    let slug = path[folder.len()..].trim_end_matches(".md").to_owned();
    ensure!(!slug.is_empty(), "it has no name");
    Ok(Entry { slug, head: toml::from_str(head)?, text: body.to_owned() })
}
