//! What the desk knows of a story: its state, plan and place in the desk's lists.

use crate::{
    Id, Kind, Millis, Result, Status, Text,
    db::{Param, Row, batch::by_ids, statements},
};

/// Where a story stands in the newsroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Being written.
    Draft,
    /// Handed in, to be read by an editor.
    Review,
    /// Will be public at its time.
    Scheduled,
    /// Public.
    Published,
    /// Went out by mail only.
    Sent,
    /// Thrown away, not yet for good.
    Trash,
}

impl State {
    /// Every state, in the order of a story's life.
    pub const ALL: [State; 6] =
        [State::Draft, State::Review, State::Scheduled, State::Published, State::Sent, State::Trash];

    /// As in the database.
    pub fn as_str(self) -> &'static str {
        ["draft", "review", "scheduled", "published", "sent", "trash"][self as usize]
    }

    /// The state of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What the desk decides about a story. Written by `Writer::put_desk`; what follows from it and from the post (state, place in
/// lists, counters, the job that publishes) is derived there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// A draft that was handed in.
    pub in_review: bool,
    /// When it was thrown away, and what it was before.
    pub trashed: Option<(Millis, State)>,
    /// When it is to be ready.
    pub due_at: Option<Millis>,
    /// How long it is to be, in words.
    pub target_words: Option<u32>,
    /// Nobody publishes it before.
    pub embargo_until: Option<Millis>,
    /// What is written is newer than what readers see.
    pub changed: bool,
    /// Who began it; none when it was imported.
    pub created_by: Option<Id>,
    /// Who is to work on it.
    pub assignees: Vec<Id>,
}

/// A story's row on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRow {
    /// The story.
    pub post: Id,
    /// Its number, in the order of creation.
    pub n: i64,
    /// Where it stands.
    pub state: State,
    /// Its date on the desk: see `migrations/0002_room/stories.sql`.
    pub at: Millis,
    /// Counts changes of details (not of the text), for noticing that two people changed them at once.
    pub version: i64,
    /// What the desk decided.
    pub desk: Desk,
}

/// Columns of `desk d`, as `DeskRow::read` takes them: 11.
macro_rules! desk_columns {
    () => {
        "d.post_id, d.n, d.state, d.at, d.version, d.due_at, d.target_words, d.embargo_until, d.trashed_at, d.trashed_from, \
         d.changed, d.created_by"
    };
}
pub(crate) use desk_columns;

/// How many columns [`desk_columns!`] are.
pub(crate) const COLUMNS: usize = 12;

impl DeskRow {
    /// Takes [`desk_columns!`] from column `at` on; the assignees are read apart.
    pub(crate) fn read(row: &Row<'_>, at: usize) -> Result<Self> {
        let state = |i| Ok::<_, crate::Error>(row.maybe_str(i)?.and_then(State::by_name));
        let now = state(at + 2)?.unwrap_or(State::Draft);
        let trashed = row.maybe_int(at + 8)?.zip(state(at + 9)?);
        Ok(Self {
            post: row.id(at)?,
            n: row.int(at + 1)?,
            state: now,
            at: row.int(at + 3)?,
            version: row.int(at + 4)?,
            desk: Desk {
                in_review: now == State::Review || trashed.is_some_and(|(_, from)| from == State::Review),
                trashed,
                due_at: row.maybe_int(at + 5)?,
                target_words: row.maybe_small(at + 6)?,
                embargo_until: row.maybe_int(at + 7)?,
                changed: row.bool(at + 10)?,
                created_by: row.maybe_str(at + 11)?.map(str::parse).transpose()?,
                assignees: Vec::new(),
            },
        })
    }
}

/// What of a post decides where it stands on the desk.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) language: Text,
    pub(crate) created_at: Millis,
    pub(crate) updated_at: Millis,
    pub(crate) published_at: Option<Millis>,
    pub(crate) tags: Vec<Id>,
    pub(crate) authors: Vec<Id>,
}

/// Where a story stands: derived from its post and from what the desk decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) state: State,
    pub(crate) at: Millis,
}

impl Place {
    pub(crate) fn of(facts: &Facts, desk: &Desk) -> Self {
        if let Some((at, _)) = desk.trashed {
            return Self { state: State::Trash, at };
        }
        let state = match facts.status {
            Status::Draft if desk.in_review => State::Review,
            Status::Draft => State::Draft,
            Status::Scheduled => State::Scheduled,
            Status::Published => State::Published,
            Status::Sent => State::Sent,
        };
        let at = match state {
            State::Scheduled | State::Published => facts.published_at.unwrap_or(facts.updated_at),
            _ => facts.updated_at,
        };
        Self { state, at }
    }

    /// The rows of `desk_index`: every list that the story stands in, with its place there.
    pub(crate) fn facets(&self, facts: &Facts, desk: &Desk) -> std::collections::BTreeSet<(String, Millis)> {
        let mut properties = vec![String::new(), language_facet(&facts.language)];
        properties.extend(facts.authors.iter().map(author_facet));
        properties.extend(facts.tags.iter().map(topic_facet));
        properties.extend(desk.assignees.iter().map(person_facet));
        properties.extend(facts.authors.iter().chain(&desk.assignees).map(own_facet));
        let mut facets = std::collections::BTreeSet::new();
        for property in &properties {
            facets.insert((facet(facts.kind, Some(self.state), property), self.at));
            // What was thrown away is only in the list of that.
            if self.state != State::Trash {
                facets.insert((facet(facts.kind, None, property), self.at));
            }
        }
        if let Some(due) = desk.due_at.filter(|_| self.is_unfinished()) {
            facets.insert((due_facet(facts.kind), due));
        }
        facets
    }

    fn is_unfinished(&self) -> bool {
        matches!(self.state, State::Draft | State::Review | State::Scheduled)
    }
}

/// The name of a list: of a kind, in a state or in all but the trash, with one more property or an empty text.
pub(crate) fn facet(kind: Kind, state: Option<State>, property: &str) -> String {
    let state = state.map_or_else(String::new, |state| format!("/{}", state.as_str()));
    format!("{}{state}{property}", kind.as_str())
}
pub(crate) fn author_facet(id: &Id) -> String {
    format!("/a:{id}")
}
pub(crate) fn topic_facet(id: &Id) -> String {
    format!("/t:{id}")
}
pub(crate) fn person_facet(id: &Id) -> String {
    format!("/p:{id}")
}
/// What somebody wrote or is to work on.
pub(crate) fn own_facet(id: &Id) -> String {
    format!("/o:{id}")
}
pub(crate) fn language_facet(language: &str) -> String {
    format!("/l:{language}")
}
/// Unfinished stories by the time they are due.
pub(crate) fn due_facet(kind: Kind) -> String {
    format!("{}/due", kind.as_str())
}

/// The counter of stories of a kind in a state.
pub(crate) fn counter_name(kind: Kind, state: State) -> String {
    format!("desk:{}:{}", kind.as_str(), state.as_str())
}

/// The number of a new story before it is sought to be unique: by creation, then by chance of its id.
pub(crate) fn number(created_at: Millis, id: &Id) -> i64 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in id.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    created_at.clamp(-(1 << 42), 1 << 42) * (1 << 20) + i64::from(hash & 0xf_ffff)
}

/// The values of [`PUT`].
pub(crate) fn params<'a>(row: &'a DeskRow, kind: Kind, language: &'a Text) -> [Param<'a>; 14] {
    let desk = &row.desk;
    [
        (&row.post).into(),
        row.n.into(),
        kind.as_str().into(),
        row.state.as_str().into(),
        row.at.into(),
        language.into(),
        row.version.into(),
        desk.due_at.into(),
        desk.target_words.into(),
        desk.embargo_until.into(),
        desk.trashed.map(|(at, _)| at).into(),
        desk.trashed.map_or(Param::Null, |(_, from)| from.as_str().into()),
        desk.changed.into(),
        desk.created_by.as_ref().map_or(Param::Null, Param::from),
    ]
}

by_ids!(
    PEOPLE_OF,
    "SELECT p.post_id, u.id, u.name FROM desk_people p JOIN users u ON u.id = p.user_id WHERE p.post_id IN (",
    ") ORDER BY p.post_id, u.name, u.id"
);

statements! {
    Reading ROW = concat!("SELECT ", desk_columns!(), " FROM desk d WHERE d.post_id = ?1");
    Writing FACTS = "SELECT kind, status, language, created_at, updated_at, published_at FROM posts WHERE id = ?1";
    Writing NUMBER_TAKEN = "SELECT n FROM desk WHERE n = ?1";
    Writing PUT = "INSERT INTO desk (post_id, n, kind, state, at, language, version, due_at, target_words, embargo_until, \
        trashed_at, trashed_from, changed, created_by) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
        ON CONFLICT (post_id) DO UPDATE SET kind = excluded.kind, state = excluded.state, at = excluded.at, \
        language = excluded.language, version = excluded.version, due_at = excluded.due_at, \
        target_words = excluded.target_words, embargo_until = excluded.embargo_until, trashed_at = excluded.trashed_at, \
        trashed_from = excluded.trashed_from, changed = excluded.changed, created_by = excluded.created_by";
    Writing DELETE = "DELETE FROM desk WHERE post_id = ?1";
    Reading PEOPLE = "SELECT user_id FROM desk_people WHERE post_id = ?1 ORDER BY user_id";
    Writing ADD_PERSON = "INSERT INTO desk_people (post_id, user_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Writing CLEAR_PEOPLE = "DELETE FROM desk_people WHERE post_id = ?1";
    Writing ADD_8_FACETS = "INSERT INTO desk_index (facet, at, post_id) VALUES (?2, ?3, ?1), (?4, ?5, ?1), (?6, ?7, ?1), \
        (?8, ?9, ?1), (?10, ?11, ?1), (?12, ?13, ?1), (?14, ?15, ?1), (?16, ?17, ?1) ON CONFLICT DO NOTHING";
    Writing REMOVE_FACET = "DELETE FROM desk_index WHERE facet = ?1 AND at = ?2 AND post_id = ?3";
    Writing FORGET_FACETS = "DELETE FROM desk_index WHERE facet IN (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    Writing WORDS = "SELECT words FROM story_words WHERE n = ?1";
    Writing PUT_WORDS = "INSERT INTO story_words (n, words) VALUES (?1, ?2) \
        ON CONFLICT (n) DO UPDATE SET words = excluded.words";
    Writing DELETE_WORDS = "DELETE FROM story_words WHERE n = ?1";
    Writing UNINDEXED = "SELECT d.post_id FROM desk d WHERE d.n > ?1 \
        AND NOT EXISTS (SELECT 1 FROM story_words w WHERE w.n = d.n) ORDER BY d.n LIMIT ?2";
    Reading COUNTS = "SELECT name, n FROM counters WHERE name >= ?1 AND name < ?2";
}
