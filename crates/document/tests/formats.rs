//! Every card and every block of every format, in and out: `cases/*.txt` holds `name TAB source`, a snapshot a format
//! what comes out. The markup of Ghost's cards was compared with `@tryghost/kg-lexical-html-renderer` and
//! `@tryghost/kg-mobiledoc-html-renderer`; it differs in icons, in what would load from other hosts, in scripts (toggle
//! and players are the browser's own), in ids of headings, in the boxes of tables, and where Ghost nests text formats
//! wrongly.

use document::{Conversion, Document, HtmlOptions, Result, Trust};

fn options() -> HtmlOptions {
    HtmlOptions { site_url: "https://example.com".to_owned(), ..HtmlOptions::default() }
}

fn cases(file: &str) -> Vec<(String, String)> {
    file.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, source)| (name.to_owned(), source.to_owned()))
        .collect()
}

/// Renders every case and shows HTML, text and notes in one snapshot.
fn check(name: &str, file: &str, trust: Trust, read: fn(&str, Trust) -> Result<Conversion>) {
    let mut shown = String::new();
    for (case, source) in cases(file) {
        shown.push_str(&format!("=== {case}\n"));
        match read(&source, trust) {
            Ok(Conversion { mut document, notes }) => {
                document.replace_site_url("");
                shown.push_str(&document.to_html(&options()));
                shown.push_str("\n--- ");
                shown.push_str(&document.to_text().replace('\n', "⏎"));
                shown.push('\n');
                for note in notes {
                    shown.push_str(&format!("! {} × {}\n", note.count, note.what));
                }
                let stored = document.to_json();
                let again = Document::from_json(&stored).expect("what was stored can be read");
                assert_eq!(again, document, "{case} changes when it is stored");
                assert_eq!(again.to_json(), stored);
            }
            Err(error) => shown.push_str(&format!("{error}\n")),
        }
    }
    insta::assert_snapshot!(name, shown);
}

fn html(source: &str, trust: Trust) -> Result<Conversion> {
    Document::from_html(&source.replace("\\n", "\n"), trust)
}

#[test]
fn lexical() {
    check("lexical", include_str!("cases/lexical.txt"), Trust::Trusted, Document::from_lexical);
}

#[test]
fn lexical_untrusted() {
    check("lexical_untrusted", include_str!("cases/lexical.txt"), Trust::Untrusted, Document::from_lexical);
}

#[test]
fn mobiledoc() {
    check("mobiledoc", include_str!("cases/mobiledoc.txt"), Trust::Trusted, Document::from_mobiledoc);
}

#[test]
fn html_trusted() {
    check("html", include_str!("cases/html.txt"), Trust::Trusted, html);
}

#[test]
fn html_untrusted() {
    check("html_untrusted", include_str!("cases/html.txt"), Trust::Untrusted, html);
}

/// What we print is read back to what prints the same.
#[test]
fn our_own_html_is_stable() {
    let lexical = cases(include_str!("cases/lexical.txt")).into_iter().map(|(name, source)| {
        (name, Document::from_lexical(&source, Trust::Trusted).expect("a case").document.to_html(&options()))
    });
    let html = cases(include_str!("cases/html.txt")).into_iter();
    for (name, source) in lexical.chain(html) {
        let once = Document::from_html(&source, Trust::Trusted).expect("HTML").document.to_html(&options());
        let twice = Document::from_html(&once, Trust::Trusted).expect("HTML").document;
        assert_eq!(twice.to_html(&options()), once, "{name}");
    }
}

/// Cards of Ghost survive the way through HTML, so that `?source=html` and HTML-only posts keep them.
#[test]
fn cards_come_back_from_html() {
    let mut lost = Vec::new();
    for (name, source) in cases(include_str!("cases/lexical.txt")) {
        let before =
            Document::from_lexical(&source, Trust::Trusted).expect("a case").document.to_html(&options());
        let after = Document::from_html(&before, Trust::Trusted).expect("HTML").document.to_html(&options());
        if before.replace('\n', "")
            != after
                .replace('\n', "")
                .replace("<!--kg-card-begin: html-->", "")
                .replace("<!--kg-card-end: html-->", "")
            && before.replace('\n', "") != after.replace('\n', "")
        {
            lost.push(name);
        }
    }
    insta::assert_debug_snapshot!("not_the_same_through_html", lost);
}

/// A statement keeps who said it, about whom and when, through JSON and through sanitised HTML.
#[test]
fn a_statement_keeps_what_is_known_of_it() {
    let json = r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Never.","marks":[{"type":"statement","attrs":{"id":"a1","speaker":"Ana \"B\"","about":"the port","date":"2026-05-03"}}]}]}]}"#;
    let document = Document::from_json(json).expect("a document");
    assert_eq!(document.to_json(), json);
    let html = document.to_html(&options());
    assert!(html.contains(r#"data-about="the port" data-date="2026-05-03""#), "{html}");
    assert_eq!(Document::from_html(&html, Trust::Untrusted).expect("HTML").document, document);
    assert!(Document::from_json(&json.replace("about", "aboot")).is_err());
}

/// What stays in sight of a picture goes through JSON and through sanitised HTML; a picture without it has no style.
#[test]
fn a_picture_keeps_its_point() {
    let json = r#"{"type":"doc","content":[{"type":"image","attrs":{"src":"/a.jpg","focus":"30% 55%"}},{"type":"gallery","attrs":{"images":[{"src":"/b.jpg","fileName":"b.jpg","width":30,"height":20},{"src":"/c.jpg","fileName":"c.jpg","width":30,"height":20,"focus":"0% 100%"}]}}]}"#;
    let document = Document::from_json(json).expect("a document");
    assert_eq!(document.to_json(), json);
    let html = document.to_html(&options());
    let styles = [r#" style="object-position:30% 55%""#, r#" style="object-position:0% 100%""#];
    assert!(styles.iter().all(|style| html.contains(style)) && html.matches("style").count() == 2, "{html}");
    assert_eq!(Document::from_html(&html, Trust::Untrusted).expect("HTML").document, document);
}

/// The notes of a text get the ids that its links name, and a way back, which is no part of the text; a list that nothing refers to stays plain.
#[test]
fn footnotes_are_linked_to_their_notes() {
    let list = r#"{"type":"ordered_list","content":[{"type":"list_item","content":[{"type":"paragraph","content":[{"type":"text","text":"Source."}]}]}]}"#;
    let text = |href: &str| {
        format!(
            r#"{{"type":"doc","content":[{list},{{"type":"blockquote","content":[{{"type":"paragraph","content":[{{"type":"text","text":"1","marks":[{{"type":"link","attrs":{{"href":"{href}"}}}},{{"type":"sup"}}]}}]}}]}},{list}]}}"#
        )
    };
    let html = |href: &str| Document::from_json(&text(href)).expect("a document").to_html(&options());
    assert_eq!(
        html("#fn-1"),
        "<ol><li>Source.</li></ol><blockquote><a href=\"#fn-1\" id=\"fnref-1\"><sup>1</sup></a></blockquote><ol><li id=\"fn-1\">Source.<a href=\"#fnref-1\" class=\"mh-footnote-back\" role=\"doc-backlink\" aria-label=\"↩ 1\">↩</a></li></ol>"
    );
    assert!(!html("#elsewhere").contains("id="));
    let once = html("#fn-1");
    assert_eq!(
        Document::from_html(&once, Trust::Untrusted).expect("HTML").document.to_html(&options()),
        once
    );
}
