use std::fs;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use store::{Millis, Store};
use tar::{Builder, Header};

use super::manifest::{FORMAT, File, Manifest};
use super::{DATABASE, FOLDERS, MANIFEST};
use crate::site::files_below;

/// zstd's default: pictures do not shrink, text does.
const LEVEL: i32 = 3;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Files inside.
    pub files: usize,
    /// Bytes of the backup.
    pub bytes: u64,
}

/// Writes a backup beside `file` and moves it there when it is whole and on the disk. The site may be serving and writing.
///
/// # Errors
/// When something cannot be read or written; `file` is then as it was.
pub fn write(store: &Store, data: &Path, file: &Path, now: Millis) -> Result<Written> {
    anyhow::ensure!(!file.is_dir(), "{} is a folder; give the name of a file", file.display());
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = tempfile::Builder::new()
        .prefix(".masthead-backup-")
        .tempfile_in(folder)
        .with_context(|| format!("cannot write into {}", folder.display()))?;
    let snapshot = tempfile::Builder::new().prefix("backup-").tempdir_in(data)?;
    let database = snapshot.path().join(DATABASE);
    store.backup(&database).context("the database cannot be read whole")?;

    let packer = zstd::Encoder::new(BufWriter::with_capacity(1 << 20, part.as_file()), LEVEL)?;
    let mut packer = Builder::new(packer);
    packer.sparse(false);
    let mut manifest = Manifest {
        format: FORMAT,
        made: jiff::Timestamp::from_millisecond(now)?.to_string(),
        masthead: env!("CARGO_PKG_VERSION").to_owned(),
        files: Vec::new(),
    };
    if let Some(file) = add(&mut packer, DATABASE, &database)? {
        manifest.files.push(file);
    }
    for (name, path) in files_of(data)? {
        manifest.files.extend(add(&mut packer, &name, &path)?);
    }
    let text = serde_json::to_vec_pretty(&manifest)?;
    packer.append_data(&mut header(text.len() as u64), MANIFEST, text.as_slice())?;
    packer.into_inner()?.finish()?.flush()?;
    part.as_file().sync_all()?;
    let bytes = part.as_file().metadata()?.len();
    part.persist(file).with_context(|| format!("cannot write {}", file.display()))?;
    fs::File::open(folder)?.sync_all()?;
    Ok(Written { files: manifest.files.len(), bytes })
}

/// The files of the site's folders, by name. Links are followed nowhere.
fn files_of(data: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for entry in files_below(data, &FOLDERS) {
        let entry = entry?;
        let inside = entry.path().strip_prefix(data)?;
        let name = inside.to_str().with_context(|| format!("{} has no readable name", inside.display()))?;
        files.push((name.replace(std::path::MAIN_SEPARATOR, "/"), entry.into_path()));
    }
    Ok(files)
}

/// Adds a file; `None` when it has gone in the meantime.
fn add(packer: &mut Builder<impl Write>, name: &str, path: &Path) -> Result<Option<File>> {
    let mut open = match fs::File::open(path) {
        Ok(open) => open,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    let size = open.metadata()?.len();
    let mut reading = Hashing { inner: &mut open, left: size, hash: Sha256::new() };
    packer
        .append_data(&mut header(size), name, &mut reading)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    anyhow::ensure!(reading.left == 0, "{} became shorter while it was read; try again", path.display());
    let sha256 = reading.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Some(File { path: name.to_owned(), size, sha256 }))
}

fn header(size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o644);
    header
}

/// Reads exactly as much as the header says, and hashes it.
struct Hashing<R> {
    inner: R,
    left: u64,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let count = self.inner.read(&mut buffer[..most])?;
        self.left -= count as u64;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}
