//! What the grammar builds: statements with their delimiters' `~`, before white space is settled.

use std::borrow::Cow;

/// The `~` of a statement: on the left of `{{`, on the right of `}}`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Strip {
    pub(super) open: bool,
    pub(super) close: bool,
}

#[derive(Debug, Default)]
pub(super) struct Program<'s> {
    pub(super) body: Vec<Statement<'s>>,
    pub(super) params: Vec<Cow<'s, str>>,
    /// True for what follows `{{else something}}`: its only statement is the block of `something`.
    pub(super) chained: bool,
}

#[derive(Debug)]
pub(super) enum Statement<'s> {
    Content(Content<'s>),
    Comment(Strip),
    Mustache { expression: Expression<'s>, escaped: bool, strip: Strip },
    Partial { partial: Partial<'s>, indent: &'s str, strip: Strip },
    Block(Box<Block<'s>>),
}

#[derive(Debug)]
pub(super) struct Content<'s> {
    /// As it stands in the source.
    pub(super) original: &'s str,
    /// What is left of it.
    pub(super) value: &'s str,
    pub(super) left_stripped: bool,
    pub(super) right_stripped: bool,
}

#[derive(Debug)]
pub(super) struct Block<'s> {
    pub(super) head: Head<'s>,
    /// Absent in `{{^name}}…{{/name}}`.
    pub(super) program: Option<Program<'s>>,
    pub(super) inverse: Option<Program<'s>>,
    pub(super) open: Strip,
    pub(super) else_: Strip,
    pub(super) close: Strip,
}

#[derive(Debug)]
pub(super) enum Head<'s> {
    Block(Expression<'s>),
    Partial(Partial<'s>),
    /// `{{#*inline name}}`
    Inline(Argument<'s>),
}

#[derive(Debug)]
pub(super) struct Partial<'s> {
    pub(super) name: Argument<'s>,
    pub(super) params: Vec<Argument<'s>>,
    pub(super) hash: Option<Vec<(Cow<'s, str>, Argument<'s>)>>,
    pub(super) at: usize,
}

/// A path or literal with its arguments.
#[derive(Debug)]
pub(super) struct Expression<'s> {
    pub(super) head: Argument<'s>,
    pub(super) params: Vec<Argument<'s>>,
    pub(super) hash: Option<Vec<(Cow<'s, str>, Argument<'s>)>>,
    pub(super) at: usize,
}

#[derive(Debug)]
pub(super) enum Argument<'s> {
    Path(Path<'s>),
    Text(Cow<'s, str>),
    Number(f64),
    Bool(bool),
    Undefined,
    Null,
    Sub(Box<Expression<'s>>),
}

#[derive(Debug)]
pub(super) struct Path<'s> {
    pub(super) data: bool,
    pub(super) depth: usize,
    pub(super) parts: Vec<Cow<'s, str>>,
    /// The spelling without brackets, `@` included.
    pub(super) original: String,
}

impl Argument<'_> {
    /// True when `{{/close}}` closes `{{#self}}`: the same spelling, or the same literal. A sub-expression has no
    /// spelling, so it is closed by `{{/undefined}}`.
    pub(super) fn is_closed_by(&self, close: &Argument<'_>) -> bool {
        match (self, close) {
            (Argument::Number(a), Argument::Number(b)) => a == b,
            (Argument::Bool(a), Argument::Bool(b)) => a == b,
            (Argument::Null, Argument::Null) => true,
            (Argument::Undefined | Argument::Sub(_), Argument::Undefined) => true,
            (open, close) => match (open.spelling(), close.spelling()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }

    fn spelling(&self) -> Option<&str> {
        match self {
            Argument::Path(path) => Some(&path.original),
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name that the argument stands for where a name is wanted.
    pub(super) fn name(&self) -> String {
        match self {
            Argument::Path(path) => path.original.clone(),
            Argument::Text(text) => text.clone().into_owned(),
            Argument::Number(number) => crate::value::number_text(*number),
            Argument::Bool(b) => b.to_string(),
            Argument::Undefined | Argument::Sub(_) => "undefined".to_owned(),
            Argument::Null => "null".to_owned(),
        }
    }
}
