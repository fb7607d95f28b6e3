//! Tokens to tree, by recursive descent.

use crate::Error;
use crate::expr::{Compare, Expr, Match, Test, Value};
use crate::lexer::{Kind, Token, tokens};

/// Bytes that a filter may have.
pub const MAX_LENGTH: usize = 64 * 1024;
/// Levels of parentheses that a filter may have.
pub const MAX_DEPTH: usize = 50;
/// Terms that a filter may have, the values of lists not counted.
pub const MAX_TERMS: usize = 500;

/// Reads a filter.
///
/// # Errors
/// [`Error`] at the first character that does not belong there.
pub fn parse(source: &str) -> Result<Expr, Error> {
    if source.len() > MAX_LENGTH {
        return Err(Error { at: 0, why: format!("more than {MAX_LENGTH} bytes") });
    }
    let mut parser = Parser { source, tokens: tokens(source)?, next: 0, terms: 0 };
    let expr = parser.or(0)?;
    match parser.next < parser.tokens.len() {
        true => Err(parser.unexpected()),
        false => Ok(expr),
    }
}

struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    next: usize,
    terms: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    fn take(&mut self, wanted: &Kind) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn byte(&self) -> usize {
        self.tokens.get(self.next).map_or(self.source.len(), |token| token.at)
    }

    fn refuse(&self, why: impl Into<String>) -> Error {
        Error::new(self.source, self.byte(), why)
    }

    fn unexpected(&self) -> Error {
        match self.source[self.byte()..].chars().next() {
            Some(c) => self.refuse(format!("unexpected {c:?}")),
            None => self.refuse("unexpected end"),
        }
    }

    fn or(&mut self, depth: usize) -> Result<Expr, Error> {
        let mut parts = vec![self.and(depth)?];
        while self.take(&Kind::Or) {
            parts.push(self.and(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::Or(parts) })
    }

    fn and(&mut self, depth: usize) -> Result<Expr, Error> {
        let mut parts = vec![self.term(depth)?];
        while self.take(&Kind::And) {
            parts.push(self.term(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expr::And(parts) })
    }

    fn term(&mut self, depth: usize) -> Result<Expr, Error> {
        let at = self.byte();
        match self.tokens.get(self.next).map(|token| token.kind.clone()) {
            Some(Kind::Open) => {
                if depth >= MAX_DEPTH {
                    return Err(self.refuse(format!("parentheses deeper than {MAX_DEPTH}")));
                }
                self.next += 1;
                let inside = self.or(depth + 1)?;
                if !self.take(&Kind::Close) {
                    return Err(self.unexpected());
                }
                Ok(inside)
            }
            Some(Kind::Property(property)) => {
                self.terms += 1;
                if self.terms > MAX_TERMS {
                    return Err(self.refuse(format!("more than {MAX_TERMS} terms")));
                }
                self.next += 1;
                let at = self.source[..at].chars().count();
                Ok(Expr::Term { property, at, test: self.test()? })
            }
            _ => Err(self.unexpected()),
        }
    }

    fn test(&mut self) -> Result<Test, Error> {
        let compare = match self.peek() {
            Some(Kind::Not) => Some(Compare::Ne),
            Some(Kind::Gt) => Some(Compare::Gt),
            Some(Kind::Gte) => Some(Compare::Gte),
            Some(Kind::Lt) => Some(Compare::Lt),
            Some(Kind::Lte) => Some(Compare::Lte),
            _ => None,
        };
        self.next += usize::from(compare.is_some());
        if matches!(compare, None | Some(Compare::Ne)) {
            let negated = compare.is_some();
            if let Some(part) = self.part() {
                return self.like(negated, part);
            }
            if self.take(&Kind::OpenList) {
                return self.list(negated);
            }
        }
        Ok(Test::Is(compare.unwrap_or(Compare::Eq), self.value()?))
    }

    fn part(&mut self) -> Option<Match> {
        let part = match self.peek()? {
            Kind::Contains => Match::Contains,
            Kind::Starts => Match::Starts,
            Kind::Ends => Match::Ends,
            _ => return None,
        };
        self.next += 1;
        Some(part)
    }

    fn like(&mut self, negated: bool, part: Match) -> Result<Test, Error> {
        match self.peek().cloned() {
            Some(Kind::Quoted(text)) => {
                self.next += 1;
                Ok(Test::Like { negated, part, text })
            }
            _ => Err(self.refuse("a text in single quotes must follow the tilde; it is missing")),
        }
    }

    fn list(&mut self, negated: bool) -> Result<Test, Error> {
        let mut values = vec![self.value()?];
        let all = !negated && self.peek() == Some(&Kind::And);
        let separator = if all { Kind::And } else { Kind::Or };
        while self.take(&separator) {
            values.push(self.value()?);
        }
        if !self.take(&Kind::CloseList) {
            return Err(self.unexpected());
        }
        Ok(match (all, negated) {
            (true, _) => Test::All(values),
            (false, true) => Test::NotIn(values),
            (false, false) => Test::In(values),
        })
    }

    fn value(&mut self) -> Result<Value, Error> {
        let value = match self.peek() {
            Some(Kind::Value(value)) => value.clone(),
            Some(Kind::Quoted(text)) => Value::Text(text.clone()),
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(value)
    }
}
