//! Snippets: pieces of text for stories.

use newsroom::{Capability, as_ghost};
use store::Snippet;

use super::{
    super::refusal::Answered,
    Answer, Call,
    routes::{Route, Who},
    stored::{all, blank, browse as list, name, one, row},
};

const READ: Who = Who::Programs(Capability::WriteOwn);
const KEEP: Who = Who::Programs(Capability::KeepSnippets);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("snippets", READ, "snippets", browse),
    Route::read("snippets/{id}", READ, "snippet", read),
    Route::add("snippets", KEEP, "snippet", add),
    Route::edit("snippets/{id}", KEEP, "snippet", edit),
    Route::destroy("snippets/{id}", KEEP, "snippet", destroy),
];

const MISSING: &str = "Snippet not found.";

fn browse(call: Call) -> Answered<Answer> {
    let mut snippets = all::<Snippet>(&call)?;
    snippets.sort_by_key(|snippet| snippet.name.to_lowercase());
    list(&call, "snippets", snippets.iter().map(as_ghost).collect())
}

fn read(call: Call) -> Answered<Answer> {
    Answer::json(&one("snippets", as_ghost(&row::<Snippet>(&call, MISSING)?)))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("snippets")?;
    let mut snippet = blank::<Snippet>(&call);
    snippet.name = name(&mut sent, "")?;
    if !sent.has("mobiledoc") {
        return Err(sent.missing("mobiledoc"));
    }
    sent.put_into(&mut snippet, &["mobiledoc", "lexical"])?;
    let snippet = call.newsroom().put_snippet(call.actor()?, snippet)?;
    Answer::made(&one("snippets", as_ghost(&snippet)), None)
}

fn edit(mut call: Call) -> Answered<Answer> {
    let mut snippet = row::<Snippet>(&call, MISSING)?;
    let mut sent = call.sent("snippets")?;
    snippet.name = name(&mut sent, &snippet.name)?;
    sent.put_into(&mut snippet, &["mobiledoc", "lexical"])?;
    let snippet = call.newsroom().put_snippet(call.actor()?, snippet)?;
    Answer::json(&one("snippets", as_ghost(&snippet)))
}

fn destroy(call: Call) -> Answered<Answer> {
    call.newsroom().remove_snippet(call.actor()?, &call.id()?)?;
    Ok(Answer::nothing())
}
