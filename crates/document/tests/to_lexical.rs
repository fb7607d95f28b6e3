//! Documents to Lexical and back: nothing is lost, and Ghost knows every node.

use document::{
    Block, Bookmark, Callout, Card, Cell, Conversion, Document, Embed, Focus, Gallery, GalleryImage, Html,
    HtmlOptions, Image, Inline, Link, List, Markdown, Marks, Result, Row, Statement, Style, Table, Trust,
    Visibility,
};
use proptest::prelude::*;
use serde_json::Value;

/// The nodes that Ghost 6.65 knows (`@tryghost/kg-default-nodes` and Lexical's own); with any other it refuses a body.
const GHOSTS: [&str; 37] = [
    "root",
    "paragraph",
    "text",
    "extended-text",
    "heading",
    "extended-heading",
    "quote",
    "extended-quote",
    "aside",
    "list",
    "listitem",
    "link",
    "autolink",
    "linebreak",
    "tab",
    "image",
    "gallery",
    "bookmark",
    "embed",
    "video",
    "audio",
    "file",
    "html",
    "markdown",
    "codeblock",
    "callout",
    "toggle",
    "button",
    "call-to-action",
    "header",
    "signup",
    "product",
    "email",
    "email-cta",
    "transistor",
    "paywall",
    "horizontalrule",
];

fn cases() -> Vec<(String, Document)> {
    let mut all = Vec::new();
    for (name, file, read) in [
        (
            "lexical",
            include_str!("cases/lexical.txt"),
            Document::from_lexical as fn(&str, Trust) -> Result<Conversion>,
        ),
        ("mobiledoc", include_str!("cases/mobiledoc.txt"), Document::from_mobiledoc),
        ("html", include_str!("cases/html.txt"), Document::from_html),
        ("xss", include_str!("cases/xss.txt"), Document::from_html),
    ] {
        for (case, source) in file.lines().filter_map(|line| line.split_once('\t')) {
            for trust in [Trust::Trusted, Trust::Untrusted] {
                if let Ok(conversion) = read(&source.replace("\\n", "\n"), trust) {
                    all.push((format!("{name} {case} {trust:?}"), conversion.document));
                }
            }
        }
    }
    assert!(all.len() > 250, "{} cases", all.len());
    all
}

fn back(lexical: &str) -> Document {
    Document::from_lexical(lexical, Trust::Trusted).expect("our own Lexical").document
}

fn each_node(node: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    visit(node);
    for child in node.get_mut("children").and_then(Value::as_array_mut).into_iter().flatten() {
        each_node(child, visit);
    }
}

/// The Lexical with every node shown to `visit`.
fn changed(lexical: &str, visit: &mut dyn FnMut(&mut Value)) -> String {
    let mut state: Value = serde_json::from_str(lexical).expect("JSON");
    each_node(&mut state["root"], visit);
    state.to_string()
}

/// What Ghost keeps of a node that somebody edits there.
fn edited_in_ghost(lexical: &str) -> String {
    changed(lexical, &mut |node| {
        if let Some(node) = node.as_object_mut() {
            node.remove("masthead");
        }
    })
}

#[test]
fn every_case_comes_back() {
    for (name, document) in cases() {
        let once = document.to_lexical();
        assert_eq!(back(&once), document, "{name}: {once}");
        assert_eq!(back(&once).to_lexical(), once, "{name}");
        changed(&once, &mut |node| {
            let kind = node["type"].as_str().unwrap_or_default();
            assert!(GHOSTS.contains(&kind), "{name}: Ghost does not know “{kind}”");
        });
    }
}

/// Ghost refuses a body without a node.
#[test]
fn an_empty_document_has_a_blank_paragraph() {
    let empty = Document::default().to_lexical();
    let state: Value = serde_json::from_str(&empty).expect("JSON");
    assert_eq!(state["root"]["children"][0]["type"], "paragraph");
    assert!(back(&empty).blocks.is_empty());
}

/// JavaScript writes numbers and the order of members in its own way.
#[test]
fn what_ghost_writes_anew_comes_back() {
    for (name, mut document) in cases() {
        document.mark_site_url();
        let lexical = document.to_lexical();
        assert!(!lexical.contains("000.0") && !lexical.contains(":61.0"), "{name}: {lexical}");
        let mut read = back(&lexical);
        read.replace_site_url("");
        document.replace_site_url("");
        assert_eq!(read, document, "{name}");
    }
}

/// Words that readers see are in the nodes themselves, not only in what the nodes carry for us.
#[test]
fn readers_of_ghost_see_every_word() {
    let plain = |document: &Document| {
        let html = document.to_html(&HtmlOptions::default());
        Document::from_html(&html, Trust::Untrusted).expect("HTML").document.to_text()
    };
    for (name, document) in cases() {
        let shown = back(&edited_in_ghost(&document.to_lexical()));
        // A list in a card has no signs before its items.
        let words = |text: String| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        assert_eq!(words(plain(&shown)), words(plain(&document)), "{name}");
    }
}

#[test]
fn our_own_blocks_survive_an_edit_in_ghost() {
    let blocks = [
        r#"{"type":"pull_quote","attrs":{"credit":"Ann"},"content":[{"type":"text","text":"Words"}]}"#,
        r#"{"type":"correction","attrs":{"date":"3 May"},"content":[{"type":"paragraph","content":[{"type":"text","text":"It was blue."}]}]}"#,
        r#"{"type":"live_update","attrs":{"time":"2026-05-01T10:00Z","title":"News"},"content":[{"type":"paragraph","content":[{"type":"text","text":"Text"}]}]}"#,
        r#"{"type":"table","content":[{"type":"table_row","content":[{"type":"table_header","content":[{"type":"text","text":"Boats"}]},{"type":"table_cell","content":[{"type":"text","text":"7"}]}]}]}"#,
        r#"{"type":"image","attrs":{"src":"/a.jpg","caption":"A <b>boat</b>","credit":"Ann & Co","width":10,"height":20}}"#,
        r#"{"type":"image","attrs":{"src":"/a.jpg","credit":"Ann","focus":"30% 55%"}}"#,
    ];
    for block in blocks {
        let document =
            Document::from_json(&format!(r#"{{"type":"doc","content":[{block}]}}"#)).expect("a document");
        assert_eq!(back(&edited_in_ghost(&document.to_lexical())), document, "{block}");
    }
    let image = Document {
        blocks: vec![Block::card(Image {
            src: "/a.jpg".into(),
            credit: "A & <b>".into(),
            ..Image::default()
        })],
    };
    assert!(image.to_lexical().contains("mh-credit"), "Ghost's readers see who made the picture");
}

/// What is changed beside a block that a node carries counts, and not the block.
#[test]
fn an_edit_is_never_undone() {
    let statement = Statement { speaker: "Ann".into(), about: "the port".into(), ..Statement::default() };
    let said = Inline::Text { text: "Never.".into(), marks: Marks::default().with_statement(statement) };
    let document = Document { blocks: vec![Block::Paragraph(vec![Inline::plain("She said: "), said])] };
    let lexical = document.to_lexical();
    assert_eq!(back(&lexical), document);
    let edited = changed(&lexical, &mut |node| {
        if node["text"] == "Never." {
            node["text"] = "Always.".into();
        }
    });
    assert_eq!(back(&edited).blocks, [Block::text("She said: Always.")]);
    let foreign = r#"{"root":{"children":[{"type":"paragraph","children":[],"masthead":{"type":"html","attrs":{"html":"<script>x</script>"}}}]}}"#;
    assert!(Document::from_lexical(foreign, Trust::Trusted).expect("read").document.is_empty());
}

/// What a node carries is cleaned as everything else that comes from outside.
#[test]
fn what_a_node_carries_is_not_trusted() {
    let script = Html { html: "<p>x</p><script>alert(1)</script>".into(), visibility: Visibility::default() };
    let blocks = vec![Block::Correction { date: String::new(), blocks: vec![Block::card(script)] }];
    let lexical = Document { blocks }.to_lexical();
    assert!(lexical.contains("alert(1)"));
    let read = Document::from_lexical(&lexical, Trust::Untrusted).expect("read").document;
    assert!(
        matches!(&read.blocks[..], [Block::Correction { .. }]) && !read.to_json().contains("alert"),
        "{read:?}"
    );
}

/// Links to notes lead to them in Ghost, too, and come back.
#[test]
fn footnotes_have_the_ids_that_links_name() {
    let source = r##"<p>Said<a href="#fn-1"><sup>1</sup></a>.</p><ol><li>Source.</li></ol>"##;
    let document = Document::from_html(source, Trust::Trusted).expect("HTML").document;
    let lexical = document.to_lexical();
    assert!(lexical.contains(r#"<li id=\"fn-1\">Source.</li>"#), "{lexical}");
    assert_eq!(back(&lexical), document);
}

#[test]
fn addresses_of_the_site_are_marked_and_no_others() {
    let html = r##"<p><a href="/a/">a</a> <a href="//x.test/">b</a> <a href="#c">c</a> <a href="https://x.test/">d</a></p><!--kg-card-begin: html--><img src="/b.jpg"><a href='/e/'>1 / 2</a><!--kg-card-end: html-->"##;
    let mut document = Document::from_html(html, Trust::Trusted).expect("HTML").document;
    document.blocks.push(Block::card(Markdown { markdown: "[x](/y/) and 1/2".into() }));
    let before = document.clone();
    document.mark_site_url();
    let lexical = document.to_lexical();
    for marked in ["__GHOST_URL__/a/", "__GHOST_URL__/b.jpg", "__GHOST_URL__/e/", "](__GHOST_URL__/y/)"] {
        assert!(lexical.contains(marked), "{marked}: {lexical}");
    }
    assert_eq!(lexical.matches("__GHOST_URL__").count(), 4, "{lexical}");
    document.replace_site_url("");
    assert_eq!(document, before);
}

fn words() -> impl Strategy<Value = String> {
    "[a-zЖ ქ&<>\"]{1,12}"
}

fn marks() -> impl Strategy<Value = Marks> {
    let link = prop::option::weighted(
        0.2,
        prop::sample::select(vec!["/a/", "https://x.test/?a=1&b", "#fn-1", "mailto:a@b.c"]),
    );
    let statement = prop::option::weighted(0.1, words());
    (prop::collection::vec(prop::sample::select(Style::ALL.to_vec()), 0..3), link, statement).prop_map(
        |(styles, link, speaker)| {
            let mut marks = Marks::styles(&styles);
            if let Some(href) = link {
                marks =
                    marks.with_link(Link { href: href.into(), rel: "nofollow".into(), ..Link::default() });
            }
            if let Some(speaker) = speaker {
                marks = marks.with_statement(Statement { speaker, ..Statement::default() });
            }
            marks
        },
    )
}

fn run() -> impl Strategy<Value = Vec<Inline>> {
    let piece =
        (words(), marks(), prop::bool::weighted(0.1)).prop_map(|(text, marks, is_break)| match is_break {
            true => Inline::Break { marks },
            false => Inline::Text { text, marks },
        });
    prop::collection::vec(piece, 0..5)
}

fn card() -> impl Strategy<Value = Card> {
    let rich =
        prop::sample::select(vec!["", "Cap", "Cap <b>b</b>", "A &amp; b <span class=\"mh-credit\">C</span>"]);
    let size = prop::option::of(1u32..5000);
    let focus =
        prop::option::of((0u8..=100, 0u8..=100)).prop_map(|point| point.and_then(|(x, y)| Focus::new(x, y)));
    let text = prop_oneof![Just(String::new()), words()];
    prop_oneof![
        (rich.clone(), text.clone(), size.clone(), focus.clone()).prop_map(
            |(caption, credit, width, focus)| {
                Image {
                    src: "/content/images/a.jpg".into(),
                    caption: caption.into(),
                    alt: credit.clone(),
                    credit,
                    width,
                    focus,
                    ..Image::default()
                }
                .into()
            }
        ),
        prop::collection::vec((text.clone(), size, focus), 0..4).prop_map(|pictures| {
            let images = pictures.into_iter().map(|(file_name, width, focus)| GalleryImage {
                src: "/b.jpg".into(),
                file_name,
                width,
                focus,
                ..GalleryImage::default()
            });
            Gallery { images: images.collect(), ..Gallery::default() }.into()
        }),
        (text.clone(), text.clone()).prop_map(|(title, author)| Bookmark {
            url: "https://x.test/".into(),
            title,
            author,
            ..Bookmark::default()
        }
        .into()),
        (text.clone(), text.clone()).prop_map(|(emoji, text)| Callout {
            text: text.replace(['<', '>', '&'], ""),
            emoji,
            ..Callout::default()
        }
        .into()),
        prop::bool::ANY.prop_map(|non_member| Html {
            html: "<div class=\"x\">raw</div>".into(),
            visibility: Visibility { non_member, ..Visibility::default() }
        }
        .into()),
        words().prop_map(|markdown| Markdown { markdown }.into()),
        text.prop_map(|url| Embed {
            url,
            html: "<iframe src=\"https://x.test/\"></iframe>".into(),
            ..Embed::default()
        }
        .into()),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let cell = (run(), prop::bool::ANY, 1u16..3).prop_map(|(content, header, colspan)| Cell {
        header,
        colspan,
        rowspan: 1,
        content,
    });
    let leaf = prop_oneof![
        4 => run().prop_map(Block::Paragraph),
        1 => (1u8..=6, run()).prop_map(|(level, content)| Block::Heading { level, content }),
        1 => (words(), run()).prop_map(|(credit, content)| Block::PullQuote { credit, content }),
        1 => prop::collection::vec(prop::collection::vec(cell, 1..3), 1..3)
            .prop_map(|rows| Block::Table(Table { rows: rows.into_iter().map(|cells| Row { cells }).collect() })),
        1 => Just(Block::Divider),
        1 => Just(Block::Paywall),
        3 => card().prop_map(Block::Card),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let blocks = prop::collection::vec(inner, 0..4);
        prop_oneof![
            (prop::bool::ANY, -2i32..9, prop::collection::vec(blocks.clone(), 0..4)).prop_map(
                |(ordered, start, items)| Block::List(List {
                    ordered,
                    start: if ordered { start } else { 1 },
                    items
                })
            ),
            (prop::bool::ANY, blocks.clone()).prop_map(|(alt, blocks)| Block::Quote { alt, blocks }),
            (words(), blocks.clone()).prop_map(|(date, blocks)| Block::Correction { date, blocks }),
            (words(), blocks).prop_map(|(title, blocks)| Block::LiveUpdate {
                time: String::new(),
                title,
                blocks
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_written_comes_back(blocks in prop::collection::vec(block(), 0..6)) {
        let document = Document { blocks };
        let lexical = document.to_lexical();
        prop_assert_eq!(&back(&lexical), &document, "{}", lexical);
        prop_assert_eq!(&back(&lexical).to_lexical(), &lexical);
        // An editor of Ghost loses shape, never the text's being readable.
        let _ = back(&edited_in_ghost(&lexical));
    }
}
