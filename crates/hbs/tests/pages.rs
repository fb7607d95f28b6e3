//! Pages in layouts, content for blocks, what linking finds missing, and errors with their places.

use hbs::{
    Branch, Error, ErrorKind, Limits, Map, MissingKind, Page, Registry, Set, Template, Tree, TreeMap, Value,
    With,
};

fn linked(templates: &[(&str, &str)], partials: &[(&str, &str)]) -> Set {
    let mut registry = Registry::<()>::new();
    for (name, source) in templates {
        registry.template(*name, Template::parse(format!("{name}.hbs"), *source).unwrap());
    }
    for (name, source) in partials {
        registry.partial(*name, Template::parse(format!("partials/{name}.hbs"), *source).unwrap());
    }
    registry.link()
}

fn page(this: Value<'_>) -> Page<'_> {
    Page { this, data: vec![], scope: &(), limits: Limits::default() }
}

fn data<'a>() -> Value<'a> {
    Value::from(Map::new().with("title", "T & T"))
}

#[test]
fn a_layout_is_put_around_the_body() {
    let set = linked(
        &[
            ("index", "{{!< default}}\n<p>{{title}}</p>"),
            ("default", "<html>{{title}}|{{{body}}}|{{@root.title}}</html>"),
        ],
        &[],
    );
    let html = set.render("index", page(data())).unwrap();
    assert_eq!(html, "<html>T &amp; T|<p>T &amp; T</p>|T &amp; T</html>");
}

#[test]
fn layouts_have_layouts_and_are_found_beside_their_template() {
    let set = linked(
        &[
            ("a/index", "{{!< inner}}x"),
            ("a/inner", "{{!< ../outer.hbs}}({{{body}}})"),
            ("outer", "[{{{body}}}]"),
            ("inner", "wrong"),
            ("b/index", "{{!< outer}}y"),
        ],
        &[],
    );
    assert_eq!(set.render("a/index", page(Value::Null)).unwrap(), "[(x)]");
    assert_eq!(set.render("b/index", page(Value::Null)).unwrap(), "[y]");
}

#[test]
fn content_is_kept_for_blocks_of_the_layout() {
    let index = "{{!< default}}{{#contentFor \"head\"}}<a {{title}}>{{/contentFor}}body{{#contentFor \"head\"}}<b>{{/contentFor}}";
    let layout =
        "{{{block \"head\"}}}|{{{body}}}|{{#block \"foot\"}}default {{title}}{{/block}}|{{{block \"none\"}}}";
    let set = linked(&[("index", index), ("default", layout)], &[]);
    let html = set.render("index", page(data())).unwrap();
    assert_eq!(html, "<a T &amp; T>\n<b>|body|default T &amp; T|");
}

#[test]
fn body_stands_for_itself_without_a_layout() {
    let set = linked(&[("index", "[{{{body}}}]")], &[]);
    assert_eq!(set.render("index", page(data())).unwrap(), "[]");
}

#[test]
fn linking_lists_what_is_missing() {
    let set = linked(
        &[("index", "{{!< absent}}\n{{> gone}}{{> here}}{{#> gone2}}default{{/gone2}}\n  {{nohelper 1}}")],
        &[
            ("here", "{{> inline}}{{maybe}}"),
            ("layout", "{{#*inline \"inline\"}}{{/inline}}{{concat (none) 1}}"),
        ],
    );
    let missing: Vec<_> = set
        .missing()
        .iter()
        .map(|missing| (missing.kind, missing.name.as_str(), missing.place.file.as_str(), missing.place.line))
        .collect();
    assert_eq!(
        missing,
        [
            (MissingKind::Layout, "absent", "index.hbs", 1),
            (MissingKind::Partial, "gone", "index.hbs", 2),
            (MissingKind::Helper, "nohelper", "index.hbs", 3),
            (MissingKind::Helper, "concat", "partials/layout.hbs", 1),
            (MissingKind::Helper, "none", "partials/layout.hbs", 1),
        ]
    );
}

#[test]
fn errors_show_the_place() {
    let error = Template::parse("post.hbs", "<p>\n  žluť {{#if a}}\n{{else}}").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Syntax);
    assert_eq!(
        error.to_string(),
        "post.hbs:2:8: the block \"if\" is never closed\n      žluť {{#if a}}\n           ^"
    );

    let set = linked(&[("index", "a\n{{> card}}")], &[("card", "<b>\n  {{missing \"x\"}}</b>")]);
    let error = set.render("index", page(Value::Null)).unwrap_err();
    let place = error.place().unwrap();
    assert_eq!((place.file.as_str(), place.line, place.column), ("partials/card.hbs", 2, 3));
    assert_eq!(error.message(), "there is no helper \"missing\"");

    let error = set.render("none", page(Value::Null)).unwrap_err();
    assert_eq!((error.kind(), error.place()), (ErrorKind::Missing, None));
}

#[test]
fn long_lines_are_shortened_around_the_place() {
    let source = format!("{}{{{{#}}}}{}", "x".repeat(500), "y".repeat(500));
    let error = Template::parse("long.hbs", source).unwrap_err();
    let place = error.place().unwrap();
    assert_eq!(place.column, 504);
    let lines: Vec<&str> = place.excerpt.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].len() < 120 && lines[0].contains("{{#}}"), "{}", place.excerpt);
    assert_eq!(lines[0].chars().nth(lines[1].chars().count() - 1), Some('}'));
}

#[test]
fn errors_of_helpers_get_the_place_of_the_call() {
    let mut registry = Registry::<()>::new();
    registry.function("refuse", |call| Err(call.error("wants nothing")));
    registry.template(
        "index",
        Template::parse("index.hbs", "{{#if true}}\n {{concat (refuse)}}{{/if}}").unwrap(),
    );
    registry.function("concat", |_| Ok(Value::Undefined));
    let error = registry.link().render("index", page(Value::Null)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "index.hbs:2:2: \"refuse\": wants nothing\n     {{concat (refuse)}}{{/if}}\n     ^"
    );
    assert!(!error.is_limit());
    assert_eq!(Error::helper("x").place(), None);
}

#[test]
fn a_helper_renders_a_partial() {
    let mut registry = Registry::<()>::new();
    registry.function("pagination", |call| {
        let this = Some(Value::from(Map::new().with("page", 2)));
        let data = [("note", Value::from("n"))];
        if !call.partial("pagination", &With { this, data: &data, params: &[] })? {
            return Err(call.error("wants a partial \"pagination\""));
        }
        Ok(Value::Undefined)
    });
    registry.partial(
        "pagination",
        Template::parse("pagination.hbs", "<{{page}}{{@note}}{{@root.title}}>").unwrap(),
    );
    registry
        .template("index", Template::parse("index.hbs", "{{pagination}}{{{upper (pagination)}}}").unwrap());
    registry.function("upper", |call| Ok(Value::from(call.arg(0).to_text().to_uppercase())));
    let html = registry.link().render("index", page(Value::from(Map::new().with("title", "t")))).unwrap();
    assert_eq!(html, "<2nt><2NT>");
}

#[test]
fn built_in_helpers_can_be_replaced() {
    let mut registry = Registry::<()>::new();
    registry.function("if", |call| {
        call.write("mine:")?;
        call.render(Branch::Inverse)?;
        Ok(Value::Undefined)
    });
    registry.template("index", Template::parse("index.hbs", "{{#if true}}a{{else}}b{{/if}}").unwrap());
    assert_eq!(registry.link().render("index", page(Value::Null)).unwrap(), "mine:b");
}

#[test]
fn a_set_is_shared_by_threads_and_trees_by_renders() {
    let set =
        linked(&[("index", "{{#each @site.tags}}{{name}}{{#unless @last}}, {{/unless}}{{/each}}")], &[]);
    let tag = |name: &str| Tree::from([("name", name)].into_iter().collect::<TreeMap>());
    let site = Tree::from([("tags", vec![tag("a"), tag("b")])].into_iter().collect::<TreeMap>());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let data = vec![("site", Value::from(&site))];
                let page = Page { this: Value::Null, data, scope: &(), limits: Limits::default() };
                assert_eq!(set.render("index", page).unwrap(), "a, b");
            });
        }
    });
}
