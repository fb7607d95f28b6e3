//! The command palette's answers, and the page that does the same without a script.

use testsite::on_both_engines;

on_both_engines!(
    everybody_finds_what_they_may_open,
    what_was_opened_last_stands_first,
    titles_are_found_in_three_scripts_and_with_a_slip,
);

mod check {
    use newsroom::Role;
    use serde_json::Value;
    use testsite::Engine;

    use crate::cast::{Paper, Person};

    /// The titles that are found, group by group.
    fn find(who: &Person<'_>, typed: &str) -> Vec<(String, Vec<String>)> {
        let path = format!("/room/find/entries?q={}", typed.replace(' ', "+"));
        let answer = who.get(&path).json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let groups = answer["groups"].as_array().cloned().unwrap_or_default();
        let titles = |group: &Value| {
            let found = group["found"].as_array().cloned().unwrap_or_default();
            found.iter().map(|entry| text(&entry["title"])).collect()
        };
        groups.iter().map(|group| (text(&group["title"]), titles(group))).collect()
    }

    fn titles(who: &Person<'_>, typed: &str) -> Vec<String> {
        find(who, typed).into_iter().flat_map(|(_, titles)| titles).collect()
    }

    fn has(titles: &[String], title: &str) -> bool {
        titles.iter().any(|found| found == title)
    }

    pub(super) fn everybody_finds_what_they_may_open(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = paper.person(Role::Owner);
        let contributor = paper.person(Role::Contributor);
        owner.begin("The harbour plan");
        contributor.begin("My harbour diary");
        let of_owner = titles(&owner, "harbour");
        assert!(has(&of_owner, "The harbour plan") && has(&of_owner, "My harbour diary"), "{of_owner:?}");
        assert_eq!(titles(&contributor, "harbour"), ["My harbour diary"], "their own only");
        assert_eq!(titles(&contributor, "harbuor"), ["My harbour diary"], "with a slip, too");
        for (typed, title) in [
            ("backup", "Backup and export"),
            ("export", "Make an export and download it"),
            ("under a", "Under attack"),
            ("invite", "Invite somebody"),
        ] {
            assert!(has(&titles(&owner, typed), title), "{typed}");
            assert!(!has(&titles(&contributor, typed), title), "{typed}");
        }
        let all = titles(&contributor, "");
        assert!(has(&all, "New story") && has(&all, "Sign out") && !has(&all, "New page"), "{all:?}");
        assert!(!has(&all, "English") && has(&all, "Русский"), "their own language is not offered");
        let page = contributor.get("/room/find/?q=harbour");
        assert_eq!(page.status, 200);
        assert!(page.body.contains("My harbour diary") && !page.body.contains("The harbour plan"));
        assert_eq!(contributor.get(&format!("/room/find/entries?q={}", "x".repeat(5_000))).status, 200);
        let stranger = paper.site.get("/room/find/entries?q=harbour");
        assert_eq!(stranger.status, 303);
    }

    pub(super) fn what_was_opened_last_stands_first(engine: Engine) {
        let paper = Paper::new(engine);
        let mut owner = paper.person(Role::Owner);
        let session = owner.cookie.clone();
        let (first, second) = (owner.begin("First"), owner.begin("Second"));
        for path in
            [format!("{first}/"), "/room/topics/".to_owned(), format!("{second}/"), "/room/find/".to_owned()]
        {
            let got = owner.get(&path);
            assert_eq!(got.status, 200, "{path}");
            if got.cookie.starts_with("masthead_recent=") {
                owner.cookie = format!("{session}; {}", got.cookie);
            }
        }
        let (group, opened) = find(&owner, "").swap_remove(0);
        assert_eq!(
            (&*group, opened),
            ("Opened recently", vec!["Second".into(), "Topics".into(), "First".into()])
        );
        let other = paper.person(Role::Contributor);
        let forged = Person { cookie: owner.cookie.replace(&session, &other.cookie), ..other };
        assert_ne!(find(&forged, "")[0].0, "Opened recently", "what they may not open is not named");
        let rubbish =
            Person { cookie: format!("{session}; masthead_recent=..%00.stories/x.topics"), ..owner };
        assert_eq!(find(&rubbish, "")[0].1, ["Topics"]);
    }

    pub(super) fn titles_are_found_in_three_scripts_and_with_a_slip(engine: Engine) {
        let paper = Paper::new(engine);
        let owner = paper.reading(Role::Owner, "ru");
        for title in ["Паромы вернулись в Кецар", "ბორანი დაბრუნდა", "The ferries are back"]
        {
            owner.begin(title);
        }
        for (typed, title) in [
            ("пар верн", "Паромы вернулись в Кецар"),
            ("пармы", "Паромы вернулись в Кецар"),
            ("ბორან", "ბორანი დაბრუნდა"),
            ("ბორნი", "ბორანი დაბრუნდა"),
            ("ferr", "The ferries are back"),
            ("feries", "The ferries are back"),
        ] {
            assert!(has(&titles(&owner, typed), title), "{typed}: {:?}", titles(&owner, typed));
        }
        assert_eq!(titles(&owner, "topics")[0], "Темы", "pages answer to their names in every language");
        assert_eq!(find(&owner, "нов мат")[0].1[0], "Новый материал");
    }
}
