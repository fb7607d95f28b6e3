//! What a page of another site says of itself, for a bookmark: OpenGraph before Twitter's names before plain HTML.

use url::Url;

use crate::dom::{self, Fragment};

/// What a page says of itself. Texts from a stranger, addresses absolute; what is not said is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// Title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Name of the site.
    pub site: String,
    /// Who wrote it.
    pub author: String,
    /// Address of its picture.
    pub image: String,
    /// Address of the site's icon.
    pub icon: String,
    /// Where the site answers oEmbed questions about the page, in JSON.
    pub oembed: String,
}

/// Characters of the longest text.
const LONGEST: usize = 500;
/// Elements that are looked at.
const MOST: usize = 20_000;

/// Reads the head of a page that was found at `address`.
pub fn page_facts(html: &str, address: &str) -> PageFacts {
    let (mut facts, mut second, mut third) =
        (PageFacts::default(), PageFacts::default(), PageFacts::default());
    let fragment = Fragment::parse(html);
    let mut nodes = fragment.nodes();
    nodes.reverse();
    for _ in 0..MOST {
        let Some(node) = nodes.pop() else { break };
        let get = |name| dom::attribute(&node, name).unwrap_or_default();
        match dom::name(&node) {
            "meta" => {
                let content = get("content");
                let key =
                    [get("property"), get("name"), get("itemprop")].into_iter().find(|key| !key.is_empty());
                meta(
                    &key.unwrap_or_default().to_ascii_lowercase(),
                    &content,
                    &mut facts,
                    &mut second,
                    &mut third,
                );
            }
            "link" => {
                let rel = get("rel").to_ascii_lowercase();
                if rel.split_whitespace().any(|word| word == "apple-touch-icon") {
                    fill(&mut facts.icon, &get("href"));
                } else if rel.split_whitespace().any(|word| word == "icon") {
                    fill(&mut second.icon, &get("href"));
                } else if get("type") == "application/json+oembed" {
                    fill(&mut facts.oembed, &get("href"));
                }
            }
            "title" => fill(&mut third.title, &dom::text(&node)),
            _ => {
                let children = dom::children(&node);
                nodes.extend(children.into_iter().rev());
            }
        }
    }
    facts.or(second).or(third).absolute(address)
}

fn meta(key: &str, content: &str, first: &mut PageFacts, second: &mut PageFacts, third: &mut PageFacts) {
    let field = match key {
        "og:title" => &mut first.title,
        "og:description" => &mut first.description,
        "og:site_name" => &mut first.site,
        "og:image" | "og:image:url" | "og:image:secure_url" => &mut first.image,
        "twitter:title" => &mut second.title,
        "twitter:description" => &mut second.description,
        "twitter:image" | "twitter:image:src" => &mut second.image,
        "author" => &mut second.author,
        "article:author" if !content.contains("://") => &mut first.author,
        "application-name" => &mut second.site,
        "description" => &mut third.description,
        _ => return,
    };
    fill(field, content);
}

fn fill(field: &mut String, text: &str) {
    if field.is_empty() {
        let text: String =
            text.chars().filter(|c| !c.is_control() || c.is_whitespace()).take(4 * LONGEST).collect();
        *field = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    }
}

impl PageFacts {
    fn or(mut self, next: PageFacts) -> PageFacts {
        for (mine, next) in [
            (&mut self.title, next.title),
            (&mut self.description, next.description),
            (&mut self.site, next.site),
            (&mut self.author, next.author),
            (&mut self.image, next.image),
            (&mut self.icon, next.icon),
            (&mut self.oembed, next.oembed),
        ] {
            if mine.is_empty() {
                *mine = next;
            }
        }
        self
    }

    fn absolute(mut self, address: &str) -> PageFacts {
        let base = Url::parse(address).ok();
        for field in [&mut self.image, &mut self.icon, &mut self.oembed] {
            let joined = base.as_ref().and_then(|base| base.join(field).ok());
            let fits = joined.filter(|url| !field.is_empty() && matches!(url.scheme(), "http" | "https"));
            *field = fits.map_or(String::new(), String::from);
        }
        if self.site.is_empty() {
            let host = base.as_ref().and_then(Url::host_str).unwrap_or_default();
            self.site = host.strip_prefix("www.").unwrap_or(host).to_owned();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_who_it_is() {
        let html = r#"<!DOCTYPE html><html><head><title> Plain
            title </title><meta property="og:title" content="A &amp; B"><meta name="description" content="About the sea">
            <meta name="twitter:image" content="/sea.jpg"><link rel="shortcut icon" href="i.png">
            <link rel="alternate" type="application/json+oembed" href="https://o.example/?url=1"></head><body><p>x</p></body></html>"#;
        let facts = page_facts(html, "https://www.example.org/a/b");
        assert_eq!((&*facts.title, &*facts.description), ("A & B", "About the sea"));
        assert_eq!(
            (&*facts.image, &*facts.icon),
            ("https://www.example.org/sea.jpg", "https://www.example.org/a/i.png")
        );
        assert_eq!((&*facts.site, &*facts.oembed), ("example.org", "https://o.example/?url=1"));
    }

    #[test]
    fn hostile_pages_do_no_harm() {
        let facts =
            page_facts("<meta property=og:image content='javascript:alert(1)'><title>x", "https://e.org/");
        assert_eq!((&*facts.image, &*facts.title), ("", "x"));
        page_facts(&"<div>".repeat(200_000), "nowhere");
        page_facts(&"<meta name=description content=x>".repeat(50_000), "https://e.org/");
    }
}
