//! Ghost exports of any size: always the same for a size and a seed, written as they are made.
//!
//! Every article has about 12 KB of JSON, in one of the forms in which Ghost stored articles over the years: Lexical (60 of 100), Mobiledoc (25), HTML
//! alone (15). A fifth is in Russian. Topics and names follow Zipf's law, so that lists, relations and caches meet the same skew as in life.
//! Relations and meta rows stand *after* the posts, which is the harder order for an importer.

mod body;
mod dice;
mod prose;
mod words;

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use serde_json::{Value, json};

use body::{Body, picture};
use dice::Dice;
use prose::{Tongue, headline, name};

const TAGS: usize = 240;
const AUTHORS: usize = 40;
/// 2013-01-01, in milliseconds.
const FIRST: i64 = 1_356_998_400_000;
/// Between two articles of an archive of 20,000: five hours and a bit.
const APART: i64 = 19_000_000;

/// Writes an export of `posts` articles (and a twentieth as many pages, at most 20) to a file.
///
/// # Errors
/// Of the file system.
pub fn write_export(path: &Path, posts: usize, seed: u64) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let pages = (posts / 20).clamp(1, 20);
    out.write_all(br#"{"db":[{"meta":{"exported_on":1700000000000,"version":"6.0.0"},"data":{"posts":["#)?;
    for index in 0..posts + pages {
        let separator = if index > 0 { "," } else { "" };
        write!(out, "{separator}{}", post(seed, index, index >= posts))?;
    }
    out.write_all(b"]")?;
    table(&mut out, "posts_authors", posts + pages, |index| {
        let mut dice = dice(seed, "authors", index);
        let mut rows = vec![
            json!({"id": id("pa", index), "post_id": id("post", index), "author_id": id("user", dice.zipf(AUTHORS)), "sort_order": 0}),
        ];
        if dice.chance(10) {
            rows.push(json!({"id": id("pb", index), "post_id": id("post", index), "author_id": id("user", dice.zipf(AUTHORS)), "sort_order": 1}));
        }
        rows
    })?;
    table(&mut out, "posts_meta", posts, |index| {
        let mut dice = dice(seed, "meta", index);
        if !dice.chance(40) {
            return Vec::new();
        }
        vec![
            json!({"id": id("meta", index), "post_id": id("post", index), "meta_title": headline(&mut dice, tongue(index)),
            "feature_image_alt": headline(&mut dice, tongue(index)), "feature_image_caption": "Photo: our own", "email_only": 0}),
        ]
    })?;
    table(&mut out, "posts_tags", posts, |index| {
        let mut dice = dice(seed, "tags", index);
        let count = 1 + dice.below(4);
        let mut tags: Vec<usize> = Vec::new();
        while tags.len() < count {
            let tag = dice.zipf(TAGS);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let row = |(sort, tag): (usize, &usize)| json!({"id": id("pt", index * 8 + sort), "post_id": id("post", index), "tag_id": id("tag", *tag), "sort_order": sort});
        tags.iter().enumerate().map(row).collect()
    })?;
    table(&mut out, "tags", TAGS, |index| {
        let mut dice = dice(seed, "tag", index);
        let internal = index % 40 == 39;
        let word = name(Tongue::English, index * 7);
        let name = if internal { format!("#{word}") } else { word.clone() };
        vec![
            json!({"id": id("tag", index), "name": name, "slug": if internal { format!("hash-{}", word.to_lowercase()) } else { format!("{}-{index}", word.to_lowercase()) },
            "description": headline(&mut dice, Tongue::English), "visibility": if internal { "internal" } else { "public" }, "created_at": time(index), "updated_at": time(index)}),
        ]
    })?;
    table(&mut out, "users", AUTHORS, |index| {
        let (first, last) = (name(Tongue::English, index * 13 + 1), name(Tongue::English, index * 17 + 5));
        vec![
            json!({"id": id("user", index), "name": format!("{first} {last}"), "slug": format!("{}-{}", first.to_lowercase(), last.to_lowercase()),
            "email": format!("person{index}@example.org"), "bio": "Writes for the paper.", "status": "active", "visibility": "public",
            "created_at": time(0), "updated_at": time(0), "accessibility": "{\"nightShift\":false}"}),
        ]
    })?;
    let settings = settings();
    table(&mut out, "settings", settings.len(), |index| vec![settings[index].clone()])?;
    table(&mut out, "newsletters", 2, |index| {
        vec![
            json!({"id": id("letter", index), "uuid": uuid("letter", index), "name": format!("Letter {index}"), "slug": format!("letter-{index}"), "status": "active"}),
        ]
    })?;
    table(&mut out, "members", posts / 10, |index| {
        vec![
            json!({"id": id("member", index), "uuid": uuid("member", index), "email": format!("reader{index}@example.org"), "name": name(Tongue::English, index),
            "status": if index % 9 == 0 { "paid" } else { "free" }, "created_at": time(index)}),
        ]
    })?;
    out.write_all(b"}}]}\n")?;
    out.flush()
}

fn post(seed: u64, index: usize, page: bool) -> Value {
    let mut dice = dice(seed, "post", index);
    let tongue = tongue(index);
    let body = Body::throw(&mut dice, tongue);
    let title = headline(&mut dice, tongue);
    let form = dice.below(100);
    let published = dice.chance(97) || page;
    let feature_image = dice.chance(60).then(|| picture(&mut dice));
    let excerpt = dice.chance(50).then(|| headline(&mut dice, tongue));
    json!({
        "id": id("post", index), "uuid": uuid("post", index), "title": title, "slug": format!("story-{index}"),
        "mobiledoc": (60..85).contains(&form).then(|| body.mobiledoc()),
        "lexical": (form < 60).then(|| body.lexical()),
        "html": body.html(), "comment_id": id("post", index), "plaintext": body.plain(),
        "feature_image": feature_image, "featured": u8::from(dice.chance(3)), "type": if page { "page" } else { "post" },
        "status": if published { "published" } else { "draft" }, "locale": null, "visibility": if dice.chance(5) { "members" } else { "public" },
        "email_recipient_filter": "all", "created_at": time(index), "updated_at": time(index),
        "published_at": published.then(|| time(index)), "custom_excerpt": excerpt, "codeinjection_head": null, "codeinjection_foot": null,
        "custom_template": null, "canonical_url": null, "newsletter_id": null, "show_title_and_feature_image": 1
    })
}

fn settings() -> Vec<Value> {
    let navigation = json!([{"label": "Home", "url": "/"}, {"label": "Vassky", "url": "/tag/vassky-0/"}, {"label": "Join", "url": "/join/"}]);
    [
        ("title", "The Corpus Courier".to_owned()),
        ("description", "Everything that never happened".to_owned()),
        ("accent_color", "#8c1c13".to_owned()),
        ("locale", "en".to_owned()),
        ("timezone", "Etc/UTC".to_owned()),
        ("navigation", navigation.to_string()),
        ("secondary_navigation", "[]".to_owned()),
        ("active_theme", "casper".to_owned()),
        ("announcement_content", "<p>This paper is <b>made up</b>.</p>".to_owned()),
    ]
    .into_iter()
    .enumerate()
    .map(|(index, (key, value))| {
        // Ghost reads only settings of the type `array` as lists.
        let kind = if key.ends_with("navigation") { "array" } else { "string" };
        json!({"id": id("setting", index), "group": "site", "key": key, "value": value, "type": kind, "flags": null})
    })
    .collect()
}

fn table(
    out: &mut impl Write,
    name: &str,
    count: usize,
    mut rows: impl FnMut(usize) -> Vec<Value>,
) -> Result<()> {
    write!(out, ",\"{name}\":[")?;
    let mut first = true;
    for index in 0..count {
        for row in rows(index) {
            write!(out, "{}{row}", if first { "" } else { "," })?;
            first = false;
        }
    }
    out.write_all(b"]")
}

fn tongue(index: usize) -> Tongue {
    if index % 5 == 4 { Tongue::Russian } else { Tongue::English }
}

fn dice(seed: u64, what: &str, index: usize) -> Dice {
    let what = what.bytes().fold(seed, |all, byte| all.wrapping_mul(0x0100_0000_01B3) ^ u64::from(byte));
    Dice::new(what.wrapping_add((index as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93)))
}

/// Always the same for a kind and a number.
fn id(kind: &str, index: usize) -> String {
    let kind = kind.bytes().fold(7_u32, |all, byte| all.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("{kind:08x}{index:016x}")
}

fn uuid(kind: &str, index: usize) -> String {
    let id = id(kind, index);
    format!("{}-{}-4{}-a{}-{:012x}", &id[..8], &id[8..12], &id[12..15], &id[15..18], index)
}

fn time(index: usize) -> String {
    let ms = FIRST + index as i64 * APART;
    let (days, of_day) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.000Z",
        of_day / 3_600_000,
        of_day / 60_000 % 60,
        of_day / 1_000 % 60
    )
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_shifted + 2) / 5 + 1;
    let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_json_and_always_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("1.json"), folder.path().join("2.json"));
        write_export(&one, 60, 1).unwrap();
        write_export(&two, 60, 1).unwrap();
        let text = std::fs::read_to_string(&one).unwrap();
        assert_eq!(text, std::fs::read_to_string(&two).unwrap());
        let export: Value = serde_json::from_str(&text).unwrap();
        let data = &export["db"][0]["data"];
        assert_eq!(data["posts"].as_array().unwrap().len(), 63);
        assert_eq!(data["members"].as_array().unwrap().len(), 6);
        let size = text.len() / 63;
        assert!((9_000..16_000).contains(&size), "{size} bytes an article");
        write_export(&two, 60, 2).unwrap();
        assert_ne!(text, std::fs::read_to_string(&two).unwrap());
    }

    #[test]
    fn times_are_real_days() {
        assert_eq!(time(0), "2013-01-01T00:00:00.000Z");
        assert_eq!(civil(19_782), (2024, 2, 29));
    }
}
