//! One of the people: role, topics, and what an administrator does to an account.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Because, Capability, Refused, Role};
use store::Id;

use super::{
    super::{
        Room,
        account::{Notice, role_name},
        form::{Fault, again, back, fault_summary, judge},
        guard::Needs,
        moment::{moment, zone},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::{Fresh, Staff},
    },
    PATH, factor,
    roles::{chosen_topics, role_choice, topic_choice, topics},
};

const KEEP: Needs = Needs::Of(Capability::KeepStaff);

pub(in super::super) const ROUTES: &[Route] = &[
    Route::get("/room/people/{id}/", Needs::Of(Capability::Invite), || get(page)),
    Route::post("/room/people/{id}/", KEEP, || post(change)),
    Route::post("/room/people/{id}/suspend/", KEEP, || post(suspend)),
    Route::post("/room/people/{id}/restore/", KEEP, || post(restore)),
    Route::post("/room/people/{id}/end-sessions/", KEEP, || post(end_sessions)),
    Route::post("/room/people/{id}/drop-factors/", KEEP, || post(drop_factors)),
    Route::post("/room/people/{id}/remove/", KEEP, || post(remove)),
    Route::post("/room/people/{id}/hand-over/", Needs::Of(Capability::HandOver), || post(hand_over)),
];

fn person_id(text: &str) -> Result<Id, Refused> {
    text.parse().map_err(|_| Refused::NotFound { what: "person", id: text.to_owned() })
}

fn path_of(id: &Id) -> String {
    format!("{PATH}{id}/")
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    show(&room, &staff, person_id(&id)?, None, notice.key(), None).await
}

/// `wanted` is what a form that was refused asked for.
async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    id: Id,
    wanted: Option<(Role, Vec<Id>)>,
    notice: Option<&str>,
    fault: Option<&Fault>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let (person, own_topics, sessions, zone) = room
        .run(move |room| {
            let reader = room.store.reader()?;
            let now = room.newsroom.clock().now();
            let person =
                reader.person(&id)?.ok_or(Refused::NotFound { what: "person", id: id.to_string() })?;
            Ok((person, reader.topics_of(&id)?, reader.sessions_of(&id, now)?.len(), zone(room)))
        })
        .await?;
    let page = room.routes().await?.author(&person.slug);
    let offered = topics(room).await?;
    let role = Role::by_name(&person.staff.role).unwrap_or(Role::Contributor);
    let (chosen, limited) = wanted.unwrap_or((role, own_topics.clone()));
    let may = staff.may(Capability::KeepStaff)
        && id != staff.person.id
        && staff.actor.role.may_appoint().contains(&role);
    let may_hand_over = staff.may(Capability::HandOver) && id != staff.person.id && person.staff.active;
    let names: Vec<&str> =
        offered.iter().filter(|topic| own_topics.contains(&topic.id)).map(|topic| &*topic.name).collect();
    let path = path_of(&id);
    let deed = |action: &str, class: &str, label: &str| {
        html! { form method="post" action={ (path) (action) "/" } { button class=(class) { (label) } } }
    };
    let body = html! {
        h1 { (person.name) }
        dl.facts {
            dt { (words.text("form.email")) } dd { (person.staff.email) }
            dt { (words.text("account.role")) } dd {
                (role_name(words, role.as_str()))
                @if !person.staff.active { " " span.tag { (words.text("people.suspended")) } }
            }
            @if !names.is_empty() { dt { (words.text("people.topics")) } dd { (names.join(", ")) } }
            dt { (words.text("people.factor")) } dd { (factor(staff, &person)) }
            dt { (words.text("people.joined")) } dd { (moment(person.staff.created_at, &zone)) }
            dt { (words.text("people.seen")) } dd {
                @match person.staff.seen_at { Some(at) => (moment(at, &zone)), None => "–" }
            }
            @if let Some(page) = &page { dt { (words.text("account.page")) } dd { a href=(page) { (page) } } }
            @if staff.may(Capability::ReadAudit) {
                dt { (words.text("audit.title")) } dd { a href={ "/room/audit/?person=" (id) } { (words.text("people.acts")) } }
            }
        }
        @if may {
            h2 { (words.text("people.change")) }
            form.stack method="post" {
                (fault_summary(fault))
                (role_choice(words, staff.actor.role, chosen))
                (topic_choice(words, &offered, &limited))
                button { (words.text("form.save")) }
            }
            h2 { (words.text("people.account")) }
            div.row {
                @if sessions > 0 { (deed("end-sessions", "quiet", &words.with("people.end_sessions", &[("count", &sessions.to_string())]))) }
                @if person.passkeys > 0 || person.totp_since.is_some() { (deed("drop-factors", "quiet", words.text("people.drop_factors"))) }
                @if person.staff.active { (deed("suspend", "quiet", words.text("people.suspend"))) }
                @else { (deed("restore", "quiet", words.text("people.restore"))) }
            }
            details {
                summary { (words.text("people.remove")) }
                p { (words.text("people.remove_what")) }
                (deed("remove", "danger", words.text("people.remove")))
            }
        }
        @if may_hand_over {
            details {
                summary { (words.text("people.hand_over")) }
                p { (words.text("people.hand_over_what")) }
                (deed("hand-over", "danger", words.text("people.hand_over")))
            }
        }
    };
    Ok(Page { staff, place: PATH, title: &person.name, notice, body }.show(room).await)
}

async fn change(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let (id, topics) = (person_id(&id)?, chosen_topics(&fields)?);
    let role = fields.iter().find(|(key, _)| key == "role").and_then(|(_, name)| Role::by_name(name));
    let role = role.ok_or_else(|| Refused::invalid("role", Because::NoRole))?;
    let actor = staff.actor;
    let (topics, outcome) = room
        .attempt(topics, move |room, topics| room.newsroom.change_person(actor, &id, role, topics))
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back(&path_of(&id), "saved"),
        Err(fault) => again(show(&room, &staff, id, Some((role, topics)), None, Some(&fault)).await?),
    })
}

async fn suspend(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = person_id(&id)?;
    room.run(move |room| room.newsroom.suspend(staff.actor, &id, true)).await?;
    Ok(back(&path_of(&id), "suspended"))
}

async fn restore(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = person_id(&id)?;
    room.run(move |room| room.newsroom.suspend(staff.actor, &id, false)).await?;
    Ok(back(&path_of(&id), "restored"))
}

async fn end_sessions(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = person_id(&id)?;
    room.run(move |room| room.newsroom.end_sessions(staff.actor, &id)).await?;
    Ok(back(&path_of(&id), "session_ended"))
}

async fn drop_factors(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = person_id(&id)?;
    room.run(move |room| room.newsroom.drop_factors(staff.actor, &id)).await?;
    Ok(back(&path_of(&id), "factors_dropped"))
}

async fn remove(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = person_id(&id)?;
    room.run(move |room| room.newsroom.remove_person(staff.actor, &id)).await?;
    Ok(back(PATH, "person_removed"))
}

async fn hand_over(
    State(room): State<Arc<Room>>,
    Fresh(staff): Fresh,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = person_id(&id)?;
    room.run(move |room| room.newsroom.hand_over(&staff.session, &id)).await?;
    Ok(back(PATH, "handed_over"))
}
