//! Filters of Ghost's language: the same answer on both engines, within bounds, whatever is asked.

use std::time::{Duration, Instant};

use filter::{Compare, Expr, Match, Test, Unit, Value};
use proptest::prelude::*;

use super::{HOUR, START, Site, id, newsroom, numbers};
use crate::{Error, List, Matching, PostQuery, Result, Tag};

super::on_both! {
    everything_can_be_asked_of_every_property
    letters_of_every_script_fold
    hostile_filters_are_refused_or_answered
    what_takes_too_long_ends_and_the_snapshot_goes_on
}

/// Every property that a filter may name.
const PROPERTIES: [&str; 57] = [
    "id",
    "uuid",
    "slug",
    "title",
    "status",
    "visibility",
    "feature_image",
    "custom_excerpt",
    "canonical_url",
    "custom_template",
    "comment_id",
    "language",
    "locale",
    "translation_key",
    "kicker",
    "feature_image_alt",
    "feature_image_caption",
    "feature_image_credit",
    "feature_image_focus",
    "type",
    "featured",
    "show_title_and_feature_image",
    "reading_time",
    "word_count",
    "published_at",
    "updated_at",
    "created_at",
    "meta_title",
    "meta_description",
    "og_image",
    "og_title",
    "og_description",
    "twitter_image",
    "twitter_title",
    "twitter_description",
    "posts_meta.email_subject",
    "frontmatter",
    "codeinjection_head",
    "codeinjection_foot",
    "posts.title",
    "tag",
    "tags",
    "tags.id",
    "tags.name",
    "tags.visibility",
    "tags.description",
    "tags.meta_title",
    "tags.accent_color",
    "posts_tags.sort_order",
    "posts_authors.sort_order",
    "primary_tag",
    "author",
    "authors.id",
    "authors.name",
    "authors.bio",
    "authors.location",
    "primary_author",
];

/// A newsroom in which the properties differ.
fn varied(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 24)?;
        for n in 1..=24_u32 {
            let mut post = writer.post(&id(n))?.unwrap();
            post.row.title =
                ["Мост через реку", "The 100% Bridge", "ხიდი", "ΓΈΦΥΡΑ", "a_b*c"][n as usize % 5].into();
            post.row.reading_time = n % 4;
            post.row.custom_excerpt = (n % 3 == 0).then(|| "Why it took so long".into());
            post.row.visibility = ["public", "members"][n as usize % 2].into();
            post.meta.og_title = (n % 4 == 0).then(|| "Open".into());
            if n % 6 == 0 {
                post.tags.reverse();
            }
            writer.put_post(&post)?;
        }
        Ok(())
    });
}

fn ask(site: &Site, within: List, filter: &Expr) -> Result<Vec<u32>> {
    let matching = Matching::new(within, filter, START + 12 * HOUR)?;
    let reader = site.store.reader()?;
    let query = PostQuery::newest(List::Matching(Box::new(matching)), 0, 100);
    let found = numbers(&reader.posts(&query)?);
    assert_eq!(reader.count_posts(&query)?, found.len() as u64, "{filter}");
    assert!(reader.noted().contains(&Tag::any_post()));
    Ok(found)
}

fn parsed(site: &Site, text: &str) -> Result<Vec<u32>> {
    ask(site, List::All, &filter::parse(text).unwrap())
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-2..30i64).prop_map(Value::Number),
        Just(Value::Number(i64::MAX)),
        Just(Value::Number(2026)),
        prop_oneof![
            Just("tag-2"),
            Just("author-1"),
            Just("public"),
            Just("true"),
            Just("мост"),
            Just("story-3"),
            Just("2026-01-01"),
            Just("2026-01-01 05:00:00"),
            Just("' OR 1=1 --"),
            Just("%"),
            Just("_"),
            Just("*"),
            Just(""),
            Just("?1"),
            Just("en"),
        ]
        .prop_map(|text| Value::Text(text.to_owned())),
        (-30..30i64, prop_oneof![Just(Unit::Hour), Just(Unit::Day), Just(Unit::Month)])
            .prop_map(|(amount, unit)| Value::Relative { amount, unit }),
        Just(Value::Relative { amount: i64::MIN, unit: Unit::Year }),
    ]
}

fn tests() -> impl Strategy<Value = Test> {
    let compare = prop_oneof![
        Just(Compare::Eq),
        Just(Compare::Ne),
        Just(Compare::Gt),
        Just(Compare::Gte),
        Just(Compare::Lt),
        Just(Compare::Lte)
    ];
    let part = prop_oneof![Just(Match::Contains), Just(Match::Starts), Just(Match::Ends)];
    let text = prop_oneof![Just("МОСТ"), Just("g"), Just("100%"), Just("_b*"), Just("long"), Just("TAG")];
    let some = || proptest::collection::vec(values(), 1..4);
    prop_oneof![
        (compare, values()).prop_map(|(compare, value)| Test::Is(compare, value)),
        some().prop_map(Test::In),
        some().prop_map(Test::NotIn),
        some().prop_map(Test::All),
        (any::<bool>(), part, text).prop_map(|(negated, part, text)| Test::Like {
            negated,
            part,
            text: text.to_owned()
        }),
    ]
}

fn filters() -> impl Strategy<Value = Expr> {
    let term = (proptest::sample::select(&PROPERTIES[..]), tests()).prop_map(|(property, test)| Expr::Term {
        property: property.to_owned(),
        at: 0,
        test,
    });
    term.prop_recursive(3, 12, 4, |inner| {
        let parts = proptest::collection::vec(inner, 2..5);
        prop_oneof![parts.clone().prop_map(Expr::And), parts.prop_map(Expr::Or)]
    })
}

#[test]
fn both_engines_answer_alike() {
    let (lite, pg) = (Site::sqlite(), Site::postgresql());
    varied(&lite);
    varied(&pg);
    let config = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    let result = proptest::test_runner::TestRunner::new(config).run(&filters(), |filter| {
        for within in [List::All, List::Tag(id(1002)), List::Featured] {
            let (one, other) = (ask(&lite, within.clone(), &filter), ask(&pg, within, &filter));
            prop_assert_eq!(one.unwrap(), other.unwrap(), "{}", &filter);
        }
        Ok(())
    });
    result.unwrap();
}

fn everything_can_be_asked_of_every_property(site: &Site) {
    varied(site);
    for property in PROPERTIES {
        for test in [
            "x",
            "-x",
            "null",
            "-null",
            "true",
            "3",
            ">3",
            "<=now-3d",
            ">'2026-01-01'",
            "[a,2,null]",
            "-[a,null]",
            "~'x'",
            "-~^'x'",
            "~$'x'",
        ] {
            let text = format!("{property}:{test}");
            parsed(site, &text).unwrap_or_else(|e| panic!("{text}: {e}"));
        }
    }
    assert_eq!(parsed(site, "type:page").unwrap(), [0; 0]);
    assert_eq!(parsed(site, "type:post").unwrap().len(), 24);
    assert!(parsed(site, "excerpt:x").is_err() && parsed(site, "page:true").is_err());
    assert_eq!(parsed(site, "reading_time:~'1'").unwrap(), [0; 0], "a number has no parts");
    assert_eq!(parsed(site, "reading_time:-~'1'").unwrap().len(), 24);
}

fn letters_of_every_script_fold(site: &Site) {
    varied(site);
    for (text, expected) in [
        ("title:~'МОСТ'", [20, 15, 10, 5].as_slice()),
        ("title:~^'мОст чЕрез'", &[20, 15, 10, 5]),
        ("title:~'bridge'", &[21, 16, 11, 6, 1]),
        ("title:~'0% B'", &[21, 16, 11, 6, 1]),
        ("title:~$'ხიდი'", &[22, 17, 12, 7, 2]),
        ("title:~'έφυ'", &[23, 18, 13, 8, 3]),
        ("title:~'A_B*'", &[24, 19, 14, 9, 4]),
        ("title:~'axb'", &[]),
    ] {
        assert_eq!(parsed(site, text).unwrap(), expected, "{text}");
    }
}

fn hostile_filters_are_refused_or_answered(site: &Site) {
    varied(site);
    let refused = |text: &str| {
        let error = parsed(site, text);
        assert!(matches!(error, Err(Error::Invalid { field: "filter", .. })), "{:.60}: {error:?}", text);
    };
    let list = |n: usize| format!("id:[{}]", (0..n).map(|n| format!("a{n}")).collect::<Vec<_>>().join(","));
    assert_eq!(parsed(site, &list(1_000)).unwrap(), [0; 0]);
    refused(&list(1_001));
    refused(&format!("title:~'{}'", "x".repeat(10_001)));
    refused("title:'a\0b'");
    refused("html:~'x'");
    refused("authors.email:~'@'");
    refused("authors.password:x");
    for joint in ["+", ","] {
        let many = |n: usize, term: &str| vec![term; n].join(joint);
        for term in ["title:~'x'", "tag:-x", "tags.name:~'x'", "published_at:>now-3d", "og_title:-null"] {
            match parsed(site, &many(200, term)) {
                Ok(_) | Err(Error::Invalid { field: "filter", .. }) => {}
                Err(other) => panic!("{term}{joint}: {other}"),
            }
            refused(&many(201, term));
        }
    }
    let deep = format!("{}title:x{}", "(tag:-a+(".repeat(24), "))".repeat(24));
    parsed(site, &deep).unwrap();
}

fn what_takes_too_long_ends_and_the_snapshot_goes_on(site: &Site) {
    varied(site);
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
    let mut conn = crate::store::connect(&site.target, crate::db::lite::Role::Reader).unwrap();
    conn.begin_read().unwrap();
    let began = Instant::now();
    let cut = conn.within(Duration::from_millis(100), |conn| conn.each_of(endless, &[], &mut |_| Ok(())));
    assert!(cut.is_err());
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    let mut posts = 0;
    let count = |row: &crate::db::Row<'_>| row.count(0);
    conn.each_of("SELECT COUNT(*) FROM posts", &[], &mut |row| {
        posts = count(row)?;
        Ok(())
    })
    .unwrap();
    assert_eq!(posts, 24, "the snapshot is still there");
    conn.within(Duration::from_secs(60), |conn| conn.each_of("SELECT 1", &[], &mut |_| Ok(()))).unwrap();
    conn.batch("ROLLBACK").unwrap();
}
