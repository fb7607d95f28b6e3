//! What is uploaded: taken in, described, removed.

use std::{io, time::Duration};

use document::Focus;
use media::{Area, Cleaned, Limits, Unfit};
use store::{Id, Lane, MediaRow, MediaUse, Millis, NewJob, Writer};

use crate::archive::{self, Archive, Plan, Staged};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, Why, slugify};

/// Characters of the longest caption.
const LONGEST_CAPTION: usize = 2_000;
/// Characters of the longest credit or alternative text.
const LONGEST_LINE: usize = 500;
/// Characters of a file's name in its address.
const LONGEST_NAME: usize = 60;
/// An upload that is not done after this time was cut off.
const CUT_OFF: Duration = Duration::from_secs(24 * 3600);
/// Places that a refusal names.
const NAMED: usize = 5;

/// The job that makes the usual sizes of a picture; it is about the picture's public address.
pub const SIZES_JOB: &str = "media.sizes";

/// What an editor writes about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MediaWords {
    /// What is to be seen; plain text.
    pub caption: String,
    /// Who made it; plain text.
    pub credit: String,
    /// What is to be seen, for those who cannot see it.
    pub alt: String,
    /// What must not be cropped away: hundredths from the left and from the top.
    pub focus: Option<(u8, u8)>,
}

/// What became of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// The file.
    pub row: MediaRow,
    /// The same file had been there before: it is not kept twice.
    pub known: bool,
}

impl Newsroom {
    /// Takes in a file: readers get what the media crate leaves of it, the newsroom keeps it as it came. A file that is there already
    /// (by its content) is given back as it is.
    ///
    /// # Errors
    /// [`Refused::Invalid`] with why the file is not taken; [`Refused::NotAllowed`]; failures of disk and store.
    pub fn upload(
        &self,
        actor: Actor,
        archive: &Archive,
        staged: &Staged,
        name: &str,
        limits: &Limits,
    ) -> Result<Uploaded, Refused> {
        actor.must(Capability::WriteOwn, Deed::UploadFiles)?;
        let now = self.clock.now();
        let sha256 = staged.hash().map_err(disk)?;
        let known = self.store.write(|writer| writer.media_by_hash(&sha256))?;
        if let Some(row) = &known
            && archive.public(&row.path).is_file()
        {
            return Ok(Uploaded { row: row.clone(), known: true });
        }
        let name = plain_name(name);
        let (cleaned, bytes) = staged.clean(&name, limits).map_err(Refused::from)?;
        if let Some(row) = known {
            // Somebody took the public file away behind our back: here it is again.
            let plan = Plan { paths: vec![row.path.to_string()], original: row.original.to_string() };
            archive.settle(staged, &plan).map_err(disk)?;
            return Ok(Uploaded { row, known: true });
        }
        let folder = folder(cleaned.kind.area(), now)?;
        let path = archive.take_name(&folder, &stem(&name), cleaned.kind.extension()).map_err(disk)?;
        let plan = Plan { paths: vec![path], original: archive::original(&sha256, &cleaned) };
        staged.write_plan(&plan).and_then(|()| archive.settle(staged, &plan)).map_err(disk)?;
        let facts = Facts { name: &name, sha256: &sha256, cleaned: &cleaned, bytes };
        let row = row(actor.author, now, &plan, facts);
        let put: Result<_, store::Error> =
            self.store.write(|writer| match writer.media_by_hash(&row.sha256)? {
                // Somebody brought the same file at the same time.
                Some(known) => Ok(Some(known)),
                None => {
                    writer.put_media(&row)?;
                    if matches!(&*row.mime, "image/jpeg" | "image/png" | "image/webp") {
                        writer.add_job(
                            now,
                            NewJob {
                                lane: Lane::Heavy,
                                kind: SIZES_JOB,
                                about: &row.path,
                                payload: "",
                                due_at: now,
                            },
                        )?;
                    }
                    Ok(None)
                }
            });
        match put {
            Ok(None) => Ok(Uploaded { row, known: false }),
            Ok(Some(known)) => {
                std::fs::remove_file(archive.public(&row.path)).map_err(disk)?;
                Ok(Uploaded { row: known, known: true })
            }
            Err(error) => {
                archive.remove(&plan).map_err(disk)?;
                Err(error.into())
            }
        }
    }

    /// Describes a file. Who keeps the media describes every one; others what they brought.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`], [`Refused::Invalid`] for texts that are too long and a focus outside the picture.
    pub fn describe_media(&self, actor: Actor, id: &Id, words: &MediaWords) -> Result<MediaRow, Refused> {
        let now = self.clock.now();
        for (field, text, longest) in [
            ("caption", &words.caption, LONGEST_CAPTION),
            ("credit", &words.credit, LONGEST_LINE),
            ("alt", &words.alt, LONGEST_LINE),
        ] {
            if text.chars().count() > longest {
                return Err(Refused::invalid(field, Because::TooLong.with("most", longest)));
            }
        }
        if words.focus.is_some_and(|(x, y)| Focus::new(x, y).is_none()) {
            return Err(Refused::invalid("focus", Because::FocusOutside));
        }
        self.store.write(|writer| {
            let before = owned(writer, actor, id, Deed::DescribeFiles)?;
            let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Into::into);
            let row = MediaRow {
                caption: text(&words.caption),
                credit: text(&words.credit),
                alt: text(&words.alt),
                focus: words.focus,
                ..before.clone()
            };
            if row != before {
                writer.put_media(&row)?;
                audit(writer, now, actor, "media.described", &row, Some(&told(&before)), Some(&told(&row)))?;
            }
            Ok(row)
        })
    }

    /// Removes a file that nothing shows, with its original.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] with where it is shown.
    pub fn remove_media(&self, actor: Actor, archive: &Archive, id: &Id) -> Result<MediaRow, Refused> {
        let now = self.clock.now();
        let (row, _planned, plan) = self.store.write(|writer| {
            let row = owned(writer, actor, id, Deed::RemoveFiles)?;
            let uses = writer.media_uses(id, NAMED as u32 + 1)?;
            if !uses.is_empty() {
                return Err(Refused::conflict(shown_in(&uses)));
            }
            let others = writer.media_addresses(id)?;
            let paths = [&row.path].into_iter().chain(&others).map(ToString::to_string).collect();
            let plan = Plan { paths, original: row.original.to_string() };
            let planned = archive.plan_removal(&plan).map_err(disk)?;
            writer.delete_media(id)?;
            audit(writer, now, actor, "media.removed", &row, Some(&told(&row)), None)?;
            Ok((row, planned, plan))
        })?;
        archive.remove(&plan).map_err(disk)?;
        Ok(row)
    }

    /// Ends what uploads and removals left undone when the machine stopped. Gives their number.
    ///
    /// # Errors
    /// Of disk and store.
    pub fn sweep_uploads(&self, archive: &Archive) -> Result<usize, Refused> {
        self.sweep_uploads_older_than(archive, CUT_OFF)
    }

    pub(crate) fn sweep_uploads_older_than(
        &self,
        archive: &Archive,
        age: Duration,
    ) -> Result<usize, Refused> {
        let now = u64::try_from(self.clock.now()).unwrap_or_default();
        let now = std::time::UNIX_EPOCH + Duration::from_millis(now);
        let swept = archive.sweep::<Swept>(age, now, |plan| {
            let Some(path) = plan.paths.first() else { return Ok(false) };
            Ok(self.store.write(|writer| writer.media_by_path(path))?.is_some())
        });
        swept.map_err(|Swept(refused)| refused)
    }
}

struct Swept(Refused);

impl From<io::Error> for Swept {
    fn from(error: io::Error) -> Self {
        Swept(disk(error))
    }
}

impl From<store::Error> for Swept {
    fn from(error: store::Error) -> Self {
        Swept(error.into())
    }
}

pub(super) fn disk(source: io::Error) -> Refused {
    Refused::Failed(store::Error::File { path: "uploads".into(), source })
}

impl From<Unfit> for Refused {
    /// A file that is not taken.
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Failed(error) => disk(error),
            Unfit::Empty => file(Because::FileEmpty),
            Unfit::Unknown => file(Because::FileUnknown),
            Unfit::NotTaken { what, instead } => {
                file(Because::FileNotTaken.with("what", what).with("instead", formats(instead)))
            }
            Unfit::Moving { what, instead } => {
                file(Because::FileMoving.with("what", what).with("instead", formats(instead)))
            }
            Unfit::Raw { instead } => file(Because::FileRaw.with("instead", formats(instead))),
            Unfit::Office { instead } => file(Because::FileOffice.with("instead", formats(instead))),
            Unfit::TooManyBytes { allowed } => file(Because::FileLarge.with("most", allowed >> 20)),
            Unfit::TooManyPixels { width, height, allowed } => {
                let size = Because::FilePixels.with("width", width).with("height", height);
                file(size.with("most", allowed / 1_000_000))
            }
            Unfit::Bomb { allowed } => file(Because::FileBomb.with("most", allowed >> 20)),
            Unfit::Damaged(what) => file(Because::FileDamaged.with("what", what)),
            Unfit::Unsafe(what) => file(Because::FileUnsafe.with("what", what)),
            Unfit::Locked => file(Because::FileLocked),
        }
    }
}

/// A list of formats with no word of any language in it.
fn formats(instead: &str) -> String {
    instead.replace(" or ", ", ")
}

fn file(why: impl Into<Why>) -> Refused {
    Refused::invalid("file", why)
}

/// The file's name without folders, controls and needless length.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let name = name.trim();
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

/// What stands before the extension, as it may stand in an address. Never `…_o`: that is how Ghost calls its hidden originals.
fn stem(name: &str) -> String {
    let slug = slugify(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let slug = slug[..slug.len().min(LONGEST_NAME)].trim_matches('-');
    if slug.is_empty() { "file".to_owned() } else { slug.to_owned() }
}

fn folder(area: Area, now: Millis) -> Result<String, Refused> {
    let day = jiff::Timestamp::from_millisecond(now)
        .map_err(|_| Refused::invalid("uploaded_at", Because::ClockWrong))?;
    Ok(format!("/content/{}/{}", area.folder(), day.strftime("%Y/%m")))
}

/// What a file is.
pub(crate) struct Facts<'a> {
    /// What it was called.
    pub(crate) name: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) cleaned: &'a Cleaned,
    /// Of what readers get.
    pub(crate) bytes: u64,
}

/// The row of a file.
pub(crate) fn row(by: Option<Id>, now: Millis, plan: &Plan, facts: Facts<'_>) -> MediaRow {
    let Facts { name, sha256, cleaned, bytes } = facts;
    let text = |text: &String, longest: usize| {
        let text: String = text.chars().take(longest).collect();
        (!text.is_empty()).then(|| text.into())
    };
    let credit = if cleaned.told.credit.is_empty() { &cleaned.told.copyright } else { &cleaned.told.credit };
    let keys = |keys: Vec<&str>| keys.join(" ").into();
    MediaRow {
        id: Id::generate(now),
        sha256: sha256.into(),
        kind: cleaned.kind.card().into(),
        mime: cleaned.kind.mime().into(),
        path: plan.paths.first().map(String::as_str).unwrap_or_default().into(),
        original: plan.original.as_str().into(),
        width: cleaned.width,
        height: cleaned.height,
        bytes,
        name: name.into(),
        caption: text(&cleaned.told.caption, LONGEST_CAPTION),
        credit: text(credit, LONGEST_LINE),
        alt: text(&cleaned.told.alt, LONGEST_LINE),
        focus: None,
        removed: keys(cleaned.removed.iter().map(|removed| removed.key()).collect()),
        remains: keys(cleaned.left.iter().map(|left| left.key()).collect()),
        uploaded_by: by,
        uploaded_at: now,
    }
}

fn owned(writer: &mut Writer, actor: Actor, id: &Id, deed: Deed) -> Result<MediaRow, Refused> {
    let row = writer.media(id)?.ok_or_else(|| Refused::NotFound { what: "file", id: id.to_string() })?;
    let brought = row.uploaded_by.is_some_and(|by| actor.is_among(&[by]));
    if !brought {
        actor.must(Capability::KeepMedia, deed)?;
    }
    Ok(row)
}

fn shown_in(uses: &[MediaUse]) -> Why {
    let named: Vec<String> = uses.iter().take(NAMED).map(|found| format!("“{}”", found.title)).collect();
    let reason = if uses.len() > NAMED { Because::ShownInMore } else { Because::ShownIn };
    reason.with("places", named.join(", "))
}

fn told(row: &MediaRow) -> String {
    let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
    serde_json::json!({
        "name": row.name, "path": row.path, "caption": text(&row.caption), "credit": text(&row.credit), "alt": text(&row.alt),
        "focus": row.focus,
    })
    .to_string()
}

fn audit(
    writer: &mut Writer,
    now: Millis,
    actor: Actor,
    act: &str,
    row: &MediaRow,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), Refused> {
    actor.note(writer, now, act, row.id.as_str(), before, after)
}
