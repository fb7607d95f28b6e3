//! Files that come with an archive: their rows, and those of archives that were imported before imports cleaned them.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use media::Unfit;
use store::{Lane, MediaRow, NewJob, Put, Writer};
use walkdir::WalkDir;

use super::media::disk;
use crate::archive::{Aside, Brought, place_file};
use crate::{Archive, Newsroom, Refused};

/// Cleans the files of an archive that was imported by an older Masthead; its payload is where to go on.
pub const ADOPT_JOB: &str = "media.adopt";

/// Files that one run of the job looks at.
const FILES: usize = 1_000;
/// How long one run of the job works; well within its lease.
const SPAN: Duration = Duration::from_secs(60);
/// Posts whose files are noted in one transaction.
const POSTS: u32 = 100;

/// What a run of the job did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Files that are listed now.
    pub taken: u64,
    /// Files that cannot be cleaned, and are not served any more.
    pub refused: u64,
    /// Where to go on; none at the end.
    pub next: Option<String>,
}

/// Puts the row of a file that comes with an address: another file there goes, a file that is known elsewhere gets one address more.
pub(crate) fn put_brought(writer: &mut Writer, row: &MediaRow) -> Result<Put, store::Error> {
    let there = writer.media_by_path(&row.path)?;
    if there.as_ref().is_some_and(|there| there.sha256 == row.sha256) {
        return Ok(Put::Unchanged);
    }
    if there.is_some() {
        writer.release_media_address(&row.path)?;
    }
    match writer.media_by_hash(&row.sha256)? {
        Some(known) => writer.add_media_address(&row.path, &known.id)?,
        None => writer.put_media(row)?,
    }
    Ok(if there.is_some() { Put::Updated } else { Put::Inserted })
}

impl Newsroom {
    /// Does one run of [`ADOPT_JOB`] and leaves the next one. Files below `content/` without a row are cleaned where they lie, kept as they
    /// came, and listed; what cannot be cleaned is put aside. It bears being killed and repeated anywhere.
    ///
    /// # Errors
    /// Of disk and store.
    pub fn adopt_media(&self, archive: &Archive, after: &str) -> Result<Adopted, Refused> {
        if after.is_empty() {
            self.note_what_is_shown()?;
        }
        let (begun, mut adopted) = (Instant::now(), Adopted::default());
        for (number, below) in files(archive, after).enumerate() {
            let below = below.map_err(disk)?;
            if number >= FILES || begun.elapsed() > SPAN {
                break;
            }
            match self.adopt(archive, &below)? {
                Some(true) => adopted.taken += 1,
                Some(false) => adopted.refused += 1,
                None => {}
            }
            adopted.next = below.to_str().map(str::to_owned);
        }
        if adopted.next.is_none() {
            return Ok(adopted);
        }
        let now = self.clock.now();
        let payload = adopted.next.as_deref().unwrap_or_default();
        let job = NewJob { lane: Lane::Heavy, kind: ADOPT_JOB, about: "all", payload, due_at: now };
        self.store.write::<_, Refused>(|writer| Ok(writer.add_job(now, job)?))?;
        Ok(adopted)
    }

    /// Rows that are older than the list of what shows which file.
    fn note_what_is_shown(&self) -> Result<(), Refused> {
        let mut after = String::new();
        while let Some(last) =
            self.store.write::<_, Refused>(|writer| Ok(writer.note_uses_of_posts(&after, POSTS)?))?
        {
            after = last.to_string();
        }
        Ok(())
    }

    /// One file: whether it was taken; `None` when there is nothing to do.
    fn adopt(&self, archive: &Archive, below: &Path) -> Result<Option<bool>, Refused> {
        let Some(address) = below.to_str().map(|below| format!("/content/{below}")) else { return Ok(None) };
        let public = archive.public(&address);
        let row = self.store.reader()?.media_by_path(&address)?;
        if let Some(row) = &row {
            let original = archive.original(&row.original);
            // Killed between the row and the file, it lies there as it came.
            if row.removed.is_empty() || !same(&original, &public).map_err(disk)? {
                return Ok(None);
            }
        } else if is_hidden(&public) {
            archive.put_aside(&public, Aside::Original, below).map_err(disk)?;
            return Ok(None);
        }
        let staged = archive.stage().map_err(disk)?;
        link(&public, &staged.original()).map_err(disk)?;
        let brought = match Brought::clean(&staged.original(), &staged.public()) {
            Ok(brought) => brought,
            // Somebody is about to fill it.
            Err(Unfit::Empty) => return Ok(None),
            Err(Unfit::Failed(error)) => return Err(disk(error)),
            Err(unfit) => {
                let aside = archive.aside(Aside::Unfit, below);
                tracing::warn!(file = %address, aside = %aside.display(), "not served any more: {unfit}");
                archive.put_aside(&public, Aside::Unfit, below).map_err(disk)?;
                return Ok(Some(false));
            }
        };
        let new = brought.row(&address, self.clock.now());
        archive.keep_original(&staged.original(), &new.original).map_err(disk)?;
        // An upload or an import may have been faster: what it wrote counts.
        let mine = self.store.write(|writer| match writer.media_by_path(&address)? {
            Some(there) => Ok(there.sha256 == new.sha256),
            None => put_brought(writer, &new).map(|_| true),
        })?;
        if mine && !same(&staged.public(), &public).map_err(disk)? {
            place_file(&staged.public(), &public).map_err(disk)?;
        }
        Ok(Some(true))
    }
}

/// The files of the archive behind one, by their paths below `content/`, in order. What is hidden is none of them, nor are Ghost's smaller
/// copies, which nobody serves.
fn files(archive: &Archive, after: &str) -> impl Iterator<Item = io::Result<PathBuf>> {
    let (content, after) = (archive.public("/content"), PathBuf::from(after));
    let folders = ["files", "images", "media"].map(|folder| content.join(folder));
    let entries = folders.into_iter().filter(|folder| folder.is_dir()).flat_map(|folder| {
        WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
    });
    entries.filter_map(move |entry| {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_file() => entry,
            Ok(_) => return None,
            Err(error) => return Some(Err(error.into())),
        };
        let below = entry.path().strip_prefix(&content).ok()?.to_owned();
        (below > after && !is_smaller_copy(&below)).then_some(Ok(below))
    })
}

/// `images/size/w600/…`
fn is_smaller_copy(below: &Path) -> bool {
    below.strip_prefix("images/size").is_ok_and(|rest| rest.components().count() > 1)
}

/// `…_o.jpg` beside the picture that is served.
fn is_hidden(public: &Path) -> bool {
    let stem = public.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.strip_suffix("_o"));
    stem.filter(|stem| !stem.is_empty()).is_some_and(|stem| {
        let mut sibling = public.with_file_name(stem);
        if let Some(extension) = public.extension() {
            sibling.as_mut_os_string().push(".");
            sibling.as_mut_os_string().push(extension);
        }
        sibling.exists()
    })
}

/// The same file under another name, or a copy where the disk has no links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

/// Whether two files hold the same; a file that is missing holds nothing.
fn same(a: &Path, b: &Path) -> io::Result<bool> {
    let (Ok(mut a), Ok(mut b)) = (File::open(a), File::open(b)) else { return Ok(false) };
    if a.metadata()?.len() != b.metadata()?.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (vec![0; 64 << 10], vec![0; 64 << 10]);
    loop {
        let count = a.read(&mut left)?;
        if count == 0 {
            return Ok(true);
        }
        b.read_exact(&mut right[..count])?;
        if left[..count] != right[..count] {
            return Ok(false);
        }
    }
}
