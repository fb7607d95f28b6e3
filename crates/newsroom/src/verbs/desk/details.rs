use document::Focus;
use store::{Id, Kind, Millis, PostRecord, Status, Text, Writer};

use super::access::{has_own_topic, open};
use super::planning::Plan;
use super::{Opened, after, deriver, note};
use crate::draft::clean_line;
use crate::verbs::stored::chosen;
use crate::words::slugify;
use crate::{Actor, Because, Capability, Deed, Newsroom, Notice, PostDraft, Refused};

/// Changes of what the side panel shows; what is `None` stays. An empty text takes a value away.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are those of the fields")]
pub struct StoryChanges {
    pub slug: Option<String>,
    pub kicker: Option<String>,
    pub topics: Option<Vec<Id>>,
    pub authors: Option<Vec<Id>>,
    pub assignees: Option<Vec<Id>>,
    pub published_at: Option<Option<Millis>>,
    pub due_at: Option<Option<Millis>>,
    pub embargo_until: Option<Option<Millis>>,
    pub target_words: Option<Option<u32>>,
    pub visibility: Option<String>,
    /// The tiers that may read it, where its visibility is `tiers`. As long as there are none, nobody may.
    pub tiers: Option<Vec<Id>>,
    pub featured: Option<bool>,
    pub language: Option<String>,
    pub translation_key: Option<String>,
    /// The story of which this one is a version in another language.
    pub translation_of: Option<Id>,
    pub template: Option<String>,
    pub canonical_url: Option<String>,
    pub meta_title: Option<String>,
    pub meta_description: Option<String>,
    pub og_title: Option<String>,
    pub og_description: Option<String>,
    pub og_image: Option<String>,
    pub twitter_title: Option<String>,
    pub twitter_description: Option<String>,
    pub twitter_image: Option<String>,
    pub feature_image: Option<String>,
    /// Pixels: width, height.
    pub feature_image_size: Option<Option<(u32, u32)>>,
    pub feature_image_alt: Option<String>,
    pub feature_image_caption: Option<String>,
    pub feature_image_credit: Option<String>,
    /// `33% 20%`, from the left and from the top.
    pub feature_image_focus: Option<String>,
    pub codeinjection_head: Option<String>,
    pub codeinjection_foot: Option<String>,
    pub show_title_and_feature_image: Option<bool>,
}

/// Topics, authors of one story.
const MOST: usize = 50;
/// Bytes of injected code.
const CODE: usize = 65_535;

impl Newsroom {
    /// Changes details of a story, all or none. `seen` is the version of the details that the actor started from.
    ///
    /// # Errors
    /// [`Refused::NotFound`], [`Refused::NotAllowed`]; [`Refused::Conflict`] when somebody else changed details since `seen`;
    /// [`Refused::Invalid`] naming the field.
    pub fn change_story(
        &self,
        actor: Actor,
        id: &Id,
        seen: i64,
        changes: StoryChanges,
    ) -> Result<(), Refused> {
        let now = self.clock.now();
        self.store.write(|writer| {
            let opened = open(writer, actor, id)?;
            opened.must_not_be_trashed()?;
            if opened.row.version != seen {
                return Err(Refused::conflict(Because::ChangedMeanwhile));
            }
            plan(writer, actor, now, &opened, &changes)?;
            let Some(draft) = changed(writer, actor, now, &opened, changes)? else { return Ok(()) };
            let slug_was = opened.post.row.slug.clone();
            let record = deriver(writer)?.derive(draft)?;
            let told = told(&opened.post, &record);
            writer.put_post(&record).map_err(|error| match error {
                store::Error::Taken { .. } => Refused::invalid("slug", Because::AddressTaken),
                other => other.into(),
            })?;
            Notice::Details.tell(writer, id);
            if opened.post.row.status != Status::Draft || record.row.slug != slug_was {
                note(writer, now, &actor, "story.changed", id, Some(&told.0), Some(&told.1))?;
            }
            Ok(())
        })
    }
}

/// What only the desk knows.
fn plan(
    writer: &mut Writer,
    actor: Actor,
    now: Millis,
    opened: &Opened,
    changes: &StoryChanges,
) -> Result<(), Refused> {
    let mut plan = Plan::of(actor, opened, now)?;
    if let Some(people) = &changes.assignees {
        plan.assign(people)?;
    }
    if let Some(due_at) = changes.due_at {
        plan.due(due_at)?;
    }
    if let Some(words) = changes.target_words {
        plan.target(words)?;
    }
    if let Some(until) = changes.embargo_until {
        plan.embargo(until)?;
    }
    plan.save(writer, actor, opened)
}

/// The draft of a story with some details changed, as far as the actor may; `None` when nothing of the post changes.
pub(super) fn changed(
    writer: &mut Writer,
    actor: Actor,
    now: Millis,
    opened: &Opened,
    changes: StoryChanges,
) -> Result<Option<PostDraft>, Refused> {
    let Some(mut draft) = (Change { writer, actor, now, opened }).apply(changes)? else { return Ok(None) };
    if !opened.access.change {
        return Err(Refused::NotAllowed { deed: Deed::ChangeStory });
    }
    draft.row.updated_at = after(&opened.post, now);
    Ok(Some(draft))
}

struct Change<'a> {
    writer: &'a mut Writer,
    actor: Actor,
    now: Millis,
    opened: &'a Opened,
}

impl Change<'_> {
    /// The changed draft; `None` when nothing of the post changes.
    fn apply(mut self, changes: StoryChanges) -> Result<Option<PostDraft>, Refused> {
        let before = PostDraft::of(self.opened.post.clone())?;
        let mut draft = before.clone();
        self.address(&mut draft, &changes)?;
        self.people_and_topics(&mut draft, &changes)?;
        self.kind(&mut draft, &changes)?;
        self.language(&mut draft, &changes)?;
        texts(&mut draft, &changes)?;
        if changes.feature_image.is_some() && draft.row.feature_image != before.row.feature_image {
            self.take_from_library(&mut draft)?;
        }
        pictures(&mut draft, &changes)?;
        self.code(&mut draft, &changes)?;
        let same = draft.row == before.row
            && draft.meta == before.meta
            && draft.tags == before.tags
            && draft.authors == before.authors
            && draft.tiers == before.tiers
            && draft.codeinjection_head == before.codeinjection_head
            && draft.codeinjection_foot == before.codeinjection_foot;
        Ok((!same).then_some(draft))
    }

    fn address(&mut self, draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
        if let Some(slug) = changes.slug.as_deref().map(str::trim) {
            if slug.is_empty() {
                return Err(Refused::invalid("slug", Because::AddressNeeded));
            }
            if *slug != *draft.row.slug && slug != slugify(slug) {
                let why = Because::AddressWouldBe.with("given", slug).with("instead", slugify(slug));
                return Err(Refused::invalid("slug", why));
            }
            draft.row.slug = slug.into();
        }
        if let Some(address) = &changes.canonical_url {
            let plausible = address.starts_with('/')
                || url::Url::parse(address).is_ok_and(|url| url.scheme().starts_with("http"));
            if !address.is_empty() && !plausible {
                return Err(Refused::invalid("canonicalUrl", Because::NoWebAddress.with("given", address)));
            }
            draft.row.canonical_url = limited("canonicalUrl", address, 2_000)?;
        }
        if let Some(at) = changes.published_at
            && at != draft.row.published_at
        {
            match draft.row.status {
                Status::Scheduled => {
                    return Err(Refused::invalid("publishedAt", Because::ScheduledAlready));
                }
                Status::Published if at.is_none() => {
                    return Err(Refused::invalid("publishedAt", Because::DateNeeded));
                }
                _ => {}
            }
            if at.is_some_and(|at| at > self.now) {
                return Err(Refused::invalid("publishedAt", Because::NotInFuture));
            }
            draft.row.published_at = at;
        }
        Ok(())
    }

    fn people_and_topics(&mut self, draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
        if let Some(authors) = &changes.authors
            && *authors != draft.authors
        {
            self.actor.must(Capability::EditAll, Deed::ChangeAuthors)?;
            if authors.is_empty() && draft.row.kind == Kind::Post {
                return Err(Refused::invalid("authors", Because::AuthorNeeded));
            }
            if authors.len() > MOST {
                return Err(Refused::invalid("authors", Because::AuthorsMany.with("most", MOST)));
            }
            draft.authors.clone_from(authors);
        }
        if let Some(topics) = &changes.topics
            && *topics != draft.tags
        {
            if topics.len() > MOST {
                return Err(Refused::invalid("topics", Because::TopicsMany.with("most", MOST)));
            }
            if !has_own_topic(self.writer, self.actor, topics)? {
                return Err(Refused::invalid("topics", Because::OwnTopic));
            }
            draft.tags.clone_from(topics);
        }
        Ok(())
    }

    fn kind(&mut self, draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
        if let Some(visibility) = &changes.visibility {
            if !matches!(visibility.as_str(), "public" | "members" | "paid" | "tiers")
                && **visibility != *draft.row.visibility
            {
                return Err(Refused::invalid("visibility", Because::NoVisibility));
            }
            draft.row.visibility = visibility.as_str().into();
        }
        if let Some(tiers) = &changes.tiers {
            draft.tiers = chosen(self.writer, tiers, &draft.tiers)?;
        }
        if let Some(featured) = changes.featured
            && featured != draft.row.featured
        {
            self.actor.must(Capability::Curate, Deed::ChoosePicks)?;
            draft.row.featured = featured;
        }
        if let Some(template) = &changes.template {
            let plausible =
                template.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            if !plausible {
                return Err(Refused::invalid("template", Because::NoTemplate));
            }
            draft.row.custom_template = limited("template", template, 100)?;
        }
        if let Some(shown) = changes.show_title_and_feature_image {
            draft.row.show_title_and_feature_image = shown;
        }
        Ok(())
    }

    fn language(&mut self, draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
        if let Some(language) = &changes.language {
            if !crate::settings::is_language(language) {
                let why = Because::NoLanguage.with("given", language);
                return Err(Refused::invalid("language", why));
            }
            draft.row.language = language.as_str().into();
        }
        if let Some(key) = &changes.translation_key {
            draft.row.translation_key = limited("translationKey", key, 100)?;
        }
        if let Some(id) = changes.translation_of {
            let other = open(self.writer, self.actor, &id)?;
            if id == draft.row.id || other.post.row.kind != draft.row.kind {
                return Err(Refused::invalid("translationOf", Because::NoVersion));
            }
            let key = match &other.post.row.translation_key {
                Some(key) => key.clone(),
                None => self.key_for(other)?,
            };
            draft.row.translation_key = Some(key);
        }
        Ok(())
    }

    /// A story that had no versions gets a key, by which they know each other.
    fn key_for(&mut self, other: Opened) -> Result<Text, Refused> {
        if !other.access.change {
            return Err(Refused::NotAllowed { deed: Deed::ChangeOther });
        }
        let mut post = other.post;
        let key: Text = post.row.id.as_str().into();
        post.row.translation_key = Some(key.clone());
        post.row.updated_at = after(&post, self.now);
        self.writer.put_post(&post)?;
        Ok(key)
    }

    /// Size and focus of another picture: what the library knows of it.
    fn take_from_library(&mut self, draft: &mut PostDraft) -> Result<(), Refused> {
        let known = match draft.row.feature_image.as_deref() {
            Some(path) => self.writer.media_by_path(path)?,
            None => None,
        };
        let row = &mut draft.row;
        (row.feature_image_width, row.feature_image_height) =
            known.as_ref().map_or((None, None), |known| (known.width, known.height));
        row.feature_image_focus =
            known.and_then(|known| known.focus).and_then(|(x, y)| Some(Focus::new(x, y)?.to_string().into()));
        Ok(())
    }

    fn code(&mut self, draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
        for (field, new, old) in [
            ("codeinjectionHead", &changes.codeinjection_head, &mut draft.codeinjection_head),
            ("codeinjectionFoot", &changes.codeinjection_foot, &mut draft.codeinjection_foot),
        ] {
            let Some(new) = new else { continue };
            if *new == old.as_deref().unwrap_or_default() {
                continue;
            }
            self.actor.must(Capability::InjectCode, Deed::InjectCode)?;
            if new.len() > CODE {
                return Err(Refused::invalid(field, Because::TooManyBytes.with("most", CODE)));
            }
            *old = (!new.is_empty()).then(|| new.clone());
        }
        draft.trusted |= draft.codeinjection_head.is_some() || draft.codeinjection_foot.is_some();
        Ok(())
    }
}

fn texts(draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
    let meta = &mut draft.meta;
    for (field, limit, new, old) in [
        ("kicker", 150, &changes.kicker, &mut draft.row.kicker),
        ("metaTitle", 300, &changes.meta_title, &mut meta.meta_title),
        ("metaDescription", 500, &changes.meta_description, &mut meta.meta_description),
        ("ogTitle", 300, &changes.og_title, &mut meta.og_title),
        ("ogDescription", 500, &changes.og_description, &mut meta.og_description),
        ("ogImage", 2_000, &changes.og_image, &mut meta.og_image),
        ("twitterTitle", 300, &changes.twitter_title, &mut meta.twitter_title),
        ("twitterDescription", 500, &changes.twitter_description, &mut meta.twitter_description),
        ("twitterImage", 2_000, &changes.twitter_image, &mut meta.twitter_image),
        ("featureImage", 2_000, &changes.feature_image, &mut draft.row.feature_image),
        ("featureImageAlt", 300, &changes.feature_image_alt, &mut draft.row.feature_image_alt),
        ("featureImageCredit", 300, &changes.feature_image_credit, &mut draft.row.feature_image_credit),
    ] {
        if let Some(new) = new {
            *old = limited(field, new, limit)?;
        }
    }
    Ok(())
}

fn pictures(draft: &mut PostDraft, changes: &StoryChanges) -> Result<(), Refused> {
    for (field, image) in [
        ("featureImage", &draft.row.feature_image),
        ("ogImage", &draft.meta.og_image),
        ("twitterImage", &draft.meta.twitter_image),
    ] {
        if image.as_deref().is_some_and(|image| !document::may_load(image)) {
            return Err(Refused::invalid(field, Because::NoPicture));
        }
    }
    if let Some(caption) = &changes.feature_image_caption {
        let caption = clean_line(caption);
        draft.row.feature_image_caption = limited("featureImageCaption", &caption, 5_000)?;
    }
    if let Some(focus) = &changes.feature_image_focus {
        if !focus.is_empty() && focus.parse::<Focus>().is_err() {
            return Err(Refused::invalid("featureImageFocus", Because::NoFocus));
        }
        draft.row.feature_image_focus = (!focus.is_empty()).then(|| focus.as_str().into());
    }
    if let Some(size) = changes.feature_image_size {
        draft.row.feature_image_width = size.map(|(width, _)| width);
        draft.row.feature_image_height = size.map(|(_, height)| height);
    }
    Ok(())
}

/// A text within its limit, trimmed; nothing when it is empty.
fn limited(field: &'static str, text: &str, limit: usize) -> Result<Option<Text>, Refused> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(Refused::invalid(field, Because::TooLong.with("most", limit)));
    }
    Ok((!text.is_empty()).then(|| text.into()))
}

/// The fields that changed, before and after, for the audit log.
fn told(before: &PostRecord, after: &PostRecord) -> (String, String) {
    let (mut was, mut is) = (serde_json::Map::new(), serde_json::Map::new());
    let mut tell = |name: &str, before: serde_json::Value, after: serde_json::Value| {
        if before != after {
            was.insert(name.to_owned(), before);
            is.insert(name.to_owned(), after);
        }
    };
    let (old, new) = (&before.row, &after.row);
    let ids = |ids: &[Id]| serde_json::json!(ids.iter().map(Id::as_str).collect::<Vec<_>>());
    tell("slug", (*old.slug).into(), (*new.slug).into());
    tell("topics", ids(&before.tags), ids(&after.tags));
    tell("authors", ids(&before.authors), ids(&after.authors));
    tell("visibility", (*old.visibility).into(), (*new.visibility).into());
    tell("tiers", ids(&before.tiers), ids(&after.tiers));
    tell("language", (*old.language).into(), (*new.language).into());
    tell("featured", old.featured.into(), new.featured.into());
    tell("publishedAt", old.published_at.into(), new.published_at.into());
    tell("canonicalUrl", old.canonical_url.as_deref().into(), new.canonical_url.as_deref().into());
    let code = |record: &PostRecord| {
        serde_json::json!([record.body.codeinjection_head, record.body.codeinjection_foot])
    };
    tell("code", code(before), code(after));
    let text = |map| serde_json::Value::Object(map).to_string();
    (text(was), text(is))
}
