//! `{{path}}` inside a filter is Ghost's own: `filter="tags:[{{post.tags}}]+id:-{{id}}"`.
//!
//! ```text
//! path    = ["@"] segment ("." segment)*
//! segment = name ["[" ("*" | number) "]"]
//! ```
//!
//! `post.tags` stands for `post.tags[*].slug`, `post.author` for `post.author.slug`. Several values are joined by `,`.

use hbs::{Call, Value};

use crate::scope::Ghost;

/// The filter with every `{{path}}` replaced by what it leads to.
pub(super) fn fill(call: &Call<'_, '_, Ghost>, filter: &str) -> Result<String, String> {
    let mut out = String::with_capacity(filter.len());
    let mut rest = filter;
    while let Some(start) = rest.find("{{") {
        let Some(end) = rest[start..].find("}}") else { break };
        out.push_str(&rest[..start]);
        let path = rest[start + 2..start + end].trim();
        let path = match path {
            "post.tags" => "post.tags[*].slug",
            "post.author" => "post.author.slug",
            path => path,
        };
        let values = resolve(call, &path.replace(".[", "["))?;
        let texts: Vec<String> = values.iter().map(|value| value.to_text().into_owned()).collect();
        out.push_str(&texts.join(","));
        rest = &rest[start + end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

fn resolve<'a>(call: &Call<'_, 'a, Ghost>, path: &str) -> Result<Vec<Value<'a>>, String> {
    let (global, path) = match path.strip_prefix('@') {
        Some(path) => (true, path),
        None => (false, path),
    };
    let mut values: Vec<Value<'a>> = Vec::new();
    for (at, segment) in path.split('.').enumerate() {
        let (name, bracket) =
            segment.split_once('[').map_or((segment, None), |(name, rest)| (name, Some(rest)));
        let word =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let bad = || format!("{{{{#get}}}} helper — unsupported path segment \"{segment}\" in \"{path}\"");
        if !word(name) {
            return Err(bad());
        }
        values = match at {
            0 if global => vec![call.data(name)],
            0 => call.this().get(name).into_iter().collect(),
            _ => values.iter().filter_map(|value| value.get(name)).collect(),
        };
        values.retain(|value| !matches!(value, Value::Undefined));
        match bracket.map(|rest| rest.strip_suffix(']').ok_or_else(bad)).transpose()? {
            None => {}
            Some("*") => {
                values = values.iter().filter_map(Value::as_list).flat_map(|list| list.iter()).collect()
            }
            Some(index) => {
                let index: usize = index.parse().map_err(|_| bad())?;
                values = values.iter().filter_map(|value| value.as_list()?.get(index)).collect();
            }
        }
    }
    values.retain(|value| !value.is_nullish());
    Ok(values)
}
