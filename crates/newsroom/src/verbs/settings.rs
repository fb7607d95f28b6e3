use store::{Lane, NewJob, Tag, Writer, local_setting};

use super::private;
use crate::settings::{check, is_language};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, Shape, setting};

/// Makes the pages that show the banner anew, at the moment when it appears or goes.
pub(crate) const BANNER_JOB: &str = "banner.turn";
/// The settings at whose moment the banner appears or goes.
const MOMENTS: [&str; 2] = ["announcement_from", "announcement_until"];

impl Newsroom {
    /// Sets settings, all or none; `None` or an empty text removes one. Keys are those of [`crate::SETTINGS`], and those of
    /// [`store::LOCAL_SETTINGS`] with a language behind: `navigation:ru`. (An import keeps further keys of Ghost as they are.)
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] without the capability of the setting's group; [`Refused::Invalid`] naming the key.
    pub fn set_settings(&self, actor: Actor, settings: &[(&str, Option<&str>)]) -> Result<(), Refused> {
        let now = self.clock.now();
        let mut texts = Vec::with_capacity(settings.len());
        for (key, value) in settings {
            let Some(known) = setting(key) else {
                return Err(Refused::invalid("key", Because::NoSetting.with("given", key)));
            };
            actor.must(known.group.needs(), Deed::ChangeSettings)?;
            // What a language has of its own is under the rules of what it stands for.
            if local_setting(key).is_some_and(|(_, language)| !is_language(language)) {
                return Err(Refused::invalid("key", Because::NoLocalSetting.with("given", key)));
            }
            let mut text = value.unwrap_or_default().to_owned();
            check(known, &text)?;
            if matches!(known.shape, Shape::Html(_)) && !actor.may(Capability::PostRawHtml) {
                text = document::clean_html(&text);
            }
            texts.push((known, *key, text));
        }
        self.store.write(|writer| {
            for (known, key, text) in &texts {
                let before = writer.setting(key)?;
                let after = Some(text.as_str()).filter(|text| !text.is_empty());
                writer.set_setting(key, after)?;
                if before.as_deref() != after {
                    let shown = |text: Option<&str>| {
                        text.map(|text| if known.is_secret() { "…" } else { text }.to_owned())
                    };
                    let (before, after) = (shown(before.as_deref()), shown(after));
                    actor.note(writer, now, "settings.changed", key, before.as_deref(), after.as_deref())?;
                }
                plan_banner(writer, now, key, after)?;
            }
            if texts.iter().any(|(_, key, text)| *key == private::IS_PRIVATE && text == "true") {
                private::prepare(writer)?;
            }
            Ok(())
        })
    }

    /// Makes every page anew that shows the banner.
    ///
    /// # Errors
    /// The store's.
    pub fn turn_banner(&self) -> Result<(), Refused> {
        self.store.write(|writer| {
            writer.touch(Tag::settings());
            Ok(())
        })
    }

    /// Writes into the audit log that somebody took a backup out of the house.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for all but owners.
    pub fn note_backup(&self, actor: Actor) -> Result<(), Refused> {
        self.note_taken(actor, Deed::TakeBackup, "backup.taken")
    }

    /// Writes into the audit log that somebody took the archive out of the house, for another system.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for all but owners.
    pub fn note_export(&self, actor: Actor) -> Result<(), Refused> {
        self.note_taken(actor, Deed::TakeExport, "export.taken")
    }

    fn note_taken(&self, actor: Actor, deed: Deed, act: &str) -> Result<(), Refused> {
        actor.must(Capability::TakeOut, deed)?;
        let now = self.clock.now();
        self.store.write(|writer| actor.note(writer, now, act, "site", None, None))
    }
}

/// Plans the moment at which pages with the banner are made anew, where the setting is such a moment.
pub(crate) fn plan_banner(
    writer: &mut Writer,
    now: i64,
    key: &str,
    moment: Option<&str>,
) -> Result<(), Refused> {
    if !MOMENTS.contains(&key) {
        return Ok(());
    }
    match moment.and_then(|moment| moment.parse().ok()).filter(|at| *at > now) {
        Some(due_at) => {
            writer.add_job(
                now,
                NewJob { lane: Lane::Prompt, kind: BANNER_JOB, about: key, payload: "", due_at },
            )?;
        }
        None => {
            writer.cancel_job(BANNER_JOB, key)?;
        }
    }
    Ok(())
}
