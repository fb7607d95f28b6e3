//! What ARCHITECTURE.md says of the crates is what cargo sees.

use std::{collections::BTreeMap, collections::BTreeSet, path::Path, process::Command};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().and_then(Path::parent).expect("the workspace's folder")
}

type Edges = BTreeMap<String, BTreeSet<String>>;

fn documented() -> Edges {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let rows = text.lines().skip_while(|line| !line.starts_with("| crate |")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [name, .., uses] = cells.as_slice() else {
                panic!("a row of the crate table is broken: {line}")
            };
            let uses = uses.split(", ").filter(|used| *used != "–").map(str::to_owned).collect();
            (name.trim_matches('`').to_owned(), uses)
        })
        .collect()
}

fn real() -> Edges {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let ours = dependencies
                .iter()
                .filter(|dependency| dependency["kind"].is_null())
                .filter_map(|dependency| dependency["name"].as_str())
                .filter(|name| names.contains(name))
                .map(str::to_owned)
                .collect();
            (package["name"].as_str().expect("a name").to_owned(), ours)
        })
        .collect()
}

#[test]
fn the_table_of_crates_is_what_cargo_sees() {
    assert_eq!(documented(), real());
}

#[test]
fn no_file_is_a_junk_drawer() {
    // (A helper is a thing of its own in Handlebars: `hbs/src/helper.rs` is about that.)
    let banned = ["util", "utils", "common", "helpers", "misc", "manager"];
    let found: Vec<_> = walkdir::WalkDir::new(root().join("crates"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().components().any(|part| part.as_os_str() == "src"))
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .filter(|entry| {
            entry.path().file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| banned.contains(&stem))
        })
        .map(walkdir::DirEntry::into_path)
        .collect();
    assert!(found.is_empty(), "name these by what is in them: {found:?}");
}
