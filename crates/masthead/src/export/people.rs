//! Topics, and the people of the newsroom with their roles.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;

use anyhow::Result;
use serde_json::{Map, Value, json};
use store::{AuthorOut, Id, Reader, Text};

use super::fit::{self, Ours};
use super::kept;
use super::tables::Tables;
use super::{PAGE, Written, derived_id};

/// Ghost's roles of people.
const ROLES: [(&str, &str); 5] = [
    ("Owner", "Blog Owner"),
    ("Administrator", "Administrators"),
    ("Editor", "Editors"),
    ("Author", "Authors"),
    ("Contributor", "Contributors"),
];

/// The part behind the `@` of an address that nobody has: in Ghost every user has one, and guests of ours have none.
const NOBODY: &str = "guest.invalid";

/// Writes the tags, internal ones included.
pub(super) fn tags(reader: &Reader, tables: &mut Tables<'_, impl Write>) -> Result<()> {
    let kept = kept::all(reader, "tags")?;
    tables.table("tags")?;
    let mut after: Option<Id> = None;
    loop {
        let tags = reader.tags_out(after.as_ref(), PAGE)?;
        let Some(last) = tags.last() else { return Ok(()) };
        after = Some(last.id);
        for tag in &tags {
            let mut ours = Ours::new();
            let mut row = json!({
                "id": &*tag.id, "name": tag.name, "slug": tag.slug, "visibility": tag.visibility.as_str(),
                "description": fit::text(tag.description.as_deref(), "description", 500, &mut ours),
                "feature_image": fit::address(&tag.feature_image), "accent_color": tag.accent_color,
                "canonical_url": fit::address(&tag.canonical_url), "og_image": fit::address(&tag.og_image),
                "og_title": fit::text(tag.og_title.as_deref(), "og_title", 300, &mut ours),
                "og_description": fit::text(tag.og_description.as_deref(), "og_description", 500, &mut ours),
                "twitter_image": fit::address(&tag.twitter_image),
                "twitter_title": fit::text(tag.twitter_title.as_deref(), "twitter_title", 300, &mut ours),
                "twitter_description": fit::text(tag.twitter_description.as_deref(), "twitter_description", 500, &mut ours),
                "meta_title": fit::text(tag.meta_title.as_deref(), "meta_title", 300, &mut ours),
                "meta_description": fit::text(tag.meta_description.as_deref(), "meta_description", 500, &mut ours),
                "created_at": fit::time(tag.created_at), "updated_at": fit::time(tag.updated_at),
            });
            // An import without trust keeps the code of tags and does not run it: what is kept has the word where we have none.
            for (name, code) in [
                ("codeinjection_head", &tag.codeinjection_head),
                ("codeinjection_foot", &tag.codeinjection_foot),
            ] {
                if code.is_some() {
                    row[name] = fit::html(code.as_deref());
                }
            }
            kept::add(&mut row, kept.get(tag.id.as_str()));
            if !ours.is_empty() {
                row["masthead"] = ours.into();
            }
            tables.row(&row)?;
        }
    }
}

/// Writes the users, the roles and who has which. Accounts come without what opens them: in Ghost people set new passwords.
pub(super) fn users(
    reader: &Reader,
    tables: &mut Tables<'_, impl Write>,
    written: &mut Written,
) -> Result<()> {
    let kept = kept::all(reader, "users")?;
    let roles_before = kept_roles(reader)?;
    let mut names: BTreeMap<Text, ()> = BTreeMap::new();
    let mut addresses = HashSet::new();
    let mut attached = tables.spool()?;
    tables.table("users")?;
    let mut after: Option<Id> = None;
    loop {
        let authors = reader.authors_out(after.as_ref(), PAGE)?;
        let Some(last) = authors.last() else { break };
        after = Some(last.record.author.id);
        for author in &authors {
            let id = &author.record.author.id;
            let role = match author.role.as_deref() {
                Some(role) => ghost_role(role).into(),
                None => roles_before.get(id.as_str()).cloned().unwrap_or_else(|| "Contributor".into()),
            };
            let attached_id = derived_id(&["roles_users", id]);
            attached.push(&json!({ "id": attached_id, "role_id": role_id(&role), "user_id": &**id }))?;
            names.insert(role, ());
            let mut row = user(author, &mut addresses, written);
            kept::add(&mut row, kept.get(id.as_str()));
            tables.row(&row)?;
        }
    }
    tables.table("roles")?;
    let known = ROLES.iter().map(|(name, about)| (*name, *about));
    let others = names.keys().filter(|name| !ROLES.iter().any(|(known, _)| *known == &***name));
    for (name, about) in known.chain(others.map(|name| (&**name, ""))) {
        tables.row(&json!({ "id": role_id(name), "name": name, "description": about }))?;
    }
    tables.spooled("roles_users", attached)
}

/// A role under Ghost's name. Nobody gets a right by an export: Ghost has none for those who edit everything and publish nothing, and
/// as its contributors they publish nothing.
fn ghost_role(role: &str) -> &'static str {
    match role {
        "owner" => "Owner",
        "administrator" => "Administrator",
        "editor" => "Editor",
        "author" => "Author",
        _ => "Contributor",
    }
}

fn role_id(name: &str) -> String {
    derived_id(&["roles", name])
}

/// The roles that an import kept, by user.
fn kept_roles(reader: &Reader) -> Result<HashMap<Text, Text>> {
    let text = |row: &Map<String, Value>, name: &str| row.get(name).and_then(Value::as_str).map(Text::from);
    let names: HashMap<Text, Text> = kept::all(reader, "roles")?
        .into_values()
        .filter_map(|row| Some((text(&row, "id")?, text(&row, "name")?)))
        .collect();
    Ok(kept::all(reader, "roles_users")?
        .into_values()
        .filter_map(|row| Some((text(&row, "user_id")?, names.get(&text(&row, "role_id")?)?.clone())))
        .collect())
}

fn user(out: &AuthorOut, addresses: &mut HashSet<String>, written: &mut Written) -> Value {
    let (author, record) = (&out.record.author, &out.record);
    let mut ours = Ours::new();
    let own = out.account.as_deref().or(record.email.as_deref());
    let email = own.filter(|email| addresses.insert(email.to_lowercase())).map_or_else(
        || {
            written.note("authors without a mail address of their own; Ghost gets one that nobody has");
            format!("{}@{NOBODY}", author.id.as_str())
        },
        str::to_owned,
    );
    match record.email.as_deref() {
        None => drop(ours.insert("guest".to_owned(), true.into())),
        Some(known) if known != email => drop(ours.insert("email".to_owned(), known.into())),
        Some(_) => {}
    }
    let status = match &*record.status {
        _ if !out.active => "inactive",
        known @ ("active" | "inactive" | "locked" | "warn-1" | "warn-2" | "warn-3" | "warn-4") => known,
        _ => "inactive",
    };
    if status != &*record.status {
        ours.insert("status".to_owned(), (&*record.status).into());
    }
    // Ghost believes no address without a domain's ending.
    let website = author.website.as_deref().filter(|website| {
        let host = url::Url::parse(website).ok().and_then(|url| url.host_str().map(str::to_owned));
        let believed = host.is_some_and(|host| host.contains('.'));
        if !believed {
            ours.insert("website".to_owned(), (*website).into());
        }
        believed
    });
    let mut row = json!({
        "id": &*author.id, "name": fit::text(Some(&author.name), "name", 191, &mut ours), "slug": author.slug, "email": email,
        "status": status, "profile_image": fit::address(&author.profile_image), "cover_image": fit::address(&author.cover_image),
        "bio": fit::text(author.bio.as_deref(), "bio", 250, &mut ours), "website": website,
        "location": fit::text(author.location.as_deref(), "location", 150, &mut ours),
        "meta_title": fit::text(author.meta_title.as_deref(), "meta_title", 300, &mut ours),
        "meta_description": fit::text(author.meta_description.as_deref(), "meta_description", 500, &mut ours),
        "created_at": fit::time(author.created_at), "updated_at": fit::time(author.updated_at),
    });
    for (name, account) in [
        ("facebook", &author.facebook),
        ("twitter", &author.twitter),
        ("threads", &author.threads),
        ("bluesky", &author.bluesky),
        ("mastodon", &author.mastodon),
        ("tiktok", &author.tiktok),
        ("youtube", &author.youtube),
        ("instagram", &author.instagram),
        ("linkedin", &author.linkedin),
    ] {
        row[name] = fit::text(account.as_deref(), name, 191, &mut ours);
    }
    if !ours.is_empty() {
        row["masthead"] = ours.into();
    }
    row
}
