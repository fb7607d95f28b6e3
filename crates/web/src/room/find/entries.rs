//! What can be gone to and done in the room, besides stories.

use std::sync::LazyLock;

use newsroom::{Capability, Group};

use super::super::{
    shell::PLACES,
    site,
    staff::Staff,
    stories, themes,
    words::{LANGUAGES, Words},
};

/// What choosing an entry does.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// Leads to an address.
    Go(String),
    /// Sends a form: its address, and a field.
    Send(&'static str, Option<(&'static str, &'static str)>),
}

/// A page or an action.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name among the messages; a language stands for itself.
    key: String,
    /// Where it belongs to, among the messages.
    within: Option<&'static str>,
    pub(super) way: Way,
    needs: Capability,
}

impl Entry {
    fn page(key: impl Into<String>, path: impl Into<String>, needs: Capability) -> Entry {
        Entry { key: key.into(), within: None, way: Way::Go(path.into()), needs }
    }

    fn send(
        key: &str,
        path: &'static str,
        field: Option<(&'static str, &'static str)>,
        needs: Capability,
    ) -> Entry {
        Entry { key: key.to_owned(), within: None, way: Way::Send(path, field), needs }
    }

    fn within(mut self, key: &'static str) -> Entry {
        self.within = Some(key);
        self
    }

    /// Its name in a language.
    pub(super) fn name(&self, words: Words) -> &str {
        words.maybe(&self.key).unwrap_or(&self.key)
    }

    /// Where it belongs to.
    pub(super) fn note(&self, words: Words) -> &'static str {
        self.within.map_or("", |key| words.text(key))
    }

    /// Whether somebody may go there, or do it, now.
    pub(super) fn is_for(&self, staff: &Staff) -> bool {
        let at_the_time = match &*self.key {
            "alarm.raise" => staff.session.alarm.is_none(),
            "alarm.end" => staff.session.alarm.is_some(),
            _ => true,
        };
        let spoken =
            matches!(self.way, Way::Send(_, Some(("language", code))) if code == staff.words.language());
        at_the_time && !spoken && staff.may(self.needs)
    }
}

/// The pages: the places of the navigation, and what lies behind them.
pub(super) static PAGES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    use Capability::{KeepPages, WriteOwn};
    let places = PLACES.iter().map(|place| Entry::page(place.key, place.path, place.needs));
    let settings = Group::ALL.into_iter().map(|group| {
        let path = format!("/room/settings/{}/", group.as_str());
        Entry::page(format!("settings.group.{}", group.as_str()), path, group.needs())
            .within("shell.settings")
    });
    let account = [
        ("profile.title", "/room/account/profile/"),
        ("password.title", "/room/account/password/"),
        ("app.title", "/room/account/app/"),
        ("passkeys.title", "/room/account/passkeys/"),
        ("sessions.title", "/room/account/sessions/"),
    ];
    let account =
        account.map(|(key, path)| Entry::page(key, path, Capability::WriteOwn).within("shell.account"));
    places
        .chain([
            Entry::page("stories.pages", format!("{}?kind=page", stories::PATH), KeepPages),
            Entry::page("state.trash", format!("{}?state=trash", stories::PATH), WriteOwn)
                .within("shell.stories"),
        ])
        .chain(settings)
        .chain(account)
        .collect()
});

/// The actions, those of every day first.
pub(super) static ACTIONS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    use Capability::{
        Invite, KeepGuests, KeepPages, KeepSettings, KeepThemes, KeepTopics, RaiseAlarm, TakeOut, WriteOwn,
    };
    let mut actions = vec![
        Entry::send("stories.new", stories::PATH, Some(("kind", "post")), WriteOwn),
        Entry::send("stories.new_page", stories::PATH, Some(("kind", "page")), KeepPages),
        Entry::page("media.choose", "/room/media/", WriteOwn).within("media.title"),
        Entry::page("topics.new", "/room/topics/new/", KeepTopics).within("shell.topics"),
        Entry::page("authors.new", "/room/authors/new/", KeepGuests).within("shell.authors"),
        Entry::page("people.invite", "/room/people/invite/", Invite).within("people.title"),
        Entry::page("keys.new", site::NEW_KEY, KeepSettings).within("keys.title"),
        Entry::page("themes.bring", themes::PATH, KeepThemes).within("themes.title"),
        Entry::page("shell.site", "/", WriteOwn),
        Entry::page("backup.go", "/room/backup/", TakeOut).within("shell.backup"),
        Entry::page("backup.export_go", "/room/backup/", TakeOut).within("backup.export"),
        Entry::page("alarm.raise", "/room/alarm/", RaiseAlarm).within("alarm.title"),
        Entry::page("alarm.end", "/room/alarm/", RaiseAlarm).within("alarm.title"),
        Entry::send("shell.sign_out", "/room/sign-out/", None, WriteOwn),
    ];
    actions.extend(LANGUAGES.map(|(code, name)| {
        Entry::send(name, "/room/account/language/", Some(("language", code)), WriteOwn)
            .within("form.language")
    }));
    actions
});

/// The page at an address.
pub(super) fn page_at(path: &str) -> Option<&'static Entry> {
    PAGES.iter().find(|page| matches!(&page.way, Way::Go(to) if to == path))
}
