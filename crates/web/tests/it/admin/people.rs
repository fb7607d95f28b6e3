//! Users, roles, settings, free addresses: what programs and people read.

use serde_json::json;

use crate::{
    harness::Bed,
    program::{As, Program, json, refused, send},
    uploads::session,
};

#[test]
fn users_are_listed_and_found() {
    let bed = Bed::new();
    let ada = As::Session { cookie: session(&bed), origin: "http://test" };
    let program = Program::new(&bed);
    let list = json(&program.get("users/?include=roles,count.posts"), 200);
    let user = &list["users"][0];
    assert_eq!(
        (&user["slug"], &user["email"], &user["status"]),
        (&json!("ada"), &json!("ada@example.org"), &json!("active"))
    );
    assert_eq!((&user["comment_notifications"], &user["tour"]), (&json!(false), &json!(null)));
    assert_eq!((&user["roles"][0]["name"], &user["count"]["posts"]), (&json!("Author"), &json!(0)));
    assert_eq!(list["meta"]["pagination"]["total"], 1);
    for path in ["users/slug/ada/", "users/email/ADA@example.org/", "users/bbbbbbbbbbbbbbbbbbbbbbb1/"] {
        let found = json(&program.get(path), 200);
        assert_eq!(found["users"][0]["id"], user["id"], "{path}");
        assert!(found["users"][0].get("roles").is_none());
    }
    assert_eq!(json(&send(&bed, &ada, "GET", "users/me/", None), 200)["users"][0]["slug"], "ada");
    for path in ["users/me/", "users/slug/nobody/", "users/email/nobody@example.org/"] {
        assert_eq!(refused(&program.get(path), 404).0, "NotFoundError", "{path}");
    }
    // A reporter sees their own mail address, and nobody else's.
    let guest = store::Author::named("bbbbbbbbbbbbbbbbbbbbbbb2".parse().unwrap(), "guest", "A Guest", 0);
    let record = store::AuthorRecord {
        author: guest,
        email: Some("guest@example.org".into()),
        status: "active".into(),
    };
    bed.store.write(|writer| writer.put_author(&record)).unwrap();
    let seen = json(&send(&bed, &ada, "GET", "users/?fields=slug,email&order=slug%20asc", None), 200);
    assert_eq!(
        seen["users"],
        json!([{ "slug": "ada", "email": "ada@example.org" }, { "slug": "guest", "email": null }])
    );
    assert_eq!(
        refused(&send(&bed, &ada, "GET", "users/email/guest@example.org/", None), 403).0,
        "NoPermissionError"
    );
    assert_eq!(json(&program.get("users/email/guest@example.org/"), 200)["users"][0]["status"], "inactive");
    let roles = json(&program.get("roles/"), 200);
    assert_eq!(roles["roles"][0]["name"], "Owner");
}

#[test]
fn settings_are_read_without_secrets() {
    let bed = Bed::new();
    bed.set("password", "hunter2");
    let program = Program::new(&bed);
    let settings = json(&program.get("settings/"), 200);
    let value = |key: &str| {
        settings["settings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["key"] == key)
            .map(|row| row["value"].clone())
    };
    assert_eq!(value("title"), Some(json!("The Lantern")));
    assert!(value("navigation").unwrap().is_string());
    assert_eq!((value("password"), value("url")), (None, None));
    assert!(!settings.to_string().contains("hunter2"));
    assert_eq!(json(&program.get("config/"), 200)["config"]["version"], "6.65.0");
}

#[test]
fn free_addresses_are_for_people() {
    let bed = Bed::new();
    let ada = As::Session { cookie: session(&bed), origin: "http://test" };
    let slug = |path: &str| json(&send(&bed, &ada, "GET", path, None), 200)["slugs"][0]["slug"].clone();
    assert_eq!(slug("slugs/tag/News/"), "news-2");
    assert_eq!(slug("slugs/tag/News/aaaaaaaaaaaaaaaaaaaaaaa1/"), "news");
    assert_eq!(slug("slugs/user/Ada/"), "ada-2");
    assert_eq!(slug("slugs/post/Hello%20World%21/"), "hello-world");
    assert_eq!(slug("slugs/post/%F0%9F%99%82/"), "untitled");
    assert_eq!(refused(&send(&bed, &ada, "GET", "slugs/nonsense/x/", None), 422).0, "ValidationError");
    assert_eq!(refused(&Program::new(&bed).get("slugs/tag/News/"), 403).0, "NoPermissionError");
}
