use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use newsroom::{Clock, Newsroom};
use store::{Store, Target};

use crate::config::{Configuration, THEMES};

/// An opened site: what every command but `config` works on.
pub struct Site {
    /// Its database.
    pub store: Store,
    /// Its verbs.
    pub newsroom: Newsroom,
}

impl Site {
    /// Makes the data folder when it is missing, opens the database and brings it up to date.
    ///
    /// # Errors
    /// When the folder cannot be written or the database not opened.
    pub fn open(configuration: &Configuration) -> Result<Self> {
        let store = Store::open(&configuration.database, &configuration.data)?;
        let newsroom = Newsroom::new(store.clone(), Clock::system());
        Ok(Self { store, newsroom })
    }

    /// Opens a site that is there already, for what would make no sense of a new one.
    ///
    /// # Errors
    /// When there is none, and as [`Site::open`].
    pub fn existing(configuration: &Configuration) -> Result<Self> {
        let data = &configuration.data;
        let there = match &configuration.database {
            Target::Sqlite { path } => path.is_file(),
            Target::Postgres { .. } => data.is_dir(),
        };
        anyhow::ensure!(there, "{} holds no site yet", data.display());
        Self::open(configuration)
    }
}

/// Makes the folders of a site.
///
/// # Errors
/// When one cannot be made.
pub fn make_folders(data: &Path) -> Result<()> {
    for folder in ["content/images", "content/media", "content/files", THEMES] {
        let folder = data.join(folder);
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    Ok(())
}

/// The files below some folders of a site, by name. Links are followed nowhere, and a folder that is missing has none.
///
/// # Errors
/// Each entry may be unreadable.
pub fn files_below<'a>(
    data: &'a Path,
    folders: &'a [&str],
) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> + 'a {
    let tops = folders.iter().map(|folder| data.join(folder)).filter(|top| top.is_dir());
    let entries = tops.flat_map(|top| walkdir::WalkDir::new(top).sort_by_file_name());
    entries.filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()))
}

/// Whether a data folder holds no site yet: it is missing, or has nothing but a configuration and locks.
///
/// # Errors
/// When it cannot be read.
pub fn is_new(data: &Path) -> Result<bool> {
    let entries = match fs::read_dir(data) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", data.display())),
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let nothing =
            matches!(&*name, "masthead.toml" | "serve.lock" | "import.lock" | "change-number" | "lost+found")
                || (entry.path().is_dir() && is_empty(&entry.path())?);
        if !nothing {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a folder holds no file at any depth.
fn is_empty(folder: &Path) -> Result<bool> {
    for entry in walkdir::WalkDir::new(folder) {
        if !entry?.file_type().is_dir() {
            return Ok(false);
        }
    }
    Ok(true)
}
