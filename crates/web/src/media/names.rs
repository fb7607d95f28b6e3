//! From an address to a file name below a folder, and never beyond it.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// The path below a folder that an address names, decoded. `None` for whatever could lead elsewhere or is hidden:
/// `..`, `.` and dotfiles, empty parts, backslashes, control characters, names that are not UTF-8.
pub(crate) fn relative(address: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(address).decode_utf8().ok()?;
    if decoded.is_empty() || decoded.len() > 1024 {
        return None;
    }
    let parts = decoded.split('/');
    let fits = |part: &str| {
        !part.is_empty()
            && part.len() <= 255
            && !part.starts_with('.')
            && !part.chars().any(|letter| letter.is_control() || matches!(letter, '\\' | ':'))
    };
    parts.clone().all(fits).then(|| parts.collect())
}

/// For `…/name_o.jpg`, an untouched original with its metadata: the public `…/name.jpg` beside it.
pub(crate) fn public_sibling(file: &Path) -> Option<PathBuf> {
    let stem = file.file_stem()?.to_str()?.strip_suffix("_o")?;
    let extension = file.extension().and_then(|extension| extension.to_str());
    let name = extension.map_or_else(|| stem.to_owned(), |extension| format!("{stem}.{extension}"));
    (!stem.is_empty()).then(|| file.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_below_the_folder_pass() {
        assert_eq!(relative("2024/01/a%20b.jpg"), Some(PathBuf::from("2024/01/a b.jpg")));
        for bad in [
            "",
            "/",
            "../x",
            "a/../b",
            "a/%2e%2e/b",
            "%2e%2e%2fx",
            "a//b",
            "/etc/passwd",
            ".git/config",
            "a/.b",
            "a\\b",
            "a%00b",
            "a%5c..%5cb",
            "c:/x",
            "%ff",
            "a/",
            "./a",
            "%2fetc/passwd",
        ] {
            assert_eq!(relative(bad), None, "{bad}");
        }
    }

    #[test]
    fn originals_have_a_public_sibling() {
        assert_eq!(public_sibling(Path::new("2024/a_o.jpg")), Some(PathBuf::from("2024/a.jpg")));
        assert_eq!(public_sibling(Path::new("2024/a.jpg")), None);
        assert_eq!(public_sibling(Path::new("_o.jpg")), None);
    }
}
