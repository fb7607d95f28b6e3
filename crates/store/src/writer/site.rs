//! Writing settings, redirects, and what is kept of an import.

use std::collections::HashMap;

use crate::{
    Id, Put, Redirect, Result, Tag, Text, Writer,
    rows::{kept, media::paths, redirect, settings},
    writer::{refuse_empty, refuse_nul},
};

impl Writer {
    /// A setting's text.
    pub fn setting(&mut self, key: &str) -> Result<Option<Text>> {
        self.one(&settings::ONE, &[key.into()], |row| row.text(0))
    }

    /// Sets or (with `None`) removes a setting.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<Put> {
        refuse_empty("setting", key)?;
        let old = self.setting(key)?;
        if old.as_deref() == value {
            return Ok(Put::Unchanged);
        }
        match value {
            Some(value) => {
                refuse_nul("setting", &[key.into(), value.into()])?;
                self.run(&settings::PUT, &[key.into(), value.into()])?;
            }
            None => {
                self.run(&settings::REMOVE, &[key.into()])?;
            }
        }
        let before = paths(old.as_deref());
        self.note_uses("setting", key, &before, &paths(value))?;
        self.touch(Tag::settings());
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    /// Replaces all redirect rules.
    pub fn put_redirects(&mut self, redirects: &[Redirect]) -> Result<Put> {
        for rule in redirects {
            refuse_empty("redirect", &rule.from)?;
            refuse_nul("redirect", &[(&rule.from).into(), (&rule.to).into()])?;
        }
        let old = self.many(&redirect::ALL, &[], Redirect::read)?;
        if old == redirects {
            return Ok(Put::Unchanged);
        }
        self.run(&redirect::CLEAR, &[])?;
        for (position, rule) in redirects.iter().enumerate() {
            let params =
                [(position as i64).into(), (&rule.from).into(), (&rule.to).into(), rule.permanent.into()];
            self.run(&redirect::ADD, &params)?;
        }
        self.touch(Tag::settings());
        Ok(if old.is_empty() { Put::Inserted } else { Put::Updated })
    }

    /// Forgets what was kept of a row.
    pub fn forget_kept(&mut self, entity: &str, id: &str) -> Result<()> {
        self.touch(Tag::kept());
        self.run(&kept::FORGET_KEPT, &[entity.into(), id.into()]).map(drop)
    }

    /// Remembers addresses that a post had before.
    pub fn put_old_slugs(&mut self, id: &Id, slugs: &[Text]) -> Result<()> {
        for slug in slugs {
            refuse_empty("slug", slug)?;
            refuse_nul("slug", &[slug.into()])?;
            self.run(&redirect::REMEMBER, &[slug.into(), id.into()])?;
            self.touch(Tag::slug(slug));
        }
        Ok(())
    }

    /// Keeps a row of an import that is not modelled yet.
    pub fn keep(&mut self, entity: &str, id: &str, json: &str) -> Result<Put> {
        refuse_empty("entity", entity)?;
        refuse_nul("kept", &[entity.into(), id.into(), json.into()])?;
        let old = self.one(&kept::KEPT_JSON, &[entity.into(), id.into()], |row| Ok(row.str(0)? == json))?;
        if old == Some(true) {
            return Ok(Put::Unchanged);
        }
        self.run(&kept::KEEP, &[entity.into(), id.into(), json.into()])?;
        self.touch(Tag::kept());
        Ok(if old.is_some() { Put::Updated } else { Put::Inserted })
    }

    /// The remembered hash of an imported row.
    pub fn import_hash(&mut self, entity: &str, id: &str) -> Result<Option<i64>> {
        self.one(&kept::HASH, &[entity.into(), id.into()], |row| row.int(0))
    }

    /// All remembered hashes of an entity.
    pub fn import_hashes(&mut self, entity: &str) -> Result<HashMap<Text, i64>> {
        Ok(self
            .many(&kept::HASHES, &[entity.into()], |row| Ok((row.text(0)?, row.int(1)?)))?
            .into_iter()
            .collect())
    }

    /// Remembers the hash of an imported row.
    pub fn set_import_hash(&mut self, entity: &str, id: &str, hash: i64) -> Result<()> {
        refuse_nul("import", &[entity.into(), id.into()])?;
        self.run(&kept::SET_HASH, &[entity.into(), id.into(), hash.into()])?;
        Ok(())
    }
}
