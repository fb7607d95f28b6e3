//! The people who work here, and the invitations that stand.

mod person;
mod roles;

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Because, Capability, Invitation, Invited, Refused, Role};
use serde::Deserialize;
use store::PersonRow;

pub(super) use self::person::ROUTES as PERSON;
use self::roles::{chosen_topics, role_choice, topic_choice, topics};
use super::{
    Room,
    account::role_name,
    form::{Fault, Field, again, back, fault_summary, judge},
    guard::Needs,
    moment::{moment, zone},
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
    words::LANGUAGES,
};

pub(super) const PATH: &str = "/room/people/";
const INVITE: Needs = Needs::Of(Capability::Invite);

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, INVITE, || get(page)),
    Route::get("/room/people/invite/", INVITE, || get(form)),
    Route::post("/room/people/invite/", INVITE, || post(invite)),
    Route::post("/room/people/invite/again/", INVITE, || post(invite_again)),
    Route::post("/room/people/invite/withdraw/", INVITE, || post(withdraw)),
];

/// People on one page.
const PEOPLE: u32 = 100;

#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// The mail address after which the page begins.
    #[serde(default)]
    after: String,
    #[serde(default)]
    notice: Option<String>,
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Refusal> {
    let (words, actor) = (staff.words, staff.actor);
    let after = asked.after.clone();
    let (mut people, invited, zone) = room
        .run(move |room| {
            let people = room.store.reader()?.people(&after, PEOPLE + 1)?;
            Ok((people, room.newsroom.invitations(actor)?, zone(room)))
        })
        .await?;
    let more = people.len() > PEOPLE as usize;
    people.truncate(PEOPLE as usize);
    let body = html! {
        div.row {
            h1 { (words.text("people.title")) }
            a.button href="/room/people/invite/" { (words.text("people.invite")) }
        }
        table.list {
            thead { tr {
                th { (words.text("people.name")) } th { (words.text("account.role")) } th { (words.text("people.factor")) }
                th { (words.text("people.seen")) }
            } }
            tbody {
                @for person in &people {
                    tr {
                        td {
                            a href={ "/room/people/" (person.staff.id) "/" } { strong { (person.name) } }
                            br; span.muted { (person.staff.email) }
                        }
                        td data-label=(words.text("account.role")) {
                            (role_name(words, &person.staff.role))
                            @if person.topics > 0 { " " span.tag { (words.with("people.limited", &[("count", &person.topics.to_string())])) } }
                            @if !person.staff.active { " " span.tag { (words.text("people.suspended")) } }
                        }
                        td data-label=(words.text("people.factor")) { (factor(&staff, person)) }
                        td data-label=(words.text("people.seen")) {
                            @match person.staff.seen_at { Some(at) => (moment(at, &zone)), None => "–" }
                        }
                    }
                }
            }
        }
        @if let Some(last) = people.last().filter(|_| more) {
            p { a href={ "?after=" (percent_encoding::utf8_percent_encode(&last.staff.email, percent_encoding::NON_ALPHANUMERIC)) } { (words.text("list.more")) } }
        }
        @if !invited.is_empty() {
            h2 { (words.text("people.invited")) }
            table.list {
                thead { tr { th { (words.text("form.email")) } th { (words.text("account.role")) } th { (words.text("people.until")) } td {} } }
                tbody { @for one in &invited { (standing(&staff, one, moment(one.expires_at, &zone))) } }
            }
        }
    };
    Ok(Page {
        staff: &staff,
        place: PATH,
        title: words.text("people.title"),
        notice: asked.notice.as_deref(),
        body,
    }
    .show(&room)
    .await)
}

fn factor(staff: &Staff, person: &PersonRow) -> Markup {
    let words = staff.words;
    html! {
        @if person.passkeys > 0 { span.tag { (words.text("people.passkey")) } " " }
        @if person.totp_since.is_some() { span.tag { (words.text("people.app")) } }
        @if person.passkeys == 0 && person.totp_since.is_none() { span.muted { (words.text("people.password_only")) } }
    }
}

fn standing(staff: &Staff, invited: &Invited, until: Markup) -> Markup {
    let words = staff.words;
    let mine = staff.actor.role.may_appoint().contains(&invited.role);
    let button = |action: &str, label: &str| {
        html! {
            form method="post" action=(action) {
                input type="hidden" name="email" value=(invited.email);
                button.plain { (label) span.visually-hidden { ": " (invited.email) } }
            }
        }
    };
    html! {
        tr {
            td { (invited.email) }
            td data-label=(words.text("account.role")) { (role_name(words, invited.role.as_str())) }
            td data-label=(words.text("people.until")) { (until) }
            td { @if mine { div.row {
                (button("/room/people/invite/again/", words.text("people.again")))
                (button("/room/people/invite/withdraw/", words.text("people.withdraw")))
            } } }
        }
    }
}

async fn form(State(room): State<Arc<Room>>, staff: Staff) -> Result<Markup, Refusal> {
    let invitation = Invitation {
        email: String::new(),
        role: Role::Contributor,
        topics: Vec::new(),
        language: staff.words.language().to_owned(),
    };
    show(&room, &staff, &invitation, None).await
}

async fn invite(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
    let Some(role) = Role::by_name(field("role")) else {
        return Err(Refused::invalid("role", Because::NoRole).into());
    };
    let invitation = Invitation {
        email: field("email").to_owned(),
        role,
        topics: chosen_topics(&fields)?,
        language: field("language").to_owned(),
    };
    let actor = staff.actor;
    let (invitation, outcome) =
        room.attempt(invitation, move |room, invitation| room.newsroom.invite(actor, invitation)).await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(_) => back(PATH, "invited"),
        Err(fault) => again(show(&room, &staff, &invitation, Some(&fault)).await?),
    })
}

#[derive(Debug, Deserialize)]
struct Address {
    email: String,
}

async fn invite_again(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(address): Form<Address>,
) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.invite_again(staff.actor, &address.email)).await?;
    Ok(back(PATH, "invited"))
}

async fn withdraw(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(address): Form<Address>,
) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.withdraw_invitation(staff.actor, &address.email)).await?;
    Ok(back(PATH, "withdrawn"))
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    invitation: &Invitation,
    fault: Option<&Fault>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let topics = topics(room).await?;
    let body = html! {
        h1 { (words.text("people.invite")) }
        p.lead { (words.text("people.invite_lead")) }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("email", words.text("form.email"), &invitation.email).kind("email", "off").required().show(fault))
            (role_choice(words, staff.actor.role, invitation.role))
            (topic_choice(words, &topics, &invitation.topics))
            div.field {
                label for="language" { (words.text("people.letter_language")) }
                select #language name="language" {
                    @for (code, name) in LANGUAGES { option value=(code) lang=(code) selected[code == invitation.language] { (name) } }
                }
            }
            button { (words.text("people.send")) }
        }
    };
    Ok(Page { staff, place: PATH, title: words.text("people.invite"), notice: None, body }.show(room).await)
}
