//! RSS 2.0: `/rss/`, `/tag/SLUG/rss/`, `/author/SLUG/rss/`, `/ru/rss/`.

use std::{borrow::Cow, collections::HashMap, fmt::Write, time::UNIX_EPOCH};

use store::{Id, List, PostCard, PostQuery, PostText, Settings, Visibility};

use super::{
    Desk, Failure, Reply, author,
    desk::newest,
    escape::{absolute_links, cdata, element, text},
    front, topic,
};

/// Items of a feed, as in Ghost.
const ITEMS: u32 = 15;

/// Which feed.
struct Feed {
    /// Before the site's title.
    name: Option<Box<str>>,
    /// The page whose posts these are.
    page: String,
    list: List,
    language: Option<Box<str>>,
}

/// The feed of the site.
pub(super) fn of_site(desk: &Desk<'_>) -> Result<Reply, Failure> {
    let language = front::main_language(&*desk.reader.settings()?);
    Feed { name: None, page: "/".into(), list: List::All, language }.render(desk)
}

/// The feed of a language's front.
pub(super) fn of_language(desk: &Desk<'_>, part: &str) -> Result<Reply, Failure> {
    let Some(language) = front::language_at(&*desk.reader.settings()?, part) else {
        return Ok(Reply::NotFound);
    };
    let page = format!("/{part}/");
    Feed { name: None, page, list: List::All, language: Some(language) }.render(desk)
}

/// The feed of a topic.
pub(super) fn of_topic(desk: &Desk<'_>, slug: &str) -> Result<Reply, Failure> {
    let Some(tag) = topic::find(desk, slug)? else { return Ok(Reply::NotFound) };
    let (name, page) = (Some(tag.name.clone()), format!("/tag/{slug}/"));
    Feed { name, page, list: List::Tag(tag.id), language: None }.render(desk)
}

/// The feed of an author.
pub(super) fn of_author(desk: &Desk<'_>, slug: &str) -> Result<Reply, Failure> {
    let Some(author) = author::find(desk, slug)? else { return Ok(Reply::NotFound) };
    let (name, page) = (Some(author.name.clone()), format!("/author/{slug}/"));
    Feed { name, page, list: List::Author(author.id), language: None }.render(desk)
}

impl Feed {
    fn render(self, desk: &Desk<'_>) -> Result<Reply, Failure> {
        let settings = desk.reader.settings()?;
        let own = self.language.as_deref().and_then(|language| settings.in_language(language));
        let settings = own.as_ref().unwrap_or(&settings);
        let mut query = PostQuery::newest(self.list.clone(), 0, ITEMS);
        query.language.clone_from(&self.language);
        let posts = desk.reader.posts(&query)?;
        let ids: Vec<Id> = posts.iter().map(|post| post.id).collect();
        let bodies = desk.reader.post_texts(&ids)?;
        let modified = newest(posts.iter().map(|post| &*post.row));
        let xml = self.write(desk, settings, &posts, &bodies, modified);
        Ok(Reply::Page(desk.xml(xml, "application/rss+xml; charset=utf-8", modified)))
    }

    fn write(
        &self,
        desk: &Desk<'_>,
        settings: &Settings,
        posts: &[PostCard],
        bodies: &HashMap<Id, PostText>,
        modified: Option<i64>,
    ) -> String {
        let texts: usize = bodies.values().map(|body| body.html.len()).sum();
        let mut out = String::with_capacity(texts + texts / 8 + 4096);
        out.push_str(concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/""#,
            r#" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom""#,
            r#" xmlns:media="http://search.yahoo.com/mrss/"><channel>"#,
        ));
        let title = match &self.name {
            Some(name) => format!("{name} - {}", settings.title),
            None => settings.title.to_string(),
        };
        let link = desk.absolute(&self.page);
        element(&mut out, "title", &title);
        element(&mut out, "description", &settings.description);
        element(&mut out, "link", &link);
        if let Some(icon) = settings.icon.as_deref().or(settings.logo.as_deref()) {
            out.push_str("<image>");
            element(&mut out, "url", &desk.absolute(icon));
            element(&mut out, "title", &title);
            element(&mut out, "link", &link);
            out.push_str("</image>");
        }
        element(&mut out, "generator", concat!("Masthead ", env!("CARGO_PKG_VERSION")));
        element(&mut out, "language", self.language.as_deref().unwrap_or(&settings.locale));
        if let Some(modified) = modified {
            element(&mut out, "lastBuildDate", &date(modified));
        }
        out.push_str(r#"<atom:link rel="self" type="application/rss+xml" href=""#);
        text(&mut out, &desk.absolute(&format!("{}rss/", self.page)));
        out.push_str(r#"" /><ttl>60</ttl>"#);
        for post in posts {
            item(&mut out, desk, post, bodies.get(&post.id));
        }
        out.push_str("</channel></rss>");
        out
    }
}

fn item(out: &mut String, desk: &Desk<'_>, post: &PostCard, body: Option<&PostText>) {
    out.push_str("<item>");
    element(out, "title", &post.title);
    let html = body.map_or("", |body| &*body.html);
    let opening = match &post.custom_excerpt {
        Some(standfirst) => Cow::Borrowed(&**standfirst),
        None => theme::visible_opening(&post.row, html),
    };
    if !opening.is_empty() {
        element(out, "description", &opening);
    }
    element(out, "link", &desk.absolute(&format!("/{}/", post.slug)));
    let _ = write!(out, r#"<guid isPermaLink="false">{}</guid>"#, post.id);
    for tag in post.tags.iter().filter(|tag| tag.visibility == Visibility::Public) {
        element(out, "category", &tag.name);
    }
    for author in post.authors.iter() {
        element(out, "dc:creator", &author.name);
    }
    if let Some(published) = post.published_at {
        element(out, "pubDate", &date(published));
    }
    let image = post.feature_image.as_deref().map(|image| desk.absolute(image));
    if let Some(image) = &image {
        out.push_str(r#"<media:content url=""#);
        text(out, image);
        out.push_str(r#"" medium="image" />"#);
    }
    out.push_str("<content:encoded>");
    let mut content = String::new();
    if let Some(image) = &image {
        content.push_str(r#"<img src=""#);
        text(&mut content, image);
        content.push_str(r#"" alt=""#);
        text(&mut content, post.feature_image_alt.as_deref().unwrap_or_default());
        content.push_str(r#"">"#);
    }
    content.push_str(&absolute_links(&theme::visible_html(&post.row, html), desk.address.url()));
    cdata(out, &content);
    out.push_str("</content:encoded></item>");
}

/// RFC 822, from milliseconds since 1970.
fn date(millis: i64) -> String {
    let moment = std::time::Duration::from_millis(u64::try_from(millis).unwrap_or(0));
    httpdate::fmt_http_date(UNIX_EPOCH + moment)
}
