//! Authors and what readers see of them; guests, who write without an account, too.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, Query, State},
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Capability, Refused};
use serde::Deserialize;
use store::{Author, AuthorOrder, AuthorQuery, AuthorRecord, Id, MaybeText};

use super::{
    super::{
        Room,
        account::Notice,
        form::{Fault, Field, again, back, fault_summary, judge},
        guard::Needs,
        refusal::Refusal,
        routes::Route,
        shell::Page,
        staff::Staff,
        words::Words,
    },
    topics::pager,
};

pub(in super::super) const PATH: &str = "/room/authors/";
/// Authors on one page.
const PAGE: u64 = 100;

pub(super) const ROUTES: &[Route] = &[
    Route::get(PATH, Needs::Of(Capability::KeepGuests), || get(list)),
    Route::get("/room/authors/new/", Needs::Of(Capability::KeepGuests), || get(new)),
    Route::post("/room/authors/new/", Needs::Of(Capability::KeepGuests), || post(make)),
    Route::get("/room/authors/{id}/", Needs::Of(Capability::KeepGuests), || get(page)),
    Route::post("/room/authors/{id}/", Needs::Of(Capability::KeepGuests), || post(save)),
];

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    page: u32,
    notice: Option<String>,
}

/// The form. Networks hold what their owner types: a name or an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    name: String,
    slug: String,
    email: String,
    bio: String,
    location: String,
    website: String,
    profile_image: String,
    cover_image: String,
    facebook: String,
    twitter: String,
    threads: String,
    bluesky: String,
    mastodon: String,
    tiktok: String,
    youtube: String,
    instagram: String,
    linkedin: String,
}

/// The networks: name of the field, and how the network calls itself.
const NETWORKS: [(&str, &str); 9] = [
    ("twitter", "X"),
    ("facebook", "Facebook"),
    ("bluesky", "Bluesky"),
    ("mastodon", "Mastodon"),
    ("threads", "Threads"),
    ("instagram", "Instagram"),
    ("tiktok", "TikTok"),
    ("youtube", "YouTube"),
    ("linkedin", "LinkedIn"),
];

impl Sent {
    fn of(record: &AuthorRecord) -> Sent {
        let author = &record.author;
        let text = |text: &MaybeText| text.as_deref().unwrap_or_default().to_owned();
        Sent {
            name: author.name.to_string(),
            slug: author.slug.to_string(),
            email: text(&record.email),
            bio: text(&author.bio),
            location: text(&author.location),
            website: text(&author.website),
            profile_image: text(&author.profile_image),
            cover_image: text(&author.cover_image),
            facebook: text(&author.facebook),
            twitter: text(&author.twitter),
            threads: text(&author.threads),
            bluesky: text(&author.bluesky),
            mastodon: text(&author.mastodon),
            tiktok: text(&author.tiktok),
            youtube: text(&author.youtube),
            instagram: text(&author.instagram),
            linkedin: text(&author.linkedin),
        }
    }

    fn write_to(&self, record: &mut AuthorRecord) {
        let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Box::from);
        record.email = text(&self.email);
        let author = &mut record.author;
        author.name = self.name.trim().into();
        author.slug = self.slug.trim().into();
        author.bio = text(&self.bio);
        author.location = text(&self.location);
        author.website = text(&self.website);
        author.profile_image = text(&self.profile_image);
        author.cover_image = text(&self.cover_image);
        author.facebook = text(&self.facebook);
        author.twitter = text(&self.twitter);
        author.threads = text(&self.threads);
        author.bluesky = text(&self.bluesky);
        author.mastodon = text(&self.mastodon);
        author.tiktok = text(&self.tiktok);
        author.youtube = text(&self.youtube);
        author.instagram = text(&self.instagram);
        author.linkedin = text(&self.linkedin);
    }

    fn network(&self, name: &str) -> &str {
        match name {
            "twitter" => &self.twitter,
            "facebook" => &self.facebook,
            "bluesky" => &self.bluesky,
            "mastodon" => &self.mastodon,
            "threads" => &self.threads,
            "instagram" => &self.instagram,
            "tiktok" => &self.tiktok,
            "youtube" => &self.youtube,
            _ => &self.linkedin,
        }
    }
}

async fn list(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Markup, Refusal> {
    let words = staff.words;
    let number = u64::from(asked.page.clamp(1, 10_000));
    let (authors, all) = room
        .run(move |room| {
            let reader = room.store.reader()?;
            let query =
                AuthorQuery { order: AuthorOrder::Name, offset: (number - 1) * PAGE, limit: PAGE as u32 };
            Ok((reader.authors(&query)?, reader.count_authors()?))
        })
        .await?;
    let title = words.text("authors.title");
    let body = html! {
        div.row {
            h1 { (title) }
            a.button href="/room/authors/new/" { (words.text("authors.new")) }
        }
        p.muted { (words.text("authors.lead")) }
        table.list {
            thead { tr {
                th { (words.text("authors.name")) } th { (words.text("authors.slug")) } th.number { (words.text("topics.stories")) }
            } }
            tbody {
                @for author in &authors {
                    tr {
                        td { a href={ (PATH) (author.id.as_str()) "/" } { (author.name) } }
                        td data-label=(words.text("authors.slug")) { (author.slug) }
                        td.number data-label=(words.text("topics.stories")) { (author.posts) }
                    }
                }
            }
        }
        (pager(words, number, all.div_ceil(PAGE)))
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: asked.notice.as_deref(), body }.show(&room).await)
}

async fn new(State(room): State<Arc<Room>>, staff: Staff) -> Markup {
    show(&room, &staff, None, &Sent::default(), None, None).await
}

async fn make(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    put(&room, &staff, None, sent).await
}

async fn page(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Query(notice): Query<Notice>,
) -> Result<Markup, Refusal> {
    let record = find(&room, &id).await?;
    Ok(show(&room, &staff, Some(&record.author), &Sent::of(&record), None, notice.notice.as_deref()).await)
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Refusal> {
    let record = find(&room, &id).await?;
    put(&room, &staff, Some(record), sent).await
}

async fn find(room: &Arc<Room>, id: &str) -> Result<AuthorRecord, Refusal> {
    let id = id.to_owned();
    let missing = || Refused::NotFound { what: "author", id: String::new() };
    let found = room
        .run(move |room| {
            let id: Id = id.parse().map_err(|_| missing())?;
            room.store.reader()?.author_record(&id)?.ok_or_else(missing)
        })
        .await?;
    Ok(found)
}

async fn put(
    room: &Arc<Room>,
    staff: &Staff,
    old: Option<AuthorRecord>,
    sent: Sent,
) -> Result<Response, Refusal> {
    let (actor, before) = (staff.actor, old.clone());
    let (sent, outcome) = room
        .attempt(sent, move |room, sent| {
            let now = room.newsroom.clock().now();
            let mut record = before.unwrap_or_else(|| AuthorRecord {
                author: Author::named(Id::generate(now), "", "", now),
                email: None,
                status: "active".into(),
            });
            sent.write_to(&mut record);
            room.newsroom.put_author(actor, record)
        })
        .await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(_) => back(PATH, "saved"),
        Err(fault) => {
            let old = old.as_ref().map(|old| &old.author);
            again(show(room, staff, old, &sent, Some(&fault.or_at("slug")), None).await)
        }
    })
}

async fn show(
    room: &Arc<Room>,
    staff: &Staff,
    old: Option<&Author>,
    sent: &Sent,
    fault: Option<&Fault>,
    notice: Option<&str>,
) -> Markup {
    let words = staff.words;
    let title = old.map_or_else(|| words.text("authors.new"), |author| &author.name);
    let routes = room.routes().await.ok();
    let body = html! {
        p { a href=(PATH) { (words.text("authors.title")) } }
        h1 { (title) }
        @if let Some(author) = old {
            @if let Some(page) = routes.as_ref().and_then(|routes| routes.author(&author.slug)) {
                p.muted { a href=(page) { (words.text("list.on_site")) } }
            }
        }
        form.stack method="post" {
            (fault_summary(fault))
            (fields(words, sent, fault))
            button { (words.text("form.save")) }
        }
    };
    Page { staff, place: PATH, title, notice, body }.show(room).await
}

fn fields(words: Words, sent: &Sent, fault: Option<&Fault>) -> Markup {
    html! {
        (Field::text("name", words.text("authors.name"), &sent.name).required().show(fault))
        (Field::text("slug", words.text("authors.slug"), &sent.slug).hint(words.text("topics.slug_hint")).show(fault))
        div.field {
            label for="bio" { (words.text("authors.bio")) }
            textarea #bio name="bio" rows="4" { (sent.bio) }
        }
        (Field::text("location", words.text("authors.location"), &sent.location).show(fault))
        (Field::text("website", words.text("authors.website"), &sent.website).kind("url", "off").show(fault))
        (Field::text("email", words.text("form.email"), &sent.email).kind("email", "off").hint(words.text("authors.email_hint")).show(fault))
        (Field::text("profile_image", words.text("authors.picture"), &sent.profile_image).hint(words.text("settings.picture_hint")).show(fault))
        (Field::text("cover_image", words.text("authors.cover"), &sent.cover_image).show(fault))
        fieldset.stack {
            legend { (words.text("authors.networks")) }
            @for (name, label) in NETWORKS {
                (Field::text(name, label, sent.network(name)).show(fault))
            }
        }
    }
}
