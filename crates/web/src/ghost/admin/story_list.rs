//! The list of posts as CSV, in Ghost's columns; those about letters and members are left out, as in a Ghost without members.

use store::{Kind, PostCard};

use super::{
    super::{
        json::Facts,
        refusal::{Answered, asked},
    },
    Answer, Call,
    posts::{POSTS, query},
    routes::Route,
    sheet::Sheet,
};

pub(super) const ROUTES: &[Route] = &[Route::read("posts/export", POSTS, "posts", down)];

/// Posts that are read at once, and at most; and how many come when the question does not say.
const PAGE: u64 = 50;
const MOST: u64 = 100_000;
const USUAL: u64 = 15;

const COLUMNS: [&str; 11] = [
    "id",
    "title",
    "url",
    "author",
    "status",
    "created_at",
    "updated_at",
    "published_at",
    "featured",
    "tags",
    "post_access",
];

fn down(call: Call) -> Answered<Answer> {
    let asked_for = call.question.filter(call.doing, |_| false)?;
    let read = || filter::parse("status:published,status:sent").ok();
    let query = query(&call, Kind::Post, asked_for.or_else(read).as_ref())?;
    let most = match call.question.get("limit") {
        Some("all") => MOST,
        Some(limit) => limit.parse().unwrap_or(USUAL).clamp(1, MOST),
        None => USUAL,
    };
    let (reader, settings) = (call.reader()?, call.settings()?);
    let facts = Facts::inside(call.address(), &settings);
    let mut sheet = Sheet::with(&COLUMNS)?;
    for at in (0..most).step_by(PAGE as usize) {
        let page = query.clone().page(at, PAGE.min(most - at) as u32);
        let (ids, _) = asked(call.doing, reader.stories(&page))?;
        for story in reader.desk_cards(&ids)? {
            sheet.row(line(&facts, &story.card))?;
        }
        if (ids.len() as u64) < PAGE {
            break;
        }
    }
    sheet.answer(&call, "post-analytics")
}

fn line(facts: &Facts<'_>, card: &PostCard) -> [String; 11] {
    let date = |at: Option<i64>| at.and_then(|at| facts.date(at)).unwrap_or_default();
    let status = match card.status.as_str() {
        "published" => "published only",
        "sent" => "emailed only",
        other => other,
    };
    let access = match &*card.visibility {
        "public" => "Public",
        "members" => "Members-only",
        "paid" => "Paid members-only",
        other => other,
    };
    [
        card.id.to_string(),
        card.title.to_string(),
        facts.post(card),
        card.authors.iter().map(|author| &*author.name).collect::<Vec<_>>().join(", "),
        status.to_owned(),
        date(Some(card.created_at)),
        date(Some(card.updated_at)),
        date(card.published_at.filter(|_| card.is_public())),
        card.featured.to_string(),
        card.tags.iter().map(|tag| &*tag.name).collect::<Vec<_>>().join(", "),
        access.to_owned(),
    ]
}
