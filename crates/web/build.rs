//! Says what to do when the editor has not been bundled: a release without it is refused, a debug build only warns.

fn main() {
    println!("cargo::rerun-if-changed=../../frontend/dist");
    if std::path::Path::new("../../frontend/dist/editor.js").exists() {
        return;
    }
    let grade = if std::env::var("PROFILE").as_deref() == Ok("release") { "error" } else { "warning" };
    println!("cargo::{grade}=the editor is not bundled: run scripts/frontend.sh");
}
