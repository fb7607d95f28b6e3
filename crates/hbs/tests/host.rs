//! An application with rows of its own, a scope and fetched data: the shape in which Ghost's helpers use the engine.

use std::borrow::Cow;
use std::cell::Cell;

use hbs::{Arena, Branch, Call, Host, Limits, Map, Object, Page, Registry, Template, Value, With};

struct Paper;

struct Scope<'a> {
    shelf: &'a [Story],
    fetched: &'a Arena<Vec<Story>>,
    queries: Cell<u32>,
}

impl Host for Paper {
    type Scope<'a> = Scope<'a>;
}

#[derive(Clone)]
struct Story {
    title: String,
}

struct StoryView<'a>(&'a Story);

impl<'a> Object<'a> for StoryView<'a> {
    fn get(&self, key: &str) -> Option<Value<'a>> {
        (key == "title").then(|| Value::from(&self.0.title))
    }

    fn keys(&self) -> Vec<Cow<'a, str>> {
        vec!["title".into()]
    }

    fn identity(&self) -> usize {
        std::ptr::from_ref(self.0).addr()
    }
}

fn get<'a>(call: &mut Call<'_, 'a, Paper>) -> hbs::Result<Value<'a>> {
    let scope = call.scope();
    scope.queries.set(scope.queries.get() + 1);
    let rows: &'a Vec<Story> = scope.fetched.keep(scope.shelf.to_vec());
    let stories = Value::rows(rows, |row| Value::object(StoryView(row)));
    let context = Value::from(Map::new().with("stories", stories.clone()));
    let first = [("first", Value::from(true))];
    call.render_with(Branch::Main, &With { this: Some(context), data: &first, params: &[stories] })?;
    Ok(Value::Undefined)
}

#[test]
fn a_helper_fetches_rows_and_lends_them_to_its_block() {
    let mut registry = Registry::<Paper>::new();
    registry.helper("get", get);
    registry.function("upper", |call| Ok(Value::from(call.arg(0).to_text().to_uppercase())));
    let source =
        "{{#get as |list|}}{{#each list}}{{upper title}};{{/each}}{{stories.length}}{{@first}}{{/get}}";
    registry.template("index", Template::parse("index.hbs", source).unwrap());
    let set = registry.link();

    let shelf = vec![Story { title: "Tea & Sympathy".into() }, Story { title: "Second".into() }];
    let fetched = Arena::new();
    let scope = Scope { shelf: &shelf, fetched: &fetched, queries: Cell::new(0) };
    let page = Page { this: Value::Null, data: vec![], scope: &scope, limits: Limits::default() };
    assert_eq!(set.render("index", page).unwrap(), "TEA &amp; SYMPATHY;SECOND;2true");
    assert_eq!(scope.queries.get(), 1);
}
