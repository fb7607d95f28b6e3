//! Rows under Ghost's names as JSON: how an import gives them, how an export and the Admin API show them.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use store::{
    Benefit, Field, Id, Label, Member, MemberLabel, MemberNewsletter, MemberTier, Millis, Newsletter, Offer,
    Put, Reader, Recommendation, Snippet, Stored, Tier, TierBenefit, Writer, is_time, random_uuid,
};

use crate::{Newsroom, Refused, words::slugify};

/// Makes rows of what an older version kept of an import.
pub(crate) const KEPT_JOB: &str = "kept.rows";
/// What is not taken: the id, which is known, and what would let its finder act for a member.
const PASSED_OVER: [&str; 2] = ["id", "transient_id"];
/// Rows that are moved in one transaction.
const MOVED: u32 = 100;

/// A row as Ghost shows it, with its id.
pub type GhostRow = (Id, Map<String, Value>);

/// Calls a function with the type of row that a table of Ghost has; nothing for a table that has none here.
macro_rules! by_table {
    ($table:expr, $with:ident, $($argument:expr),*) => {
        match $table {
            Member::TABLE => $with::<Member>($($argument),*).map(Some),
            Label::TABLE => $with::<Label>($($argument),*).map(Some),
            MemberLabel::TABLE => $with::<MemberLabel>($($argument),*).map(Some),
            MemberNewsletter::TABLE => $with::<MemberNewsletter>($($argument),*).map(Some),
            MemberTier::TABLE => $with::<MemberTier>($($argument),*).map(Some),
            Newsletter::TABLE => $with::<Newsletter>($($argument),*).map(Some),
            Tier::TABLE => $with::<Tier>($($argument),*).map(Some),
            Benefit::TABLE => $with::<Benefit>($($argument),*).map(Some),
            TierBenefit::TABLE => $with::<TierBenefit>($($argument),*).map(Some),
            Offer::TABLE => $with::<Offer>($($argument),*).map(Some),
            Snippet::TABLE => $with::<Snippet>($($argument),*).map(Some),
            Recommendation::TABLE => $with::<Recommendation>($($argument),*).map(Some),
            _ => Ok(None),
        }
    };
}

/// The tables of Ghost that have a table here.
pub fn tables_of_ghost() -> [&'static str; 12] {
    [
        Newsletter::TABLE,
        Tier::TABLE,
        Benefit::TABLE,
        TierBenefit::TABLE,
        Offer::TABLE,
        Snippet::TABLE,
        Label::TABLE,
        Member::TABLE,
        MemberLabel::TABLE,
        MemberNewsletter::TABLE,
        MemberTier::TABLE,
        Recommendation::TABLE,
    ]
}

/// A time as Ghost writes it: `2026-01-01T00:00:00.000Z`.
fn moment(at: Millis) -> Value {
    jiff::Timestamp::from_millisecond(at).map_or(Value::Null, |at| format!("{at:.3}").into())
}

/// A column as Ghost shows it.
fn value(column: &str, field: Field<'_>) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Text(text) => text.into(),
        Field::Int(at) if is_time(column) => moment(at),
        Field::Int(number) => number.into(),
        Field::Bool(flag) => flag.into(),
    }
}

/// A row as Ghost shows it, its id first.
pub fn as_ghost(row: &impl Stored) -> Map<String, Value> {
    let id = ("id".to_owned(), Value::from(row.id().as_str()));
    let columns = row.fields().into_iter().map(|(name, field)| (name.to_owned(), value(name, field)));
    std::iter::once(id).chain(columns).collect()
}

/// Sets a column of a row; `false` when it cannot hold that.
pub fn take_from_ghost(row: &mut impl Stored, column: &str, value: &Value) -> bool {
    let field = match value {
        Value::Null => Field::Null,
        Value::Bool(flag) => Field::Bool(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(number) => Field::Int(number),
            None => return false,
        },
        Value::String(text) if text.is_empty() => Field::Null,
        Value::String(text) if is_time(column) => match read_moment(text) {
            Some(at) => Field::Int(at),
            None => return false,
        },
        Value::String(text) => Field::Text(text),
        Value::Array(_) | Value::Object(_) => return false,
    };
    row.set(column, field)
}

/// A time as Ghost and its databases write them.
fn read_moment(text: &str) -> Option<Millis> {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.as_millisecond());
    }
    let civil = text.parse::<jiff::civil::DateTime>().ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(civil).ok().map(|time| time.as_millisecond())
}

/// A row of Ghost, and what of it no column holds.
pub fn ghost_row<R: Stored>(id: Id, json: &Map<String, Value>, now: Millis) -> (R, Map<String, Value>) {
    let mut row = R::blank(id);
    let mut left = Map::new();
    let says_nothing =
        |value: &Value| matches!(value, Value::Null | Value::Bool(false)) || value.as_i64() == Some(0);
    for (name, value) in json.iter().filter(|(name, _)| !PASSED_OVER.contains(&name.as_str())) {
        if !take_from_ghost(&mut row, name, value) && !says_nothing(value) {
            left.insert(name.clone(), value.clone());
        }
    }
    let text = |row: &R, name: &str| {
        row.fields().into_iter().find_map(|(column, field)| match field {
            Field::Text(text) if column == name => Some(text.to_owned()),
            Field::Int(0) if column == name => Some(String::new()),
            _ => None,
        })
    };
    // What a database would have filled in.
    if text(&row, "uuid").is_some_and(|uuid| uuid.is_empty()) {
        row.set("uuid", Field::Text(&random_uuid()));
    }
    if text(&row, "slug").is_some_and(|slug| slug.is_empty()) {
        let made = slugify(&text(&row, "name").unwrap_or_default());
        row.set("slug", Field::Text(&made));
    }
    for column in ["created_at", "updated_at"] {
        if text(&row, column).is_some_and(|at| at.is_empty()) {
            row.set(column, Field::Int(now));
        }
    }
    (row, left)
}

/// Whether a row says whom or what it is about; others are kept as they came.
fn is_whole(row: &impl Stored) -> bool {
    row.fields().into_iter().all(|(column, field)| {
        field != Field::Text("")
            || !(matches!(column, "email" | "name" | "url" | "title") || column.ends_with("_id"))
    })
}

/// Puts a row of an import into its table; `None` when there is no such table, or the row is none. A row that an import brought before
/// and that the newsroom changed since stays as it is.
pub(crate) fn put_row_of_ghost(
    writer: &mut Writer,
    now: Millis,
    table: &str,
    id: &str,
    json: &str,
) -> Result<Option<Put>, Refused> {
    if !tables_of_ghost().contains(&table) {
        return Ok(None);
    }
    let (Ok(stored), Ok(row)) = (id.parse::<Id>(), serde_json::from_str::<Map<String, Value>>(json)) else {
        return Ok(None);
    };
    let digest = Sha256::digest(json);
    let hash = i64::from_le_bytes(std::array::from_fn(|at| digest[at]));
    if writer.import_hash(table, id)? == Some(hash) {
        return Ok(Some(Put::Unchanged));
    }
    let Some(put) = by_table!(table, put, writer, now, stored, &row)?.flatten() else { return Ok(None) };
    writer.set_import_hash(table, id, hash)?;
    Ok(Some(put))
}

fn put<R: Stored>(
    writer: &mut Writer,
    now: Millis,
    id: Id,
    json: &Map<String, Value>,
) -> Result<Option<Put>, Refused> {
    let (row, left) = ghost_row::<R>(id, json, now);
    if !is_whole(&row) {
        return Ok(None);
    }
    let put = writer.put_row(&row)?;
    if !left.is_empty() {
        writer.keep(R::TABLE, &id, &Value::Object(left).to_string())?;
    }
    Ok(Some(put))
}

/// Rows of a table of Ghost as it shows them, by id: after `after`, at most `limit`; none when there is no such table here.
///
/// # Errors
/// Failures of the store.
pub fn rows_of_ghost(
    reader: &Reader,
    table: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<GhostRow>, Refused> {
    fn page<R: Stored>(reader: &Reader, after: &str, limit: u32) -> Result<Vec<GhostRow>, Refused> {
        Ok(reader.rows::<R>(after, limit)?.iter().map(|row| (*row.id(), as_ghost(row))).collect())
    }
    Ok(by_table!(table, page, reader, after, limit)?.unwrap_or_default())
}

impl Newsroom {
    /// Makes rows of what an older version kept of an import. May be run twice.
    pub(crate) fn adopt_kept(&self) -> Result<(), Refused> {
        let now = self.clock.now();
        for table in tables_of_ghost() {
            let mut after = String::new();
            loop {
                let page = self.store.reader()?.kept(table, &after, MOVED)?;
                let Some((last, _)) = page.last() else { break };
                after = last.to_string();
                self.store.write(|writer| {
                    writer.be_quiet();
                    for (id, json) in &page {
                        let (Ok(stored), Ok(row)) =
                            (id.parse::<Id>(), serde_json::from_str::<Map<String, Value>>(json))
                        else {
                            continue;
                        };
                        // What is kept of a row that has its place already is what no column holds.
                        if !has_row(writer, table, &stored)? {
                            writer.forget_kept(table, id)?;
                            if by_table!(table, put, writer, now, stored, &row)?.flatten().is_none() {
                                writer.keep(table, id, json)?;
                            }
                        }
                    }
                    Ok::<_, Refused>(())
                })?;
            }
        }
        self.adopt_readership()
    }
}

fn has_row(writer: &mut Writer, table: &str, id: &Id) -> Result<bool, Refused> {
    fn has<R: Stored>(writer: &mut Writer, id: &Id) -> Result<bool, Refused> {
        Ok(writer.row::<R>(id)?.is_some())
    }
    Ok(by_table!(table, has, writer, id)?.unwrap_or(false))
}
