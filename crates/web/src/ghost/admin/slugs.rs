//! Addresses that are free: what Ghost's editor asks while somebody types a name.

use newsroom::{Addresses, Capability};
use serde_json::json;
use store::Kind;

use super::{
    super::refusal::{Answered, Refusal},
    Answer, Call,
    routes::{Route, Who},
};

const PEOPLE: Who = Who::People(Capability::WriteOwn);

pub(super) const ROUTES: &[Route] = &[
    Route::read("slugs/{kind}/{name}", PEOPLE, "slug", generate),
    Route::read("slugs/{kind}/{name}/{id}", PEOPLE, "slug", generate),
];

fn generate(call: Call) -> Answered<Answer> {
    let of = match call.place(0) {
        "post" => Addresses::Stories(Kind::Post),
        "page" => Addresses::Stories(Kind::Page),
        "tag" => Addresses::Topics,
        "user" => Addresses::Authors,
        other => {
            let context = format!("Unknown slug type '{other}'.");
            return Err(Refusal::invalid(call.doing, context).at("type").into());
        }
    };
    let except = call.places.get(2).and_then(|id| id.parse().ok());
    let slug = call.newsroom().free_slug(of, call.place(1), except.as_ref())?;
    Answer::json(&json!({ "slugs": [{ "slug": slug }] }))
}
