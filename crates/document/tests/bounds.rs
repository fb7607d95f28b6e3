//! Hostile sizes and shapes: never a panic, a full stack, or time that grows faster than the input.

use std::time::{Duration, Instant};

use document::{Document, HtmlOptions, Trust};
use proptest::prelude::*;

/// Everything that can be done with a document.
fn use_it(document: &Document) {
    let html = document.to_html(&HtmlOptions::default());
    let _ = (document.to_text(), document.word_count(), document.reading_time(), document.excerpt(50));
    let stored = document.to_json();
    assert_eq!(Document::from_json(&stored).as_ref(), Ok(document), "{stored}");
    let _ = html;
}

fn html(source: &str) {
    for trust in [Trust::Untrusted, Trust::Trusted] {
        use_it(&Document::from_html(source, trust).expect("short enough").document);
    }
}

/// Far above what linear time needs, far below what quadratic time does.
fn in_time(what: &str, source: &str) {
    let start = Instant::now();
    html(source);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(30), "{what} took {took:?}");
}

#[test]
fn deep_and_tangled_html_is_read_in_linear_time() {
    let many = 20_000;
    for (what, source) in [
        ("nested divs", "<div>".repeat(many)),
        ("nested divs, closed", format!("{}x{}", "<div>".repeat(many), "</div>".repeat(many))),
        ("nested quotations", format!("{}x{}", "<blockquote>".repeat(many), "</blockquote>".repeat(many))),
        ("nested lists", "<ul><li>x".repeat(many)),
        ("nested formats", "<b>x".repeat(many)),
        ("formats of many kinds", "<b><i><u><a href=x>y".repeat(many / 4)),
        ("formats and paragraphs", "<p><font color=a>x".repeat(many)),
        ("formats that leak from boxes", (0..many / 2).map(|i| format!("<div><b id=b{i}>x</div>")).collect()),
        ("misnested formats", "<b><p>x</b>y".repeat(many / 4)),
        ("links in links", "<a href=x><div>".repeat(many / 4)),
        ("strays in a table", format!("<table>{}", "<i>x<tr>y".repeat(many / 4))),
        ("nested tables", "<table><tr><td>".repeat(many / 4)),
        ("end tags of nothing", "</div></b></table>".repeat(many)),
        ("attributes", format!("<p {}>x", (0..many).map(|i| format!("a{i}=1 ")).collect::<String>())),
        ("open comments", "<!--".repeat(many)),
        ("open tags", "<a ".repeat(many)),
        ("open scripts", "<script>".repeat(many)),
        ("paragraphs", "<p>x</p>".repeat(many)),
        ("svg", "<svg><g>".repeat(many / 4)),
        ("templates", "<template>".repeat(many / 4)),
        ("selects", "<select><option>".repeat(many / 4)),
        ("figures", "<figure><img src=a>".repeat(many / 4)),
    ] {
        in_time(what, &source);
    }
}

#[test]
fn deep_json_is_refused_or_read() {
    let nest = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for source in [
        nest("[", "]"),
        nest("{\"root\":{\"children\":[", "]}}"),
        format!("{{\"root\":{{\"children\":{}}}}}", nest("[{\"type\":\"list\",\"children\":", "}]")),
    ] {
        assert!(Document::from_lexical(&source, Trust::Untrusted).is_err());
        assert!(Document::from_mobiledoc(&source, Trust::Untrusted).is_err());
        assert!(Document::from_json(&source).is_err());
    }
    // As deep as the JSON reader goes.
    for depth in [5, 20, 30] {
        let mut node = r#"{"type":"text","text":"x"}"#.to_owned();
        for kind in ["list", "listitem", "quote"].iter().cycle().take(depth) {
            node = format!(r#"{{"type":"{kind}","children":[{node}]}}"#);
        }
        let source = format!(r#"{{"root":{{"children":[{node}]}}}}"#);
        let document = Document::from_lexical(&source, Trust::Untrusted).expect("not too deep").document;
        use_it(&document);
        assert_eq!(document.word_count(), 1, "nothing is lost at {depth}: {}", document.to_json());
    }
}

#[test]
fn errors_name_the_json_path() {
    for (source, wanted) in [
        (r#"{"type":"page"}"#, "$: the type must be \"doc\""),
        (
            r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text"}]}]}"#,
            "content[0].content[0]: a \"text\" with words is missing",
        ),
        (
            r#"{"type":"doc","content":[{"type":"heading","attrs":{"level":9}}]}"#,
            "content[0]: attrs.level must be a whole number from 1 to 6",
        ),
        (r#"{"type":"doc","content":[{"type":"wobble"}]}"#, "content[0]: \"wobble\" does not belong here"),
        (
            r#"{"type":"doc","content":[{"type":"image","attrs":{"src":"javascript:x"}}]}"#,
            "content[0].attrs.src: is no address that may be loaded",
        ),
        (
            r#"{"type":"doc","content":[{"type":"button","attrs":{"buttonUrl":" javascript:x"}}]}"#,
            "content[0].attrs.buttonUrl: is no address that a link may have",
        ),
        (
            r#"{"type":"doc","content":[{"type":"header","attrs":{"textColor":"red;x:url(y)"}}]}"#,
            "content[0].attrs.textColor: may hold only letters, digits and #.,%()- ",
        ),
        (
            r#"{"type":"doc","content":[{"type":"bullet_list","content":[{"type":"list_item","content":[{"type":"paragraph","x":1}]}]}]}"#,
            "content[0].content[0].content[0]: \"x\" does not belong here",
        ),
        (
            r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"data:x"}}]}]}]}"#,
            "content[0].content[0].marks[0]: is no address that a link may have",
        ),
    ] {
        let error = Document::from_json(source).expect_err(source).to_string();
        assert_eq!(error, wanted);
    }
    for focus in [r#""""#, r#""30%""#, r#""101% 0%""#, r#""30% 55%;position:fixed""#, "30", "[30,55]"] {
        let source = format!(
            r#"{{"type":"doc","content":[{{"type":"gallery","attrs":{{"images":[{{"src":"/a.jpg","focus":{focus}}}]}}}}]}}"#
        );
        let error = Document::from_json(&source).expect_err(focus).to_string();
        assert!(error.starts_with("content[0].attrs: "), "{error}");
    }
    let unknown =
        Document::from_json(r#"{"type":"doc","content":[{"type":"image","attrs":{"onerror":"x"}}]}"#);
    assert!(
        unknown.expect_err("refused").to_string().starts_with("content[0].attrs: unknown field `onerror`")
    );
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let name = prop::sample::select(vec![
        "type",
        "children",
        "text",
        "format",
        "tag",
        "listType",
        "start",
        "url",
        "root",
        "content",
        "marks",
        "attrs",
        "sections",
        "cards",
        "markups",
        "atoms",
        "src",
        "html",
        "width",
        "images",
        "metadata",
        "visibility",
        "level",
    ]);
    let word = prop::sample::select(vec![
        "doc",
        "root",
        "paragraph",
        "heading",
        "list",
        "listitem",
        "quote",
        "text",
        "link",
        "linebreak",
        "image",
        "gallery",
        "html",
        "markdown",
        "embed",
        "bookmark",
        "callout",
        "toggle",
        "header",
        "signup",
        "product",
        "call-to-action",
        "number",
        "h2",
        "javascript:x",
        "<b>x",
        "",
        "/content/images/a.jpg",
        "bullet_list",
        "table",
    ]);
    let leaf = prop_oneof![
        word.prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<i32>().prop_map(|number| serde_json::Value::from(f64::from(number) / 8.0)),
        any::<bool>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
        "\\PC{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|pairs| pairs
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<serde_json::Value>()),
        ]
    })
}

/// A valid source with some bytes of it changed.
fn mutated(file: &'static str) -> impl Strategy<Value = String> {
    let sources: Vec<&str> = file.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
    (
        prop::sample::select(sources),
        prop::collection::vec((any::<prop::sample::Index>(), "[\\PC<>\"'/{}\\[\\],:0-9a-c]{0,4}"), 0..5),
    )
        .prop_map(|(source, changes)| {
            let mut chars: Vec<String> = source.chars().map(String::from).collect();
            for (index, change) in changes {
                let at = index.index(chars.len());
                chars[at] = change;
            }
            chars.concat()
        })
}

fn lexical_and_mobiledoc(source: &str) {
    for trust in [Trust::Untrusted, Trust::Trusted] {
        for read in [Document::from_lexical, Document::from_mobiledoc] {
            if let Ok(conversion) = read(source, trust) {
                use_it(&conversion.document);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_text(text in "\\PC{0,200}") {
        html(&text);
        lexical_and_mobiledoc(&text);
        let _ = Document::from_json(&text);
    }

    #[test]
    fn random_markup(text in "(<(/?)(p|b|i|a|ul|li|table|td|tr|div|figure|img|blockquote|script|svg|math|style|pre|h2|!--|figcaption)( (class|src|href|style)=(\"?)(kg-card kg-image-card|kg-gallery-card|x|/a\\.png|kg-callout-card)(\"?))?(/?)>|x| |&amp;|-->|Ж|\n){0,40}") {
        html(&text);
    }

    #[test]
    fn random_json(value in json()) {
        let text = value.to_string();
        lexical_and_mobiledoc(&text);
        lexical_and_mobiledoc(&format!(r#"{{"root":{{"children":[{text}]}},"sections":[{text}],"cards":[["image",{text}]]}}"#));
        if let Ok(document) = Document::from_json(&text) {
            use_it(&document);
        }
        if let Ok(document) = Document::from_json(&format!(r#"{{"type":"doc","content":[{text}]}}"#)) {
            use_it(&document);
        }
    }

    #[test]
    fn mutated_lexical(text in mutated(include_str!("cases/lexical.txt"))) {
        lexical_and_mobiledoc(&text);
    }

    #[test]
    fn mutated_mobiledoc(text in mutated(include_str!("cases/mobiledoc.txt"))) {
        lexical_and_mobiledoc(&text);
    }

    #[test]
    fn mutated_html(text in mutated(include_str!("cases/html.txt"))) {
        html(&text);
    }
}
