//! What a list can be asked for.

use crate::{Error, Id, Kind, Millis, Result, rows::matching::PostProperties};

/// A list of published posts or pages. Bodies are never loaded.
#[derive(Clone, Debug)]
pub struct PostQuery {
    /// Posts or pages.
    pub kind: Kind,
    /// Which of them.
    pub list: List,
    /// Only this language.
    pub language: Option<Box<str>>,
    /// In which order.
    pub order: Order,
    /// How many to skip.
    pub offset: u64,
    /// How many at most.
    pub limit: u32,
}

impl PostQuery {
    /// The newest published posts of a list.
    pub fn newest(list: List, offset: u64, limit: u32) -> Self {
        Self { kind: Kind::Post, list, language: None, order: Order::Newest, offset, limit }
    }
}

/// Which posts.
#[derive(Clone, Debug)]
pub enum List {
    /// All published ones.
    All,
    /// Those with a tag.
    Tag(Id),
    /// Those of an author.
    Author(Id),
    /// The featured ones.
    Featured,
    /// These, in this order (those that are not published are left out).
    Ids(Vec<Id>),
    /// Those of another list that a filter lets through.
    Matching(Box<Matching>),
}

/// Terms of a filter: databases limit how deep an expression may be.
const TERMS: usize = 200;
/// Values that a filter may compare with …
const VALUES: usize = 1_000;
/// … and bytes of each.
const VALUE_BYTES: usize = 10_000;

/// A list with a filter of Ghost's language, over the whole archive. The list is walked in its order until the page is full: a
/// filter that few posts pass costs as much as the list is long, within the time that a reader has for filters.
#[derive(Clone, Debug)]
pub struct Matching {
    pub(crate) within: List,
    /// Its parameters are numbered from 1.
    pub(crate) condition: filter::Sql,
}

impl Matching {
    /// A filter over a list (not over [`List::Ids`] or another filter). `now` is what relative dates count from.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a property that posts do not have, and for more terms, more or longer values than a database takes.
    pub fn new(within: List, filter: &filter::Expr, now: Millis) -> Result<Self> {
        if matches!(within, List::Ids(_) | List::Matching(_)) {
            return Err(Error::Invalid {
                field: "filter",
                why: "filters do not go over lists of ids".into(),
            });
        }
        let refuse = |why: String| Err(Error::Invalid { field: "filter", why });
        let terms = filter.properties().len();
        if terms > TERMS {
            return refuse(format!("has {terms} terms, {TERMS} are allowed"));
        }
        let condition = filter
            .to_sql(&PostProperties, now, 1)
            .map_err(|e| Error::Invalid { field: "filter", why: e.to_string() })?;
        if condition.values.len() > VALUES {
            return refuse(format!("compares with {} values, {VALUES} are allowed", condition.values.len()));
        }
        for value in &condition.values {
            if let filter::Bind::Text(text) = value
                && (text.len() > VALUE_BYTES || text.contains('\0'))
            {
                return refuse(format!("a value of it has NUL in it, or more than {VALUE_BYTES} bytes"));
            }
        }
        Ok(Self { within, condition })
    }
}

/// In which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Latest publication first.
    Newest,
    /// Earliest publication first.
    Oldest,
    /// Latest change first.
    Updated,
    /// By columns; not served by an index: for small lists.
    By(Vec<(PostColumn, Direction)>),
}

/// A column that posts can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the columns'")]
pub enum PostColumn {
    Id,
    Title,
    Slug,
    Featured,
    Visibility,
    ReadingTime,
    CreatedAt,
    UpdatedAt,
    PublishedAt,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "two plain words")]
pub enum Direction {
    Ascending,
    Descending,
}

/// Among which posts a neighbour is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// All published posts.
    All,
    /// Those with this tag.
    Tag(Id),
    /// Those of this author.
    Author(Id),
}

/// A list of tags.
#[derive(Clone, Debug)]
pub struct TagQuery {
    /// Also those whose name begins with `#`.
    pub internal: bool,
    /// In which order.
    pub order: TagOrder,
    /// How many to skip.
    pub offset: u64,
    /// How many at most.
    pub limit: u32,
}

/// The order of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagOrder {
    /// By name.
    Name,
    /// Most posts first.
    Posts,
}

/// A list of authors.
#[derive(Clone, Debug)]
pub struct AuthorQuery {
    /// In which order.
    pub order: AuthorOrder,
    /// How many to skip.
    pub offset: u64,
    /// How many at most.
    pub limit: u32,
}

/// The order of authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorOrder {
    /// By name.
    Name,
    /// Most posts first.
    Posts,
}
