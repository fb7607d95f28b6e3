//! What a list can be asked for.

use crate::{
    Error, Id, Kind, Millis, Result, Text,
    rows::{
        filtered,
        matching::{PostProperties, expanded},
        stored::member,
    },
};

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
        Ok(Self { within, condition: condition(&expanded(filter), &PostProperties, now)? })
    }
}

/// A filter as SQL, with no more in it than a database takes.
fn condition(filter: &filter::Expr, schema: &dyn filter::Schema, now: Millis) -> Result<filter::Sql> {
    let refuse = |why: String| Err(Error::Invalid { field: "filter", why: why.into() });
    let terms = filter.properties().len();
    if terms > TERMS {
        return refuse(format!("has {terms} terms, {TERMS} are allowed"));
    }
    let condition = filter
        .to_sql(schema, now, 1)
        .map_err(|e| Error::Invalid { field: "filter", why: e.to_string().into() })?;
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
    Ok(condition)
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
    /// By columns, then by id; not served by an index: for small lists.
    By(Vec<(PostColumn, Direction)>),
    /// By the place of their slug in a list, those that are not in it first; likewise.
    Slugs(Vec<Text>),
}

impl Order {
    /// What Ghost does where nothing is asked for: posts by publication, pages by title.
    pub fn usual(kind: Kind) -> Self {
        match kind {
            Kind::Post => Self::Newest,
            Kind::Page => Self::By(vec![(PostColumn("title", false), Direction::Ascending)]),
        }
    }

    /// `published_at desc`, `title asc, featured desc` …, as Ghost writes it. A part without a direction, or of a name that is none, says
    /// nothing; where nothing is said, the id decides.
    pub fn read(text: &str) -> Self {
        let columns = columns(text);
        match columns.first().map(|(column, direction)| (column.0, *direction)) {
            Some(("published_at", Direction::Descending)) => Self::Newest,
            Some(("published_at", Direction::Ascending)) => Self::Oldest,
            Some(("updated_at", Direction::Descending)) if columns.len() == 1 => Self::Updated,
            _ => Self::By(columns),
        }
    }
}

/// The columns of an order as Ghost writes it: each part says which way.
fn columns(text: &str) -> Vec<(PostColumn, Direction)> {
    let mut columns = Vec::new();
    for part in text.split(',') {
        let mut words = part.split_whitespace();
        let (Some(name), Some(way), None) = (words.next(), words.next(), words.next()) else { continue };
        let (Some(column), Some(way)) =
            (PostColumn::named(&name.to_ascii_lowercase()), Direction::named(way))
        else {
            continue;
        };
        columns.push((column, way));
    }
    columns
}

/// A column that posts can be ordered by, and whether it may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostColumn(pub(crate) &'static str, pub(crate) bool);

impl PostColumn {
    /// All of them.
    pub const ALL: [PostColumn; 18] = [
        PostColumn("id", false),
        PostColumn("uuid", false),
        PostColumn("title", false),
        PostColumn("slug", false),
        PostColumn("featured", false),
        PostColumn("status", false),
        PostColumn("visibility", false),
        PostColumn("reading_time", false),
        PostColumn("created_at", false),
        PostColumn("updated_at", false),
        PostColumn("published_at", true),
        PostColumn("comment_id", true),
        PostColumn("feature_image", true),
        PostColumn("custom_excerpt", true),
        PostColumn("custom_template", true),
        PostColumn("canonical_url", true),
        PostColumn("show_title_and_feature_image", false),
        PostColumn("language", false),
    ];

    /// The column that a name of Ghost stands for: `title`, `posts.title`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.strip_prefix("posts.").unwrap_or(name);
        Self::ALL.into_iter().find(|column| column.0 == name)
    }
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "two plain words")]
pub enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    /// `asc` or `desc`, in any case.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            _ if word.eq_ignore_ascii_case("asc") => Some(Self::Ascending),
            _ if word.eq_ignore_ascii_case("desc") => Some(Self::Descending),
            _ => None,
        }
    }

    /// What is empty comes first going up, on both engines as in Ghost.
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Ascending => "NULLS FIRST",
            Self::Descending => "DESC NULLS LAST",
        }
    }
}

/// Among which posts a neighbour is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// All published posts.
    All,
    /// Those whose first tag this is.
    Tag(Id),
    /// Those whose first author this is.
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

/// Posts or pages of any state that are not in the trash, by a filter of Ghost's language: what the newsroom's programs list.
#[derive(Clone, Debug)]
pub struct Stories {
    pub(crate) kind: Kind,
    pub(crate) condition: Option<filter::Sql>,
    pub(crate) order: Option<Vec<(PostColumn, Direction)>>,
    pub(crate) own: Option<Id>,
    pub(crate) topics_of: Option<Id>,
    pub(crate) offset: u64,
    pub(crate) limit: u32,
}

impl Stories {
    /// All of a kind that a filter lets through, in an order as Ghost writes it. Without one those that wait for their time come first, then drafts, then what is
    /// public, each with the newest first. `now` is what relative dates count from.
    ///
    /// # Errors
    /// As those of [`Matching::new`].
    pub fn new(kind: Kind, filter: Option<&filter::Expr>, order: Option<&str>, now: Millis) -> Result<Self> {
        let condition =
            filter.map(|filter| condition(&expanded(filter), &PostProperties, now)).transpose()?;
        let order = order.map(columns).filter(|columns| !columns.is_empty());
        Ok(Self { kind, condition, order, own: None, topics_of: None, offset: 0, limit: 0 })
    }

    /// Only those of this author.
    #[must_use]
    pub fn of(self, author: Id) -> Self {
        Self { own: Some(author), ..self }
    }

    /// Only those under a topic to which this person's role is limited.
    #[must_use]
    pub fn within_topics_of(self, person: Id) -> Self {
        Self { topics_of: Some(person), ..self }
    }

    /// The same list from `offset` on.
    #[must_use]
    pub fn page(self, offset: u64, limit: u32) -> Self {
        Self { offset, limit, ..self }
    }
}

/// A list of the tags, or of the authors, with at least one public post (unless it is asked for all): by a filter of Ghost's language, in
/// any order. A site has few of either, and a reader bounds the time.
#[derive(Clone, Debug)]
pub struct Filtered {
    pub(crate) of: filtered::Of,
    /// Whether they need a public post.
    pub(crate) read: bool,
    pub(crate) condition: Option<filter::Sql>,
    pub(crate) order: FilteredOrder,
    pub(crate) offset: u64,
    pub(crate) limit: u32,
}

/// In which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilteredOrder {
    /// By columns, as [`FilteredOrder::of_tags`] and its like read them; the id decides last.
    By(Vec<(&'static str, Direction)>),
    /// By the place of their slug in a list, those that are not in it first.
    Slugs(Vec<Text>),
}

/// A list of members, for the newsroom: by a filter of Ghost's language. A reader bounds the time.
#[derive(Clone, Debug)]
pub struct MemberQuery {
    pub(crate) condition: Option<filter::Sql>,
    pub(crate) order: Vec<(&'static str, Direction)>,
    pub(crate) offset: u64,
    pub(crate) limit: u32,
}

impl MemberQuery {
    /// Members, in an order of columns that [`MemberQuery::column`] gives; the newest id decides last. `now` is what relative dates
    /// count from.
    ///
    /// # Errors
    /// As those of [`Matching::new`].
    pub fn new(
        filter: Option<&filter::Expr>,
        order: Vec<(&'static str, Direction)>,
        now: Millis,
    ) -> Result<Self> {
        let condition = filter.map(|filter| condition(filter, &member::MemberProperties, now)).transpose()?;
        Ok(Self { condition, order, offset: 0, limit: 0 })
    }

    /// The same list from `offset` on.
    #[must_use]
    pub fn page(self, offset: u64, limit: u32) -> Self {
        Self { offset, limit, ..self }
    }

    /// The column of members that a name of Ghost stands for, to order by.
    pub fn column(name: &str) -> Option<&'static str> {
        member::ORDERED.iter().copied().find(|column| *column == name)
    }
}

impl FilteredOrder {
    /// Ghost's `order` of tags (`name asc`, `count.posts desc, slug asc` …); `counts` says whether their posts are counted for the answer, without which
    /// nothing is ordered by them. What is not understood says nothing.
    pub fn of_tags(text: &str, counts: bool) -> Self {
        Self::read(filtered::Of::Tags, text, counts)
    }

    /// The same of authors.
    pub fn of_authors(text: &str, counts: bool) -> Self {
        Self::read(filtered::Of::Authors, text, counts)
    }

    fn read(of: filtered::Of, text: &str, counts: bool) -> Self {
        let column = |part: &str| {
            let mut words = part.split_whitespace();
            let (name, way) = (words.next()?.to_ascii_lowercase(), Direction::named(words.next()?)?);
            let name = name.strip_prefix("tags.").or(name.strip_prefix("users.")).unwrap_or(&name);
            let column = match name {
                "count.posts" | "posts" => counts.then_some("posts")?,
                name => of.ordered(name)?,
            };
            words.next().is_none().then_some((column, way))
        };
        Self::By(text.split(',').filter_map(column).collect())
    }
}

impl Filtered {
    /// A list of tags. `now` is what relative dates count from.
    ///
    /// # Errors
    /// As those of [`Matching::new`].
    pub fn tags(filter: Option<&filter::Expr>, order: FilteredOrder, now: Millis) -> Result<Self> {
        Self::of(filtered::Of::Tags, filter, order, now)
    }

    /// A list of authors.
    ///
    /// # Errors
    /// As those of [`Matching::new`].
    pub fn authors(filter: Option<&filter::Expr>, order: FilteredOrder, now: Millis) -> Result<Self> {
        Self::of(filtered::Of::Authors, filter, order, now)
    }

    fn of(
        of: filtered::Of,
        filter: Option<&filter::Expr>,
        order: FilteredOrder,
        now: Millis,
    ) -> Result<Self> {
        let condition = filter.map(|filter| condition(filter, &of, now)).transpose()?;
        Ok(Self { of, read: true, condition, order, offset: 0, limit: 0 })
    }

    /// The same list with those that have no public post.
    #[must_use]
    pub fn with_unread(self) -> Self {
        Self { read: false, ..self }
    }

    /// The same list from `offset` on.
    #[must_use]
    pub fn page(self, offset: u64, limit: u32) -> Self {
        Self { offset, limit, ..self }
    }
}
