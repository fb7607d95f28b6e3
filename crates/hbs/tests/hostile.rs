//! Templates from people who mean harm: nothing panics, nothing runs away, every limit names its place.

use std::cell::Cell;
use std::fmt::Write;
use std::time::Duration;

use hbs::{ErrorKind, Limits, Map, Page, Registry, Template, Value};
use proptest::prelude::*;

/// Values live as long as one render, so a test hands over the way to make its context.
type Context = for<'a> fn(&'a ()) -> Value<'a>;

fn render(templates: &[(&str, &str)], this: Context, limits: Limits<'_>) -> hbs::Result<String> {
    let mut registry = Registry::<()>::new();
    for (name, source) in templates {
        registry.partial(*name, Template::parse(format!("{name}.hbs"), *source)?);
        registry.template(*name, Template::parse(format!("{name}.hbs"), *source)?);
    }
    let set = registry.link();
    set.render("main", Page { this: this(&()), data: vec![], scope: &(), limits })
}

fn small() -> Limits<'static> {
    Limits { output: 100_000, steps: 20_000, depth: 120, deadline: None }
}

fn fails(templates: &[(&str, &str)], this: Context, limits: Limits<'_>) -> (ErrorKind, String) {
    let error = render(templates, this, limits).unwrap_err();
    (error.kind(), error.to_string())
}

fn list<'a>(len: usize) -> Value<'a> {
    Value::from(vec![Value::from("x"); len])
}

#[test]
fn a_partial_that_includes_itself_ends() {
    let (kind, text) = fails(&[("main", "a\n {{> main}}")], |_| Value::Null, small());
    assert_eq!(kind, ErrorKind::TooDeep);
    assert!(text.starts_with("main.hbs:2:2: "), "{text}");
    assert!(text.contains("\n     {{> main}}\n     ^"), "{text}");
}

#[test]
fn partials_that_include_each_other_end() {
    let templates =
        [("main", "{{#if true}}{{> two}}{{/if}}"), ("two", "{{#> main}}{{> @partial-block}}{{/main}}")];
    assert_eq!(fails(&templates, |_| Value::Null, small()).0, ErrorKind::TooDeep);
}

#[test]
fn a_partial_that_doubles_itself_ends() {
    let (kind, text) =
        fails(&[("main", "{{> main}}{{> main}}")], |_| Value::Null, Limits { depth: 30, ..small() });
    assert_eq!(kind, ErrorKind::TooDeep, "{text}");
    let twice = "{{#each this}}{{> main .}}{{> main .}}{{/each}}";
    assert_eq!(fails(&[("main", twice)], tree, small()).0, ErrorKind::TooManySteps);
}

/// 2^40 empty lists, all shared.
fn tree(_: &()) -> Value<'_> {
    (0..40).fold(Value::from(vec![]), |tree, _| Value::from(vec![tree.clone(), tree]))
}

#[test]
fn loops_in_loops_end() {
    let this: Context = |_| Value::from(Map::new().with("l", list(100)));
    let source = "{{#each l}}{{#each ../l}}{{#each ../../l}}{{/each}}{{/each}}{{/each}}";
    let (kind, text) = fails(&[("main", source)], this, small());
    assert_eq!(kind, ErrorKind::TooManySteps);
    assert!(text.starts_with("main.hbs:1:"), "{text}");
}

#[test]
fn long_output_ends() {
    let this: Context = |_| Value::from(Map::new().with("l", list(1000)).with("t", "y".repeat(1000)));
    let (kind, text) = fails(&[("main", "{{#each l}}{{../t}}{{/each}}")], this, small());
    assert_eq!(kind, ErrorKind::TooMuchOutput);
    assert!(text.starts_with("main.hbs:1:12: "), "{text}");
    let kept = "{{#each l}}{{#contentFor \"x\"}}{{../t}}{{/contentFor}}{{/each}}";
    assert_eq!(fails(&[("main", kept)], this, small()).0, ErrorKind::TooMuchOutput);
}

#[test]
fn indents_of_partials_count_as_output() {
    let deep = format!("{}{{{{> main}}}}\n", " ".repeat(2000));
    let kind = fails(&[("main", deep.as_str())], |_| Value::Null, Limits { depth: 100, ..small() }).0;
    assert_eq!(kind, ErrorKind::TooDeep);
    let lines = format!("{}{{{{> lines}}}}\n", " ".repeat(2000));
    let templates = [("main", lines.as_str()), ("lines", &"\n".repeat(1000))];
    assert_eq!(fails(&templates, |_| Value::Null, small()).0, ErrorKind::TooMuchOutput);
}

#[test]
fn a_deadline_ends_the_render() {
    let asked = Cell::new(0);
    let passed = || {
        asked.set(asked.get() + 1);
        asked.get() > 3
    };
    let this: Context = |_| Value::from(Map::new().with("l", list(5000)));
    let limits = Limits { deadline: Some(&passed), ..small() };
    let (kind, text) = fails(&[("main", "{{#each l}}{{this}}{{/each}}")], this, limits);
    assert_eq!(kind, ErrorKind::TooLate);
    assert!(text.starts_with("main.hbs:1:"), "{text}");
    assert_eq!(asked.get(), 4);
}

#[test]
fn layouts_that_name_each_other_end() {
    let templates = [("main", "{{!< other}}a"), ("other", "{{!< main}}{{{body}}}")];
    assert_eq!(fails(&templates, |_| Value::Null, small()).0, ErrorKind::TooDeep);
}

#[test]
fn deep_nesting_is_refused_in_a_sentence() {
    let bombs = [
        "{{#a}}".repeat(1000),
        format!("{}{}", "{{#a}}".repeat(1000), "{{/a}}".repeat(1000)),
        format!("{{{{#a}}}}{}{{{{/a}}}}", "{{else b}}".repeat(1000)),
        format!("{{{{x {}y{}}}}}", "(x ".repeat(1000), ")".repeat(1000)),
        format!("{{{{> {}y{}}}}}", "(x ".repeat(1000), ")".repeat(1000)),
        format!("{}{}", "{{#> a}}".repeat(1000), "{{/a}}".repeat(1000)),
        format!("{}{}", "{{#*inline 'a'}}".repeat(1000), "{{/inline}}".repeat(1000)),
        format!("{}{}", "{{^a}}".repeat(100_000), "{{/a}}".repeat(100_000)),
    ];
    for bomb in bombs {
        let error = Template::parse("bomb.hbs", bomb).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Syntax);
        assert!(error.to_string().starts_with("bomb.hbs:1:"), "{error}");
        assert!(error.message().contains("nested deeper"), "{error}");
    }
}

#[test]
fn nesting_to_the_limits_fits_the_stack() {
    let this: Context = |_| Value::from(Map::new().with("a", true).with("l", vec![Value::from(1)]));
    let everything = "{{#if a}}{{#each l}}{{#with ../this}}{{#> main}}{{/main}}{{/with}}{{/each}}{{/if}}";
    assert_eq!(fails(&[("main", everything)], this, Limits::default()).0, ErrorKind::TooDeep);

    let levels = 119;
    let blocks = format!("{}x{}", "{{#if a}}".repeat(levels), "{{/if}}".repeat(levels));
    assert_eq!(render(&[("main", &blocks)], this, Limits::default()).unwrap(), "x");
    let calls = format!("{{{{lookup {}this{} 'a'}}}}", "(lookup ".repeat(levels), " 'none')".repeat(levels));
    assert_eq!(render(&[("main", &calls)], this, Limits::default()).unwrap(), "");
}

#[test]
fn long_templates_parse_in_linear_time() {
    let shapes = [
        "{{a}}",
        "{{#a}}{{/a}}",
        "{{#a}}\n{{else}}\n{{/a}}\n",
        "\\{{a}}",
        "{{!-- - - --}}",
        "{{\"a\" 'b' [c]}}\n",
        " \n \t",
        "{{> p x=1}}\n",
        "{{{{r}}}} {{{{/r}}}}",
        "{{~a~}}   ",
        "{ { ",
        "\\\\{{a}}",
        "{{#a as |x|}}{{x}}{{/a}}",
        "\"",
        "é{{é}}",
    ];
    for shape in shapes {
        let time = |bytes: usize, times: usize| {
            let source = shape.repeat(bytes / shape.len());
            let start = busy();
            for _ in 0..times {
                Template::parse("long.hbs", source.as_str()).unwrap();
            }
            busy() - start
        };
        // The same work in sixteen pieces and in one: quadratic time would take sixteen times as long.
        let linear = (0..5).any(|_| time(240_000, 1) < time(15_000, 16) * 6 + Duration::from_millis(20));
        assert!(linear, "{shape:?} repeated takes more than linear time");
    }
}

/// The time for which this thread has been at work, whatever else the machine does.
fn busy() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(stat.split(' ').next().unwrap().parse().unwrap())
}

#[test]
fn one_huge_mustache_parses_in_linear_time() {
    let many = |unit: &str| unit.repeat(15_000);
    let sources = [
        format!("{{{{a {}}}}}", many("b ")),
        format!(
            "{{{{#each a as |{}|}}}}{}{{{{/each}}}}",
            (0..15_000).fold(String::new(), |mut names, n| {
                let _ = write!(names, "n{n} ");
                names
            }),
            many("{{n5}}")
        ),
        format!("{{{{a{}}}}}", many(".b")),
        format!("{{{{{}a}}}}", many("../")),
        format!("{{{{a \"{}\"}}}}", many("\\\"")),
        format!("{{{{!--{}--}}}}", many("-- ")),
        format!("a{}{{{{~b~}}}}{}", many(" \n"), many(" \n")),
    ];
    for source in sources {
        let start = busy();
        Template::parse("huge.hbs", source.as_str()).unwrap();
        let took = busy() - start;
        assert!(took < Duration::from_secs(5), "{took:?} for {}…", &source[..20]);
    }
}

#[test]
fn looking_through_many_inline_partials_counts() {
    let inlines = "{{#*inline \"q\"}}x{{/inline}}".repeat(500);
    let source = format!("{inlines}{{{{#*inline \"p\"}}}}{{{{/inline}}}}{inlines}{}", "{{> p}}".repeat(100));
    assert_eq!(fails(&[("main", &source)], |_| Value::Null, small()).0, ErrorKind::TooManySteps);
}

#[test]
fn a_call_takes_so_many_pairs() {
    let call = |count: usize| {
        let pairs: Vec<String> = (0..count).map(|n| format!("k{n}=1")).collect();
        Template::parse("call.hbs", format!("{{{{a {}}}}}", pairs.join(" ")))
    };
    assert!(call(200).is_ok());
    assert!(call(201).unwrap_err().message().contains("at most 200"));
}

/// Pieces of the language in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{{",
        "}}",
        "{{{",
        "}}}",
        "{{{{",
        "}}}}",
        "{{#",
        "{{/",
        "{{^",
        "{{else",
        "{{>",
        "{{#>",
        "{{#*inline ",
        "{{!",
        "{{!--",
        "--}}",
        "~",
        "\\",
        "\\\\",
        "a",
        "a.b",
        "../",
        "./",
        "this",
        "@",
        "@index",
        "|",
        " as |x|",
        "=",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "'",
        " ",
        "\n",
        "if ",
        "each ",
        "with ",
        "lookup ",
        "main",
        "1",
        "-",
        ".",
        "..",
        "true",
        "null",
        "undefined",
        "{",
        "}",
        "é",
        "\u{2028}",
        "{{#if a}}",
        "{{/if}}",
        "{{#each l}}",
        "{{/each}}",
        "{{a}}",
        "{{> main}}",
        "{{else}}",
        "{{#> main}}",
        "{{/main}}",
        "{{> @partial-block}}",
        "{{#*inline \"main\"}}",
        "{{/inline}}",
        "{{/undefined}}",
        "{{#> (lookup . 'a')}}",
        "\0",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn survives(source: &str) {
    let Ok(template) = Template::parse("soup.hbs", source) else { return };
    let mut registry = Registry::<()>::new();
    registry.partial("main", template.clone());
    registry.template("main", template);
    let set = registry.link();
    let inner = Map::new().with("b", "B").with("a", 1);
    let this = Value::from(Map::new().with("a", inner).with("l", vec![Value::Null, Value::from("x")]));
    let limits = Limits { output: 20_000, steps: 5_000, depth: 60, deadline: None };
    let _ = set.render("main", Page { this, data: vec![("index", Value::from(1))], scope: &(), limits });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_or_refused(source in any::<String>()) {
        survives(&source);
    }

    #[test]
    fn any_bytes_are_parsed_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_soup_is_parsed_or_refused(source in soup()) {
        survives(&source);
    }
}
