//! Statements: constants with a name, written once with `?1` and turned into `$1` when prepared for PostgreSQL.
//! (SQLite numbers `$n` by first appearance, so that the other way round does not work.)

/// Who runs a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    /// A reader's request: its plan is kept as a golden file, and may not scan a whole table.
    Reading,
    /// A write, a backup, the doctor.
    Writing,
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sql {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the tests that prepare and explain every statement show it")
    )]
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of query plans asks for it"))]
    pub(crate) path: Path,
}

/// Declares statements and the table `STATEMENTS` that registers them for the tests.
macro_rules! statements {
    ($($path:ident $name:ident = $text:expr;)*) => {
        $(pub(crate) const $name: $crate::db::Sql =
            $crate::db::Sql { name: stringify!($name), text: $text, path: $crate::db::Path::$path };)*
        /// Every statement of this file.
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[$crate::db::Sql] = &[$($name),*];
    };
}
pub(crate) use statements;

/// Later than every time that means “not listed”, earlier than every real one: a bound that both engines serve from an index.
macro_rules! listed {
    ($column:literal) => {
        concat!($column, " > -9000000000000000")
    };
}
pub(crate) use listed;

/// Lower case by Unicode's rules: on SQLite a function of ours, on PostgreSQL `lower` by ICU, as our columns compare by bytes
/// and would fold Latin letters only.
pub(crate) const FOLDED: &str = "folded";
const PG_FOLDED: &str = r#"lower('' COLLATE "und-x-icu" || "#;

/// The text as PostgreSQL takes it: `?1` becomes `$1`, and `folded(x)` what folds there.
pub(crate) fn for_postgres(text: &str) -> String {
    let text = text.replace("folded(", PG_FOLDED);
    let mut out = String::with_capacity(text.len() + 8);
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                out.push(c);
            }
            '?' if !quoted => out.push('$'),
            c => out.push(c),
        }
    }
    out
}

/// `?1, ?2, … ?n`, beginning with `?first`.
pub(crate) fn marks(first: usize, n: usize) -> String {
    let mut out = String::with_capacity(n * 5);
    for i in first..first + n {
        if i > first {
            out.push(',');
        }
        out.push('?');
        out.push_str(&i.to_string());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_serves_both() {
        assert_eq!(
            for_postgres("SELECT '?1' WHERE a = ?1 AND b = ?12"),
            "SELECT '?1' WHERE a = $1 AND b = $12"
        );
        assert_eq!(for_postgres("folded(a) = ?1"), r#"lower('' COLLATE "und-x-icu" || a) = $1"#);
        assert_eq!(marks(2, 3), "?2,?3,?4");
    }
}
