//! What an export reads: everything but the trash, page by page, in one snapshot.

use super::{START, Site, id, newsroom, refused};
use crate::{Error, PostOut, StaffRow, State, Status, Stored, Tier};

super::on_both! {
    every_post_but_the_trash_comes_out_once
    authors_come_with_their_roles
    old_addresses_and_kept_fields_come_back
}

fn all(site: &Site, page: u32) -> Vec<PostOut> {
    let reader = site.store.reader().unwrap();
    let mut all: Vec<PostOut> = Vec::new();
    loop {
        let posts = reader.posts_out(all.last().map(|post| post.row.id).as_ref(), page).unwrap();
        if posts.is_empty() {
            return all;
        }
        all.extend(posts);
    }
}

fn every_post_but_the_trash_comes_out_once(site: &Site) {
    site.write(|writer| newsroom(writer, 7));
    site.write(|writer| {
        writer.put_row(&Tier::blank(id(3001)))?;
        let mut limited = writer.post(&id(6))?.unwrap();
        limited.tiers.push(id(3001));
        writer.put_post(&limited)?;
        let mut draft = writer.post(&id(3))?.unwrap();
        draft.row.status = Status::Draft;
        writer.put_post(&draft)?;
        let mut desk = writer.desk(&id(5))?.unwrap().desk;
        desk.trashed = Some((START, State::Published));
        writer.put_desk(&id(5), &desk)
    });
    for page in [1, 3, 100] {
        let posts = all(site, page);
        let ids: Vec<_> = posts.iter().map(|post| post.row.id).collect();
        assert_eq!(ids, [1, 2, 3, 4, 6, 7].map(id), "pages of {page}");
        assert_eq!(posts[4].tags, [id(1001), id(1002)]);
        assert_eq!(posts[4].authors, [id(2001), id(2002)]);
        assert_eq!((&*posts[4].tiers, posts[3].tiers.len()), ([id(3001)].as_slice(), 0));
        assert_eq!((posts[2].row.status, &*posts[2].body.html), (Status::Draft, "<p>3</p>"));
    }
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.posts_out(None, 1).unwrap().len(), 1, "the first reading opens the snapshot");
    site.write(|writer| newsroom(writer, 9));
    assert_eq!(reader.posts_out(None, 100).unwrap().len(), 6, "a snapshot does not move");
    let tags = reader.tags_out(None, 2).unwrap();
    assert_eq!(tags.iter().map(|tag| tag.id).collect::<Vec<_>>(), [id(1001), id(1002)]);
    assert_eq!(&*reader.tags_out(Some(&id(1002)), 2).unwrap()[0].name, "#quiet");
    assert!(reader.noted().is_empty(), "no page depends on an export");
}

fn authors_come_with_their_roles(site: &Site) {
    site.write(|writer| newsroom(writer, 1));
    site.write(|writer| {
        writer.put_staff(&StaffRow {
            id: id(2002),
            email: "desk@example.org".into(),
            role: "editor".into(),
            active: false,
            password_hash: Some("$argon2id$secret".into()),
            language: "en".into(),
            created_at: START,
            seen_at: None,
        })
    });
    let reader = site.store.reader().unwrap();
    let authors = reader.authors_out(None, 10).unwrap();
    assert_eq!((&authors[0].role, authors[0].active), (&None, true));
    assert_eq!(authors[0].record.email.as_deref(), Some("author-1@example.org"));
    let second = &authors[1];
    assert_eq!(
        (second.account.as_deref(), second.role.as_deref(), second.active),
        (Some("desk@example.org"), Some("editor"), false)
    );
    assert!(!format!("{authors:?}").contains("argon2"));
}

fn old_addresses_and_kept_fields_come_back(site: &Site) {
    site.write(|writer| newsroom(writer, 2));
    site.write(|writer| {
        refused(writer.put_old_slugs(&id(1), &["".into()]), |e| matches!(e, Error::Invalid { .. }));
        writer.keep("posts", &id(2), "[{\"new\":1}]")?;
        writer.put_old_slugs(&id(1), &["once".into(), "before".into()])
    });
    let posts = all(site, 10);
    assert_eq!(posts[0].old_slugs, ["before".into(), "once".into()] as [Box<str>; 2]);
    assert!(posts[1].old_slugs.is_empty());
    assert_eq!((posts[0].kept.as_deref(), posts[1].kept.as_deref()), (None, Some("[{\"new\":1}]")));
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.slug_moved("once").unwrap().unwrap().id, id(1));
}
