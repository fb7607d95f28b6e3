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

#[cfg(test)]
mod tests {
    use super::*;

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
