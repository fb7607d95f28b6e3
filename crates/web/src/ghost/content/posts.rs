//! Posts and pages.

use std::collections::HashMap;

use store::{Id, Kind, Order, PostCard, PostMeta, PostQuery, PostText};

use super::super::{
    json::{Envelope, Facts, One, Pagination, Post, written},
    question::{Question, Which, is_barred},
    readership::Readership,
    refusal::{Answered, Doing, Refusal, asked},
    wanted::{Wanted, is_of_meta},
};
use crate::site::Desk;

/// One, or a page of a list.
pub(super) fn find(
    desk: &Desk<'_>,
    kind: Kind,
    which: &Which,
    doing: Doing,
    question: &Question,
) -> Answered<String> {
    if let Some(field) = question.fields().iter().flatten().find(|field| RELATIONS.contains(&field.as_str()))
    {
        let why = format!("“{field}” is no field but a relation: ask for it with “include”");
        return Err(Refusal::not_understood(doing, &why).into());
    }
    let wanted = Wanted::of_posts(question, which);
    let name = if kind == Kind::Page { "pages" } else { "posts" };
    let settings = desk.reader.settings()?;
    let facts = Facts::new(desk.address, &settings);
    let found = match which {
        Which::List => None,
        Which::Id(id) => match id.parse::<Id>() {
            Ok(id) => Some(desk.reader.post_by_id(&id)?.filter(|post| post.kind == kind)),
            Err(_) => Some(None),
        },
        Which::Slug(slug) => Some(desk.reader.post_by_slug(kind, slug)?),
    };
    if let Some(found) = found {
        let missing = if kind == Kind::Page { "Page not found." } else { "Post not found." };
        let post = found.ok_or_else(|| Refusal::not_found(doing, missing))?;
        let readership = Readership::read(desk.reader, std::iter::once(&*post.card.row), &wanted)?;
        let post = Post {
            card: &post.card,
            text: Some(&post.body),
            meta: Some(&post.meta),
            wanted: &wanted,
            facts: &facts,
            lexical: None,
            tiers: readership.of(&post.card, &wanted),
        };
        return written(&One { name, row: post });
    }
    let (cards, total) = list(desk, kind, doing, question)?;
    let ids: Vec<Id> = cards.iter().map(|card| card.id).collect();
    let texts: HashMap<Id, PostText> =
        if wanted.needs_text() { desk.reader.post_texts(&ids)? } else { HashMap::new() };
    let metas: HashMap<Id, PostMeta> =
        if wanted.needs_meta() { desk.reader.post_metas(&ids)? } else { HashMap::new() };
    let readership = Readership::read(desk.reader, cards.iter().map(|card| &*card.row), &wanted)?;
    let rows = cards
        .iter()
        .map(|card| Post {
            card,
            text: texts.get(&card.id),
            meta: metas.get(&card.id),
            wanted: &wanted,
            facts: &facts,
            lexical: None,
            tiers: readership.of(card, &wanted),
        })
        .collect();
    written(&Envelope { name, rows, pagination: Pagination::new(question.page(), question.limit(), total) })
}

fn list(desk: &Desk<'_>, kind: Kind, doing: Doing, question: &Question) -> Answered<(Vec<PostCard>, u64)> {
    // What decides which posts there are at all is not the program's to say; Ghost takes it out, too.
    let filter = question.filter(doing, |name| is_barred(name) || is_barred_here(kind, name))?;
    let now = desk.address.now();
    let Some(list) = asked(doing, theme::list_for(desk.reader, filter, now))? else {
        return Ok((Vec::new(), 0));
    };
    let order = match (question.order(|name| is_barred(name) || is_barred_here(kind, name)), question.slugs())
    {
        (None, Some(slugs)) => Order::Slugs(slugs),
        (None, None) => Order::usual(kind),
        (Some(order), _) => {
            let mut columns = order.split(',').filter_map(|part| part.split_whitespace().next());
            if let Some(column) = columns.find(|column| is_of_meta(column)) {
                return Err(
                    Refusal::not_understood(doing, &format!("there is no order by “{column}”")).into()
                );
            }
            Order::read(&order)
        }
    };
    let query =
        PostQuery { kind, list, language: None, order, offset: question.offset(), limit: question.limit() };
    let total = asked(doing, desk.reader.count_posts(&query))?;
    let cards = if query.offset < total { asked(doing, desk.reader.posts(&query))? } else { Vec::new() };
    Ok((cards, total))
}

/// What is not a field of posts, but stands beside them in tables of its own.
const RELATIONS: [&str; 6] =
    ["tags", "authors", "tiers", "posts_meta", "post_revisions", "mobiledoc_revisions"];

/// What of Ghost's names is not asked for on posts and pages, and of their authors and tags.
fn is_barred_here(kind: Kind, name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_prefix("posts.").unwrap_or(&name);
    if let Some((relation, column)) = name.split_once('.') {
        return match relation {
            "author" | "authors" | "primary_author" => {
                matches!(column, "status" | "last_seen" | "created_at" | "updated_at" | "visibility")
            }
            "tag" | "tags" | "primary_tag" => matches!(column, "created_at" | "updated_at" | "parent_id"),
            _ => false,
        };
    }
    match name {
        "status" => true,
        "show_title_and_feature_image" => kind == Kind::Post,
        "email_subject" => kind == Kind::Page,
        _ => false,
    }
}
