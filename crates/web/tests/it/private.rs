//! A site that only those with the access code may read.

use std::io::Write;

use newsroom::{Actor, Clock, Newsroom};
use testsite::{Engine, on_both_engines};

use crate::{client::Answer, harness::Bed};

on_both_engines!(
    a_closed_site_shows_its_door_and_nothing_else,
    the_code_opens_and_a_new_code_shuts,
    closing_takes_every_kept_page_away,
);

/// Sends an access code.
fn knock(bed: &Bed, path: &str, code: &str) -> Answer {
    let form = format!("password={code}");
    let mut client = bed.client();
    write!(
        client.0,
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .unwrap();
    client.read(false).unwrap()
}

fn close(bed: &Bed, code: &str) {
    let newsroom = Newsroom::new(bed.store.clone(), Clock::system());
    newsroom
        .set_settings(Actor::operator(), &[("is_private", Some("true")), ("password", Some(code))])
        .unwrap();
}

/// What a browser sends back of the cookie that it was given.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Secure"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

mod check {
    use super::*;

    pub(super) fn a_closed_site_shows_its_door_and_nothing_else(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Secret title");
        bed.file("files/paper.txt", b"paper");
        assert_eq!(bed.get("/private/").header("location"), "/", "an open site has no door");
        close(&bed, "swallow");
        for path in [
            "/",
            "/story/",
            "/tag/news/",
            "/nowhere/",
            "/rss/",
            "/sitemap.xml",
            "/page/2/",
            "/story",
            "/p/x/",
        ] {
            let answer = bed.get(path);
            assert_eq!((answer.status, answer.body.len()), (302, 0), "{path}");
            assert!(answer.header("location").starts_with("/private/?r=%2F"), "{path}");
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
        assert_eq!(bed.get("/story/?utm=1").header("location"), "/private/?r=%2Fstory%2F%3Futm%3D1");
        let door = bed.get("/private/?r=%2Fstory%2F");
        assert_eq!(door.status, 200);
        assert!(door.text().contains("private-template") && door.text().contains("The Lantern"));
        assert!(!door.text().contains("Secret title"));
        assert_eq!(bed.get("/robots.txt").text(), "User-agent: *\nDisallow: /\n");
        // Files whose address somebody knows stay open; the page that says there is none does not.
        assert_eq!(bed.get("/content/files/paper.txt").status, 200);
        let missing = bed.get("/content/files/none.txt");
        assert_eq!((missing.status, missing.text().contains("Lantern")), (404, false));
        assert_eq!(bed.get("/assets/none.css").status, 404);
        assert_eq!(bed.ask("POST", "/story/", &[]).status, 405);
    }

    pub(super) fn the_code_opens_and_a_new_code_shuts(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Secret title");
        close(&bed, "swallow");
        let wrong = knock(&bed, "/private/", "sparrow");
        assert_eq!((wrong.status, wrong.header("set-cookie")), (200, ""));
        assert!(wrong.text().contains("That is not the access code."));
        assert_eq!(knock(&bed, "/private/", &"x".repeat(5_000)).status, 413);
        let right = knock(&bed, "/private/?r=%2Fstory%2F", "swallow");
        assert_eq!((right.status, right.header("location")), (302, "/story/"));
        let pass = cookie(&right);
        let with = |path: &str| bed.ask("GET", path, &[("cookie", &format!("a=b; {pass}"))]);
        let story = with("/story/");
        assert!(story.text().contains("Secret title"));
        assert_eq!(story.header("cache-control"), "no-store");
        assert_eq!(bed.get("/story/").status, 302, "what one reader sees is not kept for others");
        assert_eq!(with("/nowhere/").status, 404);
        assert_eq!(with("/private/").header("location"), "/");
        assert!(with("/sitemap-posts.xml").text().contains("/story/"));
        let forged = pass.replace("=1", "=2");
        assert_eq!(bed.ask("GET", "/", &[("cookie", &forged)]).status, 302);
        // The feed has an address that needs no pass.
        let hash = bed.store.reader().unwrap().settings().unwrap().get("public_hash").unwrap().to_owned();
        assert!(bed.get(&format!("/{hash}/rss/")).text().contains("Secret title"));
        assert_eq!(bed.get("/0123456789abcdef/rss/").status, 302);
        close(&bed, "another");
        assert_eq!(with("/story/").status, 302);
        // Guessing ends.
        let last = (0..70).map(|_| knock(&bed, "/private/", "guess")).last().unwrap();
        assert_eq!(last.status, 429);
        assert!(last.text().contains("Too many tries"));
        assert_eq!(knock(&bed, "/private/", "another").status, 429);
    }

    pub(super) fn closing_takes_every_kept_page_away(engine: Engine) {
        let bed = Bed::on(engine);
        bed.publish("story", "Secret title");
        let paths =
            ["/", "/story/", "/rss/", "/sitemap.xml", "/sitemap-posts.xml", "/robots.txt", "/nowhere/"];
        for path in paths {
            bed.get(path);
        }
        close(&bed, "swallow");
        for path in paths {
            assert!(!bed.get(path).text().contains("Secret title"), "{path}");
        }
        assert_eq!(bed.get("/").status, 302);
        assert!(!bed.get("/assets/none.css").text().contains("Lantern"));
        bed.set("is_private", "false");
        assert!(bed.get("/story/").text().contains("Secret title"));
        assert_eq!(bed.get("/story/").header("cache-control"), "public, max-age=0, stale-if-error=86400");
    }
}
