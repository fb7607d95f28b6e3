//! How the site looks. What a theme is, and whether it can be used, is the theme's own matter and was looked at before; here stands who may
//! do what with it, and what all servers of the site are told.
//!
//! Which theme is live are two settings: its name, and a number that grows whenever servers have to load it anew. Every page reads the
//! settings, so that none outlives the theme that it was made with.

use std::io;

use credentials::Token;
use store::{Millis, Tag, ThemePreview, Writer};

use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// The setting that names the live theme; without it, it is the built-in one.
pub const LIVE_THEME: &str = "live_theme";
/// The setting that counts how often the live theme was changed.
pub const LIVE_THEME_REVISION: &str = "live_theme_revision";

/// How long the site can be seen in another theme by one address.
const PREVIEW: Millis = 4 * 3_600_000;

impl Newsroom {
    /// Refuses whoever may not change how the site looks; for what is to be done before a verb can be asked.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator.
    pub fn may_keep_themes(&self, actor: Actor) -> Result<(), Refused> {
        actor.must(Capability::KeepThemes, Deed::ChangeThemes)
    }

    /// Installs a theme that was checked, by `put`; when it takes the place of the live one, servers load it anew.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; the system's.
    pub fn install_theme(
        &self,
        actor: Actor,
        name: &str,
        version: &str,
        put: impl FnOnce() -> io::Result<()>,
    ) -> Result<(), Refused> {
        self.may_keep_themes(actor)?;
        put().map_err(disk)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.setting(LIVE_THEME)?.as_deref() == Some(name) {
                next_revision(writer)?;
            }
            // Who has an address of the theme before sees none of the next.
            writer.remove_theme_previews(name)?;
            actor.note(writer, now, "theme.installed", name, None, Some(version))
        })
    }

    /// Makes a theme that was checked the one that readers see, on all servers.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator.
    pub fn activate_theme(&self, actor: Actor, name: &str, version: &str) -> Result<(), Refused> {
        self.may_keep_themes(actor)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            let before = writer.setting(LIVE_THEME)?;
            writer.set_setting(LIVE_THEME, Some(name))?;
            next_revision(writer)?;
            let after = format!("{name} {version}");
            actor.note(writer, now, "theme.activated", name, before.as_deref(), Some(&after))
        })
    }

    /// Removes a theme, by `remove`, which says whether there was one.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Conflict`] for the live one; [`Refused::NotFound`]; the system's.
    pub fn remove_theme(
        &self,
        actor: Actor,
        name: &str,
        remove: impl FnOnce() -> io::Result<bool>,
    ) -> Result<(), Refused> {
        self.may_keep_themes(actor)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            if writer.setting(LIVE_THEME)?.as_deref() == Some(name) {
                return Err(Refused::conflict(Because::ThemeLive));
            }
            // Inside: nobody can make it the live one meanwhile.
            if !remove().map_err(disk)? {
                return Err(Refused::NotFound { what: "theme", id: name.to_owned() });
            }
            writer.remove_theme_previews(name)?;
            actor.note(writer, now, "theme.removed", name, None, None)
        })
    }

    /// Sets settings of a theme, all or none. The keys are those of the site's settings (`custom_theme_settings.THEME.KEY`); the texts were
    /// looked at by the theme that declares them. `None` takes one away, so that the theme's default holds.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator.
    pub fn set_theme_settings(
        &self,
        actor: Actor,
        texts: &[(String, Option<String>)],
    ) -> Result<(), Refused> {
        self.may_keep_themes(actor)?;
        let now = self.clock.now();
        self.store.write(|writer| {
            for (key, text) in texts {
                let before = writer.setting(key)?;
                if before.as_deref() == text.as_deref() {
                    continue;
                }
                writer.set_setting(key, text.as_deref())?;
                actor.note(writer, now, "settings.changed", key, before.as_deref(), text.as_deref())?;
            }
            Ok(())
        })
    }

    /// Makes an address at which the site is seen in a theme, with these custom settings (a JSON object), for some hours. Readers see
    /// nothing of it. Only the digest of the token is stored.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator.
    pub fn preview_theme(&self, actor: Actor, theme: &str, texts: &str) -> Result<(Token, Millis), Refused> {
        self.may_keep_themes(actor)?;
        let (now, token) = (self.clock.now(), Token::generate());
        let preview = ThemePreview { theme: theme.into(), texts: texts.into(), expires_at: now + PREVIEW };
        self.store.write(|writer| {
            writer.add_theme_preview(&token.digest(), &preview, actor.author.as_ref(), now)?;
            actor.note(writer, now, "theme.previewed", theme, None, None)
        })?;
        Ok((token, preview.expires_at))
    }

    /// What such an address shows; `None` when it has ended.
    ///
    /// # Errors
    /// The store's.
    pub fn previewed_theme(&self, token: &str) -> Result<Option<ThemePreview>, Refused> {
        Ok(self.store.reader()?.theme_preview(&credentials::digest(token), self.clock.now())?)
    }

    /// Makes every page anew: the files of the live theme were changed by hand.
    ///
    /// # Errors
    /// The store's.
    pub fn turn_theme(&self) -> Result<(), Refused> {
        self.store.write(|writer| {
            writer.touch(Tag::settings());
            Ok(())
        })
    }
}

fn next_revision(writer: &mut Writer) -> Result<(), Refused> {
    let revision = writer.setting(LIVE_THEME_REVISION)?.and_then(|text| text.parse::<u64>().ok());
    let next = revision.unwrap_or(0).saturating_add(1).to_string();
    writer.set_setting(LIVE_THEME_REVISION, Some(&next))?;
    Ok(())
}

fn disk(source: io::Error) -> Refused {
    Refused::Failed(store::Error::File { path: "content/themes".into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use crate::test_ground::{Ground, NOON, on_both};

    struct Desk(Ground);

    impl Desk {
        fn on(ground: Ground) -> Desk {
            Desk(ground)
        }

        fn setting(&self, key: &str) -> Option<String> {
            self.0.store.reader().unwrap().settings().unwrap().get(key).map(str::to_owned)
        }
    }

    on_both! { Desk: live_themes_are_counted previews_end only_administrators_change_how_the_site_looks }

    fn live_themes_are_counted(desk: &Desk) {
        let (room, me) = (&desk.0.room, Actor::operator());
        room.install_theme(me, "paper", "1.0.0", || Ok(())).unwrap();
        assert_eq!(desk.setting(LIVE_THEME_REVISION), None, "nobody sees it yet");
        room.activate_theme(me, "paper", "1.0.0").unwrap();
        assert_eq!(desk.setting(LIVE_THEME).as_deref(), Some("paper"));
        room.install_theme(me, "paper", "1.0.1", || Ok(())).unwrap();
        room.install_theme(me, "other", "1.0.0", || Ok(())).unwrap();
        assert_eq!(desk.setting(LIVE_THEME_REVISION).as_deref(), Some("2"));
        let live = room.remove_theme(me, "paper", || panic!("the live theme stays"));
        assert!(matches!(live, Err(Refused::Conflict(_))), "{live:?}");
        room.remove_theme(me, "other", || Ok(true)).unwrap();
        assert!(matches!(room.remove_theme(me, "other", || Ok(false)), Err(Refused::NotFound { .. })));
        let failed = room.install_theme(me, "paper", "1.0.2", || Err(io::ErrorKind::StorageFull.into()));
        assert!(matches!(failed, Err(Refused::Failed(_))));
        assert_eq!(desk.setting(LIVE_THEME_REVISION).as_deref(), Some("2"));
        room.set_theme_settings(me, &[("custom_theme_settings.paper.tone".into(), Some("Loud".into()))])
            .unwrap();
        assert_eq!(desk.setting("custom_theme_settings.paper.tone").as_deref(), Some("Loud"));
    }

    fn previews_end(desk: &Desk) {
        let room = &desk.0.room;
        let (token, until) = room.preview_theme(Actor::operator(), "paper", r#"{"tone":"Loud"}"#).unwrap();
        let shown = room.previewed_theme(token.as_str()).unwrap().unwrap();
        assert_eq!((&*shown.theme, &*shown.texts, shown.expires_at), ("paper", r#"{"tone":"Loud"}"#, until));
        assert_eq!(room.previewed_theme("another").unwrap(), None);
        let reader = desk.0.store.reader().unwrap();
        assert!(until > NOON && reader.theme_preview(&token.digest(), until).unwrap().is_none());
        room.install_theme(Actor::operator(), "paper", "2.0.0", || Ok(())).unwrap();
        assert_eq!(room.previewed_theme(token.as_str()).unwrap(), None, "that version is no more");
    }

    fn only_administrators_change_how_the_site_looks(desk: &Desk) {
        let room = &desk.0.room;
        let editor = Actor { role: Role::Editor, ..Actor::operator() };
        let refused = |result: Result<(), Refused>| {
            assert!(matches!(result, Err(Refused::NotAllowed { deed: Deed::ChangeThemes })), "{result:?}");
        };
        refused(room.may_keep_themes(editor));
        refused(room.install_theme(editor, "paper", "1.0.0", || panic!("nothing is put")));
        refused(room.activate_theme(editor, "paper", "1.0.0"));
        refused(room.remove_theme(editor, "paper", || panic!("nothing is removed")));
        refused(room.set_theme_settings(editor, &[("custom_theme_settings.paper.tone".into(), None)]));
        refused(room.preview_theme(editor, "paper", "{}").map(drop));
        assert_eq!(desk.setting(LIVE_THEME), None);
    }
}
