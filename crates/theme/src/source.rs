//! Where a theme's files come from, and how much of them is read.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;
use walkdir::WalkDir;

use crate::report::{Finding, Report};

/// A theme has fewer files than this; more is a mistake such as a build folder inside it.
pub(crate) const FILES: usize = 4_000;
/// The largest template, package.json or translation, in bytes.
const TEXT_BYTES: u64 = 1024 * 1024;
/// The largest asset, in bytes.
const ASSET_BYTES: u64 = 16 * 1024 * 1024;
/// All files together, in bytes.
pub(crate) const TOTAL_BYTES: u64 = 128 * 1024 * 1024;

/// Folders inside one another.
pub(crate) const DEPTH: usize = 12;

/// Where a theme lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The default theme, part of the program.
    Embedded,
    /// A folder with `package.json`, `index.hbs`, `post.hbs` …
    Dir(PathBuf),
}

#[derive(RustEmbed)]
#[folder = "../../themes/default"]
#[allow_missing = true]
struct DefaultTheme;

/// One file of a theme: its path inside it with `/`, and its bytes.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) bytes: Cow<'static, [u8]>,
}

/// Reads every file that a theme is made of: templates, `package.json`, `locales/*.json` and `assets/`. Other files,
/// hidden ones and `node_modules` are left out. What is too large or cannot be read becomes a finding.
pub(crate) fn read(source: &Source, report: &mut Report) -> Vec<File> {
    let mut files = match source {
        Source::Embedded => embedded(),
        Source::Dir(folder) => folder_files(folder, report),
    };
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn embedded() -> Vec<File> {
    DefaultTheme::iter()
        .filter(|path| is_part(path))
        .filter_map(|path| {
            let file = DefaultTheme::get(&path)?;
            Some(File { path: path.into_owned(), bytes: file.data })
        })
        .collect()
}

fn folder_files(folder: &Path, report: &mut Report) -> Vec<File> {
    if !folder.is_dir() {
        report.errors.push(Finding::whole(
            "no-theme",
            &folder.display().to_string(),
            "there is no such folder",
            "Give the folder that holds package.json and index.hbs.",
        ));
        return Vec::new();
    }
    let mut files = Vec::new();
    let mut total = 0;
    for entry in walk(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                report.errors.push(Finding::whole(
                    "unreadable",
                    &path,
                    &error.to_string(),
                    "Check its permissions.",
                ));
                continue;
            }
        };
        let Ok(inside) = entry.path().strip_prefix(folder) else { continue };
        let path = inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if !entry.file_type().is_file() || !is_part(&path) {
            continue;
        }
        let most = if path.starts_with("assets/") { ASSET_BYTES } else { TEXT_BYTES };
        match read_bounded(entry.path(), most) {
            Ok(bytes) => {
                total += bytes.len() as u64;
                files.push(File { path, bytes: Cow::Owned(bytes) });
            }
            Err(why) => {
                report.errors.push(Finding::whole("unreadable", &path, &why, "Make it smaller or remove it."))
            }
        }
        if files.len() > FILES || total > TOTAL_BYTES {
            report.errors.push(Finding::whole(
                "too-large",
                &folder.display().to_string(),
                &format!("a theme may have {FILES} files and {} MB", TOTAL_BYTES / 1024 / 1024),
                "Remove what is not needed to run the theme, such as build folders.",
            ));
            break;
        }
    }
    files
}

/// Everything in a theme's folder that is not hidden and no `node_modules`. Links are followed nowhere.
pub(crate) fn walk(folder: &Path) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> {
    WalkDir::new(folder)
        .follow_links(false)
        .max_depth(DEPTH)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_left_out(&entry.file_name().to_string_lossy()))
}

/// Whether files and folders of this name are no part of a theme.
pub(crate) fn is_left_out(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "node_modules" | "__MACOSX")
}

/// The files of the built-in theme, those included that only people read.
pub(crate) fn embedded_whole() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    DefaultTheme::iter().filter_map(|path| Some((path.to_string(), DefaultTheme::get(&path)?.data)))
}

impl Source {
    /// Changes whenever a file of the theme does, as far as its size and date tell. Blocking.
    pub fn stamp(&self) -> u64 {
        let mut stamp = DefaultHasher::new();
        if let Source::Dir(folder) = self {
            let mut files: Vec<_> = walk(folder)
                .take(2 * FILES)
                .filter_map(|entry| {
                    let entry = entry.ok().filter(|entry| entry.file_type().is_file())?;
                    let data = entry.metadata().ok()?;
                    Some((entry.into_path(), data.len(), data.modified().ok()))
                })
                .collect();
            files.sort_unstable();
            files.hash(&mut stamp);
        }
        stamp.finish()
    }
}

/// Whether a path is a template, the package file, a translation or an asset.
fn is_part(path: &str) -> bool {
    path == "package.json"
        || path.ends_with(".hbs")
        || path.starts_with("assets/")
        || (path.starts_with("locales/") && path.ends_with(".json"))
}

fn read_bounded(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > most { Err(format!("larger than {} KB", most / 1024)) } else { Ok(bytes) }
}
