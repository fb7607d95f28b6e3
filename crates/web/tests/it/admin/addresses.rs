//! `routes.yaml` and the redirects as files, as Ghost's Settings take and give them.

use crate::{
    harness::Bed,
    program::{Program, json, refused},
};

fn take(program: &Program<'_>, path: &str, part: &str, text: &[u8]) -> crate::client::Answer {
    let head = format!("--x\r\ncontent-disposition: form-data; name=\"{part}\"; filename=\"a.yaml\"\r\n\r\n");
    let body = [head.as_bytes(), text, b"\r\n--x--\r\n"].concat();
    program.send_raw("POST", path, Some(("multipart/form-data; boundary=x", body)))
}

#[test]
fn a_file_of_routes_moves_the_site_and_comes_back() {
    let bed = Bed::new();
    bed.publish("story", "Story");
    let program = Program::new(&bed);
    let standard = program.get("settings/routes/yaml/");
    assert_eq!(standard.header("content-disposition"), "attachment; filename=\"routes.yaml\"");
    assert!(standard.text().contains("permalink: /{slug}/"));
    let own = "collections:\n  /blog/:\n    permalink: /blog/{slug}/\n";
    let answer = take(&program, "settings/routes/yaml/", "routes", own.as_bytes());
    json(&answer, 200);
    assert_eq!(answer.header("x-cache-invalidate"), "/*");
    assert_eq!((bed.get("/story/").status, bed.get("/blog/story/").status), (404, 200));
    assert_eq!(program.get("settings/routes/yaml/").text(), own);

    let broken = take(&program, "settings/routes/yaml/", "routes", b"collections:\n  /blog/: nothing\n");
    assert_eq!(refused(&broken, 422).0, "ValidationError");
    assert!(broken.text().contains("line 2"), "{}", broken.text());
    assert_eq!(bed.get("/blog/story/").status, 200, "the last good one stays");
    for (part, text) in [("file", own.as_bytes()), ("routes", b"\xff\xfe".as_slice())] {
        assert_eq!(take(&program, "settings/routes/yaml/", part, text).status, 422, "{part}");
    }
    let large = vec![b'#'; 300 * 1024];
    assert!(matches!(take(&program, "settings/routes/yaml/", "routes", &large).status, 413 | 422));
}

#[test]
fn redirects_come_in_both_forms_and_go_out_in_ghosts() {
    let bed = Bed::new();
    let program = Program::new(&bed);
    for text in [
        "301:\n  ^/old/(.*)$: /new/$1\n302:\n  /soon/: /later/\n",
        r#"[{"from":"^/old/(.*)$","to":"/new/$1","permanent":true},{"from":"/soon/","to":"/later/"}]"#,
    ] {
        json(&take(&program, "redirects/upload/", "redirects", text.as_bytes()), 200);
        assert_eq!(bed.get("/old/x/").header("location"), "/new/x/");
        assert_eq!(bed.get("/soon/").status, 302);
        let given = program.get("redirects/download/").text();
        assert_eq!(given, "301:\n  '^/old/(.*)$': '/new/$1'\n302:\n  '/soon/': '/later/'\n");
        json(&take(&program, "redirects/upload/", "redirects", b"[]"), 200);
        assert_eq!(bed.get("/soon/").status, 404);
    }
    json(&take(&program, "redirects/upload/", "redirects", b"301:\n  /a/: /b/\n"), 200);
    for broken in ["301:\n  nonsense\n", "[{", "301:\n  '(': /x/\n", "404:\n  /a/: /b/\n"] {
        let answer = take(&program, "redirects/upload/", "redirects", broken.as_bytes());
        assert_eq!(refused(&answer, 422).0, "ValidationError", "{broken}");
    }
    assert_eq!(bed.get("/a/").header("location"), "/b/", "the last good ones stay");
}
