//! The tables as `schema.sql` has them, for copies and checks.

/// The whole present schema.
pub(crate) const SCHEMA: &str = include_str!("../schema.sql");

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Int,
    Bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<(&'static str, Type)>,
    /// The places of the primary key's columns.
    pub(crate) key: Vec<usize>,
}

impl Table {
    /// The columns' names with commas.
    pub(crate) fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

/// All tables, those that are referred to before those that refer.
pub(crate) fn tables() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open = false;
    for line in SCHEMA.lines() {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            let name = rest.trim_end_matches(" (");
            tables.push(Table { name, columns: Vec::new(), key: Vec::new() });
            open = true;
        } else if line.starts_with(')') {
            open = false;
        } else if let Some(table) = tables.last_mut().filter(|_| open) {
            let line = line.trim();
            if let Some(key) = line.strip_prefix("PRIMARY KEY (") {
                let key = key.trim_end_matches([')', ',']);
                let place = |name: &str| table.columns.iter().position(|(column, _)| *column == name);
                table.key = key.split(", ").filter_map(place).collect();
            } else if let Some((name, rest)) = line.split_once(' ') {
                let ty = match rest.split([' ', ',']).next() {
                    Some("BIGINT") => Type::Int,
                    Some("BOOLEAN") => Type::Bool,
                    _ => Type::Text,
                };
                if rest.contains("PRIMARY KEY") {
                    table.key.push(table.columns.len());
                }
                table.columns.push((name, ty));
            }
        }
    }
    tables
}
