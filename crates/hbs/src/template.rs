//! A parsed template.

use crate::tree::Program;
use crate::{Result, parse};

/// A template, parsed and checked, not yet linked.
#[derive(Clone, Debug)]
pub struct Template {
    file: String,
    source: String,
    layout: Option<String>,
    pub(crate) program: Program,
}

impl Template {
    /// Parses `source`; `file` is what errors call it.
    ///
    /// # Errors
    /// What is no Handlebars 4.7, with its line and column.
    pub fn parse(file: impl Into<String>, source: impl Into<String>) -> Result<Self> {
        let (file, source) = (file.into(), source.into());
        let program = parse::parse(&file, &source)?;
        let layout = layout_of(&source).map(str::to_owned);
        Ok(Template { file, source, layout, program })
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
        self.layout.as_deref()
    }
}

/// The first `{{!< name}}` of a template, wherever it stands.
fn layout_of(source: &str) -> Option<&str> {
    source.match_indices("{{!<").find_map(|(at, _)| {
        let after = &source[at + 4..];
        let name = after.trim_start();
        if name.len() == after.len() {
            return None;
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
        let end = name.find(|c| !is_name(c))?;
        (end > 0 && name[end..].trim_start().starts_with("}}")).then_some(&name[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::layout_of;

    #[test]
    fn a_layout_is_named_in_a_comment() {
        assert_eq!(layout_of("{{!< default}}\n<p>"), Some("default"));
        assert_eq!(layout_of("x {{!<  ../a-b/c.hbs }} {{!< second}}"), Some("../a-b/c.hbs"));
        assert_eq!(layout_of("{{!<default}}"), None);
        assert_eq!(layout_of("{{! < default}}"), None);
    }
}
