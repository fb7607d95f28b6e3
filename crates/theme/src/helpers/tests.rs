//! Templates in, text out: Ghost's documented behaviour, one helper a test.

mod lists;
mod pages;
mod stored;
mod values;

/// A helper without a line in the documentation does not exist for theme authors; a line without a helper misleads them.
#[test]
fn every_helper_is_documented() {
    let page = include_str!("../../../../docs/theme-helpers.md");
    let table = page.split("## Lists").next().unwrap();
    let documented: Vec<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let helpers: Vec<&str> = super::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(documented, helpers);
}
