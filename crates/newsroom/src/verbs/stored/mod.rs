//! What Ghost stores beside stories, one entity a file. Membership itself, signing in and paying, is not here: these rows are what the
//! newsroom knows of its members.

mod ghost;
mod labels;
mod members;
mod members_at_once;
mod newsletters;
mod offers;
mod readership;
mod recommendations;
mod snippets;
#[cfg(test)]
mod tests;
mod tiers;

pub use ghost::{GhostRow, as_ghost, ghost_row, rows_of_ghost, tables_of_ghost, take_from_ghost};
pub(crate) use ghost::{KEPT_JOB, put_row_of_ghost};
pub use labels::LabelNamed;
pub use members::{Imported, MemberChange, MemberLine};
pub use members_at_once::MembersDeed;
pub(crate) use readership::chosen;

use store::{Id, Stored, Text, Writer};

use crate::{Because, Refused, session::suffixed, words::slugify};

/// Characters of a name, as in Ghost.
const NAME: usize = 191;
/// Characters of a description or an address, as in Ghost.
const LONG: usize = 2_000;
/// Rows of a table of which a site has a handful.
const MOST: u32 = 5_000;

/// A name without white space around it.
fn name(field: &'static str, text: &str, most: usize) -> Result<Text, Refused> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Refused::invalid(field, Because::NameLength.with("most", most)));
    }
    Ok(text.into())
}

/// Refuses a text that is too long.
fn at_most(field: &'static str, text: Option<&str>, most: usize) -> Result<(), Refused> {
    if text.is_some_and(|text| text.chars().count() > most) {
        return Err(Refused::invalid(field, Because::TooLong.with("most", most)));
    }
    Ok(())
}

/// Refuses what is not among some words.
fn among(field: &'static str, text: &str, words: &[&str]) -> Result<(), Refused> {
    if words.contains(&text) {
        return Ok(());
    }
    Err(Refused::invalid(
        field,
        Because::NotAmongChoices.with("given", text.chars().take(40).collect::<String>()),
    ))
}

/// Refuses a name that another row has, whatever its case.
fn refuse_namesake(
    field: &'static str,
    text: &str,
    id: &Id,
    others: impl IntoIterator<Item = (Id, Text)>,
) -> Result<(), Refused> {
    let folded = text.to_lowercase();
    match others.into_iter().any(|(other, name)| other != *id && name.to_lowercase() == folded) {
        true => Err(Refused::invalid(field, Because::NameTaken.with("given", text))),
        false => Ok(()),
    }
}

/// The address part that a name gives, with a number when another row has it.
fn free_slug(wanted: &str, from: &str, id: &Id, taken: &[(Id, Text)]) -> Text {
    let base = slugify(if wanted.is_empty() { from } else { wanted });
    let base = if base.is_empty() { "untitled".to_owned() } else { base };
    let is_taken = |slug: &str| taken.iter().any(|(other, text)| other != id && **text == *slug);
    let numbered = (2_u32..).map(|n| suffixed(&base, n));
    std::iter::once(base.clone()).chain(numbered).find(|slug| !is_taken(slug)).unwrap_or(base).into()
}

/// One text of every row of a table.
fn all<R: Stored>(writer: &mut Writer, text: impl Fn(&R) -> &Text) -> Result<Vec<(Id, Text)>, Refused> {
    Ok(writer.rows::<R>(MOST)?.iter().map(|row| (*row.id(), text(row).clone())).collect())
}

fn missing(what: &'static str, id: &Id) -> Refused {
    Refused::NotFound { what, id: id.to_string() }
}
