//! What editors change in the room's forms is on the site with the next request.

use testsite::{Engine, Ground, Site};
use ureq::http::{Response, header::SET_COOKIE};

testsite::on_both_engines!(
    the_banner_comes_and_goes,
    picks_keep_their_order,
    sites_are_recommended,
    forms_refuse_what_cannot_be,
    keys_of_programs_open_and_are_taken_back
);

/// The owner, signed in.
struct Owner<'a> {
    site: &'a Site,
    agent: ureq::Agent,
    cookie: String,
}

impl<'a> Owner<'a> {
    fn of(site: &'a Site) -> Self {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into();
        let token = site.newsroom.setup_token().unwrap().expect("nobody has an account");
        let mut owner = Self { site, agent, cookie: String::new() };
        let answer = owner.send(
            &format!("/room/setup/{}/", token.as_str()),
            &[
                ("name", "Nino"),
                ("email", "nino@example.org"),
                ("password", "a long quiet sentence"),
                ("language", "en"),
            ],
        );
        assert_eq!(answer.status(), 303);
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
        owner.cookie = cookie.split(';').next().unwrap().to_owned();
        owner
    }

    fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response<ureq::Body> {
        self.agent
            .post(format!("{}{path}", self.site.address))
            .header("origin", &self.site.address)
            .header("cookie", &self.cookie)
            .send_form(fields.iter().copied())
            .unwrap()
    }

    fn page(&self, path: &str) -> String {
        self.site.ask(path, &[("cookie", &self.cookie)]).body
    }
}

mod check {
    use super::*;

    pub(super) fn the_banner_comes_and_goes(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let owner = Owner::of(&site);
        let banner = |from: &str, until: &str| {
            let fields = [
                ("announcement_content", "Vote <b>today</b>"),
                ("announcement_background", "accent"),
                ("announcement_visibility", "visitors"),
                ("announcement_from", from),
                ("announcement_until", until),
            ];
            assert_eq!(owner.send("/room/settings/banner/", &fields).status(), 303);
            site.get("/").body.contains("Vote <b>today</b>")
        };
        assert!(!site.get("/").body.contains("Vote"));
        assert!(banner("", ""));
        assert!(!banner("2099-01-01T00:00", ""), "its time has not come");
        assert!(banner("2020-01-01T00:00", "2099-01-01T00:00"));
        assert!(!banner("", "2020-01-01T00:00"), "its time has passed");
        assert!(owner.page("/room/settings/banner/").contains("2020-01-01T00:00"));
    }

    pub(super) fn picks_keep_their_order(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let owner = Owner::of(&site);
        // Enough stories that the oldest are not shown as related anyway.
        let stories: Vec<_> =
            (1..=12).map(|n| site.publish(&format!("Story number {n:02}"), "<p>Words.</p>")).collect();
        for story in [&stories[0], &stories[2]] {
            let fields = [("story", story.id.as_str()), ("deed", "add")];
            assert_eq!(owner.send("/room/picks/", &fields).status(), 303);
        }
        let order = || {
            let page = site.get("/story-number-12/").body;
            let picks = page.split("data-part=\"picks\"").nth(1).expect("the story shows picks").to_owned();
            let place = |title: &str| picks.find(title);
            (place("Story number 03"), place("Story number 01"))
        };
        let (third, first) = order();
        assert!(third.is_some() && third < first, "the latest pick stands first");
        owner.send("/room/picks/", &[("story", stories[2].id.as_str()), ("deed", "down")]);
        let (third, first) = order();
        assert!(first.is_some() && first < third);
        site.newsroom.unpublish(newsroom::Actor::operator(), &stories[0].id).unwrap();
        assert_eq!(order().1, None, "what is not public is not picked");
        assert_eq!(owner.send("/room/picks/", &[("story", "none"), ("deed", "add")]).status(), 404);
    }

    pub(super) fn keys_of_programs_open_and_are_taken_back(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let owner = Owner::of(&site);
        for name in ["", "  ", "two\nlines", &"x".repeat(192)] {
            let mut answer = owner.send("/room/keys/new/", &[("name", name)]);
            assert_eq!(answer.status(), 422, "{name}");
            let page = answer.body_mut().read_to_string().unwrap();
            assert!(page.contains("A program has a name of 1 to 191 characters."), "{page}");
        }
        assert!(site.store.reader().unwrap().keys().unwrap().is_empty(), "nothing was made");

        let made = owner.send("/room/keys/new/", &[("name", " Our <app> ")]);
        assert_eq!(made.status(), 303);
        let keys = site.store.reader().unwrap().keys().unwrap();
        let [key] = keys.as_slice() else { panic!("one key: {keys:?}") };
        let path = format!("/room/keys/{}/", key.id);
        assert_eq!(made.headers()["location"], format!("{path}?notice=key_added"));
        let page = owner.page(&path);
        for told in
            ["Our &lt;app&gt;", &format!("value=\"{}\"", key.secret), &format!("value=\"{}\"", site.address)]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        let list = owner.page("/room/keys/");
        let end = &key.secret[key.secret.len() - 4..];
        assert!(list.contains(&format!("…{end}")) && !list.contains(&*key.secret), "{list}");
        let question = format!("/ghost/api/content/posts/?key={}", key.secret);
        assert_eq!(site.get(&question).status, 200);

        for nothing in ["none", "../x", "0123456789abcdef01234567"] {
            let remove = format!("/room/keys/{nothing}/remove/").replace("../", "..%2F");
            assert_eq!(owner.send(&remove, &[]).status(), 404, "{nothing}");
        }
        assert_eq!(site.get(&question).status, 200, "it opens still");
        let removed = owner.send(&format!("{path}remove/"), &[]);
        assert_eq!(removed.headers()["location"], "/room/keys/?notice=key_removed");
        assert_eq!(site.get(&question).status, 401, "from the next question on");
        assert_eq!(owner.send(&format!("{path}remove/"), &[]).status(), 404, "it is gone");
        let log = owner.page("/room/audit/");
        assert!(
            log.contains("Key of a program made") && log.contains("Key of a program taken back"),
            "{log}"
        );
        assert!(!log.contains(&*key.secret), "the key itself is in no log");
    }

    pub(super) fn sites_are_recommended(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let owner = Owner::of(&site);
        assert!(owner.page("/room/recommendations/").contains("No site is recommended yet"));
        let new = "/room/recommendations/new/";
        let fields =
            [("title", "The <Lantern>"), ("url", "https://lantern.example"), ("description", "Lit nightly")];
        assert_eq!(owner.send(new, &fields).headers()["location"], "/room/recommendations/?notice=saved");
        let twin = owner.send(new, &[("title", "Twin"), ("url", "http://www.lantern.example/")]);
        assert_eq!(twin.status(), 422, "it is recommended already");
        let list = owner.page("/room/recommendations/");
        assert!(
            list.contains("The &lt;Lantern&gt;") && list.contains("href=\"https://lantern.example/\""),
            "{list}"
        );
        let (_, id) = list.split_once("<td><a href=\"/room/recommendations/").unwrap();
        let path = format!("/room/recommendations/{}/", id.split_once('/').unwrap().0);
        assert!(owner.page(&path).contains("value=\"Lit nightly\""));
        let changed = [("title", "The Lamp"), ("url", "https://lantern.example/"), ("description", "")];
        assert_eq!(owner.send(&path, &changed).status(), 303);
        assert!(!owner.page(&path).contains("Lit nightly"), "an empty field takes a value away");
        for nothing in ["000000000000000000000009", "..", "%00"] {
            let path = format!("/room/recommendations/{nothing}/remove/");
            assert_eq!(owner.send(&path, &[]).status(), 404, "{nothing}");
        }
        let removed = owner.send(&format!("{path}remove/"), &[]);
        assert_eq!(removed.headers()["location"], "/room/recommendations/?notice=deleted");
        assert_eq!(owner.send(&path, &changed).status(), 404, "it is gone");
        let log = owner.page("/room/audit/");
        for act in ["Site recommended", "Recommendation changed", "Recommendation removed"] {
            assert!(log.contains(act), "{act}: {log}");
        }
    }

    pub(super) fn forms_refuse_what_cannot_be(engine: Engine) {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        let owner = Owner::of(&site);
        for (path, fields, why) in [
            ("/room/settings/identity/", &[("title", "Kept"), ("accent_color", "red")][..], "is no colour"),
            (
                "/room/settings/navigation/",
                &[("navigation.label", "Kept"), ("navigation.url", "javascript:x")],
                "is no address",
            ),
            ("/room/redirects/", &[("from", "("), ("to", "/x/"), ("kind", "301")], "no regular expression"),
            ("/room/topics/new/", &[("name", " "), ("description", "Kept")], "has a name"),
            ("/room/authors/new/", &[("name", "Kept"), ("website", "nowhere")], "no web address"),
            ("/room/recommendations/new/", &[("title", "Kept"), ("url", "nowhere")], "no web address"),
        ] {
            let mut answer = owner.send(path, fields);
            assert_eq!(answer.status(), 422, "{path}");
            let page = answer.body_mut().read_to_string().unwrap();
            assert!(page.contains(why), "{path}: {page}");
            assert!(
                !page.contains("name=\"title\"") || page.contains("Kept"),
                "{path}: what was typed stays"
            );
        }
        assert!(!site.get("/").body.contains("Kept"), "nothing was saved");
        assert_eq!(
            owner.send("/room/redirects/", &[("from", "^/old/$"), ("to", "/rss/"), ("kind", "301")]).status(),
            303
        );
        assert_eq!(site.get("/old/").status, 301);
        assert_eq!(owner.send("/room/topics/new/", &[("name", "Harbour")]).status(), 303);
        assert!(owner.page("/room/topics/").contains("Harbour"));
        assert_eq!(site.get("/room/topics/").status, 303, "strangers are led to the door");
    }
}
