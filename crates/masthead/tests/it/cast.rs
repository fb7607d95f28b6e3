//! A site with people who are signed in for real, and what they send as a browser does.

use newsroom::Role;
use serde_json::Value;
use store::{Author, AuthorRecord, Id, StaffRow};
use testsite::{Engine, Ground, Site};

/// Everybody's.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A site with a cast.
pub(crate) struct Paper {
    pub(crate) site: Site,
    pub(crate) ground: Ground,
}

/// Somebody who is signed in.
pub(crate) struct Person<'a> {
    pub(crate) site: &'a Site,
    pub(crate) id: Id,
    pub(crate) cookie: String,
}

/// What a request got.
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) location: String,
    /// The first cookie that is set.
    pub(crate) cookie: String,
    pub(crate) policy: String,
    /// Seconds to wait.
    pub(crate) retry: String,
    pub(crate) body: String,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.body))
    }
}

/// A request as a browser makes it from a page of the site.
pub(crate) fn send(site: &Site, method: &str, path: &str, cookie: &str, kind: &str, body: &str) -> Got {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{}{path}", site.address))
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .header("content-type", kind)
        .body(body.to_owned())
        .expect("a request");
    let mut answer = crate::running::agent().run(request).expect("an answer");
    let header = |name: &str| {
        let value = answer.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    Got {
        status: answer.status().as_u16(),
        location: header("location"),
        cookie: header("set-cookie").split(';').next().unwrap_or_default().to_owned(),
        policy: header("content-security-policy"),
        retry: header("retry-after"),
        body: answer.body_mut().read_to_string().expect("a text"),
    }
}

impl Paper {
    pub(crate) fn new(engine: Engine) -> Self {
        let ground = Ground::new(engine);
        let site = Site::serve(&ground);
        Self { site, ground }
    }

    /// Signs somebody with a role in.
    pub(crate) fn person(&self, role: Role) -> Person<'_> {
        self.reading(role, "en")
    }

    /// The same, whose interface is in another language.
    pub(crate) fn reading(&self, role: Role, language: &str) -> Person<'_> {
        let (now, name) = (self.site.newsroom.clock().now(), role.as_str());
        let (id, email) = (Id::generate(now), format!("{name}@example.org"));
        let hash = credentials::hash_password(PASSWORD);
        self.site
            .store
            .write(|writer| {
                let author = Author::named(id, &name.replace('_', "-"), name, now);
                writer.put_author(&AuthorRecord { author, email: None, status: "active".into() })?;
                writer.put_staff(&StaffRow {
                    id,
                    email: email.as_str().into(),
                    role: name.into(),
                    active: true,
                    password_hash: Some(hash.as_str().into()),
                    language: language.into(),
                    created_at: now,
                    seen_at: None,
                })
            })
            .expect("somebody with an account");
        let form = format!("email={email}&password={}", PASSWORD.replace(' ', "+"));
        let got = send(&self.site, "POST", "/room/sign-in/", "", "application/x-www-form-urlencoded", &form);
        assert_eq!(got.status, 303, "{}", got.body);
        Person { site: &self.site, id, cookie: got.cookie }
    }
}

impl Person<'_> {
    pub(crate) fn get(&self, path: &str) -> Got {
        send(self.site, "GET", path, &self.cookie, "text/plain", "")
    }

    pub(crate) fn form(&self, path: &str, body: &str) -> Got {
        send(self.site, "POST", path, &self.cookie, "application/x-www-form-urlencoded", body)
    }

    pub(crate) fn script(&self, method: &str, path: &str, body: &Value) -> Got {
        send(self.site, method, path, &self.cookie, "application/json", &body.to_string())
    }

    /// Begins a story through the form; its address in the room.
    pub(crate) fn begin(&self, title: &str) -> String {
        let got = self.form("/room/stories/", &format!("kind=post&title={}", title.replace(' ', "+")));
        assert_eq!(got.status, 303, "{}", got.body);
        got.location.trim_end_matches('/').to_owned()
    }
}
