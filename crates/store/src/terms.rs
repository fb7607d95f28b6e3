//! A post's own list of words as text: a line `weight word` each.

use std::fmt::Write;

use crate::Term;

/// The text of a list.
pub(crate) fn to_text(terms: &[Term]) -> String {
    let mut out = String::with_capacity(terms.len() * 14);
    for term in terms {
        let _ = writeln!(out, "{} {}", term.weight, term.term);
    }
    out
}

/// The list of a text.
pub(crate) fn parse(text: &str) -> Vec<Term> {
    lines(text).map(|(weight, term)| Term { term: term.into(), weight }).collect()
}

/// The heaviest few of a text, heaviest first.
pub(crate) fn heaviest(text: &str, most: usize) -> Vec<Term> {
    let mut all: Vec<(u16, &str)> = lines(text).collect();
    all.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    all.iter().take(most).map(|(weight, term)| Term { term: (*term).into(), weight: *weight }).collect()
}

fn lines(text: &str) -> impl Iterator<Item = (u16, &str)> {
    text.lines().filter_map(|line| {
        let (weight, term) = line.split_once(' ')?;
        Some((weight.parse().ok()?, term))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back() {
        let terms =
            vec![Term { term: "порт".into(), weight: 900 }, Term { term: "new york".into(), weight: 1 }];
        assert_eq!(parse(&to_text(&terms)), terms);
        assert_eq!(
            heaviest("1 a\n3 b\n3 c", 2),
            [Term { term: "b".into(), weight: 3 }, Term { term: "c".into(), weight: 3 }]
        );
        assert!(parse("nonsense\n\nx y").is_empty());
    }
}
