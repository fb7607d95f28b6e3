//! The cases: text files in `cases/`.
//!
//! ```text
//! # what is shown
//! template: {{#each list}}{{this}}{{/each}}
//! data: {"list": [1, 2]}
//! output: 12
//! ```
//! Fields are `template`, `data` and `vars` (JSON), `partial NAME`, `hooks` (names of the hooks to register), and
//! `output`, or `error` for what both engines must refuse. A value of several lines follows its field, each line
//! after `  |`.

use std::path::Path;

use crate::job::Job;

/// A job and what must come of it; `None` for an error.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) job: Job,
    pub(crate) expected: Option<String>,
}

/// All cases of all files.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| read(file)).collect()
}

fn read(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap();
    let stem = file.file_stem().unwrap().to_string_lossy();
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix("# ") {
            let job = Job { data: serde_json::json!({}), ..Job::default() };
            cases.push(Case { name: format!("{stem}:{} {name}", number + 1), job, expected: None });
            continue;
        }
        let wrong = || -> ! { panic!("{}:{}: {line:?} is no field", file.display(), number + 1) };
        let (field, value) = match line.split_once(": ") {
            Some((field, value)) => (field, value.to_owned()),
            None => {
                let Some(field) = line.strip_suffix(':') else { wrong() };
                let mut value = Vec::new();
                while let Some((_, more)) = lines.next_if(|(_, line)| line.starts_with("  |")) {
                    value.push(&more[3..]);
                }
                (field, value.join("\n"))
            }
        };
        let Some(case) = cases.last_mut() else { wrong() };
        match field.split_once(' ') {
            Some(("partial", name)) => case.job.partials.push((name.to_owned(), value)),
            None => match field {
                "template" => case.job.template = value,
                "data" => case.job.data = serde_json::from_str(&value).unwrap_or_else(|_| wrong()),
                "vars" => case.job.vars = serde_json::from_str(&value).unwrap_or_else(|_| wrong()),
                "hooks" => case.job.hooks = value.split(' ').map(str::to_owned).collect(),
                "output" => case.expected = Some(value),
                "error" => case.expected = None,
                _ => wrong(),
            },
            Some(_) => wrong(),
        }
    }
    cases
}
