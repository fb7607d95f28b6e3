//! `{{tiers}}`: whom a story is for.

use hbs::{Call, Result, Value};

use super::arguments::text_or;
use super::escape;
use crate::scope::Ghost;

/// The names of the tiers that may read a story: `Gold, Silver and Bronze tiers`. `separator`, `lastSeparator`, `prefix`, `suffix`.
pub(super) fn tiers<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let list = call.this().get("tiers").unwrap_or_default();
    let name = |tier: Value<'a>| {
        let name = tier.get("name").unwrap_or_default();
        escape::html(&name.to_text()).into_owned()
    };
    let names: Vec<String> = list.as_list().into_iter().flat_map(|list| list.iter().map(name)).collect();
    let Some((last, firsts)) = names.split_last() else { return Ok(Value::safe("")) };
    let usual = if firsts.is_empty() { " tier" } else { " tiers" };
    let mut out = text_or(call, "prefix", "").to_owned();
    if !firsts.is_empty() {
        out.push_str(&firsts.join(text_or(call, "separator", ", ")));
        out.push_str(text_or(call, "lastSeparator", " and "));
    }
    out.push_str(last);
    out.push_str(text_or(call, "suffix", usual));
    Ok(Value::safe(out))
}
