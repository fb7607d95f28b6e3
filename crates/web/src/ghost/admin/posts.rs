//! Posts and pages of every state but those in the trash: listed and read, with the text as Ghost's editor takes it.

use document::Document;
use filter::Expr;
use newsroom::Capability;
use store::{Id, Kind, PostText, Stories, Story};

use super::{
    super::{
        json::{Envelope, Facts, One, Pagination, Post},
        question::Which,
        readership::Readership,
        refusal::{Answered, Refusal, asked},
        wanted::Wanted,
    },
    Answer, Call,
    people::accounts,
    routes::{Route, Who},
};
use crate::site::GHOST_URL;

/// Whoever writes reads posts: which ones, their role says.
pub(super) const POSTS: Who = Who::Programs(Capability::WriteOwn);
pub(super) const PAGES: Who = Who::Programs(Capability::KeepPages);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("posts", POSTS, "posts", |call| browse(&call, Kind::Post)),
    Route::read("posts/slug/{slug}", POSTS, "post", |call| by_slug(&call, Kind::Post)),
    Route::read("posts/{id}", POSTS, "post", |call| by_id(&call, Kind::Post)),
    Route::browse("pages", PAGES, "pages", |call| browse(&call, Kind::Page)),
    Route::read("pages/slug/{slug}", PAGES, "page", |call| by_slug(&call, Kind::Page)),
    Route::read("pages/{id}", PAGES, "page", |call| by_id(&call, Kind::Page)),
];

/// The name of the list.
pub(super) fn list(kind: Kind) -> &'static str {
    match kind {
        Kind::Post => "posts",
        Kind::Page => "pages",
    }
}

fn browse(call: &Call, kind: Kind) -> Answered<Answer> {
    let (question, doing) = (&call.question, call.doing);
    question.check(doing, &Which::List)?;
    let filter = question.filter(doing, |_| false)?;
    let query = query(call, kind, filter.as_ref())?.page(question.offset(), question.limit());
    let reader = call.reader()?;
    let (ids, total) = asked(doing, reader.stories(&query))?;
    let mut stories = Vec::with_capacity(ids.len());
    for id in &ids {
        stories.extend(reader.story(id)?);
    }
    let wanted = Wanted::of_stories(question, &Which::List);
    let authors: Vec<Id> =
        stories.iter().flat_map(|story| story.post.authors.iter().map(|author| author.id)).collect();
    let facts =
        Facts::inside(call.address(), &*call.settings()?).knowing(accounts(call, &reader, &authors, true)?);
    let forms: Vec<Forms> = stories.iter().map(|story| Forms::of(call, story, &wanted)).collect();
    let readership = Readership::read(&reader, stories.iter().map(|story| &*story.post.card.row), &wanted)?;
    let rows = stories
        .iter()
        .zip(&forms)
        .map(|(story, forms)| forms.shape(story, &wanted, &facts, &readership))
        .collect();
    let pagination = Pagination::new(question.page(), question.limit(), total);
    Answer::json(&Envelope { name: list(kind), rows, pagination })
}

/// The stories that a filter names and the caller sees, in the order that the question asks for.
pub(super) fn query(call: &Call, kind: Kind, filter: Option<&Expr>) -> Answered<Stories> {
    seen(call, kind, filter, call.question.order(|_| false).as_deref())
}

/// The same in another order.
pub(super) fn seen(call: &Call, kind: Kind, filter: Option<&Expr>, order: Option<&str>) -> Answered<Stories> {
    let actor = call.actor()?;
    let query = Stories::new(kind, filter, order, call.address().now());
    let mut query = asked(call.doing, query)?;
    if let Some(own) = actor.author {
        if !actor.may(Capability::EditAll) {
            query = query.of(own);
        }
        if actor.limited {
            query = query.within_topics_of(own);
        }
    }
    Ok(query)
}

fn by_id(call: &Call, kind: Kind) -> Answered<Answer> {
    let which = Which::Id(call.place(0).to_owned());
    shown(call, &story(call, kind, &call.id()?)?, &which)
}

fn by_slug(call: &Call, kind: Kind) -> Answered<Answer> {
    let found = call.reader()?.story_id_by_slug(kind, call.slug()?)?;
    let id = found.ok_or_else(|| missing(call, kind))?;
    shown(call, &story(call, kind, &id)?, &Which::Slug(call.place(0).to_owned()))
}

/// The refusal of what there is not.
pub(super) fn missing(call: &Call, kind: Kind) -> Refusal {
    Refusal::not_found(call.doing, if kind == Kind::Page { "Page not found." } else { "Post not found." })
}

/// One that the caller may see, out of the trash.
///
/// # Errors
/// Ghost's refusals.
pub(super) fn story(call: &Call, kind: Kind, id: &Id) -> Answered<Story> {
    match call.newsroom().see_story(call.actor()?, id) {
        Ok((story, _)) if story.post.kind == kind && story.row.desk.trashed.is_none() => Ok(story),
        Ok(_) | Err(newsroom::Refused::NotFound { .. }) => Err(missing(call, kind).into()),
        Err(refused) => Err(refused.into()),
    }
}

fn shown(call: &Call, story: &Story, which: &Which) -> Answered<Answer> {
    written(call, story, which, |json| Answer::json(json))
}

/// Has an answer made of a story.
pub(super) fn written(
    call: &Call,
    story: &Story,
    which: &Which,
    answer: impl FnOnce(&One<Post<'_>>) -> Answered<Answer>,
) -> Answered<Answer> {
    let wanted = Wanted::of_stories(&call.question, which);
    let authors: Vec<Id> = story.post.authors.iter().map(|author| author.id).collect();
    let reader = call.reader()?;
    let facts =
        Facts::inside(call.address(), &*call.settings()?).knowing(accounts(call, &reader, &authors, true)?);
    let readership = Readership::read(&reader, std::iter::once(&*story.post.card.row), &wanted)?;
    let forms = Forms::of(call, story, &wanted);
    answer(&One { name: list(story.post.kind), row: forms.shape(story, &wanted, &facts, &readership) })
}

/// The forms of a story's text.
struct Forms {
    text: PostText,
    lexical: Option<String>,
}

impl Forms {
    fn of(call: &Call, story: &Story, wanted: &Wanted) -> Forms {
        let body = &story.post.body;
        Forms {
            text: body.into(),
            lexical: wanted.format("lexical").then(|| lexical(&body.document, call.api.room.url())),
        }
    }

    fn shape<'a>(
        &'a self,
        story: &'a Story,
        wanted: &'a Wanted,
        facts: &'a Facts<'a>,
        readership: &Readership,
    ) -> Post<'a> {
        let (card, meta) = (&story.post.card, Some(&story.post.meta));
        let tiers = readership.of(card, wanted);
        Post { card, text: Some(&self.text), meta, wanted, facts, lexical: self.lexical.as_deref(), tiers }
    }
}

/// A stored document as Ghost's editor takes it, with absolute addresses. What cannot be read (nothing writes such) is empty.
fn lexical(document: &str, site: &str) -> String {
    let mut document = Document::from_json(document).unwrap_or_default();
    document.mark_site_url();
    document.to_lexical().replace(GHOST_URL, site)
}
