//! A theme's ZIP, which a stranger may have made, to files.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::source::{DEPTH, FILES, TOTAL_BYTES, is_left_out};

/// Unpacked size below which a ZIP may be packed as tightly as it likes.
const HARMLESS: u64 = 4 << 20;
/// Times a ZIP may be larger unpacked. Deflate reaches 1,032 with nothing but zeros; style sheets stay below 20.
const RATIO: u64 = 100;
/// Entries of a ZIP: folders and files that are left out count, too.
const ENTRIES: usize = 4 * FILES;
/// Where the end record of a ZIP lies: it and a comment of at most 64 KB.
const TAIL: u64 = 22 + 65_535;
/// Bytes of a file's name.
const NAME: usize = 255;

/// Why a ZIP is no theme.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// It is no ZIP, or damaged.
    #[error("this is no ZIP file that can be read: {0}")]
    NoZip(String),
    /// An entry that would lie outside, is a link, has no honest name or comes twice.
    #[error("“{0}” must not be in a theme: it leads outside, is a link, or comes twice")]
    Entry(String),
    /// Too many files, or too large.
    #[error("a theme has at most {FILES} files and {} MB unpacked", TOTAL_BYTES >> 20)]
    TooLarge,
    /// Packed so tightly that it is no theme.
    #[error("the file unfolds to more than {RATIO} times its size")]
    Bomb,
    /// Nothing in it is a theme.
    #[error("there is no package.json, neither at the top nor in the one folder at the top")]
    NoTheme,
    /// The system's.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Unpacks into an empty folder; gives the folder with `package.json`: that one, or the only one at its top.
pub(super) fn into(mut zip: impl Read + Seek, folder: &Path) -> Result<PathBuf, Unfit> {
    let packed = bounded(&mut zip)?;
    let mut archive = ZipArchive::new(zip).map_err(no_zip)?;
    if archive.len() > ENTRIES {
        return Err(Unfit::TooLarge);
    }
    let (mut total, mut seen) = (0, HashSet::new());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(no_zip)?;
        let Some(path) = inside(&entry)? else { continue };
        if !seen.insert(path.as_os_str().to_ascii_lowercase()) {
            return Err(unfit(&entry));
        }
        if seen.len() > FILES {
            return Err(Unfit::TooLarge);
        }
        let target = folder.join(&path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::options().write(true).create_new(true).open(&target)?;
        // What an entry says about its size is not believed.
        let mut piece = [0; 64 * 1024];
        loop {
            let read = entry.read(&mut piece).map_err(|error| Unfit::NoZip(error.to_string()))?;
            if read == 0 {
                break;
            }
            total += read as u64;
            if total > TOTAL_BYTES {
                return Err(Unfit::TooLarge);
            }
            if total > HARMLESS && total / RATIO > packed {
                return Err(Unfit::Bomb);
            }
            file.write_all(&piece[..read])?;
        }
    }
    root(folder)
}

/// Looks whether the list of entries is short enough to be read: its length stands at the end of the file, which has to be no ZIP of the
/// large kind. Gives the file's length.
fn bounded(zip: &mut (impl Read + Seek)) -> Result<u64, Unfit> {
    let length = zip.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(TAIL);
    zip.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    zip.take(TAIL).read_to_end(&mut tail)?;
    let large = |mark: &[u8]| tail.windows(4).any(|four| four == mark);
    if large(b"PK\x06\x06") || large(b"PK\x06\x07") {
        return Err(Unfit::TooLarge);
    }
    let mut ends = tail.windows(12).filter(|end| end.starts_with(b"PK\x05\x06")).peekable();
    if ends.peek().is_none() {
        return Err(Unfit::NoZip("it has no end".to_owned()));
    }
    if ends.any(|end| usize::from(u16::from_le_bytes([end[10], end[11]])) > ENTRIES) {
        return Err(Unfit::TooLarge);
    }
    zip.seek(SeekFrom::Start(0))?;
    Ok(length)
}

/// The path of an entry inside the theme; `None` for a folder, and for what is left out.
fn inside<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> Result<Option<PathBuf>, Unfit> {
    let name = entry.name().map_err(no_zip)?;
    if entry.is_symlink() || entry.encrypted() || name.contains(['\\', '\0', ':']) || name.starts_with('/') {
        return Err(unfit(entry));
    }
    let parts: Vec<&str> = name.trim_end_matches('/').split('/').collect();
    if parts.iter().any(|part| part.is_empty() || matches!(*part, "." | "..") || part.len() > NAME) {
        return Err(unfit(entry));
    }
    if entry.is_dir() || parts.iter().any(|part| is_left_out(part)) {
        return Ok(None);
    }
    // The folder at the top is none of the theme's.
    if parts.len() > DEPTH + 1 {
        return Err(unfit(entry));
    }
    Ok(Some(parts.iter().collect()))
}

fn unfit<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> Unfit {
    let name = entry.name().unwrap_or_default();
    Unfit::Entry(name.chars().filter(|c| !c.is_control()).take(100).collect())
}

fn no_zip(error: zip::result::ZipError) -> Unfit {
    Unfit::NoZip(error.to_string())
}

fn root(folder: &Path) -> Result<PathBuf, Unfit> {
    let is_theme = |folder: &Path| folder.join("package.json").is_file();
    if is_theme(folder) {
        return Ok(folder.to_owned());
    }
    let tops: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    match &tops[..] {
        [only] if is_theme(&only.path()) => Ok(only.path()),
        _ => Err(Unfit::NoTheme),
    }
}
