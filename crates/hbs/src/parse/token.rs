//! The tokens of the language.

use std::borrow::Cow;

/// A token and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'s> {
    pub(super) kind: Kind<'s>,
    pub(super) at: usize,
}

/// A `strip` is true when the delimiter has a `~` on the outer side.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'s> {
    /// Text between mustaches, or inside a raw block.
    Content(&'s str),
    /// `{{! … }}`, `{{!-- … --}}`
    Comment { open: bool, close: bool },
    /// `{{{{`
    OpenRaw,
    /// `}}}}`
    CloseRaw,
    /// `{{{{/name}}}}`
    EndRaw(&'s str),
    /// `{{>`
    OpenPartial { strip: bool },
    /// `{{#>`
    OpenPartialBlock { strip: bool },
    /// `{{#`, `{{#*`
    OpenBlock { strip: bool, decorator: bool },
    /// `{{/`
    OpenEnd { strip: bool },
    /// `{{else}}`, `{{^}}`
    Inverse { open: bool, close: bool },
    /// `{{^`
    OpenInverse { strip: bool },
    /// `{{else`
    OpenChain { strip: bool },
    /// `{{{`
    OpenUnescaped { strip: bool },
    /// `{{`, `{{&`, `{{*`
    Open { strip: bool, escaped: bool, decorator: bool },
    /// `}}}`
    CloseUnescaped { strip: bool },
    /// `}}`
    Close { strip: bool },
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `=`
    Equals,
    /// A name, `.`, `..` or `[anything]`; `raw` is its spelling without escapes.
    Id { raw: Cow<'s, str> },
    /// `/` or `.` between names.
    Separator(char),
    /// `"…"` or `'…'`
    Text(Cow<'s, str>),
    /// `12`, `-1.5`
    Number(f64),
    /// `true`, `false`
    Bool(bool),
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `@`
    Data,
    /// `as |`
    OpenParams,
    /// `|`
    CloseParams,
    /// The end of the template.
    End,
}

impl Kind<'_> {
    /// How the token is called in an error.
    pub(super) fn describe(&self) -> String {
        let fixed = match self {
            Kind::Content(_) => "text",
            Kind::Comment { .. } => "a comment",
            Kind::OpenRaw => "\"{{{{\"",
            Kind::CloseRaw => "\"}}}}\"",
            Kind::EndRaw(name) => return format!("\"{{{{{{{{/{name}}}}}}}}}\""),
            Kind::OpenPartial { .. } => "\"{{>\"",
            Kind::OpenPartialBlock { .. } => "\"{{#>\"",
            Kind::OpenBlock { .. } => "\"{{#\"",
            Kind::OpenEnd { .. } => "\"{{/\"",
            Kind::Inverse { .. } => "\"{{else}}\"",
            Kind::OpenInverse { .. } => "\"{{^\"",
            Kind::OpenChain { .. } => "\"{{else\"",
            Kind::OpenUnescaped { .. } => "\"{{{\"",
            Kind::Open { .. } => "\"{{\"",
            Kind::CloseUnescaped { .. } => "\"}}}\"",
            Kind::Close { .. } => "\"}}\"",
            Kind::OpenParen => "\"(\"",
            Kind::CloseParen => "\")\"",
            Kind::Equals => "\"=\"",
            Kind::Id { raw } => return format!("\"{raw}\""),
            Kind::Separator(c) => return format!("\"{c}\""),
            Kind::Text(_) => "a quoted text",
            Kind::Number(_) => "a number",
            Kind::Bool(_) => "a boolean",
            Kind::Undefined => "\"undefined\"",
            Kind::Null => "\"null\"",
            Kind::Data => "\"@\"",
            Kind::OpenParams => "\"as |\"",
            Kind::CloseParams => "\"|\"",
            Kind::End => "the end of the template",
        };
        fixed.to_owned()
    }
}
