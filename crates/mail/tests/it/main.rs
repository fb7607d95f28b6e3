//! Letters through a real SMTP server: aiosmtpd, which `scripts/setup.sh test` installs.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use mail::{Outbox, SendError, Server, Site, Way, deliver};
use serde_json::json;

struct Smtp {
    process: Child,
    port: u16,
    kept: tempfile::TempDir,
}

impl Smtp {
    fn start() -> Smtp {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ours = here.join("../../target/python/bin/python");
        let python = if ours.is_file() { ours } else { PathBuf::from("python3") };
        let kept = tempfile::tempdir().unwrap();
        let mut process = Command::new(python)
            .arg(here.join("tests/it/server.py"))
            .arg(kept.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python starts");
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let port = said.trim().parse().expect("aiosmtpd starts: scripts/setup.sh test installs it");
        Smtp { process, port, kept }
    }

    fn outbox(&self) -> Outbox {
        let server = Server::read(&format!("smtp://127.0.0.1:{}", self.port)).unwrap();
        Outbox::new(&Way::Smtp(server), "The Vask <room@vask.example>").unwrap()
    }

    fn kept(&self) -> Vec<String> {
        let mut files: Vec<_> =
            fs::read_dir(self.kept.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn site() -> Site {
    Site { title: "The Vask Courier".into(), address: "https://vask.example".into() }
}

fn invitation(to: &str) -> String {
    let facts = json!({ "path": "/room/invitation/abcDEF123/", "by": "Ana Verin", "role": "editor" });
    json!({ "to": to, "language": "en", "kind": "invitation", "facts": facts }).to_string()
}

#[test]
fn a_letter_arrives_and_refusals_are_told_apart() {
    let smtp = Smtp::start();
    let outbox = smtp.outbox();
    deliver(&outbox, "5f0000000000000000000001", &invitation("rita@example.org"), &site()).unwrap();
    let kept = smtp.kept();
    assert_eq!(kept.len(), 1);
    let letter = kept[0].replace("=\r\n", "");
    for part in [
        "From: \"The Vask\" <room@vask.example>",
        "To: rita@example.org",
        "Subject: Ana Verin invites you to The Vask Courier",
        "Message-ID: <5f0000000000000000000001@vask.example>",
        "https://vask.example/room/invitation/abcDEF123/",
        "as editor",
    ] {
        assert!(letter.contains(part), "{part} in\n{letter}");
    }
    let never = deliver(&outbox, "2", &invitation("x@never.example"), &site());
    assert!(matches!(never, Err(SendError::Never(_))), "{never:?}");
    let later = deliver(&outbox, "3", &invitation("x@later.example"), &site());
    assert!(matches!(later, Err(SendError::Later(_))), "{later:?}");
    assert_eq!(smtp.kept().len(), 1);
}

#[test]
fn a_server_that_is_away_is_tried_again() {
    let smtp = Smtp::start();
    let outbox = smtp.outbox();
    drop(smtp);
    let away = deliver(&outbox, "1", &invitation("rita@example.org"), &site());
    assert!(matches!(away, Err(SendError::Later(_))), "{away:?}");
    assert!(matches!(deliver(&outbox, "1", "no letter", &site()), Err(SendError::Never(_))));
}
