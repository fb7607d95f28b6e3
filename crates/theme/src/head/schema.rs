//! JSON-LD after schema.org: what search engines take a page for.

use serde_json::{Map, Value, json};
use store::{Author, Kind, Post, Visibility};

use super::describe::{description, summary};
use super::entitle::{Audience, title};
use super::pictures::{Picture, cover};
use super::social::instant;
use crate::helpers::escape::script_json;
use crate::helpers::social_profile;
use crate::page::Subject;
use crate::scope::Scope;

/// The page's JSON-LD, escaped for a script element: nothing in it can end the element. `None` for error pages.
pub(super) fn json(scope: &Scope<'_>) -> Option<String> {
    let fields = match scope.page.subject() {
        Subject::Entry(post) => entry(scope, post),
        Subject::Site => front(scope),
        Subject::Tag(tag) => list(scope, "CollectionPage", &tag.name),
        Subject::Author(author) => person_page(scope, author),
        Subject::Other => list(scope, "CollectionPage", &scope.facts.settings.title),
        Subject::Nothing => return None,
    };
    let mut filled = Map::new();
    filled.insert("@context".into(), "https://schema.org".into());
    filled.extend(
        fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)),
    );
    Some(script_json(&Value::Object(filled).to_string()))
}

type Fields = Vec<(&'static str, Value)>;

fn entry(scope: &Scope<'_>, post: &Post) -> Fields {
    let url = scope.site.absolute(scope.path);
    let keywords: Vec<&str> =
        post.tags.iter().filter(|tag| tag.visibility == Visibility::Public).map(|tag| &*tag.name).collect();
    let authors: Vec<Value> = post.authors.iter().map(|author| person(scope, author)).collect();
    let modified = post.edited_at.or(post.published_at).unwrap_or(post.updated_at);
    let kind = if post.kind == Kind::Page { "WebPage" } else { "NewsArticle" };
    let headline = title(scope, Audience::Search, None);
    let mut fields = vec![
        ("@type", json!(kind)),
        (if post.kind == Kind::Page { "name" } else { "headline" }, json!(headline)),
        ("url", json!(url)),
        ("mainEntityOfPage", json!(url)),
        ("publisher", publisher(scope)),
        ("author", if authors.is_empty() { Value::Null } else { Value::Array(authors) }),
        ("datePublished", json!(post.published_at.and_then(instant))),
        ("dateModified", json!(instant(modified))),
        ("image", cover(scope).map_or(Value::Null, |picture| image(&picture))),
        ("description", json!(summary(scope, post))),
        ("inLanguage", json!(&*post.language)),
    ];
    if post.kind == Kind::Post {
        fields.extend([
            ("keywords", if keywords.is_empty() { Value::Null } else { json!(keywords.join(", ")) }),
            ("articleSection", json!(post.primary_tag().map(|tag| &*tag.name))),
            ("wordCount", if post.word_count > 0 { json!(post.word_count) } else { Value::Null }),
            ("isAccessibleForFree", json!(&*post.visibility == "public")),
        ]);
    }
    fields
}

fn front(scope: &Scope<'_>) -> Fields {
    let mut fields = list(scope, "WebSite", &scope.facts.settings.title);
    fields.push(("inLanguage", json!(scope.language)));
    fields
}

fn list(scope: &Scope<'_>, kind: &str, name: &str) -> Fields {
    let url = scope.site.absolute(scope.path);
    vec![
        ("@type", json!(kind)),
        ("name", json!(name)),
        ("url", json!(url)),
        ("mainEntityOfPage", json!(url)),
        ("publisher", publisher(scope)),
        ("image", cover(scope).map_or(Value::Null, |picture| image(&picture))),
        ("description", json!(description(scope, Audience::Search))),
    ]
}

fn person_page(scope: &Scope<'_>, author: &Author) -> Fields {
    let mut fields =
        vec![("@type", json!("Person")), ("mainEntityOfPage", json!(scope.site.absolute(scope.path)))];
    fields.extend(person_fields(scope, author));
    fields.push(("description", json!(author.meta_description.as_deref().or(author.bio.as_deref()))));
    fields
}

fn person(scope: &Scope<'_>, author: &Author) -> Value {
    let mut fields = Map::new();
    fields.insert("@type".into(), "Person".into());
    for (key, value) in person_fields(scope, author) {
        if !value.is_null() {
            fields.insert(key.into(), value);
        }
    }
    Value::Object(fields)
}

fn person_fields(scope: &Scope<'_>, author: &Author) -> Fields {
    let mut same: Vec<String> = author.website.as_deref().map(str::to_owned).into_iter().collect();
    // In Ghost's order here, which is another than that of its helpers.
    let accounts = [
        ("facebook", &author.facebook),
        ("twitter", &author.twitter),
        ("threads", &author.threads),
        ("bluesky", &author.bluesky),
        ("mastodon", &author.mastodon),
        ("tiktok", &author.tiktok),
        ("youtube", &author.youtube),
        ("instagram", &author.instagram),
        ("linkedin", &author.linkedin),
    ];
    for (network, account) in accounts {
        same.extend(account.as_deref().and_then(|account| social_profile(network, account)));
    }
    let portrait = author.profile_image.as_deref().map(|address| Picture::at(scope, address));
    vec![
        ("name", json!(&*author.name)),
        ("url", json!(scope.facts.routes.author(&author.slug).map(|path| scope.site.absolute(&path)))),
        ("image", portrait.map_or(Value::Null, |picture| image(&picture))),
        ("sameAs", if same.is_empty() { Value::Null } else { json!(same) }),
    ]
}

fn publisher(scope: &Scope<'_>) -> Value {
    let settings = &scope.facts.settings;
    let logo = settings.logo.as_deref().or(settings.icon.as_deref());
    let mut fields = Map::new();
    fields.insert("@type".into(), "NewsMediaOrganization".into());
    fields.insert("name".into(), json!(&*settings.title));
    fields.insert("url".into(), json!(format!("{}/", scope.site.url())));
    if let Some(logo) = logo {
        let picture = Picture::at(scope, logo);
        let size = picture.size.and_then(logo_size);
        fields.insert("logo".into(), image(&Picture { url: scope.site.absolute(logo), size }));
    }
    Value::Object(fields)
}

/// The size that search engines are told of a logo, which they want in 600 by 60 pixels at most: a square one counts as small.
fn logo_size((width, height): (u32, u32)) -> Option<(u32, u32)> {
    match (width, height) {
        (..=600, ..=60) => Some((width, height)),
        _ if width == height => Some((60, 60)),
        _ => None,
    }
}

fn image(picture: &Picture) -> Value {
    match picture.size {
        Some((width, height)) => {
            json!({"@type": "ImageObject", "url": picture.url, "width": width, "height": height})
        }
        None => json!({"@type": "ImageObject", "url": picture.url}),
    }
}
