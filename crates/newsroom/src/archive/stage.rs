use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{PLAN, Plan, brought};

/// An upload on its way: a folder that goes when this is dropped.
#[derive(Debug)]
pub struct Staged {
    folder: tempfile::TempDir,
}

impl Staged {
    pub(super) fn create(uploads: &Path) -> io::Result<Staged> {
        fs::create_dir_all(uploads)?;
        Ok(Staged { folder: tempfile::Builder::new().prefix("upload-").tempdir_in(uploads)? })
    }

    /// Where the file is written as it comes.
    pub fn original(&self) -> PathBuf {
        self.folder.path().join("original")
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// SHA-256 of the file as it came, in hex.
    pub(crate) fn hash(&self) -> io::Result<String> {
        brought::hash(&self.original())
    }

    /// Makes the file for readers out of the one that came; gives its bytes.
    pub(crate) fn clean(
        &self,
        name: &str,
        limits: &media::Limits,
    ) -> Result<(media::Cleaned, u64), media::Unfit> {
        brought::clean(&self.original(), &self.public(), name, limits)
    }

    /// Writes down where the files go, before they do.
    pub(crate) fn write_plan(&self, plan: &Plan) -> io::Result<()> {
        let mut file = File::create(self.folder.path().join(PLAN))?;
        write!(file, "{}\n{}", plan.original, plan.paths.join("\n"))?;
        file.sync_all()?;
        File::open(self.folder.path())?.sync_all()
    }

    /// Leaves the folder to the sweep: somebody else must end what was begun.
    #[cfg(test)]
    pub(crate) fn abandon(self) -> PathBuf {
        self.folder.keep()
    }
}
