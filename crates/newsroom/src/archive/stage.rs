use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{PLAN, Plan};

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

    pub(super) fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// SHA-256 of the file as it came, in hex.
    pub(crate) fn hash(&self) -> io::Result<String> {
        let (mut file, mut hash, mut buffer) =
            (File::open(self.original())?, Sha256::new(), vec![0; 128 << 10]);
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                read => hash.update(&buffer[..read]),
            }
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Makes the file for readers out of the one that came; gives its bytes.
    pub(crate) fn clean(
        &self,
        name: &str,
        limits: &media::Limits,
    ) -> Result<(media::Cleaned, u64), media::Unfit> {
        let mut source = io::BufReader::new(File::open(self.original())?);
        let mut target = io::BufWriter::new(File::create(self.public())?);
        let cleaned = media::clean(&mut source, name, limits, &mut target)?;
        target.flush()?;
        Ok((cleaned, target.get_ref().metadata()?.len()))
    }

    /// Writes down where the files go, before they do.
    pub(crate) fn write_plan(&self, plan: &Plan) -> io::Result<()> {
        let mut file = File::create(self.folder.path().join(PLAN))?;
        write!(file, "{}\n{}", plan.path, plan.original)?;
        file.sync_all()?;
        File::open(self.folder.path())?.sync_all()
    }

    /// Leaves the folder to the sweep: somebody else must end what was begun.
    #[cfg(test)]
    pub(crate) fn abandon(self) -> PathBuf {
        self.folder.keep()
    }
}
