//! What a template calls, read from its text: the parsed tree is the language's own affair, and the rules need only
//! names, literal arguments and places.
//!
//! ```text
//! mustache = "{{" ["~"] ["#" | "^" | "/" | ">" | "&" | "else"] expression ["as |…|"] ["~"] "}}"
//! expression = name (argument | key "=" argument)*
//! argument = string | word | "(" expression ")"
//! ```

/// How a name is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `{{name}}`, `{{#name}}`, `(name)`.
    Helper,
    /// `{{{name}}}`: not escaped.
    Raw,
    /// `{{> name}}`.
    Partial,
    /// `{{/name}}`.
    End,
}

/// One name with its arguments.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) shape: Shape,
    pub(crate) name: &'a str,
    /// Bytes before the mustache in the template.
    pub(crate) offset: usize,
    /// Positional arguments: literal texts and paths.
    pub(crate) args: Vec<Argument<'a>>,
    pub(crate) hash: Vec<(&'a str, Argument<'a>)>,
}

/// An argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument<'a> {
    /// `"text"`.
    Text(&'a str),
    /// A path, number or keyword.
    Word(&'a str),
    /// `(…)`; the call inside is listed by itself.
    Nested,
}

impl<'a> Call<'a> {
    /// The first argument, when it is a literal text.
    pub(crate) fn first_text(&self) -> Option<&'a str> {
        match self.args.first() {
            Some(Argument::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// `key="text"`.
    pub(crate) fn hash_text(&self, key: &str) -> Option<&'a str> {
        match self.hash.iter().find(|(known, _)| *known == key)?.1 {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Every path of the call: its name and its arguments that are words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'a str> + '_ {
        let values = self.args.iter().chain(self.hash.iter().map(|(_, value)| value));
        std::iter::once(self.name).chain(values.filter_map(|argument| match argument {
            Argument::Word(word) => Some(*word),
            _ => None,
        }))
    }
}

/// Every call of a template, in order; comments and raw blocks are passed over.
pub(crate) fn calls(source: &str) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find("{{").map(|found| at + found) {
        let rest = &source[start..];
        if let Some(end) = comment(rest) {
            at = start + end;
        } else if let Some(raw) = rest.strip_prefix("{{{{") {
            // A raw block: nothing in it is called but its own helper.
            at = start + raw.find("{{{{/").map_or(rest.len(), |end| 4 + end + 5);
        } else {
            let raw = rest.starts_with("{{{");
            let open = if raw { 3 } else { 2 };
            let end = mustache_end(&rest[open..]);
            read(&rest[open..open + end], start, raw, &mut calls);
            at = start + open + end;
        }
    }
    calls
}

/// The end of a comment at the start of `rest`.
fn comment(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix("{{").map(|inside| inside.strip_prefix('~').unwrap_or(inside))?;
    let mark = if inside.starts_with("!--") { "--}}" } else { "}}" };
    let long = rest.find("--~}}").filter(|_| mark == "--}}").map(|end| end + 5);
    inside.starts_with('!').then(|| {
        let end = rest.find(mark).map_or(rest.len(), |end| end + mark.len());
        long.map_or(end, |long| if rest.contains(mark) { end.min(long) } else { long })
    })
}

/// Where the mustache ends, strings inside it passed over.
fn mustache_end(inside: &str) -> usize {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '}') => return at,
            _ => {}
        }
    }
    inside.len()
}

fn read<'a>(inside: &'a str, offset: usize, raw: bool, calls: &mut Vec<Call<'a>>) {
    let inside = inside.trim_matches(|c: char| c == '~' || c.is_whitespace());
    let (shape, inside) = match inside.as_bytes().first() {
        Some(b'>') => (Shape::Partial, &inside[1..]),
        Some(b'/') => (Shape::End, &inside[1..]),
        Some(b'#') if inside.starts_with("#>") => (Shape::Partial, &inside[2..]),
        Some(b'#' | b'^') => (Shape::Helper, inside[1..].trim_start_matches('*')),
        Some(b'&') => (Shape::Raw, &inside[1..]),
        _ if raw => (Shape::Raw, inside),
        _ => (Shape::Helper, inside),
    };
    let inside = match inside.strip_prefix("else") {
        Some("") => return,
        Some(rest) if rest.starts_with(char::is_whitespace) => rest,
        _ => inside,
    };
    let mut reader = Reader { rest: inside, offset, calls };
    reader.expression(shape);
}

struct Reader<'a, 'c> {
    rest: &'a str,
    offset: usize,
    calls: &'c mut Vec<Call<'a>>,
}

impl<'a> Reader<'a, '_> {
    fn expression(&mut self, shape: Shape) {
        self.rest = self.rest.trim_start();
        // `{{> (lookup . "x")}}` and `{{> "card"}}` have no plain name.
        let name = match self.argument() {
            Some(Argument::Word(name) | Argument::Text(name)) => name,
            Some(Argument::Nested) => "",
            None => return,
        };
        let mut call = Call { shape, name, offset: self.offset, args: Vec::new(), hash: Vec::new() };
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("as |") || self.rest.starts_with(')') {
                break;
            }
            let key = self.rest.split('=').next().unwrap_or_default();
            let is_key = self.rest.contains('=')
                && !key.is_empty()
                && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            if is_key {
                self.rest = &self.rest[key.len() + 1..];
            }
            match (self.argument(), is_key) {
                (Some(argument), true) => call.hash.push((key, argument)),
                (Some(argument), false) => call.args.push(argument),
                (None, _) => break,
            }
        }
        self.calls.push(call);
    }

    fn argument(&mut self) -> Option<Argument<'a>> {
        self.rest = self.rest.trim_start();
        match self.rest.chars().next()? {
            '(' => {
                self.rest = &self.rest[1..];
                self.expression(Shape::Helper);
                self.rest = self.rest.trim_start();
                self.rest = self.rest.strip_prefix(')').unwrap_or(self.rest);
                Some(Argument::Nested)
            }
            quote @ ('"' | '\'') => {
                let end = self.rest[1..].find(quote)? + 1;
                let text = &self.rest[1..end];
                self.rest = &self.rest[end + 1..];
                Some(Argument::Text(text))
            }
            ')' | '|' => None,
            _ => {
                let end = self.rest.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(self.rest.len());
                let word = &self.rest[..end];
                self.rest = &self.rest[end..];
                (!word.is_empty()).then_some(Argument::Word(word))
            }
        }
    }
}
