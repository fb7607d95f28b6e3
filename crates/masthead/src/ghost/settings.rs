use document::{Document, HtmlOptions, Trust};

/// What becomes of a setting of an export.
pub(crate) enum Setting {
    /// It is ours under this key.
    Ours(String, String),
    /// Nothing of ours shows it yet.
    Kept,
    /// It runs code, and the import is not trusted.
    Untrusted,
}

/// The settings that we know, under Ghost's present names; before them the names of older versions.
const KNOWN: [(&str, &str); 49] = [
    ("default_locale", "locale"),
    ("lang", "locale"),
    ("locale", "locale"),
    ("active_timezone", "timezone"),
    ("timezone", "timezone"),
    ("ghost_head", "codeinjection_head"),
    ("ghost_foot", "codeinjection_foot"),
    ("codeinjection_head", "codeinjection_head"),
    ("codeinjection_foot", "codeinjection_foot"),
    ("cover", "cover_image"),
    ("cover_image", "cover_image"),
    ("title", "title"),
    ("description", "description"),
    ("logo", "logo"),
    ("icon", "icon"),
    ("accent_color", "accent_color"),
    ("navigation", "navigation"),
    ("secondary_navigation", "secondary_navigation"),
    ("facebook", "facebook"),
    ("twitter", "twitter"),
    ("threads", "threads"),
    ("bluesky", "bluesky"),
    ("mastodon", "mastodon"),
    ("tiktok", "tiktok"),
    ("youtube", "youtube"),
    ("instagram", "instagram"),
    ("linkedin", "linkedin"),
    ("meta_title", "meta_title"),
    ("meta_description", "meta_description"),
    ("og_image", "og_image"),
    ("og_title", "og_title"),
    ("og_description", "og_description"),
    ("twitter_image", "twitter_image"),
    ("twitter_title", "twitter_title"),
    ("twitter_description", "twitter_description"),
    ("announcement_content", "announcement_content"),
    ("announcement_background", "announcement_background"),
    ("announcement_visibility", "announcement_visibility"),
    ("announcement_from", "announcement_from"),
    ("announcement_until", "announcement_until"),
    ("languages", "languages"),
    ("after_story", "after_story"),
    ("members_signup_access", "members_signup_access"),
    ("portal_button", "portal_button"),
    ("comments_enabled", "comments_enabled"),
    ("recommendations_enabled", "recommendations_enabled"),
    ("members_support_address", "members_support_address"),
    ("heading_font", "heading_font"),
    ("body_font", "body_font"),
    // An export of ours without its files.
    (routes::SETTING, routes::SETTING),
];

/// Decides what becomes of a setting; the message says what is wrong with its value.
///
/// # Errors
/// When navigation or colours are not what they must be.
pub(crate) fn setting(key: &str, value: &str, trusted: bool) -> Result<Setting, String> {
    if key == "brand" {
        // Ghost 3.x: {"primaryColor": "#…"}
        let colour = serde_json::from_str::<serde_json::Value>(value)
            .ok()
            .and_then(|brand| brand.get("primaryColor")?.as_str().map(str::to_owned));
        return Ok(colour.map_or(Setting::Kept, |colour| Setting::Ours("accent_color".to_owned(), colour)));
    }
    // An export of ours has what a language has of its own.
    let (plain, local) = match store::local_setting(key) {
        Some((plain, local)) if language(local) == local => (plain, Some(local)),
        Some(_) => return Ok(Setting::Kept),
        None => (key, None),
    };
    let Some(&(_, ours)) = KNOWN.iter().find(|(theirs, _)| *theirs == plain) else {
        return Ok(Setting::Kept);
    };
    let value = match ours {
        "codeinjection_head" | "codeinjection_foot" if !trusted && !value.is_empty() => {
            return Ok(Setting::Untrusted);
        }
        "navigation" | "secondary_navigation" => {
            let items: Vec<store::NavigationItem> = serde_json::from_str(value)
                .map_err(|error| format!("is no list of labels and addresses: {error}"))?;
            if let Some(item) = items.iter().find(|item| !trusted && !document::may_link(&item.url)) {
                return Err(format!("leads “{}” to an address that readers must not follow", item.label));
            }
            match items.is_empty() {
                true => String::new(),
                false => serde_json::to_string(&items).map_err(|error| error.to_string())?,
            }
        }
        "announcement_content" if !trusted => clean_html(value),
        "locale" => language(value),
        routes::SETTING => {
            routes::Routes::read(value).map_err(|fault| format!("is no routes.yaml: {fault}"))?;
            value.to_owned()
        }
        _ => value.to_owned(),
    };
    Ok(Setting::Ours(local.map_or_else(|| ours.to_owned(), |local| format!("{ours}:{local}")), value))
}

/// `en_US` and `en-us` are `en-US`; what is no language is `en`.
fn language(value: &str) -> String {
    let mut parts = value.split(['-', '_']);
    let main = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !(2..=3).contains(&main.len()) || !main.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return "en".to_owned();
    }
    parts.filter(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !part.is_empty()).fold(
        main,
        |all, part| {
            if part.len() == 2 {
                format!("{all}-{}", part.to_ascii_uppercase())
            } else {
                format!("{all}-{part}")
            }
        },
    )
}

/// HTML as a stranger may post it; an unreadable one is nothing.
pub(crate) fn clean_html(html: &str) -> String {
    Document::from_html(html, Trust::Untrusted)
        .map(|conversion| conversion.document.to_html(&HtmlOptions::default()))
        .unwrap_or_default()
}
