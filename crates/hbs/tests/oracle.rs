//! The language, held against Handlebars.js 4.7.9: the cases in `oracle/cases/`, and random templates. Both engines
//! render the same templates with the same data and the same helpers; outputs are compared byte for byte, and where
//! one refuses the other must too.

#[path = "oracle/cases.rs"]
mod cases;
#[path = "oracle/generator.rs"]
mod generator;
#[path = "oracle/helpers.rs"]
mod helpers;
#[path = "oracle/job.rs"]
mod job;
#[path = "oracle/node.rs"]
mod node;

use job::Job;

/// Random templates compared in a run.
const RANDOM: u64 = 2200;

#[test]
fn the_cases_render_as_written() {
    let cases = cases::all();
    assert!(cases.len() >= 300, "only {} cases were found", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let rendered = case.job.render();
            let right = match (&case.expected, &rendered) {
                (Some(expected), Ok(output)) => expected == output,
                (None, Err(_)) => true,
                _ => false,
            };
            (!right).then(|| {
                format!(
                    "{}: {:?}\n  expected {:?}\n  rendered {rendered:?}",
                    case.name, case.job, case.expected
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn handlebars_js_renders_the_cases_as_written() {
    let cases = cases::all();
    let jobs: Vec<&Job> = cases.iter().map(|case| &case.job).collect();
    for (case, answer) in cases.iter().zip(node::render(&jobs)) {
        assert_eq!(case.expected, answer.clone().ok(), "{}: {:?} ({answer:?})", case.name, case.job);
    }
}

#[test]
fn random_templates_render_as_in_handlebars_js() {
    let jobs: Vec<Job> = (0..RANDOM).map(generator::job).collect();
    let answers = node::render(&jobs.iter().collect::<Vec<_>>());
    let mut rendered = 0;
    let mut wrong = Vec::new();
    for (seed, (job, answer)) in jobs.iter().zip(answers).enumerate() {
        let ours = job.render();
        rendered += usize::from(answer.is_ok());
        let same = match (&ours, &answer) {
            (Ok(ours), Ok(theirs)) => ours == theirs,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        if !same {
            wrong.push(format!("seed {seed}: {job:?}\n  ours   {ours:?}\n  theirs {answer:?}"));
        }
    }
    wrong.sort_by_key(String::len);
    let shown = wrong.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {RANDOM} templates differ, the shortest are:\n{shown}", wrong.len());
    assert!(rendered * 10 > jobs.len() * 7, "only {rendered} of {RANDOM} random templates render at all");
}
