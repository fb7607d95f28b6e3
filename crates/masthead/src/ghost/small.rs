//! Settings, tags, authors and redirects of an export: the rows that posts build on.

use std::collections::HashMap;

use document::Trust;
use newsroom::{Session, Source as SourceRow};
use store::{ApiKey, Id, KeyKind, Put, Redirect};

use super::damage::Damage;
use super::ids::{content_hash, stored_id};
use super::row::Row;
use super::scan::Place;
use super::settings::{Setting, setting};
use super::source::{Entry, Source};
use super::stage::local_addresses;
use super::staging::Staging;
use super::summary::Summary;
use super::{CONVERTER, authors, tags};
use crate::routes_file::take_routes;

/// Bytes of a redirects or routes file.
const SIDE_FILE: u64 = 16 << 20;

/// Puts the small tables.
pub(crate) struct Small<'a, 'b> {
    /// The file's name, for errors.
    pub(crate) file: &'a str,
    /// Whether HTML and code stay as they are.
    pub(crate) trust: Trust,
    /// Where the rows stand.
    pub(crate) staging: &'a Staging,
    /// Where they go.
    pub(crate) session: &'a mut Session<'b>,
    /// What is counted.
    pub(crate) summary: &'a mut Summary,
}

impl Small<'_, '_> {
    /// Settings; gives the site's title, if the export has one.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn settings(&mut self) -> anyhow::Result<Option<String>> {
        let trusted = self.trust == Trust::Trusted;
        let mut rows: Vec<(String, String, Place)> = Vec::new();
        self.staging.each_small("settings", |place, text| -> anyhow::Result<()> {
            let mut row = Row::parse(self.file, &place, &text)?;
            let key = row.required("key")?.into_owned();
            let value = row.text("value")?.unwrap_or_default().into_owned();
            rows.push((key, value, place));
            Ok(())
        })?;
        let mut title = None;
        // Old names first, so that the present name has the last word.
        let mut ours: Vec<(String, String)> = Vec::new();
        for (key, value, place) in rows {
            if key == "title" && !value.is_empty() {
                title = Some(value.clone());
            }
            match setting(&key, &value, trusted) {
                Ok(Setting::Ours(name, value)) => {
                    let there = ours.iter_mut().find(|(other, _)| *other == name);
                    match there {
                        Some((_, old)) if name == key || old.is_empty() => *old = value,
                        Some(_) => {}
                        None => ours.push((name, value)),
                    }
                    continue;
                }
                Ok(Setting::Kept) => {}
                Ok(Setting::Untrusted) => {
                    self.summary.note(
                        "code injections of the whole site; kept, but switched off without --trust-html",
                    );
                }
                Err(why) => self.summary.note_example(
                    "settings that could not be read; kept",
                    &format!("{} ({key}) {why}", place.path),
                ),
            }
            if !value.is_empty() {
                let json = serde_json::json!({ "key": key, "value": value }).to_string();
                let put = self.session.keep("settings", &key, &json)?;
                self.summary.keep("settings", put);
            }
        }
        for (key, value) in ours {
            let hash = content_hash([CONVERTER, &value]);
            let source = SourceRow { entity: "settings", id: &key, hash };
            if self.session.is_known(source)? {
                self.summary.count("settings").unchanged += 1;
                continue;
            }
            let put = self
                .session
                .put_setting(&key, Some(&value).filter(|value| !value.is_empty()).map(String::as_str))?;
            self.session.remember(source)?;
            self.summary.count("settings").add(put);
        }
        Ok(title)
    }

    /// Tags.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn tags(&mut self) -> anyhow::Result<()> {
        let trusted = self.trust == Trust::Trusted;
        let now = self.session.now();
        let staging = self.staging;
        staging.each_small("tags", |place, text| {
            let mut row = Row::parse(self.file, &place, &text)?;
            let raw = row.required("id")?;
            if !staging.know("tags", &raw, &stored_id("tags", &raw))? {
                self.summary.note_example("tags whose id occurs twice; the first stays", &place.path);
                return Ok(());
            }
            let tag = tags::tag(&mut row, trusted, now)?;
            let source = self.source("tags", &raw, &text);
            if self.session.is_known(source)? {
                self.summary.count("tags").unchanged += 1;
                return Ok(());
            }
            let put = self.session.put_tag(&tag)?;
            self.session.remember(source)?;
            self.summary.count("tags").add(put);
            self.left("tags", &raw, &row)
        })
    }

    /// Users, as authors. Gives the first one's id.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn authors(&mut self) -> anyhow::Result<Option<Id>> {
        let now = self.session.now();
        let staging = self.staging;
        let mut first = None;
        staging.each_small("users", |place, text| -> anyhow::Result<()> {
            let mut row = Row::parse(self.file, &place, &text)?;
            let raw = row.required("id")?;
            let id = stored_id("users", &raw);
            if !staging.know("users", &raw, &id)? {
                self.summary.note_example("users whose id occurs twice; the first stays", &place.path);
                return Ok(());
            }
            first.get_or_insert(id);
            if row.text("password")?.is_some() {
                self.summary.note("passwords of users; not taken, people will set new ones");
            }
            let record = authors::author(&mut row, now)?;
            let source = self.source("users", &raw, &text);
            if self.session.is_known(source)? {
                self.summary.count("authors").unchanged += 1;
                return Ok(());
            }
            let put = self.session.put_author(&record)?;
            self.session.remember(source)?;
            self.summary.count("authors").add(put);
            self.left("users", &raw, &row)
        })?;
        Ok(first)
    }

    /// Tiers, which stories refer to.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn tiers(&mut self) -> anyhow::Result<()> {
        let staging = self.staging;
        staging.each_small("products", |place, text| -> anyhow::Result<()> {
            let raw = Row::parse(self.file, &place, &text)?.text("id")?.map(|id| id.into_owned());
            let raw = raw.unwrap_or_else(|| format!("{:016x}", content_hash([&*text])));
            let put = self.session.keep("products", &raw, &text)?;
            self.summary.keep("products", put);
            if let Ok(id) = raw.parse::<Id>()
                && self.session.has_tier(&id)?
            {
                staging.know("products", &raw, &id)?;
            }
            Ok(())
        })
    }

    /// What was set of themes. It holds for every theme of that name, when one is installed.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn theme_settings(&mut self) -> anyhow::Result<()> {
        let staging = self.staging;
        staging.each_small("custom_theme_settings", |place, text| -> anyhow::Result<()> {
            let mut row = Row::parse(self.file, &place, &text)?;
            let (theme, key) = (row.text("theme")?, row.text("key")?);
            let (Some(theme), Some(key)) = (theme.as_deref(), key.as_deref()) else {
                let id = row.text("id")?.unwrap_or(place.path.as_str().into());
                let put = self.session.keep("custom_theme_settings", &id, &text)?;
                self.summary.keep("custom_theme_settings", put);
                return Ok(());
            };
            let name = theme::custom_key(theme, key);
            let value = row.text("value")?;
            let source = self.source("custom_theme_settings", &name, &text);
            if self.session.is_known(source)? {
                self.summary.count("settings").unchanged += 1;
                return Ok(());
            }
            // A row without a text says that there shall be none, and not that the theme's default holds.
            let put = self.session.put_setting(&name, Some(value.as_deref().unwrap_or_default()))?;
            self.session.remember(source)?;
            self.summary.count("settings").add(put);
            Ok(())
        })
    }

    /// Content keys, with the integrations that they belong to, so that programs go on with the keys that they have. Exports rarely have
    /// them; rows of other kinds are kept.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn keys(&mut self) -> anyhow::Result<()> {
        let staging = self.staging;
        let mut names: HashMap<String, String> = HashMap::new();
        staging.each_small("integrations", |place, text| -> anyhow::Result<()> {
            let mut row = Row::parse(self.file, &place, &text)?;
            let (id, name) = (row.required("id")?, row.required("name")?);
            let put = self.session.keep("integrations", &id, &text)?;
            self.summary.keep("integrations", put);
            names.insert(id.into_owned(), name.into_owned());
            Ok(())
        })?;
        staging.each_small("api_keys", |place, text| -> anyhow::Result<()> {
            let mut row = Row::parse(self.file, &place, &text)?;
            let (raw, kind) = (row.required("id")?, row.required("type")?);
            if kind != "content" {
                let put = self.session.keep("api_keys", &raw, &text)?;
                self.summary.keep("api_keys", put);
                return Ok(());
            }
            let integration = row.text("integration_id")?.unwrap_or_default();
            let name = names.get(&*integration).map_or("Ghost", String::as_str);
            let key = ApiKey {
                id: stored_id("api_keys", &raw),
                integration: stored_id("integrations", &integration),
                name: name.into(),
                kind: KeyKind::Content,
                secret: row.required("secret")?.into(),
                created_at: self.session.now(),
            };
            let source = self.source("api_keys", &raw, &text);
            if self.session.is_known(source)? {
                self.summary.count("keys").unchanged += 1;
                return Ok(());
            }
            let put = self.session.put_key(&key)?;
            self.session.remember(source)?;
            self.summary.count("keys").add(put);
            Ok(())
        })
    }

    /// Redirects and `routes.yaml` of a ZIP.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn side_files(&mut self, source: &Source) -> anyhow::Result<()> {
        let ours = self.own_redirects()?;
        if let Some(entry) = source.redirects.as_ref().filter(|_| !ours) {
            let text = side_file(source, entry)?;
            let rules =
                routes::read_redirects(&text).map_err(|fault| Damage::of(&entry.name, fault.to_string()))?;
            let known =
                SourceRow { entity: "files", id: "redirects", hash: content_hash([CONVERTER, &text]) };
            let put = if self.session.is_known(known)? {
                Put::Unchanged
            } else {
                self.session.put_redirects(&rules)?
            };
            self.session.remember(known)?;
            for _ in &rules {
                self.summary.count("redirects").add(put);
            }
        }
        if let Some(entry) = &source.routes {
            let text = side_file(source, entry)?;
            match take_routes(self.session, &text)? {
                Ok(put) => self.summary.count("routes.yaml").add(put),
                Err(fault) => {
                    let kept = serde_json::Value::from(text).to_string();
                    let put = self.session.keep("files", "routes.yaml", &kept)?;
                    self.summary.keep("routes.yaml", put);
                    self.summary.note_example(
                        "routes.yaml with a mistake; kept, but addresses are as they were",
                        &fault.to_string(),
                    );
                }
            }
        }
        for (kind, files) in &source.others {
            self.summary.note_times(&format!("{kind} in the ZIP; not imported"), *files);
        }
        Ok(())
    }

    /// Redirects of an export of ours, in their order: its redirects file, which is for Ghost, has a part of them. Whether it had any.
    fn own_redirects(&mut self) -> anyhow::Result<bool> {
        let mut rules = Vec::new();
        let mut all = String::new();
        self.staging.each_small("masthead_redirects", |place, text| -> anyhow::Result<()> {
            let mut row = Row::parse(self.file, &place, &text)?;
            rules.push(Redirect {
                from: row.required("from")?.into(),
                to: row.required("to")?.into(),
                permanent: row.truth("permanent")?.unwrap_or(false),
            });
            all.push_str(&text);
            Ok(())
        })?;
        if rules.is_empty() {
            return Ok(false);
        }
        let known = SourceRow { entity: "files", id: "redirects", hash: content_hash([CONVERTER, &all]) };
        let put = if self.session.is_known(known)? {
            Put::Unchanged
        } else {
            self.session.put_redirects(&rules)?
        };
        self.session.remember(known)?;
        rules.iter().for_each(|_| self.summary.count("redirects").add(put));
        Ok(true)
    }

    /// Editor's Picks of an export of ours; the stories are there already.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn picks(&mut self) -> anyhow::Result<()> {
        let mut picks = Vec::new();
        let mut all = String::new();
        self.staging.each_small("masthead_picks", |place, text| -> anyhow::Result<()> {
            let id = stored_id("posts", &Row::parse(self.file, &place, &text)?.required("id")?);
            if self.session.has_post(&id)? {
                picks.push(id);
            }
            all.push_str(&text);
            Ok(())
        })?;
        let known = SourceRow { entity: "files", id: "picks", hash: content_hash([CONVERTER, &all]) };
        if !picks.is_empty() && !self.session.is_known(known)? {
            self.session.put_picks(&picks)?;
            self.session.remember(known)?;
        }
        Ok(())
    }

    fn source<'s>(&self, entity: &'s str, id: &'s str, text: &str) -> SourceRow<'s> {
        let trust = if self.trust == Trust::Trusted { "trusted" } else { "" };
        SourceRow { entity, id, hash: content_hash([CONVERTER, trust, text]) }
    }

    /// Keeps what nobody read of a row.
    fn left(&mut self, entity: &str, id: &str, row: &Row<'_>) -> anyhow::Result<()> {
        if let Some((json, names)) = row.left() {
            let put = self.session.keep(entity, id, &json)?;
            self.summary.keep(&format!("fields of {entity}"), put);
            if names.iter().any(|name| name.starts_with("codeinjection")) {
                self.summary.note("tags with code injection; kept, but switched off without --trust-html");
            }
        }
        Ok(())
    }
}

fn side_file(source: &Source, entry: &Entry) -> Result<String, Damage> {
    if entry.size > SIDE_FILE {
        return Err(Damage::of(&entry.name, "is far larger than such a file can be"));
    }
    source.with(entry, |read| {
        let mut bytes = Vec::new();
        read.read_to_end(&mut bytes)
            .map_err(|error| Damage::of(&entry.name, format!("cannot be unpacked: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|_| Damage::of(&entry.name, "is not UTF-8 text"))?;
        Ok(local_addresses(&text).into_owned())
    })
}
