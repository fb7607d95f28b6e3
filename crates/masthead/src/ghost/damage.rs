use std::fmt;

/// Why an import stopped: what is wrong, and the place in the file where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Damage {
    /// The file, or the entry of the ZIP (`export.zip: data/site.ghost.json`).
    pub file: String,
    /// JSON path such as `db[0].data.posts[17].title`, when one is known.
    pub path: Option<String>,
    /// Byte from the start of the (unpacked) file, counted from 0, and line counted from 1.
    pub at: Option<(u64, u64)>,
    /// What is wrong, as the rest of a sentence.
    pub what: String,
}

impl Damage {
    /// Damage of a whole file.
    pub fn of(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self { file: file.into(), path: None, at: None, what: what.into() }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(path) = &self.path {
            write!(out, ": {path}")?;
        }
        write!(out, ": {}", self.what)?;
        if let Some((byte, line)) = self.at {
            write!(out, " (byte {byte}, line {line})")?;
        }
        Ok(())
    }
}

/// Result of reading an export.
pub(crate) type Result<T> = std::result::Result<T, Damage>;
