//! One article, in every form in which Ghost stores it.

use serde_json::{Value, json};

use super::dice::Dice;
use super::prose::{Tongue, headline, paragraph};

enum Block {
    Paragraph { text: String, link: Option<String> },
    Heading(String),
    Quote(String),
    Image { src: String, alt: String, caption: String },
    Html(String),
    Bookmark { url: String, title: String },
    Divider,
}

/// The blocks of an article.
pub(super) struct Body(Vec<Block>);

impl Body {
    /// About five hundred words.
    pub(super) fn throw(dice: &mut Dice, tongue: Tongue) -> Self {
        let count = if tongue == Tongue::English { 5 } else { 4 } + dice.below(3);
        let mut blocks = Vec::new();
        for index in 0..count {
            let text = paragraph(dice, tongue);
            let link = dice.chance(25).then(|| format!("https://example.org/{}/", dice.below(100_000)));
            blocks.push(Block::Paragraph { text, link });
            if index % 4 == 3 {
                blocks.push(Block::Heading(headline(dice, tongue)));
            }
            match dice.below(24) {
                0 => blocks.push(Block::Quote(paragraph(dice, tongue))),
                1 => blocks.push(Block::Image {
                    src: picture(dice),
                    alt: headline(dice, tongue),
                    caption: headline(dice, tongue),
                }),
                2 => blocks
                    .push(Block::Html(format!("<div class=\"figure\"><b>{}</b></div>", dice.below(1_000)))),
                3 => blocks.push(Block::Bookmark {
                    url: format!("https://example.com/{}", dice.below(10_000)),
                    title: headline(dice, tongue),
                }),
                4 => blocks.push(Block::Divider),
                _ => {}
            }
        }
        Self(blocks)
    }

    pub(super) fn plain(&self) -> String {
        let mut text = String::new();
        for block in &self.0 {
            if let Block::Paragraph { text: line, .. } | Block::Heading(line) | Block::Quote(line) = block {
                text.push_str(line);
                text.push_str("\n\n");
            }
        }
        text
    }

    pub(super) fn html(&self) -> String {
        let mut html = String::new();
        for block in &self.0 {
            html.push_str(&match block {
                Block::Paragraph { text, link: None } => format!("<p>{text}</p>"),
                Block::Paragraph { text, link: Some(link) } => {
                    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
                    format!("<p><a href=\"{link}\">{word}</a> {rest}</p>")
                }
                Block::Heading(text) => format!("<h2 id=\"part\">{text}</h2>"),
                Block::Quote(text) => format!("<blockquote>{text}</blockquote>"),
                Block::Image { src, alt, caption } => format!(
                    "<figure class=\"kg-card kg-image-card kg-card-hascaption\"><img src=\"{src}\" class=\"kg-image\" alt=\"{alt}\" \
                     loading=\"lazy\"><figcaption>{caption}</figcaption></figure>"
                ),
                Block::Html(html) => format!("<!--kg-card-begin: html-->{html}<!--kg-card-end: html-->"),
                Block::Bookmark { url, title } => format!(
                    "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"{url}\"><div \
                     class=\"kg-bookmark-title\">{title}</div></a></figure>"
                ),
                Block::Divider => "<hr>".to_owned(),
            });
        }
        html
    }

    pub(super) fn lexical(&self) -> String {
        let text = |text: &str| json!({"detail": 0, "format": 0, "mode": "normal", "style": "", "text": text, "type": "extended-text", "version": 1});
        let parent = |kind: &str, children: Vec<Value>| json!({"children": children, "direction": "ltr", "format": "", "indent": 0, "type": kind, "version": 1});
        let children: Vec<Value> = self
            .0
            .iter()
            .map(|block| match block {
                Block::Paragraph { text: line, link: None } => parent("paragraph", vec![text(line)]),
                Block::Paragraph { text: line, link: Some(link) } => {
                    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
                    let mut linked = parent("link", vec![text(word)]);
                    linked["url"] = json!(link);
                    linked["rel"] = Value::Null;
                    parent("paragraph", vec![linked, text(&format!(" {rest}"))])
                }
                Block::Heading(line) => {
                    let mut heading = parent("extended-heading", vec![text(line)]);
                    heading["tag"] = json!("h2");
                    heading
                }
                Block::Quote(line) => parent("extended-quote", vec![text(line)]),
                Block::Image { src, alt, caption } => {
                    json!({"type": "image", "version": 1, "src": src, "width": 1600, "height": 900, "title": "", "alt": alt, "caption": caption, "cardWidth": "regular", "href": ""})
                }
                Block::Html(html) => json!({"type": "html", "version": 1, "html": html}),
                Block::Bookmark { url, title } => {
                    json!({"type": "bookmark", "version": 1, "url": url, "metadata": {"title": title, "description": "", "icon": "", "author": "", "publisher": "", "thumbnail": ""}, "caption": ""})
                }
                Block::Divider => json!({"type": "horizontalrule", "version": 1}),
            })
            .collect();
        json!({"root": parent("root", children)}).to_string()
    }

    pub(super) fn mobiledoc(&self) -> String {
        let (mut cards, mut markups, mut sections) = (Vec::new(), Vec::new(), Vec::new());
        for block in &self.0 {
            match block {
                Block::Paragraph { text, link: None } => sections.push(json!([1, "p", [[0, [], 0, text]]])),
                Block::Paragraph { text, link: Some(link) } => {
                    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
                    markups.push(json!(["a", ["href", link]]));
                    let markup = markups.len() - 1;
                    sections.push(json!([1, "p", [[0, [markup], 1, word], [0, [], 0, format!(" {rest}")]]]));
                }
                Block::Heading(text) => sections.push(json!([1, "h2", [[0, [], 0, text]]])),
                Block::Quote(text) => sections.push(json!([1, "blockquote", [[0, [], 0, text]]])),
                card => {
                    cards.push(match card {
                        Block::Image { src, alt, caption } => json!(["image", {"src": src, "alt": alt, "caption": caption, "width": 1600, "height": 900}]),
                        Block::Html(html) => json!(["html", {"html": html}]),
                        Block::Bookmark { url, title } => json!(["bookmark", {"url": url, "metadata": {"url": url, "title": title}, "type": "bookmark"}]),
                        _ => json!(["hr", {}]),
                    });
                    sections.push(json!([10, cards.len() - 1]));
                }
            }
        }
        json!({"version": "0.3.1", "atoms": [], "cards": cards, "markups": markups, "sections": sections, "ghostVersion": "4.0"}).to_string()
    }
}

/// The address of a picture that no file stands behind.
pub(super) fn picture(dice: &mut Dice) -> String {
    let (year, month) = (2013 + dice.below(12), 1 + dice.below(12));
    format!("__GHOST_URL__/content/images/{year}/{month:02}/picture-{}.jpg", dice.below(50_000))
}
