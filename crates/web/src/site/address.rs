//! What lives at an address of the site: routes, the fronts of languages, collections and their stories, pages, topics, authors, and
//! what lived there before. `routes.yaml` says where; without one, everything is where Ghost has it.

use percent_encoding::percent_decode_str;
use routes::{Key, Meaning, Part, Resource, Routes};
use store::{Id, Settings};
use theme::Portal;

use super::{
    Desk, Failure, Moved, Reply, author, entry, feed, front, listing, lists::number, template, topic,
};

/// Where readers are invited to.
const JOIN: &str = "/join/";

/// What one question is answered with.
pub(super) struct At<'d, 'a> {
    pub(super) desk: &'d Desk<'a>,
    pub(super) settings: &'d Settings,
    pub(super) routes: &'d Routes,
    /// Decoded, with `/` on both ends.
    pub(super) path: &'d str,
}

/// Whatever is at a path.
pub(super) fn page(desk: &Desk<'_>, path: &str) -> Result<Reply, Failure> {
    let settings = desk.reader.settings()?;
    let routes = desk.address.routes(&settings);
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Ok(Reply::NotFound) };
    match (At { desk, settings: &settings, routes: &routes, path: &path }).page()? {
        // Where themes of ours invite readers to; a newsroom may have a page of its own there.
        Reply::NotFound if path == JOIN => Ok(for_now(Portal::Signup.path().to_owned())),
        reply => Ok(reply),
    }
}

/// The feed of the site, wherever its list is.
pub(super) fn site_feed(desk: &Desk<'_>) -> Result<Reply, Failure> {
    let routes = desk.address.routes(&*desk.reader.settings()?);
    match routes.feed() {
        Some(list) => page(desk, &format!("{list}rss/")),
        None => Ok(Reply::NotFound),
    }
}

impl At<'_, '_> {
    fn page(&self) -> Result<Reply, Failure> {
        let mut meanings = self.routes.meanings(self.path).into_iter().peekable();
        while let Some(meaning) = meanings.next_if(|meaning| matches!(meaning, Meaning::Route { .. })) {
            if let Some(reply) = self.reply(&meaning)? {
                return Ok(reply);
            }
        }
        if let Some(reply) = front::of_path(self)? {
            return Ok(reply);
        }
        let mut lived_here = None;
        for meaning in meanings {
            if let Some(reply) = self.reply(&meaning)? {
                return Ok(reply);
            }
            if let Meaning::Post { key: Key::Slug(slug), part: Part::First }
            | Meaning::Page { slug, part: Part::First } = meaning
            {
                lived_here = lived_here.or(Some(slug));
            }
        }
        match lived_here {
            Some(slug) => entry::moved(self, slug),
            None => Ok(Reply::NotFound),
        }
    }

    /// What something is answered with that may be meant; `None`: it is not there, and the next may be meant.
    fn reply(&self, meaning: &Meaning<'_, '_>) -> Result<Option<Reply>, Failure> {
        Ok(match meaning {
            Meaning::Route { route, at, slug, part } => match &route.channel {
                Some(listing) => {
                    let list =
                        listing::Asked { shows: &route.shows, listing, collection: None, at, slug: *slug };
                    Some(self.listed(&list, *part)?)
                }
                None => Some(template::page(self, route, at, *slug)?),
            },
            Meaning::Collection { collection, at, slug, part } => {
                let (shows, listing) = (&collection.shows, &collection.listing);
                let list = listing::Asked { shows, listing, collection: Some(collection), at, slug: *slug };
                Some(self.listed(&list, *part)?)
            }
            Meaning::Post { key, part } => {
                if let Key::Slug(slug) = key
                    && let Some(claimed) = self.claimed(Resource::Posts, slug, "")
                {
                    return Ok(Some(claimed));
                }
                entry::post(self, *key, *part)?
            }
            Meaning::Page { slug, part } => match self.claimed(Resource::Pages, slug, "") {
                Some(claimed) => Some(claimed),
                None => entry::page(self, slug, *part)?,
            },
            Meaning::Tag { slug, part } => match self.claimed(Resource::Tags, slug, rest(*part)) {
                Some(claimed) => Some(claimed),
                None => self.of_topic(slug, *part)?,
            },
            Meaning::Author { slug, part } => match self.claimed(Resource::Authors, slug, rest(*part)) {
                Some(claimed) => Some(claimed),
                None => self.of_author(slug, *part)?,
            },
        })
    }

    fn listed(&self, list: &listing::Asked<'_>, part: Part<'_>) -> Result<Reply, Failure> {
        match part {
            Part::Feed => feed::of_list(self, list),
            Part::OtherFeed => Ok(for_good(format!("{}rss/", list.at))),
            Part::First | Part::Edit => listing::page(self, list, 1),
            Part::Page(text) => match self.number(text, list.at) {
                Ok(number) => listing::page(self, list, number),
                Err(reply) => Ok(reply),
            },
        }
    }

    fn of_topic(&self, slug: &str, part: Part<'_>) -> Result<Option<Reply>, Failure> {
        let found = match part {
            // The newsroom comes to one that readers do not see yet.
            Part::Edit => topic::named(self.desk, slug)?,
            _ => topic::find(self.desk, slug)?,
        };
        let Some(tag) = found else { return Ok(None) };
        let list = self.routes.tag(slug).unwrap_or_default();
        Ok(Some(match part {
            Part::First => topic::page(self.desk, tag, 1)?,
            Part::Page(text) => match self.number(text, &list) {
                Ok(number) => topic::page(self.desk, tag, number)?,
                Err(reply) => reply,
            },
            Part::Feed => feed::of_topic(self, &tag)?,
            Part::OtherFeed => for_good(format!("{list}rss/")),
            Part::Edit => for_now(format!("/room/topics/{}/", tag.id)),
        }))
    }

    fn of_author(&self, slug: &str, part: Part<'_>) -> Result<Option<Reply>, Failure> {
        let Some(author) = author::find(self.desk, slug)? else { return Ok(None) };
        let list = self.routes.author(slug).unwrap_or_default();
        Ok(Some(match part {
            Part::First => author::page(self.desk, author, 1)?,
            Part::Page(text) => match self.number(text, &list) {
                Ok(number) => author::page(self.desk, author, number)?,
                Err(reply) => reply,
            },
            Part::Feed => feed::of_author(self, &author)?,
            Part::OtherFeed => for_good(format!("{list}rss/")),
            Part::Edit => for_now(format!("/room/authors/{}/", author.id)),
        }))
    }

    /// The number of a further page; or that there is none, or where the first one is.
    pub(super) fn number(&self, text: &str, list: &str) -> Result<u64, Reply> {
        match number(text) {
            None => Err(Reply::NotFound),
            Some(1) => Err(for_good(list.to_owned())),
            Some(number) => Ok(number),
        }
    }

    /// Where a route shows this one thing instead.
    fn claimed(&self, resource: Resource, slug: &str, rest: &str) -> Option<Reply> {
        self.routes.claims(resource, slug).map(|path| renamed(format!("{path}{rest}")))
    }

    /// The editor of a story.
    pub(super) fn editor(&self, id: Id) -> Reply {
        for_now(format!("/room/stories/{id}/"))
    }
}

/// What an address asks for of a thing, to be asked of it elsewhere.
fn rest(part: Part<'_>) -> &'static str {
    match part {
        Part::Feed | Part::OtherFeed => "rss/",
        // Its first page: another number may be none there.
        Part::First | Part::Page(_) | Part::Edit => "",
    }
}

fn for_good(to: String) -> Reply {
    Reply::Moved { to, how: Moved::ForGood }
}

fn for_now(to: String) -> Reply {
    Reply::Moved { to, how: Moved::ForNow }
}

/// Elsewhere, as long as the editors leave it so.
pub(super) fn renamed(to: String) -> Reply {
    Reply::Moved { to, how: Moved::Renamed }
}
