//! The folder of resized pictures: written atomically, bounded in bytes, rebuildable at any time.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::SystemTime,
};

use parking_lot::Mutex;

/// Pictures kept on disk. When they outgrow the bound, the oldest tenth goes.
#[derive(Debug)]
pub(crate) struct Shelf {
    folder: PathBuf,
    allowed: u64,
    /// Bytes on the shelf; `None` until first counted.
    held: Mutex<Option<u64>>,
    temporary: AtomicU64,
}

impl Shelf {
    pub(crate) fn new(folder: PathBuf, allowed: u64) -> Shelf {
        Shelf { folder, allowed, held: Mutex::new(None), temporary: AtomicU64::new(0) }
    }

    /// Where a picture is or would be.
    pub(crate) fn place(&self, name: &Path) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts a picture on the shelf: it is there as a whole or not at all.
    pub(crate) fn put(&self, name: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let place = self.place(name);
        fs::create_dir_all(place.parent().unwrap_or(&self.folder))?;
        let number = self.temporary.fetch_add(1, Relaxed);
        let temporary = self.folder.join(format!(".{}-{number}.part", std::process::id()));
        let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, &place));
        if written.is_err() {
            // What is left of it must not fill the disk; it may not even exist.
            let _ = fs::remove_file(&temporary);
        }
        written?;
        self.added(bytes.len() as u64);
        Ok(place)
    }

    fn added(&self, bytes: u64) {
        let mut held = self.held.lock();
        // Counting the folder sees the new file already.
        let now = held.map_or_else(|| self.files().iter().map(|file| file.bytes).sum(), |held| held + bytes);
        *held = Some(if now > self.allowed { self.clear_old() } else { now });
    }

    /// Removes the oldest files until nine tenths of the bound are left; gives the bytes that stay.
    fn clear_old(&self) -> u64 {
        let mut files = self.files();
        files.sort_by_key(|file| file.changed);
        let mut held: u64 = files.iter().map(|file| file.bytes).sum();
        for file in files {
            if held <= self.allowed / 10 * 9 {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                held -= file.bytes;
            }
        }
        held
    }

    fn files(&self) -> Vec<File> {
        let (mut files, mut folders) = (Vec::new(), vec![self.folder.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let Ok(about) = entry.metadata() else { continue };
                if about.is_dir() {
                    folders.push(entry.path());
                } else {
                    let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                    files.push(File { path: entry.path(), bytes: about.len(), changed });
                }
            }
        }
        files
    }
}

struct File {
    path: PathBuf,
    bytes: u64,
    changed: SystemTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_when_the_shelf_is_full() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().join("images"), 100);
        for number in 0..10 {
            let place = shelf.put(Path::new(&format!("w600/{number}.jpg")), &[0; 20]).unwrap();
            let age = std::time::Duration::from_secs(1000 - number);
            fs::File::open(place).unwrap().set_modified(SystemTime::now() - age).unwrap();
        }
        let left: Vec<_> =
            (0..10).filter(|n| shelf.place(Path::new(&format!("w600/{n}.jpg"))).exists()).collect();
        assert!(left.len() <= 5 && left.contains(&9) && !left.contains(&0), "{left:?}");
        assert_eq!(shelf.files().len(), left.len(), "no temporary file stays");
    }
}
