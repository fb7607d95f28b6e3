//! The change number of a data folder, seen by every process on it with one atomic load: eight bytes in a mapped file.

use std::{
    fs::OpenOptions,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use memmap2::MmapRaw;

use crate::{Error, Result};

/// The mapped number.
pub(crate) struct Beacon {
    map: MmapRaw,
}

impl Beacon {
    /// Maps `change-number` in the folder; makes both when missing.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("change-number");
        let file = || -> std::io::Result<MmapRaw> {
            std::fs::create_dir_all(folder)?;
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            if file.metadata()?.len() < 8 {
                file.set_len(8)?;
            }
            memmap2::MmapOptions::new().len(8).map_raw(&file)
        };
        Ok(Self { map: file().map_err(|source| Error::File { path: path.clone(), source })? })
    }

    #[expect(
        unsafe_code,
        reason = "two processes share one number through a mapped file; only an atomic may touch it"
    )]
    fn number(&self) -> &AtomicU64 {
        // SAFETY: the map is 8 bytes long, begins on a page (so it is aligned), lives as long as `self`, and is only ever
        // touched through this atomic, here and in every other process. Nobody shortens the file.
        unsafe { AtomicU64::from_ptr(self.map.as_mut_ptr().cast()) }
    }

    /// The last change that was announced.
    pub(crate) fn load(&self) -> u64 {
        self.number().load(Ordering::Acquire)
    }

    /// Announces a change; an older one than is known changes nothing.
    pub(crate) fn raise(&self, seq: u64) {
        self.number().fetch_max(seq, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_maps_of_one_folder_share_the_number() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (Beacon::open(folder.path()).unwrap(), Beacon::open(folder.path()).unwrap());
        assert_eq!(one.load(), 0);
        one.raise(7);
        two.raise(3);
        assert_eq!(two.load(), 7);
        drop((one, two));
        assert_eq!(Beacon::open(folder.path()).unwrap().load(), 7);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told() {
        assert!(matches!(Beacon::open(Path::new("/proc/nowhere")), Err(Error::File { .. })));
    }
}
