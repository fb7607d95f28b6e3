//! A newsroom of the tests that walk the tables of routes.

use std::path::Path;
use std::sync::Arc;

use newsroom::{Clock, Newsroom, Role, Visit};
use store::{Author, AuthorRecord, Id, Store, Target};

use super::Room;
use crate::{config::Config, site::Site, themes::Themes};

pub(crate) const LOCAL: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
pub(crate) const PASSWORD: &str = "walking the table";

/// The room and the readers' side of an empty site in a folder, at `http://room.example`.
pub(crate) fn open(folder: &Path) -> (Arc<Room>, Arc<Site>) {
    const URL: &str = "http://room.example";
    let store = Store::open(&Target::Sqlite { path: folder.join("x.db") }, folder).unwrap();
    let newsroom = Newsroom::new(store.clone(), Clock::system());
    let theme = theme::Theme::load(&theme::Source::Embedded).unwrap_or_else(|report| panic!("{report:?}"));
    let config = Config::new(store, newsroom, Arc::new(theme), folder.into());
    let themes = Arc::new(Themes::open(&config, URL).unwrap());
    (Room::new(&config, URL, Arc::clone(&themes)), Site::new(&config, URL, themes).unwrap())
}

/// A session of somebody with this role, who has the password of this hash.
pub(crate) fn session(room: &Room, role: Role, hash: &str) -> String {
    let (id, email) = (Id::generate(0), format!("{}@example.org", role.as_str()));
    room.store
        .write(|writer| {
            let author = Author::named(id, &role.as_str().replace('_', "-"), role.as_str(), 0);
            writer.put_author(&AuthorRecord { author, email: None, status: "active".into() })?;
            writer.put_staff(&store::StaffRow {
                id,
                email: email.as_str().into(),
                role: role.as_str().into(),
                active: true,
                password_hash: Some(hash.into()),
                language: "en".into(),
                created_at: 0,
                seen_at: None,
            })
        })
        .unwrap();
    let visit = Visit { from: LOCAL, agent: "walk" };
    room.newsroom.sign_in(&email, PASSWORD, visit).unwrap().as_str().to_owned()
}
