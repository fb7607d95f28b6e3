//! `{{body_class}}` and `{{post_class}}`: class names that style sheets hang on.

use hbs::{Call, Result, Value};
use store::Kind;

use crate::page::Subject;
use crate::scope::Ghost;

/// What kind of page it is: `home-template`, `post-template tag-news` …
pub(super) fn body_class<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    let mut classes: Vec<String> = Vec::new();
    match scope.page.subject() {
        Subject::Site if scope.page.number() <= 1 => classes.push("home-template".into()),
        Subject::Tag(tag) => classes.extend(["tag-template".into(), format!("tag-{}", tag.slug)]),
        Subject::Author(author) => {
            classes.extend(["author-template".into(), format!("author-{}", author.slug)]);
        }
        Subject::Entry(post) => {
            if post.kind == Kind::Page {
                classes.extend(["page-template".into(), format!("page-{}", post.slug)]);
            } else {
                classes.push("post-template".into());
            }
            classes.extend(post.tags.iter().map(|tag| format!("tag-{}", tag.slug)));
        }
        Subject::Nothing if scope.contexts.contains(&"private") => classes.push("private-template".into()),
        Subject::Site | Subject::Other | Subject::Nothing => {}
    }
    if scope.contexts.contains(&"paged") {
        classes.push("paged".into());
    }
    Ok(Value::from(classes.join(" ")))
}

/// What kind of post it is: `post tag-news featured no-image`.
pub(super) fn post_class<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let this = call.this();
    let page = this.get("page").is_some_and(|page| page.is_true());
    let post = this.get("post").filter(|post| post.as_object().is_some()).unwrap_or(this);
    let mut classes = String::from("post");
    if let Some(Value::Array(tags)) = post.get("tags") {
        for tag in tags.iter() {
            if let Some(slug) = tag.get("slug") {
                classes.push_str(" tag-");
                classes.push_str(&slug.to_text());
            }
        }
    }
    let has = |key: &str| post.get(key).is_some_and(|value| value.is_true());
    if has("featured") {
        classes.push_str(" featured");
    }
    if !has("feature_image") {
        classes.push_str(" no-image");
    }
    if page {
        classes.push_str(" page");
    }
    Ok(Value::from(classes))
}
