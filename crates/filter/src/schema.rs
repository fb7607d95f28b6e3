//! What the caller says of its properties.

/// Maps names of properties to the database. Names that it does not give are refused.
pub trait Schema {
    /// What `name` is. Aliases (`tag` for `tags.slug`) are resolved here.
    fn property(&self, name: &str) -> Option<Property>;

    /// The SQL that lowers the case of a column; the text it is compared with was lowered by Unicode's rules.
    fn lower(&self, column: &str) -> String {
        format!("lower({column})")
    }
}

/// A property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Property {
    /// A column of the row itself, or any scalar expression: `posts.status`, `(SELECT count(*) …)`.
    Column {
        /// SQL of the value.
        sql: String,
        /// Its type.
        kind: Kind,
    },
    /// A column of the one row that may stand beside it in another table: an expression that is null where that row is missing.
    /// What is missing equals nothing, so that “is not” holds for it.
    Beside {
        /// SQL of the value.
        sql: String,
        /// Its type.
        kind: Kind,
    },
    /// A column of related rows.
    Related {
        /// How they are reached.
        relation: Relation,
        /// SQL of the column inside the sub-select: `tags.slug`.
        sql: String,
        /// Its type.
        kind: Kind,
    },
    /// A column of the table that joins the relation (`posts_tags.sort_order`): in a group of AND it narrows every
    /// other condition of the group on that relation, and alone it says nothing.
    Joining {
        /// The relation that it narrows.
        relation: Relation,
        /// SQL of the column inside the sub-select.
        sql: String,
        /// Its type.
        kind: Kind,
    },
}

/// How related rows are reached: `OUTER IN (SELECT INNER FROM from WHERE …)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Conditions on relations of equal name belong together: `tags`.
    pub name: String,
    /// The column of the row itself: `posts.id`.
    pub outer: String,
    /// The column of the related rows that equals it: `posts_tags.post_id`.
    pub inner: String,
    /// Tables and joins of the sub-select: `posts_tags JOIN tags ON tags.id = posts_tags.tag_id`.
    pub from: String,
}

/// The type of a property: values of a filter are converted to it before they are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A truth value.
    Boolean,
    /// Milliseconds since 1970, UTC. Filters write `now-3d`, `2024-05-01` or `'2024-05-01 10:00:00'`.
    Time,
}
