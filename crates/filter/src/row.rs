//! A filter tested on rows in memory.

use crate::expr::{Compare, Expr, Match, Test, Value};
use crate::time;

/// A property of a row.
pub enum Cell<'a> {
    /// The column is empty.
    Null,
    /// Text.
    Text(&'a str),
    /// The texts of related rows, such as the slugs of a post's tags.
    Texts(Vec<&'a str>),
    /// A number.
    Number(i64),
    /// A truth value.
    Bool(bool),
    /// Milliseconds since 1970 UTC.
    Time(i64),
}

/// Something that a filter can be tested on.
pub trait Row {
    /// The property called `name`; `None` when rows of this kind have none.
    fn cell(&self, name: &str) -> Option<Cell<'_>>;
}

/// Whether the filter holds for the row. `now` is the moment that relative dates count from, in milliseconds.
///
/// # Errors
/// A property that rows of this kind do not have.
pub fn holds(expr: &Expr, row: &dyn Row, now: i64) -> Result<bool, String> {
    match expr {
        Expr::And(parts) => parts.iter().try_fold(true, |so_far, part| Ok(so_far && holds(part, row, now)?)),
        Expr::Or(parts) => parts.iter().try_fold(false, |so_far, part| Ok(so_far || holds(part, row, now)?)),
        Expr::Term { property, test, .. } => {
            let cell = row
                .cell(property)
                .ok_or_else(|| format!("there is no property \"{property}\" to filter by"))?;
            Ok(passes(test, &cell, now))
        }
    }
}

fn passes(test: &Test, cell: &Cell<'_>, now: i64) -> bool {
    match test {
        Test::Is(Compare::Eq, value) => equals(cell, value, now),
        Test::Is(Compare::Ne, value) => !equals(cell, value, now),
        Test::Is(compare, value) => orders(cell, *compare, value, now),
        Test::In(values) => values.iter().any(|value| equals(cell, value, now)),
        Test::NotIn(values) => !values.iter().any(|value| equals(cell, value, now)),
        Test::All(values) => values.iter().all(|value| equals(cell, value, now)),
        Test::Like { negated, part, text } => {
            let text = text.to_lowercase();
            let like = |own: &str| {
                let own = own.to_lowercase();
                match part {
                    Match::Contains => own.contains(&text),
                    Match::Starts => own.starts_with(&text),
                    Match::Ends => own.ends_with(&text),
                }
            };
            let found = match cell {
                Cell::Text(own) => like(own),
                Cell::Texts(own) => own.iter().any(|own| like(own)),
                _ => false,
            };
            found != *negated
        }
    }
}

fn equals(cell: &Cell<'_>, value: &Value, now: i64) -> bool {
    match (cell, value) {
        (Cell::Null, Value::Null) => true,
        (Cell::Text(own), value) => text(value).is_some_and(|text| *own == text),
        (Cell::Texts(own), Value::Null) => own.is_empty(),
        (Cell::Texts(own), value) => text(value).is_some_and(|text| own.contains(&text.as_str())),
        (Cell::Number(own), Value::Number(value)) => own == value,
        (Cell::Bool(own), Value::Bool(value)) => own == value,
        (Cell::Bool(own), Value::Number(value)) => i64::from(*own) == *value,
        (Cell::Time(own), value) => moment(value, now).is_some_and(|at| at == *own),
        _ => false,
    }
}

fn orders(cell: &Cell<'_>, compare: Compare, value: &Value, now: i64) -> bool {
    let order = match (cell, value) {
        (Cell::Time(own), value) => moment(value, now).map(|at| own.cmp(&at)),
        (Cell::Number(own), Value::Number(value)) => Some(own.cmp(value)),
        (Cell::Text(own), value) => text(value).map(|text| (*own).cmp(text.as_str())),
        _ => None,
    };
    order.is_some_and(|order| match compare {
        Compare::Gt => order.is_gt(),
        Compare::Gte => order.is_ge(),
        Compare::Lt => order.is_lt(),
        Compare::Lte => order.is_le(),
        Compare::Eq => order.is_eq(),
        Compare::Ne => order.is_ne(),
    })
}

/// The text of a value, if it has one: slugs of digits are read as numbers by the language.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Relative { .. } => None,
    }
}

fn moment(value: &Value, now: i64) -> Option<i64> {
    match value {
        Value::Text(text) => time::read(text),
        Value::Number(year @ 1000..=9999) => time::read(&year.to_string()),
        Value::Relative { amount, unit } => Some(time::shift(now, *amount, *unit)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Story;

    impl Row for Story {
        fn cell(&self, name: &str) -> Option<Cell<'_>> {
            Some(match name {
                "slug" => Cell::Text("hello"),
                "year" => Cell::Text("2024"),
                "tag" => Cell::Texts(vec!["news", "podcast"]),
                "author" => Cell::Texts(Vec::new()),
                "featured" => Cell::Bool(true),
                "published_at" => Cell::Time(86_400_000),
                "image" => Cell::Null,
                _ => return None,
            })
        }
    }

    #[test]
    fn rows_and_their_relations_are_tested() {
        for (filter, expected) in [
            ("slug:hello+featured:true", true),
            ("slug:-hello,featured:false", false),
            ("year:2024", true),
            ("tag:podcast", true),
            ("tag:-podcast", false),
            ("tag:-[old,older]", true),
            ("tag:[old,news]", true),
            ("tag:[news+podcast]", true),
            ("tag:[news+old]", false),
            ("tag:~^'pod'", true),
            ("tag:-~'pod'", false),
            ("author:null", true),
            ("tag:null", false),
            ("image:null", true),
            ("image:-null", false),
            ("published_at:>'1970-01-01'", true),
            ("published_at:<'1970-01-02'", false),
        ] {
            let expr = crate::parse(filter).unwrap();
            assert_eq!(holds(&expr, &Story, 0), Ok(expected), "{filter}");
        }
        assert!(holds(&crate::parse("nothing:x").unwrap(), &Story, 0).is_err());
    }
}
