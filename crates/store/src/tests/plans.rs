//! The plans of the statements on a reader's path: golden files, and no scan of a whole table.

use super::{Site, statements};
use crate::{db::Path, rows::list};

fn plan(conn: &rusqlite::Connection, text: &str) -> String {
    let mut statement =
        conn.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap_or_else(|e| panic!("{e}: {text}"));
    let mut rows = statement.raw_query();
    let mut out = String::new();
    while let Some(row) = rows.next().unwrap() {
        let detail: String = row.get(3).unwrap();
        assert!(!scans(&detail), "{detail}\nin {text}");
        out.push_str("  ");
        out.push_str(&detail);
        out.push('\n');
    }
    out
}

/// A scan of a table or a whole index. Of a subquery's result it is none: that is bounded by its LIMIT.
fn scans(detail: &str) -> bool {
    let Some(what) = detail.strip_prefix("SCAN ") else { return false };
    // A question to the search index.
    if what.contains(" VIRTUAL TABLE INDEX ") {
        return false;
    }
    let what = what.split_whitespace().next().unwrap_or_default();
    !(what == "page" || what == "CONSTANT" || what.starts_with("(subquery") || is_branch(what))
}

/// The branches of the statement for related posts: w1 … t12.
fn is_branch(what: &str) -> bool {
    what.len() > 1 && what.starts_with(['w', 't']) && what[1..].bytes().all(|b| b.is_ascii_digit())
}

#[test]
fn readers_never_scan() {
    let site = Site::sqlite();
    let conn = rusqlite::Connection::open(site.path("masthead.db")).unwrap();
    let mut out = String::new();
    for (file, sql) in statements::all().into_iter().filter(|(_, sql)| sql.path == Path::Reading) {
        out.push_str(&format!("{file}::{}\n{}", sql.name, plan(&conn, sql.text)));
    }
    insta::assert_snapshot!("statements", out);
}

#[test]
fn lists_are_served_by_their_indexes() {
    let site = Site::sqlite();
    let conn = rusqlite::Connection::open(site.path("masthead.db")).unwrap();
    let mut out = String::new();
    for (name, query) in statements::questions() {
        for (from, backwards) in [("the beginning", false), ("the end", true)] {
            let text = list::page(&query, 0, 25, backwards).text;
            out.push_str(&format!("{name} from {from}\n{}", plan(&conn, &text)));
        }
    }
    insta::assert_snapshot!("lists", out);
}
