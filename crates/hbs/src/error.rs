//! What goes wrong in a template, with the place where it went wrong.

use std::fmt;

/// Which rule was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The text is not a template.
    Syntax,
    /// A helper, partial, layout or template of that name does not exist.
    Missing,
    /// A helper refused its arguments or failed.
    Helper,
    /// The output grew past [`crate::Limits::output`].
    TooMuchOutput,
    /// The work grew past [`crate::Limits::steps`].
    TooManySteps,
    /// Blocks and partials were nested past [`crate::Limits::depth`].
    TooDeep,
    /// The deadline of [`crate::Limits::deadline`] passed.
    TooLate,
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name that was given to [`crate::Template::parse`].
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The line itself, shortened around the place when it is long, and a second line with a caret.
    pub excerpt: String,
}

/// A template that could not be read, linked or rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    place: Option<Place>,
}

/// The result of everything here that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error that names no place yet: what a helper returns. The renderer adds the place of the call.
    pub fn helper(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Helper, message)
    }

    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { inner: Box::new(Inner { kind, message: message.into(), place: None }) }
    }

    /// The same error with the place `offset` (in bytes) of `source`, unless it has one already.
    pub(crate) fn at(mut self, file: &str, source: &str, offset: usize) -> Self {
        if self.inner.place.is_none() {
            self.inner.place = Some(Place::new(file, source, offset));
        }
        self
    }

    /// Which rule was broken.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// What is wrong, in one sentence, without the place.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// Where; `None` only for what has no place, such as a template name that does not exist.
    pub fn place(&self) -> Option<&Place> {
        self.inner.place.as_ref()
    }

    /// True when one of the [`crate::Limits`] was passed.
    pub fn is_limit(&self) -> bool {
        use ErrorKind::{TooDeep, TooLate, TooManySteps, TooMuchOutput};
        matches!(self.inner.kind, TooMuchOutput | TooManySteps | TooDeep | TooLate)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner.place {
            None => f.write_str(&self.inner.message),
            Some(Place { file, line, column, excerpt }) => {
                write!(f, "{file}:{line}:{column}: {}\n{excerpt}", self.inner.message)
            }
        }
    }
}

impl std::error::Error for Error {}

/// Characters shown on each side of the place.
const SHOWN: usize = 50;

impl Place {
    pub(crate) fn new(file: &str, source: &str, offset: usize) -> Self {
        let offset = source.floor_char_boundary(offset.min(source.len()));
        let before = &source[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = source[offset..].find('\n').map_or(source.len(), |at| offset + at);
        let column = source[start..offset].chars().count() + 1;
        let left: Vec<char> = source[start..offset].chars().rev().take(SHOWN).collect();
        let right = source[offset..end].trim_end().chars().take(SHOWN);
        let shown: String =
            left.iter().rev().copied().chain(right).map(|c| if c == '\t' { ' ' } else { c }).collect();
        let excerpt = format!("    {shown}\n    {}^", " ".repeat(left.len()));
        Place { file: file.to_owned(), line: before.matches('\n').count() + 1, column, excerpt }
    }
}
