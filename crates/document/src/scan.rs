//! A small scanner of HTML: finds tags, comments and text without building anything. It is used where a whole
//! parser would be waste (plain text of a card) or too slow (hostile input must be tamed before it is parsed).

/// One piece of the source. `raw` is always the source text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text between tags, entities not decoded.
    Text(&'a str),
    /// A start tag.
    Start { name: &'a str, raw: &'a str, attributes: usize },
    /// An element whose content is no HTML (`script`, `style`, `textarea`, …), with its end tag.
    Verbatim { name: &'a str, raw: &'a str },
    /// An end tag.
    End { name: &'a str },
    /// A comment or declaration.
    Comment(&'a str),
}

/// Splits HTML into pieces, in linear time.
pub(crate) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (piece, rest) = self.rest.split_at(length);
        self.rest = rest;
        piece
    }

    fn comment(&mut self) -> Piece<'a> {
        let end = if self.rest.starts_with("<!--") {
            match self.rest.get(4..) {
                Some(body) if body.starts_with('>') => 5,
                Some(body) if body.starts_with("->") => 6,
                Some(body) => comment_end(body).map_or(self.rest.len(), |end| end + 4),
                None => self.rest.len(),
            }
        } else {
            self.rest.find('>').map_or(self.rest.len(), |end| end + 1)
        };
        Piece::Comment(self.take(end))
    }

    fn tag(&mut self) -> Piece<'a> {
        let source = self.rest.as_bytes();
        let closing = source.get(1) == Some(&b'/');
        let from = if closing { 2 } else { 1 };
        let name_end = source[from..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
            .map_or(source.len(), |at| at + from);
        let (end, attributes) = tag_end(source, name_end);
        let source = self.rest;
        let name = &source[from..name_end];
        let raw = self.take(end);
        if closing {
            return Piece::End { name };
        }
        if is_verbatim(name) {
            let content = end_of_verbatim(self.rest, name);
            self.take(content);
            return Piece::Verbatim { name, raw: &source[..end + content] };
        }
        Piece::Start { name, raw, attributes }
    }
}

fn comment_end(body: &str) -> Option<usize> {
    let plain = body.find("-->").map(|at| at + 3);
    let odd = body[..plain.unwrap_or(body.len())].find("--!>").map(|at| at + 4);
    odd.or(plain)
}

/// The end of a tag whose name ends at `at`, and how many attributes it has.
fn tag_end(source: &[u8], mut at: usize) -> (usize, usize) {
    let mut attributes = 0;
    while let Some(byte) = source.get(at) {
        match byte {
            b'>' => return (at + 1, attributes),
            b'/' => at += 1,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                attributes += 1;
                at = attribute_end(source, at);
            }
        }
    }
    (source.len(), attributes)
}

fn attribute_end(source: &[u8], mut at: usize) -> usize {
    let skip = |mut at: usize, stop: fn(u8) -> bool| {
        while source.get(at).is_some_and(|byte| !stop(*byte)) {
            at += 1;
        }
        at
    };
    // The first character belongs to the name even when it is `=`.
    at = skip(at + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
    let equals = skip(at, |byte| !byte.is_ascii_whitespace());
    if source.get(equals) != Some(&b'=') {
        return at;
    }
    let value = skip(equals + 1, |byte| !byte.is_ascii_whitespace());
    match source.get(value) {
        Some(b'"') => (skip(value + 1, |byte| byte == b'"') + 1).min(source.len()),
        Some(b'\'') => (skip(value + 1, |byte| byte == b'\'') + 1).min(source.len()),
        _ => skip(value, |byte| byte.is_ascii_whitespace() || byte == b'>'),
    }
}

fn is_verbatim(name: &str) -> bool {
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"]
        .iter()
        .any(|verbatim| name.eq_ignore_ascii_case(verbatim))
}

/// Bytes up to and with the end tag `name`.
fn end_of_verbatim(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(at) = rest[from..].find("</").map(|at| at + from) {
        let after = at + 2 + name.len();
        if bytes.get(at + 2..after).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(after).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        {
            return tag_end(bytes, after).0;
        }
        from = at + 2;
    }
    rest.len()
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let bytes = self.rest.as_bytes();
        if bytes.is_empty() {
            return None;
        }
        let opens = |at: usize| match bytes.get(at + 1) {
            Some(b'!' | b'?') => true,
            Some(b'/') => bytes.get(at + 2).is_some(),
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        };
        let mut from = 0;
        let start = loop {
            match self.rest[from..].find('<').map(|at| at + from) {
                None => break self.rest.len(),
                Some(at) if opens(at) => break at,
                Some(at) => from = at + 1,
            }
        };
        if start > 0 {
            return Some(Piece::Text(self.take(start)));
        }
        Some(match bytes[1] {
            b'!' | b'?' => self.comment(),
            b'/' if !bytes[2].is_ascii_alphabetic() => self.comment(),
            _ => self.tag(),
        })
    }
}
