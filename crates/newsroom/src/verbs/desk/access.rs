use store::{Desk, DeskCard, Id, Kind, PostRow, Status, Story, Writer};

use super::{Opened, is_out};
use crate::{Actor, Capability, Deed, Newsroom, Refused};

/// What somebody may do with a story that they may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryAccess {
    /// Change its text.
    pub write: bool,
    /// Change what the side panel shows: of a public story only who may publish it.
    pub change: bool,
    /// Publish, update, schedule, unpublish.
    pub publish: bool,
    /// Put it into the trash, take it back.
    pub trash: bool,
    /// Delete it for good.
    pub delete: bool,
    /// HTML of theirs stays as it is.
    pub raw_html: bool,
    /// Code in its head and foot.
    pub inject_code: bool,
}

impl StoryAccess {
    /// `None` when they may not even see it. People whose role is limited to topics are let in before (see [`open`]).
    pub(crate) fn of(actor: Actor, post: &PostRow, authors: &[Id], desk: &Desk) -> Option<Self> {
        use Capability::{
            DeleteAll, EditAll, InjectCode, KeepPages, PostRawHtml, PublishAll, PublishOwn, WriteOwn,
        };
        let page = post.kind == Kind::Page;
        if page && !actor.may(KeepPages) {
            return None;
        }
        let writes = actor.is_among(authors);
        let own = writes || actor.is_among(&desk.assignees);
        if !(actor.may(EditAll) || own && actor.may(WriteOwn)) {
            return None;
        }
        let out = is_out(post.status);
        let publish = actor.may(PublishAll) || writes && actor.may(PublishOwn);
        // What is out belongs to those who edit everything or may publish it; contributors have handed it over.
        let write = actor.may(EditAll) || !out || publish;
        let was_public = post.status == Status::Published
            || desk.trashed.is_some_and(|(_, from)| from == store::State::Published);
        Some(Self {
            write,
            change: match post.status {
                Status::Published | Status::Sent => publish,
                Status::Scheduled | Status::Draft => write,
            },
            publish,
            trash: actor.may(DeleteAll) || writes && (!out || publish),
            delete: actor.may(DeleteAll) || writes && !was_public,
            raw_html: actor.may(PostRawHtml),
            inject_code: actor.may(InjectCode),
        })
    }
}

/// Opens a story for somebody, in the transaction in which they do something to it.
///
/// # Errors
/// [`Refused::NotFound`]; [`Refused::NotAllowed`] when they may not see it.
pub(crate) fn open(writer: &mut Writer, actor: Actor, id: &Id) -> Result<Opened, Refused> {
    const DEED: Deed = Deed::OpenStory;
    let missing = || Refused::NotFound { what: "post", id: id.to_string() };
    let post = writer.post(id)?.ok_or_else(missing)?;
    let row = writer.desk(id)?.ok_or_else(missing)?;
    let access = StoryAccess::of(actor, &post.row, &post.authors, &row.desk)
        .ok_or(Refused::NotAllowed { deed: DEED })?;
    if !has_own_topic(writer, actor, &post.tags)? {
        return Err(Refused::NotAllowed { deed: DEED });
    }
    Ok(Opened { post, row, access })
}

/// Whether somebody whose role is limited to topics may act on a story with these.
pub(super) fn has_own_topic(writer: &mut Writer, actor: Actor, topics: &[Id]) -> Result<bool, Refused> {
    let Some(own) = actor.author.filter(|_| actor.limited) else { return Ok(true) };
    let own = writer.staff_topics(&own)?;
    Ok(topics.iter().any(|topic| own.contains(topic)))
}

impl Newsroom {
    /// A story as somebody may see it, with what they may do to it.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] when they may not see it.
    pub fn see_story(&self, actor: Actor, id: &Id) -> Result<(Story, StoryAccess), Refused> {
        let reader = self.store.reader()?;
        let missing = || Refused::NotFound { what: "post", id: id.to_string() };
        let story = reader.story(id)?.ok_or_else(missing)?;
        let authors: Vec<Id> = story.post.authors.iter().map(|author| author.id).collect();
        let access = StoryAccess::of(actor, &story.post.row, &authors, &story.row.desk);
        let own_topic = match actor.author.filter(|_| actor.limited) {
            Some(own) => {
                let own = reader.staff_topics(&own)?;
                story.post.tags.iter().any(|tag| own.contains(&tag.id))
            }
            None => true,
        };
        match access.filter(|_| own_topic) {
            Some(access) => Ok((story, access)),
            None => Err(Refused::NotAllowed { deed: Deed::OpenStory }),
        }
    }

    /// Those of some stories that somebody may see, in the same order, without their texts.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn see_stories(&self, actor: Actor, ids: &[Id]) -> Result<Vec<DeskCard>, Refused> {
        let reader = self.store.reader()?;
        let mut stories = reader.desk_cards(ids)?;
        let limits =
            actor.author.filter(|_| actor.limited).map(|own| reader.staff_topics(&own)).transpose()?;
        stories.retain(|story| {
            let authors: Vec<Id> = story.card.authors.iter().map(|author| author.id).collect();
            let assignees = story.assignees.iter().map(|(id, _)| *id).collect();
            let desk = Desk { assignees, ..story.row.desk.clone() };
            let own_topic = limits
                .as_ref()
                .is_none_or(|limits| story.card.tags.iter().any(|tag| limits.contains(&tag.id)));
            own_topic && StoryAccess::of(actor, &story.card.row, &authors, &desk).is_some()
        });
        Ok(stories)
    }
}
