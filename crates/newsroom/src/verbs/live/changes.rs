use store::{Id, Reader};

use crate::{Newsroom, Refused};

/// What became of a shared document since somebody looked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveNews {
    /// The number of the latest change.
    pub last: u64,
    /// A state to merge first, when changes were put together meanwhile.
    pub state: Option<Vec<u8>>,
    /// The changes of others, in order.
    pub changes: Vec<Vec<u8>>,
}

impl Newsroom {
    /// Stores changes of a shared document, all or none; they are safe when this returns. `known` is the latest change that the caller has
    /// seen: what others added since comes back. The changes were checked before ([`live::Manuscript::take`]).
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the story is gone; the store's.
    pub fn add_live(
        &self,
        id: &Id,
        known: u64,
        changes: &[Vec<u8>],
        by: Option<Id>,
    ) -> Result<LiveNews, Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let row = writer.live(id)?.ok_or_else(|| gone(id))?;
            let mut news = LiveNews::default();
            if row.last > known {
                news.state = if row.upto > known { writer.live_state(id)? } else { None };
                let others = writer.live_changes(id, known.max(row.upto))?;
                news.changes = others.into_iter().map(|change| change.bytes).collect();
            }
            news.last = writer.add_live_changes(id, row.last, changes, by.as_ref(), now)?;
            Ok(news)
        })
    }

    /// What was added after change `known`.
    ///
    /// # Errors
    /// [`Refused::NotFound`] when the story is gone; the store's.
    pub fn live_news(&self, id: &Id, known: u64) -> Result<LiveNews, Refused> {
        let reader = self.store.reader()?;
        news(&reader, id, known)
    }

    /// Puts the whole document in the place of its changes, unless somebody added one after `known`.
    ///
    /// # Errors
    /// The store's.
    pub fn compact_live(&self, id: &Id, known: u64, state: &[u8]) -> Result<bool, Refused> {
        self.store.write(|writer| match writer.live(id)? {
            Some(row) if row.last == known => {
                writer.put_live_state(id, state, known)?;
                Ok(true)
            }
            _ => Ok(false),
        })
    }
}

pub(super) fn news(reader: &Reader, id: &Id, known: u64) -> Result<LiveNews, Refused> {
    let row = reader.live(id)?.ok_or_else(|| gone(id))?;
    if row.last <= known {
        return Ok(LiveNews { last: known, ..LiveNews::default() });
    }
    let state = if row.upto > known { reader.live_state(id)? } else { None };
    let changes = reader.live_changes(id, known.max(row.upto))?;
    Ok(LiveNews { last: row.last, state, changes: changes.into_iter().map(|change| change.bytes).collect() })
}

fn gone(id: &Id) -> Refused {
    Refused::NotFound { what: "post", id: id.to_string() }
}
