//! `/sitemap.xml` and its parts: `/sitemap-posts.xml`, `/sitemap-posts-2.xml` …

use std::time::{Duration, UNIX_EPOCH};

use store::SitemapKind;

use super::{Desk, Failure, Moved, Reply, escape::element, lists::number};

/// Addresses in a part. The protocol allows 50,000; smaller parts are made faster, and fetched again less in vain.
const PART: u32 = 5_000;

const XML: &str = "text/xml; charset=utf-8";

const KINDS: [(SitemapKind, &str, &str); 4] = [
    (SitemapKind::Pages, "pages", ""),
    (SitemapKind::Posts, "posts", ""),
    (SitemapKind::Authors, "authors", "author/"),
    (SitemapKind::Tags, "tags", "tag/"),
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
    match (KINDS.iter().find(|(_, known, _)| *known == kind), part) {
        (Some((kind, _, folder)), Some(part)) => self::part(desk, *kind, folder, part),
        _ => Ok(Reply::NotFound),
    }
}

fn index(desk: &Desk<'_>) -> Result<Reply, Failure> {
    let mut out = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    out.push_str(r#"<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"#);
    let mut newest = None;
    for (kind, name, _) in KINDS {
        let parts = desk.reader.sitemap_count(kind)?.div_ceil(u64::from(PART));
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

fn part(desk: &Desk<'_>, kind: SitemapKind, folder: &str, part: u64) -> Result<Reply, Failure> {
    let entries = desk.reader.sitemap_page(kind, (part - 1) * u64::from(PART), PART)?;
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
    for entry in &entries {
        out.push_str("<url>");
        element(&mut out, "loc", &desk.absolute(&format!("/{folder}{}/", entry.slug)));
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

/// W3C date and time, from milliseconds since 1970.
fn date(millis: i64) -> String {
    let moment = UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or(0));
    jiff::Timestamp::try_from(moment).map_or_else(|_| String::new(), |stamp| format!("{stamp:.3}"))
}
