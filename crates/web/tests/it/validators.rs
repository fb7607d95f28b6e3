//! Conditional requests and theme files.

use crate::harness::Bed;

#[test]
fn pages_are_sent_once() {
    let bed = Bed::new();
    bed.publish("story", "Story");
    for encoding in ["identity", "gzip", "br"] {
        let accept = ("accept-encoding", encoding);
        let first = bed.ask("GET", "/story/", &[accept]);
        let (etag, date) = (first.header("etag"), first.header("last-modified"));
        let list = format!("\"other\", {etag}");
        for headers in [
            vec![accept, ("if-none-match", etag)],
            vec![accept, ("if-none-match", &list)],
            vec![accept, ("if-none-match", "*")],
            vec![accept, ("if-modified-since", date)],
        ] {
            let again = bed.ask("GET", "/story/", &headers);
            assert_eq!((again.status, again.body.len()), (304, 0), "{headers:?}");
            assert_eq!(again.header("etag"), etag);
            assert_eq!(again.header("cache-control"), first.header("cache-control"));
        }
        for headers in [
            vec![accept, ("if-none-match", "\"other\"")],
            vec![accept, ("if-modified-since", "Tue, 14 Nov 2000 00:00:00 GMT")],
        ] {
            assert_eq!(bed.ask("GET", "/story/", &headers).status, 200, "{headers:?}");
        }
    }
    let tags: Vec<_> = ["identity", "gzip", "br"]
        .map(|encoding| bed.ask("GET", "/story/", &[("accept-encoding", encoding)]).header("etag").to_owned())
        .into();
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
}

#[test]
fn a_date_is_as_young_as_the_last_change() {
    let bed = Bed::new();
    bed.publish("story", "Story");
    let mut before = bed.get("/story/").header("last-modified").to_owned();
    for number in 0..5 {
        bed.set("title", &format!("Title {number}"));
        let answer = bed.ask("GET", "/story/", &[("if-modified-since", &before)]);
        assert_eq!(answer.status, 200, "change {number}");
        answer.header("last-modified").clone_into(&mut before);
        assert_eq!(bed.ask("GET", "/story/", &[("if-modified-since", &before)]).status, 304);
    }
}

#[test]
fn theme_files_are_kept_for_ever_under_their_version() {
    let bed = Bed::new();
    let file = bed.get("/assets/css/screen.css");
    assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
    assert!(!file.header("cache-control").contains("immutable"));
    assert!(!bed.get("/assets/css/screen.css?v=wrong").header("cache-control").contains("immutable"));
    let packed = bed.ask("GET", "/assets/css/screen.css", &[("accept-encoding", "br")]);
    assert_eq!(packed.header("content-encoding"), "br");
    let etag = file.header("etag");
    assert_eq!(bed.ask("GET", "/assets/css/screen.css", &[("if-none-match", etag)]).status, 304);
    let part = bed.ask("GET", "/assets/a.txt", &[("range", "bytes=2-4"), ("accept-encoding", "br")]);
    assert_eq!(
        (part.status, part.text().as_str(), part.header("content-range")),
        (206, "234", "bytes 2-4/10")
    );
    assert_eq!(bed.ask("GET", "/assets/a.txt", &[("range", "bytes=10-")]).status, 416);
    for path in ["/assets/../package.json", "/assets/%2e%2e/package.json", "/assets/"] {
        assert!([301, 404].contains(&bed.get(path).status), "{path}");
    }
}
