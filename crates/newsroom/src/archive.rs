//! The folders of what was uploaded, and how a file gets into them without ever being half there.
//!
//! ```text
//!  uploads/ID/original  ─► cleaned ─► uploads/ID/public      (nobody sees either)
//!  a name is taken in content/…, the plan is written down      uploads/ID/plan
//!  public ─► content/images/2026/11/sea.jpg · original ─► originals/ab/HASH.jpg · both on the disk
//!  the row is written                                          (now it is there)
//!  uploads/ID goes
//! ```
//! After a crash at any of these points [`Archive::sweep`] reads the plans that were left: files whose row was never written go.

mod brought;
mod stage;

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

pub(crate) use self::brought::original;
pub use self::{brought::Brought, stage::Staged};

/// Files with one name before it is given up.
const SUFFIXES: u32 = 10_000;
/// The name of the plan in the folder of an upload.
const PLAN: &str = "plan";

/// Where uploads, originals and public files lie.
#[derive(Debug, Clone)]
pub struct Archive {
    data: PathBuf,
}

/// Why a file that came with an archive is not for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// It cannot be cleaned.
    Unfit,
    /// Ghost had kept it beside the picture that it served (`…_o.jpg`).
    Original,
}

impl Aside {
    fn folder(self) -> &'static str {
        match self {
            Self::Unfit => "not-served",
            Self::Original => "ghost",
        }
    }
}

/// A file of the archive that goes, or never came to be: its public addresses, and its place among the originals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) paths: Vec<String>,
    pub(crate) original: String,
}

impl Archive {
    /// The archive in a data folder.
    pub fn new(data: impl Into<PathBuf>) -> Archive {
        Archive { data: data.into() }
    }

    /// A folder for one upload.
    ///
    /// # Errors
    /// Of the disk.
    pub fn stage(&self) -> io::Result<Staged> {
        Staged::create(&self.uploads())
    }

    /// The original of a file, as it came.
    pub fn original(&self, original: &str) -> PathBuf {
        self.data.join("originals").join(original)
    }

    /// The file at a public address.
    pub(crate) fn public(&self, path: &str) -> PathBuf {
        self.data.join(path.trim_start_matches('/'))
    }

    fn uploads(&self) -> PathBuf {
        self.data.join("uploads")
    }

    /// Takes a free name in a public folder: `stem.extension`, or with a suffix. The file is there, and empty.
    pub(crate) fn take_name(&self, folder: &str, stem: &str, extension: &str) -> io::Result<String> {
        let place = self.public(folder);
        fs::create_dir_all(&place)?;
        for suffix in 1..SUFFIXES {
            let name = match suffix {
                1 => format!("{stem}.{extension}"),
                suffix => format!("{stem}-{suffix}.{extension}"),
            };
            match OpenOptions::new().write(true).create_new(true).open(place.join(&name)) {
                Ok(_) => return Ok(format!("{folder}/{name}")),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Puts the two files of an upload where its plan says; when it returns they are on the disk.
    pub(crate) fn settle(&self, staged: &Staged, plan: &Plan) -> io::Result<()> {
        if let Some(path) = plan.paths.first() {
            place_file(&staged.public(), &self.public(path))?;
        }
        self.keep_original(&staged.original(), &plan.original)
    }

    /// Puts a file that is on the same disk among the originals, unless it is there; when it returns it is on the disk.
    ///
    /// # Errors
    /// Of the disk.
    pub fn keep_original(&self, from: &Path, original: &str) -> io::Result<()> {
        let to = self.original(original);
        if fs::metadata(&to).is_ok_and(|there| fs::metadata(from).is_ok_and(|came| came.len() == there.len()))
        {
            return Ok(());
        }
        place_file(from, &to)?;
        keep_private(&self.data.join("originals"))
    }

    /// Where a file lies that came with an archive and is not for readers: `why` names the folder, `below` is its path below `content/`.
    pub fn aside(&self, why: Aside, below: &Path) -> PathBuf {
        self.data.join("originals").join(why.folder()).join(below)
    }

    /// Puts a file that is on the same disk where readers do not get it.
    ///
    /// # Errors
    /// Of the disk.
    pub fn put_aside(&self, from: &Path, why: Aside, below: &Path) -> io::Result<()> {
        place_file(from, &self.aside(why, below))?;
        keep_private(&self.data.join("originals"))
    }

    /// Writes down that the files of a row go: when the machine stops before they did, the sweep ends it.
    pub(crate) fn plan_removal(&self, plan: &Plan) -> io::Result<Staged> {
        let staged = self.stage()?;
        staged.write_plan(plan)?;
        Ok(staged)
    }

    /// Removes both files. One that is gone already is no error.
    pub(crate) fn remove(&self, plan: &Plan) -> io::Result<()> {
        let public = plan.paths.iter().map(|path| self.public(path));
        for place in public.chain([self.original(&plan.original)]) {
            match fs::remove_file(&place) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Uploads that were begun before `age` and never ended: removes their folders, and the files of plans for which `is_kept` knows no
    /// row. Gives the number of uploads that were swept.
    pub(crate) fn sweep<E: From<io::Error>>(
        &self,
        age: Duration,
        now: SystemTime,
        mut is_kept: impl FnMut(&Plan) -> Result<bool, E>,
    ) -> Result<usize, E> {
        let mut swept = 0;
        let entries = match fs::read_dir(self.uploads()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            entries => entries?,
        };
        for entry in entries {
            let folder = entry?.path();
            let begun = fs::metadata(&folder).and_then(|about| about.modified())?;
            if now.duration_since(begun).is_ok_and(|old| old >= age) {
                if let Some(plan) = read_plan(&folder)
                    && !is_kept(&plan)?
                {
                    self.remove(&plan)?;
                }
                fs::remove_dir_all(&folder)?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

fn read_plan(folder: &Path) -> Option<Plan> {
    let text = fs::read_to_string(folder.join(PLAN)).ok()?;
    let (original, paths) = text.trim_end().split_once('\n')?;
    let paths: Vec<String> = paths.lines().map(str::to_owned).collect();
    let plain = |text: &str| !text.split('/').any(|part| part == "..");
    (paths.iter().all(|path| path.starts_with("/content/") && plain(path)) && plain(original))
        .then(|| Plan { paths, original: original.to_owned() })
}

/// Moves a file on its disk; when it returns it is there for good.
///
/// # Errors
/// Of the disk.
pub fn place_file(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    File::open(from)?.sync_all()?;
    fs::rename(from, to)?;
    sync_folder(to)
}

fn sync_folder(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Nobody else on the machine reads the originals.
#[cfg(unix)]
fn keep_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> io::Result<()> {
    Ok(())
}
