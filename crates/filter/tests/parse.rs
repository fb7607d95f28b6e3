//! Text to tree: `cases/parse.txt` holds a filter and, indented below it, its tree, or `!` and the character at which
//! it is refused. Trees of all that Ghost reads too were compared with `@tryghost/nql-lang`.

#[test]
fn filters_become_trees() {
    let cases = include_str!("cases/parse.txt");
    let lines: Vec<&str> = cases.lines().collect();
    let mut wrong = String::new();
    for pair in lines.chunks_exact(2) {
        let found = match filter::parse(pair[0]) {
            Ok(expr) => expr.to_string(),
            Err(error) => format!("! {}", error.at + 1),
        };
        if found != pair[1].trim_start() {
            wrong.push_str(&format!("{}\n    {found}\n  not {}\n", pair[0], pair[1].trim()));
        }
    }
    assert!(lines.len() >= 300, "the file of cases was cut");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn terms_can_be_left_out() {
    let without = |text: &str| {
        let filter = filter::parse(text).unwrap().without(&|name| name == "no");
        filter.map(|filter| filter.to_string())
    };
    assert_eq!(without("no:1"), None);
    assert_eq!(without("no:1+(no:2,no:3)"), None);
    assert_eq!(without("a:1+no:2"), filter::parse("a:1").ok().map(|filter| filter.to_string()));
    assert_eq!(without("(a:1,no:2)+b:3"), filter::parse("a:1+b:3").ok().map(|filter| filter.to_string()));
}
