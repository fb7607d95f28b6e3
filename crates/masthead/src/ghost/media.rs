//! Pictures, media and files of a ZIP: unpacked into a staging folder, cleaned, put in place around the commit.
//!
//! ```text
//!  came/images/…  ─► cleaned ─► public/images/…            nobody sees either; the row waits in the staging file
//!  in the transaction: rows · originals are kept · free names are filled
//!  right after it: names that hold another file are replaced
//! ```
//! A name that is free is filled just before the commit, so that no page ever shows a picture that is not there. A name that is taken by the very
//! same file is left alone. A name that is taken by *another* file is replaced right after the commit, as Ghost does; the old file moves to
//! `replaced/`. When the import fails, what was filled is taken away again. Readers never get a file as it came: what cannot be cleaned is
//! kept beside the originals.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use indicatif::ProgressBar;
use newsroom::{Archive, Aside, Brought, Session, Source as SourceRow};
use store::{MediaRow, Millis};

use super::damage::{Damage, Result};
use super::source::{Entry, Source};
use super::staged_media::Stand;
use super::staging::Staging;
use super::summary::Summary;

/// What the summary calls them.
const COUNTED: &str = "pictures and files";

/// Files that were unpacked, and where they go.
pub(crate) struct Media {
    came: PathBuf,
    public: PathBuf,
    content: PathBuf,
    replaced: PathBuf,
    archive: Archive,
    now: Millis,
    filled: Vec<PathBuf>,
    done: bool,
}

impl Media {
    /// Unpacks the media of `source` into `folder` and cleans them.
    ///
    /// # Errors
    /// When the ZIP is damaged or the disk full.
    pub(crate) fn unpack(
        source: &Source,
        (folder, data): (&Path, &Path),
        now: Millis,
        staging: &Staging,
        summary: &mut Summary,
        progress: &ProgressBar,
    ) -> anyhow::Result<Self> {
        let media = Self {
            came: folder.join("came"),
            public: folder.join("public"),
            content: data.join("content"),
            replaced: data.join("replaced"),
            archive: Archive::new(data),
            now,
            filled: Vec::new(),
            done: false,
        };
        let names: HashSet<&str> = source.media.iter().map(|entry| &*entry.path).collect();
        source.each_media(|entry, read| {
            let below = PathBuf::from(&entry.path);
            if !below.components().all(|part| matches!(part, Component::Normal(_))) {
                return Err(Damage::of(&entry.name, "has a name that no export has"));
            }
            if is_smaller_copy(&entry.path) {
                summary.note("smaller copies of pictures; left out, they are made anew when asked for");
            } else if public_sibling(&entry.path).is_some_and(|sibling| names.contains(&*sibling)) {
                media.unpack_file(entry, &below, read)?;
                staging.put_aside(&entry.path, Stand::Original).map_err(|error| failed(entry, &error))?;
                summary.note(
                    "originals that Ghost had kept beside its pictures; kept in originals/ghost, not served",
                );
            } else {
                media.unpack_one(entry, &below, read, staging, summary)?;
            }
            progress.inc(entry.size);
            Ok(())
        })?;
        Ok(media)
    }

    fn unpack_file(&self, entry: &Entry, below: &Path, read: &mut dyn Read) -> Result<PathBuf> {
        let damage = |error: std::io::Error| Damage::of(&entry.name, format!("cannot be unpacked: {error}"));
        let came = self.came.join(below);
        fs::create_dir_all(came.parent().unwrap_or(&self.came)).map_err(damage)?;
        std::io::copy(read, &mut File::create(&came).map_err(damage)?).map_err(damage)?;
        Ok(came)
    }

    fn unpack_one(
        &self,
        entry: &Entry,
        below: &Path,
        read: &mut dyn Read,
        staging: &Staging,
        summary: &mut Summary,
    ) -> Result<()> {
        let damage = |error: std::io::Error| Damage::of(&entry.name, format!("cannot be cleaned: {error}"));
        let came = self.unpack_file(entry, below, read)?;
        let public = self.public.join(below);
        fs::create_dir_all(public.parent().unwrap_or(&self.public)).map_err(damage)?;
        let brought = match Brought::clean(&came, &public) {
            Err(media::Unfit::Failed(error)) => return Err(damage(error)),
            outcome => outcome.map_err(|unfit| unfit.to_string()),
        };
        let brought = match brought.and_then(|brought| belongs(brought, below)) {
            Ok(brought) => brought,
            Err(why) => {
                summary.note_example(
                    "files that are no pictures among the images, or cannot be cleaned of what is private; kept in originals/not-served, not served",
                    &format!("{}: {why}", entry.path),
                );
                fs::remove_file(&public).map_err(damage)?;
                return staging.put_aside(&entry.path, Stand::Unfit).map_err(|error| failed(entry, &error));
            }
        };
        if is_named_otherwise(&brought, below) {
            summary.note("pictures whose name says another type than their content; taken as they are");
        }
        let target = self.content.join(below);
        let stand = match fs::symlink_metadata(&target) {
            Err(_) => Stand::Free,
            Ok(there) if there.is_file() && same(&public, &target).map_err(damage)? => Stand::There,
            Ok(there) if there.is_dir() => {
                return Err(Damage::of(
                    &entry.name,
                    format!("cannot be put in place: {} is a folder", target.display()),
                ));
            }
            Ok(_) => Stand::Differs,
        };
        let count = summary.count(COUNTED);
        match stand {
            Stand::Free => count.new += 1,
            Stand::Differs => count.changed += 1,
            _ => count.unchanged += 1,
        }
        if stand == Stand::There {
            fs::remove_file(&public).map_err(damage)?;
        }
        let row = brought.row(&format!("/content/{}", entry.path), self.now);
        staging.put_media(stand, &row).map_err(|error| failed(entry, &error))
    }

    /// In the transaction, just before the commit: puts the rows that are not known, keeps the originals, fills the names that are free.
    ///
    /// # Errors
    /// When a file cannot be moved; failures of the store.
    pub(crate) fn fill(&mut self, staging: &Staging, session: &mut Session<'_>) -> anyhow::Result<()> {
        let known = session.known("media")?;
        staging.each_media(|stand, row| {
            let below = row.path.trim_start_matches("/content/");
            let source = SourceRow { entity: "media", id: below, hash: short(&row) };
            if stand == Stand::There && known.get(below) == Some(&source.hash) {
                return Ok(());
            }
            session.put_media(&row)?;
            session.remember(source)?;
            self.keep_original(stand, below, &row)?;
            if stand == Stand::Free {
                newsroom::place_file(&self.public.join(below), &self.content.join(below))?;
                self.filled.push(self.content.join(below));
            }
            Ok(())
        })?;
        staging.each_aside(|stand, below| {
            let why = if stand == Stand::Original { Aside::Original } else { Aside::Unfit };
            let below = Path::new(below);
            let to = self.archive.aside(why, below);
            if !to.exists() {
                self.filled.push(to);
            }
            Ok(self.archive.put_aside(&self.came.join(below), why, below)?)
        })
    }

    /// A file of which nothing was taken out is kept once: its original is another name of it.
    fn keep_original(&self, stand: Stand, below: &str, row: &MediaRow) -> anyhow::Result<()> {
        let (came, public) = (self.came.join(below), self.public.join(below));
        let public = if stand == Stand::There { self.content.join(below) } else { public };
        if same(&came, &public)? {
            fs::remove_file(&came)?;
            fs::hard_link(&public, &came).or_else(|_| fs::copy(&public, &came).map(drop))?;
        }
        Ok(self.archive.keep_original(&came, &row.original)?)
    }

    /// Right after the commit: replaces the files that differ, keeping the old ones aside in a folder named `when`.
    ///
    /// # Errors
    /// When a file cannot be moved; the import itself is done.
    pub(crate) fn replace(&mut self, staging: &Staging, when: &str, cache: &Path) -> anyhow::Result<()> {
        self.done = true;
        staging.each_media(|stand, row| {
            if stand != Stand::Differs {
                return Ok(());
            }
            let below = row.path.trim_start_matches("/content/");
            let (from, to) = (self.public.join(below), self.content.join(below));
            newsroom::place_file(&to, &self.replaced.join(when).join(below))?;
            Ok(newsroom::place_file(&from, &to)?)
        })?;
        if self.replaced.join(when).exists() {
            // Smaller variants of the old pictures; they are made anew on demand.
            let _ = fs::remove_dir_all(cache);
        }
        Ok(())
    }
}

impl Drop for Media {
    fn drop(&mut self) {
        if !self.done {
            for file in &self.filled {
                let _ = fs::remove_file(file);
            }
        }
    }
}

fn failed(entry: &Entry, error: &rusqlite::Error) -> Damage {
    Damage::of(&entry.name, error.to_string())
}

/// The hash by which a repeated import knows the file.
fn short(row: &MediaRow) -> i64 {
    u64::from_str_radix(row.sha256.get(..16).unwrap_or_default(), 16).unwrap_or_default().cast_signed()
}

/// Among the images are pictures, and drawings only under their own name.
fn belongs(brought: Brought, below: &Path) -> std::result::Result<Brought, String> {
    let kind = brought.cleaned.kind;
    let is_drawing = kind == media::Kind::Svg;
    if below.starts_with("images")
        && (kind.area() != media::Area::Images || is_drawing && is_named_otherwise(&brought, below))
    {
        return Err(format!("it is of the type {}", kind.mime()));
    }
    Ok(brought)
}

fn is_named_otherwise(brought: &Brought, below: &Path) -> bool {
    let named = below.extension().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let named = match &*named {
        "jpeg" | "jpe" | "jfif" => "jpg",
        "apng" => "png",
        "svgz" => "svg",
        other => other,
    };
    below.starts_with("images") && named != brought.cleaned.kind.extension()
}

/// `images/size/w600/…`
fn is_smaller_copy(path: &str) -> bool {
    path.strip_prefix("images/size/").is_some_and(|rest| rest.contains('/'))
}

/// Of `…/a_o.jpg`, which Ghost never serves: `…/a.jpg`.
fn public_sibling(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let stem = stem.strip_suffix("_o").filter(|stem| !stem.ends_with('/'))?;
    Some(format!("{stem}.{extension}"))
}

fn same(a: &Path, b: &Path) -> std::io::Result<bool> {
    if fs::metadata(a)?.len() != fs::metadata(b)?.len() {
        return Ok(false);
    }
    let (mut a, mut b) = (BufReader::new(File::open(a)?), BufReader::new(File::open(b)?));
    loop {
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let common = left.len().min(right.len());
        if left[..common] != right[..common] {
            return Ok(false);
        }
        if common == 0 {
            return Ok(left.len() == right.len());
        }
        a.consume(common);
        b.consume(common);
    }
}
