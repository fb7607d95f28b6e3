//! Writing together, through real sockets of a real server.

mod abuse;
mod crowd;
mod storms;
mod writing;

use newsroom::{Actor, PostDraft, Role};
use store::{Id, Kind};
use testsite::{Site, together};

/// A draft of an author of its own, who has a session.
pub(crate) struct Draft {
    pub(crate) id: Id,
    pub(crate) author: Id,
    pub(crate) token: String,
}

pub(crate) fn draft(newsroom: &newsroom::Newsroom, store: &store::Store, html: &str) -> Draft {
    let (author, token) = together::sign_in(store, Role::Author, "Ana");
    let body = document::Document::from_html(html, document::Trust::Trusted).expect("a document").document;
    let mut draft = PostDraft::new(Kind::Post, "Ferry", body, newsroom.clock().now());
    draft.authors = vec![author];
    let id = newsroom.save_draft(Actor::person(author, Role::Author), draft).expect("a draft").id;
    Draft { id, author, token }
}

/// A site with one draft.
pub(crate) fn site(ground: &testsite::Ground, html: &str) -> (Site, Draft) {
    let site = Site::serve(ground);
    let draft = draft(&site.newsroom, &site.store, html);
    (site, draft)
}

/// Somebody who has the story open.
#[track_caller]
pub(crate) fn writer(address: &str, story: &Id, token: &str) -> together::Writer {
    let mut writer = together::Writer::new(token);
    writer.connect(address, story).expect("a socket");
    writer.until_synced();
    writer
}

/// What the store says is written.
pub(crate) fn written(newsroom: &newsroom::Newsroom, story: &Id) -> String {
    let opened = newsroom.open_live(story).expect("a document");
    opened.manuscript.story().expect("a story").body.to_html(&document::HtmlOptions::default())
}
