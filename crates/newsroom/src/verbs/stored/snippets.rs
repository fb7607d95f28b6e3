use store::{Id, Snippet};

use super::{NAME, all, missing, name, refuse_namesake};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Bytes of a snippet.
const LARGEST: usize = 1 << 20;

impl Newsroom {
    /// Makes or changes a snippet.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below editor; [`Refused::Invalid`], also for a name that another one has.
    pub fn put_snippet(&self, actor: Actor, mut snippet: Snippet) -> Result<Snippet, Refused> {
        actor.must(Capability::KeepSnippets, Deed::ChangeSnippets)?;
        let now = self.clock.now();
        snippet.name = name("name", &snippet.name, NAME)?;
        snippet.updated_at = now;
        for (field, text) in [("mobiledoc", Some(&snippet.mobiledoc)), ("lexical", snippet.lexical.as_ref())]
        {
            let Some(text) = text else { continue };
            if text.len() > LARGEST {
                return Err(Refused::invalid(field, Because::TooManyBytes.with("most", LARGEST)));
            }
            if let Err(error) = serde_json::from_str::<&serde_json::value::RawValue>(text) {
                return Err(Refused::invalid(field, Because::NotUnderstood.with("technical", error)));
            }
        }
        self.store.write(|writer| {
            refuse_namesake("name", &snippet.name, &snippet.id, all(writer, |row: &Snippet| &row.name)?)?;
            writer.put_row(&snippet)?;
            actor.note(writer, now, "snippet.saved", snippet.id.as_str(), None, Some(&snippet.name))?;
            Ok(snippet)
        })
    }

    /// Removes a snippet.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below editor.
    pub fn remove_snippet(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSnippets, Deed::ChangeSnippets)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let snippet = writer.delete_row::<Snippet>(id)?.ok_or_else(|| missing("snippet", id))?;
            actor.note(writer, now, "snippet.removed", id.as_str(), Some(&snippet.name), None)
        })
    }
}
