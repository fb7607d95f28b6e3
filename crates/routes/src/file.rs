//! From the text of `routes.yaml` to [`Routes`].

use std::sync::Arc;

use filter::{Expr, Row, Test};
use jiff::tz::TimeZone;
use store::{Id, Kind, PostCard, PostRow};

use crate::Fault;
use crate::permalink::Permalink;
use crate::resolve::Mount;
use crate::table::{Collection, Data, Listing, Resource, Route, Routes, Shows};
use crate::yaml::{self, Key, Node, Value};

/// A file that says what holds without one.
pub const STANDARD: &str = "routes:\n\ncollections:\n  /:\n    permalink: /{slug}/\n    template: index\n\n\
    taxonomies:\n  tag: /tag/{slug}/\n  author: /author/{slug}/\n";

/// The most bytes of the file.
pub const MOST_BYTES: usize = 256 * 1024;
/// The most routes and collections together.
const MOST: usize = 500;
/// Elements of a list, as in Ghost; `limit: all` means as many.
const MOST_ON_A_PAGE: u32 = 100;
/// Names under which templates find other things.
const RESERVED: [&str; 10] =
    ["resource", "type", "limit", "order", "include", "filter", "status", "visibility", "slug", "redirect"];

impl Default for Routes {
    /// Ghost's own: every story at `/{slug}/`, the newest at `/`, topics below `/tag/`, authors below `/author/`.
    fn default() -> Routes {
        let permalink = |text: &str| Permalink::read(text).ok();
        let mount = Mount::read("/").into_iter();
        let collections = mount.zip(permalink("/{slug}/")).map(|(mount, permalink)| Collection {
            shows: Shows { mount, name: "index".into(), templates: vec!["index".into()], data: Vec::new() },
            listing: Listing { feed: true, ..Listing::default() },
            permalink,
            takes: None,
        });
        Routes {
            routes: Vec::new(),
            collections: collections.collect(),
            tag: permalink("/tag/{slug}/"),
            author: permalink("/author/{slug}/"),
            zone: TimeZone::UTC,
            standard: true,
        }
    }
}

impl Routes {
    /// Reads a file. Dated addresses follow UTC until the site's settings are known.
    ///
    /// # Errors
    /// Whatever Ghost would refuse, filters that are none, and what can never lead to a story; with its line.
    pub fn read(text: &str) -> Result<Routes, Fault> {
        if text.len() > MOST_BYTES {
            return Err(Fault::new(1, format!("the file has more than {} KB", MOST_BYTES / 1024)));
        }
        let mut routes = Routes {
            routes: Vec::new(),
            collections: Vec::new(),
            tag: None,
            author: None,
            zone: TimeZone::UTC,
            standard: false,
        };
        let Some(root) = yaml::read(text)?.filter(|root| !root.is_null()) else { return Ok(routes) };
        for (section, node) in map(&root, "the file", "the sections routes, collections and taxonomies")? {
            if node.is_null() {
                continue;
            }
            let of_section = |example| map(node, &section.text, example);
            match section.text.as_str() {
                "routes" => {
                    for (key, node) in of_section("paths and what is there, such as /about/: about")? {
                        routes.routes.push(route(key, node)?);
                    }
                }
                "collections" => {
                    for (key, node) in of_section("paths and what is there, such as /blog/:")? {
                        routes.collections.push(collection(key, node)?);
                    }
                }
                "taxonomies" => {
                    for (key, node) in of_section("tag: /tag/{slug}/ and author: /author/{slug}/")? {
                        taxonomy(&mut routes, key, node)?;
                    }
                }
                // Ghost passes over other sections, too.
                _ => {}
            }
            if routes.routes.len() + routes.collections.len() > MOST {
                return Err(Fault::new(section.line, format!("more than {MOST} routes and collections")));
            }
        }
        routes.standard = routes.is_like_standard();
        Ok(routes)
    }

    /// Whether a file says what holds without one, as the one in every backup of a Ghost does.
    fn is_like_standard(&self) -> bool {
        let own = Routes::default();
        let front = match self.collections.as_slice() {
            [front] => front,
            _ => return false,
        };
        self.routes.is_empty()
            && (&self.tag, &self.author) == (&own.tag, &own.author)
            && own.collections.iter().all(|known| {
                front.shows.mount == known.shows.mount
                    && matches!(front.shows.templates.as_slice(), [] | [_])
                    && front.shows.templates.iter().all(|name| name == "index")
                    && front.shows.data.is_empty()
                    && front.permalink == known.permalink
                    && front.listing == known.listing
            })
    }
}

fn route(key: &Key, node: &Node) -> Result<Route, Fault> {
    let mount = Mount::read(&key.text).map_err(|what| Fault::new(key.line, what))?;
    let shows = |mount, templates, data| Shows { name: name_of(&key.text), mount, templates, data };
    if let Some(template) = node.text() {
        let shows = shows(mount, vec![template_name(template, node.line)?], Vec::new());
        return Ok(Route { shows, channel: None, content_type: None });
    }
    let fields =
        Fields(map(node, "a route", "a template's name, or template, controller, data and the like")?);
    let channel = match fields.text("controller", "channel, the only one there is")? {
        None => None,
        Some(("channel", _)) => Some(listing(&fields)?),
        Some((other, line)) => {
            return Err(Fault::new(line, format!("there is no controller “{other}”; write “channel”")));
        }
    };
    let (templates, data) = (templates(&fields)?, data(&fields)?);
    let content_type = fields.text("content_type", "a content type such as text/xml")?.map(|(text, _)| text);
    if channel.is_none() && templates.is_empty() && data.is_empty() && content_type.is_none() {
        let what = format!("nothing is said to be at {}; give it a template, as in /about/: about", key.text);
        return Err(Fault::new(key.line, what));
    }
    let content_type = content_type.filter(|_| channel.is_none()).map(str::to_owned);
    Ok(Route { shows: shows(mount, templates, data), channel, content_type })
}

fn collection(key: &Key, node: &Node) -> Result<Collection, Fault> {
    let mount = Mount::read(&key.text).map_err(|what| Fault::new(key.line, what))?;
    let fields = Fields(map(node, "a collection", "permalink, template, filter and the like")?);
    let Some((permalink, line)) =
        fields.text("permalink", "a path such as /{slug}/")?.filter(|(text, _)| !text.is_empty())
    else {
        let what =
            format!("the collection {} has no permalink; add one, such as permalink: /{{slug}}/", key.text);
        return Err(Fault::new(key.line, what));
    };
    let permalink = Permalink::read(permalink).map_err(|what| Fault::new(line, what))?;
    let listing = listing(&fields)?;
    let takes = match fields.text("filter", FILTER)? {
        Some((text, line)) if !text.trim().is_empty() => Some(takes(text, line)?),
        _ => None,
    };
    let shows =
        Shows { name: name_of(&key.text), mount, templates: templates(&fields)?, data: data(&fields)? };
    Ok(Collection { shows, listing, permalink, takes })
}

fn taxonomy(routes: &mut Routes, key: &Key, node: &Node) -> Result<(), Fault> {
    let place = match key.text.as_str() {
        "tag" => &mut routes.tag,
        "author" => &mut routes.author,
        other => {
            return Err(Fault::new(
                key.line,
                format!("there is no taxonomy “{other}”; there are tag and author"),
            ));
        }
    };
    let example = format!("a path such as /{}/{{slug}}/", key.text);
    let Some(text) = node.text().filter(|text| !text.is_empty()) else {
        return Err(Fault::new(node.line, format!("{} is {example}, but here is {}", key.text, node.seen())));
    };
    let permalink = Permalink::read(text).map_err(|what| Fault::new(node.line, what))?;
    if !permalink.is_of_slug() {
        return Err(Fault::new(node.line, format!("“{text}” must have {{slug}} and nothing else in braces")));
    }
    *place = Some(permalink);
    Ok(())
}

const FILTER: &str = "a filter such as tag:podcast";

/// The filter by which a collection takes its stories.
fn takes(text: &str, line: usize) -> Result<Expr, Fault> {
    let wrong = |what: String| Fault::new(line, format!("the filter “{text}”: {what}"));
    let filter = filter::parse(text).map_err(|error| wrong(error.to_string()))?;
    if has_clock(&filter) {
        let what = "stories would change their addresses as time goes by; use a channel for “now”";
        return Err(wrong(what.to_owned()));
    }
    let unknown = filter.properties().into_iter().find(|property| !is_known(property));
    if let Some(property) = unknown {
        return Err(wrong(format!("stories have no “{property}” that addresses can depend on")));
    }
    Ok(filter)
}

/// Whether rows in memory answer for a property.
fn is_known(property: &str) -> bool {
    let row = Arc::new(PostRow::draft(Id::generate(0), Kind::Post, "", "", 0));
    PostCard { row, tags: Arc::new([]), authors: Arc::new([]) }.cell(property).is_some()
}

/// Whether a filter means another moment tomorrow.
fn has_clock(filter: &Expr) -> bool {
    let relative = |value: &filter::Value| matches!(value, filter::Value::Relative { .. });
    match filter {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().any(has_clock),
        Expr::Term { test, .. } => match test {
            Test::Is(_, value) => relative(value),
            Test::In(values) | Test::NotIn(values) | Test::All(values) => values.iter().any(relative),
            Test::Like { .. } => false,
        },
    }
}

fn listing(fields: &Fields<'_>) -> Result<Listing, Fault> {
    let filter = fields.text("filter", FILTER)?;
    if let Some((text, line)) = filter
        && !text.trim().is_empty()
    {
        let asked = filter::parse(&text.replace("%s", "slug")).map_err(|error| error.to_string());
        let asked = asked.and_then(|filter| {
            store::Matching::new(store::List::All, &filter, 0).map_err(|error| error.to_string())
        });
        asked.map_err(|what| Fault::new(line, format!("the filter “{text}”: {what}")))?;
    }
    Ok(Listing {
        filter: filter.map(|(text, _)| text.to_owned()).filter(|text| !text.trim().is_empty()),
        order: fields.text("order", "an order such as published_at desc")?.map(|(text, _)| text.to_owned()),
        limit: limit(fields)?,
        feed: fields.truth("rss")?.unwrap_or(true),
    })
}

fn limit(fields: &Fields<'_>) -> Result<Option<u32>, Fault> {
    let Some(node) = fields.find("limit") else { return Ok(None) };
    let digits = match &node.value {
        Value::Scalar { text, .. } if text == "all" => return Ok(Some(MOST_ON_A_PAGE)),
        Value::Scalar { text, .. } => text.parse::<u32>().ok(),
        _ => None,
    };
    match digits {
        Some(number) if number > 0 => Ok(Some(number.min(MOST_ON_A_PAGE))),
        _ => Err(Fault::new(node.line, format!("limit is a number or “all”, but here is {}", node.seen()))),
    }
}

fn templates(fields: &Fields<'_>) -> Result<Vec<String>, Fault> {
    let Some(node) = fields.find("template") else { return Ok(Vec::new()) };
    let wrong = |node: &Node| {
        let what = "template is the name of a template, or a list of names, but here is";
        Fault::new(node.line, format!("{what} {}", node.seen()))
    };
    match &node.value {
        Value::List(list) => list
            .iter()
            .map(|node| template_name(node.text().ok_or_else(|| wrong(node))?, node.line))
            .collect(),
        _ => Ok(vec![template_name(node.text().ok_or_else(|| wrong(node))?, node.line)?]),
    }
}

/// Ghost takes names with and without their ending.
fn template_name(text: &str, line: usize) -> Result<String, Fault> {
    let name = text.strip_suffix(".hbs").unwrap_or(text);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    if name.is_empty() || name.len() > 200 || !name.chars().all(plain) {
        return Err(Fault::new(
            line,
            format!("“{text}” is no name of a template; write it as in template: index"),
        ));
    }
    Ok(name.to_owned())
}

/// `data: tag.news`, or names and what they stand for.
fn data(fields: &Fields<'_>) -> Result<Vec<(String, Data)>, Fault> {
    let Some(node) = fields.find("data") else { return Ok(Vec::new()) };
    if let Some(text) = node.text() {
        let (name, data) = short(text, node.line)?;
        return Ok(vec![(name.to_owned(), data)]);
    }
    let mut found = Vec::new();
    for (key, node) in map(node, "data", "tag.news, or names and what they stand for")? {
        if RESERVED.contains(&key.text.as_str()) {
            let what =
                format!("“{}” is a word of its own here; put it below a name, as in my-tag:", key.text);
            return Err(Fault::new(key.line, what));
        }
        if key.text == "author" {
            return Err(Fault::new(key.line, "“author” is reserved here; choose another name"));
        }
        let data = match node.text() {
            Some(text) => short(text, node.line)?.1,
            None => long(node)?,
        };
        found.push((key.text.clone(), data));
    }
    Ok(found)
}

/// `tag.news`
fn short(text: &str, line: usize) -> Result<(&'static str, Data), Fault> {
    let kinds = [
        ("tag", Resource::Tags),
        ("page", Resource::Pages),
        ("post", Resource::Posts),
        ("author", Resource::Authors),
    ];
    let is_slug = |slug: &str| {
        slug == "%s"
            || (!slug.is_empty() && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
    };
    let Some((kind, slug)) = text.split_once('.').filter(|(_, slug)| is_slug(slug)) else {
        return Err(Fault::new(line, format!("“{text}” names nothing; write it as in data: tag.recipes")));
    };
    let Some((name, resource)) = kinds.into_iter().find(|(name, _)| *name == kind) else {
        return Err(Fault::new(line, format!("there is no “{kind}”; there are tag, page, post and author")));
    };
    Ok((name, Data::Read { resource, slug: slug.to_owned(), redirect: true }))
}

/// `{resource: tags, type: read, slug: news}`
fn long(node: &Node) -> Result<Data, Fault> {
    let fields = Fields(map(node, "an entry of data", "tag.news, or resource, type and slug")?);
    let kinds = "posts, pages, tags or authors";
    let resource = match fields.text("resource", kinds)? {
        Some(("posts", _)) => Resource::Posts,
        Some(("pages", _)) => Resource::Pages,
        Some(("tags", _)) => Resource::Tags,
        Some(("authors", _)) => Resource::Authors,
        Some((other, line)) => {
            return Err(Fault::new(line, format!("there is no “{other}”; there are {kinds}")));
        }
        None => {
            return Err(Fault::new(node.line, format!("it is not said of what kind; add resource: {kinds}")));
        }
    };
    match fields.text("type", "read or browse")? {
        Some(("read", _)) => match fields.text("slug", "a slug")? {
            Some((slug, _)) if !slug.is_empty() => {
                let redirect = fields.truth("redirect")?.unwrap_or(true);
                Ok(Data::Read { resource, slug: slug.to_owned(), redirect })
            }
            _ => Err(Fault::new(node.line, "it is not said which one is read; add its slug")),
        },
        Some(("browse", _)) => {
            let page = fields.find("page").and_then(Node::number).and_then(|page| u64::try_from(page).ok());
            let listing = match resource {
                Resource::Posts | Resource::Pages => listing(&fields)?,
                // What can be asked of topics and authors shows when they are read.
                Resource::Tags | Resource::Authors => Listing {
                    filter: fields.text("filter", FILTER)?.map(|(text, _)| text.to_owned()),
                    order: fields
                        .text("order", "an order such as name asc")?
                        .map(|(text, _)| text.to_owned()),
                    limit: limit(&fields)?,
                    feed: false,
                },
            };
            Ok(Data::Browse { resource, listing, page: page.unwrap_or(1).max(1) })
        }
        Some((other, line)) => {
            Err(Fault::new(line, format!("there is no type “{other}”; write read or browse")))
        }
        None => Err(Fault::new(node.line, "type is missing; add type: read or type: browse")),
    }
}

/// `/podcast/` is called `podcast`, `/a/b/` `ab`, as in Ghost.
fn name_of(path: &str) -> String {
    if path == "/" { "index".to_owned() } else { path.replace('/', "") }
}

fn map<'n>(node: &'n Node, what: &str, example: &str) -> Result<&'n [(Key, Node)], Fault> {
    match &node.value {
        Value::Map(map) => Ok(map),
        _ => Err(Fault::new(node.line, format!("{what} has {example}, but here is {}", node.seen()))),
    }
}

/// The fields of a route, collection or entry. What is empty counts as not there.
struct Fields<'n>(&'n [(Key, Node)]);

impl<'n> Fields<'n> {
    fn find(&self, name: &str) -> Option<&'n Node> {
        self.0.iter().find(|(key, _)| key.text == name).map(|(_, node)| node).filter(|node| !node.is_null())
    }

    /// A text and its line.
    fn text(&self, name: &str, example: &str) -> Result<Option<(&'n str, usize)>, Fault> {
        let Some(node) = self.find(name) else { return Ok(None) };
        match node.text() {
            Some(text) => Ok(Some((text, node.line))),
            None => Err(Fault::new(node.line, format!("{name} is {example}, but here is {}", node.seen()))),
        }
    }

    fn truth(&self, name: &str) -> Result<Option<bool>, Fault> {
        let Some(node) = self.find(name) else { return Ok(None) };
        match node.truth() {
            Some(truth) => Ok(Some(truth)),
            None => {
                Err(Fault::new(node.line, format!("{name} is true or false, but here is {}", node.seen())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_file_is_read() {
        let routes = Routes::read(include_str!("../tests/rich.yaml")).unwrap();
        assert_eq!((routes.routes.len(), routes.collections.len()), (5, 3));
        assert!(!routes.is_standard() && routes.author("x").is_none());
        assert_eq!(routes.tag("news").as_deref(), Some("/topic/news/"));
        assert_eq!(
            routes.indexes().collect::<Vec<_>>(),
            ["/about-us/", "/picks/", "/feed.xml/", "/team/", "/", "/podcast/", "/old/"]
        );
        assert_eq!(routes.claims(Resource::Tags, "podcast"), Some("/podcast/"));
        assert_eq!(routes.claims(Resource::Pages, "team"), Some("/team/"));
        assert_eq!(routes.feed(), Some("/"));
        let podcast = routes.named("podcast").unwrap();
        assert_eq!(podcast.listing.limit, Some(3));
        assert_eq!(podcast.shows.templates, ["podcast", "index"]);
    }

    #[test]
    fn an_empty_file_has_no_addresses_and_ghosts_own_file_all() {
        for text in ["", "routes:\ncollections:\ntaxonomies:\n"] {
            let routes = Routes::read(text).unwrap();
            assert_eq!((routes.tag("x"), routes.feed()), (None, None), "{text}");
        }
        let (own, standard) = (Routes::read(STANDARD).unwrap(), Routes::default());
        assert!(own.is_standard() && standard.is_standard());
        assert_eq!(own.tag("x"), standard.tag("x"));
        assert_eq!(own.author("x"), standard.author("x"));
        assert_eq!(own.feed(), standard.feed());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_a_way_out() {
        for (text, line, what) in [
            ("hello", 1, "the file has the sections"),
            ("routes: [a]\n", 1, "routes has paths"),
            ("routes:\n  about/: about\n", 2, "no slash at its beginning"),
            ("routes:\n  /about/:\n", 2, "a route has"),
            ("routes:\n  /about/:\n    template: []\n", 2, "give it a template"),
            ("routes:\n  /about/:\n    controller: chanel\n", 3, "write “channel”"),
            (
                "routes:\n  /a/:\n    template: a\n    data: tags.news\n",
                4,
                "there are tag, page, post and author",
            ),
            (
                "routes:\n  /a/:\n    template: a\n    data:\n      tag: tag.x\n      slug: x\n",
                6,
                "a word of its own",
            ),
            (
                "routes:\n  /a/:\n    template: a\n    data:\n      x: {type: read, resource: tags}\n",
                5,
                "add its slug",
            ),
            ("routes:\n  /(.*)/: a\n", 2, "plain words"),
            ("collections:\n  /:\n    template: index\n", 2, "has no permalink"),
            ("collections:\n  /:\n    permalink: /:slug/\n", 3, "write “{slug}”"),
            ("collections:\n  /:\n    permalink: /{slug}/\n    filter: 'tag:'\n", 4, "the filter"),
            ("collections:\n  /:\n    permalink: /{slug}/\n    filter: nothing:x\n", 4, "nothing"),
            (
                "collections:\n  /:\n    permalink: /{slug}/\n    filter: published_at:>now-3d\n",
                4,
                "use a channel",
            ),
            ("collections:\n  /:\n    permalink: /{slug}/\n    limit: many\n", 4, "a number or “all”"),
            ("collections:\n  /:\n    permalink: /{slug}/\n    rss: perhaps\n", 4, "true or false"),
            ("taxonomies:\n  category: /category/{slug}/\n", 2, "there are tag and author"),
            ("taxonomies:\n  tag: /tag/{id}/\n", 2, "must have {slug}"),
            ("taxonomies:\n  tag: 5\n", 2, "a path such as /tag/{slug}/"),
        ] {
            let fault = Routes::read(text).unwrap_err();
            assert_eq!(fault.line, line, "{text}: {fault}");
            assert!(fault.what.contains(what), "{text}: {fault}");
        }
        assert!(Routes::read(&"#".repeat(MOST_BYTES + 1)).is_err());
    }
}
