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
    text.lines()
        .filter_map(|line| {
            let (weight, term) = line.split_once(' ')?;
            Some(Term { term: term.into(), weight: weight.parse().ok()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back() {
        let terms =
            vec![Term { term: "порт".into(), weight: 900 }, Term { term: "new york".into(), weight: 1 }];
        assert_eq!(parse(&to_text(&terms)), terms);
        assert!(parse("nonsense\n\nx y").is_empty());
    }
}
