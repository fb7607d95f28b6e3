//! Redirects: rules in order, a row each.

use std::sync::Arc;

use axum::{
    Form,
    extract::{DefaultBodyLimit, Multipart, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Capability, Refused};
use store::Redirect;

use super::super::{
    Room,
    account::Notice,
    form::{Fault, again, back, fault_summary, judge},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
};
use super::side_file;

pub(in super::super) const PATH: &str = "/room/redirects/";

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::KeepSettings), || get(page)),
    Route::post(PATH, Needs::Of(Capability::KeepSettings), || post(save)),
    Route::get(FILE, Needs::Of(Capability::KeepSettings), || get(download)),
    Route::post(FILE, Needs::Of(Capability::KeepSettings), || {
        post(take).layer(DefaultBodyLimit::max(side_file::FORM_BYTES))
    }),
];

/// All rules as a file.
const FILE: &str = "/room/redirects/file/";

/// Empty rows at the end, to be filled in.
const SPARE_ROWS: usize = 3;

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let rules = room.run(|room| Ok(room.store.reader()?.redirects()?)).await?;
    Ok(show(&room, &staff, &rules, None, notice.notice.as_deref()).await)
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let of = |name: &str| {
        pairs.iter().filter(|(key, _)| key == name).map(|(_, text)| text.trim()).collect::<Vec<_>>()
    };
    let rules: Vec<Redirect> = of("from")
        .into_iter()
        .zip(of("to"))
        .zip(of("kind"))
        .filter(|((from, to), _)| !from.is_empty() || !to.is_empty())
        .map(|((from, to), kind)| Redirect { from: from.into(), to: to.into(), permanent: kind == "301" })
        .collect();
    let actor = staff.actor;
    let (rules, outcome) =
        room.attempt(rules, move |room, rules| room.newsroom.set_redirects(actor, rules)).await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back(PATH, "saved"),
        Err(fault) => again(show(&room, &staff, &rules, Some(&fault), None).await),
    })
}

async fn download(State(room): State<Arc<Room>>) -> Result<Response, Refusal> {
    let rules = room.run(|room| Ok(room.store.reader()?.redirects()?)).await?;
    Ok(side_file::download("redirects.json", "application/json", routes::write_redirects(&rules)))
}

async fn take(State(room): State<Arc<Room>>, staff: Staff, form: Multipart) -> Result<Response, Refusal> {
    let actor = staff.actor;
    let outcome = match side_file::text(form).await {
        Err(refused) => Err(refused),
        Ok(text) => {
            let taken = move |room: &Room, text: &String| {
                let rules = routes::read_redirects(text).map_err(|fault| Refused::invalid("file", fault))?;
                room.newsroom.set_redirects(actor, &rules)
            };
            room.attempt(text, taken).await?.1
        }
    };
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back(PATH, "saved"),
        Err(fault) => {
            let rules = room.run(|room| Ok(room.store.reader()?.redirects()?)).await?;
            again(show(&room, &staff, &rules, Some(&fault), None).await)
        }
    })
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    rules: &[Redirect],
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let words = staff.words;
    let title = words.text("redirects.title");
    let spare = Redirect { from: "".into(), to: "".into(), permanent: true };
    let rows = rules.iter().chain(std::iter::repeat_n(&spare, SPARE_ROWS)).enumerate();
    let body = html! {
        h1 { (title) }
        p.muted { (words.text("redirects.lead")) }
        form.stack.wide method="post" {
            (fault_summary(fault))
            @for (row, rule) in rows {
                @let number = (row + 1).to_string();
                div.triple {
                    input name="from" value=(rule.from) placeholder="^/old/(.*)$" autocomplete="off" spellcheck="false"
                        aria-label=(words.with("redirects.from", &[("row", &number)]));
                    input name="to" value=(rule.to) placeholder="/new/$1" autocomplete="off" spellcheck="false"
                        aria-label=(words.with("redirects.to", &[("row", &number)]));
                    select name="kind" aria-label=(words.with("redirects.kind", &[("row", &number)])) {
                        option value="301" selected[rule.permanent] { (words.text("redirects.permanent")) }
                        option value="302" selected[!rule.permanent] { (words.text("redirects.temporary")) }
                    }
                }
            }
            button { (words.text("form.save")) }
        }
        (side_file::exchange(words, FILE, ".json,.yaml,.yml", Some(words.text("redirects.file_hint"))))
    };
    Page { staff, place: PATH, title, notice, body }.show(room).await
}
