//! Tables, in a box that scrolls sideways.

use super::write::{attr, number};
use super::{Page, inline};
use crate::text::inline_text;
use crate::tree::{Cell, Row, Table};

/// A box that scrolls must be reached by keys, and what is reached needs a name: the first words of the table's head.
/// A `group`, because a `region` would be a landmark, of which no two may have the same name.
pub(super) fn render(page: &mut Page<'_>, table: &Table) {
    let out = &mut page.out;
    let head = table.rows.iter().take_while(|row| row.is_head()).count();
    let (head, body) = table.rows.split_at(head);
    out.push_str("<div class=\"mh-table\"");
    if let Some(name) = name(table) {
        out.push_str(" role=\"group\"");
        attr(out, "aria-label", &name);
    }
    out.push_str(" tabindex=\"0\"><table>");
    for (part, rows) in [("thead", head), ("tbody", body)] {
        if !rows.is_empty() {
            out.push_str(&format!("<{part}>"));
            rows.iter().for_each(|row| render_row(out, row));
            out.push_str(&format!("</{part}>"));
        }
    }
    out.push_str("</table></div>");
}

/// The words of the first header that has any.
fn name(table: &Table) -> Option<String> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let words = |cell: &Cell| inline_text(&cell.content).split_whitespace().collect::<Vec<_>>().join(" ");
    cells.filter(|cell| cell.header).map(words).find(|words| !words.is_empty())
}

fn render_row(out: &mut String, row: &Row) {
    let scope = if row.is_head() { "col" } else { "row" };
    out.push_str("<tr>");
    for cell in &row.cells {
        // A header without words names nothing.
        let named = cell.header && !inline_text(&cell.content).trim().is_empty();
        let tag = if named { "th" } else { "td" };
        out.push('<');
        out.push_str(tag);
        if named {
            attr(out, "scope", scope);
        }
        if cell.colspan > 1 {
            number(out, "colspan", cell.colspan.into());
        }
        if cell.rowspan > 1 {
            number(out, "rowspan", cell.rowspan.into());
        }
        out.push('>');
        inline::render(out, &cell.content);
        out.push_str(&format!("</{tag}>"));
    }
    out.push_str("</tr>");
}
