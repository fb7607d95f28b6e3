//! Asking exiftool: it knows more places to hide things in than anybody.

use std::{path::Path, process::Command};

use media::{Cleaned, Limits, Unfit};

/// Stands in everything that must not reach readers.
pub(crate) const SECRET: &str = "SECRET";

/// Groups of tags that only describe the file itself.
const HARMLESS: &[&str] = &[
    "SourceFile",
    "ExifTool:",
    "System:",
    "File:",
    "Composite:",
    "JFIF:",
    "ICC_Profile",
    "ICC-",
    "PNG:",
    "GIF:",
    "RIFF:",
    "SVG:",
    "PDF:",
    "ZIP:",
    "MPEG:",
    "Vorbis:",
    "Opus:",
    "QuickTime:",
    "Track",
    "Matroska:",
    "APP14:",
    "Adobe:",
    "ID3v2_4:",
    "Meta:",
    "XML:",
    "XMP-svg",
];

/// Writes metadata into a file.
pub(crate) fn write(path: &Path, tags: &[&str]) {
    let output = Command::new("exiftool")
        .args(["-q", "-q", "-m", "-overwrite_original"])
        .args(tags)
        .arg(path)
        .output()
        .expect("exiftool is installed (scripts/setup.sh test)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Everything that exiftool finds, also in what it does not know, one `Group:Tag = value` a line.
pub(crate) fn read(path: &Path) -> Vec<String> {
    let output = Command::new("exiftool")
        .args(["-a", "-u", "-U", "-ee", "-G1", "-s", "-api", "LargeFileSupport=1"])
        .arg(path)
        .output()
        .expect("exiftool is installed (scripts/setup.sh test)");
    String::from_utf8_lossy(&output.stdout).lines().map(tidy).collect()
}

/// `[Group]   Tag   : value` as `Group:Tag = value`.
fn tidy(line: &str) -> String {
    let (group, rest) = line.trim_start_matches('[').split_once(']').unwrap_or(("", line));
    let (tag, value) = rest.split_once(':').unwrap_or((rest, ""));
    format!("{}:{} = {}", group.trim(), tag.trim(), value.trim())
}

/// A cleaned file and what became of it.
pub(crate) struct Served {
    pub(crate) cleaned: Cleaned,
    pub(crate) bytes: Vec<u8>,
}

/// Cleans a file as an upload would.
pub(crate) fn clean(bytes: &[u8], name: &str) -> Result<Served, Unfit> {
    let mut out = Vec::new();
    let cleaned = media::clean(&mut std::io::Cursor::new(bytes), name, &Limits::default(), &mut out)?;
    Ok(Served { cleaned, bytes: out })
}

/// Asserts that neither exiftool nor a search finds anything that a reader must not see.
#[track_caller]
pub(crate) fn holds_nothing_private(bytes: &[u8], extension: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("served.{extension}"));
    std::fs::write(&path, bytes).unwrap();
    let found = read(&path);
    assert!(found.len() > 5, "exiftool read the file: {found:?}");
    let private: Vec<_> = found
        .iter()
        .filter(|line| {
            let lower = line.to_lowercase();
            !HARMLESS.iter().any(|group| line.starts_with(group))
                || lower.contains("gps")
                || lower.contains("serial")
                || lower.contains(&SECRET.to_lowercase())
                || lower.contains("exiftool:error")
        })
        .collect();
    assert!(private.is_empty(), "{private:#?}\nof {found:#?}");
    let secret = memchr::memmem::find(bytes, SECRET.as_bytes());
    assert_eq!(secret, None, "the file holds a secret at {secret:?}");
}
