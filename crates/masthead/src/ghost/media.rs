//! Pictures, media and files of a ZIP: unpacked into a staging folder, put in place around the commit.
//!
//! A name that is free is filled just before the commit, so that no page ever shows a picture that is not there. A name that is taken by the very
//! same file is left alone. A name that is taken by *another* file is replaced right after the commit, as Ghost does; the old file moves to
//! `replaced/`. When the import fails, what was filled is taken away again.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use super::damage::{Damage, Result};
use super::source::{Entry, Source};
use super::staging::Staging;
use super::summary::Summary;

/// Files that were unpacked, and where they go.
pub(crate) struct Media {
    staged: PathBuf,
    content: PathBuf,
    replaced: PathBuf,
    fresh: Vec<PathBuf>,
    differing: Vec<PathBuf>,
    filled: Vec<PathBuf>,
    done: bool,
}

impl Media {
    /// Unpacks the media of `source` into `folder`, leaving out what is in place already. Pictures must be pictures.
    ///
    /// # Errors
    /// When the ZIP is damaged or the disk full.
    pub(crate) fn unpack(
        source: &Source,
        folder: &Path,
        data: &Path,
        staging: &Staging,
        summary: &mut Summary,
    ) -> anyhow::Result<Self> {
        let mut media = Self {
            staged: folder.join("media"),
            content: data.join("content"),
            replaced: data.join("replaced"),
            fresh: Vec::new(),
            differing: Vec::new(),
            filled: Vec::new(),
            done: false,
        };
        source.each_media(|entry, read| media.unpack_one(entry, read, staging, summary))?;
        Ok(media)
    }

    fn unpack_one(
        &mut self,
        entry: &Entry,
        read: &mut dyn Read,
        staging: &Staging,
        summary: &mut Summary,
    ) -> Result<()> {
        let relative = PathBuf::from(&entry.path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Damage::of(&entry.name, "has a name that no export has"));
        }
        let staged = self.staged.join(&relative);
        let damage = |error: std::io::Error| Damage::of(&entry.name, format!("cannot be unpacked: {error}"));
        fs::create_dir_all(staged.parent().unwrap_or(&self.staged)).map_err(damage)?;
        let mut file = File::create(&staged).map_err(damage)?;
        std::io::copy(read, &mut file).map_err(damage)?;
        if entry.path.starts_with("images/") {
            match look(&staged).map_err(damage)? {
                Look::Picture { size, named_otherwise } => {
                    if named_otherwise {
                        summary.note(
                            "pictures whose name says another type than their content; taken as they are",
                        );
                    }
                    if let Some((width, height)) = size {
                        let path = format!("/content/{}", entry.path);
                        staging
                            .put_picture(&path, width, height)
                            .map_err(|error| Damage::of(&entry.name, error.to_string()))?;
                    }
                }
                Look::No(what) => {
                    summary.note_example(
                        "files among the images that are no pictures; left out",
                        &format!("{} is {what}", entry.path),
                    );
                    return fs::remove_file(&staged).map_err(damage);
                }
            }
        }
        let target = self.content.join(&relative);
        match fs::symlink_metadata(&target) {
            Err(_) => {
                self.fresh.push(relative);
                summary.count("pictures and files").new += 1;
            }
            Ok(there) if there.is_file() && same(&staged, &target).map_err(damage)? => {
                fs::remove_file(&staged).map_err(damage)?;
                summary.count("pictures and files").unchanged += 1;
            }
            Ok(there) if there.is_dir() => {
                return Err(Damage::of(
                    &entry.name,
                    format!("cannot be put in place: {} is a folder", target.display()),
                ));
            }
            Ok(_) => {
                self.differing.push(relative);
                summary.count("pictures and files").changed += 1;
            }
        }
        Ok(())
    }

    /// Just before the commit: fills the names that are free.
    ///
    /// # Errors
    /// When a file cannot be moved.
    pub(crate) fn fill(&mut self) -> anyhow::Result<()> {
        for relative in std::mem::take(&mut self.fresh) {
            let (from, to) = (self.staged.join(&relative), self.content.join(&relative));
            File::open(&from)?.sync_all()?;
            put(&from, &to)?;
            self.filled.push(relative);
        }
        Ok(())
    }

    /// Right after the commit: replaces the files that differ, keeping the old ones aside in a folder named `when`.
    ///
    /// # Errors
    /// When a file cannot be moved; the import itself is done.
    pub(crate) fn replace(&mut self, when: &str, cache: &Path) -> anyhow::Result<()> {
        self.done = true;
        for relative in std::mem::take(&mut self.differing) {
            let (from, to) = (self.staged.join(&relative), self.content.join(&relative));
            File::open(&from)?.sync_all()?;
            put(&to, &self.replaced.join(when).join(&relative))?;
            put(&from, &to)?;
        }
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
            for relative in &self.filled {
                let _ = fs::remove_file(self.content.join(relative));
            }
        }
    }
}

fn put(from: &Path, to: &Path) -> anyhow::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(from, to)
        .map_err(|error| anyhow::anyhow!("cannot move {} to {}: {error}", from.display(), to.display()))
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

enum Look {
    Picture { size: Option<(u32, u32)>, named_otherwise: bool },
    No(&'static str),
}

/// What a file among the images really is.
fn look(path: &Path) -> std::io::Result<Look> {
    let mut head = [0; 1024];
    let mut file = File::open(path)?;
    let mut filled = 0;
    while filled < head.len() {
        match file.read(&mut head[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    let head = &head[..filled];
    let extension = path.extension().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let kind = match head {
        [] => return Ok(Look::No("empty")),
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [0, 0, 1, 0, ..] => "ico",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => "avif",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "heic",
        _ => {
            let text = String::from_utf8_lossy(head).to_ascii_lowercase();
            let svg = text.contains("<svg");
            if svg && extension == "svg" {
                "svg"
            } else if text.trim_start().starts_with('<') {
                return Ok(Look::No("a page or other markup"));
            } else {
                return Ok(Look::No("no known picture"));
            }
        }
    };
    let named = match extension.as_str() {
        "jpeg" | "jpe" | "jfif" => "jpg",
        "apng" => "png",
        "heif" => "heic",
        "svgz" => "svg",
        other => other,
    };
    let size = match kind {
        "jpg" | "png" | "gif" | "webp" => image::ImageReader::open(path)?
            .with_guessed_format()
            .ok()
            .and_then(|reader| reader.into_dimensions().ok()),
        _ => None,
    };
    Ok(Look::Picture { size, named_otherwise: named != kind })
}
