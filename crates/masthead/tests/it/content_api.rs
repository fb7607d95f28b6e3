//! What a real Ghost answered to questions to its Content API over a small site: `fixtures/content-api/` holds the site as Ghost exports it, and each
//! question with the answer in short. Written by `bench/compare_api.py --record`, which compares whole answers with Ghost itself.

use std::path::PathBuf;

use serde_json::Value;
use testsite::{Site, on_both_engines};

use crate::exports::Archive;

on_both_engines!(questions_are_answered_as_ghost_did);

const KEY: &str = "0123456789abcdef0123456789";

fn recorded(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/content-api");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// An answer in one line: what it refused, or the names of its rows in order with the fields of the first.
fn brief(status: u16, body: &str) -> String {
    let Ok(Value::Object(body)) = serde_json::from_str::<Value>(body) else { return status.to_string() };
    if let Some(error) = body.get("errors") {
        let text = |name: &str| error[0][name].as_str().unwrap_or_default();
        return format!("{status} {} {}", text("type"), text("message"));
    }
    let Some((name, rows)) = body.iter().find(|(name, _)| *name != "meta") else { return status.to_string() };
    let Value::Array(rows) = rows else { return format!("{status} {name}") };
    let total = &body.get("meta").map_or(&Value::Null, |meta| &meta["pagination"]["total"]);
    let total = if total.is_null() { "-".to_owned() } else { total.to_string() };
    let named = |row: &Value| {
        let of = ["slug", "id", "name", "title"].into_iter().find_map(|of| row[of].as_str());
        of.unwrap_or("?").to_owned()
    };
    let mut names: Vec<String> = rows.iter().map(named).collect();
    if names.len() > 12 {
        let left_out = format!("{}…", names.len() - 9);
        names.splice(6..names.len() - 3, [left_out]);
    }
    let fields = rows.first().and_then(Value::as_object).map(|row| {
        let mut fields: Vec<&str> = row.keys().map(String::as_str).collect();
        fields.sort_unstable();
        fields.join(",")
    });
    format!("{status} {total} [{}] {}", names.join(" "), fields.unwrap_or_default()).trim_end().to_owned()
}

mod check {
    use store::{ApiKey, KeyKind};
    use testsite::Engine;

    use super::*;

    pub(super) fn questions_are_answered_as_ghost_did(engine: Engine) {
        let archive = Archive::new(engine);
        archive.try_import("site.json", recorded("site.json").as_bytes()).unwrap();
        let id = |n: u64| format!("{n:024x}").parse().unwrap();
        let key = ApiKey {
            id: id(1),
            integration: id(2),
            name: "Test".into(),
            kind: KeyKind::Content,
            secret: KEY.into(),
            created_at: 0,
        };
        archive.store.write(|writer| writer.put_key(&key)).unwrap();
        let site = Site::serve(&archive.ground);
        let answers = recorded("answers.txt");
        let lines: Vec<&str> = answers.lines().collect();
        let mut wrong = Vec::new();
        for pair in lines.chunks(2) {
            let answer = site.get(&pair[0].replace("KEY", KEY));
            let (mine, ghost) = (brief(answer.status, &answer.body), pair[1].trim());
            if mine != ghost {
                wrong.push(format!("{}\n    Masthead {mine}\n    Ghost    {ghost}", pair[0]));
            }
        }
        assert!(lines.len() > 2 * 600, "the file of answers was cut");
        assert!(wrong.is_empty(), "{} answers\n{}", wrong.len(), wrong.join("\n"));
    }
}
