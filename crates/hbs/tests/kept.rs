//! What an application may keep of the partials that were rendered.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use hbs::{Host, Limits, Map, Page, Recall, Registry, Template, Value};

struct Keeper;

/// By place and the context's `id`.
type Known = RefCell<HashMap<(usize, String), Arc<str>>>;

impl Host for Keeper {
    type Scope<'a> = Known;

    fn is_steady(helper: &str) -> bool {
        helper == "loud"
    }

    fn is_steady_data(name: &str) -> bool {
        name == "site"
    }

    fn recall<'a>(known: &'a Known, place: usize, this: &Value<'a>) -> Recall {
        let Some(id) = this.get("id") else { return Recall::Never };
        let known = known.borrow();
        known
            .get(&(place, id.to_text().into_owned()))
            .map_or(Recall::Unknown, |html| Recall::Known(html.clone()))
    }

    fn keep<'a>(known: &'a Known, place: usize, this: &Value<'a>, html: &Arc<str>) {
        let id = this.get("id").unwrap_or_default().to_text().into_owned();
        known.borrow_mut().insert((place, id), html.clone());
    }
}

/// Renders over two items, once as they are and then with other words under the same ids: what is kept shows the old
/// words.
fn twice(template: &str, partials: &[(&str, &str)]) -> [String; 2] {
    let mut registry = Registry::<Keeper>::new();
    for name in ["loud", "moody"] {
        registry.function(name, |call| Ok(Value::from(call.arg(0).to_text().to_uppercase())));
    }
    for (name, source) in partials {
        registry.partial(*name, Template::parse(*name, *source).unwrap());
    }
    registry.template("page", Template::parse("page", template).unwrap());
    let set = registry.link();
    let known = Known::default();
    ["old", "new"].map(|word| {
        let item = |id: &'static str| Value::from(Map::new().with("id", id).with("word", word));
        let this = Value::from(Map::new().with("items", Value::from(vec![item("a"), item("b")])));
        let data = vec![("site", Value::from("S")), ("hour", Value::from("H"))];
        set.render("page", Page { this, data, scope: &known, limits: Limits::default() }).unwrap()
    })
}

#[test]
fn a_steady_partial_is_rendered_once_for_a_context() {
    let [first, second] = twice(
        "<ul>\n{{#each items}}\n  {{> card kind=\"big\" wide=true}}\n{{/each}}\n</ul>\n{{#each items}}{{> card}}{{/each}}",
        &[
            ("card", "<li {{kind}}>\n {{> word}}\n</li>\n"),
            ("word", "{{loud word}}{{#if wide}} {{@site}}{{/if}}"),
        ],
    );
    let big = "  <li big>\n   OLD S</li>\n";
    assert_eq!(first, format!("<ul>\n{big}{big}</ul>\n<li >\n OLD</li>\n<li >\n OLD</li>\n"));
    assert_eq!(second, first, "what was kept is written, in its place and with its indentation");
}

#[test]
fn what_depends_on_more_than_its_context_is_rendered_again() {
    let partials = [
        ("plain", "{{word}}"),
        ("moody", "{{moody word}}"),
        ("hour", "{{word}}{{@hour}}"),
        ("number", "{{word}}{{@index}}"),
        ("argument", "{{loud (moody word)}}"),
        ("within", "{{#if word}}{{> moody}}{{/if}}"),
        ("itself", "{{word}}{{#if never}}{{> itself}}{{/if}}"),
        ("block", "{{word}}{{> @partial-block}}"),
        ("kept", "{{#contentFor \"x\"}}{{/contentFor}}{{word}}"),
        ("inline", "{{#*inline \"x\"}}{{/inline}}{{word}}"),
    ];
    let calls = [
        "{{> moody}}",
        "{{> hour}}",
        "{{> number}}",
        "{{> argument}}",
        "{{> within}}",
        "{{> itself}}",
        "{{> kept}}",
        "{{> inline}}",
        "{{> plain x=word}}",
        "{{> plain this}}",
        "{{> (lookup . \"kind\")}}",
        "{{#> plain}}{{/plain}}",
        "{{#> block}}{{/block}}",
    ];
    for call in calls {
        let call = call.replace("(lookup . \"kind\")", "(loud \"plain\")");
        let partials: Vec<_> = partials.into_iter().chain([("PLAIN", "{{word}}")]).collect();
        let [first, second] = twice(&format!("{{{{#each items}}}}{call}{{{{/each}}}}"), &partials);
        assert!(first.to_lowercase().contains("old"), "{call}: {first}");
        assert_eq!(second.to_lowercase(), first.to_lowercase().replace("old", "new"), "{call}");
    }
    let [first, second] =
        twice("{{#*inline \"plain\"}}{{word}}!{{/inline}}{{#each items}}{{> plain}}{{/each}}", &partials);
    assert_eq!((&*first, &*second), ("old!old!", "new!new!"), "an inline partial of that name is in force");
}

#[test]
fn what_fails_is_not_kept() {
    let mut registry = Registry::<Keeper>::new();
    registry.function("loud", |call| Err(call.error("not today")));
    registry.partial("card", Template::parse("card", "{{loud word}}").unwrap());
    registry.template("page", Template::parse("page", "{{#each items}}{{> card}}{{/each}}").unwrap());
    let (set, known) = (registry.link(), Known::default());
    let this =
        Value::from(Map::new().with("items", Value::from(vec![Value::from(Map::new().with("id", "a"))])));
    let error = set
        .render("page", Page { this, data: Vec::new(), scope: &known, limits: Limits::default() })
        .unwrap_err();
    assert!(error.to_string().contains("not today"), "{error}");
    assert!(known.borrow().is_empty());
}
