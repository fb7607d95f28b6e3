//! The other engine: one node process that is fed all jobs and answers each with a line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::job::Job;

/// What Handlebars.js makes of each job: its output, or its error.
pub(crate) fn render(jobs: &[&Job]) -> Vec<Result<String, String>> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle");
    let modules = modules();
    let mut node = Command::new("node")
        .arg(tests.join("handlebars.cjs"))
        .env("NODE_PATH", &modules)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node cannot be started ({error}): run make setup"));

    let lines: String = jobs.iter().map(|job| format!("{}\n", job.to_json())).collect();
    let mut input = node.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let answers: Vec<Result<String, String>> =
        BufReader::new(node.stdout.take().unwrap()).lines().map(|line| answer(&line.unwrap())).collect();
    feeder.join().unwrap().ok();
    let status = node.wait().unwrap();
    assert!(status.success(), "node ended with {status}: run make setup");
    assert_eq!(answers.len(), jobs.len());
    answers
}

/// The folder of packages with the Handlebars.js that we follow.
fn modules() -> PathBuf {
    let e2e = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/node_modules");
    let path = std::env::var_os("NODE_PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).chain([e2e]).find(|folder| {
        std::fs::read_to_string(folder.join("handlebars/package.json"))
            .is_ok_and(|package| package.contains("\"version\": \"4.7.9\""))
    });
    found.expect("handlebars 4.7.9 is not installed in e2e/node_modules: run make setup")
}

fn answer(line: &str) -> Result<String, String> {
    let answer: serde_json::Value = serde_json::from_str(line).unwrap();
    match (&answer["output"], &answer["error"]) {
        (serde_json::Value::String(output), _) => Ok(output.clone()),
        (_, serde_json::Value::String(error)) => Err(error.clone()),
        _ => panic!("node answered {line}"),
    }
}
