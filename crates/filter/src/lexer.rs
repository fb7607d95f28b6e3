//! Text to tokens. The rules are tried in this order, as in Ghost's lexer: `null`, `true`, `false`; a property;
//! a number; a relative date; a word; a string; an operator.

use crate::Error;
use crate::expr::{Unit, Value};

/// One token and the byte where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) at: usize,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Property(String),
    Value(Value),
    /// A quoted text: the only one that `~` takes.
    Quoted(String),
    Open,
    Close,
    OpenList,
    CloseList,
    Or,
    And,
    Not,
    Gt,
    Gte,
    Lt,
    Lte,
    Contains,
    Starts,
    Ends,
}

/// Characters that a word cannot hold unless escaped.
fn is_operator(c: char) -> bool {
    c.is_whitespace() || "'\"+,()><=[]~".contains(c)
}

/// Characters before which a backslash lets them into a word.
fn is_escapable(c: char) -> bool {
    "'\"+,()><=[]~^$".contains(c)
}

pub(crate) fn tokens(source: &str) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        at += source[at..].len() - source[at..].trim_start().len();
        let rest = &source[at..];
        if rest.is_empty() {
            return Ok(tokens);
        }
        let (kind, length) =
            token(rest).ok_or_else(|| Error::new(source, at, format!("unreadable {:?}", first(rest))))?;
        tokens.push(Token { at, kind });
        at += length;
    }
}

fn first(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

fn token(rest: &str) -> Option<(Kind, usize)> {
    keyword(rest)
        .or_else(|| property(rest))
        .or_else(|| number(rest))
        .or_else(|| relative(rest))
        .or_else(|| word(rest))
        .or_else(|| string(rest))
        .or_else(|| operator(rest))
}

fn keyword(rest: &str) -> Option<(Kind, usize)> {
    let words = [
        (["null", "Null", "NULL"], Value::Null),
        (["true", "True", "TRUE"], Value::Bool(true)),
        (["false", "False", "FALSE"], Value::Bool(false)),
    ];
    words.into_iter().find_map(|(spellings, value)| {
        let word = spellings.into_iter().find(|word| rest.starts_with(word))?;
        (word_length(&rest[word.len()..]) == 0).then_some((Kind::Value(value), word.len()))
    })
}

fn property(rest: &str) -> Option<(Kind, usize)> {
    let bytes = rest.as_bytes();
    if !(bytes[0].is_ascii_alphabetic() || bytes[0] == b'_') {
        return None;
    }
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(byte)).count();
    (bytes.get(length) == Some(&b':')).then(|| (Kind::Property(rest[..length].to_owned()), length + 1))
}

/// A number ends where a word ends and never before a hyphen: `2020-01-01` is a word.
fn number(rest: &str) -> Option<(Kind, usize)> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    if whole == 0 {
        return None;
    }
    let ends = |at: usize| match rest[at..].chars().next() {
        None => true,
        Some(c) => c != '-' && !(c.is_ascii_alphanumeric() || c == '_'),
    };
    let fraction = if bytes.get(whole) == Some(&b'.') { digits(whole + 1) } else { 0 };
    let long = whole + 1 + fraction;
    let length = match fraction > 0 && ends(long) {
        true => long,
        false if ends(whole) => whole,
        false => return None,
    };
    let value = rest[..whole].parse().unwrap_or(i64::MAX);
    Some((Kind::Value(Value::Number(value)), length))
}

fn relative(rest: &str) -> Option<(Kind, usize)> {
    let after = rest.strip_prefix("now")?;
    let past = match after.as_bytes().first()? {
        b'-' => true,
        b'+' => false,
        _ => return None,
    };
    let digits = after[1..].bytes().take_while(u8::is_ascii_digit).count();
    let unit = match after.as_bytes().get(1 + digits)? {
        b'd' => Unit::Day,
        b'w' => Unit::Week,
        b'M' => Unit::Month,
        b'y' => Unit::Year,
        b'h' => Unit::Hour,
        b'm' => Unit::Minute,
        b's' => Unit::Second,
        _ => return None,
    };
    let length = 3 + 1 + digits + 1;
    if digits == 0 || rest.as_bytes().get(length).is_some_and(|byte| !b"+,()[]".contains(byte)) {
        return None;
    }
    let amount = after[1..=digits].parse().unwrap_or(i64::MAX);
    let amount = if past { -amount } else { amount };
    Some((Kind::Value(Value::Relative { amount, unit }), length))
}

/// Bytes of the word that `rest` begins with.
fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(|(_, next)| is_escapable(*next)) {
            chars.next();
        } else if is_operator(c) {
            return at;
        }
    }
    rest.len()
}

fn word(rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with('-') {
        return None;
    }
    // The first character stands for itself, even a backslash.
    let start = first(rest);
    if is_operator(start) {
        return None;
    }
    let length = start.len_utf8() + word_length(&rest[start.len_utf8()..]);
    Some((Kind::Value(Value::Text(unescape(&rest[..length]))), length))
}

/// Ghost takes the backslash away before quotes only.
fn unescape(text: &str) -> String {
    text.replace("\\'", "'").replace("\\\"", "\"")
}

fn string(rest: &str) -> Option<(Kind, usize)> {
    let inside = rest.strip_prefix('\'')?;
    let bytes = inside.as_bytes();
    let mut at = 0;
    // Where the string ends if what looks like an escaped quote was its end after all.
    let mut otherwise = None;
    let end = loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\\'), Some(quote @ (b'\'' | b'"'))) => {
                if *quote == b'\'' {
                    otherwise = Some(at + 1);
                }
                at += 2;
            }
            (Some(b'\''), _) if at > 0 => break at,
            (None | Some(b'\'' | b'"'), _) => break otherwise?,
            (Some(_), _) => at += 1,
        }
    };
    Some((Kind::Quoted(unescape(&inside[..end])), end + 2))
}

fn operator(rest: &str) -> Option<(Kind, usize)> {
    let known = [
        (">=", Kind::Gte),
        ("<=", Kind::Lte),
        ("~^", Kind::Starts),
        ("~$", Kind::Ends),
        ("~", Kind::Contains),
        (">", Kind::Gt),
        ("<", Kind::Lt),
        ("(", Kind::Open),
        (")", Kind::Close),
        ("[", Kind::OpenList),
        ("]", Kind::CloseList),
        (",", Kind::Or),
        ("+", Kind::And),
        ("-", Kind::Not),
    ];
    known.into_iter().find(|(text, _)| rest.starts_with(text)).map(|(text, kind)| (kind, text.len()))
}
