//! What may live at an address, in the order in which Ghost looks: routes, collections and their stories, pages, topics, authors.

use crate::permalink::{Permalink, Said, slashes};
use crate::table::{Collection, Route, Routes};

/// Where a route or collection is: `/podcast/`, or `/by/:slug/` for many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mount {
    pub(crate) path: String,
    parts: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Text(String),
    /// `:slug` or another name: anything.
    Any {
        is_slug: bool,
    },
}

impl Mount {
    /// Reads the key of a route.
    ///
    /// # Errors
    /// A clause that says what is wrong.
    pub(crate) fn read(text: &str) -> Result<Mount, String> {
        slashes(text, "/about/")?;
        let mut parts = Vec::new();
        for part in text.split('/').filter(|part| !part.is_empty()) {
            parts.push(match part.strip_prefix(':') {
                Some(name)
                    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') =>
                {
                    Step::Any { is_slug: name == "slug" }
                }
                _ if part.contains([':', '*', '(', ')', '{', '}', '+']) => {
                    return Err(format!(
                        "“{text}” has “{part}”; a route has plain words, and “:slug” for any one"
                    ));
                }
                _ => Step::Text(part.to_owned()),
            });
        }
        Ok(Mount { path: text.to_owned(), parts })
    }

    /// Whether it is a single address.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.iter().all(|step| matches!(step, Step::Text(_)))
    }

    /// The slug that stands in an address which begins here, and how many parts of the address that takes.
    fn said<'p>(&self, parts: &[&'p str]) -> Option<(Option<&'p str>, usize)> {
        if parts.len() < self.parts.len() {
            return None;
        }
        let mut slug = None;
        for (step, part) in self.parts.iter().zip(parts) {
            match step {
                Step::Text(text) if !text.eq_ignore_ascii_case(part) => return None,
                Step::Any { is_slug: true } => slug = Some(*part),
                Step::Text(_) | Step::Any { .. } => {}
            }
        }
        Some((slug, self.parts.len()))
    }
}

/// What of something an address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'p> {
    /// The thing itself.
    First,
    /// `page/N/`
    Page(&'p str),
    /// `rss/`
    Feed,
    /// `feed/`
    OtherFeed,
    /// `edit/`
    Edit,
}

/// What tells one story from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "three plain words")]
pub enum Key<'p> {
    Slug(&'p str),
    Id(&'p str),
    Uuid(&'p str),
}

/// What may live at an address.
#[derive(Debug, Clone)]
pub enum Meaning<'r, 'p> {
    /// A route.
    Route {
        /// Which.
        route: &'r Route,
        /// Its own address, without `page/2/` and the like.
        at: String,
        /// What stands in the place of `:slug`.
        slug: Option<&'p str>,
        /// What of it.
        part: Part<'p>,
    },
    /// The list of a collection.
    Collection {
        /// Which.
        collection: &'r Collection,
        /// Its own address, without `page/2/` and the like.
        at: String,
        /// What stands in the place of `:slug`.
        slug: Option<&'p str>,
        /// What of it.
        part: Part<'p>,
    },
    /// A story, at an address as those of a collection are.
    Post {
        /// Which.
        key: Key<'p>,
        /// It, or its editor.
        part: Part<'p>,
    },
    /// A page.
    Page {
        /// Its slug.
        slug: &'p str,
        /// It, or its editor.
        part: Part<'p>,
    },
    /// A topic.
    Tag {
        /// Its slug.
        slug: &'p str,
        /// What of it.
        part: Part<'p>,
    },
    /// An author.
    Author {
        /// Their slug.
        slug: &'p str,
        /// What of them.
        part: Part<'p>,
    },
}

impl Routes {
    /// What may live at a path (decoded, `/` on both ends), to be tried in this order.
    pub fn meanings<'r, 'p>(&'r self, path: &'p str) -> Vec<Meaning<'r, 'p>> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let at = |taken: usize| match taken {
            0 => "/".to_owned(),
            _ => format!("/{}/", parts[..taken].join("/")),
        };
        let mut found = Vec::with_capacity(4);
        for route in &self.routes {
            let Some((slug, taken)) = route.shows.mount.said(&parts) else { continue };
            let feed = route.channel.as_ref().map(|channel| channel.feed);
            let part = match (part(&parts[taken..]), feed) {
                (Some(Part::First), _) => Part::First,
                (Some(part @ Part::Page(_)), Some(_)) => part,
                (Some(part @ (Part::Feed | Part::OtherFeed)), Some(true)) => part,
                _ => continue,
            };
            found.push(Meaning::Route { route, at: at(taken), slug, part });
        }
        for collection in &self.collections {
            if let Some((slug, taken)) = collection.shows.mount.said(&parts)
                && let Some(part) = part(&parts[taken..])
                && match part {
                    Part::Edit => false,
                    Part::Feed | Part::OtherFeed => collection.listing.feed,
                    Part::First | Part::Page(_) => true,
                }
            {
                found.push(Meaning::Collection { collection, at: at(taken), slug, part });
            }
            if let Some((said, part)) = entry(&collection.permalink, &parts)
                && let Some(key) = key(said)
            {
                found.push(Meaning::Post { key, part });
            }
        }
        match parts.as_slice() {
            [slug] => found.push(Meaning::Page { slug, part: Part::First }),
            [slug, edit] if edit.eq_ignore_ascii_case("edit") => {
                found.push(Meaning::Page { slug, part: Part::Edit });
            }
            _ => {}
        }
        let taxonomy = |permalink: &Option<Permalink>| {
            let (said, taken) = permalink.as_ref()?.said(&parts)?;
            Some((said.slug?, part(&parts[taken..])?))
        };
        if let Some((slug, part)) = taxonomy(&self.tag) {
            found.push(Meaning::Tag { slug, part });
        }
        if let Some((slug, part)) = taxonomy(&self.author) {
            found.push(Meaning::Author { slug, part });
        }
        found
    }
}

/// What an address says after the thing that it names.
fn part<'p>(rest: &[&'p str]) -> Option<Part<'p>> {
    match rest {
        [] => Some(Part::First),
        ["page", number] => Some(Part::Page(number)),
        ["rss"] => Some(Part::Feed),
        ["feed"] => Some(Part::OtherFeed),
        ["edit"] => Some(Part::Edit),
        _ => None,
    }
}

fn entry<'p>(permalink: &Permalink, parts: &[&'p str]) -> Option<(Said<'p>, Part<'p>)> {
    let (said, taken) = permalink.said(parts)?;
    match part(&parts[taken..])? {
        part @ (Part::First | Part::Edit) => Some((said, part)),
        _ => None,
    }
}

fn key(said: Said<'_>) -> Option<Key<'_>> {
    said.id.map(Key::Id).or(said.slug.map(Key::Slug)).or(said.uuid.map(Key::Uuid))
}
