//! The file of an import: a JSON text, or a ZIP with one and the site's media.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::damage::{Damage, Result};

/// Limits of what is taken out of a file, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Everything together, unpacked.
    pub total: u64,
    /// One row of a table.
    pub row: usize,
}

/// Unpacked size below which an entry of a ZIP may be packed as tightly as it likes.
const HARMLESS: u64 = 32 << 20;
/// Times an entry may be larger than its packed form. Deflate reaches 1,032 with nothing but zeros; text stays below 30.
const RATIO: u64 = 200;
/// Behind the names of files that an export puts aside.
pub(crate) const ASIDE: &str = ".aside";
/// Entries of a ZIP.
const ENTRIES: usize = 2_000_000;

/// An opened export: what is in it, checked for everything that can be checked without unpacking.
pub(crate) struct Source {
    path: PathBuf,
    name: String,
    zip: bool,
    /// The Ghost exports.
    pub(crate) texts: Vec<Entry>,
    /// Pictures, media and files, with their path below the content folder.
    pub(crate) media: Vec<Entry>,
    /// Redirects, as JSON or YAML.
    pub(crate) redirects: Option<Entry>,
    /// `routes.yaml`.
    pub(crate) routes: Option<Entry>,
    /// What else there is: kind and number of files.
    pub(crate) others: Vec<(String, u64)>,
}

/// One file of the source.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// As errors call it: `export.zip: data/site.json`.
    pub(crate) name: String,
    /// Path below the content folder (`images/2024/05/x.jpg`), or the entry's name.
    pub(crate) path: String,
    /// Bytes, unpacked, as declared.
    pub(crate) size: u64,
    index: usize,
}

impl Source {
    /// Opens a file and looks at what it is.
    ///
    /// # Errors
    /// When it is no JSON and no ZIP, or a ZIP with entries that no honest export has.
    pub(crate) fn open(path: &Path, sizes: Sizes) -> Result<Self> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let fail = |error: std::io::Error| {
            Damage::of(path.display().to_string(), format!("cannot be opened: {error}"))
        };
        let mut file = File::open(path).map_err(fail)?;
        let meta = file.metadata().map_err(fail)?;
        if meta.is_dir() {
            return Err(Damage::of(name, "is a folder; give the JSON file or the ZIP"));
        }
        let mut magic = [0; 4];
        let read = file.read(&mut magic).map_err(fail)?;
        let mut source = Self {
            path: path.to_owned(),
            name,
            zip: magic[..read].starts_with(b"PK"),
            texts: Vec::new(),
            media: Vec::new(),
            redirects: None,
            routes: None,
            others: Vec::new(),
        };
        if source.zip {
            source.list(sizes)?;
        } else {
            let entry =
                Entry { name: source.name.clone(), path: source.name.clone(), size: meta.len(), index: 0 };
            if entry.size > sizes.total {
                return Err(too_large(&entry.name, sizes.total));
            }
            source.texts.push(entry);
        }
        Ok(source)
    }

    /// The file's name, without folders.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Bytes of media, unpacked.
    pub(crate) fn media_size(&self) -> u64 {
        self.media.iter().map(|entry| entry.size).sum()
    }

    /// Bytes of JSON, unpacked.
    pub(crate) fn text_size(&self) -> u64 {
        self.texts.iter().map(|entry| entry.size).sum()
    }

    /// Hands the bytes of an entry to `read`. An entry that turns out larger than it declared is an error.
    ///
    /// # Errors
    /// When it cannot be opened, and whatever `read` gives.
    pub(crate) fn with<T>(&self, entry: &Entry, read: impl FnOnce(&mut dyn Read) -> Result<T>) -> Result<T> {
        let file = File::open(&self.path)
            .map_err(|error| Damage::of(&self.name, format!("cannot be opened: {error}")))?;
        if !self.zip {
            return read(&mut BufReader::with_capacity(64 << 10, file));
        }
        let mut archive =
            ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&self.name, &error))?;
        with_entry(&mut archive, entry, read)
    }

    /// Hands every picture and media file to `each`, in the order of the ZIP.
    ///
    /// # Errors
    /// As [`Source::with`].
    pub(crate) fn each_media(&self, mut each: impl FnMut(&Entry, &mut dyn Read) -> Result<()>) -> Result<()> {
        if self.media.is_empty() {
            return Ok(());
        }
        let file = File::open(&self.path)
            .map_err(|error| Damage::of(&self.name, format!("cannot be opened: {error}")))?;
        let mut archive =
            ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&self.name, &error))?;
        for entry in &self.media {
            with_entry(&mut archive, entry, |read| each(entry, read))?;
        }
        Ok(())
    }

    fn list(&mut self, sizes: Sizes) -> Result<()> {
        let file = File::open(&self.path)
            .map_err(|error| Damage::of(&self.name, format!("cannot be opened: {error}")))?;
        let mut archive =
            ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&self.name, &error))?;
        if archive.len() > ENTRIES {
            return Err(Damage::of(&self.name, format!("has more than {ENTRIES} entries")));
        }
        let mut total = 0_u64;
        let mut listed = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| broken(&self.name, &error))?;
            let path = match entry.name() {
                Ok(path) => path.into_owned(),
                Err(error) => return Err(broken(&self.name, &error)),
            };
            let name = format!("{}: {}", self.name, path.escape_debug());
            if let Some(what) = escapes(&path) {
                return Err(Damage::of(name, what));
            }
            if entry.is_symlink() {
                return Err(Damage::of(name, "is a symbolic link; an export has none"));
            }
            if entry.encrypted() {
                return Err(Damage::of(
                    name,
                    "is encrypted; unpack the ZIP and pack it again without a password",
                ));
            }
            if entry.is_dir() {
                continue;
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            if size > HARMLESS && size / packed.max(1) > RATIO {
                let what = format!(
                    "would unpack to {} MiB out of {} KiB; that is a trap, not an export",
                    size >> 20,
                    packed >> 10
                );
                return Err(Damage::of(name, what));
            }
            total = total.saturating_add(size);
            listed.push(Entry { name, path, size, index });
        }
        if total > sizes.total {
            return Err(too_large(&self.name, sizes.total));
        }
        // Entries that share bytes are how small ZIPs claim to be endless.
        if archive.has_overlapping_files().map_err(|error| broken(&self.name, &error))? {
            return Err(Damage::of(&self.name, "has entries that overlap; that is a trap, not an export"));
        }
        let base = common_folder(&listed);
        for mut entry in listed {
            entry.path = entry.path[base.len()..].to_owned();
            self.sort_in(entry);
        }
        if self.texts.is_empty() {
            let what = "holds no Ghost export: no .json file at the top or in data/";
            return Err(Damage::of(&self.name, what));
        }
        self.texts.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    fn sort_in(&mut self, mut entry: Entry) {
        let path = entry.path.to_ascii_lowercase();
        let file = path.rsplit('/').next().unwrap_or(&path);
        if path.starts_with("__macosx/")
            || matches!(file, ".ds_store" | "thumbs.db")
            || file.starts_with("._")
        {
            return;
        }
        let depth = path.matches('/').count();
        let media = ["content/", ""].iter().find_map(|content| {
            ["images/", "media/", "files/"]
                .iter()
                .find(|kind| path.starts_with(&format!("{content}{kind}")))
                .map(|_| content.len())
        });
        match file {
            "redirects.json" | "redirects.yaml" | "redirects.yml" => self.redirects = Some(entry),
            "routes.yaml" | "routes.yml" => self.routes = Some(entry),
            _ => {
                if let Some(skip) = media {
                    entry.path = entry.path[skip..].to_owned();
                    // An export of ours hides from Ghost's importer what it would take for something else.
                    if let Some(name) = entry.path.strip_suffix(ASIDE) {
                        entry.path = name.to_owned();
                    }
                    self.media.push(entry);
                } else if file.ends_with(".json")
                    && (depth == 0
                        || (depth == 1 && !path.starts_with("content/") || path.starts_with("content/data/")))
                {
                    self.texts.push(entry);
                } else {
                    let kind = if path.contains("themes/") { "theme files" } else { "other files" };
                    match self.others.iter_mut().find(|(name, _)| name == kind) {
                        Some((_, count)) => *count += 1,
                        None => self.others.push((kind.to_owned(), 1)),
                    }
                }
            }
        }
    }
}

fn with_entry<T>(
    archive: &mut ZipArchive<BufReader<File>>,
    entry: &Entry,
    read: impl FnOnce(&mut dyn Read) -> Result<T>,
) -> Result<T> {
    let unpacked = archive.by_index(entry.index).map_err(|error| broken(&entry.name, &error))?;
    read(&mut Declared { inner: unpacked, left: entry.size })
}

/// Reads no more than was declared: more is an error.
struct Declared<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Declared<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| std::io::Error::other("it unpacks to more bytes than the ZIP declares"))?;
        Ok(count)
    }
}

fn broken(name: &str, error: &ZipError) -> Damage {
    let what = match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            format!("is a damaged ZIP, or was not copied whole: {error}")
        }
        _ => format!("cannot be unpacked: {error}"),
    };
    Damage::of(name, what)
}

fn too_large(name: &str, limit: u64) -> Damage {
    Damage::of(name, format!("is larger than {} MiB unpacked; --max-size raises the limit", limit >> 20))
}

/// Why a path would leave the folder that it is unpacked in, or not be the same on every system.
fn escapes(path: &str) -> Option<&'static str> {
    if path.starts_with('/') || path.starts_with('\\') || path.as_bytes().get(1) == Some(&b':') {
        return Some("is an absolute path; an export has none");
    }
    if path.contains('\\') || path.contains('\0') || path.chars().any(char::is_control) {
        return Some("has a name that no export has");
    }
    path.split('/').any(|part| part == "..").then_some("leads out of its folder; an export has no such path")
}

/// The one folder in which everything lies, with its slash; empty when there is none.
fn common_folder(entries: &[Entry]) -> String {
    let mut entries = entries.iter().filter(|entry| !entry.path.starts_with("__MACOSX/"));
    let Some(folder) =
        entries.next().and_then(|entry| entry.path.split_once('/')).map(|(folder, _)| format!("{folder}/"))
    else {
        return String::new();
    };
    let its_own = matches!(folder.as_str(), "data/" | "content/" | "images/" | "media/" | "files/");
    if its_own || !entries.all(|entry| entry.path.starts_with(&folder)) { String::new() } else { folder }
}
