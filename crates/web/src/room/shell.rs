//! The frame around every page of the room.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use hyper::StatusCode;
use maud::{DOCTYPE, Markup, html};
use newsroom::Capability;

use super::{
    Room, account, alarm, assets, audit, find, people, refusal::Refusal, site, staff::Staff, stories, themes,
    words::Words,
};

/// A place in the navigation. A place that a role cannot enter is not shown to it.
pub(super) struct Place {
    /// Its name among the messages.
    pub(super) key: &'static str,
    pub(super) path: &'static str,
    pub(super) needs: Capability,
}

/// The navigation, from the top.
pub(super) const PLACES: &[Place] = &[
    place("shell.stories", stories::PATH, Capability::WriteOwn),
    place("shell.board", stories::BOARD, Capability::WriteOwn),
    place("media.title", "/room/media/", Capability::WriteOwn),
    place("shell.picks", site::PICKS, Capability::Curate),
    place("shell.topics", site::TOPICS, Capability::KeepTopics),
    place("shell.authors", site::AUTHORS, Capability::KeepGuests),
    place("people.title", people::PATH, Capability::Invite),
    place("shell.settings", site::SETTINGS, Capability::Curate),
    place("themes.title", themes::PATH, Capability::KeepThemes),
    place("recommendations.title", site::RECOMMENDATIONS, Capability::KeepSettings),
    place("shell.redirects", site::REDIRECTS, Capability::KeepSettings),
    place("keys.title", site::KEYS, Capability::KeepSettings),
    place("shell.health", site::HEALTH, Capability::SeeHealth),
    place("shell.backup", site::BACKUP, Capability::TakeOut),
    place("audit.title", audit::PATH, Capability::ReadAudit),
    place("alarm.title", alarm::PATH, Capability::RaiseAlarm),
    place("shell.account", account::PATH, Capability::WriteOwn),
];

const fn place(key: &'static str, path: &'static str, needs: Capability) -> Place {
    Place { key, path, needs }
}

/// One page of somebody who is signed in.
pub(super) struct Page<'a> {
    pub(super) staff: &'a Staff,
    /// The path of the place in the navigation.
    pub(super) place: &'static str,
    pub(super) title: &'a str,
    /// A key of `notice.…`, from the address.
    pub(super) notice: Option<&'a str>,
    pub(super) body: Markup,
}

impl Page<'_> {
    /// The whole document.
    pub(super) async fn show(self, room: &Arc<Room>) -> Markup {
        let words = self.staff.words;
        let site = title_of(room).await;
        let notice = self.notice.and_then(|key| words.maybe(&format!("notice.{key}")));
        document(
            words,
            &format!("{} · {site}", self.title),
            html! {
                a.skip href="#main" { (words.text("shell.skip")) }
                header.bar {
                    a.site href="/room/" { (site) }
                    (opener(words))
                    details.menu {
                        summary { (words.text("shell.menu")) }
                        div.sheet { (navigation(self.staff, self.place)) }
                    }
                }
                div.sides {
                    nav.rail aria-label=(words.text("shell.navigation")) { (navigation(self.staff, self.place)) }
                    main #main {
                        (self.banners(room))
                        @if let Some(notice) = notice { p.notice role="status" { (notice) } }
                        (self.body)
                    }
                }
                script type="module" src=(assets::address("palette.js")) {}
            },
        )
    }

    /// What everybody, or whoever can mend it, must know on every page.
    fn banners(&self, room: &Room) -> Markup {
        let words = self.staff.words;
        html! {
            @if self.staff.session.alarm.is_some() {
                p.fault role="status" { (words.text("alarm.banner")) }
            }
            @if !room.letters_leave && self.staff.may(Capability::KeepSettings) {
                p.hint { (words.text("mail.banner")) }
            }
        }
    }
}

/// Opens the command palette; without a script it leads to the page that does the same.
fn opener(words: Words) -> Markup {
    html! {
        a.seek href=(find::PATH) data-palette data-entries=(find::ENTRIES) data-lead=(words.text("find.lead"))
            data-close=(words.text("find.close")) data-failed=(words.text("find.failed")) aria-keyshortcuts="Control+K Meta+K" {
            span { (words.text("find.title")) } kbd hidden {}
        }
    }
}

fn navigation(staff: &Staff, here: &str) -> Markup {
    let words = staff.words;
    html! {
        ul.places {
            @for place in PLACES.iter().filter(|place| staff.may(place.needs)) {
                li { a href=(place.path) aria-current=[(place.path == here).then_some("page")] { (words.text(place.key)) } }
            }
        }
        form.leave method="post" action="/room/sign-out/" {
            span.who { (staff.person.name) }
            button.plain { (words.text("shell.sign_out")) }
        }
        p.outside { a href="/" { (words.text("shell.site")) } }
    }
}

/// A page before signing in: nothing but its matter.
pub(super) async fn threshold(room: &Arc<Room>, words: Words, title: &str, body: Markup) -> Markup {
    let site = title_of(room).await;
    document(
        words,
        &format!("{title} · {site}"),
        html! {
            main.threshold #main {
                p.site { (site) }
                (body)
            }
        },
    )
}

/// What stands at a link that has done its work: why, and a way on.
pub(super) async fn spent(room: &Arc<Room>, words: Words, why: &str, way: &str, name: &str) -> Response {
    let title = words.text("setup.spent_title");
    let body = html! {
        h1 { (title) }
        p { (why) }
        p { a href=(way) { (name) } }
    };
    (StatusCode::NOT_FOUND, threshold(room, words, title, body).await).into_response()
}

/// What a link gives as long as it works; nothing when it has done its work.
pub(super) fn standing<T>(outcome: Result<T, impl Into<Refusal>>) -> Result<Option<T>, Refusal> {
    match outcome.map_err(Into::into) {
        Ok(done) => Ok(Some(done)),
        Err(refusal) if refusal.is_not_found() => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

fn document(words: Words, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.language()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href=(assets::address("room.css"));
                link rel="icon" href="/favicon.ico";
            }
            body { (body) }
        }
    }
}

async fn title_of(room: &Arc<Room>) -> Box<str> {
    let title = room.run(|room| Ok(room.site_title())).await.unwrap_or_default();
    if title.is_empty() { "Masthead".into() } else { title }
}
