//! How fast the store is: `cargo run --release -p store --example pace -- POSTS [DATABASE]`.
//! Writes an archive of invented posts (12 KB each) in one transaction, then times what pages read. A figure a line.

use std::{hint::black_box, path::Path, time::Instant};

use store::{
    Author, AuthorRecord, Error, Id, Kind, List, Near, PostBody, PostMeta, PostQuery, PostRecord, PostRow,
    Reader, Result, Status, Store, TagRow, Target, Term,
};

const START: i64 = 1_400_000_000_000;

fn id(n: u64) -> Id {
    format!("{n:024x}").parse().expect("a hex id")
}

/// A number that looks random and is the same each time.
fn mixed(n: u64) -> u64 {
    let n = (n ^ (n >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (n ^ (n >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
}

fn post(n: u64, text: &str) -> PostRecord {
    let at = START + n as i64 * 600_000;
    let mut row = PostRow::draft(
        id(n),
        Kind::Post,
        &format!("a-story-of-some-length-{n}"),
        &format!("A story, number {n}"),
        at,
    );
    row.status = Status::Published;
    row.published_at = Some(at);
    row.excerpt = text.get(..280).unwrap_or(text).into();
    row.custom_excerpt = Some("A standfirst of one sentence that says what it is about.".into());
    row.feature_image = Some("__GHOST_URL__/content/images/2024/01/picture.jpg".into());
    row.featured = n.is_multiple_of(50);
    let mut tags: Vec<Id> =
        (0..3).map(|k| id((1 << 40) | ((mixed(n * 7 + k) % 200) * (mixed(n + k) % 2)))).collect();
    tags.dedup();
    PostRecord {
        row,
        body: PostBody {
            document: text.into(),
            html: text.into(),
            plaintext: text.get(..4_000).unwrap_or(text).into(),
            ..PostBody::default()
        },
        meta: PostMeta::default(),
        tags,
        authors: vec![id((1 << 41) | (mixed(n) % 40))],
        words: None,
        tiers: Vec::new(),
        terms: (0..16)
            .map(|k| Term {
                term: format!("word{}", mixed(n * 31 + k) % 30_000).into(),
                weight: 900 - 40 * k as u16,
            })
            .collect(),
    }
}

fn fill(store: &Store, posts: u64) -> Result<()> {
    let text =
        "<p>The harbour of the town was closed for the third day in a row, said the port's speaker.</p>"
            .repeat(44);
    store.write(|writer| {
        for n in 0..200 {
            writer.put_tag(&TagRow::named(
                id((1 << 40) | n),
                &format!("topic-{n}"),
                &format!("Topic {n}"),
                START,
            ))?;
        }
        for n in 0..40 {
            let author =
                Author::named(id((1 << 41) | n), &format!("author-{n}"), &format!("Author {n}"), START);
            writer.put_author(&AuthorRecord { author, email: None, status: "active".into() })?;
        }
        for n in 0..posts {
            writer.put_post(&post(n, &text))?;
            writer.set_import_hash("posts", &id(n), mixed(n) as i64)?;
        }
        Ok::<_, Error>(())
    })
}

/// Runs the work and prints what it takes of a processor: the machine may be busy with others.
fn time(name: &str, times: u32, mut work: impl FnMut(u32)) {
    (0..times.min(200)).for_each(&mut work);
    let before = cpu();
    (0..times).for_each(&mut work);
    println!("{name}: {:.1} µs CPU", (cpu() - before) * 1e6 / f64::from(times));
}

/// Seconds that this thread has had of a processor.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or_default() / 1e9
}

/// What a post page asks: the post, its neighbours, related, popular, picks, settings.
fn post_page(reader: &Reader, n: u64) -> Result<usize> {
    let found = reader.entry_by_slug(&format!("a-story-of-some-length-{n}"))?.expect("the post");
    let neighbours = reader.neighbours(&found, Near::All)?;
    let related = reader.related(&found, 4)?;
    let settings = reader.settings()?;
    Ok(related.len()
        + reader.popular(5)?.len()
        + reader.ordered_picks()?.len()
        + settings.all.len()
        + usize::from(neighbours.0.is_some()))
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let posts: u64 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = match arguments.next() {
        Some(text) => text.parse()?,
        None => Target::Sqlite { path: folder.path().join("masthead.db") },
    };
    let store = Store::open(&target, Path::new(folder.path()))?;
    let (began, before) = (Instant::now(), cpu());
    fill(&store, posts)?;
    println!("write {posts} posts: {:.2} s, {:.2} s CPU", began.elapsed().as_secs_f64(), cpu() - before);
    store.write(|writer| {
        writer.count_views(1, &(0..50).map(|n| (id(mixed(n) % posts), n + 1)).collect::<Vec<_>>())?;
        writer.rank_popular(1, 7, 20)
    })?;

    time("post page, a reader each", 2_000, |n| {
        let reader = store.reader().expect("a reader");
        black_box(post_page(&reader, mixed(n.into()) % posts).expect("a page"));
    });
    let reader = store.reader()?;
    let sample = reader.post_by_id(&id(posts / 2))?.expect("the post in the middle");
    time("open and drop a reader", 5_000, |_| drop(black_box(store.reader())));
    time("a post by slug", 5_000, |n| {
        black_box(
            reader
                .entry_by_slug(&format!("a-story-of-some-length-{}", mixed(n.into()) % posts))
                .expect("a post"),
        );
    });
    time("neighbours", 5_000, |_| drop(black_box(reader.neighbours(&sample, Near::All))));
    time("related", 2_000, |_| drop(black_box(reader.related(&sample, 4))));
    time("popular", 2_000, |_| drop(black_box(reader.popular(5))));
    time("picks", 2_000, |_| drop(black_box(reader.ordered_picks())));
    time("front page, 25 cards", 2_000, |_| {
        drop(black_box(reader.posts(&PostQuery::newest(List::All, 0, 25))))
    });
    let tag = List::Tag(id(1 << 40));
    time("tag page, 25 cards", 2_000, |_| {
        drop(black_box(reader.posts(&PostQuery::newest(tag.clone(), 0, 25))))
    });
    for part in [4, 2] {
        let offset = posts / part;
        time(&format!("page from row {offset}"), 300, |_| {
            black_box(reader.posts(&PostQuery::newest(List::All, offset, 25)).expect("a page"));
        });
    }
    time("count", 5_000, |_| drop(black_box(reader.count_posts(&PostQuery::newest(List::All, 0, 25)))));
    time("noted", 1_000, |_| drop(black_box(reader.noted())));
    let began = Instant::now();
    let file = folder.path().join("backup.db");
    store.backup(&file)?;
    println!("backup: {:.2} s", began.elapsed().as_secs_f64());
    Ok(())
}
