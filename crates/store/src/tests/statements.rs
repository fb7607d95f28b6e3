//! Every statement is prepared on both engines.

use super::Site;
use crate::{
    Direction, Filtered, FilteredOrder, Kind, List, Order, PostColumn, PostQuery, changes,
    db::Sql,
    health, migrate,
    rows::{
        api_key, attempt, audit, author, body, comment, desk, desk_list, factor, filtered, integration, job,
        kept, list, live, media, person, popular, post, preview, redirect, related, revision, settings,
        sitemap, staff,
        stored::{label, member, newsletter, offer, recommendation, snippet, tier},
        tag, taken_out, theme_preview, webhook,
    },
};

/// Every registered statement: (file, statement).
pub(super) fn all() -> Vec<(&'static str, Sql)> {
    let tables: &[(&str, &[Sql])] = &[
        ("changes", changes::STATEMENTS),
        ("health", health::STATEMENTS),
        ("migrate", migrate::STATEMENTS),
        ("api_key", api_key::STATEMENTS),
        ("attempt", attempt::STATEMENTS),
        ("audit", audit::STATEMENTS),
        ("author", author::STATEMENTS),
        ("body", body::STATEMENTS),
        ("comment", comment::STATEMENTS),
        ("desk", desk::STATEMENTS),
        ("desk_list", desk_list::STATEMENTS),
        ("factor", factor::STATEMENTS),
        ("integration", integration::STATEMENTS),
        ("job", job::STATEMENTS),
        ("kept", kept::STATEMENTS),
        ("list", list::STATEMENTS),
        ("live", live::STATEMENTS),
        ("media", media::STATEMENTS),
        ("person", person::STATEMENTS),
        ("popular", popular::STATEMENTS),
        ("post", post::STATEMENTS),
        ("preview", preview::STATEMENTS),
        ("redirect", redirect::STATEMENTS),
        ("related", related::STATEMENTS),
        ("revision", revision::STATEMENTS),
        ("settings", settings::STATEMENTS),
        ("sitemap", sitemap::STATEMENTS),
        ("staff", staff::STATEMENTS),
        ("label", label::STATEMENTS),
        ("member", member::STATEMENTS),
        ("member_label", member::labelled::STATEMENTS),
        ("member_newsletter", member::subscribed::STATEMENTS),
        ("member_tier", member::entitled::STATEMENTS),
        ("newsletter", newsletter::STATEMENTS),
        ("offer", offer::STATEMENTS),
        ("recommendation", recommendation::STATEMENTS),
        ("snippet", snippet::STATEMENTS),
        ("tier", tier::STATEMENTS),
        ("benefit", tier::benefit::STATEMENTS),
        ("tier_benefit", tier::promise::STATEMENTS),
        ("readership", tier::readership::STATEMENTS),
        ("tag", tag::STATEMENTS),
        ("taken_out", taken_out::STATEMENTS),
        ("theme_preview", theme_preview::STATEMENTS),
        ("webhook", webhook::STATEMENTS),
    ];
    let mut all: Vec<_> =
        tables.iter().flat_map(|(file, sqls)| sqls.iter().map(|sql| (*file, *sql))).collect();
    let sized = [
        ("author", author::BY_IDS),
        ("body", body::TEXTS),
        ("body", body::METAS),
        ("desk", desk::PEOPLE_OF),
        ("desk_list", desk_list::CARDS),
        ("list", list::CARDS),
        ("list", list::RELATIONS),
        ("member", member::LABELS),
        ("member", member::NEWSLETTERS),
        ("member", member::TIERS),
        ("readership", tier::readership::OF_POSTS),
        ("tag", tag::BY_IDS),
        ("taken_out", taken_out::KEPT_OF_POSTS),
        ("taken_out", taken_out::OLD_SLUGS),
    ];
    for (file, sized) in sized {
        all.extend([(file, sized.of1), (file, sized.of8), (file, sized.of32), (file, sized.of100)]);
    }
    all
}

/// Every shape of a list that readers ask for on ordinary pages.
pub(super) fn questions() -> Vec<(String, PostQuery)> {
    let mut all = Vec::new();
    for kind in [Kind::Post, Kind::Page] {
        for (name, list) in [
            ("all", List::All),
            ("featured", List::Featured),
            ("tag", List::Tag(super::id(1))),
            ("author", List::Author(super::id(1))),
        ] {
            for language in [None, Some("en")] {
                for (order_name, order) in
                    [("newest", Order::Newest), ("oldest", Order::Oldest), ("updated", Order::Updated)]
                {
                    let name = format!("{} {name} {} {order_name}", kind.as_str(), language.unwrap_or("any"));
                    let language = language.map(Into::into);
                    all.push((
                        name,
                        PostQuery { kind, list: list.clone(), language, order, offset: 0, limit: 25 },
                    ));
                }
            }
        }
    }
    all
}

fn everything_is_prepared(site: &Site) {
    let mut conn = crate::store::connect(&site.target, crate::db::lite::Role::Writer).unwrap();
    for (file, sql) in all() {
        conn.prepare(sql.text).unwrap_or_else(|e| panic!("{file}::{}: {e}\n{}", sql.name, sql.text));
    }
    for (name, query) in questions() {
        for backwards in [false, true] {
            let text = list::page(&query, 0, 25, backwards).text;
            conn.prepare(&text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
        }
        let text = list::count(&query).text;
        conn.prepare(&text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
    }
    let order = Order::By(
        PostColumn::ALL
            .into_iter()
            .flat_map(|c| [(c, Direction::Ascending), (c, Direction::Descending)])
            .collect(),
    );
    let slugs = Order::Slugs(vec!["one".into(), "two".into()]);
    for order in [order, slugs] {
        let query = PostQuery { order, ..PostQuery::newest(List::All, 0, 5) };
        conn.prepare(&list::page(&query, 0, 5, false).text).unwrap();
    }
    for query in filtered_questions() {
        for text in [filtered::page(&query).text, filtered::count(&query).text] {
            conn.prepare(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        }
    }
}

/// Every shape of a list of tags or authors by a filter.
fn filtered_questions() -> Vec<Filtered> {
    let orders = |of: filtered::Of| {
        let by = of.all().flat_map(|c| [(c, Direction::Ascending), (c, Direction::Descending)]).collect();
        [FilteredOrder::By(by), FilteredOrder::Slugs(vec!["one".into()])]
    };
    let filter = filter::parse("slug:-a+count.posts:>1,name:~'x'").unwrap();
    let mut all = Vec::new();
    for filter in [None, Some(&filter)] {
        for order in orders(filtered::Of::Tags) {
            all.push(Filtered::tags(filter, order, 0).unwrap().with_unread());
        }
        for order in orders(filtered::Of::Authors) {
            all.push(Filtered::authors(filter, order, 0).unwrap());
        }
    }
    all
}

super::on_both! { everything_is_prepared }

#[test]
fn names_are_unique_in_their_file() {
    let mut names: Vec<_> = all().into_iter().map(|(file, sql)| (file, sql.name)).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count > 90, "{count} statements");
}

#[test]
fn the_audit_log_is_only_added_to() {
    for (file, sql) in all() {
        let text = sql.text.to_uppercase();
        for word in ["UPDATE AUDIT", "DELETE FROM AUDIT", "REPLACE INTO AUDIT"] {
            assert!(!text.contains(word), "{file}::{}", sql.name);
        }
        if text.contains("INSERT INTO AUDIT") {
            assert!(!text.contains("ON CONFLICT"), "{file}::{}", sql.name);
        }
    }
}
