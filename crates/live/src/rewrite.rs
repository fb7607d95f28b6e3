//! From what a shared document says to what it shall say, by the smallest edit that is easily found: blocks that are alike at both ends
//! stay, what is between them is replaced. People who are writing in what stays notice nothing.

use document::Document;
use serde_json::Value;
use yrs::{Text, TextRef, TransactionMut, XmlFragment, XmlFragmentRef};

use crate::{Fault, manuscript::blocks, read};

pub(crate) fn body(
    txn: &mut TransactionMut<'_>,
    body: &XmlFragmentRef,
    wanted: &Document,
) -> Result<(), Fault> {
    // One child of the body is one block: texts do not stand there.
    let present: Vec<Value> = read::content(txn, body, 0)?;
    let present = blocks(&crate::check::document(present)?);
    let wanted = blocks(wanted);
    let alike = present.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
    let most = present.len().min(wanted.len()) - alike;
    let alike_at_end =
        present.iter().rev().zip(wanted.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (from, to) = (alike, present.len() - alike_at_end);
    if from < to {
        body.remove_range(txn, from as u32, (to - from) as u32);
    }
    crate::write::insert(txn, body, from as u32, &wanted[alike..wanted.len() - alike_at_end]);
    Ok(())
}

/// Replaces the middle of a text that differs.
pub(crate) fn line(txn: &mut TransactionMut<'_>, text: &TextRef, seen: &str, wanted: &str) {
    let present = read::line(txn, text);
    // What was tidied away in reading is no difference.
    if seen == wanted {
        return;
    }
    let alike = |a: &str, b: &str| {
        a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let start = alike(&present, wanted);
    let (old, new) = (&present[start..], &wanted[start..]);
    let end = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum::<usize>();
    let units = |text: &str| text.encode_utf16().count() as u32;
    let (at, removed) = (units(&present[..start]), units(&old[..old.len() - end]));
    if removed > 0 {
        text.remove_range(txn, at, removed);
    }
    if new.len() > end {
        text.insert(txn, at, &new[..new.len() - end]);
    }
}
