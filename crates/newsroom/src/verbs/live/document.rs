use document::Document;
use live::{Fault, Manuscript, Story};
use store::{Id, LiveRow, Millis, PostRecord, Writer};

use crate::{Because, Refused, verbs::desk::is_out};

/// What the row of a story says.
pub(crate) fn of_row(post: &PostRecord) -> Result<Story, Refused> {
    let body = Document::from_json(&post.body.document).map_err(Refused::conflict)?;
    Ok(Story {
        title: post.row.title.to_string(),
        standfirst: post.row.custom_excerpt.as_deref().unwrap_or_default().to_owned(),
        body,
    })
}

/// Tells apart what the row of a story says from what it said.
pub(super) fn digest(post: &PostRecord) -> String {
    let standfirst = post.row.custom_excerpt.as_deref().unwrap_or_default();
    credentials::digest(&[&*post.row.title, standfirst, &*post.body.document].join("\0"))
}

/// The shared document of a story, when somebody has opened it.
pub(super) fn load(writer: &mut Writer, id: &Id) -> Result<Option<(LiveRow, Manuscript)>, Refused> {
    let (Some(row), Some(state)) = (writer.live(id)?, writer.live_state(id)?) else { return Ok(None) };
    let changes = writer.live_changes(id, row.upto)?;
    let manuscript = assemble(&state, changes.iter().map(|change| &*change.bytes)).map_err(failed)?;
    Ok(Some((row, manuscript)))
}

/// A document of its stored state and the changes since.
pub(super) fn assemble<'a>(
    state: &[u8],
    changes: impl Iterator<Item = &'a [u8]>,
) -> Result<Manuscript, Fault> {
    let mut manuscript = Manuscript::open(state)?;
    for change in changes {
        manuscript.merge(change)?;
    }
    Ok(manuscript)
}

pub(super) fn failed(fault: Fault) -> Refused {
    match fault {
        Fault::Full => Refused::conflict(Because::TooLongTogether),
        fault => Refused::Failed(store::Error::Database(format!("a shared document: {fault}"))),
    }
}

/// What is written of a story now: newer than its row when several people have written it.
///
/// # Errors
/// [`Refused::Conflict`] when its text cannot be read.
pub(crate) fn written(writer: &mut Writer, post: &PostRecord) -> Result<Story, Refused> {
    match load(writer, &post.row.id)? {
        Some((row, manuscript)) if !is_outdated(&row, post) => manuscript.story().map_err(failed),
        _ => of_row(post),
    }
}

/// Whether the row was changed past the shared document (an import, the command line) while the document had nothing of its own.
pub(super) fn is_outdated(row: &LiveRow, post: &PostRecord) -> bool {
    row.saved == row.last && *row.base != *digest(post)
}

/// Begins the shared document of a story with what its row says.
pub(super) fn begin(writer: &mut Writer, now: Millis, post: &PostRecord) -> Result<(), Refused> {
    let state = Manuscript::begin(&of_row(post)?).map_err(failed)?.state();
    Ok(writer.begin_live(&post.row.id, &state, &digest(post), now)?)
}

/// Makes the shared document say this, as an edit that everybody who has the story open sees. A draft that nobody has opened has none, and its
/// row is all there is.
///
/// # Errors
/// [`Refused::Conflict`] when the story is too long.
pub(crate) fn rewrite(
    writer: &mut Writer,
    now: Millis,
    by: Option<&Id>,
    post: &PostRecord,
    story: &Story,
) -> Result<(), Refused> {
    let id = &post.row.id;
    if writer.live(id)?.is_none() && is_out(post.row.status) {
        // What is written of a public story has no other place than its shared document.
        begin(writer, now, post)?;
    }
    let Some((row, mut manuscript)) = load(writer, id)? else { return Ok(()) };
    if let Some(change) = manuscript.rewrite(story).map_err(failed)? {
        writer.add_live_changes(id, row.last, &[change], by, now)?;
    }
    Ok(())
}

/// Notes that the row of a story, as just written, says what its shared document says. To be called in the transaction that put the row.
///
/// # Errors
/// The store's.
pub(crate) fn agree(writer: &mut Writer, id: &Id) -> Result<(), Refused> {
    if let (Some(row), Some(post)) = (writer.live(id)?, writer.post(id)?) {
        writer.live_is_saved(id, row.last, &digest(&post))?;
    }
    Ok(())
}
