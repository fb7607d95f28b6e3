//! Whatever is written: a page that would come out differently has noted a tag that the write named, and every kept counter
//! says what counting says. Random writes look for the page that slips through.

use proptest::prelude::*;

use super::{HOUR, START, Site, id, newsroom, tag, term};
use crate::{
    AuthorOrder, AuthorQuery, Changes, Kind, List, Matching, Near, PostQuery, PostRecord, Reader,
    SitemapKind, Status, Store, TagOrder, TagQuery, TagSet, Visibility,
};

const POSTS: u32 = 8;

/// Lists that no index keeps.
const FILTERS: [&str; 5] = [
    "title:~'1'",
    "tags.name:'Name 1',featured:true",
    "primary_tag:tag-1+language:-fr",
    "authors.name:-'Name 2'",
    "type:page",
];

#[derive(Clone, Debug)]
enum Edit {
    Title(u8),
    Slug(u8),
    Status(Status),
    Published(u8),
    Featured(bool),
    Language(u8),
    Tags(Vec<u32>),
    Authors(Vec<u32>),
    Terms(Vec<u8>),
    Kind(Kind),
    Translation(Option<u8>),
    Body(u8),
    Delete,
    TagName(u8),
    TagVisibility(Visibility),
    AuthorName(u8),
    Views(u8),
}

fn edits() -> impl Strategy<Value = (u32, Edit)> {
    let edit = prop_oneof![
        (0..4u8).prop_map(Edit::Title),
        (0..6u8).prop_map(Edit::Slug),
        prop_oneof![Just(Status::Draft), Just(Status::Published), Just(Status::Sent)].prop_map(Edit::Status),
        (0..12u8).prop_map(Edit::Published),
        any::<bool>().prop_map(Edit::Featured),
        (0..2u8).prop_map(Edit::Language),
        proptest::collection::vec(1001..1004u32, 0..3).prop_map(Edit::Tags),
        proptest::collection::vec(2001..2003u32, 0..3).prop_map(Edit::Authors),
        proptest::collection::vec(0..4u8, 0..4).prop_map(Edit::Terms),
        prop_oneof![Just(Kind::Post), Just(Kind::Page)].prop_map(Edit::Kind),
        proptest::option::of(0..2u8).prop_map(Edit::Translation),
        (0..4u8).prop_map(Edit::Body),
        Just(Edit::Delete),
        (0..3u8).prop_map(Edit::TagName),
        prop_oneof![Just(Visibility::Public), Just(Visibility::Internal)].prop_map(Edit::TagVisibility),
        (0..3u8).prop_map(Edit::AuthorName),
        (1..9u8).prop_map(Edit::Views),
    ];
    (1..=POSTS, edit)
}

fn change(post: &mut PostRecord, edit: &Edit) {
    let row = &mut post.row;
    match edit {
        Edit::Title(n) => row.title = format!("Title {n}").into(),
        Edit::Slug(n) => row.slug = format!("slug-{n}").into(),
        Edit::Status(status) => row.status = *status,
        Edit::Published(n) => row.published_at = Some(START + i64::from(*n) * HOUR),
        Edit::Featured(featured) => row.featured = *featured,
        Edit::Language(n) => row.language = ["en", "fr"][usize::from(*n)].into(),
        Edit::Tags(ids) => post.tags = ids.iter().map(|n| id(*n)).collect(),
        Edit::Authors(ids) => post.authors = ids.iter().map(|n| id(*n)).collect(),
        Edit::Terms(words) => post.terms = words.iter().map(|n| term(&format!("word{n}"), 500)).collect(),
        Edit::Kind(kind) => row.kind = *kind,
        Edit::Translation(key) => row.translation_key = key.map(|n| format!("key{n}").into()),
        Edit::Body(n) => post.body.html = format!("<p>{n}</p>").into(),
        _ => {}
    }
}

fn write(site: &Site, n: u32, edit: &Edit) {
    // A slug may be taken: refused, and nothing is written.
    let _ = site.store.write(|writer| {
        match edit {
            Edit::Delete => {
                writer.delete_post(&id(n))?;
            }
            Edit::TagName(name) => {
                let mut tag = tag(1 + n % 2);
                tag.name = format!("Name {name}").into();
                writer.put_tag(&tag)?;
            }
            Edit::TagVisibility(visibility) => {
                let mut tag = tag(1 + n % 2);
                tag.visibility = *visibility;
                writer.put_tag(&tag)?;
            }
            Edit::AuthorName(name) => {
                let mut author = super::author(1 + n % 2);
                author.author.name = format!("Name {name}").into();
                writer.put_author(&author)?;
            }
            Edit::Views(views) => {
                writer.count_views(1, &[(id(n), u64::from(*views))])?;
                writer.rank_popular(1, 7, 3)?;
            }
            edit => {
                let mut post = writer.post(&id(n))?.unwrap_or_else(|| super::post(n));
                change(&mut post, edit);
                writer.put_post(&post)?;
            }
        }
        Ok::<_, crate::Error>(())
    });
}

/// A page: its name, what it shows, what it noted.
type Shown = (String, String, TagSet);

/// Everything that a reader may be shown. What a list shows of its tags and authors does not hold their numbers of posts.
fn pages(store: &Store) -> Vec<Shown> {
    let mut pages = Vec::new();
    let mut page = |name: String, read: &dyn Fn(&Reader) -> String| {
        let reader = store.reader().unwrap();
        let shown = read(&reader);
        pages.push((name, shown, reader.noted()));
    };
    let cards = |cards: &[crate::PostCard]| {
        let card = |card: &crate::PostCard| {
            let tags: Vec<_> = card.tags.iter().map(|tag| (&tag.id, &tag.name, tag.visibility)).collect();
            let authors: Vec<_> = card.authors.iter().map(|author| (&author.id, &author.name)).collect();
            format!("{:?} {tags:?} {authors:?}", card.row)
        };
        cards.iter().map(card).collect::<Vec<_>>().join("\n")
    };
    for list in [List::All, List::Featured, List::Tag(id(1001)), List::Tag(id(1002)), List::Author(id(2001))]
    {
        for kind in [Kind::Post, Kind::Page] {
            for language in [None, Some("fr")] {
                let query = PostQuery {
                    kind,
                    list: list.clone(),
                    language: language.map(Into::into),
                    ..PostQuery::newest(List::All, 0, 3)
                };
                page(format!("{query:?}"), &|reader| cards(&reader.posts(&query).unwrap()));
                page(format!("count {query:?}"), &|reader| reader.count_posts(&query).unwrap().to_string());
            }
        }
    }
    for filter in FILTERS {
        let filter = filter::parse(filter).unwrap();
        let matching = Matching::new(List::All, &filter, START).unwrap();
        let query = PostQuery::newest(List::Matching(Box::new(matching)), 0, 3);
        page(format!("{filter}"), &|reader| cards(&reader.posts(&query).unwrap()));
        page(format!("count {filter}"), &|reader| reader.count_posts(&query).unwrap().to_string());
    }
    for n in 1..=POSTS {
        page(format!("post {n}"), &|reader| {
            let Some(post) = reader.post_by_id(&id(n)).unwrap() else { return String::new() };
            format!("{} {:?} {:?}", cards(std::slice::from_ref(&post.card)), post.body, post.meta)
        });
        for near in [Near::All, Near::Tag(id(1001)), Near::Author(id(2001))] {
            page(format!("beside {n} {near:?}"), &|reader| {
                let Some(post) = reader.post_by_id(&id(n)).unwrap() else { return String::new() };
                let (before, after) = reader.neighbours(&post, near).unwrap();
                cards(&before.into_iter().chain(after).collect::<Vec<_>>())
            });
        }
        page(format!("related to {n}"), &|reader| {
            let Some(post) = reader.post_by_id(&id(n)).unwrap() else { return String::new() };
            cards(&reader.related(&post, 3).unwrap())
        });
        page(format!("versions of {n}"), &|reader| {
            let Some(post) = reader.post_by_id(&id(n)).unwrap() else { return String::new() };
            format!("{:?}", reader.translations(&post).unwrap())
        });
    }
    for slug in (0..6).map(|n| format!("slug-{n}")).chain((1..=POSTS).map(|n| format!("story-{n}"))) {
        page(format!("/{slug}/"), &|reader| match reader.entry_by_slug(&slug).unwrap() {
            Some(post) => cards(std::slice::from_ref(&post.card)),
            None => format!("{:?}", reader.slug_moved(&slug).unwrap()),
        });
    }
    page("popular".into(), &|reader| cards(&reader.popular(3).unwrap()));
    page("picks".into(), &|reader| cards(&reader.ordered_picks().unwrap()));
    for internal in [false, true] {
        let query = TagQuery { internal, order: TagOrder::Posts, offset: 0, limit: 9 };
        page(format!("tags {internal}"), &|reader| {
            format!("{:?} {}", reader.tags(&query).unwrap(), reader.count_tags(&query).unwrap())
        });
    }
    page("authors".into(), &|reader| {
        format!(
            "{:?}",
            reader.authors(&AuthorQuery { order: AuthorOrder::Name, offset: 0, limit: 9 }).unwrap()
        )
    });
    page("tag".into(), &|reader| format!("{:?}", reader.tag_by_slug("tag-1").unwrap()));
    page("author".into(), &|reader| format!("{:?}", reader.author_by_slug("author-1").unwrap()));
    for kind in [SitemapKind::Posts, SitemapKind::Pages, SitemapKind::Tags, SitemapKind::Authors] {
        page(format!("{kind:?}"), &|reader| {
            format!("{:?} {}", reader.sitemap_page(kind, 0, 9).unwrap(), reader.sitemap_count(kind).unwrap())
        });
    }
    pages
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_page_slips_through(edits in proptest::collection::vec(edits(), 12)) {
        let site = Site::sqlite();
        site.write(|writer| {
            newsroom(writer, POSTS)?;
            writer.put_picks(&[id(2), id(5)])
        });
        let mut before = pages(&site.store);
        for (n, edit) in edits {
            let number = site.store.change_number();
            write(&site, n, &edit);
            let after = pages(&site.store);
            // What readers share is what the database says.
            for ((name, shown, _), (_, fresh, _)) in after.iter().zip(&pages(&site.again())) {
                prop_assert_eq!(shown, fresh, "{} after {:?} of {}", name, edit, n);
            }
            let Changes::Tags { tags, .. } = site.store.changes_since(number).unwrap() else { panic!("everything?") };
            for ((name, was, noted), (_, is, _)) in before.iter().zip(&after) {
                let gone = tags.iter().any(|tag| noted.contains(tag));
                prop_assert!(was == is || gone, "{name} stays after {edit:?} of {n}\nnoted {noted:?}\nnamed {tags:?}\nwas {was}\nis  {is}");
            }
            prop_assert_eq!(site.store.check().unwrap(), Vec::<String>::new());
            before = after;
        }
    }
}
