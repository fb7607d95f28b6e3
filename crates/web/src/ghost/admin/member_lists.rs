//! Lists of members as CSV, in Ghost's columns: up and down.

use std::fs::File;

use newsroom::{LabelNamed, MemberChange, MemberLine, as_ghost};
use serde_json::json;
use store::{Label, MemberRecord};

use super::{
    super::{
        refusal::{Answered, Refusal, asked},
        shapes::Referred,
    },
    Answer, Call,
    body::Takes,
    members::{KEEP, query},
    routes::Route,
    sheet::{Sheet, unguarded},
    stored::all,
};
use crate::arriving::Bound;

/// Bytes of a list.
const LARGEST: u64 = 64 << 20;
/// Members that are read at once, and at most.
const PAGE: u32 = 1_000;
const MOST: u64 = 1_000_000;

pub(super) const ROUTES: &[Route] = &[
    Route::read("members/upload", KEEP, "members", down),
    Route::upload("members/upload", KEEP, "members", Takes::Files(Bound::Bytes(LARGEST)), up),
];

const COLUMNS: [&str; 11] = [
    "id",
    "email",
    "name",
    "note",
    "subscribed_to_emails",
    "complimentary_plan",
    "stripe_customer_id",
    "created_at",
    "deleted_at",
    "labels",
    "tiers",
];

fn down(call: Call) -> Answered<Answer> {
    let (query, reader) = (query(&call)?, call.reader()?);
    let referred = Referred::read(&reader)?;
    let mut sheet = Sheet::with(&COLUMNS)?;
    for at in (0..MOST).step_by(PAGE as usize) {
        let page = asked(call.doing, reader.members(&query.clone().page(at, PAGE)))?;
        for member in &page {
            sheet.row(line(&referred, member))?;
        }
        if page.len() < PAGE as usize {
            break;
        }
    }
    sheet.answer(&call, "members")
}

fn line(referred: &Referred, member: &MemberRecord) -> [String; 11] {
    let shape = referred.member(member);
    let text = |name: &str| shape.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let names = |name: &str| {
        let rows = shape.get(name).and_then(|rows| rows.as_array()).into_iter().flatten();
        rows.filter_map(|row| row.get("name")?.as_str()).collect::<Vec<_>>().join(",")
    };
    let said = |truth: bool, otherwise: &str| if truth { "true" } else { otherwise }.to_owned();
    [
        text("id"),
        text("email"),
        text("name"),
        text("note"),
        said(!member.newsletters.is_empty(), "false"),
        said(&*member.row.status == "comped", ""),
        String::new(),
        text("created_at"),
        String::new(),
        names("labels"),
        names("tiers"),
    ]
}

fn up(mut call: Call) -> Answered<Answer> {
    let mut form = call.form();
    let file = form.file("membersfile").ok_or_else(|| Refusal::unfit("Please select a members CSV file."))?;
    let renamed: Vec<(String, String)> = form
        .texts()
        .filter_map(|(name, to)| {
            Some((name.strip_prefix("mapping[")?.strip_suffix(']')?.to_owned(), to.to_owned()))
        })
        .collect();
    let mut labels: Vec<LabelNamed> = form
        .texts()
        .filter(|(name, text)| matches!(*name, "labels" | "labels[]") && !text.trim().is_empty())
        .map(|(_, text)| LabelNamed::Name(text.to_owned()))
        .collect();
    let now = jiff::Timestamp::from_millisecond(call.newsroom().clock().now()).unwrap_or_default();
    let own = format!("Import {}", now.strftime("%Y-%m-%d %H:%M"));
    labels.push(LabelNamed::Name(own.clone()));
    let lines = lines(&file.staged.original(), &renamed)?;
    let done = call.newsroom().import_members(call.actor()?, &lines, &labels)?;
    let label = all::<Label>(&call)?.into_iter().find(|label| *label.name == *own);
    let email =
        |line: u64| lines.iter().find(|other| other.line == line).and_then(|line| line.change.email.clone());
    let invalid = done
        .refused
        .iter()
        .map(|(line, why)| json!({ "email": email(*line), "line": line, "error": why.to_string() }));
    Answer::made(
        &json!({ "meta": {
            "originalImportSize": lines.len(),
            "stats": { "imported": done.taken, "invalid": invalid.collect::<Vec<_>>() },
            "import_label": label.map(|label| as_ghost(&label)),
        } }),
        None,
    )
}

/// Reads a list; columns that nobody knows say nothing.
fn lines(path: &std::path::Path, renamed: &[(String, String)]) -> Answered<Vec<MemberLine>> {
    let unreadable = |why: String| Refusal::unfit("Please select a valid CSV file to import.").because(why);
    let file = File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(std::io::BufReader::new(file));
    let columns = reader.headers().map_err(|error| unreadable(error.to_string()))?.clone();
    let columns: Vec<&str> = columns
        .iter()
        .map(|column| column.trim_start_matches('\u{feff}').trim())
        .map(|column| renamed.iter().find(|(from, _)| from == column).map_or(column, |(_, to)| to.as_str()))
        .collect();
    if !columns.contains(&"email") {
        return Err(unreadable("It has no column “email”.".to_owned()).into());
    }
    let mut lines = Vec::new();
    // As a spreadsheet counts them, with the row of names.
    for (line, record) in (2..).zip(reader.records()) {
        let record = record.map_err(|error| unreadable(error.to_string()))?;
        let mut line = MemberLine { line, change: MemberChange::default() };
        for (column, cell) in columns.iter().zip(record.iter()) {
            take(&mut line.change, column, unguarded(cell.trim()));
        }
        lines.push(line);
    }
    Ok(lines)
}

fn take(change: &mut MemberChange, column: &str, cell: &str) {
    if cell.is_empty() {
        return;
    }
    let is_true = || matches!(cell.to_ascii_lowercase().as_str(), "true" | "1" | "yes");
    match column {
        "email" => change.email = Some(cell.to_owned()),
        "name" => change.name = Some(cell.to_owned()),
        "note" => change.note = Some(cell.to_owned()),
        "subscribed_to_emails" | "subscribed" => change.subscribed = Some(is_true()),
        "complimentary_plan" if is_true() => change.comped = Some(true),
        "created_at" => {
            change.created_at = cell.parse::<jiff::Timestamp>().ok().map(|at| at.as_millisecond())
        }
        "labels" => {
            let names = cell.split(',').map(str::trim).filter(|name| !name.is_empty());
            change.labels = Some(names.map(|name| LabelNamed::Name(name.to_owned())).collect());
        }
        _ => {}
    }
}
