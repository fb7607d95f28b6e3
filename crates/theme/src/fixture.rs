//! A small site on a temporary database, and themes made of texts: what the tests of this crate render with.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use store::{
    Author, AuthorRecord, Benefit, Id, Kind, List, Newsletter, Post, PostQuery, PostRecord, PostRow, Status,
    Store, Stored as _, TagRow, Target, Tier, TierBenefit,
};

use crate::{ListContext, Page, Pagination, Report, Site, Theme, source::File};

/// 2026-03-10 12:00 UTC: when the tests happen.
pub(crate) const NOW: i64 = 1_773_144_000_000;
const HOUR: i64 = 3_600_000;

/// The database; one a process.
pub(crate) struct Archive {
    pub(crate) store: Store,
    _folder: tempfile::TempDir,
}

static ARCHIVE: LazyLock<Archive> = LazyLock::new(Archive::new);

pub(crate) fn archive() -> &'static Archive {
    &ARCHIVE
}

pub(crate) fn site() -> Site {
    Site::new("https://gazette.example", || NOW)
}

pub(crate) fn id(number: u32) -> Id {
    format!("a{number:023x}").parse().unwrap()
}

/// Slug, headline, language, tags, authors, hours before now.
type Story = (&'static str, &'static str, &'static str, &'static [u32], &'static [u32], i64);

/// Newest first.
const POSTS: [Story; 7] = [
    ("bridge", "The bridge & the river", "en", &[1, 2, 3], &[1, 2], 2),
    ("most", "Мост и река", "ru", &[1], &[1], 3),
    ("harbour", "Harbour opens", "en", &[1], &[2], 26),
    ("members", "For members", "en", &[2], &[1], 50),
    ("archive", "An old story", "en", &[2], &[1], 24 * 40),
    ("quiet", "Quiet night", "en", &[], &[2], 24 * 50),
    ("first", "The first", "en", &[1], &[1], 24 * 400),
];

fn people() -> [Author; 2] {
    let mut ani = Author::named(id(1), "ani", "Ani <Petrosyan>", NOW);
    ani.bio = Some("Writes about rivers.".into());
    ani.twitter = Some("@ani".into());
    ani.website = Some("https://ani.example/".into());
    ani.profile_image = Some("/content/images/2026/ani.jpg".into());
    [ani, Author::named(id(2), "boris", "Boris", NOW)]
}

fn tiers() -> [Tier; 3] {
    let tier = |number, name: &str, tier_type: &str| Tier {
        name: name.into(),
        slug: name.to_lowercase().into(),
        tier_type: tier_type.into(),
        visibility: "public".into(),
        ..Tier::blank(id(number))
    };
    let gold = Tier {
        name: "Gold & more".into(),
        currency: Some("EUR".into()),
        monthly_price: Some(500),
        ..tier(2, "Gold", "paid")
    };
    let former = Tier { active: false, ..tier(3, "Bronze", "paid") };
    [tier(1, "Free", "free"), gold, former]
}

fn topics() -> [TagRow; 3] {
    let mut news = TagRow::named(id(1), "news", "News", NOW);
    news.description = Some("What happened.".into());
    news.accent_color = Some("#aa0000".into());
    [news, TagRow::named(id(2), "culture", "Culture", NOW), TagRow::named(id(3), "hash-wide", "#wide", NOW)]
}

fn record(number: u32, at: usize) -> PostRecord {
    let (slug, title, language, tags, authors, hours) = POSTS[at];
    let mut row = PostRow::draft(id(number), Kind::Post, slug, title, NOW - hours * HOUR);
    row.uuid = format!("00000000-0000-4000-8000-{number:012}").into();
    row.status = Status::Published;
    row.language = language.into();
    row.published_at = Some(NOW - hours * HOUR);
    row.excerpt = format!("Opening of {slug}: it \"begins\" here.").into();
    row.reading_time = 3;
    row.word_count = 600;
    row.comment_id = Some(row.id.as_str().into());
    if matches!(slug, "bridge" | "most") {
        row.translation_key = Some("bridge".into());
    }
    let mut post = PostRecord {
        row,
        body: store::PostBody::default(),
        meta: store::PostMeta::default(),
        tags: tags.iter().map(|&tag| id(tag)).collect(),
        authors: authors.iter().map(|&author| id(author)).collect(),
        tiers: Vec::new(),
        terms: Vec::new(),
        words: None,
    };
    post.body.document = "{\"type\":\"doc\",\"content\":[]}".into();
    post.body.html = format!("<p>Text of <em>{slug}</em> goes on and on.</p><p>And ends.</p>").into();
    post.body.plaintext = format!("Text of {slug} goes on and on.\n\nAnd ends.").into();
    match slug {
        "bridge" => {
            post.row.custom_excerpt = Some("Why it took \"so long\".".into());
            post.row.feature_image = Some("/content/images/2026/bridge.jpg".into());
            post.row.feature_image_alt = Some("A bridge".into());
            post.row.feature_image_caption =
                Some("Photo: <a href=\"https://x.org\" onclick=\"x()\">Ani</a>".into());
            post.row.feature_image_credit = Some("Ani".into());
            post.row.feature_image_focus = Some("33% 20%".into());
            post.row.feature_image_width = Some(1600);
            post.row.feature_image_height = Some(900);
            post.row.featured = true;
            post.row.edited_at = Some(NOW - HOUR);
            post.body.codeinjection_head = Some("<!-- post head -->".into());
            post.body.codeinjection_foot = Some("<!-- post foot -->".into());
            post.body.trusted = true;
            post.meta.meta_description = Some("About a bridge".into());
        }
        "harbour" => {
            post.body.codeinjection_head = Some("<script>evil()</script>".into());
            post.row.title = "Harbour </script><script>opens".into();
        }
        "members" => {
            post.row.visibility = "members".into();
            post.tiers.push(id(2));
            post.row.excerpt = "Open part. Secret part.".into();
            post.body.html = "<p>Open part.</p><!--members-only--><p>Secret part.</p>".into();
        }
        _ => {}
    }
    post
}

impl Archive {
    /// One that a test may write into.
    pub(crate) fn new() -> Archive {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Target::Sqlite { path: folder.path().join("t.db") }, folder.path()).unwrap();
        let settings = [
            ("title", "The Gazette"),
            ("description", "News of the river"),
            ("locale", "en"),
            ("timezone", "Asia/Yerevan"),
            ("accent_color", "#aa0011"),
            ("icon", "/content/images/icon.png"),
            ("facebook", "gazette"),
            ("twitter", "@gazette"),
            ("bluesky", "gazette.example"),
            ("codeinjection_head", "<!-- site head -->"),
            ("announcement_content", "<b>Vote!</b>"),
            ("announcement_background", "accent"),
            ("announcement_visibility", "[\"visitors\"]"),
            ("languages", "[\"en\",\"ru\"]"),
            (
                "navigation",
                r#"[{"label":"Home","url":"/"},{"label":"News & more","url":"/tag/news/"},{"label":"Out","url":"https://out.example/"}]"#,
            ),
            ("secondary_navigation", r##"[{"label":"Join","url":"#/portal/signup"}]"##),
        ];
        store
            .write(|writer| {
                for (key, value) in settings {
                    writer.set_setting(key, Some(value))?;
                }
                for tag in topics() {
                    writer.put_tag(&tag)?;
                }
                for author in people() {
                    writer.put_author(&AuthorRecord { author, email: None, status: "active".into() })?;
                }
                for tier in tiers() {
                    writer.put_row(&tier)?;
                }
                writer
                    .put_row(&Benefit { name: "Letters from the harbour".into(), ..Benefit::blank(id(1)) })?;
                writer.put_row(&TierBenefit::new(id(1), &id(2), &id(1), 0))?;
                for (number, name, status) in [(1, "Morning", "active"), (2, "Evening", "archived")] {
                    let row = Newsletter {
                        name: name.into(),
                        status: status.into(),
                        ..Newsletter::blank(id(number))
                    };
                    writer.put_row(&row)?;
                }
                for at in 0..POSTS.len() {
                    writer.put_post(&record(100 + at as u32, at))?;
                }
                let mut about = record(200, 0);
                about.row.kind = Kind::Page;
                about.row.slug = "about".into();
                about.row.title = "About us".into();
                about.row.uuid = "00000000-0000-4000-8000-000000000200".into();
                about.row.show_title_and_feature_image = false;
                about.row.translation_key = None;
                writer.put_post(&about)?;
                writer.count_views(NOW / 86_400_000, &[(id(102), 5), (id(104), 9)])?;
                writer.rank_popular(NOW / 86_400_000, 7, 10)?;
                Ok::<_, store::Error>(())
            })
            .unwrap();
        Archive { store, _folder: folder }
    }

    pub(crate) fn reader(&self) -> store::Reader {
        self.store.reader().unwrap()
    }

    pub(crate) fn post(&self, slug: &str) -> Post {
        self.reader().post_by_slug(Kind::Post, slug).unwrap().unwrap()
    }

    /// The page of a post.
    pub(crate) fn entry(&self, slug: &str) -> Page {
        Page::Entry { post: Box::new(self.post(slug)), preview: false }
    }

    /// The page of a page.
    pub(crate) fn about(&self) -> Page {
        let post = self.reader().post_by_slug(Kind::Page, "about").unwrap().unwrap();
        Page::Entry { post: Box::new(post), preview: false }
    }

    /// A page of the front, three posts on each.
    pub(crate) fn front(&self, page: u64) -> Page {
        self.list(ListContext::Front, List::All, page)
    }

    /// A page of a topic.
    pub(crate) fn topic(&self, slug: &str, page: u64) -> Page {
        let tag = self.reader().tag_by_slug(slug).unwrap().unwrap();
        let list = List::Tag(tag.id);
        self.list(ListContext::Tag(tag), list, page)
    }

    /// A page of an author.
    pub(crate) fn writer(&self, slug: &str, page: u64) -> Page {
        let author: Arc<Author> = self.reader().author_by_slug(slug).unwrap().unwrap();
        let list = List::Author(author.id);
        self.list(ListContext::Author(author), list, page)
    }

    fn list(&self, context: ListContext, list: List, page: u64) -> Page {
        let reader = self.reader();
        let query = PostQuery::newest(list, (page - 1) * 3, 3);
        let pagination = Pagination::new(page, 3, reader.count_posts(&query).unwrap());
        Page::List { context, posts: reader.posts(&query).unwrap(), pagination, language: None }
    }
}

pub(crate) const PACKAGE: &str = r##"{"name": "test", "version": "1.0.0", "author": {"email": "a@example.org"},
    "config": {"posts_per_page": 3, "image_sizes": {"s": {"width": 300}, "og": {"width": 1200, "height": 630}},
    "custom": {"tone": {"type": "select", "options": ["Calm", "Loud"], "default": "Calm"}}}}"##;

/// A theme of texts, besides a package file and one asset.
pub(crate) fn theme_with_report(files: &[(&str, &str)]) -> (Theme, Report) {
    let own = [("package.json", PACKAGE), ("assets/css/screen.css", "body{}")];
    let given = |path: &str| files.iter().any(|(own, _)| *own == path);
    let all = own.iter().filter(|(path, _)| !given(path)).chain(files);
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).to_owned(),
        bytes: Cow::Owned(text.as_bytes().to_vec()),
    };
    let mut report = Report::default();
    let theme = Theme::assemble(all.map(file).collect(), &mut report);
    (theme, report.sorted())
}

/// A theme of texts.
pub(crate) fn theme(files: &[(&str, &str)]) -> Theme {
    theme_with_report(files).0
}

/// Renders a template as `index.hbs` and `post.hbs` of a theme, with some more files.
pub(crate) fn try_render(
    template: &str,
    files: &[(&str, &str)],
    page: &Page,
) -> Result<String, crate::RenderError> {
    try_render_in(archive(), template, files, page)
}

/// The same with another site.
pub(crate) fn try_render_in(
    archive: &Archive,
    template: &str,
    files: &[(&str, &str)],
    page: &Page,
) -> Result<String, crate::RenderError> {
    let mut all: Vec<_> = ["index.hbs", "post.hbs", "error.hbs", "private.hbs"]
        .into_iter()
        .map(|file| (file, template))
        .collect();
    all.extend(files);
    // What a busy machine needs is no bound that a test is about.
    let patience = std::time::Duration::from_secs(120);
    theme(&all).render_within(patience, page, &site(), &archive.reader())
}

/// Renders a template and compares.
#[track_caller]
pub(crate) fn check(template: &str, page: &Page, expected: &str) {
    check_with(template, &[], page, expected);
}

/// Renders a template in a theme with some more files and compares.
#[track_caller]
pub(crate) fn check_with(template: &str, files: &[(&str, &str)], page: &Page, expected: &str) {
    match try_render(template, files, page) {
        Ok(html) => assert_eq!(html, expected, "\n{template}"),
        Err(error) => panic!("{template}\n{error}"),
    }
}
