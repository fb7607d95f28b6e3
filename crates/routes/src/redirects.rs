//! Ghost's redirects: JSON `[{from, to, permanent}]`, or YAML with the sections `301:` and `302:`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use store::Redirect;

use crate::Fault;
use crate::yaml::{self, Value};

/// The most bytes of the file.
pub const MOST_REDIRECT_BYTES: usize = 4 * 1024 * 1024;

/// A rule as JSON.
#[derive(Deserialize, Serialize)]
struct Rule<'t> {
    from: std::borrow::Cow<'t, str>,
    to: std::borrow::Cow<'t, str>,
    #[serde(default)]
    permanent: bool,
}

/// Reads a redirects file; what stands in it tells its form. Whether the rules themselves can be is not looked at.
///
/// # Errors
/// When it is neither form, with the line.
pub fn read_redirects(text: &str) -> Result<Vec<Redirect>, Fault> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.len() > MOST_REDIRECT_BYTES {
        return Err(Fault::new(1, format!("the file has more than {} MB", MOST_REDIRECT_BYTES >> 20)));
    }
    if text.trim_start().starts_with(['[', '{']) { from_json(text) } else { from_yaml(text) }
}

/// The rules in Ghost's JSON, in which their order stays what it is.
pub fn write_redirects(rules: &[Redirect]) -> String {
    let rules: Vec<Rule<'_>> = rules
        .iter()
        .map(|rule| Rule { from: (&*rule.from).into(), to: (&*rule.to).into(), permanent: rule.permanent })
        .collect();
    serde_json::to_string_pretty(&rules).unwrap_or_default()
}

/// The rules in YAML, the form in which Ghost gives them out: those of a kind together, of two for the same address the first. What
/// no address of the web can hold is left out.
pub fn write_redirects_yaml(rules: &[Redirect]) -> String {
    let mut seen = HashSet::new();
    let mut out = String::new();
    for (section, permanent) in [("301:", true), ("302:", false)] {
        let plain = |text: &str| !text.contains(char::is_control);
        let own =
            rules.iter().filter(|rule| rule.permanent == permanent && plain(&rule.from) && plain(&rule.to));
        let lines: Vec<String> = own
            .filter(|rule| seen.insert(&*rule.from))
            .map(|rule| redirect_line(&rule.from, &rule.to))
            .collect();
        if !lines.is_empty() {
            out.push_str(&format!("{section}\n{}\n", lines.join("\n")));
        }
    }
    out
}

/// A line of a section of the YAML.
pub fn redirect_line(from: &str, to: &str) -> String {
    // In single quotation marks nothing but themselves means something.
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    format!("  {}: {}", quoted(from), quoted(to))
}

fn from_json(text: &str) -> Result<Vec<Redirect>, Fault> {
    let rules: Vec<Rule<'_>> = serde_json::from_str(text).map_err(|error| {
        Fault::new(error.line().max(1), format!("this is no list of rules with “from” and “to”: {error}"))
    })?;
    Ok(rules.into_iter().map(|rule| redirect(&rule.from, &rule.to, rule.permanent)).collect())
}

fn from_yaml(text: &str) -> Result<Vec<Redirect>, Fault> {
    const SECTIONS: &str = "the sections 301: and 302:, each with lines such as /old/: /new/";
    let Some(root) = yaml::read(text)?.filter(|root| !root.is_null()) else { return Ok(Vec::new()) };
    let Value::Map(sections) = root.value else {
        return Err(Fault::new(root.line, format!("the file has {SECTIONS}, but here is {}", root.seen())));
    };
    let mut rules = Vec::new();
    for (key, node) in &sections {
        let permanent = match key.text.as_str() {
            "301" => true,
            "302" => false,
            other => {
                return Err(Fault::new(key.line, format!("the file has {SECTIONS}, but here is “{other}”")));
            }
        };
        let lines = match &node.value {
            Value::Map(lines) => lines,
            _ if node.is_null() => continue,
            _ => {
                let what =
                    format!("{} has lines such as /old/: /new/, but here is {}", key.text, node.seen());
                return Err(Fault::new(node.line, what));
            }
        };
        for (from, to) in lines {
            match &to.value {
                Value::Scalar { text, .. } if !to.is_null() && !from.text.is_empty() => {
                    rules.push(redirect(&from.text, text, permanent));
                }
                _ => {
                    let what = format!("“{}” leads nowhere; write it as {}: /new/", from.text, from.text);
                    return Err(Fault::new(from.line, what));
                }
            }
        }
    }
    Ok(rules)
}

fn redirect(from: &str, to: &str, permanent: bool) -> Redirect {
    Redirect { from: from.trim().into(), to: to.trim().into(), permanent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        let json = r#"[{"from":"^/a/$","to":"/b/","permanent":true},{"from":"/c","to":"https://x.test/"}]"#;
        let yaml = "301:\n  ^/a/$: /b/\n\n# for now\n302:\n  \"/c\": 'https://x.test/' # there\n";
        let rules = read_redirects(json).unwrap();
        assert_eq!(rules, read_redirects(yaml).unwrap());
        assert!(rules[0].permanent && !rules[1].permanent);
        assert_eq!(&*rules[1].to, "https://x.test/");
        assert_eq!(read_redirects(&write_redirects(&rules)).unwrap(), rules);
        assert_eq!(read_redirects(&write_redirects_yaml(&rules)).unwrap(), rules);
        assert_eq!(read_redirects("301:\n302:\n").unwrap(), []);
    }

    #[test]
    fn two_quotation_marks_mean_one() {
        let rules = read_redirects("302:\n  'it''s \\d: #': '/o''clock' # there\n").unwrap();
        assert_eq!((&*rules[0].from, &*rules[0].to), ("it's \\d: #", "/o'clock"));
        assert!(read_redirects("302:\n  'open: /x\n").is_err());
    }

    #[test]
    fn what_is_neither_is_refused_with_its_line() {
        for (text, line) in [
            ("[\n{", 2),
            ("[{\"from\": \"/a\"}]", 1),
            ("301:\n  nonsense\n", 2),
            ("  /a: /b", 1),
            ("404:\n  /a: /b\n", 1),
            ("301:\n  /a: /b\n  /a: /c\n", 3),
            ("301:\n  /a:\n", 2),
            ("just words", 1),
        ] {
            assert_eq!(read_redirects(text).unwrap_err().line, line, "{text}");
        }
    }
}
