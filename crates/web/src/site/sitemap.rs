//! `/sitemap.xml` and its parts: `/sitemap-posts.xml`, `/sitemap-posts-2.xml` …

use std::time::{Duration, UNIX_EPOCH};

use routes::Routes;
use store::{List, PostCard, PostQuery, SitemapEntry, SitemapKind};

use super::{Desk, Failure, Moved, Reply, escape::element, lists::number};

/// Addresses in a part. The protocol allows 50,000; smaller parts are made faster, and fetched again less in vain.
const PART: u32 = 5_000;

const XML: &str = "text/xml; charset=utf-8";

const KINDS: [(SitemapKind, &str); 4] = [
    (SitemapKind::Pages, "pages"),
    (SitemapKind::Posts, "posts"),
    (SitemapKind::Authors, "authors"),
    (SitemapKind::Tags, "tags"),
];

/// Whatever is at `/sitemap{name}.xml`: the index, or a part (`-posts-2`).
pub(super) fn page(desk: &Desk<'_>, name: &str) -> Result<Reply, Failure> {
    if name.is_empty() {
        return index(desk);
    }
    let Some(name) = name.strip_prefix('-') else { return Ok(Reply::NotFound) };
    if let Some(rest) = name.strip_prefix("users") {
        return Ok(Reply::Moved { to: format!("/sitemap-authors{rest}.xml"), how: Moved::ForGood });
    }
    let (kind, part) = match name.split_once('-') {
        None => (name, Some(1)),
        // The first part has no number.
        Some((kind, part)) => (kind, number(part).filter(|part| *part > 1)),
    };
    let settings = desk.reader.settings()?;
    let routes = desk.address.routes(&settings);
    match (KINDS.iter().find(|(_, known)| *known == kind), part) {
        (Some((kind, _)), Some(part)) if is_routed(*kind, &routes) => self::part(desk, &routes, *kind, part),
        _ => Ok(Reply::NotFound),
    }
}

/// Whether anything of a kind has an address.
fn is_routed(kind: SitemapKind, routes: &Routes) -> bool {
    match kind {
        SitemapKind::Tags => routes.tag("").is_some(),
        SitemapKind::Authors => routes.author("").is_some(),
        SitemapKind::Posts | SitemapKind::Pages => true,
    }
}

fn index(desk: &Desk<'_>) -> Result<Reply, Failure> {
    let settings = desk.reader.settings()?;
    let routes = desk.address.routes(&settings);
    let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    out.push_str(r#"<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"#);
    let mut newest = None;
    for (kind, name) in KINDS.into_iter().filter(|(kind, _)| is_routed(*kind, &routes)) {
        let parts = desk.reader.sitemap_count(kind)?.div_ceil(u64::from(PART));
        // Among the pages are the lists, of which there is always one.
        let parts = parts.max(u64::from(kind == SitemapKind::Pages));
        // Posts and pages are listed newest first, so that only the age of their first part is known without reading all.
        let first = desk.reader.sitemap_page(kind, 0, 1)?.first().map(|entry| entry.updated_at);
        newest = newest.max(first);
        for part in 1..=parts {
            let number = if part == 1 { String::new() } else { format!("-{part}") };
            out.push_str("<sitemap>");
            element(&mut out, "loc", &desk.absolute(&format!("/sitemap-{name}{number}.xml")));
            if let (1, Some(first), SitemapKind::Posts | SitemapKind::Pages) = (part, first, kind) {
                element(&mut out, "lastmod", &date(first));
            }
            out.push_str("</sitemap>");
        }
    }
    out.push_str("</sitemapindex>");
    Ok(Reply::Page(desk.xml(out, XML, newest)))
}

fn part(desk: &Desk<'_>, routes: &Routes, kind: SitemapKind, part: u64) -> Result<Reply, Failure> {
    let offset = (part - 1) * u64::from(PART);
    let entries = match kind {
        SitemapKind::Posts if !routes.is_standard() => posts(desk, routes, offset)?,
        _ => desk.reader.sitemap_page(kind, offset, PART)?,
    };
    // An empty archive still has its first parts.
    if entries.is_empty() && part > 1 {
        return Ok(Reply::NotFound);
    }
    let mut out = String::with_capacity(entries.len() * 256 + 512);
    out.push_str(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    out.push_str(concat!(
        r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9""#,
        r#" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">"#
    ));
    if kind == SitemapKind::Pages && part == 1 {
        for path in routes.indexes() {
            out.push_str("<url>");
            element(&mut out, "loc", &desk.absolute(path));
            out.push_str("</url>");
        }
    }
    let path = |slug: &str| match kind {
        // What cards told is a path already.
        SitemapKind::Posts if !routes.is_standard() => Some(slug.to_owned()),
        SitemapKind::Posts | SitemapKind::Pages => Some(format!("/{slug}/")),
        SitemapKind::Tags => routes.tag(slug),
        SitemapKind::Authors => routes.author(slug),
    };
    for entry in &entries {
        let Some(address) = path(&entry.slug).map(|path| desk.absolute(&path)) else { continue };
        if entry.canonical.as_deref().is_some_and(|canonical| !is_same(&desk.absolute(canonical), &address)) {
            continue;
        }
        out.push_str("<url>");
        element(&mut out, "loc", &address);
        element(&mut out, "lastmod", &date(entry.updated_at));
        if let Some(image) = &entry.image {
            out.push_str("<image:image>");
            element(&mut out, "image:loc", &desk.absolute(image));
            out.push_str("</image:image>");
        }
        out.push_str("</url>");
    }
    out.push_str("</urlset>");
    let modified = entries.iter().map(|entry| entry.updated_at).max();
    Ok(Reply::Page(desk.xml(out, XML, modified)))
}

/// Posts whose addresses show more of them than the slug, with their paths; those that live nowhere are left out.
fn posts(desk: &Desk<'_>, routes: &Routes, offset: u64) -> Result<Vec<SitemapEntry>, Failure> {
    let cards = desk.reader.posts(&PostQuery::newest(List::All, offset, PART))?;
    let entry = |card: &PostCard| {
        Some(SitemapEntry {
            slug: routes.post(card)?.into(),
            updated_at: card.updated_at,
            image: card.feature_image.clone(),
            canonical: card.canonical_url.clone(),
        })
    };
    Ok(cards.iter().filter_map(entry).collect())
}

/// Whether two addresses are one, with a slash at their end or without.
fn is_same(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// W3C date and time, from milliseconds since 1970.
fn date(millis: i64) -> String {
    let moment = UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or(0));
    jiff::Timestamp::try_from(moment).map_or_else(|_| String::new(), |stamp| format!("{stamp:.3}"))
}
