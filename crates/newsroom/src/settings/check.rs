use store::NavigationItem;

use super::{Setting, Shape};
use crate::{Because, Refused, Why};

/// The most entries of a menu.
const MENU: usize = 100;
/// The most bytes of a text that has no bound of its own.
const SHORT: usize = 2_000;

/// Checks the text of a setting; an empty one is always good, it means “not set”.
///
/// # Errors
/// [`Refused::Invalid`] naming the key.
pub(crate) fn check(setting: &Setting, value: &str) -> Result<(), Refused> {
    if value.is_empty() {
        return Ok(());
    }
    fault(setting.shape, value).map_or(Ok(()), |why| Err(Refused::invalid(setting.key, why)))
}

fn fault(shape: Shape, value: &str) -> Option<Why> {
    let wrong = |because: Because| Some(because.with("given", value.chars().take(60).collect::<String>()));
    match shape {
        Shape::Line(most) | Shape::Lines(most) if value.chars().count() > most => {
            Some(Because::TooLong.with("most", most))
        }
        Shape::Line(_) if value.contains(['\n', '\r']) => Some(Because::OneLine.into()),
        Shape::Line(_) | Shape::Lines(_) => None,
        Shape::Html(most) | Shape::Code(most) => {
            (value.len() > most).then(|| Because::TooManyBytes.with("most", most))
        }
        Shape::Routes => routes::Routes::read(value).err().map(Why::from),
        _ if value.len() > SHORT && shape != Shape::Menu => Some(Because::TooManyBytes.with("most", SHORT)),
        Shape::Address | Shape::Picture if !is_address(value) => wrong(Because::NoAddress),
        Shape::Colour if !is_colour(value) => wrong(Because::NoColour),
        Shape::Language if !is_language(value) => wrong(Because::NoLanguage),
        Shape::Languages => match serde_json::from_str::<Vec<String>>(value) {
            Ok(languages) if languages.iter().all(|language| is_language(language)) => None,
            _ => Some(Because::NoLanguages.into()),
        },
        Shape::TimeZone if jiff::tz::TimeZone::get(value).is_err() => wrong(Because::NoTimeZone),
        Shape::Menu => match serde_json::from_str::<Vec<NavigationItem>>(value) {
            Ok(items) if items.len() > MENU => Some(Because::MenuLong.with("most", MENU)),
            Ok(items) => items
                .iter()
                .find(|item| !may_lead(&item.url))
                .map(|item| Because::NoAddress.with("given", &item.url)),
            Err(error) => Some(Because::MenuUnreadable.with("technical", error)),
        },
        Shape::Choice(choices) if !choices.contains(&value) => wrong(Because::NotAmongChoices),
        Shape::Choices(choices) => match serde_json::from_str::<Vec<String>>(value) {
            Ok(chosen) if chosen.iter().all(|one| choices.contains(&one.as_str())) => None,
            _ => wrong(Because::NotAmongChoices),
        },
        Shape::Moment if value.parse::<i64>().is_err() => wrong(Because::NoMoment),
        _ => None,
    }
}

/// Ghost's own stored form of the site's address is one, too.
fn is_address(value: &str) -> bool {
    value.starts_with('/')
        || value.starts_with("__GHOST_URL__")
        || url::Url::parse(value).is_ok_and(|url| url.scheme().starts_with("http"))
}

/// Menus also lead to mail addresses, telephone numbers and places on the page.
fn may_lead(value: &str) -> bool {
    is_address(value) || value.is_empty() || value.starts_with('#') || document::may_link(value)
}

pub(crate) fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())
    }) && parts
        .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_colour(value: &str) -> bool {
    value
        .strip_prefix('#')
        .is_some_and(|hex| matches!(hex.len(), 3 | 6) && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::setting;

    #[test]
    fn each_shape_refuses_what_it_is_not() {
        for (key, good, bad) in [
            ("title", "The Ketsar Courier", "two\nlines"),
            ("description", "Two\nlines", &*"x".repeat(201)),
            ("logo", "__GHOST_URL__/content/images/logo.png", "javascript:alert(1)"),
            ("accent_color", "#b3122e", "red"),
            ("locale", "pt-BR", "Russian"),
            ("languages", r#"["en","ru"]"#, "en, ru"),
            ("timezone", "Asia/Tbilisi", "Tbilisi"),
            (
                "navigation",
                r##"[{"label":"Home","url":"/"},{"label":"Up","url":"#top"}]"##,
                r#"[{"label":"x","url":"javascript:x"}]"#,
            ),
            ("announcement_content", "<b>Vote!</b>", &*"x".repeat(4_001)),
            ("announcement_background", "dark", "pink"),
            ("announcement_visibility", r#"["visitors"]"#, r#"["everybody"]"#),
            ("announcement_from", "1750000000000", "tomorrow"),
            (
                "routes",
                "collections:\n  /:\n    permalink: /{year}/{slug}/\n",
                "collections:\n  /:\n    permalink: /{year}/\n",
            ),
            ("codeinjection_head", "<script>x</script>", &*"x".repeat(65_001)),
        ] {
            let setting = setting(key).unwrap();
            assert!(check(setting, good).is_ok(), "{key}: {good}");
            assert!(check(setting, "").is_ok(), "{key}");
            match check(setting, bad) {
                Err(Refused::Invalid { field, .. }) => assert_eq!(field, key),
                other => panic!("{key}: {bad}: {other:?}"),
            }
        }
    }
}
