//! The second walk: posts are handed to worker threads in turn, which convert them, and taken back in the same order by the one thread
//! that writes. Every channel is bounded, so that memory does not grow with the file.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use document::{Document, Trust};
use indicatif::ProgressBar;
use newsroom::{Deriver, Session, Source as SourceRow};
use store::{Id, Kind, Millis, PostRecord};

use super::CONVERTER;
use super::damage::{Damage, Result};
use super::ids::content_hash;
use super::posts::{Context, PostRowSource, convert};
use super::row::Row;
use super::scan::{Limits, Place, Sink, scan};
use super::source::{Entry, Source};
use super::stage::{is_staged, local_addresses, undotted};
use super::staging::{Relation, Staging};
use super::summary::Summary;

/// Rows that wait before and after each worker.
const WAITING: usize = 4;

/// What the walk needs to know.
pub(crate) struct Walk<'a> {
    /// The export.
    pub(crate) source: &'a Source,
    /// Limits of a text.
    pub(crate) limits: Limits,
    /// Whether HTML stays as it is.
    pub(crate) trust: Trust,
    /// What a text is in when nothing says otherwise.
    pub(crate) main_language: String,
    /// Who wrote stories without an author.
    pub(crate) first_author: Option<Id>,
    /// Hashes of the posts that earlier imports took.
    pub(crate) known: Arc<HashMap<Box<str>, i64>>,
    /// For rows without dates.
    pub(crate) now: Millis,
    /// Advances by bytes of JSON.
    pub(crate) progress: &'a ProgressBar,
}

enum Job {
    Post(Box<PostJob>),
    Keep { entity: String, id: String, text: String },
}

struct PostJob {
    file: String,
    place: Place,
    id: String,
    kind: Kind,
    text: String,
    meta: Option<(Place, String)>,
    tags: Vec<Id>,
    authors: Vec<Id>,
    tiers: Vec<Id>,
    picture: Option<(u32, u32)>,
}

enum Outcome {
    Post {
        id: String,
        hash: i64,
        record: Box<PostRecord>,
        notes: Vec<(String, u64)>,
        old_slugs: Vec<Box<str>>,
        left: Option<String>,
    },
    Known(Kind),
    Keep {
        entity: String,
        id: String,
        text: String,
    },
    Damage(Damage),
}

impl Walk<'_> {
    /// Walks through all texts of the export and puts what is in them.
    ///
    /// # Errors
    /// Damage, and failures of the store.
    pub(crate) fn run(
        &self,
        staging: &mut Staging,
        session: &mut Session<'_>,
        summary: &mut Summary,
    ) -> anyhow::Result<()> {
        let workers = std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 6);
        std::thread::scope(|scope| {
            let (mut inlets, mut outlets) = (Vec::new(), Vec::new());
            for _ in 0..workers {
                let (job_in, job_out) = sync_channel::<Job>(WAITING);
                let (outcome_in, outcome_out) = sync_channel::<Outcome>(WAITING);
                inlets.push(job_in);
                outlets.push(outcome_out);
                scope.spawn(move || self.work(&job_out, &outcome_in));
            }
            let reader = scope.spawn(move || self.read(staging, inlets));
            let written = write(session, summary, &outlets);
            // Whoever still has something to hand over stops now.
            drop(outlets);
            let read = reader
                .join()
                .unwrap_or_else(|_| Err(Damage::of(self.source.name(), "could not be read: internal error")));
            written?;
            summary.absorb(read?);
            Ok(())
        })
    }

    fn read(&self, staging: &mut Staging, inlets: Vec<SyncSender<Job>>) -> Result<Summary> {
        let mut feed = Feed {
            walk: self,
            staging,
            inlets,
            sent: 0,
            file: String::new(),
            stopped: false,
            summary: Summary::default(),
        };
        for entry in &self.source.texts {
            feed.text(entry)?;
        }
        for (kind, what) in
            [(Relation::Tag, "tags"), (Relation::Author, "authors"), (Relation::Tier, "tiers")]
        {
            let orphans = feed
                .staging
                .orphans(kind)
                .map_err(|error| Damage::of(self.source.name(), error.to_string()))?;
            feed.summary.note_times(
                &format!("{what} given to stories that the export does not hold; left out"),
                orphans,
            );
        }
        Ok(feed.summary)
    }

    fn work(&self, jobs: &Receiver<Job>, outcomes: &SyncSender<Outcome>) {
        let mut deriver = Deriver::new(&self.main_language);
        for job in jobs {
            let outcome = match job {
                Job::Keep { entity, id, text } => Outcome::Keep { entity, id, text },
                Job::Post(job) => {
                    let damage = || {
                        let mut damage =
                            Damage::of(&job.file, "could not be converted: internal error. Please report it");
                        damage.path = Some(job.place.path.clone());
                        damage
                    };
                    catch_unwind(AssertUnwindSafe(|| self.post(&mut deriver, &job))).unwrap_or_else(|_| {
                        deriver = Deriver::new(&self.main_language);
                        Outcome::Damage(damage())
                    })
                }
            };
            if outcomes.send(outcome).is_err() {
                return;
            }
        }
    }

    fn post(&self, deriver: &mut Deriver, job: &PostJob) -> Outcome {
        let joined = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(",");
        let (tags, authors, tiers, picture) =
            (joined(&job.tags), joined(&job.authors), joined(&job.tiers), format!("{:?}", job.picture));
        let parts = [
            CONVERTER,
            if self.trust == Trust::Trusted { "trusted" } else { "" },
            &job.text,
            job.meta.as_ref().map_or("", |(_, text)| text),
            &tags,
            &authors,
            &picture,
        ];
        // A story that names no tier is known by what it was known by before there were any.
        let hash = content_hash(parts.into_iter().chain((!tiers.is_empty()).then_some(&*tiers)));
        if self.known.get(job.id.as_str()) == Some(&hash) {
            return Outcome::Known(job.kind);
        }
        let context = Context { file: &job.file, trust: self.trust, now: self.now };
        let source = PostRowSource {
            place: &job.place,
            text: &job.text,
            meta: job.meta.as_ref(),
            tags: job.tags.clone(),
            authors: job.authors.clone(),
            tiers: job.tiers.clone(),
            picture: job.picture,
        };
        let converted = match convert(&context, source) {
            Ok(converted) => converted,
            Err(damage) => return Outcome::Damage(damage),
        };
        match deriver.derive(converted.draft) {
            Ok(record) => Outcome::Post {
                id: job.id.clone(),
                hash,
                record: Box::new(record),
                notes: converted.notes,
                old_slugs: converted.old_slugs,
                left: converted.left,
            },
            Err(refused) => {
                let mut damage = Damage::of(&job.file, refused.to_string());
                damage.path = Some(job.place.path.clone());
                damage.at = Some((job.place.byte, job.place.line));
                Outcome::Damage(damage)
            }
        }
    }
}

/// Takes the outcomes in the order of the file.
fn write(
    session: &mut Session<'_>,
    summary: &mut Summary,
    outlets: &[Receiver<Outcome>],
) -> anyhow::Result<()> {
    for outlet in outlets.iter().cycle() {
        // The first worker without a next outcome was also the next to be fed: there is no more.
        let Ok(outcome) = outlet.recv() else { break };
        match outcome {
            Outcome::Damage(damage) => return Err(damage.into()),
            Outcome::Known(kind) => summary.count(counter(kind)).unchanged += 1,
            Outcome::Keep { entity, id, text } => {
                let put = session.keep(&entity, &id, &text)?;
                summary.keep(&entity, put);
            }
            Outcome::Post { id, hash, record, notes, old_slugs, left } => {
                let (kind, stored) = (record.row.kind, record.row.id);
                let put = session.put_post(*record)?;
                session.put_old_slugs(&stored, &old_slugs)?;
                session.remember(SourceRow { entity: "posts", id: &id, hash })?;
                summary.count(counter(kind)).add(put.put);
                if let Some(slug) = put.moved_to {
                    summary.note_example("stories whose address was taken; given another", &slug);
                }
                for (what, times) in notes {
                    summary.note_times(&what, times);
                }
                if let Some(left) = left {
                    let put = session.keep("posts", &id, &left)?;
                    summary.keep("fields of posts", put);
                }
            }
        }
    }
    Ok(())
}

fn counter(kind: Kind) -> &'static str {
    match kind {
        Kind::Post => "posts",
        Kind::Page => "pages",
    }
}

/// Takes the rows of the second walk and hands them to the workers in turn.
struct Feed<'a> {
    walk: &'a Walk<'a>,
    staging: &'a Staging,
    inlets: Vec<SyncSender<Job>>,
    sent: usize,
    file: String,
    stopped: bool,
    summary: Summary,
}

impl Feed<'_> {
    fn text(&mut self, entry: &Entry) -> Result<()> {
        self.file.clone_from(&entry.name);
        let walk = self.walk;
        walk.source.with(entry, |read| scan(&entry.name, walk.progress.wrap_read(read), walk.limits, self))
    }

    /// What a story says of its picture, for the library; in Ghost 3 and later its meta row has it.
    fn describe(&self, path: &str, row: &mut Row<'_>, meta: Option<&(Place, String)>) -> Result<()> {
        let mut both = |name: &str| -> Result<Option<String>> {
            if let Some(text) = row.text(name)? {
                return Ok(Some(text.into_owned()));
            }
            let Some((place, text)) = meta else { return Ok(None) };
            Ok(Row::parse(&self.file, place, text)?.text(name)?.map(|text| text.into_owned()))
        };
        let (caption, alt) = (both("feature_image_caption")?, both("feature_image_alt")?);
        let caption = caption.and_then(|html| Document::from_html(&html, Trust::Untrusted).ok());
        let caption = caption.map(|caption| caption.document.to_text().trim().to_owned());
        self.staging
            .describe(path, caption.as_deref().filter(|text| !text.is_empty()), alt.as_deref())
            .map_err(|error| Damage::of(self.walk.source.name(), error.to_string()))
    }

    fn send(&mut self, job: Job) {
        let turn = self.sent % self.inlets.len();
        self.sent += 1;
        self.stopped |= self.inlets[turn].send(job).is_err();
    }

    fn post(&mut self, place: Place, text: &str) -> Result<()> {
        let text = undotted(&local_addresses(text));
        let staged = |error: rusqlite::Error| Damage::of(self.walk.source.name(), error.to_string());
        let mut row = Row::parse(&self.file, &place, &text)?;
        let id = row.required("id")?.into_owned();
        if !self.staging.know("posts", &id, "").map_err(staged)? {
            self.summary.note_example("stories whose id occurs twice; the first stays", &place.path);
            return Ok(());
        }
        let is_page = row.text("type")?.as_deref() == Some("page") || row.truth("page")?.unwrap_or(false);
        let mut missing = 0;
        let mut stored = |entity: &str, ids: Vec<String>| -> rusqlite::Result<Vec<Id>> {
            let mut stored: Vec<Id> = Vec::with_capacity(ids.len());
            for id in ids {
                match self.staging.known(entity, &id)?.and_then(|id| id.parse().ok()) {
                    Some(id) if !stored.contains(&id) => stored.push(id),
                    Some(_) => {}
                    None => missing += 1,
                }
            }
            Ok(stored)
        };
        let tags =
            stored("tags", self.staging.related(Relation::Tag, &id).map_err(staged)?).map_err(staged)?;
        let mut writers = self.staging.related(Relation::Author, &id).map_err(staged)?;
        if writers.is_empty() {
            writers.extend(row.text("author_id")?.or(row.text("author")?).map(|id| id.into_owned()));
        }
        let mut authors = stored("users", writers).map_err(staged)?;
        let tiers =
            stored("products", self.staging.related(Relation::Tier, &id).map_err(staged)?).map_err(staged)?;
        self.summary.note_times(
            "tags, authors and tiers of stories that the export does not hold; left out",
            missing,
        );
        if authors.is_empty()
            && let Some(first) = self.walk.first_author
        {
            self.summary.note_example("stories without an author; given to the first user", &place.path);
            authors.push(first);
        }
        let picture = match row.text("feature_image")? {
            Some(path) => self.staging.picture(&path).map_err(staged)?.map(|size| (path.into_owned(), size)),
            None => None,
        };
        let meta = self.staging.meta(&id).map_err(staged)?;
        if let Some((path, _)) = &picture {
            self.describe(path, &mut row, meta.as_ref())?;
        }
        let picture = picture.map(|(_, size)| size);
        let kind = if is_page { Kind::Page } else { Kind::Post };
        let file = self.file.clone();
        self.send(Job::Post(Box::new(PostJob {
            file,
            place,
            id,
            kind,
            text,
            meta,
            tags,
            authors,
            tiers,
            picture,
        })));
        Ok(())
    }
}

impl Sink for Feed<'_> {
    fn wants(&mut self, table: &str) -> bool {
        !is_staged(table)
    }

    fn row(&mut self, table: &str, place: Place, text: &str) -> Result<()> {
        if table == "posts" {
            return self.post(place, text);
        }
        let mut row = Row::parse(&self.file, &place, text)?;
        let id = row.text("id")?.or(row.text("key")?).or(row.text("uuid")?).map(|id| id.into_owned());
        let id = id.unwrap_or_else(|| format!("{:016x}", content_hash([text])));
        self.send(Job::Keep { entity: table.to_owned(), id, text: local_addresses(text).into_owned() });
        Ok(())
    }

    fn meta(&mut self, _place: Place, _meta: &str) -> Result<()> {
        Ok(())
    }

    fn goes_on(&self) -> bool {
        !self.stopped
    }
}
