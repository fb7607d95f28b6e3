//! What is wrong with a theme, said so that its author can put it right.

use std::fmt;

/// Everything found in a theme. A theme with errors is not put live; one with warnings works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What keeps the theme from working.
    pub errors: Vec<Finding>,
    /// What works, but hardly as its author meant.
    pub warnings: Vec<Finding>,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Short name of the rule, such as `unknown-helper`; stable, for scripts.
    pub rule: &'static str,
    /// Path inside the theme.
    pub file: String,
    /// Line counted from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column counted from 1; 0 when the whole line or file is meant.
    pub column: u32,
    /// The line itself, trimmed; empty when the whole file is meant.
    pub excerpt: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: String,
}

impl Finding {
    /// Something about a whole file.
    pub(crate) fn whole(rule: &'static str, file: &str, message: &str, advice: &str) -> Self {
        Finding {
            rule,
            file: file.to_owned(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            message: message.to_owned(),
            advice: advice.to_owned(),
        }
    }

    /// Something at a place of a text; `line` and `column` count from 1.
    pub(crate) fn at(rule: &'static str, file: &str, text: &str, line: u32, column: u32) -> Self {
        let excerpt = text.lines().nth((line.max(1) - 1) as usize).unwrap_or_default();
        Finding {
            rule,
            file: file.to_owned(),
            line,
            column,
            excerpt: shortened(excerpt.trim()),
            message: String::new(),
            advice: String::new(),
        }
    }

    /// The same with its sentences.
    pub(crate) fn saying(mut self, message: impl Into<String>, advice: impl Into<String>) -> Self {
        self.message = message.into();
        self.advice = advice.into();
        self
    }
}

/// Long lines are cut: minified files have one of megabytes.
fn shortened(line: &str) -> String {
    match line.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

impl Report {
    /// Whether the theme can be used.
    pub fn is_usable(&self) -> bool {
        self.errors.is_empty()
    }

    /// Sorted by file and place, so that two runs read alike.
    pub(crate) fn sorted(mut self) -> Self {
        let key = |finding: &Finding| (finding.file.clone(), finding.line, finding.column, finding.rule);
        self.errors.sort_by_key(key);
        self.warnings.sort_by_key(key);
        self.errors.dedup();
        self.warnings.dedup();
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {} [{}]", self.message, self.rule)?;
        if !self.excerpt.is_empty() {
            write!(f, "\n    | {}", self.excerpt)?;
        }
        if !self.advice.is_empty() {
            write!(f, "\n    {}", self.advice)?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.errors {
            writeln!(f, "error: {finding}")?;
        }
        for finding in &self.warnings {
            writeln!(f, "warning: {finding}")?;
        }
        let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        write!(f, "{}, {}", count(self.errors.len(), "error"), count(self.warnings.len(), "warning"))
    }
}

impl std::error::Error for Report {}
