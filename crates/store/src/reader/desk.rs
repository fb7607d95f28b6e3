//! The desk as the room reads it. Nothing here notes a tag of its own: readers' pages never show it.

use std::collections::HashMap;

use crate::{
    Asked, Comment, DeskCard, DeskKey, DeskOrder, DeskPage, DeskQuery, DeskRow, FailedJob, Id, Kind, Lane,
    Millis, Post, PostBody, PostMeta, PostRow, Reader, Result, Revision, RevisionRow, State, Stories, Story,
    Tag, Text, ThemePreview, Translation,
    db::{Conn, Param, Row, batch},
    rows::{comment, desk, desk_list, job, post, preview, revision, stories, theme_preview},
};

/// Revisions and comments of a story that are shown.
const MOST: u32 = 500;
/// When so many stories have the words as they stand, those whose words only begin so are left out: an index finds a word's latest
/// stories at once, and goes through all stories of all words that begin so.
const ENOUGH: u32 = 200;
/// Earlier and later than any time.
const EVER: Millis = 9_000_000_000_000_000;

impl Reader {
    /// A page of the desk's list.
    pub fn desk_list(&self, query: &DeskQuery) -> Result<DeskPage> {
        let found = match &query.words {
            Some(_) => self.found(query)?,
            None => self.walked(query)?,
        };
        let full = found.len() as u32 >= query.limit.max(1);
        let last = found
            .last()
            .map(|(at, row, _)| DeskKey { at: *at, id: query.words.is_none().then_some(row.post) });
        let next = if full { last } else { self.window_end(query)? };
        let stories = self.on_desk(found.into_iter().map(|(_, row, post)| (row, post)).unzip())?;
        Ok(DeskPage { stories, next })
    }

    /// Public stories that have all the words and are open to everybody, the newest first: among the latest that a window of the index
    /// holds, however many there are.
    pub fn public_with_words(&self, words: &Asked, offset: u64, limit: u32) -> Result<Vec<Id>> {
        self.note(Tag::any_post());
        let mut conn = self.conn();
        let asked = question(&mut conn, words)?;
        let params = [asked.as_str().into(), desk_list::WINDOW.into(), limit.into(), offset.into()];
        conn.rows(&desk_list::PUBLIC_FOUND, &params, |row| row.id(0))
    }

    /// Stories of any state by their ids and in their order; those that there are.
    pub fn desk_cards(&self, ids: &[Id]) -> Result<Vec<DeskCard>> {
        let (mut rows, mut posts) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
        batch::each(&mut self.conn(), &desk_list::CARDS, ids, &mut |row| {
            rows.push(DeskRow::read(row, 0)?);
            posts.push(PostRow::read_at(row, desk::COLUMNS)?);
            Ok(())
        })?;
        let mut stories = self.on_desk((rows, posts))?;
        stories.sort_by_key(|story| ids.iter().position(|id| *id == story.card.id));
        Ok(stories)
    }

    fn on_desk(&self, (rows, posts): (Vec<DeskRow>, Vec<PostRow>)) -> Result<Vec<DeskCard>> {
        let ids: Vec<Id> = rows.iter().map(|row| row.post).collect();
        let mut people = self.people_of(&ids)?;
        let stories = self.cards(posts)?.into_iter().zip(rows);
        Ok(stories
            .map(|(card, row)| DeskCard { assignees: people.remove(&card.id).unwrap_or_default(), card, row })
            .collect())
    }

    fn walked(&self, query: &DeskQuery) -> Result<Vec<(i64, DeskRow, PostRow)>> {
        let walk = Walk::of(query);
        let sql = if walk.down { &desk_list::NEWEST } else { &desk_list::SOONEST };
        let limit = query.limit.max(1);
        let mut params: Vec<Param<'_>> = walk.params().into();
        params.extend(conditions(query));
        params.push(limit.into());
        self.conn().rows(sql, &params, listed)
    }

    fn found(&self, query: &DeskQuery) -> Result<Vec<(i64, DeskRow, PostRow)>> {
        let mut conn = self.conn();
        let asked = asked(&mut conn, query)?;
        let mut params: Vec<Param<'_>> = vec![
            asked.as_str().into(),
            query.after.as_ref().map_or(i64::MAX, |key| key.at).into(),
            query.until.map_or(EVER, |until| until - 1).into(),
            query.from.unwrap_or(-EVER).into(),
            desk_list::WINDOW.into(),
        ];
        params.extend(conditions(query));
        params.push(query.limit.max(1).into());
        params.push(query.kind.as_str().into());
        conn.rows(&desk_list::FOUND, &params, listed)
    }

    /// Where the window ended, when there may be more behind it.
    fn window_end(&self, query: &DeskQuery) -> Result<Option<DeskKey>> {
        let mut conn = self.conn();
        if query.words.is_some() {
            let asked = asked(&mut conn, query)?;
            let from = query.after.as_ref().map_or(i64::MAX, |key| key.at);
            // The row behind the window, if there is one, says that the window was full.
            let beyond = desk_list::WINDOW + 1;
            let params = [asked.as_str().into(), from.into(), beyond.into()];
            let mut count = 0;
            conn.each_of(desk_list::FOUND_WIDTH.text, &params, &mut |row| {
                count = row.int(0)?;
                Ok(())
            })?;
            if count < i64::from(beyond) {
                return Ok(None);
            }
            let params = [asked.as_str().into(), from.into(), desk_list::WINDOW.into()];
            return conn.row(&desk_list::FOUND_END, &params, |row| Ok(DeskKey { at: row.int(0)?, id: None }));
        }
        if Walk::is_exact(query) {
            return Ok(None);
        }
        let walk = Walk::of(query);
        let (end, width) = if walk.down {
            (&desk_list::NEWEST_END, &desk_list::NEWEST_WIDTH)
        } else {
            (&desk_list::SOONEST_END, &desk_list::SOONEST_WIDTH)
        };
        let mut params = walk.params();
        params[4] = (desk_list::WINDOW + 1).into();
        let count = conn.row(width, &params, |row| row.int(0))?.unwrap_or(0);
        if count <= i64::from(desk_list::WINDOW) {
            return Ok(None);
        }
        conn.row(end, &walk.params(), |row| Ok(DeskKey { at: row.int(0)?, id: Some(row.id(1)?) }))
    }

    /// How many stories of a kind there are in each state: kept counters.
    pub fn desk_counts(&self, kind: Kind) -> Result<Vec<(State, u64)>> {
        let (from, to) = (format!("desk:{}:", kind.as_str()), format!("desk:{};", kind.as_str()));
        let counted =
            self.conn().rows(&desk::COUNTS, &[from.as_str().into(), to.as_str().into()], |row| {
                let state = row.str(0)?.rsplit(':').next().and_then(State::by_name);
                Ok((state, row.count(1)?))
            })?;
        Ok(counted.into_iter().filter_map(|(state, n)| Some((state?, n))).collect())
    }

    /// The ids of a page of stories of any state, and how many there are in all.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a filter that takes too long.
    pub fn stories(&self, query: &Stories) -> Result<(Vec<Id>, u64)> {
        let mut total = 0;
        self.bounded(&stories::count(query), &mut |row| {
            total = row.count(0)?;
            Ok(())
        })?;
        let mut ids = Vec::new();
        if query.offset < total {
            self.bounded(&stories::page(query), &mut |row| {
                ids.push(row.id(0)?);
                Ok(())
            })?;
        }
        Ok((ids, total))
    }

    /// The id of the post or page that has a slug, whatever its state.
    pub fn story_id_by_slug(&self, kind: Kind, slug: &str) -> Result<Option<Id>> {
        self.conn().row(&post::HOLDER_OF_SLUG, &[slug.into(), kind.as_str().into()], |row| row.id(0))
    }

    /// A story of any state.
    pub fn story(&self, id: &Id) -> Result<Option<Story>> {
        let found = self.conn().row(&post::ANY_BY_ID, &[id.into()], |row| {
            Ok((PostRow::read(row)?, PostBody::read(row, 31)?, PostMeta::read(row, 37)?))
        })?;
        let Some((row, body, meta)) = found else { return Ok(None) };
        let Some(mut desk) = self.conn().row(&desk::ROW, &[id.into()], |row| DeskRow::read(row, 0))? else {
            return Ok(None);
        };
        let Some(card) = self.cards(vec![row])?.pop() else { return Ok(None) };
        let assignees = self.people_of(&[*id])?.remove(id).unwrap_or_default();
        desk.desk.assignees = assignees.iter().map(|(id, _)| *id).collect();
        Ok(Some(Story { post: Post { card, body, meta }, row: desk, assignees }))
    }

    fn people_of(&self, ids: &[Id]) -> Result<HashMap<Id, Vec<(Id, Text)>>> {
        let mut people: HashMap<Id, Vec<(Id, Text)>> = HashMap::new();
        batch::each(&mut self.conn(), &desk::PEOPLE_OF, ids, &mut |row| {
            people.entry(row.id(0)?).or_default().push((row.id(1)?, row.text(2)?));
            Ok(())
        })?;
        Ok(people)
    }

    /// The versions of a story in other languages, whatever their state.
    pub fn versions_of(&self, key: &str, except: &Id) -> Result<Vec<Translation>> {
        self.conn().rows(&desk_list::VERSIONS, &[key.into(), except.into()], |row| {
            Ok(Translation {
                id: row.id(0)?,
                language: row.text(1)?,
                slug: row.text(2)?,
                title: row.text(3)?,
            })
        })
    }

    /// The versions that were kept of a story, the newest first.
    pub fn revisions(&self, post: &Id) -> Result<Vec<RevisionRow>> {
        self.conn().rows(&revision::LIST, &[post.into(), MOST.into()], RevisionRow::read)
    }

    /// A version of a story.
    pub fn revision(&self, post: &Id, id: &Id) -> Result<Option<Revision>> {
        self.conn().row(&revision::ONE, &[id.into(), post.into()], Revision::read)
    }

    /// The version before one.
    pub fn revision_before(&self, post: &Id, at: Millis, id: &Id) -> Result<Option<Revision>> {
        self.conn().row(&revision::BEFORE, &[post.into(), at.into(), id.into()], Revision::read)
    }

    /// The comments on a story and the replies to them, the oldest first.
    pub fn comments(&self, post: &Id) -> Result<Vec<Comment>> {
        self.conn().rows(&comment::OF_POST, &[post.into(), MOST.into()], Comment::read)
    }

    /// What an address for seeing another theme shows, as long as it holds.
    pub fn theme_preview(&self, token_hash: &str, now: Millis) -> Result<Option<ThemePreview>> {
        self.conn().row(&theme_preview::ONE, &[token_hash.into(), now.into()], ThemePreview::read)
    }

    /// The story that a preview link shows, as long as it holds.
    pub fn previewed(&self, token_hash: &str, now: Millis) -> Result<Option<Id>> {
        self.conn().row(&preview::POST, &[token_hash.into(), now.into()], |row| row.id(0))
    }

    /// The names of topics, those with most stories first.
    pub fn topic_names(&self, limit: u32) -> Result<Vec<(Id, Text)>> {
        self.conn().rows(&desk_list::TOPIC_NAMES, &[limit.into()], |row| Ok((row.id(0)?, row.text(1)?)))
    }

    /// The names of authors, those with most stories first.
    pub fn people_names(&self, limit: u32) -> Result<Vec<(Id, Text)>> {
        self.conn().rows(&desk_list::PEOPLE_NAMES, &[limit.into()], |row| Ok((row.id(0)?, row.text(1)?)))
    }

    /// When the next job of a lane may be taken.
    pub fn next_job_at(&self, lane: Lane) -> Result<Option<Millis>> {
        self.conn().row(&job::NEXT, &[lane.as_str().into()], |row| row.int(0))
    }

    /// How many jobs wait, and those that failed, the newest first.
    pub fn jobs(&self, limit: u32) -> Result<(u64, Vec<FailedJob>)> {
        let waiting = self.conn().row(&job::WAITING, &[], |row| row.count(0))?.unwrap_or(0);
        Ok((waiting, self.conn().rows(&job::TROUBLED, &[limit.into()], FailedJob::read)?))
    }
}

fn listed(row: &Row<'_>) -> Result<(i64, DeskRow, PostRow)> {
    Ok((row.int(0)?, DeskRow::read(row, 1)?, PostRow::read_at(row, 1 + desk::COLUMNS)?))
}

fn asked(conn: &mut Conn, query: &DeskQuery) -> Result<String> {
    query.words.as_ref().map_or_else(|| Ok(String::new()), |words| question(conn, words))
}

/// Words as the engine's index takes them.
fn question(conn: &mut Conn, words: &Asked) -> Result<String> {
    let text = |conn: &Conn, whole| match conn {
        Conn::Lite(_) => words.for_sqlite(whole),
        Conn::Pg(_) => words.for_postgres(whole),
    };
    let whole = text(conn, true);
    let params = [whole.as_str().into(), i64::MAX.into(), ENOUGH.into()];
    let found = conn.row(&desk_list::FOUND_WIDTH, &params, |row| row.int(0))?;
    Ok(if found >= Some(ENOUGH.into()) { whole } else { text(conn, false) })
}

/// The values of ?6 to ?12.
fn conditions(query: &DeskQuery) -> [Param<'_>; 7] {
    fn id(id: Option<&Id>) -> Param<'_> {
        id.map_or(Param::Text(""), Param::from)
    }
    [
        query.state.map_or("", State::as_str).into(),
        query.language.as_deref().unwrap_or_default().into(),
        id(query.author.as_ref()),
        id(query.topic.as_ref()),
        id(query.assignee.as_ref()),
        id(query.own.as_ref()),
        id(query.limited.as_ref()),
    ]
}

/// Which list of the index is walked, from where and to where.
struct Walk {
    facet: String,
    down: bool,
    from: (i64, String),
    until: i64,
}

impl Walk {
    fn of(query: &DeskQuery) -> Self {
        // The narrowest property that the index has leads; the others are looked at row by row.
        let property = match (&query.assignee, &query.own, &query.author, &query.topic, &query.language) {
            (Some(id), ..) => desk::person_facet(id),
            (_, Some(id), ..) => desk::own_facet(id),
            (_, _, Some(id), ..) => desk::author_facet(id),
            (_, _, _, Some(id), _) => desk::topic_facet(id),
            (.., Some(language)) => desk::language_facet(language),
            _ => String::new(),
        };
        let facet = match query.order {
            DeskOrder::Due => desk::due_facet(query.kind),
            _ => desk::facet(query.kind, query.state, &property),
        };
        let down = query.order == DeskOrder::Newest;
        let (earliest, latest) =
            (query.from.unwrap_or(-EVER), query.until.map_or(EVER, |until| until.saturating_sub(1)));
        let key = |key: &DeskKey| (key.at, key.id.map(|id| id.to_string()).unwrap_or_default());
        let from = match (&query.after, down) {
            (Some(after), _) => key(after),
            // Ids are letters and digits: `~` is behind all of them.
            (None, true) => (latest, "~".to_owned()),
            (None, false) => (earliest, String::new()),
        };
        Self { facet, down, from, until: if down { earliest } else { latest } }
    }

    /// Whether every row of the walked list is an answer.
    fn is_exact(query: &DeskQuery) -> bool {
        let properties = [
            query.assignee.is_some(),
            query.own.is_some(),
            query.author.is_some(),
            query.topic.is_some(),
            query.language.is_some(),
        ];
        let rest = query.limited.is_some();
        let narrow = properties.into_iter().filter(|asked| *asked).count();
        match query.order {
            DeskOrder::Due => narrow == 0 && query.state.is_none() && !rest,
            _ => narrow <= 1 && !rest,
        }
    }

    fn params(&self) -> [Param<'_>; 5] {
        [
            self.facet.as_str().into(),
            self.from.0.into(),
            self.from.1.as_str().into(),
            self.until.into(),
            desk_list::WINDOW.into(),
        ]
    }
}
