//! A story saved whole, as programs do through Ghost's Admin API: text, details and where it stands, in one transaction.

use ::live::Story;
use document::Document;
use store::{Desk, Id, Kind, Millis, Reason, Status, Writer};

use super::access::open;
use super::create::{TITLE_LIMIT, begin, needed};
use super::details::changed;
use super::schedule::FURTHEST;
use super::topics::named;
use super::working::keep;
use super::{Opened, StoryChanges, Working, after, deriver, note, note_edit};
use crate::session::put_post;
use crate::{Actor, Because, Deed, Newsroom, PostDraft, Refused, Saved, verbs::live};

/// Characters of a standfirst.
const STANDFIRST_LIMIT: usize = 300;

/// What of a story is saved; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct StorySave {
    /// The headline.
    pub title: Option<String>,
    /// The standfirst; an empty one takes it away.
    pub standfirst: Option<String>,
    /// The text.
    pub body: Option<Document>,
    /// What the side panel shows, but for its topics and its date.
    pub details: StoryChanges,
    /// Its topics in order; those that there are not are made.
    pub topics: Option<Vec<TopicRef>>,
    /// Where it is to stand.
    pub status: Option<Status>,
    /// When it was, or is to be, published.
    pub published_at: Option<Option<Millis>>,
    /// The subject of the letter that brings it.
    pub email_subject: Option<String>,
}

/// A topic as a program names it: by the first of these that is known here. One that is not known is made, under its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "three plain words")]
pub struct TopicRef {
    pub id: Option<Id>,
    pub slug: Option<String>,
    pub name: Option<String>,
}

impl Newsroom {
    /// Begins a story or a page and saves it whole.
    ///
    /// # Errors
    /// As [`Newsroom::save_story`].
    pub fn bring_story(&self, actor: Actor, kind: Kind, save: StorySave) -> Result<Saved, Refused> {
        actor.must(needed(kind), Deed::BeginThis)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let begun = begin(writer, actor, now, kind, save.title.as_deref().unwrap_or_default().trim())?;
            let opened = open(writer, actor, &begun.id)?;
            finish(writer, actor, now, opened, save)
        })
    }

    /// Saves a story whole. `seen` is the `updated_at` of the version that the program started from. Whoever has the story open sees the
    /// new text; what people wrote in the meantime is never written over.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when somebody saved the story since `seen` or has written in
    /// it what is not saved yet, in the trash, under embargo, and for a way that no story goes; [`Refused::Invalid`] naming the field.
    pub fn save_story(&self, actor: Actor, id: &Id, seen: Millis, save: StorySave) -> Result<Saved, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_not_be_trashed()?;
            if opened.post.row.updated_at != seen {
                return Err(Refused::conflict(Because::SavedMeanwhile));
            }
            finish(writer, actor, now, opened, save)
        })
    }
}

/// Does what was asked, or nothing.
fn finish(
    writer: &mut Writer,
    actor: Actor,
    now: Millis,
    opened: Opened,
    save: StorySave,
) -> Result<Saved, Refused> {
    let (id, before) = (opened.id(), &opened.post);
    let was = before.row.status;
    let becomes = save.status.unwrap_or(was);
    let StorySave { title, standfirst, body, mut details, topics, published_at, email_subject, .. } = save;
    check_way(&opened, was, becomes, published_at)?;
    if let Some(topics) = topics {
        let mut found = Vec::with_capacity(topics.len());
        for topic in topics {
            let id = find(writer, actor, now, topic)?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        details.topics = Some(found);
    }
    let mut draft = match changed(writer, actor, now, &opened, details)? {
        Some(draft) => draft,
        None => PostDraft::of(before.clone())?,
    };
    let text = title.is_some() || standfirst.is_some() || body.is_some();
    let working = if text {
        let new = Text { title, standfirst, body };
        Some(rewritten(writer, actor, now, &opened, new)?)
    } else if was != becomes {
        // What is written last goes the way, not what readers saw.
        Some(Working::of(writer, before)?)
    } else {
        None
    };
    let moved = working.is_some();
    if let Some(working) = working {
        if becomes == Status::Published {
            keep(writer, now, actor.author, Reason::Published, &id, &working)?;
        }
        working.put_into(&mut draft);
    }
    draft.row.published_at = date(&opened, now, becomes, published_at)?;
    draft.row.status = becomes;
    draft.row.updated_at = after(before, now);
    if let Some(subject) = email_subject {
        draft.meta.email_subject = (!subject.is_empty()).then(|| subject.into());
    }
    if was != becomes && becomes != Status::Draft {
        draft.meta.published_by = actor.author.map(|id| id.as_str().into());
    }
    let mut record = deriver(writer)?.derive(draft)?;
    note_edit(before, &mut record, now);
    let (slug, title) = (record.row.slug.to_string(), record.row.title.clone());
    let put = put_post(writer, record)?;
    if moved {
        live::agree(writer, &id)?;
    }
    let act = act(was, becomes, text);
    if becomes == Status::Published && moved {
        let desk = writer.desk(&id)?.map_or(opened.row.desk.clone(), |row| row.desk);
        writer.put_desk(&id, &Desk { changed: false, embargo_until: None, ..desk })?;
        let by = match &actor.author {
            Some(author) => writer.author(author)?.map(|record| record.author.name).unwrap_or_default(),
            None => "".into(),
        };
        live::Notice::Published { by: by.into(), at: now }.tell(writer, &id);
    }
    note(writer, now, &actor, act, &id, Some(&before.row.title), Some(&title))?;
    Ok(Saved { id, slug: put.moved_to.unwrap_or(slug) })
}

/// Refuses ways that no story goes, and those that the actor may not lead it.
fn check_way(
    opened: &Opened,
    was: Status,
    becomes: Status,
    published_at: Option<Option<Millis>>,
) -> Result<(), Refused> {
    use Status::{Draft, Published, Scheduled, Sent};
    match (was, becomes) {
        (Draft, Draft) => Ok(()),
        (Published, Scheduled) => Err(Refused::conflict(Because::PublicAlready)),
        (Sent, Sent) => opened.must_publish(Deed::PublishStory),
        (Sent, _) => Err(Refused::conflict(Because::PublicAlready)),
        (_, Sent) => Err(Refused::invalid("status", Because::NotAmongChoices.with("given", "sent"))),
        (_, Published) => opened.must_publish(Deed::PublishStory),
        (Scheduled, Scheduled) if published_at.is_none() => Ok(()),
        (_, Scheduled) => opened.must_publish(Deed::ScheduleStory),
        (Scheduled, Draft) => opened.must_publish(Deed::Unschedule),
        (Published, Draft) => opened.must_publish(Deed::Unpublish),
    }
}

/// The date of a story that is to stand there.
fn date(
    opened: &Opened,
    now: Millis,
    becomes: Status,
    given: Option<Option<Millis>>,
) -> Result<Option<Millis>, Refused> {
    let row = &opened.post.row;
    let at = given.unwrap_or(row.published_at);
    match becomes {
        Status::Draft if row.status == Status::Scheduled && given.is_none() => Ok(None),
        Status::Draft | Status::Sent => Ok(at),
        Status::Published => {
            if row.status != Status::Published {
                opened.must_be_free(now)?;
            }
            match (at, given) {
                (Some(at), Some(_)) if at > now => {
                    Err(Refused::invalid("published_at", Because::NotInFuture))
                }
                (at, _) => Ok(at.filter(|at| *at <= now).or(Some(now))),
            }
        }
        Status::Scheduled => {
            let at = at.ok_or_else(|| Refused::invalid("published_at", Because::DateNeeded))?;
            if at <= now {
                return Err(Refused::invalid("published_at", Because::TimePassed));
            }
            if at - now > FURTHEST {
                return Err(Refused::invalid("published_at", Because::TooFarAhead));
            }
            if opened.row.desk.embargo_until.is_some_and(|until| until > at) {
                return Err(Refused::invalid("published_at", Because::EmbargoThen));
            }
            Ok(Some(at))
        }
    }
}

struct Text {
    title: Option<String>,
    standfirst: Option<String>,
    body: Option<Document>,
}

/// Puts a new text in the place of the one that the row has, in the shared document, too. Refused when people have written in the story what
/// its row does not say yet: nobody's words are written over unseen.
fn rewritten(
    writer: &mut Writer,
    actor: Actor,
    now: Millis,
    opened: &Opened,
    text: Text,
) -> Result<Working, Refused> {
    opened.must_write()?;
    let before = &opened.post;
    let present = Working::of_row(before)?;
    if Working::of(writer, before)? != present {
        return Err(Refused::conflict(Because::SavedMeanwhile));
    }
    let mut working = present.clone();
    if let Some(title) = text.title {
        working.title = title.trim().to_owned();
    }
    if let Some(standfirst) = text.standfirst {
        working.standfirst = standfirst.trim().to_owned();
    }
    if let Some(mut body) = text.body {
        if !opened.access.raw_html {
            body.sanitise();
        }
        working.body = body;
    }
    if working.title.chars().count() > TITLE_LIMIT {
        return Err(Refused::invalid("title", Because::TitleLong.with("most", TITLE_LIMIT)));
    }
    if working.standfirst.chars().count() > STANDFIRST_LIMIT {
        let why = Because::StandfirstLong.with("most", STANDFIRST_LIMIT);
        return Err(Refused::invalid("custom_excerpt", why));
    }
    if working != present {
        if !present.body.is_empty() {
            keep(writer, now, actor.author, Reason::Autosaved, &opened.id(), &present)?;
        }
        let story = Story {
            title: working.title.clone(),
            standfirst: working.standfirst.clone(),
            body: working.body.clone(),
        };
        live::rewrite(writer, now, actor.author.as_ref(), before, &story)?;
    }
    Ok(working)
}

/// What the audit log calls it.
fn act(was: Status, becomes: Status, text: bool) -> &'static str {
    use Status::{Draft, Published, Scheduled};
    match (was, becomes) {
        (Published, Published) if text => "story.updated",
        (was, Published) if was != Published => "story.published",
        (was, Scheduled) if was != Scheduled => "story.scheduled",
        (Scheduled, Draft) => "story.unscheduled",
        (Published, Draft) => "story.unpublished",
        _ => "story.changed",
    }
}

/// The topic that is meant; one that there is not is made.
fn find(writer: &mut Writer, actor: Actor, now: Millis, topic: TopicRef) -> Result<Id, Refused> {
    if let Some(id) = topic.id
        && writer.tag(&id)?.is_some()
    {
        return Ok(id);
    }
    if let Some(slug) = &topic.slug
        && let Some(id) = writer.tag_id_by_slug(slug)?
    {
        return Ok(id);
    }
    let given = topic.id.map(|id| id.to_string()).unwrap_or_default();
    let missing = || Refused::invalid("tags", Because::NoTopic.with("given", given));
    let name = topic.name.or(topic.slug).ok_or_else(missing)?;
    named(writer, actor, now, &name).map(|(id, _)| id)
}
