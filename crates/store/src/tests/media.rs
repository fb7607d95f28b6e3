//! Uploaded files: kept once, found by word, known by what shows them.

use super::{Site, author, id, newsroom, post, tag};
use crate::{Error, MediaQuery, MediaRow};

fn file(n: u32, name: &str, caption: &str) -> MediaRow {
    MediaRow {
        id: id(5000 + n),
        sha256: format!("{n:064x}").into(),
        kind: if n.is_multiple_of(2) { "file" } else { "image" }.into(),
        mime: "image/jpeg".into(),
        path: format!("/content/images/2026/11/{n}.jpg").into(),
        original: format!("00/{n}.jpg").into(),
        width: Some(640),
        height: Some(480),
        bytes: 1000,
        name: name.into(),
        caption: (!caption.is_empty()).then(|| caption.into()),
        credit: Some("Ana Beridze / Агентство".into()),
        alt: None,
        focus: Some((50, 0)),
        removed: "place names".into(),
        remains: "".into(),
        uploaded_by: Some(id(2001)),
        uploaded_at: i64::from(n),
    }
}

fn names(site: &Site, query: &MediaQuery, limit: u32) -> Vec<String> {
    let found = site.store.reader().unwrap().media_list(query, limit).unwrap();
    found.iter().map(|row| row.name.to_string()).collect()
}

fn files_are_listed_and_found(site: &Site) {
    site.write(|writer| {
        for (n, name, caption) in [
            (1, "sea.jpg", "A calm sea"),
            (2, "report.pdf", ""),
            (3, "batumi.jpg", "Море у Батуми"),
            (4, "x.csv", ""),
        ] {
            writer.put_media(&file(n, name, caption))?;
        }
        Ok(())
    });
    let query = |kind: &str, words: &str| MediaQuery { kind: kind.into(), words: words.into(), before: None };
    assert_eq!(names(site, &query("", ""), 9), ["x.csv", "batumi.jpg", "report.pdf", "sea.jpg"]);
    assert_eq!(names(site, &query("image", ""), 9), ["batumi.jpg", "sea.jpg"]);
    assert_eq!(names(site, &query("", "МОР"), 9), ["batumi.jpg"]);
    assert_eq!(
        names(site, &query("", "ana beri aген"), 9),
        [] as [&str; 0],
        "the a is Latin, the rest is not"
    );
    assert_eq!(names(site, &query("", "ana beri аген"), 9).len(), 4);
    assert_eq!(names(site, &query("file", "report ana"), 9), ["report.pdf"]);
    let rest = MediaQuery { before: Some((3, id(5003))), ..MediaQuery::default() };
    assert_eq!(names(site, &rest, 1), ["report.pdf"]);
    let reader = site.store.reader().unwrap();
    assert_eq!(reader.media(&id(5001)).unwrap(), Some(file(1, "sea.jpg", "A calm sea")));
    assert_eq!(reader.media_by_path("/content/images/2026/11/1.jpg").unwrap().unwrap().id, id(5001));
}

fn a_caption_is_changed_and_found_anew(site: &Site) {
    site.write(|writer| writer.put_media(&file(1, "sea.jpg", "A calm sea")));
    site.write(|writer| writer.put_media(&MediaRow { focus: None, ..file(1, "sea.jpg", "A storm") }));
    let query = |words: &str| MediaQuery { words: words.into(), ..MediaQuery::default() };
    assert_eq!(names(site, &query("calm"), 9), [] as [&str; 0]);
    assert_eq!(names(site, &query("storm"), 9), ["sea.jpg"]);
    assert_eq!(site.store.reader().unwrap().media(&id(5001)).unwrap().unwrap().focus, None);
    site.write(|writer| writer.delete_media(&id(5001)));
    assert_eq!(names(site, &query("storm"), 9), [] as [&str; 0]);
}

fn the_same_file_is_not_kept_twice(site: &Site) {
    site.write(|writer| writer.put_media(&file(1, "a.jpg", "")));
    for row in [
        MediaRow { id: id(5009), path: "/content/images/other.jpg".into(), ..file(1, "b.jpg", "") },
        MediaRow { id: id(5009), sha256: "ff".into(), ..file(1, "b.jpg", "") },
    ] {
        super::refused(site.store.write(|writer| writer.put_media(&row)), |e| {
            matches!(e, Error::Taken { .. })
        });
    }
}

fn what_shows_a_file_is_known(site: &Site) {
    let path = "/content/images/2026/11/1.jpg";
    site.write(|writer| {
        newsroom(writer, 2)?;
        writer.put_media(&file(1, "a.jpg", ""))?;
        let mut story = post(1);
        story.body.html = format!("<img src=\"{path}\">").into();
        writer.put_post(&story)?;
        let mut page = post(9);
        page.row.kind = crate::Kind::Page;
        page.row.feature_image = Some(format!("__GHOST_URL__{path}").into());
        writer.put_post(&page)?;
        let mut topic = tag(1);
        topic.feature_image = Some(path.into());
        writer.put_tag(&topic)?;
        let mut person = author(1);
        person.author.profile_image = Some("/content/images/size/w100/2026/11/1.jpg".into());
        writer.put_author(&person)?;
        writer.set_setting("logo", Some(path))
    });
    let uses = || {
        let uses = site.store.reader().unwrap().media_uses(&id(5001), 20).unwrap();
        uses.iter().map(|found| format!("{} {}", found.entity, found.title)).collect::<Vec<_>>()
    };
    assert_eq!(uses(), ["author Author 1", "post Story 1", "page Story 9", "setting logo", "tag Tag 1"]);
    site.write(|writer| {
        writer.put_post(&post(1))?;
        writer.delete_post(&id(9))?;
        writer.put_tag(&tag(1))?;
        writer.put_author(&author(1))?;
        writer.set_setting("logo", None)
    });
    assert_eq!(uses(), [] as [&str; 0]);
}

fn a_file_has_further_addresses(site: &Site) {
    let (first, second, third) =
        ("/content/images/2026/11/1.jpg", "/content/images/old/a.jpg", "/content/images/old/b.jpg");
    site.write(|writer| {
        newsroom(writer, 1)?;
        writer.put_media(&file(1, "sea.jpg", ""))?;
        writer.add_media_address(second, &id(5001))?;
        writer.add_media_address(third, &id(5001))?;
        let mut story = post(1);
        story.body.html = format!("<img src=\"{second}\">").into();
        writer.put_post(&story).map(drop)
    });
    super::refused(site.store.write(|writer| writer.add_media_address(first, &id(5001))), |e| {
        matches!(e, Error::Taken { .. })
    });
    let at = |path: &str| {
        site.store.reader().unwrap().media_by_path(path).unwrap().map(|row| row.path.to_string())
    };
    assert_eq!((at(first), at(third)), (Some(first.into()), Some(first.into())));
    assert_eq!(
        site.store.reader().unwrap().media_uses(&id(5001), 9).unwrap().len(),
        1,
        "shown at its second address"
    );
    site.write(|writer| writer.release_media_address(third));
    site.write(|writer| writer.release_media_address(first));
    assert_eq!((at(first), at(second), at(third)), (None, Some(second.into()), None), "the file moves on");
    site.write(|writer| writer.release_media_address(second));
    assert_eq!(site.store.reader().unwrap().media(&id(5001)).unwrap(), None, "without an address it goes");
}

fn what_old_posts_show_is_noted_again(site: &Site) {
    let path = "/content/images/2026/11/1.jpg";
    site.write(|writer| {
        newsroom(writer, 3)?;
        writer.put_media(&file(1, "a.jpg", ""))?;
        for n in 1..=3 {
            let mut story = post(n);
            story.row.feature_image = Some(path.into());
            writer.put_post(&story)?;
        }
        writer.conn().batch("DELETE FROM media_uses")
    });
    let (mut after, mut rounds) = (String::new(), 0);
    while let Some(last) = site.write(|writer| writer.note_uses_of_posts(&after, 2)) {
        (after, rounds) = (last.to_string(), rounds + 1);
    }
    assert_eq!((rounds, site.store.reader().unwrap().media_uses(&id(5001), 9).unwrap().len()), (2, 3));
}

fn the_size_of_a_picture_is_known_once_it_is_there(site: &Site) {
    let row = file(1, "a.jpg", "");
    let size = || site.store.reader().unwrap().picture_size(&row.path).unwrap();
    assert_eq!((size(), size()), (None, None));
    site.write(|writer| {
        writer.put_media(&row)?;
        writer.set_setting("title", Some("The Lantern")).map(drop)
    });
    assert_eq!((size(), size()), (Some((640, 480)), Some((640, 480))));
}

super::on_both! {
    files_are_listed_and_found
    a_caption_is_changed_and_found_anew
    the_same_file_is_not_kept_twice
    what_shows_a_file_is_known
    a_file_has_further_addresses
    what_old_posts_show_is_noted_again
    the_size_of_a_picture_is_known_once_it_is_there
}
