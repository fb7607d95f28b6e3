//! What the address of the list asks for.

use newsroom::{Actor, Capability, asked};
use serde::Deserialize;
use store::{DeskKey, DeskOrder, DeskQuery, Id, Kind, State};

use super::{PATH, moments::Zone};

/// Stories on a page.
const ON_A_PAGE: u32 = 50;

/// The fields of the filter, as the form sends them; empty ones ask nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    pub(super) q: String,
    pub(super) state: String,
    pub(super) author: String,
    pub(super) topic: String,
    pub(super) person: String,
    pub(super) language: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) kind: String,
    pub(super) after: String,
    pub(super) notice: Option<String>,
    /// How many of a bulk action were done, and how many refused.
    pub(super) done: Option<u32>,
    pub(super) refused: Option<u32>,
}

impl Filter {
    /// Posts or pages.
    pub(super) fn kind(&self) -> Kind {
        if self.kind == "page" { Kind::Page } else { Kind::Post }
    }

    /// The question to the store. People who do not edit everything see their own; those limited to topics see those.
    pub(super) fn query(&self, actor: Actor, zone: &Zone) -> DeskQuery {
        let id = |text: &str| text.parse::<Id>().ok();
        DeskQuery {
            state: State::by_name(&self.state),
            author: id(&self.author),
            topic: id(&self.topic),
            assignee: id(&self.person),
            language: (!self.language.is_empty()).then(|| self.language.as_str().into()),
            from: zone.day(&self.from),
            until: zone.day_after(&self.until),
            words: asked(&self.q),
            own: actor.author.filter(|_| !actor.may(Capability::EditAll)),
            limited: actor.author.filter(|_| actor.limited),
            order: if self.state == "scheduled" { DeskOrder::Oldest } else { DeskOrder::Newest },
            after: key(&self.after),
            ..DeskQuery::newest(self.kind(), ON_A_PAGE)
        }
    }

    /// Whether anything is asked beyond the state.
    pub(super) fn is_narrow(&self) -> bool {
        [&self.q, &self.author, &self.topic, &self.person, &self.language, &self.from, &self.until]
            .into_iter()
            .any(|text| !text.is_empty())
    }

    /// The same without anything but kind and state.
    pub(super) fn widened(&self) -> Filter {
        Filter { state: self.state.clone(), kind: self.kind.clone(), ..Filter::default() }
    }

    /// The address of the list with another field; with none it is the first page of what is asked.
    pub(super) fn address_with(&self, name: &str, value: &str) -> String {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("kind", &self.kind),
            ("state", &self.state),
            ("q", &self.q),
            ("author", &self.author),
            ("topic", &self.topic),
            ("person", &self.person),
            ("language", &self.language),
            ("from", &self.from),
            ("until", &self.until),
        ];
        for (field, text) in fields {
            let text = if field == name { value } else { text };
            if !text.is_empty() {
                out.append_pair(field, text);
            }
        }
        if name == "after" {
            out.append_pair("after", value);
        }
        let query = out.finish();
        if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{query}") }
    }
}

/// A place in the list as it stands in an address: `DATE.ID` or `NUMBER`.
fn key(text: &str) -> Option<DeskKey> {
    match text.split_once('.') {
        Some((at, id)) => Some(DeskKey { at: at.parse().ok()?, id: Some(id.parse().ok()?) }),
        None => Some(DeskKey { at: text.parse().ok()?, id: None }),
    }
}

/// The same, the other way.
pub(super) fn place(key: &DeskKey) -> String {
    match key.id {
        Some(id) => format!("{}.{id}", key.at),
        None => key.at.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use newsroom::Role;

    use super::*;

    #[test]
    fn addresses_keep_what_is_asked() {
        let filter = Filter {
            state: "draft".into(),
            q: "паром & co".into(),
            after: "5.a".into(),
            ..Filter::default()
        };
        assert_eq!(
            filter.address_with("language", "ru"),
            "/room/stories/?state=draft&q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BC+%26+co&language=ru"
        );
        assert_eq!(Filter::default().address_with("state", ""), "/room/stories/");
        assert!(Filter::default().address_with("after", "5.a").ends_with("?after=5.a"));
        for text in ["-17.abc", "99"] {
            assert_eq!(place(&key(text).unwrap()), text);
        }
        assert_eq!(key(""), None);
        assert_eq!(key("x.y"), None);
    }

    #[test]
    fn people_see_what_is_theirs() {
        let (own, zone) = ("a1".parse::<Id>().unwrap(), Zone::named("Etc/UTC"));
        let query = |role| Filter::default().query(Actor::person(own, role), &zone);
        assert_eq!(query(Role::Author).own, Some(own));
        assert_eq!(query(Role::SubEditor).own, None);
        let limited = Actor { limited: true, ..Actor::person(own, Role::Editor) };
        assert_eq!(Filter::default().query(limited, &zone).limited, Some(own));
    }
}
