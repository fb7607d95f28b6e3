use std::collections::{BTreeMap, BTreeSet};

use super::{Bundle, Entry, draw, markdown, newsroom, pictures};

fn bundle() -> Bundle {
    newsroom().expect("the demo newsroom is readable")
}

fn words(entry: &Entry) -> usize {
    entry.text.split_whitespace().count()
}

#[test]
fn the_newsroom_is_as_large_as_promised() {
    let bundle = bundle();
    assert!(bundle.people.len() >= 12);
    assert!(bundle.stories.len() >= 40, "{} stories", bundle.stories.len());
    let languages: BTreeSet<&str> = bundle.stories.iter().map(|story| story.head.language.as_str()).collect();
    assert!(languages.len() >= 2, "{languages:?}");
    for story in &bundle.stories {
        assert!(words(story) >= 250, "{} has {} words", story.slug, words(story));
    }
}

#[test]
fn every_name_that_a_story_uses_exists() {
    let bundle = bundle();
    let people: BTreeSet<&str> = bundle.people.iter().map(|person| person.slug.as_str()).collect();
    let topics: BTreeSet<&str> = bundle.topics.iter().map(|topic| topic.slug.as_str()).collect();
    for story in &bundle.stories {
        let Entry { slug, head, .. } = story;
        assert!(!head.authors.is_empty(), "{slug} has no author");
        assert!(!head.tags.is_empty(), "{slug} has no topic");
        assert!(
            head.excerpt.as_ref().is_some_and(|text| text.chars().count() <= 300),
            "{slug} has a standfirst"
        );
        for author in &head.authors {
            assert!(people.contains(author.as_str()), "{slug}: nobody is called {author}");
        }
        for tag in &head.tags {
            assert!(topics.contains(tag.as_str()), "{slug}: there is no topic {tag}");
        }
        assert!(head.published.is_some(), "{slug} has no date");
    }
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let bundle = bundle();
    let entries: BTreeSet<&str> =
        bundle.stories.iter().chain(&bundle.pages).map(|entry| entry.slug.as_str()).collect();
    let mut broken = Vec::new();
    let mut texts = vec![("site.toml".to_owned(), bundle.site.announcement.html.clone())];
    let mut menus: Vec<_> = bundle.site.navigation.iter().chain(&bundle.site.secondary).collect();
    for (language, local) in &bundle.site.local {
        texts.push((format!("site.toml, {language}"), local.announcement.clone()));
        menus.extend(local.navigation.iter().chain(&local.secondary));
    }
    let menus = menus.iter().map(|link| format!("<a href=\"{}\">", link.url)).collect();
    texts.push(("the navigation".to_owned(), menus));
    for entry in bundle.stories.iter().chain(&bundle.pages) {
        texts.push((entry.slug.clone(), markdown::html(&entry.text).expect("its boxes are right")));
    }
    for (place, html) in texts {
        for found in html.split("href=\"/").skip(1) {
            let path = found.split(['"', '#']).next().unwrap_or_default().trim_end_matches('/');
            let there = match path.split_once('/') {
                None => path.is_empty() || entries.contains(path),
                Some(("tag", slug)) => bundle.topics.iter().any(|topic| topic.slug == slug),
                Some(("author", slug)) => bundle.people.iter().any(|person| person.slug == slug),
                Some(_) => false,
            };
            if !there {
                broken.push(format!("{place} leads to /{path}/"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_picture_can_be_painted_and_is_described() {
    let bundle = bundle();
    for story in &bundle.stories {
        assert!(story.head.picture.is_some(), "{} has no picture", story.slug);
        assert!(
            story.head.caption.is_some() && story.head.credit.is_some(),
            "{} has no caption or credit",
            story.slug
        );
        for picture in story.pictures() {
            assert!(
                draw::size(&picture.name).is_some(),
                "{}: there is no picture {}",
                story.slug,
                picture.name
            );
            assert!(picture.alt.chars().count() > 10, "{}: {} is not described", story.slug, picture.name);
        }
    }
    let mut heroes: BTreeMap<&str, &str> = BTreeMap::new();
    for story in bundle.stories.iter().filter(|story| story.head.language == "en") {
        let name = story.head.picture.as_deref().unwrap_or_default();
        if let Some(other) = heroes.insert(name, &story.slug) {
            panic!("{} and {other} have the same hero {name}", story.slug);
        }
    }
    assert!(pictures::names(&bundle).len() > 40);
}

#[test]
fn stories_in_several_languages_share_a_key() {
    let bundle = bundle();
    let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for story in &bundle.stories {
        if let Some(key) = &story.head.translation {
            let fresh = keys.entry(key).or_default().insert(&story.head.language);
            assert!(fresh, "{} is the second story of {key} in its language", story.slug);
        }
    }
    assert!(keys.values().filter(|languages| languages.len() > 1).count() >= 4, "{keys:?}");
}

#[test]
fn boxes_that_are_unknown_or_open_are_refused() {
    assert!(markdown::html("::: sparkle\nx\n:::\n").is_err());
    assert!(markdown::html("::: callout 💡\nx\n").is_err());
}
