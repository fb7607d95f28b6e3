//! The grammar, by recursive descent with one token of lookahead.
//!
//! ```text
//! template   = program END
//! program    = { CONTENT | COMMENT | mustache | block | raw | partial }
//! mustache   = "{{" expression "}}" | "{{{" expression "}}}"
//! block      = "{{#" expression [params] "}}" program [chain | otherwise] end
//!            | "{{^" expression [params] "}}" program [otherwise] end
//!            | "{{#*inline" argument "}}" program end
//! chain      = "{{else" expression [params] "}}" program [chain | otherwise]
//! otherwise  = "{{else}}" program
//! end        = "{{/" literal "}}"
//! raw        = "{{{{" expression "}}}}" { CONTENT } "{{{{/name}}}}"
//! partial    = "{{>" argument [argument] { pair } "}}" | "{{#>" … "}}" program end
//! expression = literal { argument } { pair }
//! argument   = literal | "(" expression ")"
//! pair       = ID "=" argument
//! literal    = ["@"] ID { ("/" | ".") ID } | TEXT | NUMBER | BOOL | "undefined" | "null"
//! params     = "as |" ID { ID } "|"
//! ```

use std::borrow::Cow;

use super::lexer::Lexer;
use super::syntax::{Argument, Block, Content, Expression, Head, Partial, Path, Program, Statement, Strip};
use super::token::{Kind, Token};
use super::{DEPTH, Fault};

/// Arguments `key=value` of one call; each lookup of a key passes them all.
const PAIRS: usize = 200;

type Parsed<T> = Result<T, Fault>;
type Pairs<'s> = Option<Vec<(Cow<'s, str>, Argument<'s>)>>;

pub(super) struct Parser<'s> {
    lexer: Lexer<'s>,
    /// The token looked at, once it has been.
    ahead: Option<Token<'s>>,
    depth: usize,
}

impl<'s> Parser<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Parser { lexer: Lexer::new(source), ahead: None, depth: 0 }
    }

    pub(super) fn template(&mut self) -> Parsed<Program<'s>> {
        let program = self.program()?;
        let end = self.next()?;
        match end.kind {
            Kind::End => Ok(program),
            Kind::OpenEnd { .. } => Err(Fault::new(end.at, "this closes a block that was not opened")),
            Kind::Inverse { .. } | Kind::OpenChain { .. } => {
                Err(Fault::new(end.at, "this \"else\" stands outside of a block"))
            }
            other => Err(Fault::new(end.at, format!("{} cannot stand here", other.describe()))),
        }
    }

    fn peek(&mut self) -> Parsed<&Kind<'s>> {
        let token = match self.ahead.take() {
            Some(token) => token,
            None => self.lexer.next()?,
        };
        Ok(&self.ahead.insert(token).kind)
    }

    fn next(&mut self) -> Parsed<Token<'s>> {
        match self.ahead.take() {
            Some(token) => Ok(token),
            None => self.lexer.next(),
        }
    }

    /// One level deeper, as long as there are levels.
    fn nested<T>(&mut self, at: usize, inside: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == DEPTH {
            return Err(Fault::new(
                at,
                format!("blocks and expressions are nested deeper than {DEPTH} levels"),
            ));
        }
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    /// Statements up to what cannot begin one.
    fn program(&mut self) -> Parsed<Program<'s>> {
        let mut body = Vec::new();
        loop {
            let statement = match *self.peek()? {
                Kind::Content(text) => {
                    self.next()?;
                    Statement::Content(Content::new(text))
                }
                Kind::Comment { open, close } => {
                    self.next()?;
                    Statement::Comment(Strip { open, close })
                }
                Kind::Open { .. } | Kind::OpenUnescaped { .. } => self.mustache()?,
                Kind::OpenPartial { .. } => self.partial()?,
                Kind::OpenRaw => self.raw()?,
                Kind::OpenBlock { .. } | Kind::OpenInverse { .. } | Kind::OpenPartialBlock { .. } => {
                    self.block()?
                }
                _ => return Ok(Program { body, ..Program::default() }),
            };
            body.push(statement);
        }
    }

    fn mustache(&mut self) -> Parsed<Statement<'s>> {
        let token = self.next()?;
        let (open, escaped, triple) = match token.kind {
            Kind::Open { decorator: true, .. } => {
                return Err(Fault::new(token.at, "the only decorator is the block {{#*inline}}"));
            }
            Kind::Open { strip, escaped, .. } => (strip, escaped, false),
            Kind::OpenUnescaped { strip } => (strip, false, true),
            other => return Err(unexpected(&other, token.at, "a mustache")),
        };
        let expression = self.expression(token.at)?;
        let end = self.next()?;
        let close = match end.kind {
            Kind::Close { strip } if !triple => strip,
            Kind::CloseUnescaped { strip } if triple => strip,
            other if triple => return Err(unexpected(&other, end.at, "\"}}}\"")),
            other => return Err(unexpected(&other, end.at, "\"}}\"")),
        };
        Ok(Statement::Mustache { expression, escaped, strip: Strip { open, close } })
    }

    fn partial(&mut self) -> Parsed<Statement<'s>> {
        let token = self.next()?;
        let open = matches!(token.kind, Kind::OpenPartial { strip: true });
        let partial = self.partial_head(token.at)?;
        let close = self.close()?;
        Ok(Statement::Partial { partial, indent: "", strip: Strip { open, close } })
    }

    fn partial_head(&mut self, at: usize) -> Parsed<Partial<'s>> {
        let name = self.argument()?;
        let (params, hash) = self.arguments()?;
        if params.len() > 1 {
            return Err(Fault::new(at, format!("a partial takes one context, not {}", params.len())));
        }
        Ok(Partial { name, params, hash, at })
    }

    fn raw(&mut self) -> Parsed<Statement<'s>> {
        let token = self.next()?;
        let expression = self.expression(token.at)?;
        let end = self.next()?;
        if !matches!(end.kind, Kind::CloseRaw) {
            return Err(unexpected(&end.kind, end.at, "\"}}}}\""));
        }
        let mut body = Vec::new();
        loop {
            let token = self.next()?;
            match token.kind {
                Kind::Content(text) => body.push(Statement::Content(Content::new(text))),
                Kind::EndRaw(name) => {
                    let open = expression.head.name();
                    if open != name {
                        return Err(mismatch(&open, name, token.at));
                    }
                    break;
                }
                other => return Err(unexpected(&other, token.at, "the end of the raw block")),
            }
        }
        let program = Some(Program { body, ..Program::default() });
        let strip = Strip::default();
        let head = Head::Block(expression);
        Ok(Statement::Block(Box::new(Block {
            head,
            program,
            inverse: None,
            open: strip,
            else_: strip,
            close: strip,
        })))
    }

    fn block(&mut self) -> Parsed<Statement<'s>> {
        let token = self.next()?;
        let at = token.at;
        self.nested(at, |parser| match token.kind {
            Kind::OpenPartialBlock { strip } => parser.partial_block(at, strip),
            Kind::OpenInverse { strip } => parser.ordinary_block(at, strip, true),
            Kind::OpenBlock { strip, decorator: true } => parser.inline(at, strip),
            Kind::OpenBlock { strip, .. } => parser.ordinary_block(at, strip, false),
            other => Err(unexpected(&other, at, "a block")),
        })
    }

    fn partial_block(&mut self, at: usize, open: bool) -> Parsed<Statement<'s>> {
        let partial = self.partial_head(at)?;
        let open = Strip { open, close: self.close()? };
        let program = Some(self.program()?);
        let close = self.end(at, &partial.name)?;
        let head = Head::Partial(partial);
        let block = Block { head, program, inverse: None, open, else_: Strip::default(), close };
        Ok(Statement::Block(Box::new(block)))
    }

    fn inline(&mut self, at: usize, open: bool) -> Parsed<Statement<'s>> {
        let expression = self.expression(at)?;
        if expression.head.name() != "inline" {
            let name = expression.head.name();
            return Err(Fault::new(
                at,
                format!("there is no decorator \"{name}\"; the only one is \"inline\""),
            ));
        }
        let open = Strip { open, close: self.close()? };
        let program = Some(self.program()?);
        if matches!(self.peek()?, Kind::Inverse { .. } | Kind::OpenChain { .. }) {
            let at = self.next()?.at;
            return Err(Fault::new(at, "an inline partial has no \"else\""));
        }
        let close = self.end(at, &expression.head)?;
        let mut params = expression.params.into_iter();
        let (Some(name), None) = (params.next(), params.next()) else {
            return Err(Fault::new(at, "an inline partial takes one name"));
        };
        let block =
            Block { head: Head::Inline(name), program, inverse: None, open, else_: Strip::default(), close };
        Ok(Statement::Block(Box::new(block)))
    }

    fn ordinary_block(&mut self, at: usize, open: bool, inverted: bool) -> Parsed<Statement<'s>> {
        let (head, params, open) = self.block_head(at, open)?;
        let mut program = self.program()?;
        program.params = params;
        let mut inverse = None;
        let mut else_ = Strip::default();
        let chained = match self.peek()? {
            Kind::Inverse { .. } => {
                (inverse, else_) = self.otherwise()?;
                false
            }
            Kind::OpenChain { .. } if !inverted => {
                (inverse, else_) = self.chain()?;
                true
            }
            _ => false,
        };
        let close = self.end(at, &head.head)?;
        if chained {
            close_chain(inverse.as_mut(), close);
        }
        let (program, inverse) = if inverted { (inverse, Some(program)) } else { (Some(program), inverse) };
        let head = Head::Block(head);
        Ok(Statement::Block(Box::new(Block { head, program, inverse, open, else_, close })))
    }

    /// `{{else}}` and what follows.
    fn otherwise(&mut self) -> Parsed<(Option<Program<'s>>, Strip)> {
        let token = self.next()?;
        let strip = match token.kind {
            Kind::Inverse { open, close } => Strip { open, close },
            other => return Err(unexpected(&other, token.at, "\"{{else}}\"")),
        };
        Ok((Some(self.program()?), strip))
    }

    /// `{{else something}}` and what follows: a program whose only statement is the block of `something`.
    fn chain(&mut self) -> Parsed<(Option<Program<'s>>, Strip)> {
        let token = self.next()?;
        let at = token.at;
        let open = matches!(token.kind, Kind::OpenChain { strip: true });
        self.nested(at, |parser| {
            let (head, params, open) = parser.block_head(at, open)?;
            let mut program = parser.program()?;
            program.params = params;
            let mut inverse = None;
            let mut else_ = Strip::default();
            match parser.peek()? {
                Kind::Inverse { .. } => (inverse, else_) = parser.otherwise()?,
                Kind::OpenChain { .. } => {
                    (inverse, else_) = parser.chain()?;
                    close_chain(inverse.as_mut(), else_);
                }
                _ => {}
            }
            let head = Head::Block(head);
            let block = Block { head, program: Some(program), inverse, open, else_, close: else_ };
            let body = vec![Statement::Block(Box::new(block))];
            Ok((Some(Program { body, chained: true, ..Program::default() }), open))
        })
    }

    fn block_head(&mut self, at: usize, open: bool) -> Parsed<(Expression<'s>, Vec<Cow<'s, str>>, Strip)> {
        let head = self.expression(at)?;
        let params = self.block_params()?;
        Ok((head, params, Strip { open, close: self.close()? }))
    }

    fn block_params(&mut self) -> Parsed<Vec<Cow<'s, str>>> {
        let mut params = Vec::new();
        if matches!(self.peek()?, Kind::OpenParams) {
            self.next()?;
            loop {
                let token = self.next()?;
                match token.kind {
                    Kind::Id { raw } => params.push(raw),
                    Kind::CloseParams if !params.is_empty() => break,
                    other => return Err(unexpected(&other, token.at, "the name of a block parameter")),
                }
            }
        }
        Ok(params)
    }

    fn close(&mut self) -> Parsed<bool> {
        let token = self.next()?;
        match token.kind {
            Kind::Close { strip } => Ok(strip),
            other => Err(unexpected(&other, token.at, "\"}}\"")),
        }
    }

    /// `{{/name}}` of the block that was opened at `at`.
    fn end(&mut self, at: usize, open: &Argument<'s>) -> Parsed<Strip> {
        let token = self.next()?;
        let strip = match token.kind {
            Kind::OpenEnd { strip } => strip,
            Kind::End => {
                return Err(Fault::new(at, format!("the block \"{}\" is never closed", open.name())));
            }
            other => return Err(unexpected(&other, token.at, &format!("\"{{{{/{}}}}}\"", open.name()))),
        };
        let name = self.literal()?;
        let close = self.close()?;
        if !open.is_closed_by(&name) {
            return Err(mismatch(&open.name(), &name.name(), token.at));
        }
        Ok(Strip { open: strip, close })
    }

    fn expression(&mut self, at: usize) -> Parsed<Expression<'s>> {
        let head = self.literal()?;
        let (params, hash) = self.arguments()?;
        Ok(Expression { head, params, hash, at })
    }

    /// Positional arguments, then pairs.
    fn arguments(&mut self) -> Parsed<(Vec<Argument<'s>>, Pairs<'s>)> {
        let mut params = Vec::new();
        let mut pairs = Vec::new();
        loop {
            match self.peek()? {
                Kind::Id { .. } => {
                    let token = self.next()?;
                    let Kind::Id { raw } = token.kind else { continue };
                    if matches!(self.peek()?, Kind::Equals) {
                        self.next()?;
                        if pairs.len() == PAIRS {
                            let message = format!("a call takes at most {PAIRS} arguments with \"=\"");
                            return Err(Fault::new(token.at, message));
                        }
                        pairs.push((inside_brackets(raw), self.argument()?));
                    } else if pairs.is_empty() {
                        params.push(self.path(false, raw, token.at)?);
                    } else {
                        return Err(Fault::new(
                            token.at,
                            "positional arguments stand before those with \"=\"",
                        ));
                    }
                }
                Kind::Data
                | Kind::Text(_)
                | Kind::Number(_)
                | Kind::Bool(_)
                | Kind::Undefined
                | Kind::Null
                | Kind::OpenParen => {
                    if !pairs.is_empty() {
                        let at = self.next()?.at;
                        return Err(Fault::new(at, "positional arguments stand before those with \"=\""));
                    }
                    params.push(self.argument()?);
                }
                _ => return Ok((params, (!pairs.is_empty()).then_some(pairs))),
            }
        }
    }

    fn argument(&mut self) -> Parsed<Argument<'s>> {
        if !matches!(self.peek()?, Kind::OpenParen) {
            return self.literal();
        }
        let at = self.next()?.at;
        self.nested(at, |parser| {
            let expression = parser.expression(at)?;
            let end = parser.next()?;
            match end.kind {
                Kind::CloseParen => Ok(Argument::Sub(Box::new(expression))),
                other => Err(unexpected(&other, end.at, "\")\"")),
            }
        })
    }

    fn literal(&mut self) -> Parsed<Argument<'s>> {
        let token = self.next()?;
        Ok(match token.kind {
            Kind::Id { raw } => self.path(false, raw, token.at)?,
            Kind::Data => {
                let name = self.next()?;
                match name.kind {
                    Kind::Id { raw } => self.path(true, raw, token.at)?,
                    other => return Err(unexpected(&other, name.at, "a name after \"@\"")),
                }
            }
            Kind::Text(text) => Argument::Text(text),
            Kind::Number(number) => Argument::Number(number),
            Kind::Bool(b) => Argument::Bool(b),
            Kind::Undefined => Argument::Undefined,
            Kind::Null => Argument::Null,
            other => return Err(unexpected(&other, token.at, "a name")),
        })
    }

    /// A path from its first segment on.
    fn path(&mut self, data: bool, first: Cow<'s, str>, at: usize) -> Parsed<Argument<'s>> {
        let mut path = Path { data, depth: 0, parts: Vec::new(), original: String::new() };
        if data {
            path.original.push('@');
        }
        path.push(first, at)?;
        while let Kind::Separator(separator) = *self.peek()? {
            self.next()?;
            path.original.push(separator);
            let token = self.next()?;
            match token.kind {
                Kind::Id { raw } => path.push(raw, at)?,
                other => return Err(unexpected(&other, token.at, "a name")),
            }
        }
        Ok(Argument::Path(path))
    }
}

impl<'s> Path<'s> {
    fn push(&mut self, raw: Cow<'s, str>, at: usize) -> Parsed<()> {
        let part = inside_brackets(raw.clone());
        let literal = part != raw;
        self.original.push_str(&part);
        if literal || !matches!(part.as_ref(), ".." | "." | "this") {
            self.parts.push(part);
        } else if !self.parts.is_empty() {
            return Err(Fault::new(
                at,
                format!("in the path \"{}\" \"{part}\" does not come first", self.original),
            ));
        } else if part == ".." {
            self.depth += 1;
        }
        Ok(())
    }
}

impl<'s> Content<'s> {
    fn new(text: &'s str) -> Self {
        Content { original: text, value: text, left_stripped: false, right_stripped: false }
    }
}

/// The last block of a chain is closed by what closes the whole.
fn close_chain(inverse: Option<&mut Program<'_>>, close: Strip) {
    if let Some(Statement::Block(block)) = inverse.and_then(|program| program.body.first_mut()) {
        block.close = close;
    }
}

fn inside_brackets(raw: Cow<'_, str>) -> Cow<'_, str> {
    let bracketed = raw.len() > 1 && raw.starts_with('[') && raw.ends_with(']');
    let breaks = |c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
    if !bracketed || raw.contains(breaks) {
        return raw;
    }
    match raw {
        Cow::Borrowed(raw) => Cow::Borrowed(&raw[1..raw.len() - 1]),
        Cow::Owned(raw) => Cow::Owned(raw[1..raw.len() - 1].to_owned()),
    }
}

fn unexpected(kind: &Kind<'_>, at: usize, wanted: &str) -> Fault {
    Fault::new(at, format!("{wanted} is wanted here, not {}", kind.describe()))
}

fn mismatch(open: &str, close: &str, at: usize) -> Fault {
    Fault::new(at, format!("\"{open}\" is open here, and \"{close}\" is closed"))
}
