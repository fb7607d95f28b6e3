use store::{Comment, Id, Writer};

use super::access::open;
use crate::{Actor, Because, Newsroom, Notice, Refused};

/// Characters of a comment.
const BODY: usize = 4_000;
/// Bytes of an anchor.
const ANCHOR: usize = 2_048;
/// Characters of the words that a comment is about.
const QUOTE: usize = 500;
/// Comments and replies of a story.
const MOST: u64 = 500;

/// A comment as somebody hands it in.
#[derive(Debug, Clone, Copy)]
pub struct NewComment<'a> {
    /// Where it hangs: JSON that only the editor understands.
    pub anchor: &'a str,
    /// The words that it is about.
    pub quote: &'a str,
    /// What is said, plain text.
    pub body: &'a str,
}

impl Newsroom {
    /// Adds a comment to a story.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Invalid`] naming `body`, `anchor` or `quote`; [`Refused::Conflict`] when
    /// there are too many.
    pub fn comment(&self, actor: Actor, id: &Id, new: NewComment<'_>) -> Result<Id, Refused> {
        if new.anchor.len() > ANCHOR || serde_json::from_str::<serde_json::Value>(new.anchor).is_err() {
            return Err(Refused::invalid("anchor", Because::Anchor.with("most", ANCHOR)));
        }
        if new.quote.chars().count() > QUOTE {
            return Err(Refused::invalid("quote", Because::TooLong.with("most", QUOTE)));
        }
        self.say(actor, id, None, new)
    }

    /// Answers a comment.
    ///
    /// # Errors
    /// As [`Newsroom::comment`]; [`Refused::NotFound`] for a comment that is not there.
    pub fn reply(&self, actor: Actor, id: &Id, comment: &Id, body: &str) -> Result<Id, Refused> {
        self.say(actor, id, Some(comment), NewComment { anchor: "", quote: "", body })
    }

    fn say(&self, actor: Actor, id: &Id, parent: Option<&Id>, new: NewComment<'_>) -> Result<Id, Refused> {
        let body = new.body.trim();
        if !(1..=BODY).contains(&body.chars().count()) {
            return Err(Refused::invalid("body", Because::CommentLength.with("most", BODY)));
        }
        let now = self.clock.now();
        self.store.write(|writer| {
            open(writer, actor, id)?;
            if writer.comment_count(id)? >= MOST {
                return Err(Refused::conflict(Because::CommentsMany.with("most", MOST)));
            }
            // An answer to an answer belongs to the comment that both are about.
            let parent = match parent {
                Some(parent) => {
                    let found = existing(writer, id, parent)?;
                    Some(found.parent.unwrap_or(found.id))
                }
                None => None,
            };
            let comment = Comment {
                id: Id::generate(now),
                post: *id,
                parent,
                anchor: new.anchor.into(),
                quote: new.quote.into(),
                body: body.into(),
                by: actor.author,
                by_name: "".into(),
                at: now,
                resolved_at: None,
            };
            writer.add_comment(&comment)?;
            Notice::Comments.tell(writer, id);
            Ok(comment.id)
        })
    }

    /// Calls a comment settled.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`].
    pub fn resolve_comment(&self, actor: Actor, id: &Id, comment: &Id) -> Result<(), Refused> {
        let now = self.clock.now();
        self.settle(actor, id, comment, Some(now))
    }

    /// Opens a settled comment again.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`].
    pub fn reopen_comment(&self, actor: Actor, id: &Id, comment: &Id) -> Result<(), Refused> {
        self.settle(actor, id, comment, None)
    }

    fn settle(&self, actor: Actor, id: &Id, comment: &Id, at: Option<i64>) -> Result<(), Refused> {
        self.store.write(|writer| {
            open(writer, actor, id)?;
            let found = existing(writer, id, comment)?;
            if found.parent.is_some() {
                return Err(Refused::invalid("comment", Because::AnswerSettled));
            }
            if found.resolved_at.is_some() != at.is_some() {
                writer.resolve_comment(&found, at, actor.author.as_ref())?;
                Notice::Comments.tell(writer, id);
            }
            Ok(())
        })
    }
}

fn existing(writer: &mut Writer, post: &Id, comment: &Id) -> Result<Comment, Refused> {
    let missing = || Refused::NotFound { what: "comment", id: comment.to_string() };
    writer.comment(post, comment)?.ok_or_else(missing)
}
