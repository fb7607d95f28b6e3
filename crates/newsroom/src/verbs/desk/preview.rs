use store::{Id, Post, PostCard, Story};

use super::{Working, deriver};
use crate::{Newsroom, Refused};

impl Newsroom {
    /// A story as readers would see it with what is written of it now. Nothing is stored.
    ///
    /// # Errors
    /// Failures of the store; [`Refused::Invalid`] when what is stored is damaged.
    pub fn preview(&self, story: Story) -> Result<Post, Refused> {
        let card = story.post.card;
        let id = card.id;
        let record = self.store.write(|writer| {
            let record = writer.post(&id)?.ok_or_else(|| missing(&id))?;
            let mut draft = Working::of(writer, &record)?.into_draft(record)?;
            if draft.row.title.is_empty() {
                draft.row.title = "…".into();
            }
            deriver(writer)?.derive(draft)
        })?;
        let card = PostCard { row: record.row.into(), ..card };
        Ok(Post { card, body: record.body.into(), meta: record.meta })
    }

    /// The story that a preview link shows, with what is written of it now; `None` when the link has ended.
    ///
    /// # Errors
    /// As [`Newsroom::preview`].
    pub fn shared_preview(&self, token: &str) -> Result<Option<Post>, Refused> {
        let reader = self.store.reader()?;
        let Some(id) = reader.previewed(&credentials::digest(token), self.clock.now())? else {
            return Ok(None);
        };
        let story = reader.story(&id)?.filter(|story| story.row.desk.trashed.is_none());
        drop(reader);
        story.map(|story| self.preview(story)).transpose()
    }
}

fn missing(id: &Id) -> Refused {
    Refused::NotFound { what: "post", id: id.to_string() }
}
