//! `{{navigation}}`: the site's menu, through the theme's `partials/navigation.hbs` or a plain list.

use hbs::{Call, Map, Result, Value, With};

use crate::scope::Ghost;
use crate::views::{NavigationView, Overlay};

/// The main menu, or with `type="secondary"` the other one. The partial sees `navigation` and `isSecondary`, and
/// every argument that was passed. A menu without entries prints nothing.
pub(super) fn navigation<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    let secondary = call.hash("type").and_then(Value::as_str) == Some("secondary");
    let facts = scope.facts;
    let links = if secondary { &facts.secondary_navigation } else { &facts.navigation };
    if links.is_empty() {
        return Ok(Value::Undefined);
    }
    let mut over = Map::new();
    over.set("navigation", NavigationView::list(links, scope));
    over.set("isSecondary", secondary);
    for (name, value) in call.hashes().filter(|(name, _)| *name != "type") {
        over.set(name, value.clone());
    }
    let this = Value::object(Overlay { base: call.this(), over });
    let with = With { this: Some(this), ..With::default() };
    let html = call.capture(|call| call.partial("navigation", &with).map(|_| ()))?;
    Ok(Value::safe(html.trim_end().to_owned()))
}
