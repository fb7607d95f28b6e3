use store::{Id, Millis, Tag, Writer};

/// Something that everybody who has a story open is told beside the text. It travels in the change log, with the write that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Readers see what is written now.
    Published {
        /// Who did it.
        by: String,
        /// When.
        at: Millis,
    },
    /// The story is in the trash, or gone: nobody writes in it any more.
    Trashed,
    /// Fields of the side panel were changed.
    Details,
    /// Somebody commented, answered, resolved.
    Comments,
}

impl Notice {
    /// As the browser reads it.
    pub fn to_json(&self) -> String {
        match self {
            Self::Published { by, at } => serde_json::json!({ "kind": "published", "by": by, "at": at }),
            Self::Trashed => serde_json::json!({ "kind": "trashed" }),
            Self::Details => serde_json::json!({ "kind": "details" }),
            Self::Comments => serde_json::json!({ "kind": "comments" }),
        }
        .to_string()
    }

    /// Tells it, once the transaction is committed.
    pub(crate) fn tell(&self, writer: &mut Writer, id: &Id) {
        writer.touch(Tag::live_notice(id, &self.to_json()));
    }
}
