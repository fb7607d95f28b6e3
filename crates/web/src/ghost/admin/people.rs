//! Users, which here are all authors: people who sign in, and guests. And the roles that people have.

use std::{collections::HashMap, sync::Arc};

use newsroom::{Capability, Role};
use serde_json::{Value, json};
use store::{Author as Row, Filtered, Id, Reader};

use super::{
    super::{
        content::tags::order,
        json::{Account, Author, Envelope, Facts, One, Pagination},
        question::Which,
        refusal::{Answered, Refusal, asked},
        wanted::Wanted,
    },
    Answer, Call,
    caller::Caller,
    routes::{Route, Who},
};

const READ: Who = Who::Programs(Capability::WriteOwn);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("users", READ, "users", browse),
    Route::read("users/slug/{slug}", READ, "user", by_slug),
    Route::read("users/email/{email}", Who::Programs(Capability::Invite), "user", by_email),
    Route::read("users/{id}", READ, "user", by_id),
    Route::browse("roles", READ, "roles", roles),
];

fn browse(call: Call) -> Answered<Answer> {
    let (question, doing) = (&call.question, call.doing);
    question.check(doing, &Which::List)?;
    let wanted = Wanted::of_rows(question);
    let filter = question.filter(doing, |_| false)?;
    let order = order(question, |_| false, store::FilteredOrder::of_authors);
    let query = asked(doing, Filtered::authors(filter.as_ref(), order, call.address().now()))?;
    let query = query.with_unread().page(question.offset(), question.limit());
    let reader = call.reader()?;
    let total = asked(doing, reader.count_filtered(&query))?;
    let found = asked(doing, reader.filtered_authors(&query))?;
    let ids: Vec<Id> = found.iter().map(|row| row.id).collect();
    let accounts = accounts(&call, &reader, &ids, question.includes("roles"))?;
    let facts = Facts::inside(call.address(), &*call.settings()?).knowing(accounts);
    let count = question.includes("count.posts");
    let rows =
        found.into_iter().map(|row| Author { row, wanted: Some(&wanted), count, facts: &facts }).collect();
    let pagination = Pagination::new(question.page(), question.limit(), total);
    Answer::json(&Envelope { name: "users", rows, pagination })
}

fn by_id(call: Call) -> Answered<Answer> {
    let id = match (call.place(0), &call.caller) {
        ("me", Caller::Person { signed, .. }) => signed.person.id,
        _ => call.id()?,
    };
    let found = call.reader()?.author_by_id(&id)?;
    shown(&call, found)
}

fn by_slug(call: Call) -> Answered<Answer> {
    let found = call.reader()?.author_by_slug(call.slug()?)?;
    shown(&call, found)
}

fn by_email(call: Call) -> Answered<Answer> {
    let reader = call.reader()?;
    let found = match reader.author_id_by_email(call.place(0))? {
        Some(id) => reader.author_by_id(&id)?,
        None => None,
    };
    shown(&call, found)
}

fn shown(call: &Call, found: Option<Arc<Row>>) -> Answered<Answer> {
    let row = found.ok_or_else(|| Refusal::not_found(call.doing, "User not found."))?;
    let wanted = Wanted::of_rows(&call.question);
    let accounts = accounts(call, &call.reader()?, &[row.id], call.question.includes("roles"))?;
    let facts = Facts::inside(call.address(), &*call.settings()?).knowing(accounts);
    let count = call.question.includes("count.posts");
    Answer::json(&One { name: "users", row: Author { row, wanted: Some(&wanted), count, facts: &facts } })
}

/// What the newsroom knows of some authors. Mail addresses of others, and when they were here, are for those who keep people.
pub(super) fn accounts(
    call: &Call,
    reader: &Reader,
    ids: &[Id],
    with_roles: bool,
) -> Answered<HashMap<Id, Account>> {
    let actor = call.actor()?;
    let mut found = HashMap::with_capacity(ids.len());
    for id in ids {
        if found.contains_key(id) {
            continue;
        }
        let (record, person) = (reader.author_record(id)?, reader.person(id)?);
        let role = person.as_ref().and_then(|person| Role::by_name(&person.staff.role));
        let status = match &person {
            Some(person) if person.staff.active => "active",
            // Guests do not sign in.
            _ => "inactive",
        };
        let known = actor.may(Capability::Invite) || actor.author == Some(*id);
        let email = person.as_ref().map(|person| person.staff.email.clone());
        found.insert(
            *id,
            Account {
                email: email.or_else(|| record.and_then(|record| record.email)).filter(|_| known),
                status: status.into(),
                last_seen: person.and_then(|person| person.staff.seen_at).filter(|_| known),
                roles: with_roles.then(|| role.map(|role| vec![shape(role)]).unwrap_or_default().into()),
            },
        );
    }
    Ok(found)
}

fn roles(_: Call) -> Answered<Answer> {
    let rows: Vec<Value> = Role::ALL.into_iter().rev().map(shape).collect();
    Answer::json(&json!({ "roles": rows }))
}

/// A role in Ghost's shape. They are not rows here: their ids are made of their place.
fn shape(role: Role) -> Value {
    let (name, description) = match role {
        Role::Owner => ("Owner", "Blog Owner"),
        Role::Administrator => ("Administrator", "Administrators"),
        Role::Editor => ("Editor", "Editors"),
        Role::SubEditor => ("Sub-editor", "Edit every story, publish none"),
        Role::Author => ("Author", "Authors"),
        Role::Contributor => ("Contributor", "Contributors"),
    };
    let began = "1970-01-01T00:00:00.000Z";
    json!({
        "id": format!("{:024x}", role as usize + 1),
        "name": name,
        "description": description,
        "created_at": began,
        "updated_at": began,
    })
}
