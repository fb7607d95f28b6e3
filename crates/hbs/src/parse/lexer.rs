//! The lexer: one token at a time, in one of four states.
//!
//! ```text
//! content ──{{──► mustache ──}}──► content          text up to "{{"; inside, names, literals and delimiters
//! content ──\{{─► escaped  ───────► content         the mustache is text up to the next "{{", "\{{" or "\\{{"
//! mustache ─}}}}► raw(1)   ──{{{{/x}}}}──► content  text; raw blocks inside only count the depth
//! ```
//! Which characters end a name, and what may follow a literal, decide what is a literal and what is a name: `true=1`
//! and `12.a` begin with names. White space is JavaScript's.

use std::borrow::Cow;

use super::Fault;
use super::token::{Kind, Token};
use super::whitespace::is_space;

#[derive(Clone, Copy)]
enum State {
    Content,
    Mustache,
    Escaped,
    /// How many raw blocks are open.
    Raw(usize),
}

pub(super) struct Lexer<'s> {
    source: &'s str,
    at: usize,
    state: State,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Lexer { source, at: 0, state: State::Content }
    }

    /// The next token; `End` again and again after the last.
    pub(super) fn next(&mut self) -> Result<Token<'s>, Fault> {
        loop {
            let token = match self.state {
                State::Content => self.content(),
                State::Escaped => Some(self.escaped()),
                State::Mustache => self.mustache()?,
                State::Raw(depth) => Some(self.raw(depth)?),
            };
            if let Some(token) = token {
                return Ok(token);
            }
        }
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// Takes `len` bytes as a token.
    fn take(&mut self, len: usize, kind: Kind<'s>) -> Token<'s> {
        let at = self.at;
        self.at += len;
        Token { kind, at }
    }

    fn content(&mut self) -> Option<Token<'s>> {
        let rest = self.rest();
        let Some(open) = rest.find("{{") else {
            let kind = if rest.is_empty() { Kind::End } else { Kind::Content(rest) };
            return Some(self.take(rest.len(), kind));
        };
        let text = &rest[..open];
        let text = if let Some(text) = text.strip_suffix('\\') {
            self.state = if text.ends_with('\\') { State::Mustache } else { State::Escaped };
            text
        } else {
            self.state = State::Mustache;
            text
        };
        let token = self.take(open, Kind::Content(text));
        (!text.is_empty()).then_some(token)
    }

    fn escaped(&mut self) -> Token<'s> {
        self.state = State::Content;
        let rest = self.rest();
        let next = rest[2..].find("{{").map_or(rest.len(), |open| {
            let text = &rest[..open + 2];
            let slashes = text.bytes().rev().take(2).take_while(|b| *b == b'\\').count();
            (open + 2 - slashes).max(2)
        });
        self.take(next, Kind::Content(&rest[..next]))
    }

    fn raw(&mut self, depth: usize) -> Result<Token<'s>, Fault> {
        let rest = self.rest();
        if rest.starts_with("{{{{") && rest[4..].chars().next().is_some_and(|c| c != '/') {
            self.state = State::Raw(depth + 1);
            return Ok(self.take(4, Kind::Content(&rest[..4])));
        }
        if let Some(name) = rest.strip_prefix("{{{{/") {
            let len = name_length(name);
            if len > 0 && name[len..].starts_with("}}}}") {
                let all = len + 9;
                if depth > 1 {
                    self.state = State::Raw(depth - 1);
                    return Ok(self.take(all, Kind::Content(&rest[..all])));
                }
                self.state = State::Content;
                return Ok(self.take(all, Kind::EndRaw(&name[..len])));
            }
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let Some(open) = rest[first..].find("{{{{") else {
            return Err(Fault::new(self.at, "this raw block is never closed by \"{{{{/name}}}}\""));
        };
        let len = first + open;
        Ok(self.take(len, Kind::Content(&rest[..len])))
    }

    fn mustache(&mut self) -> Result<Option<Token<'s>>, Fault> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let token = match bytes {
            [] => self.take(0, Kind::End),
            [b'(', ..] => self.take(1, Kind::OpenParen),
            [b')', ..] => self.take(1, Kind::CloseParen),
            [b'{', b'{', ..] => self.open()?,
            [b'}', b'}', b'}', b'}', ..] => {
                self.state = State::Raw(1);
                self.take(4, Kind::CloseRaw)
            }
            [b'}', b'}', b'}', ..] => self.close(3, Kind::CloseUnescaped { strip: false }),
            [b'}', b'~', b'}', b'}', ..] => self.close(4, Kind::CloseUnescaped { strip: true }),
            [b'}', b'}', ..] => self.close(2, Kind::Close { strip: false }),
            [b'~', b'}', b'}', ..] => self.close(3, Kind::Close { strip: true }),
            [b'=', ..] => self.take(1, Kind::Equals),
            [b'.', b'.', ..] => self.take(2, Kind::Id { raw: Cow::Borrowed("..") }),
            [b'.', ..] if ends_name(&rest[1..]) => self.take(1, Kind::Id { raw: Cow::Borrowed(".") }),
            [b'.', ..] => self.take(1, Kind::Separator('.')),
            [b'/', ..] => self.take(1, Kind::Separator('/')),
            [quote @ (b'"' | b'\''), ..] => self.quoted(*quote)?,
            [b'@', ..] => self.take(1, Kind::Data),
            [b'|', ..] => self.take(1, Kind::CloseParams),
            [b'[', ..] => self.bracketed()?,
            _ => {
                let space = rest.len() - rest.trim_start_matches(is_space).len();
                if space > 0 {
                    self.at += space;
                    return Ok(None);
                }
                self.word()?
            }
        };
        Ok(Some(token))
    }

    fn close(&mut self, len: usize, kind: Kind<'s>) -> Token<'s> {
        self.state = State::Content;
        self.take(len, kind)
    }

    /// The delimiters that begin with `{{`.
    fn open(&mut self) -> Result<Token<'s>, Fault> {
        let rest = self.rest();
        if rest.starts_with("{{{{") {
            return Ok(self.take(4, Kind::OpenRaw));
        }
        let strip = rest[2..].starts_with('~');
        let start = if strip { 3 } else { 2 };
        let inner = &rest[start..];
        let token = match inner.as_bytes() {
            [b'>', ..] => self.take(start + 1, Kind::OpenPartial { strip }),
            [b'#', b'>', ..] => self.take(start + 2, Kind::OpenPartialBlock { strip }),
            [b'#', b'*', ..] => self.take(start + 2, Kind::OpenBlock { strip, decorator: true }),
            [b'#', ..] => self.take(start + 1, Kind::OpenBlock { strip, decorator: false }),
            [b'/', ..] => self.take(start + 1, Kind::OpenEnd { strip }),
            [b'^', ..] => match closes(&inner[1..]) {
                Some((len, close)) => self.close(start + 1 + len, Kind::Inverse { open: strip, close }),
                None => self.take(start + 1, Kind::OpenInverse { strip }),
            },
            [b'{', ..] => self.take(start + 1, Kind::OpenUnescaped { strip }),
            [b'&', ..] => self.take(start + 1, Kind::Open { strip, escaped: false, decorator: false }),
            [b'!', ..] => self.comment(start, strip)?,
            [b'*', ..] => self.take(start + 1, Kind::Open { strip, escaped: true, decorator: true }),
            _ => {
                let trimmed = inner.trim_start_matches(is_space);
                let skipped = start + inner.len() - trimmed.len();
                match trimmed.strip_prefix("else") {
                    Some(after) => match closes(after) {
                        Some((len, close)) => {
                            self.close(skipped + 4 + len, Kind::Inverse { open: strip, close })
                        }
                        None if !after.starts_with(is_word) => {
                            self.take(skipped + 4, Kind::OpenChain { strip })
                        }
                        None => self.take(start, Kind::Open { strip, escaped: true, decorator: false }),
                    },
                    None => self.take(start, Kind::Open { strip, escaped: true, decorator: false }),
                }
            }
        };
        Ok(token)
    }

    fn comment(&mut self, start: usize, open: bool) -> Result<Token<'s>, Fault> {
        let rest = self.rest();
        let long = rest[start + 1..].starts_with("--");
        let end = if long {
            long_comment_end(rest, start + 1)
        } else {
            rest[start..].find("}}").map(|at| start + at + 2)
        };
        let Some(end) = end else {
            return Err(Fault::new(self.at, "this comment is never closed"));
        };
        self.state = State::Content;
        let close = rest[..end].ends_with("~}}");
        Ok(self.take(end, Kind::Comment { open, close }))
    }

    fn quoted(&mut self, quote: u8) -> Result<Token<'s>, Fault> {
        let Some(end) = closing(self.rest(), quote) else {
            return Err(Fault::new(self.at, "this quoted text is never closed"));
        };
        let text = &self.rest()[1..end];
        let text = if text.contains('\\') {
            let quote = char::from(quote);
            Cow::Owned(text.replace(&format!("\\{quote}"), &quote.to_string()))
        } else {
            Cow::Borrowed(text)
        };
        Ok(self.take(end + 1, Kind::Text(text)))
    }

    fn bracketed(&mut self) -> Result<Token<'s>, Fault> {
        let Some(end) = closing(self.rest(), b']') else {
            return Err(Fault::new(self.at, "this \"[\" is never closed"));
        };
        let raw = &self.rest()[..=end];
        let raw = if raw.contains('\\') { Cow::Owned(without_escapes(raw)) } else { Cow::Borrowed(raw) };
        Ok(self.take(end + 1, Kind::Id { raw }))
    }

    /// Literals and names.
    fn word(&mut self) -> Result<Token<'s>, Fault> {
        let rest = self.rest();
        if let Some(after) = rest.strip_prefix("as") {
            let trimmed = after.trim_start_matches(is_space);
            if trimmed.len() < after.len() && trimmed.starts_with('|') {
                let len = rest.len() - trimmed.len() + 1;
                return Ok(self.take(len, Kind::OpenParams));
            }
        }
        let len = name_length(rest);
        let word = &rest[..len];
        let after = &rest[len..];
        let literal = match word {
            "true" => Some(Kind::Bool(true)),
            "false" => Some(Kind::Bool(false)),
            "undefined" => Some(Kind::Undefined),
            "null" => Some(Kind::Null),
            _ => None,
        };
        if let Some(kind) = literal
            && ends_literal(after)
        {
            return Ok(self.take(len, kind));
        }
        if let Some(digits) = number_length(rest)
            && ends_literal(&rest[digits..])
        {
            let number = rest[..digits].parse().unwrap_or(f64::NAN);
            return Ok(self.take(digits, Kind::Number(number)));
        }
        if len > 0 && ends_name(after) {
            return Ok(self.take(len, Kind::Id { raw: Cow::Borrowed(word) }));
        }
        let at = self.at + len;
        let message = match after.chars().next() {
            Some(c) => format!("{c:?} cannot stand here"),
            None => "this mustache is never closed".to_owned(),
        };
        Err(Fault::new(at.min(self.source.len()), message))
    }
}

/// `~}}` or `}}` after white space: its length with the white space, and whether there is a `~`.
fn closes(text: &str) -> Option<(usize, bool)> {
    let trimmed = text.trim_start_matches(is_space);
    let (strip, end) = match trimmed.strip_prefix('~') {
        Some(end) => (true, end),
        None => (false, trimmed),
    };
    end.starts_with("}}").then(|| (text.len() - end.len() + 2, strip))
}

/// The end of the `--}}` or `--~}}` that closes a comment whose dashes begin at `dashes`.
fn long_comment_end(text: &str, dashes: usize) -> Option<usize> {
    let mut from = dashes;
    loop {
        let at = from + text[from..].find("--")?;
        let after = &text[at + 2..];
        if after.starts_with("}}") {
            return Some(at + 4);
        }
        if after.starts_with("~}}") {
            return Some(at + 5);
        }
        from = at + 1;
    }
}

/// The index of the delimiter that closes `text[0]`. A backslash keeps the next one from closing, unless none closes
/// then: the last one does in that case.
fn closing(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] == delimiter {
            return Some(at);
        }
        at += if bytes[at] == b'\\' && bytes.get(at + 1) == Some(&delimiter) { 2 } else { 1 };
    }
    text[1..].rfind(char::from(delimiter)).map(|at| at + 1)
}

/// `\]` and `\\` in a bracketed name stand for `]` and `\`.
fn without_escapes(raw: &str) -> String {
    let mut name = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next @ (']' | '\\')) if c == '\\' => {
                name.push(*next);
                chars.next();
            }
            _ => name.push(c),
        }
    }
    name
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn name_length(text: &str) -> usize {
    let ends = |c: char| {
        is_space(c)
            || matches!(c, '!' | '"' | '#' | '%'..=',' | '.' | '/' | ';'..='>' | '@' | '['..='^' | '`' | '{'..='~')
    };
    text.find(ends).unwrap_or(text.len())
}

fn number_length(text: &str) -> Option<usize> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let start = usize::from(text.starts_with('-'));
    let whole = digits(start);
    if whole == 0 {
        return None;
    }
    let end = start + whole;
    let fraction = if text[end..].starts_with('.') { digits(end + 1) } else { 0 };
    Some(if fraction > 0 { end + 1 + fraction } else { end })
}

fn ends_name(after: &str) -> bool {
    after.starts_with(|c: char| is_space(c) || matches!(c, '=' | '~' | '}' | '/' | '.' | ')' | '|'))
}

fn ends_literal(after: &str) -> bool {
    after.starts_with(|c: char| is_space(c) || matches!(c, '~' | '}' | ')'))
}
