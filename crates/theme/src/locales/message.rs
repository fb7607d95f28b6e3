//! One translated text, in the part of ICU MessageFormat that themes use:
//!
//! ```text
//! message  = (text | argument)*
//! argument = "{" name "}"
//!          | "{" name "," ("plural" | "select") "," (selector "{" message "}")+ "}"
//! selector = "=" number | word          (plural: zero one two few many other)
//! #        = the number, inside a plural
//! ```
//!
//! A text that does not follow this grammar is printed as it stands.

use super::plural;

/// Messages inside messages, at most so deep.
const DEPTH: usize = 8;

/// A text with places to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Message(Vec<Part>);

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    Argument(String),
    Count,
    Plural(String, Vec<(String, Message)>),
    Select(String, Vec<(String, Message)>),
}

impl Message {
    /// Reads a text; one without `{` is taken whole.
    pub fn parse(text: &str) -> Message {
        if text.contains('{') {
            let mut reader = Reader { rest: text, depth: 0 };
            if let Some(message) = reader.message(false).filter(|_| reader.rest.is_empty()) {
                return message;
            }
        }
        Message(vec![Part::Text(text.to_owned())])
    }

    /// The whole text, when it has no places to fill in.
    pub fn plain(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Part::Text(text)] => Some(text),
            [] => Some(""),
            _ => None,
        }
    }

    /// The names of its places.
    pub fn arguments(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter_map(|part| match part {
                Part::Argument(name) | Part::Plural(name, _) | Part::Select(name, _) => Some(name.as_str()),
                Part::Text(_) | Part::Count => None,
            })
            .collect()
    }

    /// Fills the places. `value` gives the text for a name, or `None` when the template passed none.
    pub fn fill(&self, language: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
        let mut out = String::new();
        self.push(&mut out, language, value, "");
        out
    }

    fn push(&self, out: &mut String, language: &str, value: &dyn Fn(&str) -> Option<String>, count: &str) {
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Count => out.push_str(count),
                Part::Argument(name) => match value(name) {
                    Some(text) => out.push_str(&text),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                },
                Part::Plural(name, cases) => {
                    let text = value(name).unwrap_or_default();
                    let number = text.trim().parse::<f64>().unwrap_or(0.0);
                    let exact = |selector: &str| {
                        selector.strip_prefix('=').is_some_and(|exact| exact.parse() == Ok(number))
                    };
                    let category = plural::category(language, number);
                    let chosen = cases.iter().find(|(selector, _)| exact(selector));
                    let chosen = chosen.or_else(|| cases.iter().find(|(selector, _)| selector == category));
                    if let Some((_, message)) = chosen.or_else(|| other(cases)) {
                        message.push(out, language, value, &text);
                    }
                }
                Part::Select(name, cases) => {
                    let text = value(name).unwrap_or_default();
                    let chosen = cases.iter().find(|(selector, _)| *selector == text);
                    if let Some((_, message)) = chosen.or_else(|| other(cases)) {
                        message.push(out, language, value, count);
                    }
                }
            }
        }
    }
}

fn other(cases: &[(String, Message)]) -> Option<&(String, Message)> {
    cases.iter().find(|(selector, _)| selector == "other")
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn message(&mut self, in_plural: bool) -> Option<Message> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(c) = self.rest.chars().next() {
            match c {
                '}' => break,
                '{' => {
                    if !text.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut text)));
                    }
                    self.rest = &self.rest[1..];
                    parts.push(self.argument()?);
                }
                '#' if in_plural => {
                    if !text.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut text)));
                    }
                    self.rest = &self.rest[1..];
                    parts.push(Part::Count);
                }
                _ => {
                    text.push(c);
                    self.rest = &self.rest[c.len_utf8()..];
                }
            }
        }
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        self.depth -= 1;
        Some(Message(parts))
    }

    fn argument(&mut self) -> Option<Part> {
        let name = self.word()?;
        if self.take('}') {
            return Some(Part::Argument(name));
        }
        self.take(',').then_some(())?;
        let kind = self.word()?;
        self.take(',').then_some(())?;
        let mut cases = Vec::new();
        while !self.take('}') {
            let selector = self.word()?;
            self.take('{').then_some(())?;
            let message = self.message(kind == "plural")?;
            self.take('}').then_some(())?;
            cases.push((selector, message));
        }
        other(&cases)?;
        match kind.as_str() {
            "plural" => Some(Part::Plural(name, cases)),
            "select" => Some(Part::Select(name, cases)),
            _ => None,
        }
    }

    fn word(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| matches!(c, '{' | '}' | ',') || c.is_whitespace())?;
        let word = self.rest[..end].to_owned();
        self.rest = self.rest[end..].trim_start();
        (!word.is_empty()).then_some(word)
    }

    fn take(&mut self, c: char) -> bool {
        // White space inside a message belongs to it; here we are between tokens, except before a closing brace.
        if c != '}' || self.rest.trim_start().starts_with('}') {
            self.rest = self.rest.trim_start();
        }
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}
