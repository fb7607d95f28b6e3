//! Writing what the desk knows of a story. Its state, its place in the desk's lists, the counters and the job that publishes it are
//! derived here from its post and from what the desk decided, so that they cannot disagree.

use crate::{
    Desk, DeskRow, Id, Kind, Lane, NewJob, PostRecord, Put, Result, State, Status, Tag, Text, Writer,
    db::Param,
    rows::{
        author, comment,
        desk::{self, Facts, Place},
        preview, revision, tag,
    },
    writer::refuse_nul,
};

/// The job that publishes a scheduled story; it is about the story's id.
pub const PUBLISH_JOB: &str = "story.publish";

impl Writer {
    /// What the desk knows of a story.
    pub fn desk(&mut self, id: &Id) -> Result<Option<DeskRow>> {
        let Some(mut row) = self.one(&desk::ROW, &[id.into()], |row| DeskRow::read(row, 0))? else {
            return Ok(None);
        };
        row.desk.assignees = self.many(&desk::PEOPLE, &[id.into()], |row| row.id(0))?;
        Ok(Some(row))
    }

    /// Writes what the desk decided. Refuses a story and people that do not exist.
    pub fn put_desk(&mut self, id: &Id, new: &Desk) -> Result<Put> {
        let missing = |what, id: &Id| crate::Error::Missing { what, id: id.to_string() };
        let facts = self.facts(id)?.ok_or_else(|| missing("post", id))?;
        let before = self.desk(id)?.ok_or_else(|| missing("post", id))?;
        let mut new = new.clone();
        new.assignees.sort_unstable();
        new.assignees.dedup();
        if before.desk == new {
            return Ok(Put::Unchanged);
        }
        for person in &new.assignees {
            self.one(&author::BY_ID, &[person.into()], |_| Ok(()))?
                .ok_or_else(|| missing("author", person))?;
        }
        let details = Desk { changed: before.desk.changed, ..new.clone() } != before.desk;
        self.move_story(Some((&facts, &before)), &facts, id, new, details)?;
        Ok(Put::Updated)
    }

    /// Notes that somebody changed what the details of a story show, though the desk's own row stays as it is.
    pub fn touch_desk(&mut self, id: &Id) -> Result<()> {
        if let (Some(facts), Some(before)) = (self.facts(id)?, self.desk(id)?) {
            let desk = before.desk.clone();
            self.move_story(Some((&facts, &before)), &facts, id, desk, true)?;
        }
        Ok(())
    }

    /// Takes a change of a post to the desk: called by every write of a post.
    pub(super) fn desk_follows(&mut self, old: Option<&PostRecord>, new: &PostRecord) -> Result<()> {
        let id = &new.row.id;
        let before = match old {
            Some(_) => self.desk(id)?,
            None => None,
        };
        let mut desk = before.as_ref().map_or_else(
            || Desk {
                created_by: new.meta.created_by.as_deref().and_then(|id| id.parse().ok()),
                ..Desk::default()
            },
            |row| row.desk.clone(),
        );
        if new.row.status != Status::Draft {
            desk.in_review = false;
            desk.trashed = None;
        }
        desk.changed &= new.row.status == Status::Published;
        let facts = facts(new);
        let details = old.is_none_or(|old| details_of(old) != details_of(new));
        match (old, &before) {
            (Some(old), Some(before)) => {
                self.move_story(Some((&self::facts(old), before)), &facts, id, desk, details)
            }
            _ => self.move_story(None, &facts, id, desk, details),
        }
    }

    fn move_story(
        &mut self,
        before: Option<(&Facts, &DeskRow)>,
        facts: &Facts,
        id: &Id,
        desk: Desk,
        details: bool,
    ) -> Result<()> {
        let Place { state, at } = Place::of(facts, &desk);
        let n = match before {
            Some((_, row)) => row.n,
            None => self.new_number(facts.created_at, id)?,
        };
        let version = before.map_or(1, |(_, row)| row.version + i64::from(details));
        let row = DeskRow { post: *id, n, state, at, version, desk };
        if before.is_none_or(|(old, old_row)| *old_row != row || old.language != facts.language) {
            let params = desk::params(&row, facts.kind, &facts.language);
            refuse_nul("desk", &params)?;
            self.run(&desk::PUT, &params)?;
        }
        let assignees = before.map(|(_, row)| &row.desk.assignees);
        if assignees.is_none_or(|old| *old != row.desk.assignees) {
            if assignees.is_some_and(|old| !old.is_empty()) {
                self.run(&desk::CLEAR_PEOPLE, &[id.into()])?;
            }
            for person in &row.desk.assignees {
                self.run(&desk::ADD_PERSON, &[id.into(), person.into()])?;
            }
        }
        self.move_facets(before, facts, &row)?;
        let counter = |kind, state| desk::counter_name(kind, state);
        if let Some((old, old_row)) = before {
            *self.counters.entry(counter(old.kind, old_row.state)).or_default() -= 1;
        }
        *self.counters.entry(counter(facts.kind, state)).or_default() += 1;
        self.schedule(before.map(|(_, row)| row), &row, facts)?;
        if details {
            self.touch(Tag::story(id));
        }
        Ok(())
    }

    fn move_facets(
        &mut self,
        before: Option<(&Facts, &DeskRow)>,
        facts: &Facts,
        row: &DeskRow,
    ) -> Result<()> {
        let new = Place { state: row.state, at: row.at }.facets(facts, &row.desk);
        let old = before.map(|(facts, row)| Place { state: row.state, at: row.at }.facets(facts, &row.desk));
        let old = old.unwrap_or_default();
        for (facet, at) in old.difference(&new) {
            self.run(&desk::REMOVE_FACET, &[facet.as_str().into(), (*at).into(), (&row.post).into()])?;
        }
        let added: Vec<_> = new.difference(&old).collect();
        for chunk in added.chunks(8) {
            let mut params: Vec<Param<'_>> = vec![(&row.post).into()];
            // A short chunk is filled up with its last row, which conflicts with itself and does nothing.
            for (facet, at) in chunk.iter().chain(std::iter::repeat(&chunk[chunk.len() - 1])).take(8) {
                params.push(facet.as_str().into());
                params.push((*at).into());
            }
            self.run(&desk::ADD_8_FACETS, &params)?;
        }
        Ok(())
    }

    /// What is scheduled has a job that publishes it; what is not has none.
    fn schedule(&mut self, before: Option<&DeskRow>, row: &DeskRow, facts: &Facts) -> Result<()> {
        let at = |row: &DeskRow| (row.state == State::Scheduled).then_some(row.at);
        match (before.and_then(at), at(row)) {
            (old, Some(due_at)) if old != Some(due_at) => self.add_job(
                facts.updated_at,
                NewJob { lane: Lane::Prompt, kind: PUBLISH_JOB, about: &row.post, payload: "", due_at },
            ),
            (Some(_), None) => self.cancel_job(PUBLISH_JOB, &row.post).map(drop),
            _ => Ok(()),
        }
    }

    fn new_number(&mut self, at: i64, id: &Id) -> Result<i64> {
        let mut n = desk::number(at, id);
        while self.one(&desk::NUMBER_TAKEN, &[n.into()], |_| Ok(()))?.is_some() {
            n += 1;
        }
        Ok(n)
    }

    fn facts(&mut self, id: &Id) -> Result<Option<Facts>> {
        let found = self.one(&desk::FACTS, &[id.into()], |row| {
            Ok(Facts {
                kind: Kind::parse(row.str(0)?),
                status: Status::parse(row.str(1)?),
                language: row.text(2)?,
                created_at: row.int(3)?,
                updated_at: row.int(4)?,
                published_at: row.maybe_int(5)?,
                tags: Vec::new(),
                authors: Vec::new(),
            })
        })?;
        let Some(mut facts) = found else { return Ok(None) };
        facts.tags = self.many(&tag::LINKS, &[id.into()], |row| row.id(0))?;
        facts.authors = self.many(&author::LINKS, &[id.into()], |row| row.id(0))?;
        Ok(Some(facts))
    }

    /// The words by which a story is found, separated by spaces: each once, in the form in which they are asked for.
    pub fn put_words(&mut self, id: &Id, words: &str) -> Result<()> {
        let Some(row) = self.one(&desk::ROW, &[id.into()], |row| DeskRow::read(row, 0))? else {
            return Ok(());
        };
        refuse_nul("words", &[words.into()])?;
        let known = self.one(&desk::WORDS, &[row.n.into()], |row| Ok(row.str(0)? == words))?;
        if known != Some(true) {
            self.run(&desk::PUT_WORDS, &[row.n.into(), words.into()])?;
        }
        Ok(())
    }

    /// Stories without words, in the order of creation, and where to go on: at most `limit` after number `after`.
    pub fn unindexed(&mut self, limit: u32) -> Result<Vec<Id>> {
        self.many(&desk::UNINDEXED, &[i64::MIN.into(), limit.into()], |row| row.id(0))
    }

    /// Removes everything that the desk has about a post that goes for good.
    pub(super) fn clear_desk(&mut self, old: &PostRecord) -> Result<()> {
        let id = &old.row.id;
        let Some(row) = self.desk(id)? else { return Ok(()) };
        let facts = facts(old);
        for (facet, at) in (Place { state: row.state, at: row.at }).facets(&facts, &row.desk) {
            self.run(&desk::REMOVE_FACET, &[facet.as_str().into(), at.into(), id.into()])?;
        }
        self.run(&desk::DELETE_WORDS, &[row.n.into()])?;
        for sql in [
            &desk::CLEAR_PEOPLE,
            &revision::REMOVE_ALL,
            &comment::REMOVE_ALL,
            &preview::REMOVE_ALL,
            &desk::DELETE,
        ] {
            self.run(sql, &[id.into()])?;
        }
        self.cancel_job(PUBLISH_JOB, id)?;
        *self.counters.entry(desk::counter_name(facts.kind, row.state)).or_default() -= 1;
        self.touch(Tag::story(id));
        Ok(())
    }

    /// Takes the lists of a topic that goes for good off the desk.
    pub(super) fn forget_topic(&mut self, id: &Id) -> Result<()> {
        self.forget_facets(&desk::topic_facet(id))
    }

    fn forget_facets(&mut self, property: &str) -> Result<()> {
        for kind in [Kind::Post, Kind::Page] {
            let mut facets = vec![desk::facet(kind, None, property)];
            facets.extend(State::ALL.into_iter().map(|state| desk::facet(kind, Some(state), property)));
            let params: Vec<Param<'_>> = facets.iter().map(|facet| facet.as_str().into()).collect();
            self.run(&desk::FORGET_FACETS, &params)?;
        }
        Ok(())
    }
}

fn facts(post: &PostRecord) -> Facts {
    Facts {
        kind: post.row.kind,
        status: post.row.status,
        language: post.row.language.clone(),
        created_at: post.row.created_at,
        updated_at: post.row.updated_at,
        published_at: post.row.published_at,
        tags: post.tags.clone(),
        authors: post.authors.clone(),
    }
}

/// The record without its text and what is derived from it: what the side panel shows.
fn details_of(post: &PostRecord) -> PostRecord {
    let nothing: Text = "".into();
    let mut post = post.clone();
    let row = &mut post.row;
    (row.title, row.excerpt, row.custom_excerpt) = (nothing.clone(), nothing.clone(), None);
    (row.updated_at, row.word_count, row.reading_time, row.edited_at) = (0, 0, 0, None);
    (post.body.document, post.body.html, post.body.plaintext) = (nothing.clone(), nothing.clone(), nothing);
    post.terms.clear();
    post
}
