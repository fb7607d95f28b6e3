//! Lists as CSV, in the form that spreadsheets take.

use super::{
    super::refusal::{Answered, Refusal, Unanswered},
    Answer, Call,
};

/// What a spreadsheet would take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A list that is being written.
pub(super) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// A list with these columns.
    pub(super) fn with(columns: &[&str]) -> Answered<Sheet> {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        out.write_record(columns).map_err(unwritable)?;
        Ok(Sheet(out))
    }

    /// One row, a cell a column.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) -> Answered<()> {
        self.0.write_record(cells.map(guarded)).map_err(unwritable)
    }

    /// The list as a file: `members.2026-01-31.csv`.
    pub(super) fn answer(self, call: &Call, name: &str) -> Answered<Answer> {
        let bytes = self.0.into_inner().map_err(|error| unwritable(error.into_error().into()))?;
        let now = jiff::Timestamp::from_millisecond(call.newsroom().clock().now()).unwrap_or_default();
        let name = format!("{name}.{}.csv", now.strftime("%Y-%m-%d"));
        Ok(Answer::attachment(&name, "text/csv; charset=utf-8", bytes))
    }
}

fn unwritable(error: csv::Error) -> Unanswered {
    Refusal::bad_request("The list cannot be written.").because(error.to_string()).into()
}

/// A cell that no spreadsheet takes for a formula; Ghost guards it so, and takes it away when it reads.
fn guarded(cell: String) -> String {
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell }
}

/// A cell without its guard.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=SUM(A1)", "+1", "-1", "@x", "\tx", "plain", "'quoted"] {
            let kept = guarded(cell.to_owned());
            assert!(!kept.starts_with(FORMULA) && unguarded(&kept) == cell, "{kept}");
        }
    }
}
