//! The files of a ZIP: redirects, routes, and everything below `content/`.
//!
//! Ghost's importer looks at endings, in whatever folder: a second `.json` may be taken for the texts, a `.md` for a story, and the whole
//! ZIP is refused. Redirects are therefore YAML, and files with such endings get [`ASIDE`] behind their names.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result};
use routes::redirect_line;
use store::Reader;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Written;
use super::tables::Spool;
use crate::ghost::ASIDE;
use crate::site::files_below;

/// Folders of `content/` that Ghost has, too.
const FOLDERS: [&str; 3] = ["content/images", "content/media", "content/files"];
/// Endings that Ghost's importer would read as something else.
const MISREAD: [&str; 3] = ["json", "md", "markdown"];

/// How texts are packed. Both kinds may be of any size.
pub(super) fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true)
}

/// Pictures and films do not shrink.
fn stored(size: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(size >= u64::from(u32::MAX))
}

/// Writes the rules, and the addresses that stories had before, for Ghost's Settings: in its own form, the first of each address.
pub(super) fn redirects(reader: &Reader, moved: Spool, zip: &mut ZipWriter<impl Write + Seek>) -> Result<()> {
    let rules = reader.redirects()?;
    let any_moved = moved.len() > 0;
    if rules.is_empty() && !any_moved {
        return Ok(());
    }
    zip.start_file("redirects.yaml", packed())?;
    let mut seen = HashSet::new();
    let mut lines_of = |permanent: bool| -> Vec<String> {
        // A line break cannot stand in an address of the web.
        let plain = |text: &str| !text.contains(char::is_control);
        let own =
            rules.iter().filter(|rule| rule.permanent == permanent && plain(&rule.from) && plain(&rule.to));
        own.filter(|rule| seen.insert(rule.from.clone()))
            .map(|own| redirect_line(&own.from, &own.to))
            .collect()
    };
    let (permanent, passing) = (lines_of(true), lines_of(false));
    if !passing.is_empty() {
        writeln!(zip, "302:\n{}", passing.join("\n"))?;
    }
    if !permanent.is_empty() || any_moved {
        writeln!(zip, "301:")?;
        permanent.iter().try_for_each(|line| writeln!(zip, "{line}"))?;
        for row in moved.rows()? {
            let (from, to): (String, String) = serde_json::from_value(row?)?;
            if seen.insert(from.as_str().into()) {
                writeln!(zip, "{}", redirect_line(&from, &to))?;
            }
        }
    }
    Ok(())
}

/// Writes `routes.yaml`: the site's own, or the one with a mistake that an import kept.
pub(super) fn routes(reader: &Reader, zip: &mut ZipWriter<impl Write + Seek>) -> Result<()> {
    let own = reader.settings()?.get(routes::SETTING).map(str::to_owned);
    let kept = reader.kept_one("files", "routes.yaml")?;
    if let Some(text) = own.or_else(|| serde_json::from_str(&kept?).ok()) {
        zip.start_file("routes.yaml", packed())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Writes everything below `content/`. Links are followed nowhere; a file that goes in the meantime is left out.
pub(super) fn media(
    data: &Path,
    zip: &mut ZipWriter<impl Write + Seek>,
    written: &mut Written,
) -> Result<()> {
    for entry in files_below(data, &FOLDERS) {
        let entry = entry?;
        let inside = entry.path().strip_prefix(data)?;
        let name = inside.to_str().map(|name| name.replace(std::path::MAIN_SEPARATOR, "/"));
        let Some(name) = name.filter(|name| !name.contains(['\\', '\0']) && !name.contains(char::is_control))
        else {
            written.note("files whose names no other system takes; left out");
            continue;
        };
        add(zip, &name, entry.path(), written)?;
    }
    Ok(())
}

fn add(zip: &mut ZipWriter<impl Write + Seek>, name: &str, path: &Path, written: &mut Written) -> Result<()> {
    let open = match File::open(path) {
        Ok(open) => open,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    let size = open.metadata()?.len();
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if MISREAD.contains(&&*ending) {
        written.note("files that Ghost's importer would take for something else; their names end in .aside");
        zip.start_file(format!("{name}{ASIDE}"), stored(size))?;
    } else {
        zip.start_file(name, stored(size))?;
    }
    // What grows while it is read is cut where it ended: the ZIP has promised no more.
    let copied = std::io::copy(&mut open.take(size), zip)?;
    anyhow::ensure!(copied == size, "{} became shorter while it was read; try again", path.display());
    written.files += 1;
    Ok(())
}

/// Before anything is written: whether the disk has room for the files.
pub(super) fn refuse_small_disk(data: &Path, folder: &Path) -> Result<()> {
    let mut needed = 0_u64;
    for entry in FOLDERS.iter().flat_map(|folder| walkdir::WalkDir::new(data.join(folder))).flatten() {
        if entry.file_type().is_file() {
            needed = needed.saturating_add(entry.metadata().map(|file| file.len()).unwrap_or_default());
        }
    }
    let free = fs4::available_space(folder)?;
    anyhow::ensure!(
        free > needed,
        "{} MiB of pictures and files are to go onto the disk of {}, but only {} MiB are free there",
        needed.div_ceil(1 << 20),
        folder.display(),
        free >> 20
    );
    Ok(())
}
