//! `masthead export ghost`: the whole site as a file that Ghost 6 imports, while the site serves and writes.
//!
//! ```text
//! FILE.json  the texts: { "db": [ { "meta": { "version": "6.65.0", … }, "data": { "posts": [ … ], … } } ] }
//! FILE.zip   ghost.json (the same), redirects.yaml, routes.yaml, content/images/…, content/media/…, content/files/…
//! ```
//! What Ghost has no column for stands in a member `masthead` of the row, or in a table `masthead_…`: Ghost passes over both, and
//! [`crate::ghost`] reads them back. Whoever reads the file sees one snapshot of the database. Secrets do not come out: see [`secret`].

mod files;
mod fit;
mod kept;
mod people;
mod posts;
mod secret;
mod settings;
mod tables;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use store::{Millis, Reader, Store};
use zip::ZipWriter;

use tables::Tables;

/// The version of Ghost whose form the export has.
const GHOST: &str = "6.65.0";
/// The name of the texts in a ZIP.
const TEXTS: &str = "ghost.json";
/// Rows that are read at once; a story has a few ten thousand bytes.
const PAGE: u32 = 50;

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows by table, in the order of the file.
    pub rows: Vec<(String, u64)>,
    /// Pictures, media and files; none in a JSON.
    pub files: u64,
    /// Bytes of the export.
    pub bytes: u64,
    /// What does not stand in the export as it stands here, with counts.
    pub notes: BTreeMap<String, u64>,
}

impl Written {
    /// Rows of a table.
    pub fn rows_of(&self, table: &str) -> u64 {
        self.rows.iter().find(|(name, _)| name == table).map_or(0, |(_, rows)| *rows)
    }

    fn note(&mut self, what: impl Into<String>) {
        *self.notes.entry(what.into()).or_default() += 1;
    }
}

/// Writes an export beside `file` and moves it there when it is whole and on the disk.
///
/// # Errors
/// When `file` is there already, ends neither in `.json` nor in `.zip`, or something cannot be read or written; there is no file then.
pub fn write(store: &Store, data: &Path, file: &Path, now: Millis) -> Result<Written> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    anyhow::ensure!(
        matches!(&*ending, "json" | "zip"),
        "{}: name it .zip for everything, or .json for the texts without pictures and files",
        file.display()
    );
    refuse_existing(file)?;
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = tempfile::Builder::new()
        .prefix(".masthead-export-")
        .tempfile_in(folder)
        .with_context(|| format!("cannot write into {}", folder.display()))?;
    let cannot = || format!("cannot write {}", file.display());
    let mut written = Written::default();
    match &*ending {
        "zip" => files::refuse_small_disk(data, folder).and_then(|()| {
            whole(store, (data, folder), BufWriter::with_capacity(1 << 20, part.as_file()), now, &mut written)
        }),
        _ => texts(
            store,
            (data, folder),
            &mut BufWriter::with_capacity(1 << 20, part.as_file()),
            now,
            &mut written,
        ),
    }
    .with_context(cannot)?;
    part.as_file().sync_all().with_context(cannot)?;
    written.bytes = part.as_file().metadata()?.len();
    part.persist_noclobber(file).map_err(|error| error.error).with_context(cannot)?;
    File::open(folder)?.sync_all()?;
    Ok(written)
}

fn refuse_existing(file: &Path) -> Result<()> {
    match fs::symlink_metadata(file) {
        Ok(there) if there.is_dir() => {
            anyhow::bail!("{} is a folder; give the name of a file", file.display())
        }
        Ok(_) => anyhow::bail!("{} is there already; give another name, or move it away", file.display()),
        Err(_) => Ok(()),
    }
}

/// Everything, in a ZIP.
fn whole(
    store: &Store,
    (data, folder): (&Path, &Path),
    out: impl Write + Seek,
    now: Millis,
    written: &mut Written,
) -> Result<()> {
    let mut zip = ZipWriter::new(out);
    zip.start_file(TEXTS, files::packed())?;
    let reader = store.reader()?;
    let moved =
        tables_of(&reader, (data, folder), &mut BufWriter::with_capacity(1 << 18, &mut zip), now, written)?;
    files::redirects(&reader, moved, &mut zip)?;
    files::routes(&reader, &mut zip)?;
    // The files belong to no snapshot: nothing is gained by keeping the database's open.
    drop(reader);
    files::media(data, &mut zip, written)?;
    zip.finish()?.flush()?;
    Ok(())
}

/// The texts alone.
fn texts(
    store: &Store,
    folders: (&Path, &Path),
    out: &mut impl Write,
    now: Millis,
    written: &mut Written,
) -> Result<()> {
    tables_of(&store.reader()?, folders, out, now, written)?;
    Ok(out.flush()?)
}

/// Writes every table of one snapshot; gives what was noted of addresses that lead elsewhere now.
fn tables_of(
    reader: &Reader,
    (data, folder): (&Path, &Path),
    out: &mut impl Write,
    now: Millis,
    written: &mut Written,
) -> Result<tables::Spool> {
    let meta = json!({ "exported_on": now, "version": GHOST, "masthead": env!("CARGO_PKG_VERSION") });
    let mut tables = Tables::begin(out, folder, &meta)?;
    let moved = posts::write(reader, &mut tables, written)?;
    people::tags(reader, &mut tables)?;
    people::users(reader, &mut tables, written)?;
    settings::write(reader, data, &mut tables, written)?;
    kept::write(reader, &mut tables, written)?;
    written.rows = tables.end()?;
    Ok(moved)
}

/// An id for a row that has none with us: always the same for the same row.
fn derived_id(parts: &[&str]) -> String {
    use sha2::{Digest, Sha256};
    let digest =
        parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part).chain_update([0])).finalize();
    digest[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}
