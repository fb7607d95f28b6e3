//! `{{#link href="/about/"}}` and `{{link_class for="/about/"}}`: links that know whether they lead to this page.

use hbs::{Branch, Call, Error, Result, Value};

use super::escape;
use crate::scope::Ghost;
use crate::site::is_absolute;

/// An `<a>` around the block, with `class` and the classes that say "you are here"; all other attributes are passed
/// on.
pub(super) fn link<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let Some(href) = call.hash("href") else {
        return Err(Error::helper("{{#link}} needs an address, as in {{#link href=\"/about/\"}}"));
    };
    let href = if href.is_true() { href.to_text().into_owned() } else { String::new() };
    let classes = classes(call, &href);
    let mut tag = String::from("<a");
    let mut attribute = |name: &str, value: &str| {
        tag.push_str(&format!(" {name}=\"{}\"", escape::html(value)));
    };
    if !classes.is_empty() {
        attribute("class", &classes);
    }
    attribute("href", &href);
    for (name, value) in call.hashes() {
        if !matches!(name, "href" | "class" | "activeClass" | "parentActiveClass") {
            attribute(name, &value.to_text());
        }
    }
    tag.push('>');
    call.write(&tag)?;
    call.render(Branch::Main)?;
    call.write("</a>")?;
    Ok(Value::Undefined)
}

/// Only the classes that `{{#link}}` would give.
pub(super) fn link_class<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let Some(href) = call.hash("for") else {
        return Err(Error::helper("{{link_class}} needs an address, as in {{link_class for=\"/about/\"}}"));
    };
    let href = if href.is_true() { href.to_text().into_owned() } else { String::new() };
    Ok(Value::from(classes(call, &href)))
}

fn classes(call: &Call<'_, '_, Ghost>, href: &str) -> String {
    let given =
        |key: &str| call.hash(key).filter(|value| value.is_true()).map(|value| value.to_text().into_owned());
    let active = call.hash("activeClass").map_or("nav-current".into(), Value::to_text);
    let parent = match call.hash("parentActiveClass") {
        Some(class) => class.to_text().into_owned(),
        None if active.is_empty() => "nav-current-parent".to_owned(),
        None => format!("{active}-parent"),
    };
    let mut classes = given("class").unwrap_or_default();
    let mut add = |class: &str| {
        if !classes.is_empty() {
            classes.push(' ');
        }
        classes.push_str(class);
    };
    let scope = call.scope();
    let own = scope.site.relative(href);
    if is_absolute(own) {
        return classes;
    }
    let own = plain(own.strip_prefix(scope.site.base()).unwrap_or(own));
    let here = plain(scope.path);
    if own == here {
        if !active.is_empty() {
            add(&active);
        }
    } else if !own.is_empty()
        && !parent.is_empty()
        && here.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'))
    {
        add(&parent);
    }
    classes
}

/// A path without its anchor and outer slashes.
fn plain(path: &str) -> &str {
    path.split('#').next().unwrap_or_default().trim_matches('/')
}
