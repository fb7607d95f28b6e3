use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// A lock on a data folder, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Held by `serve` and `demo`: one a data folder.
    ///
    /// # Errors
    /// A sentence when another process holds it.
    pub fn serving(data: &Path) -> Result<Self> {
        Self::take(data, "serve.lock", "serves")
    }

    /// Held by `import`: one at a time, beside a server.
    ///
    /// # Errors
    /// A sentence when another process holds it.
    pub fn importing(data: &Path) -> Result<Self> {
        Self::take(data, "import.lock", "imports into")
    }

    /// The process that holds `serve.lock`, if one does.
    pub fn server(data: &Path) -> Option<String> {
        let mut file = File::open(data.join("serve.lock")).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Some(holder(&mut file)),
            _ => None,
        }
    }

    fn take(data: &Path, name: &str, does: &str) -> Result<Self> {
        let path = data.join(name);
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("{} cannot be opened", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "another Masthead (process {}) already {does} the data folder {}. Stop it first, or use another folder with --data",
                holder(&mut file),
                data.display()
            ),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("{} cannot be locked", path.display()));
            }
        }
        file.set_len(0)?;
        file.rewind()?;
        write!(file, "{}", std::process::id())?;
        file.flush()?;
        Ok(Self { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(20).read_to_string(&mut text));
    if read.is_ok() && !text.is_empty() { text } else { "of unknown number".to_owned() }
}
