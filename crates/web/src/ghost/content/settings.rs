//! The public settings, under Ghost's names.

use serde_json::{Map, Value, json};
use store::{Reader, Settings};

use super::super::{
    VERSION,
    json::{Facts, written},
    refusal::Answered,
};
use crate::site::Desk;

/// Pictures: their addresses are absolute in the answer.
const PICTURES: [&str; 5] = ["logo", "icon", "cover_image", "og_image", "twitter_image"];

/// Texts as they are set.
const TEXTS: [&str; 22] = [
    "title",
    "description",
    "accent_color",
    "facebook",
    "twitter",
    "threads",
    "bluesky",
    "mastodon",
    "tiktok",
    "youtube",
    "instagram",
    "linkedin",
    "codeinjection_head",
    "codeinjection_foot",
    "meta_title",
    "meta_description",
    "og_title",
    "og_description",
    "twitter_title",
    "twitter_description",
    "timezone",
    "locale",
];

/// What Ghost says of features that are not built here, and that an import may have set: kept, and given back as it came.
const KEPT: [&str; 18] = [
    "firstpromoter_account",
    "portal_button_style",
    "portal_button_signup_text",
    "portal_button_icon",
    "portal_signup_terms_html",
    "portal_signup_checkbox_required",
    "portal_plans",
    "portal_default_plan",
    "portal_name",
    "outbound_link_tagging",
    "editor_default_email_recipients",
    "transistor_portal_heading",
    "transistor_portal_description",
    "transistor_portal_button_text",
    "transistor_portal_url_template",
    "portal_signup_gift_promotion",
    "portal_account_gift_promotion",
    "site_uuid",
];

/// Rows of kept settings that are looked at.
const MOST: u32 = 500;

/// All of them. Membership, comments and recommendations are said to be off, since they are.
pub(super) fn find(desk: &Desk<'_>) -> Answered<String> {
    let settings = desk.reader.settings()?;
    let out = all(desk.reader, &settings, &Facts::new(desk.address, &settings))?;
    written(&json!({ "settings": out, "meta": {} }))
}

/// The same by name.
pub(in super::super) fn all(
    reader: &Reader,
    settings: &Settings,
    facts: &Facts<'_>,
) -> Answered<Map<String, Value>> {
    let mut out = Map::new();
    for name in TEXTS {
        out.insert(name.to_owned(), text(settings.get(name)));
    }
    for name in PICTURES {
        let picture = settings.get(name).filter(|picture| !picture.is_empty());
        out.insert(name.to_owned(), text(picture.map(|picture| facts.url(picture)).as_deref()));
    }
    // As in Ghost, programs get the icon in a size for icons.
    if let Some(icon) = settings.icon.as_deref() {
        let small = facts.url(icon).replacen("/content/images/", "/content/images/size/w256h256/", 1);
        out.insert("icon".to_owned(), json!(small));
    }
    out.insert("title".to_owned(), json!(&*settings.title));
    out.insert("description".to_owned(), json!(&*settings.description));
    out.insert("locale".to_owned(), json!(&*settings.locale));
    out.insert("lang".to_owned(), json!(&*settings.locale));
    out.insert("timezone".to_owned(), json!(&*settings.timezone));
    out.insert("navigation".to_owned(), json!(settings.navigation));
    out.insert("secondary_navigation".to_owned(), json!(settings.secondary_navigation));
    for name in KEPT {
        out.insert(name.to_owned(), Value::Null);
    }
    for (name, json) in reader.kept("settings", "", MOST)? {
        if KEPT.contains(&&*name) {
            let kept: Value = serde_json::from_str(&json).unwrap_or_default();
            out.insert(name.to_string(), typed(kept.get("value").and_then(Value::as_str)));
        }
    }
    for name in [
        "members_enabled",
        "donations_enabled",
        "allow_self_signup",
        "members_invite_only",
        "paid_members_enabled",
        "portal_button",
        "transistor_portal_enabled",
    ] {
        out.insert(name.to_owned(), json!(false));
    }
    let recommends = settings.get("recommendations_enabled") == Some("true");
    out.insert("recommendations_enabled".to_owned(), json!(recommends));
    // Addresses of mailboxes are not given out.
    for name in ["members_support_address", "support_email_address", "default_email_address"] {
        out.insert(name.to_owned(), Value::Null);
    }
    out.insert("members_signup_access".to_owned(), json!("none"));
    out.insert("comments_enabled".to_owned(), json!("off"));
    out.insert("labs".to_owned(), json!({}));
    out.insert("url".to_owned(), json!(facts.url("/")));
    out.insert("version".to_owned(), json!(VERSION));
    Ok(out)
}

fn text(text: Option<&str>) -> Value {
    text.filter(|text| !text.is_empty()).map_or(Value::Null, Value::from)
}

/// Settings are texts in Ghost's database; its API gives truth values and lists as such.
fn typed(value: Option<&str>) -> Value {
    match value {
        None | Some("") => Value::Null,
        Some(text @ ("true" | "false")) => Value::Bool(text == "true"),
        Some(text) if text.starts_with('[') => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        Some(text) => text.into(),
    }
}
