//! The audit log as a file, sent piece by piece: however long the log is, some hundred rows are in memory.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use hyper::{
    body::Frame,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue},
};
use newsroom::Refused;
use store::AuditRow;
use tokio::sync::mpsc;

use super::{
    super::{Room, moment::zone, refusal::Refusal, staff::Fresh},
    question::Question,
};

/// Rows that are read at once.
const PIECE: u32 = 500;

/// How rows are written.
#[derive(Clone, Copy)]
enum Form {
    Csv,
    Json,
}

pub(super) async fn csv(
    State(room): State<Arc<Room>>,
    _: Fresh,
    Query(question): Query<Question>,
) -> Result<Response, Refusal> {
    send(room, question, Form::Csv, "text/csv; charset=utf-8", "audit.csv").await
}

pub(super) async fn json(
    State(room): State<Arc<Room>>,
    _: Fresh,
    Query(question): Query<Question>,
) -> Result<Response, Refusal> {
    send(room, question, Form::Json, "application/json", "audit.json").await
}

async fn send(
    room: Arc<Room>,
    question: Question,
    form: Form,
    kind: &'static str,
    name: &str,
) -> Result<Response, Refusal> {
    // A question that makes no sense is refused before the first byte.
    let asked = question.clone();
    room.run(move |room| asked.query(&zone(room), 1).map(|_| ())).await?;
    let (sender, receiver) = mpsc::channel(2);
    let reading = Arc::clone(&room);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = read(&reading, question, form, &sender) {
            tracing::error!(%error, "the audit log could not be taken out");
            // The file must not look whole.
            let _ = sender.blocking_send(Err(std::io::Error::other("the audit log cannot be read")));
        }
    });
    let mut response = Body::new(Pieces(receiver)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition =
        HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).expect("a name of ours");
    response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}

type Sender = mpsc::Sender<std::io::Result<Bytes>>;

fn read(room: &Room, mut question: Question, form: Form, sender: &Sender) -> Result<(), Refused> {
    let zone = zone(room);
    let mut first = true;
    loop {
        let rows = room.store.reader()?.audit(&question.query(&zone, PIECE)?)?;
        let mut piece = String::new();
        if first {
            piece.push_str(match form {
                Form::Csv => "time,person_id,person,act,subject,before,after,address\r\n",
                Form::Json => "[\n",
            });
        }
        for row in &rows {
            match form {
                Form::Csv => piece.push_str(&csv_line(row)),
                Form::Json => {
                    piece.push_str(if first { "" } else { ",\n" });
                    piece.push_str(&json_line(row));
                }
            }
            first = false;
        }
        let last = rows.last().filter(|_| rows.len() == PIECE as usize);
        if last.is_none() && matches!(form, Form::Json) {
            piece.push_str("\n]\n");
        }
        if sender.blocking_send(Ok(piece.into())).is_err() {
            // The reader has gone.
            return Ok(());
        }
        let Some(last) = last else { return Ok(()) };
        question = question.after(last);
    }
}

fn time(row: &AuditRow) -> String {
    jiff::Timestamp::from_millisecond(row.at).map(|at| at.to_string()).unwrap_or_default()
}

fn json_line(row: &AuditRow) -> String {
    serde_json::json!({
        "time": time(row),
        "person_id": row.actor.as_deref(),
        "person": row.actor_name,
        "act": row.act,
        "subject": row.subject,
        "before": row.before,
        "after": row.after,
        "address": row.address,
    })
    .to_string()
}

fn csv_line(row: &AuditRow) -> String {
    let cells = [
        time(row),
        row.actor.map(|id| id.to_string()).unwrap_or_default(),
        row.actor_name.to_string(),
        row.act.to_string(),
        row.subject.to_string(),
        row.before.as_deref().unwrap_or_default().to_owned(),
        row.after.as_deref().unwrap_or_default().to_owned(),
        row.address.to_string(),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell of CSV. Spreadsheets would run what begins like a formula: a quote before it keeps them from it.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

/// Pieces as a body.
struct Pieces(mpsc::Receiver<std::io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(quoted("ana@example.org"), "\"ana@example.org\"");
    }
}
