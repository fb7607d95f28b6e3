//! `masthead import ghost`: a whole Ghost export into the archive, in one transaction, while the site serves.
//!
//! 1. The file is opened and checked as far as that goes without unpacking ([`source`]).
//! 2. First walk: relations, meta rows, tags, users and settings go to a temporary file ([`stage`], [`staging`]).
//! 3. Pictures, media and files are unpacked beside their place and cleaned ([`media`]).
//! 4. In one write transaction: settings, tags, authors ([`small`]), then the second walk over the posts ([`pipeline`]).
//!
//! Damage anywhere undoes everything. What was not taken exactly as it was is counted in the [`Summary`].

mod authors;
mod damage;
mod ids;
mod media;
mod pipeline;
mod posts;
mod row;
mod scan;
mod settings;
mod small;
mod source;
mod stage;
mod staged_media;
mod staging;
mod summary;
mod tags;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use document::Trust;
use indicatif::ProgressBar;
use newsroom::Newsroom;

pub use damage::Damage;
pub(crate) use ids::content_hash;
pub(crate) use source::ASIDE;
pub use source::Sizes;
pub(crate) use stage::DOTTED;
pub use summary::{Count, Summary};

use media::Media;
use pipeline::Walk;
use scan::{Limits, scan};
use small::Small;
use source::Source;
use stage::Stage;
use staging::Staging;

/// Part of every row's hash: raise it when rows must be converted anew although the export did not change.
const CONVERTER: &str = "1";

/// What to import, and how.
pub struct Import {
    /// The JSON or ZIP.
    pub file: PathBuf,
    /// The data folder; `import.lock` in it must be held by the caller.
    pub data: PathBuf,
    /// Whether HTML and code in the export stay as they are.
    pub trust: Trust,
    /// Limits.
    pub sizes: Sizes,
    /// Advances by bytes; hidden where nobody looks.
    pub progress: ProgressBar,
}

impl Import {
    /// Does it, all or nothing.
    ///
    /// # Errors
    /// [`Damage`] that names the place, failures of disk and store. The archive is then as it was.
    pub fn run(&self, newsroom: &Newsroom) -> anyhow::Result<Summary> {
        let begun = Instant::now();
        let mut summary = Summary::default();
        let source = Source::open(&self.file, self.sizes)?;
        self.check_space(&source)?;
        sweep(&self.data);
        let folder = tempfile::Builder::new().prefix(FOLDER).tempdir_in(&self.data)?;
        let limits = Limits { file: self.sizes.total, row: self.sizes.row };
        self.progress.set_length(source.text_size() * 2 + source.media_size());

        let mut staging = Staging::create(folder.path())?;
        self.progress.set_message("reading");
        let mut version = None;
        for entry in &source.texts {
            source.with(entry, |read| {
                let mut stage = Stage {
                    file: &entry.name,
                    staging: &staging,
                    summary: &mut summary,
                    seen: 0,
                    version: None,
                };
                scan(&entry.name, self.progress.wrap_read(read), limits, &mut stage)?;
                version = stage.version.take().or(version.take());
                Ok(())
            })?;
        }
        staging.finish_relations()?;
        self.progress.set_message("unpacking");
        let now = newsroom.clock().now();
        let places = (folder.path(), &*self.data);
        let mut media = Media::unpack(&source, places, now, &staging, &mut summary, &self.progress)?;

        self.progress.set_message("importing");
        newsroom.import(|session| {
            let mut small = Small {
                file: source.name(),
                trust: self.trust,
                staging: &staging,
                session,
                summary: &mut summary,
            };
            let title = small.settings()?;
            small.tags()?;
            let first_author = small.authors()?;
            small.tiers()?;
            small.theme_settings()?;
            small.keys()?;
            small.side_files(&source)?;
            let title = title.unwrap_or_else(|| source.name().to_owned());
            summary.title = match &version {
                Some(version) => format!("{title} (Ghost {version})"),
                None => title,
            };
            let walk = Walk {
                source: &source,
                limits,
                trust: self.trust,
                main_language: session.setting("locale")?.map_or_else(|| "en".to_owned(), String::from),
                first_author,
                known: Arc::new(session.known("posts")?),
                now: session.now(),
                progress: &self.progress,
            };
            walk.run(&mut staging, session, &mut summary)?;
            let trust = self.trust;
            Small { file: source.name(), trust, staging: &staging, session, summary: &mut summary }
                .picks()?;
            self.progress.set_message("saving");
            media.fill(&staging, session)
        })?;
        let when = jiff::Timestamp::from_millisecond(newsroom.clock().now())?
            .strftime("%Y-%m-%dT%H-%M-%SZ")
            .to_string();
        media.replace(&staging, &when, &self.data.join("cache"))?;
        self.progress.finish_and_clear();
        summary.took = begun.elapsed();
        Ok(summary)
    }

    /// Pictures are kept as they came and as readers get them; a body is stored as document, HTML and text.
    fn check_space(&self, source: &Source) -> anyhow::Result<()> {
        let needed =
            source.media_size().saturating_mul(2).saturating_add(source.text_size().saturating_mul(3));
        let free = fs4::available_space(&self.data)?;
        anyhow::ensure!(
            free > needed,
            "{} needs about {} MiB on the disk of {}, but only {} MiB are free",
            source.name(),
            needed >> 20,
            self.data.display(),
            free >> 20
        );
        Ok(())
    }
}

const FOLDER: &str = "import-";

/// Removes what a killed import left behind. The caller holds the lock, so that none of it is in use.
fn sweep(data: &Path) {
    let Ok(entries) = std::fs::read_dir(data) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(FOLDER) && entry.path().is_dir() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
