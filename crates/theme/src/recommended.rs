//! Recommendations as Ghost lists them, by rules of their own: five, the newest first.

use std::cmp::Ordering;

use filter::{Cell, Expr, Row, holds};
use store::{Field, Recommendation, Stored, is_time};

/// Recommendations of a list that asks for no number.
pub const RECOMMENDED: u32 = 5;

/// What they can be ordered by. Clicks and subscribers are not counted.
const ORDERED: [&str; 8] = [
    "title",
    "description",
    "excerpt",
    "one_click_subscribe",
    "created_at",
    "updated_at",
    "count.clicks",
    "count.subscribers",
];

/// Why there is no such list.
#[derive(Debug, PartialEq, Eq)]
pub enum Misasked {
    /// The filter cannot be asked of them.
    Filter(String),
    /// The order is none, in Ghost's words.
    Order(String),
}

struct Filtered<'a>(&'a Recommendation);

impl Row for Filtered<'_> {
    fn cell(&self, name: &str) -> Option<Cell<'_>> {
        let name = name.rsplit('.').next()?;
        if name == "id" {
            return Some(Cell::Text(self.0.id.as_str()));
        }
        let (_, field) = self.0.fields().into_iter().find(|(column, _)| *column == name)?;
        Some(match field {
            Field::Null => Cell::Null,
            Field::Text(text) => Cell::Text(text),
            Field::Int(at) if is_time(name) => Cell::Time(at),
            Field::Int(number) => Cell::Number(number),
            Field::Bool(flag) => Cell::Bool(flag),
        })
    }
}

/// Those that the filter takes, in the order that is asked for: `title asc,created_at desc`. A part without a direction falls. `now` is in
/// milliseconds since 1970.
///
/// # Errors
/// [`Misasked`].
pub fn recommended(
    mut rows: Vec<Recommendation>,
    filter: Option<&Expr>,
    order: Option<&str>,
    now: i64,
) -> Result<Vec<Recommendation>, Misasked> {
    let order = parts(order.unwrap_or("created_at desc"))?;
    if let Some(filter) = filter {
        let mut taken = Vec::with_capacity(rows.len());
        for row in rows {
            if holds(filter, &Filtered(&row), now).map_err(Misasked::Filter)? {
                taken.push(row);
            }
        }
        rows = taken;
    }
    rows.sort_by(|one, other| {
        let by = |(column, falls): &(&str, bool)| {
            let order = compare(column, one, other);
            if *falls { order.reverse() } else { order }
        };
        order.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    Ok(rows)
}

/// Columns, and whether each falls.
fn parts(order: &str) -> Result<Vec<(&str, bool)>, Misasked> {
    let part = |(at, part): (usize, &'_ str)| {
        let mut words = part.trim().split(' ');
        let column = words.next().unwrap_or_default();
        let Some(column) = ORDERED.into_iter().find(|known| *known == column) else {
            return Err(Misasked::Order(format!("order.{at}.field must be one of {}", ORDERED.join(", "))));
        };
        match words.next().unwrap_or("desc") {
            "asc" => Ok((column, false)),
            "desc" => Ok((column, true)),
            _ => Err(Misasked::Order(format!("order.{at}.direction must be one of asc, desc"))),
        }
    };
    order.split(',').enumerate().map(part).collect()
}

fn compare(column: &str, one: &Recommendation, other: &Recommendation) -> Ordering {
    match column {
        "title" => one.title.cmp(&other.title),
        "description" => one.description.cmp(&other.description),
        "excerpt" => one.excerpt.cmp(&other.excerpt),
        "one_click_subscribe" => one.one_click_subscribe.cmp(&other.one_click_subscribe),
        "created_at" => one.created_at.cmp(&other.created_at),
        "updated_at" => one.updated_at.cmp(&other.updated_at),
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(filter: Option<&str>, order: Option<&str>) -> Result<String, Misasked> {
        let row = |n: u8, title: &str, at: i64| Recommendation {
            title: title.into(),
            description: (n == 2).then(|| "Good".into()),
            created_at: at,
            ..Recommendation::blank(format!("{n:024}").parse().unwrap())
        };
        let rows = vec![row(1, "b", 5), row(2, "a", 5), row(3, "c", 9)];
        let filter = filter.map(|filter| filter::parse(filter).unwrap());
        let found = recommended(rows, filter.as_ref(), order, 0)?;
        Ok(found.iter().map(|row| &*row.title).collect())
    }

    #[test]
    fn ordered_and_filtered_as_in_ghost() {
        let check =
            |filter, order, expected: &str| assert_eq!(titles(filter, order).as_deref(), Ok(expected));
        check(None, None, "cba");
        check(None, Some("title asc"), "abc");
        check(None, Some("title"), "cba");
        check(None, Some("created_at asc, title desc"), "bac");
        check(None, Some("count.clicks desc"), "bac");
        check(Some("description:-null"), None, "a");
        check(Some("recommendations.title:[a,c]"), Some("title asc"), "ac");
        check(Some("created_at:>'1970-01-01 00:00:00.006'"), None, "c");
        for order in ["", "url asc", "TITLE asc", "title ASC", "title  asc", "title asc,", "title sideways"] {
            assert!(matches!(titles(None, Some(order)), Err(Misasked::Order(_))), "{order}");
        }
        assert!(matches!(titles(Some("nosuch:1"), None), Err(Misasked::Filter(_))));
    }
}
