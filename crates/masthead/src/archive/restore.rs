use std::collections::HashMap;
use std::fs;
use std::io::{BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use store::Target;
use tar::Archive;

use super::manifest::{FORMAT, Manifest, copy};
use super::{DATABASE, FOLDERS, MANIFEST};
use crate::config::Configuration;
use crate::lock::FolderLock;
use crate::site::{is_new, make_folders};

/// What to do when the data folder holds a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// Change nothing and say so.
    Refuse,
    /// Move it into a folder beside it.
    MoveAside,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Files.
    pub files: usize,
    /// When the backup was made.
    pub made: String,
    /// Where the site went that was there before.
    pub aside: Option<PathBuf>,
}

/// Checks every byte of a backup, then puts it in place. Until everything is unpacked nothing that was there is touched.
///
/// # Errors
/// For a damaged backup (naming the file inside), a folder or database that holds a site, a running server.
pub fn restore(file: &Path, configuration: &Configuration, present: Present) -> Result<Restored> {
    let manifest = verify(file)?;
    let data = &configuration.data;
    let occupied = !is_new(data)?;
    if occupied && present == Present::Refuse {
        bail!(
            "{} holds a site. Restore into another folder with --data, or move this one aside with --force",
            data.display()
        );
    }
    fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    let _serving = FolderLock::serving(data)?;
    let _importing = FolderLock::importing(data)?;

    // Unpacked beside the data folder, so that one rename puts each part in place.
    let room = tempfile::Builder::new().prefix("restore-").tempdir_in(data)?;
    unpack(file, room.path(), &manifest)?;
    // A database elsewhere is not moved aside with the folder: it goes first, as it may be refused.
    let (snapshot, target) = (room.path().join(DATABASE), &configuration.database);
    let elsewhere = !lies_in(target, data)?;
    if elsewhere {
        place_database(&snapshot, target)?;
    }
    let aside = if occupied { Some(move_aside(data, room.path())?) } else { None };
    if !elsewhere {
        place_database(&snapshot, target)?;
    }
    for folder in FOLDERS {
        let from = room.path().join(folder);
        if from.is_dir() {
            let to = data.join(folder);
            if to.is_dir() {
                fs::remove_dir_all(&to).with_context(|| format!("{} cannot be replaced", to.display()))?;
            }
            fs::rename(&from, &to).with_context(|| format!("{} cannot be put in place", to.display()))?;
        }
    }
    make_folders(data)?;
    Ok(Restored { files: manifest.files.len(), made: manifest.made, aside })
}

/// Reads a backup from beginning to end and compares every hash.
fn verify(file: &Path) -> Result<Manifest> {
    let name = file.display();
    let mut seen: HashMap<String, (u64, String)> = HashMap::new();
    let mut manifest: Option<Manifest> = None;
    each(file, &mut |path, read| {
        if path == MANIFEST {
            let mut text = String::new();
            read.read_to_string(&mut text)?;
            manifest = Some(
                serde_json::from_str(&text).with_context(|| format!("{name}: {MANIFEST} is not readable"))?,
            );
            return Ok(());
        }
        let found = copy(read, &mut std::io::sink())?;
        anyhow::ensure!(seen.insert(path.to_owned(), found).is_none(), "{name}: {path} is in it twice");
        Ok(())
    })?;
    let manifest = manifest.with_context(|| format!("{name}: is no whole backup; it has no {MANIFEST}"))?;
    anyhow::ensure!(
        manifest.format <= FORMAT,
        "{name}: was made by a newer Masthead ({}); this one reads format {FORMAT} at most",
        manifest.masthead
    );
    anyhow::ensure!(manifest.files.len() == seen.len(), "{name}: holds other files than it lists");
    for listed in &manifest.files {
        let (size, hash) =
            seen.get(&listed.path).with_context(|| format!("{name}: {} is missing", listed.path))?;
        anyhow::ensure!(*size == listed.size && *hash == listed.sha256, "{name}: {} is damaged", listed.path);
    }
    anyhow::ensure!(seen.contains_key(DATABASE), "{name}: holds no database");
    Ok(manifest)
}

fn unpack(file: &Path, room: &Path, manifest: &Manifest) -> Result<()> {
    let listed: HashMap<&str, &str> =
        manifest.files.iter().map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
    each(file, &mut |path, read| {
        if path == MANIFEST {
            return Ok(());
        }
        let to = room.join(path);
        fs::create_dir_all(to.parent().unwrap_or(room))?;
        let mut out = fs::File::create(&to).with_context(|| format!("{} cannot be written", to.display()))?;
        let (_, hash) = copy(read, &mut out)?;
        out.flush()?;
        out.sync_all()?;
        anyhow::ensure!(listed.get(path) == Some(&hash.as_str()), "{path} changed while it was restored");
        Ok(())
    })
}

/// Hands every file of a backup to `take`. Paths that lead out of the archive are refused.
fn each(file: &Path, take: &mut dyn FnMut(&str, &mut dyn Read) -> Result<()>) -> Result<()> {
    let name = file.display();
    let open = fs::File::open(file).with_context(|| format!("{name}: cannot be opened"))?;
    let unpacked = zstd::Decoder::new(BufReader::with_capacity(1 << 20, open))?;
    let mut archive = Archive::new(unpacked);
    let damaged = || format!("{name}: is no backup, or a damaged one");
    for entry in archive.entries().with_context(damaged)? {
        let mut entry = entry.with_context(damaged)?;
        let path = entry.path().with_context(damaged)?.into_owned();
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        let known =
            path.components().next().and_then(|first| first.as_os_str().to_str()).is_some_and(|first| {
                FOLDERS.contains(&first) || path == Path::new(DATABASE) || path == Path::new(MANIFEST)
            });
        let text = path.to_str().filter(|_| inside && known && entry.header().entry_type().is_file());
        let Some(text) = text else { bail!("{name}: holds {}, which no backup does", path.display()) };
        let text = text.to_owned();
        take(&text, &mut entry).with_context(damaged)?;
    }
    Ok(())
}

/// Moves everything in the data folder but the configuration into a new folder beside it.
fn move_aside(data: &Path, room: &Path) -> Result<PathBuf> {
    let whole = fs::canonicalize(data)?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aside = (1..10_000)
        .map(|number| whole.with_file_name(format!("{name}.before-restore-{number}")))
        .find(|folder| !folder.exists())
        .context("there is no free name to move the old site to")?;
    fs::create_dir(&aside).with_context(|| format!("{} cannot be made", aside.display()))?;
    for entry in fs::read_dir(data)? {
        let entry = entry?;
        let stays =
            entry.path() == room || entry.file_name() == "masthead.toml" || entry.file_name() == "serve.lock";
        if !stays {
            let to = aside.join(entry.file_name());
            fs::rename(entry.path(), &to)
                .with_context(|| format!("{} cannot be moved aside", entry.path().display()))?;
        }
    }
    Ok(aside)
}

/// Whether a database is a file of the data folder, which exists.
fn lies_in(target: &Target, data: &Path) -> Result<bool> {
    let Target::Sqlite { path } = target else { return Ok(false) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder =
        fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    Ok(folder.starts_with(fs::canonicalize(data)?))
}

fn place_database(snapshot: &Path, target: &Target) -> Result<()> {
    match target {
        Target::Sqlite { path } => {
            if path.exists() {
                bail!("the database {} exists already; move it away first", path.display());
            }
            if fs::rename(snapshot, path).is_err() {
                // Another disk.
                fs::copy(snapshot, path).with_context(|| format!("{} cannot be written", path.display()))?;
            }
            Ok(())
        }
        Target::Postgres { .. } => {
            let from = Target::Sqlite { path: snapshot.to_owned() };
            store::copy_database(&from, target, &mut |_, _, _| {})?;
            Ok(())
        }
    }
}
