use store::{Id, Put, Recommendation, Text, Writer};
use url::Url;

use super::{LONG, MOST, at_most, missing, name};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Characters of the reason for which a site is recommended, as in Ghost.
const REASON: usize = 200;
/// Says to themes and programs that there are recommendations.
const ENABLED: &str = "recommendations_enabled";

impl Newsroom {
    /// Makes or changes a recommendation. The setting `recommendations_enabled` goes on with the first, as in Ghost.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`], also for a site that is recommended already.
    pub fn put_recommendation(
        &self,
        actor: Actor,
        mut row: Recommendation,
    ) -> Result<Recommendation, Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeSettings)?;
        let now = self.clock.now();
        row.title = name("title", &row.title, LONG)?;
        let url = web_address("url", &row.url)?;
        row.url = url.as_str().into();
        at_most("url", Some(&row.url), LONG)?;
        for (field, address) in [("featured_image", &mut row.featured_image), ("favicon", &mut row.favicon)] {
            if let Some(given) = address {
                *address = Some(web_address(field, given)?.as_str().into());
                at_most(field, address.as_deref(), LONG)?;
            }
        }
        at_most("description", row.description.as_deref(), REASON)?;
        row.excerpt = row.excerpt.map(shortened);
        let second = now - now.rem_euclid(1_000);
        row.created_at -= row.created_at.rem_euclid(1_000);
        self.store.write(|writer| {
            let others = writer.rows::<Recommendation>(MOST)?;
            let is_same =
                |other: &Recommendation| Url::parse(&other.url).is_ok_and(|other| site(&other) == site(&url));
            if others.iter().any(|other| other.id != row.id && is_same(other)) {
                return Err(Refused::invalid("url", Because::RecommendedAlready));
            }
            row.updated_at = Some(second);
            let put = writer.put_row(&row)?;
            switch(writer, true)?;
            let act = if put == Put::Inserted { "recommendation.added" } else { "recommendation.changed" };
            actor.note(writer, now, act, row.id.as_str(), None, Some(&row.title))?;
            Ok(row)
        })
    }

    /// Removes a recommendation; with the last one the setting `recommendations_enabled` goes off.
    ///
    /// # Errors
    /// [`Refused::NotFound`]; [`Refused::NotAllowed`] below administrator.
    pub fn remove_recommendation(&self, actor: Actor, id: &Id) -> Result<(), Refused> {
        actor.must(Capability::KeepSettings, Deed::ChangeSettings)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let row =
                writer.delete_row::<Recommendation>(id)?.ok_or_else(|| missing("recommendation", id))?;
            let left = !writer.rows::<Recommendation>(1)?.is_empty();
            switch(writer, left)?;
            actor.note(writer, now, "recommendation.removed", id.as_str(), Some(&row.title), None)
        })
    }
}

fn switch(writer: &mut Writer, on: bool) -> Result<(), Refused> {
    Ok(writer.set_setting(ENABLED, Some(if on { "true" } else { "false" })).map(drop)?)
}

fn web_address(field: &'static str, given: &str) -> Result<Url, Refused> {
    let url = Url::parse(given).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| {
        Refused::invalid(
            field,
            Because::NoWebAddress.with("given", given.chars().take(100).collect::<String>()),
        )
    })
}

/// What tells one site from another: its name and path, as Ghost compares them.
fn site(url: &Url) -> (String, &str) {
    (url.host_str().unwrap_or_default().replacen("www.", "", 1), url.path().trim_end_matches('/'))
}

/// As much of a text as Ghost keeps.
fn shortened(text: Text) -> Text {
    match text.chars().count() > LONG {
        true => text.chars().take(LONG - 3).chain("...".chars()).collect::<String>().into(),
        false => text,
    }
}
