use super::*;

#[test]
fn numbers_print_as_in_javascript() {
    let cases = [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.5, "-1.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (123_456_789_012_345_680_000.0, "123456789012345680000"),
        (1e-7, "1e-7"),
        (0.000_001, "0.000001"),
        (f64::NAN, "NaN"),
        (f64::NEG_INFINITY, "-Infinity"),
    ];
    for (number, text) in cases {
        assert_eq!(number_text(number), text);
    }
}

#[test]
fn arrays_print_joined_by_commas() {
    let list = Value::from(vec![
        Value::from(1),
        Value::Null,
        Value::from(vec![Value::from("a"), Value::Bool(true)]),
        Value::from(Map::new()),
    ]);
    assert_eq!(list.to_text(), "1,,a,true,[object Object]");
}

#[test]
fn only_own_properties_are_seen() {
    let text = Value::from("жук");
    assert_eq!(text.get("length").and_then(|n| n.as_number()), Some(3.0));
    assert_eq!(text.get("1").map(|c| c.to_text().into_owned()), Some("у".to_owned()));
    assert!(text.get("toUpperCase").is_none());
    let list = Value::from(vec![Value::from(1)]);
    assert!(list.get("map").is_none());
    assert!(list.get("00").is_none());
    assert!(Value::from(Map::new()).get("constructor").is_none());
}

#[test]
fn keys_that_are_indexes_come_first() {
    let map = Map::new().with("b", 1).with("10", 2).with("a", 3).with("2", 4).with("01", 5);
    assert_eq!(map.keys(), ["2", "10", "b", "a", "01"]);
}

#[test]
fn a_tree_finds_its_keys_when_there_are_many() {
    let map: TreeMap = (0..20).map(|n| (format!("k{n}"), f64::from(n))).collect();
    assert_eq!(map.get("k3"), Some(&Tree::Number(3.0)));
    assert_eq!(map.get("k19"), Some(&Tree::Number(19.0)));
    assert_eq!(map.get("k20"), None);
}

#[test]
fn emptiness_is_that_of_handlebars() {
    assert!(!Value::from(0).is_empty());
    assert!(!Value::from(0).is_true());
    assert!(Value::from(vec![]).is_empty());
    assert!(Value::from(vec![]).is_true());
    assert!(Value::from("").is_empty());
    assert!(!Value::safe("").is_empty());
}

#[test]
fn loose_equality_is_that_of_javascript() {
    assert!(Value::from("1").loosely_equals(&Value::from(1)));
    assert!(Value::from(true).loosely_equals(&Value::from("1")));
    assert!(Value::Null.loosely_equals(&Value::Undefined));
    assert!(!Value::Null.loosely_equals(&Value::from(0)));
    assert!(!Value::from(f64::NAN).loosely_equals(&Value::from(f64::NAN)));
    let map = Value::from(Map::new());
    assert!(map.loosely_equals(&map.clone()));
    assert!(!map.loosely_equals(&Value::from(Map::new())));
}
