//! The site's settings: one typed table. The room's forms, the verb's checks, `masthead setting`, `docs/settings.md` and the import
//! read it; nothing about a setting stands anywhere else.

mod check;
mod table;

pub(crate) use check::{check, is_language};
pub use table::{Group, SETTINGS, Setting, Shape};

/// The setting of a key. A key with a language behind (`navigation:ru`) is that of the key before it.
pub fn setting(key: &str) -> Option<&'static Setting> {
    let plain = store::local_setting(key).map_or(key, |(plain, _)| plain);
    SETTINGS.iter().find(|setting| setting.key == plain)
}

/// The table of `docs/settings.md`; a test compares.
#[cfg(test)]
fn table() -> String {
    let mut out = String::from("| key | form | what it does |\n| --- | --- | --- |\n");
    for setting in SETTINGS {
        let own = if store::LOCAL_SETTINGS.contains(&setting.key) {
            " Each language may have its own."
        } else {
            ""
        };
        out.push_str(&format!(
            "| `{}` | {} | {}{own} |\n",
            setting.key,
            setting.group.as_str(),
            setting.about
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_about_settings_is_the_table() {
        let page =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/settings.md")).unwrap();
        assert!(page.contains(&table()), "docs/settings.md must contain:\n{}", table());
    }

    #[test]
    fn every_key_stands_once_and_says_what_it_is() {
        let mut keys: Vec<_> = SETTINGS.iter().map(|setting| setting.key).collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count);
        for setting in SETTINGS {
            assert!(!setting.about.is_empty() && setting.about.ends_with('.'), "{}", setting.key);
        }
        for key in store::LOCAL_SETTINGS {
            assert!(setting(key).is_some(), "{key} may have a language, but is not in the table");
        }
        assert!(setting("navigation:ru").is_some());
        assert!(setting("rubbish").is_none());
    }
}
