//! The themes that are installed: a folder each, below `content/themes/`, as in Ghost. The built-in theme is there without a folder.

mod pack;
mod unpack;

#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::report::Report;
use crate::source::Source;
use crate::theme::Theme;
pub use unpack::Unfit;

/// What unpacked themes are called while nobody has checked them.
const STAGED: &str = ".staged-";
/// What a replaced theme is called until it is gone.
const REPLACED: &str = ".replaced-";
/// Bytes of a name.
const NAME: usize = 100;

/// A folder of themes.
#[derive(Clone, Debug)]
pub struct Library {
    folder: PathBuf,
}

/// A theme that was unpacked and is not installed yet. Dropping it removes its files.
#[derive(Debug)]
pub struct Staged {
    holder: TempDir,
    root: PathBuf,
}

impl Staged {
    /// Everything that can be said about it.
    pub fn check(&self) -> Report {
        Theme::check(&self.source())
    }

    /// Where it lies, until it is put.
    pub fn source(&self) -> Source {
        Source::Dir(self.root.clone())
    }
}

impl Library {
    /// The name of the theme that is part of the program.
    pub const BUILT_IN: &'static str = "masthead-default";

    /// The themes in a folder, which need not exist.
    pub fn new(folder: PathBuf) -> Library {
        Library { folder }
    }

    /// The name under which an uploaded file is installed, as Ghost makes it of `My Theme 1.2.zip`: `my-theme-1-2`. None when nothing of a
    /// name is left, or when it is the built-in theme's.
    pub fn name_of(file: &str) -> Option<String> {
        let stem = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.split(".zip").next().unwrap_or_default().to_ascii_lowercase();
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
        let mapped: String = stem.chars().map(plain).collect();
        let parts: Vec<&str> = mapped.split('-').filter(|part| !part.is_empty()).collect();
        let name = parts.join("-");
        (is_name(&name) && name != Library::BUILT_IN).then_some(name)
    }

    /// The installed themes by name, the built-in one first.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<_> = names.filter(|name| is_name(name) && name != Library::BUILT_IN).collect();
        names.sort_unstable();
        names.insert(0, Library::BUILT_IN.to_owned());
        names
    }

    /// Where an installed theme lies; `None` when there is none of that name.
    pub fn source(&self, name: &str) -> Option<Source> {
        if name == Library::BUILT_IN {
            return Some(Source::Embedded);
        }
        let folder = self.folder(name)?;
        // A link may lead anywhere; what somebody links there by hand is loaded by `--theme`.
        fs::symlink_metadata(&folder).is_ok_and(|data| data.is_dir()).then_some(Source::Dir(folder))
    }

    /// Unpacks a ZIP beside the installed themes. Blocking.
    ///
    /// # Errors
    /// [`Unfit`]: it is no ZIP, holds what no theme has, or is larger than a theme may be.
    pub fn unpack(&self, zip: impl Read + Seek) -> Result<Staged, Unfit> {
        fs::create_dir_all(&self.folder)?;
        let holder = tempfile::Builder::new().prefix(STAGED).tempdir_in(&self.folder)?;
        let root = unpack::into(zip, holder.path())?;
        Ok(Staged { holder, root })
    }

    /// Removes what uploads left that a crash interrupted; to be called while nobody uploads. What a replacement left stays: a theme that
    /// was set aside may be the only copy.
    ///
    /// # Errors
    /// The system's, of the first that cannot be removed; the others are.
    pub fn sweep(&self) -> io::Result<()> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let left =
            entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(STAGED.as_bytes()));
        left.map(|entry| fs::remove_dir_all(entry.path())).fold(Ok(()), io::Result::and)
    }

    /// Installs a theme under a name, in the place of one that has it.
    ///
    /// # Errors
    /// The name is none, or the system's.
    pub fn put(&self, staged: Staged, name: &str) -> io::Result<()> {
        let target = self.folder(name).ok_or(io::ErrorKind::InvalidInput)?;
        let replaced = self.set_aside(&target)?;
        if let Err(error) = fs::rename(&staged.root, &target) {
            if let Some(old) = replaced {
                fs::rename(old.path().join("theme"), &target)?;
            }
            return Err(error);
        }
        drop(staged.holder);
        Ok(())
    }

    /// Removes an installed theme; whether there was one.
    ///
    /// # Errors
    /// The system's.
    pub fn remove(&self, name: &str) -> io::Result<bool> {
        let Some(folder) = self.folder(name) else { return Ok(false) };
        Ok(self.set_aside(&folder)?.is_some())
    }

    /// Writes an installed theme as a ZIP with its files at the top. Blocking.
    ///
    /// # Errors
    /// There is none of that name, or the system's.
    pub fn pack(&self, name: &str, out: impl Write + Seek) -> io::Result<()> {
        pack::write(&self.source(name).ok_or(io::ErrorKind::NotFound)?, out)
    }

    /// Moves a folder to where nobody looks; it goes when what is returned is dropped.
    fn set_aside(&self, folder: &Path) -> io::Result<Option<TempDir>> {
        if fs::symlink_metadata(folder).is_err() {
            return Ok(None);
        }
        let aside = tempfile::Builder::new().prefix(REPLACED).tempdir_in(&self.folder)?;
        fs::rename(folder, aside.path().join("theme"))?;
        Ok(Some(aside))
    }

    fn folder(&self, name: &str) -> Option<PathBuf> {
        (is_name(name) && name != Library::BUILT_IN).then(|| self.folder.join(name))
    }
}

/// What a theme's folder may be called. Those that were copied there by hand may have dots, too.
fn is_name(name: &str) -> bool {
    (1..=NAME).contains(&name.len())
        && !name.starts_with(['.', '-'])
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}
