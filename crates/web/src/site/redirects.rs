//! The editors' redirects: regular expressions on the path, in order, as in Ghost. Checked before anything else.
//!
//! Most rules are plain paths (`^/old/?$`); they are found in a table, so that thousands of them cost a miss nothing.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use regex::{Regex, RegexBuilder};
use store::Redirect;

use super::{Moved, Reply};

/// Bytes that one compiled rule may take. Rules that need more, or are no regular expressions, lead nowhere.
const RULE_BYTES: usize = 256 * 1024;

/// The rules of the present version of the settings, compiled once.
#[derive(Default)]
pub(crate) struct Redirects(Mutex<Option<Arc<Compiled>>>);

struct Compiled {
    source: Arc<[Redirect]>,
    /// From a path without its last slash to the first plain rule for it.
    plain: HashMap<String, usize>,
    patterns: Vec<(usize, Regex)>,
}

impl Redirects {
    /// Where a path leads, if a rule says so.
    pub(crate) fn follow(&self, rules: &Arc<[Redirect]>, path: &str) -> Option<Reply> {
        if rules.is_empty() {
            return None;
        }
        self.compiled(rules).follow(path)
    }

    fn compiled(&self, rules: &Arc<[Redirect]>) -> Arc<Compiled> {
        let mut known = self.0.lock();
        match &*known {
            Some(compiled) if Arc::ptr_eq(&compiled.source, rules) => Arc::clone(compiled),
            _ => Arc::clone(known.insert(Arc::new(Compiled::new(rules)))),
        }
    }
}

impl Compiled {
    fn new(source: &Arc<[Redirect]>) -> Compiled {
        let (mut plain, mut patterns) = (HashMap::new(), Vec::new());
        for (number, rule) in source.iter().enumerate() {
            let (pattern, ignore_case) = pattern(&rule.from);
            match literal(&pattern).filter(|_| !ignore_case && !rule.to.contains('$')) {
                Some(path) => {
                    plain.entry(path).or_insert(number);
                }
                None => {
                    let mut builder = RegexBuilder::new(&pattern);
                    match builder.case_insensitive(ignore_case).size_limit(RULE_BYTES).build() {
                        Ok(regex) => patterns.push((number, regex)),
                        Err(error) => tracing::warn!(from = &*rule.from, %error, "a redirect is left out"),
                    }
                }
            }
        }
        Compiled { source: Arc::clone(source), plain, patterns }
    }

    fn follow(&self, path: &str) -> Option<Reply> {
        let plain = self.plain.get(path.strip_suffix('/').unwrap_or(path)).copied();
        let pattern = self
            .patterns
            .iter()
            .take_while(|(number, _)| plain.is_none_or(|plain| *number < plain))
            .find(|(_, regex)| regex.is_match(path));
        let (number, to) = match pattern {
            Some((number, regex)) => {
                (*number, regex.replace(path, braced(&self.source[*number].to)).into_owned())
            }
            None => (plain?, self.source[plain?].to.to_string()),
        };
        // A rule that leads to itself would turn for ever.
        if to == path {
            return None;
        }
        let how = if self.source[number].permanent { Moved::ForGood } else { Moved::ForNow };
        Some(Reply::Moved { to: local(to), how })
    }
}

/// Ghost's reading of `from`: `/…/i` ignores case; without an end, the path may end in a slash.
fn pattern(from: &str) -> (String, bool) {
    let (mut pattern, ignore_case) = match from.strip_prefix('/').and_then(|rest| rest.strip_suffix("/i")) {
        Some(inner) => (inner.to_owned(), true),
        None => (from.to_owned(), false),
    };
    if pattern.ends_with('/') {
        pattern.pop();
    }
    if !pattern.ends_with('$') {
        pattern.push_str("/?$");
    }
    (pattern, ignore_case)
}

/// The path, without its last slash, that a pattern such as `^/old\.html/?$` stands for.
fn literal(pattern: &str) -> Option<String> {
    let inner = pattern.strip_prefix('^')?.strip_suffix("/?$")?;
    let (mut path, mut escaped) = (String::with_capacity(inner.len()), false);
    for letter in inner.chars() {
        match letter {
            _ if escaped && letter.is_ascii_alphanumeric() => return None,
            _ if escaped => escaped = false,
            '\\' => {
                escaped = true;
                continue;
            }
            '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => return None,
            _ => {}
        }
        path.push(letter);
    }
    (!escaped).then_some(path)
}

/// `$1` of JavaScript ends at its digits, ours at the next letter that cannot be in a name.
fn braced(to: &str) -> String {
    let mut out = String::with_capacity(to.len() + 8);
    let mut letters = to.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '$' {
            out.push(letter);
            continue;
        }
        let mut digits = String::new();
        while digits.len() < 2 && letters.peek().is_some_and(char::is_ascii_digit) {
            digits.extend(letters.next());
        }
        if digits.is_empty() {
            out.push_str("$$");
        } else {
            out.push_str(&format!("${{{digits}}}"));
        }
    }
    out
}

/// What was put together from a path must not become another host by accident.
fn local(to: String) -> String {
    if to.starts_with("//") { format!("/{}", to.trim_start_matches('/')) } else { to }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(rules: &[(&str, &str)], path: &str) -> Option<String> {
        let rules: Arc<[Redirect]> = rules
            .iter()
            .map(|(from, to)| Redirect { from: (*from).into(), to: (*to).into(), permanent: true })
            .collect();
        match Redirects::default().follow(&rules, path)? {
            Reply::Moved { to, .. } => Some(to),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rules_are_followed_in_order() {
        let rules = [
            ("^/a/?$", "/1/"),
            ("^/(.*)/old", "/new/$1/"),
            ("/A/i", "/2/"),
            ("^/b\\.html$", "/3/"),
            ("/b.html", "/4/"),
        ];
        assert_eq!(follow(&rules, "/a/").as_deref(), Some("/1/"));
        assert_eq!(follow(&rules, "/a").as_deref(), Some("/1/"));
        assert_eq!(follow(&rules, "/x/y/old/").as_deref(), Some("/new/x/y/"));
        assert_eq!(follow(&rules, "/b.html").as_deref(), Some("/3/"));
        assert_eq!(follow(&rules, "/c/"), None);
        assert_eq!(follow(&[("/(.)/", "/$1/x"), ("^/q/?$", "/r/")], "/q/").as_deref(), Some("/q/x"));
        assert_eq!(follow(&[("^/q/?$", "/r/"), ("/(.)/", "/$1/x")], "/q/").as_deref(), Some("/r/"));
    }

    #[test]
    fn bad_rules_lead_nowhere_and_good_ones_still_do() {
        let rules =
            [("^/(a{1,1000}){1,1000}$", "/x"), ("(", "/x"), ("^/b/?$", "/c/"), ("^/same/?$", "/same/")];
        assert_eq!(follow(&rules, "/b").as_deref(), Some("/c/"));
        assert_eq!(follow(&rules, "/aaa"), None);
        assert_eq!(follow(&rules, "/same/"), None);
        assert_eq!(follow(&[("^/go/(.*)$", "/$1")], "/go//evil.example/").as_deref(), Some("/evil.example/"));
        assert_eq!(
            follow(&[("^/x$", "https://o.example/?a=$")], "/x").as_deref(),
            Some("https://o.example/?a=$")
        );
    }
}
