//! Lists: order, number, depth, and the kept counters that must agree with them.

use super::{START, Site, id, newsroom, numbers, post, tag};
use crate::{
    AuthorOrder, AuthorQuery, Direction, Kind, List, Matching, Order, PostColumn, PostQuery, SitemapKind,
    Status, TagOrder, TagQuery,
};

super::on_both! {
    every_list_has_its_order_and_its_number
    far_pages_are_the_same_from_either_end
    counters_follow_every_change
    tags_and_authors_with_their_numbers
    pages_stand_apart
    views_make_the_ranking
    sitemaps_list_what_is_public
    filters_of_ghost
}

fn query(list: List) -> PostQuery {
    PostQuery::newest(list, 0, 5)
}

fn every_list_has_its_order_and_its_number(site: &Site) {
    site.write(|writer| newsroom(writer, 30));
    let reader = site.store.reader().unwrap();
    let ask =
        |query: PostQuery| (numbers(&reader.posts(&query).unwrap()), reader.count_posts(&query).unwrap());
    assert_eq!(ask(query(List::All)), (vec![30, 29, 28, 27, 26], 30));
    assert_eq!(ask(PostQuery { offset: 28, ..query(List::All) }), (vec![2, 1], 30));
    assert_eq!(ask(PostQuery { order: Order::Oldest, ..query(List::All) }), (vec![1, 2, 3, 4, 5], 30));
    assert_eq!(ask(query(List::Tag(id(1002)))), (vec![30, 28, 26, 24, 22], 15));
    assert_eq!(ask(query(List::Author(id(2002)))), (vec![30, 27, 24, 21, 18], 10));
    assert_eq!(ask(query(List::Featured)), (vec![30, 20, 10], 3));
    let french = |list| PostQuery { language: Some("fr".into()), ..query(list) };
    assert_eq!(ask(french(List::All)), (vec![30, 25, 20, 15, 10], 6));
    assert_eq!(ask(french(List::Tag(id(1002)))), (vec![30, 20, 10], 3));
    assert_eq!(ask(french(List::Author(id(2002)))), (vec![30, 15], 2));
    assert_eq!(ask(french(List::Featured)), (vec![30, 20, 10], 3));
    assert_eq!(ask(query(List::Ids(vec![id(3), id(99), id(7)]))), (vec![3, 7], 2));
    assert_eq!(ask(query(List::Ids(Vec::new()))), (vec![], 0));
    let column = |name| PostColumn::named(name).unwrap();
    let by = vec![
        (column("featured"), Direction::Descending),
        (column("posts.published_at"), Direction::Ascending),
    ];
    assert_eq!(ask(PostQuery { order: Order::By(by), ..query(List::All) }).0, [10, 20, 30, 1, 2]);
    assert_eq!(ask(PostQuery { order: Order::Updated, ..query(List::All) }).0, [30, 29, 28, 27, 26]);
    let cards = reader.posts(&query(List::All)).unwrap();
    assert_eq!(cards[0].tags.iter().map(|tag| &*tag.slug).collect::<Vec<_>>(), ["tag-1", "tag-2"]);
    assert_eq!(
        cards[0].authors.iter().map(|author| &*author.slug).collect::<Vec<_>>(),
        ["author-1", "author-2"]
    );
    assert!(std::sync::Arc::ptr_eq(&cards[0].tags[0], &cards[1].tags[0]), "one tag row for the whole page");
    let many: Vec<_> = (1..=30).map(id).collect();
    assert_eq!(reader.posts(&PostQuery::newest(List::Ids(many), 0, 100)).unwrap().len(), 30);
}

fn far_pages_are_the_same_from_either_end(site: &Site) {
    site.write(|writer| newsroom(writer, 2_400));
    let reader = site.store.reader().unwrap();
    for list in [List::All, List::Tag(id(1001)), List::Author(id(2001))] {
        for order in [Order::Newest, Order::Oldest] {
            for offset in [0, 150, 300, 990, 1_000, 1_100, 1_300, 1_395, 2_390, 2_399, 2_400, 9_000] {
                let query = PostQuery { order: order.clone(), offset, limit: 20, ..query(list.clone()) };
                let expected: Vec<u32> = match order {
                    Order::Newest => (1..=2_400).rev().skip(offset as usize).take(20).collect(),
                    _ => (1..=2_400).skip(offset as usize).take(20).collect(),
                };
                assert_eq!(numbers(&reader.posts(&query).unwrap()), expected, "{query:?}");
            }
        }
    }
}

fn counters_follow_every_change(site: &Site) {
    site.write(|writer| newsroom(writer, 30));
    let steps: [fn(&mut crate::PostRecord); 8] = [
        |p| p.row.status = Status::Draft,
        |p| p.row.status = Status::Published,
        |p| p.tags = vec![id(1002), id(1003)],
        |p| p.authors.clear(),
        |p| p.row.language = "ka".into(),
        |p| p.row.featured = true,
        |p| p.row.kind = Kind::Page,
        |p| p.row.published_at = Some(START - 1),
    ];
    for (step, change) in steps.iter().enumerate() {
        site.write(|writer| {
            for n in [4, 9, 30] {
                let mut post = writer.post(&id(n))?.unwrap();
                change(&mut post);
                writer.put_post(&post)?;
            }
            Ok(())
        });
        assert_counts(site, step);
    }
    site.write(|writer| {
        writer.delete_post(&id(30))?;
        writer.delete_post(&id(29))?;
        writer.delete_tag(&id(1002))
    });
    assert_counts(site, 99);
}

/// Every kept counter says what counting says.
fn assert_counts(site: &Site, step: usize) {
    let reader = site.store.reader().unwrap();
    for kind in [Kind::Post, Kind::Page] {
        for list in [
            List::All,
            List::Featured,
            List::Tag(id(1001)),
            List::Tag(id(1002)),
            List::Tag(id(1003)),
            List::Author(id(2001)),
        ] {
            for language in [None, Some("en"), Some("fr"), Some("ka")] {
                let query = PostQuery {
                    kind,
                    list: list.clone(),
                    language: language.map(Into::into),
                    limit: 1_000,
                    ..query(List::All)
                };
                let found = reader.posts(&query).unwrap().len() as u64;
                assert_eq!(reader.count_posts(&query).unwrap(), found, "step {step}: {query:?}");
            }
        }
    }
}

fn tags_and_authors_with_their_numbers(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 10)?;
        let mut quiet = post(11);
        quiet.tags = vec![id(1003)];
        writer.put_post(&quiet)?;
        writer.put_tag(&tag(9))
    });
    let reader = site.store.reader().unwrap();
    let ask = |internal, order| {
        let query = TagQuery { internal, order, offset: 0, limit: 10 };
        let tags = reader.tags(&query).unwrap();
        assert_eq!(reader.count_tags(&query).unwrap(), tags.len() as u64);
        tags.iter().map(|tag| (tag.slug.to_string(), tag.posts)).collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, u64)]| pairs.iter().map(|(s, n)| ((*s).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(ask(false, TagOrder::Name), pairs(&[("tag-1", 10), ("tag-2", 5), ("tag-9", 0)]));
    assert_eq!(ask(false, TagOrder::Posts), pairs(&[("tag-1", 10), ("tag-2", 5), ("tag-9", 0)]));
    assert_eq!(
        ask(true, TagOrder::Posts),
        pairs(&[("tag-1", 10), ("tag-2", 5), ("hash-quiet", 1), ("tag-9", 0)])
    );
    assert_eq!(ask(true, TagOrder::Name)[0].0, "hash-quiet");
    assert_eq!(reader.tag_by_slug("tag-2").unwrap().unwrap().posts, 5);
    assert!(reader.tag_by_slug("no-tag").unwrap().is_none());
    assert_eq!(&*reader.tag_by_id(&id(1003)).unwrap().unwrap().name, "#quiet");

    let names = |order| {
        let authors = reader.authors(&AuthorQuery { order, offset: 0, limit: 10 }).unwrap();
        authors.iter().map(|author| (author.slug.to_string(), author.posts)).collect::<Vec<_>>()
    };
    assert_eq!(names(AuthorOrder::Name), pairs(&[("author-1", 10), ("author-2", 3)]));
    assert_eq!(names(AuthorOrder::Posts), pairs(&[("author-1", 10), ("author-2", 3)]));
    assert_eq!(reader.count_authors().unwrap(), 2);
    assert_eq!(reader.author_by_slug("author-2").unwrap().unwrap().posts, 3);
    assert_eq!(reader.author_by_id(&id(2001)).unwrap().unwrap().posts, 10);
    assert!(reader.author_by_slug("nobody").unwrap().is_none());
}

fn pages_stand_apart(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 3)?;
        let mut page = post(50);
        page.row.kind = Kind::Page;
        page.tags = vec![id(1001)];
        page.authors = vec![id(2001)];
        writer.put_post(&page)
    });
    let reader = site.store.reader().unwrap();
    assert_eq!(numbers(&reader.posts(&query(List::All)).unwrap()), [3, 2, 1]);
    assert_eq!(numbers(&reader.posts(&query(List::Tag(id(1001)))).unwrap()), [3, 2, 1]);
    assert_eq!(reader.tag_by_id(&id(1001)).unwrap().unwrap().posts, 3);
    for list in [List::All, List::Tag(id(1001)), List::Author(id(2001))] {
        let pages = PostQuery { kind: Kind::Page, ..query(list) };
        assert_eq!(numbers(&reader.posts(&pages).unwrap()), [50]);
        assert_eq!(reader.count_posts(&pages).unwrap(), 1);
    }
}

fn views_make_the_ranking(site: &Site) {
    site.write(|writer| newsroom(writer, 6));
    assert!(site.store.reader().unwrap().popular(5).unwrap().is_empty());
    let number = site.store.change_number();
    site.write(|writer| {
        writer.count_views(100, &[(id(1), 5), (id(2), 9), (id(77), 1_000)])?;
        writer.count_views(100, &[(id(1), 5)])?;
        writer.count_views(90, &[(id(3), 50)])
    });
    assert_eq!(site.store.change_number(), number, "counting changes no page");
    let rank = |today| site.write(|writer| writer.rank_popular(today, 7, 2));
    assert!(rank(100));
    assert_eq!(numbers(&site.store.reader().unwrap().popular(5).unwrap()), [1, 2]);
    assert!(!rank(100));
    assert_eq!(site.store.change_number(), number + 1);
    site.write(|writer| writer.delete_post(&id(1)));
    assert_eq!(numbers(&site.store.reader().unwrap().popular(5).unwrap()), [2]);
    assert!(!rank(100), "the deleted one had left the ranking at once");
    site.write(|writer| writer.count_views(103, &[(id(4), 1)]));
    assert!(rank(107), "day 100 has left the window");
    assert_eq!(numbers(&site.store.reader().unwrap().popular(5).unwrap()), [4]);
}

fn sitemaps_list_what_is_public(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 7)?;
        let mut page = post(50);
        page.row.kind = Kind::Page;
        writer.put_post(&page)?;
        let mut draft = post(8);
        draft.row.status = Status::Draft;
        writer.put_post(&draft)
    });
    let reader = site.store.reader().unwrap();
    let ask = |kind, offset| {
        let slugs = reader.sitemap_page(kind, offset, 3).unwrap();
        slugs.into_iter().map(|entry| entry.slug.into_string()).collect::<Vec<_>>()
    };
    assert_eq!(ask(SitemapKind::Posts, 0), ["story-7", "story-6", "story-5"]);
    assert_eq!(ask(SitemapKind::Posts, 6), ["story-1"]);
    assert_eq!(ask(SitemapKind::Pages, 0), ["story-50"]);
    assert_eq!(ask(SitemapKind::Tags, 0), ["tag-1", "tag-2"]);
    assert_eq!(ask(SitemapKind::Authors, 0), ["author-1", "author-2"]);
    let count = |kind| reader.sitemap_count(kind).unwrap();
    assert_eq!(
        [SitemapKind::Posts, SitemapKind::Pages, SitemapKind::Tags, SitemapKind::Authors].map(count),
        [7, 1, 2, 2]
    );
}

fn filters_of_ghost(site: &Site) {
    site.write(|writer| {
        newsroom(writer, 30)?;
        let mut post = writer.post(&id(7))?.unwrap();
        post.row.title = "A Harbour".into();
        post.meta.meta_title = Some("meta".into());
        writer.put_post(&post)
    });
    let reader = site.store.reader().unwrap();
    let now = START + 20 * super::HOUR;
    let ask = |within: List, text: &str| {
        let matching = Matching::new(within, &filter::parse(text).unwrap(), now).unwrap();
        let query = query(List::Matching(Box::new(matching)));
        let all = PostQuery { limit: 100, ..query.clone() };
        assert_eq!(reader.count_posts(&query).unwrap(), reader.posts(&all).unwrap().len() as u64, "{text}");
        numbers(&reader.posts(&query).unwrap())
    };
    assert_eq!(ask(List::All, "tag:tag-2"), [30, 28, 26, 24, 22]);
    assert_eq!(
        ask(List::All, "tags:[tag-2]+featured:false+id:-000000000000000000000026"),
        [28, 26, 24, 22, 18]
    );
    assert_eq!(ask(List::All, "tags:-tag-2"), [29, 27, 25, 23, 21]);
    assert_eq!(ask(List::All, "author:author-2,featured:true"), [30, 27, 24, 21, 20]);
    assert_eq!(ask(List::All, "primary_author:author-2"), [0u32; 0]);
    assert_eq!(ask(List::All, "primary_tag:tag-1+language:fr"), [30, 25, 20, 15, 10]);
    assert_eq!(ask(List::All, "published_at:<now-14h"), [5, 4, 3, 2, 1]);
    assert_eq!(ask(List::All, "title:~'harb'"), [7]);
    assert_eq!(ask(List::All, "meta_title:meta+type:post"), [7]);
    assert_eq!(ask(List::All, "slug:[story-3,story-9]"), [9, 3]);
    assert_eq!(ask(List::Tag(id(1002)), "language:-fr+reading_time:0"), [28, 26, 24, 22, 18]);
    assert_eq!(ask(List::Author(id(2002)), "tag:tag-2"), [30, 24, 18, 12, 6]);
    assert_eq!(ask(List::Featured, "id:-none"), [30, 20, 10]);
    let deep = Matching::new(List::Tag(id(1001)), &filter::parse("visibility:public").unwrap(), now).unwrap();
    let deep = PostQuery { offset: 250, ..query(List::Matching(Box::new(deep))) };
    assert!(reader.posts(&deep).unwrap().is_empty());
    assert!(reader.noted().contains(&crate::Tag::any_post()));
    for (within, text) in
        [(List::All, "password:x"), (List::All, "html:~'x'"), (List::Ids(Vec::new()), "slug:x")]
    {
        let wrong = Matching::new(within, &filter::parse(text).unwrap(), now);
        super::refused(wrong, |e| matches!(e, crate::Error::Invalid { field: "filter", .. }));
    }
}
