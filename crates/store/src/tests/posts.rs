//! Posts: what is written comes back, what is wrong is refused.

use super::{HOUR, START, Site, author, id, newsroom, numbers, post, refused, tag, term};
use crate::{Error, Kind, Near, PostRecord, PostText, Put, Result, Status, Stored, Tier, Visibility, Writer};

super::on_both! {
    a_post_comes_back_whole
    the_same_again_is_no_change
    refusals_leave_nothing_behind_and_the_transaction_usable
    a_failed_transaction_is_undone
    drafts_are_seen_by_uuid_only
    an_old_slug_leads_to_the_new_one
    a_deleted_post_leaves_nothing
    a_story_names_its_tiers
    neighbours_in_all_in_a_tag_and_of_an_author
    translations_of_a_story
    related_posts_share_words_and_topics
    long_texts_and_every_script_come_back
}

/// Tiers 3001 and 3002.
fn tiers(writer: &mut Writer) -> Result<()> {
    for n in [3001, 3002] {
        writer.put_row(&Tier::blank(id(n)))?;
    }
    Ok(())
}

fn full() -> PostRecord {
    let mut post = post(1);
    let row = &mut post.row;
    row.kicker = Some("Analysis".into());
    row.custom_excerpt = Some("Standfirst".into());
    row.excerpt = "Opening".into();
    row.feature_image = Some("/content/images/a.jpg".into());
    row.feature_image_alt = Some("alt".into());
    row.feature_image_caption = Some("<i>caption</i>".into());
    row.feature_image_credit = Some("Credit".into());
    row.feature_image_width = Some(1600);
    row.feature_image_height = Some(900);
    row.feature_image_focus = Some("33% 20%".into());
    row.visibility = "members".into();
    row.featured = true;
    row.language = "ka".into();
    row.translation_key = Some("key".into());
    row.canonical_url = Some("https://example.org/a/".into());
    row.custom_template = Some("custom-long".into());
    row.show_title_and_feature_image = false;
    row.comment_id = Some("5f00".into());
    row.reading_time = 7;
    row.word_count = 1_501;
    row.updated_at = START + 5;
    row.edited_at = Some(START + 6);
    let body = &mut post.body;
    body.codeinjection_head = Some("<meta>".into());
    body.codeinjection_foot = Some("<hr>".into());
    body.trusted = true;
    let meta = &mut post.meta;
    for (n, text) in [
        &mut meta.meta_title,
        &mut meta.meta_description,
        &mut meta.og_image,
        &mut meta.og_title,
        &mut meta.og_description,
        &mut meta.twitter_image,
        &mut meta.twitter_title,
        &mut meta.twitter_description,
        &mut meta.email_subject,
        &mut meta.email_recipient_filter,
        &mut meta.newsletter_id,
        &mut meta.frontmatter,
        &mut meta.created_by,
        &mut meta.published_by,
    ]
    .into_iter()
    .enumerate()
    {
        *text = Some(format!("meta {n}").into());
    }
    post.tags = vec![id(1002), id(1001)];
    post.authors = vec![id(2002), id(2001)];
    post.tiers = vec![id(3002), id(3001)];
    post.terms = (0..11).map(|n| term(&format!("word{n}"), 1000 - n)).collect();
    post
}

fn a_post_comes_back_whole(site: &Site) {
    let post = full();
    site.write(|writer| {
        newsroom(writer, 0)?;
        tiers(writer)?;
        assert_eq!(writer.put_post(&post)?, Put::Inserted);
        assert_eq!(writer.post(&post.row.id)?.as_ref(), Some(&post));
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    for found in [
        reader.post_by_slug(Kind::Post, "story-1").unwrap().unwrap(),
        reader.entry_by_slug("story-1").unwrap().unwrap(),
        reader.post_by_id(&id(1)).unwrap().unwrap(),
        reader.post_by_uuid(&post.row.uuid).unwrap().unwrap(),
    ] {
        assert_eq!(*found.card.row, post.row);
        assert_eq!((&found.body, &found.meta), (&seen(&post), &post.meta));
        assert_eq!(found.tags.iter().map(|tag| tag.id).collect::<Vec<_>>(), post.tags);
        assert_eq!(found.authors.iter().map(|author| author.id).collect::<Vec<_>>(), post.authors);
        assert_eq!(&*found.primary_tag().unwrap().slug, "tag-2");
        assert_eq!(&*found.primary_author().unwrap().slug, "author-2");
    }
    assert_eq!(reader.post_texts(&[id(1), id(9)]).unwrap()[&id(1)], seen(&post));
    assert_eq!(reader.post_metas(&[id(1)]).unwrap()[&id(1)], post.meta);
    let named = reader.tiers_of(&[id(1), id(9)]).unwrap();
    assert_eq!((&named[&id(1)], &named[&id(9)]), (&post.tiers, &Vec::new()));
    assert!(reader.post_by_slug(Kind::Page, "story-1").unwrap().is_none());
}

/// What readers see of a text.
fn seen(post: &PostRecord) -> PostText {
    let text = PostText::from(&post.body);
    assert_eq!(text, post.body.clone().into());
    text
}

fn the_same_again_is_no_change(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 0)?;
        tiers(writer)?;
        writer.put_post(&full())
    });
    let number = site.store.change_number();
    site.write(|writer| {
        let mut same = full();
        same.row.uuid = "".into();
        same.row.kicker = Some("Analysis".into());
        same.meta.og_title = full().meta.og_title;
        same.tags.push(id(1001));
        assert_eq!(writer.put_post(&same)?, Put::Unchanged);
        assert_eq!(writer.put_tag(&tag(1))?, Put::Unchanged);
        assert_eq!(writer.put_author(&author(1))?, Put::Unchanged);
        Ok(())
    });
    assert_eq!(site.store.change_number(), number, "no change row for nothing");
}

fn refusals_leave_nothing_behind_and_the_transaction_usable(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 2)?;
        let mut wrong = post(3);
        wrong.row.slug = "story-1".into();
        refused(writer.put_post(&wrong), |e| matches!(e, Error::Taken { what: "slug", .. }));
        let mut wrong = post(3);
        wrong.row.uuid = post(1).row.uuid;
        refused(writer.put_post(&wrong), |e| matches!(e, Error::Taken { what: "uuid", .. }));
        let mut wrong = post(3);
        wrong.tags = vec![id(77)];
        refused(writer.put_post(&wrong), |e| matches!(e, Error::Missing { what: "tag", .. }));
        let mut wrong = post(3);
        wrong.authors = vec![id(77)];
        refused(writer.put_post(&wrong), |e| matches!(e, Error::Missing { what: "author", .. }));
        for (field, change) in [
            ("slug", (|p| p.row.slug = "".into()) as fn(&mut crate::PostRecord)),
            ("language", |p| p.row.language = "".into()),
            ("published_at", |p| p.row.published_at = None),
            ("post", |p| p.body.html = "a\0b".into()),
            ("post", |p| p.row.title = "\0".into()),
            ("terms", |p| p.terms = vec![term("two\nlines", 1)]),
            ("terms", |p| p.terms = vec![term("", 1)]),
        ] {
            let mut wrong = post(3);
            change(&mut wrong);
            match writer.put_post(&wrong) {
                Err(Error::Invalid { field: refused, .. }) => assert_eq!(refused, field),
                other => panic!("{field}: {other:?}"),
            }
        }
        let mut same_slug_other_kind = post(4);
        same_slug_other_kind.row.kind = Kind::Page;
        same_slug_other_kind.row.slug = "story-1".into();
        writer.put_post(&same_slug_other_kind)?;
        assert!(writer.post(&id(3))?.is_none());
        writer.put_post(&post(3))
    });
    let reader = site.store.reader().unwrap();
    assert!(reader.post_by_id(&id(3)).unwrap().is_some());
    assert_eq!(reader.entry_by_slug("story-1").unwrap().unwrap().kind, Kind::Post);
    assert_eq!(reader.post_by_slug(Kind::Page, "story-1").unwrap().unwrap().id, id(4));
}

fn a_failed_transaction_is_undone(site: &Site) {
    let number = site.store.change_number();
    let failed: Result<(), Error> = site.store.write(|writer| {
        writer.put_post(&post(1))?;
        Err(Error::Missing { what: "courage", id: String::new() })
    });
    refused(failed, |e| matches!(e, Error::Missing { what: "courage", .. }));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        site.store.write(|writer| -> Result<(), Error> {
            writer.put_post(&post(2))?;
            panic!("in the middle");
        })
    }));
    assert!(panicked.is_err());
    // A statement that the engine refused cannot be swallowed and the rest kept.
    let swallowed = site.store.write(|writer| {
        writer.put_post(&post(3))?;
        let wrong = "INSERT INTO popular (rank, post_id) VALUES (1, NULL)";
        let _ = writer
            .run(&crate::db::Sql { name: "WRONG", text: wrong, path: crate::db::Path::Writing }, &[])
            .unwrap_err();
        Ok::<_, Error>(())
    });
    refused(swallowed, |e| matches!(e, Error::Database(_)));
    assert_eq!(site.store.change_number(), number);
    let reader = site.store.reader().unwrap();
    for n in 1..=3 {
        assert!(reader.post_by_id(&id(n)).unwrap().is_none(), "post {n}");
    }
    drop(reader);
    site.write(|writer| writer.put_post(&post(4)));
    assert_eq!(site.store.change_number(), number + 1);
}

fn drafts_are_seen_by_uuid_only(site: &Site) {
    let mut draft = post(1);
    draft.row.status = Status::Draft;
    let mut mail = post(2);
    mail.row.email_only = true;
    let mut planned = post(3);
    planned.row.status = Status::Scheduled;
    site.write(|writer| {
        for post in [&draft, &mail, &planned] {
            writer.put_post(post)?;
        }
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    for post in [&draft, &mail, &planned] {
        assert!(reader.entry_by_slug(&post.row.slug).unwrap().is_none());
        assert!(reader.post_by_id(&post.row.id).unwrap().is_none());
        assert!(reader.post_texts(&[post.row.id]).unwrap().is_empty());
        assert_eq!(reader.post_by_uuid(&post.row.uuid).unwrap().unwrap().id, post.row.id);
    }
    assert!(reader.post_by_uuid("no uuid").unwrap().is_none());
}

fn an_old_slug_leads_to_the_new_one(site: &Site) {
    site.write(|writer| writer.put_post(&post(1)));
    let mut renamed = post(1);
    for slug in ["second", "third"] {
        renamed.row.slug = slug.into();
        site.write(|writer| writer.put_post(&renamed));
    }
    let reader = site.store.reader().unwrap();
    for old in ["story-1", "second"] {
        assert!(reader.entry_by_slug(old).unwrap().is_none());
        let moved = reader.slug_moved(old).unwrap().unwrap();
        assert_eq!((moved.id, &*moved.slug, moved.kind), (id(1), "third", Kind::Post));
    }
    assert!(reader.slug_moved("third").unwrap().is_none());
    assert!(reader.slug_moved("never").unwrap().is_none());
}

fn a_deleted_post_leaves_nothing(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 0)?;
        tiers(writer)?;
        writer.put_post(&full())?;
        writer.count_views(1, &[(id(1), 3)])?;
        assert!(writer.rank_popular(1, 7, 10)?);
        Ok(())
    });
    site.write(|writer| {
        assert!(writer.delete_post(&id(1))?);
        assert!(!writer.delete_post(&id(1))?);
        Ok(())
    });
    let mut lease = site.store.lease().unwrap();
    for table in [
        "posts",
        "post_bodies",
        "post_meta",
        "posts_tags",
        "posts_authors",
        "posts_products",
        "post_terms",
        "post_views",
        "popular",
    ] {
        let mut n = 0;
        lease
            .conn()
            .each_of(&format!("SELECT COUNT(*) FROM {table}"), &[], &mut |row| {
                n = row.count(0)?;
                Ok(())
            })
            .unwrap();
        assert_eq!(n, 0, "{table}");
    }
}

fn a_story_names_its_tiers(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 2)?;
        tiers(writer)
    });
    let version = |writer: &mut Writer| Ok::<_, Error>(writer.desk(&id(1))?.unwrap().version);
    site.write(|writer| {
        let mut story = writer.post(&id(1))?.unwrap();
        (story.row.visibility, story.tiers) = ("tiers".into(), vec![id(3002), id(3001), id(3002)]);
        let before = version(writer)?;
        assert_eq!(writer.put_post(&story)?, Put::Updated);
        assert!(version(writer)? > before, "the side panel shows it");
        story.tiers = vec![id(3002), id(3001)];
        assert_eq!(writer.put_post(&story)?, Put::Unchanged, "named twice it counts once");
        story.tiers = vec![id(3002), id(9)];
        refused(writer.put_post(&story), |error| matches!(error, Error::Missing { what: "tier", .. }));
        Ok(())
    });
    let named = || site.store.reader().unwrap().tiers_of(&[id(1), id(2)]).unwrap();
    assert_eq!((&named()[&id(1)], &named()[&id(2)]), (&vec![id(3002), id(3001)], &vec![]));
    let story = site.store.reader().unwrap().post_by_id(&id(1)).unwrap().unwrap();
    assert_eq!((story.for_whom(), story.is_for_segment()), ("tiers", false));
    site.write(|writer| {
        let mut story = writer.post(&id(1))?.unwrap();
        story.tiers.clear();
        for (visibility, named) in [
            ("product:gold,product:'silver'", &["gold", "silver"][..]),
            ("product:gold", &["gold"]),
            ("status:-free,label:x,product:-gold", &[]),
            ("product:gold+status:paid", &[]),
            ("(((", &[]),
        ] {
            story.row.visibility = visibility.into();
            assert_eq!((story.row.for_whom(), story.row.is_for_segment()), ("tiers", true));
            assert_eq!(story.row.segment_tiers(), named, "{visibility}");
        }
        writer.put_post(&story)
    });
    assert!(named()[&id(1)].is_empty());
}

fn neighbours_in_all_in_a_tag_and_of_an_author(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 12)?;
        // Two at the very same time: the id decides.
        let mut twin = post(13);
        twin.row.published_at = post(6).row.published_at;
        writer.put_post(&twin)
    });
    let reader = site.store.reader().unwrap();
    let of = |n: u32, near: Near| {
        let post = reader.post_by_id(&id(n)).unwrap().unwrap();
        let (before, after) = reader.neighbours(&post, near).unwrap();
        (numbers(&before).pop(), numbers(&after).pop())
    };
    assert_eq!(of(5, Near::All), (Some(4), Some(6)));
    assert_eq!(of(6, Near::All), (Some(5), Some(13)));
    assert_eq!(of(13, Near::All), (Some(6), Some(7)));
    assert_eq!(of(1, Near::All), (None, Some(2)));
    assert_eq!(of(12, Near::All), (Some(11), None));
    // Among those whose first tag or author it is.
    assert_eq!(of(6, Near::Tag(id(1001))), (Some(5), Some(7)));
    assert_eq!(of(6, Near::Tag(id(1002))), (None, None));
    assert_eq!(of(6, Near::Author(id(2001))), (Some(5), Some(7)));
    assert_eq!(of(6, Near::Author(id(2002))), (None, None));
}

fn translations_of_a_story(site: &Site) {
    site.write(|writer| {
        for (n, language) in [(1, "en"), (2, "fr"), (3, "ka"), (4, "hy")] {
            let mut post = post(n);
            post.row.language = language.into();
            post.row.translation_key = Some("one-story".into());
            if n == 4 {
                post.row.status = Status::Draft;
            }
            writer.put_post(&post)?;
        }
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    let post = reader.post_by_id(&id(1)).unwrap().unwrap();
    let found = reader.translations(&post).unwrap();
    assert_eq!(
        found.iter().map(|t| (&*t.language, &*t.slug)).collect::<Vec<_>>(),
        [("fr", "story-2"), ("ka", "story-3")]
    );
}

fn related_posts_share_words_and_topics(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 0)?;
        for n in 1..=60 {
            let mut post = post(n);
            post.tags = vec![id(1001)];
            if n == 7 || n == 30 {
                post.tags = vec![id(1002)];
            }
            post.terms = vec![term("city", 300)];
            if n == 30 || n == 12 {
                post.terms.push(term("harbour", 900));
            }
            if n == 40 {
                post.row.language = "fr".into();
                post.terms.push(term("harbour", 900));
            }
            if n == 41 {
                post.row.status = Status::Draft;
                post.terms.push(term("harbour", 900));
            }
            writer.put_post(&post)?;
        }
        Ok(())
    });
    let reader = site.store.reader().unwrap();
    let post = reader.post_by_id(&id(30)).unwrap().unwrap();
    let related = numbers(&reader.related(&post, 4).unwrap());
    assert_eq!(related.len(), 4);
    assert!(related[..2].contains(&12) && related[..2].contains(&7), "{related:?}");
    assert!(!related.contains(&30) && !related.contains(&40) && !related.contains(&41), "{related:?}");
    assert_eq!(related[2], 60, "then the newest with the common word");
    assert!(reader.noted().contains(&crate::Tag::term("harbour")));
    assert!(reader.noted().contains(&crate::Tag::tag_posts(&id(1002))));

    let mut lonely = super::post(99);
    lonely.row.slug = "lonely".into();
    drop(reader);
    site.write(|writer| writer.put_post(&lonely));
    let reader = site.store.reader().unwrap();
    let lonely = reader.post_by_id(&id(99)).unwrap().unwrap();
    assert!(reader.related(&lonely, 4).unwrap().is_empty());
}

fn long_texts_and_every_script_come_back(site: &Site) {
    let mut post = post(1);
    post.row.title = "საქართველო ‘Հայաստան’ \"Россия\" 👩‍👩‍👧 \u{202e}rtl $1 ?1 '; DROP TABLE posts; --".into();
    post.body.html = "Ünï".repeat(400_000).into();
    post.row.published_at = Some(-2_208_988_800_000 + HOUR);
    site.write(|writer| writer.put_post(&post));
    let reader = site.store.reader().unwrap();
    let found = reader.post_by_id(&id(1)).unwrap().unwrap();
    assert_eq!((&found.title, &found.body), (&post.row.title, &seen(&post)));
    let list = reader.posts(&crate::PostQuery::newest(crate::List::All, 0, 5)).unwrap();
    assert_eq!(numbers(&list), [1], "a story of 1900 is listed, too");
    assert_eq!(list[0].primary_tag().map(|tag| tag.visibility), None::<Visibility>);
}
