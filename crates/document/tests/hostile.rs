//! No script vector runs: each is put through every format and into every field of every card, and the page that
//! comes out is parsed as a browser would and walked. The walk knows nothing of how we sanitise.

use document::{Document, HtmlOptions, Trust};
use html5ever::driver::ParseOpts;
use html5ever::serialize::{SerializeOpts, serialize};
use html5ever::tendril::TendrilSink;
use html5ever::{QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};
use serde_json::Value;

/// The vectors, with `\n`, `\t`, `\r` and `\u{…}` as the characters that they mean.
fn vectors() -> Vec<String> {
    include_str!("cases/xss.txt").lines().map(unescaped).collect()
}

fn unescaped(line: &str) -> String {
    let mut text = line.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    while let Some((before, rest)) = text.split_once("\\u{") {
        let (code, after) = rest.split_once('}').expect("a closed escape");
        let c = char::from_u32(u32::from_str_radix(code, 16).expect("hex")).expect("a character");
        text = format!("{before}{c}{after}");
    }
    text
}

fn parse(html: &str, scripting: bool) -> RcDom {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = scripting;
    parse_fragment(RcDom::default(), options, context, Vec::new(), scripting).one(html)
}

/// The whole page, where `<html>` and `<body>` of the text would lend their attributes to the real ones.
fn parse_page(html: &str) -> RcDom {
    let page = format!("<!doctype html><html><head></head><body><article>{html}</article></body></html>");
    parse_document(RcDom::default(), ParseOpts::default()).one(page)
}

fn written(dom: &RcDom) -> String {
    let mut bytes = Vec::new();
    serialize(&mut bytes, &SerializableHandle::from(dom.document.clone()), SerializeOpts::default())
        .expect("memory can be written");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Panics when anything on the page could run script, move the reader or load from a place not allowed.
fn assert_harmless(html: &str, from: &str) {
    walk(&parse_page(html).document, html, from);
    // With and without scripting `<noscript>` is read differently, and what a script reads by `innerHTML` and writes
    // again must be as harmless.
    let dom = parse(html, false);
    walk(&dom.document, html, from);
    walk(&parse(&written(&dom), true).document, html, from);
}

fn walk(node: &Handle, html: &str, from: &str) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let tag = name.local.to_lowercase();
        let attrs: Vec<(String, String)> = attrs
            .borrow()
            .iter()
            .map(|attr| (attr.name.local.to_lowercase(), attr.value.to_string()))
            .collect();
        let get = |key: &str| attrs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let foreign = name.ns != ns!(html);
        let good = match tag.as_str() {
            _ if foreign => matches!(tag.as_str(), "svg" | "path" | "rect" | "circle" | "line" | "polyline"),
            "script" | "style" | "object" | "embed" | "applet" | "base" | "meta" | "link" | "template"
            | "noscript" | "frame" | "frameset" | "portal" | "param" | "isindex" | "keygen" | "xmp"
            | "plaintext" | "noembed" | "noframes" | "textarea" | "select" | "dialog" | "marquee"
            | "area" | "map" => false,
            "form" => get("class") == Some("kg-signup-card-form"),
            "button" => get("class").is_some_and(|class| class.starts_with("kg-")),
            "input" => {
                get("class").is_some_and(|class| class.starts_with("kg-")) || get("type") == Some("hidden")
            }
            "iframe" => get("src").is_none_or(|src| src.starts_with("https://www.youtube.com/embed/")),
            _ => true,
        };
        assert!(good, "<{tag}> in {html}\nfrom {from}");
        for (key, value) in &attrs {
            assert_harmless_attribute(&tag, key, value, html, from);
        }
    }
    for child in node.children.borrow().iter() {
        walk(child, html, from);
    }
}

fn assert_harmless_attribute(tag: &str, key: &str, value: &str, html: &str, from: &str) {
    let place = format!("{tag}[{key}={value:?}] in {html}\nfrom {from}");
    assert!(!key.starts_with("on"), "{place}");
    if (tag, key) == ("iframe", "srcdoc") {
        // What stands in for a player until a reader asks for it: our own style, and one link.
        let (ours, link) = value.split_once("</style>").expect("a style of ours");
        assert!(ours.starts_with("<!DOCTYPE html><meta ") && !ours.contains("url("), "{place}");
        assert!(link.starts_with("<a href=\"https://") && link.matches("<a").count() == 1, "{place}");
        return assert_harmless(link, from);
    }
    assert!(
        !["formaction", "action", "xlink:href", "background", "dynsrc", "lowsrc", "is", "ping", "nonce"]
            .contains(&key),
        "{place}"
    );
    assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{place}");
    if ["href", "src", "poster", "cite", "data", "srcset", "longdesc"].contains(&key) {
        let base = url::Url::parse("https://site.example/post/").expect("an address");
        // An address that cannot be resolved is never fetched.
        let parts: Vec<&str> = if key == "srcset" { value.split(", ").collect() } else { vec![value] };
        for part in parts {
            let Ok(url) = base.join(part) else { continue };
            let bitmap = ["image/png", "image/jpeg", "image/gif", "image/webp"]
                .iter()
                .any(|kind| url.path().starts_with(kind));
            let good = match url.scheme() {
                "http" | "https" => true,
                "mailto" | "tel" | "sms" | "ftp" => key == "href" || key == "cite",
                "data" => tag == "img" && bitmap,
                _ => false,
            };
            assert!(good, "{place}");
        }
    }
    if key == "style" {
        let (before, rest) = value.split_once("url(").unwrap_or((value, ""));
        let (address, after) = rest.split_once(')').unwrap_or((rest, ""));
        let plain =
            |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || " :;#%/,.-_()'".contains(c));
        assert!(plain(before) && plain(after) && !after.contains('('), "{place}");
        let words = format!("{before}{after}").to_lowercase();
        assert!(
            !["expression", "behavior", "binding", "script", "import"].iter().any(|bad| words.contains(bad)),
            "{place}"
        );
        let address = address.trim_matches('\'');
        assert!(!address.contains(['\'', '"', '\\', '<', ';', ' ', '\n']), "{place}");
        let base = url::Url::parse("https://site.example/").expect("an address");
        if let Ok(url) = base.join(address) {
            assert!(matches!(url.scheme(), "http" | "https"), "{place}");
        }
    }
}

fn check(document: &Document, from: &str) {
    let html = document.to_html(&HtmlOptions::default());
    assert_harmless(&html, from);
    // What was read from there and stored, read again and printed, is as harmless.
    let stored =
        Document::from_json(&document.to_json()).unwrap_or_else(|error| panic!("{error}\nfrom {from}"));
    assert_eq!(stored.to_html(&HtmlOptions::default()), html, "from {from}");
}

#[test]
fn there_are_enough_vectors() {
    assert!(vectors().len() >= 150, "{}", vectors().len());
}

#[test]
fn the_walk_finds_what_is_hostile() {
    let mut missed = Vec::new();
    for vector in vectors().iter().filter(|vector| vector.contains('<') && vector.contains("on")) {
        let found = std::panic::catch_unwind(|| assert_harmless(vector, "")).is_err();
        if !found {
            missed.push(vector.clone());
        }
    }
    // Fragments that are only dangerous inside an attribute or another character set.
    assert!(missed.len() < 12, "{missed:#?}");
}

#[test]
fn html() {
    for vector in vectors() {
        for html in [
            vector.clone(),
            format!("<p>before {vector} after</p>"),
            format!("<ul><li>{vector}</li></ul>"),
            format!(
                "<figure class=\"kg-card kg-image-card\"><img src=\"/a.png\"><figcaption>{vector}</figcaption></figure>"
            ),
            format!("<table><tr><td>{vector}</td></tr></table>"),
            format!("<!--kg-card-begin: html-->{vector}<!--kg-card-end: html-->"),
            format!("<figure class=\"kg-card kg-embed-card\">{vector}</figure>"),
            format!(
                "<div class=\"kg-card kg-callout-card\"><div class=\"kg-callout-text\">{vector}</div></div>"
            ),
        ] {
            check(&Document::from_html(&html, Trust::Untrusted).expect("short").document, &html);
        }
    }
}

/// Replaces every text in a payload, but not what says which card it is.
fn poison(value: &mut Value, vector: &str) {
    match value {
        Value::String(text) => *text = vector.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, vector)),
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                if !matches!(key.as_str(), "type" | "tag" | "listType" | "layout" | "cardName") {
                    poison(value, vector);
                }
            }
        }
        _ => {}
    }
}

/// The same with each address kept, so that cards which vanish without one are seen too.
fn poison_around_addresses(value: &mut Value, vector: &str) {
    match value {
        Value::String(text) if text.starts_with("http") || text.starts_with('/') => {}
        Value::String(text) => *text = vector.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| poison_around_addresses(item, vector)),
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                if !matches!(key.as_str(), "type" | "tag" | "listType" | "layout" | "cardName") {
                    poison_around_addresses(value, vector);
                }
            }
        }
        _ => {}
    }
}

fn sources(file: &str) -> Vec<Value> {
    file.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(_, source)| serde_json::from_str(source).expect("JSON"))
        .collect()
}

/// One node of every kind that Lexical knows.
fn every_node() -> Vec<Value> {
    let mut seen = std::collections::HashSet::new();
    sources(include_str!("cases/lexical.txt"))
        .iter()
        .flat_map(|state| state["root"]["children"].as_array().cloned().unwrap_or_default())
        .filter(|node| seen.insert(format!("{}{}{}", node["type"], node["version"], node["layout"])))
        .collect()
}

fn lexical_of(mut nodes: Vec<Value>, spoil: fn(&mut Value, &str), vector: &str) -> String {
    nodes.iter_mut().for_each(|node| spoil(node, vector));
    serde_json::json!({ "root": { "type": "root", "children": nodes } }).to_string()
}

#[test]
fn lexical() {
    let nodes = every_node();
    assert!(nodes.len() > 28, "{}", nodes.len());
    for vector in vectors() {
        for spoil in [poison, poison_around_addresses] {
            let source = lexical_of(nodes.clone(), spoil, &vector);
            check(&Document::from_lexical(&source, Trust::Untrusted).expect("Lexical").document, &vector);
        }
    }
}

#[test]
fn mobiledoc() {
    let mut cards = Vec::new();
    for source in sources(include_str!("cases/mobiledoc.txt")) {
        cards.extend(source["cards"].as_array().cloned().unwrap_or_default());
    }
    assert!(cards.len() > 20, "{}", cards.len());
    for vector in vectors() {
        for spoil in [poison, poison_around_addresses] {
            let mut cards = cards.clone();
            cards.iter_mut().filter_map(|card| card.get_mut(1)).for_each(|payload| spoil(payload, &vector));
            let mut sections: Vec<Value> =
                (0..cards.len()).map(|index| serde_json::json!([10, index])).collect();
            for tag in ["p", "h2", "blockquote", "aside", vector.as_str()] {
                sections.push(serde_json::json!([1, tag, [[0, [0, 1], 2, vector], [1, [], 0, 0]]]));
            }
            sections.push(serde_json::json!([2, vector]));
            let source = serde_json::json!({
                "version": "0.3.1",
                "markups": [["a", ["href", vector, "rel", vector, "onclick", vector]], [vector]],
                "atoms": [[vector, vector, {}]],
                "cards": cards,
                "sections": sections,
            });
            let document =
                Document::from_mobiledoc(&source.to_string(), Trust::Untrusted).expect("Mobiledoc");
            check(&document.document, &vector);
        }
    }
}

/// Text and addresses are safe even in trusted content; only HTML is taken at its word there.
#[test]
fn addresses_of_trusted_content_run_no_script() {
    for vector in vectors().iter().filter(|vector| !vector.contains('<')) {
        let plain =
            every_node().into_iter().filter(|node| node["type"] != "html" && node["type"] != "markdown");
        let source = lexical_of(plain.collect(), poison, vector);
        check(&Document::from_lexical(&source, Trust::Trusted).expect("Lexical").document, vector);
    }
}

/// What an editor without the right to raw HTML sends is sanitised in the same way.
#[test]
fn json_is_sanitised_on_demand() {
    for vector in vectors() {
        let html = serde_json::json!({ "type": "doc", "content": [
            { "type": "html", "attrs": { "html": vector } },
            { "type": "callout", "attrs": { "calloutText": vector } },
            { "type": "markdown", "attrs": { "markdown": vector } },
            { "type": "paragraph", "content": [{ "type": "text", "text": vector }] },
        ]});
        let mut document = Document::from_json(&html.to_string()).expect("of the schema");
        document.sanitise();
        check(&document, &vector);
    }
}
