//! RSS 2.0: `…/rss/` of the site, of collections and channels, topics, authors and languages.

use std::{borrow::Cow, collections::HashMap, fmt::Write, time::UNIX_EPOCH};

use routes::{NOWHERE, Routes};
use store::{Author, Id, List, PostCard, PostQuery, PostText, Settings, TagRow, Visibility};
use theme::Datum;

use super::{
    Desk, Failure, Reply,
    address::At,
    desk::newest,
    escape::{absolute_links, cdata, element, text},
    front,
    listing::{self, Asked},
    shown,
};

/// Items of a feed, as in Ghost.
const ITEMS: u32 = 15;

/// Which feed.
struct Feed {
    /// Before the site's title.
    name: Option<Box<str>>,
    /// The page whose posts these are.
    page: String,
    posts: PostQuery,
    language: Option<Box<str>>,
}

/// The feed of a collection or channel. That of the collection at `/` is the site's.
pub(super) fn of_list(at: &At<'_, '_>, asked: &Asked<'_>) -> Result<Reply, Failure> {
    let Some(data) = shown::data(at, asked.shows, asked.slug)? else { return Ok(Reply::NotFound) };
    let name = data.into_iter().find_map(|(_, datum)| match datum {
        Datum::Tag(tag) => Some(tag.name.clone()),
        Datum::Author(author) => Some(author.name.clone()),
        _ => None,
    });
    let posts = listing::query(at, asked.listing, asked.slug)?;
    let language = front::main_language(at.settings).filter(|_| asked.at == "/");
    Feed { name, page: asked.at.to_owned(), posts, language }.render(at)
}

/// The feed of a language's front.
pub(super) fn of_language(
    at: &At<'_, '_>,
    asked: &Asked<'_>,
    page: &str,
    language: Box<str>,
) -> Result<Reply, Failure> {
    let posts = listing::query(at, asked.listing, None)?;
    Feed { name: None, page: page.to_owned(), posts, language: Some(language) }.render(at)
}

/// The feed of a topic.
pub(super) fn of_topic(at: &At<'_, '_>, tag: &TagRow) -> Result<Reply, Failure> {
    let page = at.routes.tag(&tag.slug).unwrap_or_default();
    let posts = PostQuery::newest(List::Tag(tag.id), 0, ITEMS);
    Feed { name: Some(tag.name.clone()), page, posts, language: None }.render(at)
}

/// The feed of an author.
pub(super) fn of_author(at: &At<'_, '_>, author: &Author) -> Result<Reply, Failure> {
    let page = at.routes.author(&author.slug).unwrap_or_default();
    let posts = PostQuery::newest(List::Author(author.id), 0, ITEMS);
    Feed { name: Some(author.name.clone()), page, posts, language: None }.render(at)
}

impl Feed {
    fn render(self, at: &At<'_, '_>) -> Result<Reply, Failure> {
        let (desk, routes) = (at.desk, at.routes);
        let own = self.language.as_deref().and_then(|language| at.settings.in_language(language));
        let settings = own.as_ref().unwrap_or(at.settings);
        let query = PostQuery { language: self.language.clone(), limit: ITEMS, ..self.posts.clone() };
        let posts = desk.reader.posts(&query)?;
        let ids: Vec<Id> = posts.iter().map(|post| post.id).collect();
        let bodies = desk.reader.post_texts(&ids)?;
        let modified = newest(posts.iter().map(|post| &*post.row));
        let xml = self.write(desk, routes, settings, &posts, &bodies, modified);
        Ok(Reply::Page(desk.xml(xml, "application/rss+xml; charset=utf-8", modified)))
    }

    fn write(
        &self,
        desk: &Desk<'_>,
        routes: &Routes,
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
            item(&mut out, desk, routes, post, bodies.get(&post.id));
        }
        out.push_str("</channel></rss>");
        out
    }
}

fn item(out: &mut String, desk: &Desk<'_>, routes: &Routes, post: &PostCard, body: Option<&PostText>) {
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
    element(out, "link", &desk.absolute(routes.post(post).as_deref().unwrap_or(NOWHERE)));
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
    let html = theme::visible_html(&post.row, html);
    content.push_str(&absolute_links(&without_marks(&html), desk.address.url()));
    cdata(out, &content);
    out.push_str("</content:encoded></item>");
}

/// What of a bookmark is large or out of place where no style is: its pictures, and who published it.
const MARKS: [&str; 2] = [r#"<div class="kg-bookmark-metadata">"#, r#"<div class="kg-bookmark-thumbnail">"#];

/// HTML without the marks of its bookmarks, which hold no element that ends as they do.
fn without_marks(html: &str) -> Cow<'_, str> {
    let mut html = Cow::Borrowed(html);
    for mark in MARKS {
        while let Some(start) = html.find(mark) {
            let end = html[start..].find("</div>").map_or(html.len(), |end| start + end + "</div>".len());
            html.to_mut().replace_range(start..end, "");
        }
    }
    html
}

/// RFC 822, from milliseconds since 1970.
fn date(millis: i64) -> String {
    let moment = std::time::Duration::from_millis(u64::try_from(millis).unwrap_or(0));
    httpdate::fmt_http_date(UNIX_EPOCH + moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bookmarks_stay_readable_without_styles() {
        let mark = |inside: &str| format!(r#"<a><div class="kg-bookmark-content">T{inside}</div></a>"#);
        let metadata = r#"<div class="kg-bookmark-metadata"><img src="/i.png"><span>P</span></div>"#;
        let thumbnail = r#"<div class="kg-bookmark-thumbnail"><img src="/t.png"></div>"#;
        let html = format!("<p>a</p>{}{}<p>b</p>", mark(metadata), mark(thumbnail));
        assert_eq!(without_marks(&html), format!("<p>a</p>{}{}<p>b</p>", mark(""), mark("")));
        assert_eq!(without_marks(r#"<p>a</p><div class="kg-bookmark-thumbnail"><img"#), "<p>a</p>");
        assert!(matches!(without_marks("<p>a</p>"), Cow::Borrowed(_)));
    }
}
