//! Hostile filters: refused or read, never a panic, a full stack or a long wait.

use filter::{Kind, MAX_LENGTH, Property, Schema, parse};
use proptest::prelude::*;

struct Anything;

impl Schema for Anything {
    fn property(&self, name: &str) -> Option<Property> {
        let kind = [Kind::Text, Kind::Integer, Kind::Boolean, Kind::Time][name.len() % 4];
        Some(Property::Column { sql: "c".to_owned(), kind })
    }
}

#[test]
fn deep_parentheses_are_refused() {
    for depth in [51, 1_000, 30_000] {
        let filter = format!("{}a:bc{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&filter).is_err());
    }
    let filter = format!("{}a:bc{}", "(".repeat(50), ")".repeat(50));
    assert!(parse(&filter).is_ok());
}

#[test]
fn long_filters_are_refused() {
    assert!(parse(&"a".repeat(MAX_LENGTH + 1)).is_err());
    assert!(parse(&vec!["a:bc"; 501].join(",")).is_err());
    assert!(parse(&vec!["a:bc"; 500].join(",")).is_ok());
}

#[test]
fn errors_point_at_characters() {
    let error = parse("name:'Тест'+(ab:cd").map_err(|error| error.to_string());
    assert_eq!(error, Err("unexpected end in the filter at character 19".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_text_never_panics(text in "\\PC{0,80}") {
        let _ = parse(&text);
    }

    #[test]
    fn random_filters_never_panic(text in "([a-c.]{1,3}:|[-+,()\\[\\]~^$<>=']|now-3d|now\\+99999999999999999999y|null|9{1,25}|1\\.5|x{1,3}|Ж|'a'|\\\\| ){0,24}") {
        if let Ok(expr) = parse(&text) {
            // What was read can be written, and every value has its parameter.
            let sql = expr.to_sql(&Anything, 0, 1);
            prop_assert!(sql.is_ok());
            let sql = sql.unwrap_or_else(|_| filter::Sql { condition: String::new(), values: Vec::new() });
            prop_assert_eq!(sql.condition.matches('?').count(), sql.values.len());
        }
    }
}
