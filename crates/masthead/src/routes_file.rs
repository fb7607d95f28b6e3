//! `routes.yaml`: of a Ghost's backup, or put into the data folder by hand where Ghost has it.

use std::path::Path;

use newsroom::{Newsroom, Refused, Session, Source};
use routes::{Fault, Routes};
use store::Put;

use crate::ghost::content_hash;

/// Where it lies below the data folder.
const PATH: &str = "content/settings/routes.yaml";

/// The text of the file below a data folder, if there is one.
///
/// # Errors
/// When it cannot be read.
fn text(data: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read_to_string(data.join(PATH)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What is wrong with the file below a data folder: then addresses stay what they were.
pub(crate) fn fault(data: &Path) -> Option<String> {
    match text(data) {
        Ok(text) => Routes::read(&text?).err().map(|fault| fault.to_string()),
        Err(error) => Some(error.to_string()),
    }
}

/// Takes the file below a data folder in when it is another than the one taken last: what is changed in the room later stays. One with
/// a mistake changes nothing; the log and the health page say so.
///
/// # Errors
/// Failures of the store.
pub(crate) fn take_in(newsroom: &Newsroom, data: &Path) -> Result<(), Refused> {
    let taken = match text(data) {
        Ok(None) => return Ok(()),
        Ok(Some(text)) => {
            newsroom.import(|session| take_routes(session, &text))?.map_err(|fault| fault.to_string())
        }
        Err(error) => Err(error.to_string()),
    };
    match taken {
        Ok(Put::Unchanged) => {}
        Ok(_) => tracing::info!(file = PATH, "addresses are as the file says"),
        Err(why) => tracing::warn!(file = PATH, why, "addresses stay what they were"),
    }
    Ok(())
}

/// Takes a text in, unless it is the one taken last.
///
/// # Errors
/// Failures of the store; inside, what is wrong with the text.
pub(crate) fn take_routes(session: &mut Session<'_>, text: &str) -> Result<Result<Put, Fault>, Refused> {
    if let Err(fault) = Routes::read(text) {
        return Ok(Err(fault));
    }
    let known = Source { entity: "files", id: "routes.yaml", hash: content_hash([text]) };
    if session.is_known(known)? {
        return Ok(Ok(Put::Unchanged));
    }
    let put = session.put_setting(routes::SETTING, Some(text))?;
    session.remember(known)?;
    Ok(Ok(put))
}
