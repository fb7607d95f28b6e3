//! One's own sessions.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::Capability;
use serde::Deserialize;

use super::{
    super::{
        Room,
        form::back,
        guard::Needs,
        moment::{moment, zone},
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::Staff,
    },
    Notice,
};

const PATH: &str = "/room/account/sessions/";
const OWN: Needs = Needs::Of(Capability::WriteOwn);

pub(in super::super) const ROUTES: &[Route] = &[
    Route::get(PATH, OWN, || get(page)),
    Route::post("/room/account/sessions/end/", OWN, || post(end)),
    Route::post("/room/account/sessions/end-others/", OWN, || post(end_others)),
];

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let (words, id) = (staff.words, staff.person.id);
    let (sessions, zone) = room
        .run(move |room| {
            let now = room.newsroom.clock().now();
            Ok((room.store.reader()?.sessions_of(&id, now)?, zone(room)))
        })
        .await?;
    let body = html! {
        h1 { (words.text("sessions.title")) }
        table.list {
            thead { tr {
                th { (words.text("sessions.device")) } th { (words.text("sessions.address")) } th { (words.text("sessions.since")) }
                th { (words.text("sessions.seen")) } td {}
            } }
            tbody {
                @for session in &sessions {
                    tr {
                        td { (browser(&session.agent)) @if session.token_hash == staff.session.session { " " span.tag { (words.text("sessions.this")) } } }
                        td data-label=(words.text("sessions.address")) { (session.address) }
                        td data-label=(words.text("sessions.since")) { (moment(session.created_at, &zone)) }
                        td data-label=(words.text("sessions.seen")) { (moment(session.seen_at, &zone)) }
                        td.right {
                            @if session.token_hash != staff.session.session {
                                form method="post" action="/room/account/sessions/end/" {
                                    input type="hidden" name="session" value=(session.token_hash);
                                    button.plain { (words.text("sessions.end")) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if sessions.len() > 1 {
            form method="post" action="/room/account/sessions/end-others/" { button.quiet { (words.text("sessions.end_others")) } }
        }
    };
    Ok(Page {
        staff: &staff,
        place: super::PATH,
        title: words.text("sessions.title"),
        notice: notice.key(),
        body,
    }
    .show(&room)
    .await)
}

#[derive(Debug, Deserialize)]
struct Ended {
    session: String,
}

async fn end(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(ended): Form<Ended>,
) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.end_own_session(&staff.session, &ended.session)).await?;
    Ok(back(PATH, "session_ended"))
}

async fn end_others(State(room): State<Arc<Room>>, staff: Staff) -> Result<Response, Refusal> {
    room.run(move |room| room.newsroom.end_other_sessions(&staff.session)).await?;
    Ok(back(PATH, "session_ended"))
}

/// What a browser calls itself, in two words, when it is a usual one.
fn browser(agent: &str) -> String {
    let among = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    // Browsers also name those that they descend from: the youngest first.
    let name = among(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("YaBrowser/", "Yandex"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = among(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (name, system) {
        (Some(name), Some(system)) => format!("{name}, {system}"),
        _ if agent.is_empty() => "?".to_owned(),
        _ => agent.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn usual_browsers_are_named() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome, Linux");
        assert_eq!(browser("curl/8"), "curl/8");
        assert_eq!(browser(""), "?");
    }
}
