use ::live::Story;
use document::Document;
use store::{Desk, Id, Millis, PostRecord, Reason, Revision, RevisionRow, Status, Writer};

use super::{Opened, after, is_out};
use crate::{PostDraft, Refused, draft::post_slug, verbs::live};

/// Between two autosaved revisions of one person's writing.
const INTERVAL: Millis = 5 * 60_000;
/// Revisions that a story keeps.
const KEPT: usize = 100;
/// Bytes of documents that a story's revisions keep.
const KEPT_BYTES: u64 = 64 << 20;

/// What is written of a story: newer than what readers see when it is public.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Working {
    /// The headline; empty for a draft that has none yet.
    pub title: String,
    /// The standfirst; empty for none.
    pub standfirst: String,
    /// The text.
    pub body: Document,
}

impl Working {
    /// What is written of a story now.
    pub(super) fn of(writer: &mut Writer, post: &PostRecord) -> Result<Self, Refused> {
        live::written(writer, post).map(Self::from)
    }

    /// The draft of a story with what is written of it now.
    pub(super) fn into_draft(self, post: PostRecord) -> Result<PostDraft, Refused> {
        let goes_along = post.row.status == Status::Draft
            && post.row.published_at.is_none()
            && is_made_of(&post.row.slug, &post.row.title);
        let mut draft = PostDraft::of(post)?;
        draft.row.title = self.title.trim().into();
        if goes_along && !is_made_of(&draft.row.slug, &draft.row.title) {
            draft.row.slug = "".into();
        }
        self.put_into(&mut draft);
        Ok(draft)
    }

    /// Has a draft say what is written, without changing its address.
    pub(super) fn put_into(self, draft: &mut PostDraft) {
        draft.row.title = self.title.trim().into();
        let standfirst = self.standfirst.trim();
        draft.row.custom_excerpt = (!standfirst.is_empty()).then(|| standfirst.into());
        // What is written was sanitised when it was written by somebody who may not post raw HTML: what is raw now may stay.
        let mut clean = self.body.clone();
        draft.trusted = draft.codeinjection_head.is_some()
            || draft.codeinjection_foot.is_some()
            || !clean.sanitise().is_empty();
        draft.body = self.body;
    }

    /// What the row of a story says, which readers see when it is public.
    pub(super) fn of_row(post: &PostRecord) -> Result<Self, Refused> {
        live::of_row(post).map(Self::from)
    }
}

impl From<Story> for Working {
    fn from(Story { title, standfirst, body }: Story) -> Self {
        Self { title, standfirst, body }
    }
}

/// Keeps a version of a story, unless it is what was kept last, and thins out the old ones.
pub(crate) fn keep(
    writer: &mut Writer,
    now: Millis,
    by: Option<Id>,
    reason: Reason,
    post: &Id,
    working: &Working,
) -> Result<(), Refused> {
    let document = working.body.to_json();
    if let Some(last) = writer.last_revision(post)? {
        let same = *last.document == *document
            && *last.row.title == *working.title
            && *last.standfirst == *working.standfirst;
        let early = now - last.row.at < INTERVAL && last.row.by == by;
        if same && (reason == Reason::Autosaved || last.row.reason == reason)
            || reason == Reason::Autosaved && early
        {
            return Ok(());
        }
    }
    writer.add_revision(&Revision {
        row: RevisionRow {
            id: Id::generate(now),
            at: now,
            by,
            by_name: "".into(),
            reason,
            title: working.title.as_str().into(),
            words: working.body.word_count(),
            bytes: document.len() as u64,
        },
        post: *post,
        standfirst: working.standfirst.as_str().into(),
        document: document.into(),
    })?;
    let kept = writer.revisions(post)?;
    Ok(writer.remove_revisions(&superfluous(&kept, now))?)
}

/// Which versions to forget: as long as there are too many, the one whose neighbours are closest to each other for their age. So the last
/// hours stay dense and old times thin out. What was published or replaced stays until nothing else is left; the newest always stays.
fn superfluous(kept: &[RevisionRow], now: Millis) -> Vec<Id> {
    let mut kept: Vec<&RevisionRow> = kept.iter().collect();
    let mut gone = Vec::new();
    while kept.len() > KEPT || kept.len() > 2 && kept.iter().map(|row| row.bytes).sum::<u64>() > KEPT_BYTES {
        let cost = |at: usize| {
            let (newer, older) = (kept[at - 1].at, kept.get(at + 1).map_or(kept[at].at, |row| row.at));
            let age = (now - kept[at].at).max(1);
            (kept[at].reason != Reason::Autosaved, (newer - older) * 1_000 / age)
        };
        let Some(at) = (1..kept.len()).min_by_key(|at| cost(*at)) else { break };
        gone.push(kept.remove(at).id);
    }
    gone
}

/// Puts what is written in the place of what was: everybody who has the story open sees the edit. A draft is saved with it; readers of a public
/// story see it when somebody publishes it.
pub(super) fn replace(
    writer: &mut Writer,
    now: Millis,
    by: Option<Id>,
    opened: Opened,
    working: Working,
) -> Result<(), Refused> {
    let story = Story {
        title: working.title.clone(),
        standfirst: working.standfirst.clone(),
        body: working.body.clone(),
    };
    live::rewrite(writer, now, by.as_ref(), &opened.post, &story)?;
    if is_out(opened.post.row.status) {
        let changed = opened.post.row.status == Status::Published;
        return Ok(writer.put_desk(&opened.id(), &Desk { changed, ..opened.row.desk }).map(drop)?);
    }
    save(writer, now, opened.post, working)
}

/// Has the row of a draft say what is written.
pub(crate) fn save(
    writer: &mut Writer,
    now: Millis,
    post: PostRecord,
    working: Working,
) -> Result<(), Refused> {
    let (updated_at, address) = (after(&post, now), post.row.slug.clone());
    let mut draft = working.into_draft(post)?;
    draft.row.updated_at = updated_at;
    let record = super::save(writer, draft)?;
    if record.row.slug != address {
        live::Notice::Details.tell(writer, &record.row.id);
    }
    live::agree(writer, &record.row.id)
}

/// Whether a slug is what this title gives, with or without a number. Such an address goes along with the title until readers
/// have it; one that somebody chose stays.
fn is_made_of(slug: &str, title: &str) -> bool {
    let Some(rest) = slug.strip_prefix(&*post_slug(title)) else { return false };
    rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| n.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: u32, at: Millis, reason: Reason) -> RevisionRow {
        RevisionRow {
            id: format!("{n}").parse().unwrap(),
            at,
            by: None,
            by_name: "".into(),
            reason,
            title: "".into(),
            words: 0,
            bytes: 1_000,
        }
    }

    #[test]
    fn old_versions_thin_out() {
        // One version every five minutes for a week; the first was published.
        let mut kept: Vec<RevisionRow> = Vec::new();
        let mut now = 0;
        for n in 0..2_000 {
            now = i64::from(n) * 300_000;
            let reason = if n == 0 { Reason::Published } else { Reason::Autosaved };
            kept.insert(0, row(n, now, reason));
            let gone = superfluous(&kept, now);
            kept.retain(|row| !gone.contains(&row.id));
            assert!(kept.len() <= KEPT);
        }
        assert_eq!(kept.first().unwrap().at, now);
        assert_eq!(kept.last().unwrap().reason, Reason::Published);
        let since = |age: Millis| kept.iter().filter(|row| now - row.at <= age).count();
        assert!(since(3_600_000) >= 8, "the last hour: {}", since(3_600_000));
        let (day, week) = (since(24 * 3_600_000), kept.len());
        assert!(day > 30 && week - day > 15, "{day} of the last day, {week} of the week");
    }

    #[test]
    fn large_documents_are_bounded() {
        let mut kept: Vec<_> = (0..20).map(|n| row(n, i64::from(100 - n), Reason::Published)).collect();
        kept.iter_mut().for_each(|row| row.bytes = 20 << 20);
        let gone = superfluous(&kept, 1_000);
        assert_eq!(gone.len(), 17);
        assert!(!gone.contains(&kept[0].id));
    }

    #[test]
    fn an_address_made_of_a_title_is_known() {
        assert!(is_made_of("untitled", "") && is_made_of("untitled-12", "🙂"));
        assert!(is_made_of("the-ferry", "The ferry!") && is_made_of("the-ferry-2", "The ferry"));
        assert!(!is_made_of("the-ferry-sails", "The ferry") && !is_made_of("ferry", "The ferry"));
    }
}
