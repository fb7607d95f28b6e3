//! Dates as templates ask for them: moment's format tokens, month and weekday names of the page's language, and
//! "3 hours ago".

mod format;
mod locale;
mod locales;
mod parse;
mod relative;

#[cfg(test)]
mod tests;

pub(crate) use format::format;
pub(crate) use locale::Locale;
pub(crate) use locales::find as locale;
pub use parse::iso;
pub(crate) use parse::parse;
pub(crate) use relative::ago;
