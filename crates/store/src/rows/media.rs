//! Files that were uploaded, the words by which they are found, and what shows them.

use crate::{
    Id, MaybeText, Millis, Result, Text,
    db::{Param, Row, statements},
};

/// A file that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRow {
    /// Its id.
    pub id: Id,
    /// Of the file as it came, in hex: the same file is kept once.
    pub sha256: Text,
    /// What cards call it: `image`, `video`, `audio` or `file`.
    pub kind: Text,
    /// Media type of the public file.
    pub mime: Text,
    /// Public address: `/content/images/2026/11/sea.jpg`. It may have others (`media_addresses`).
    pub path: Text,
    /// The file as it came, below `originals/`.
    pub original: Text,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Of the public file.
    pub bytes: u64,
    /// What the file was called.
    pub name: Text,
    /// What is to be seen; plain text.
    pub caption: MaybeText,
    /// Who made it; plain text.
    pub credit: MaybeText,
    /// What is to be seen, for those who cannot see it.
    pub alt: MaybeText,
    /// What must not be cropped away: hundredths from the left and from the top.
    pub focus: Option<(u8, u8)>,
    /// What was taken out: words of the media crate, with spaces between.
    pub removed: Text,
    /// What could not be taken out: words of the media crate, with spaces between.
    pub remains: Text,
    /// Who brought it.
    pub uploaded_by: Option<Id>,
    /// When.
    pub uploaded_at: Millis,
}

/// Where a file is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaUse {
    /// `post`, `page`, `tag`, `author` or `setting`.
    pub entity: Text,
    /// Its id; the name of a setting.
    pub id: Text,
    /// Its title or name.
    pub title: Text,
}

macro_rules! columns {
    () => {
        "m.id, m.sha256, m.kind, m.mime, m.path, m.original, m.width, m.height, m.bytes, m.name, m.caption, m.credit, m.alt, \
         m.focus_x, m.focus_y, m.removed, m.remains, m.uploaded_by, m.uploaded_at"
    };
}
macro_rules! before {
    () => {
        " (m.uploaded_at < ?1 OR (m.uploaded_at = ?1 AND m.id < ?2)) ORDER BY m.uploaded_at DESC, m.id DESC LIMIT ?3"
    };
}
macro_rules! holds {
    ($from:literal, $to:literal) => {
        concat!(
            " m.id IN (SELECT w.media_id FROM media_words w WHERE w.word >= ",
            $from,
            " AND w.word < ",
            $to,
            ") AND"
        )
    };
}

statements! {
    Reading BY_ID = concat!("SELECT ", columns!(), " FROM media m WHERE m.id = ?1");
    Reading BY_HASH = concat!("SELECT ", columns!(), " FROM media m WHERE m.sha256 = ?1");
    Reading BY_PATH = concat!("SELECT ", columns!(), " FROM media m WHERE m.path = ?1 \
        OR m.id = (SELECT a.media_id FROM media_addresses a WHERE a.path = ?1)");
    Reading LATEST = concat!("SELECT ", columns!(), " FROM media m WHERE m.uploaded_at <= ?1 AND", before!());
    Reading LATEST_OF_KIND = concat!("SELECT ", columns!(), " FROM media m WHERE m.kind = ?4 AND m.uploaded_at <= ?1 AND", before!());
    Reading FOUND = concat!("SELECT ", columns!(), " FROM media m WHERE (?4 = '' OR m.kind = ?4) AND", holds!("?5", "?6"), before!());
    Reading FOUND_BY_2 = concat!("SELECT ", columns!(), " FROM media m WHERE (?4 = '' OR m.kind = ?4) AND", holds!("?5", "?6"),
        holds!("?7", "?8"), before!());
    Reading FOUND_BY_3 = concat!("SELECT ", columns!(), " FROM media m WHERE (?4 = '' OR m.kind = ?4) AND", holds!("?5", "?6"),
        holds!("?7", "?8"), holds!("?9", "?10"), before!());
    Reading USES = "SELECT CASE WHEN p.kind = 'page' THEN 'page' ELSE u.entity END, u.entity_id, COALESCE(p.title, t.name, a.name, u.entity_id) \
        FROM media_uses u LEFT JOIN posts p ON u.entity = 'post' AND p.id = u.entity_id \
        LEFT JOIN tags t ON u.entity = 'tag' AND t.id = u.entity_id LEFT JOIN users a ON u.entity = 'author' AND a.id = u.entity_id \
        WHERE u.path IN (SELECT path FROM media WHERE id = ?1 UNION ALL SELECT path FROM media_addresses WHERE media_id = ?1) \
        ORDER BY u.entity, u.entity_id LIMIT ?2";
    Reading ADDRESSES = "SELECT path FROM media_addresses WHERE media_id = ?1 ORDER BY path LIMIT ?2";
    Writing ADD_ADDRESS = "INSERT INTO media_addresses (path, media_id) VALUES (?1, ?2)";
    Writing FORGET_ADDRESS = "DELETE FROM media_addresses WHERE path = ?1";
    Writing FORGET_ADDRESSES = "DELETE FROM media_addresses WHERE media_id = ?1";
    Writing MOVE = "UPDATE media SET path = ?2 WHERE id = ?1";
    Writing POSTS_AFTER = "SELECT id FROM posts WHERE id > ?1 ORDER BY id LIMIT ?2";
    Writing PUT = "INSERT INTO media (id, sha256, kind, mime, path, original, width, height, bytes, name, caption, credit, alt, \
        focus_x, focus_y, removed, remains, uploaded_by, uploaded_at) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) \
        ON CONFLICT (id) DO UPDATE SET caption = excluded.caption, credit = excluded.credit, alt = excluded.alt, \
        focus_x = excluded.focus_x, focus_y = excluded.focus_y";
    Writing DELETE = "DELETE FROM media WHERE id = ?1";
    Writing ADD_WORD = "INSERT INTO media_words (word, media_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Writing FORGET_WORDS = "DELETE FROM media_words WHERE media_id = ?1";
    Writing ADD_USE = "INSERT INTO media_uses (path, entity, entity_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    Writing FORGET_USES = "DELETE FROM media_uses WHERE entity = ?1 AND entity_id = ?2";
}

impl MediaRow {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        let hundredths = |i| Ok::<_, crate::Error>(row.maybe_small(i)?.and_then(|n| u8::try_from(n).ok()));
        Ok(Self {
            id: row.id(0)?,
            sha256: row.text(1)?,
            kind: row.text(2)?,
            mime: row.text(3)?,
            path: row.text(4)?,
            original: row.text(5)?,
            width: row.maybe_small(6)?,
            height: row.maybe_small(7)?,
            bytes: row.count(8)?,
            name: row.text(9)?,
            caption: row.maybe_text(10)?,
            credit: row.maybe_text(11)?,
            alt: row.maybe_text(12)?,
            focus: hundredths(13)?.zip(hundredths(14)?),
            removed: row.text(15)?,
            remains: row.text(16)?,
            uploaded_by: row.maybe_str(17)?.map(str::parse).transpose()?,
            uploaded_at: row.int(18)?,
        })
    }

    pub(crate) fn params(&self) -> [Param<'_>; 19] {
        let (x, y) = (self.focus.map(|(x, _)| i64::from(x)), self.focus.map(|(_, y)| i64::from(y)));
        [
            (&self.id).into(),
            (&self.sha256).into(),
            (&self.kind).into(),
            (&self.mime).into(),
            (&self.path).into(),
            (&self.original).into(),
            self.width.into(),
            self.height.into(),
            self.bytes.into(),
            (&self.name).into(),
            (&self.caption).into(),
            (&self.credit).into(),
            (&self.alt).into(),
            x.into(),
            y.into(),
            (&self.removed).into(),
            (&self.remains).into(),
            self.uploaded_by.as_ref().map_or(Param::Null, Into::into),
            self.uploaded_at.into(),
        ]
    }

    /// The words by which the file is found.
    pub(crate) fn words(&self) -> Vec<String> {
        let texts = [Some(&self.name), self.caption.as_ref(), self.credit.as_ref(), self.alt.as_ref()];
        let mut words: Vec<String> =
            texts.into_iter().flatten().flat_map(|text| words(text)).take(MOST_WORDS).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

impl MediaUse {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self { entity: row.text(0)?, id: row.text(1)?, title: row.text(2)? })
    }
}

/// Further addresses of one file that are looked at.
pub(crate) const MOST_ADDRESSES: u32 = 1_000;
/// Words of one file that are kept for searching.
const MOST_WORDS: usize = 300;
/// Characters of the longest word.
const LONGEST_WORD: usize = 40;

/// The words of a text: runs of letters and digits in lower case.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().flat_map(char::to_lowercase).take(LONGEST_WORD).collect())
}

/// Files that one entity is known to show.
const MOST_PATHS: usize = 1_000;

/// The files of `content/` that texts refer to, as public addresses of the files themselves, not of their sizes.
pub(crate) fn paths<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut paths = Vec::new();
    for text in texts {
        for (at, _) in text.match_indices("/content/").take(4 * MOST_PATHS) {
            let rest = &text[at..];
            let end = rest
                .find(|c: char| c.is_whitespace() || c.is_control() || "\"'<>()\\&?#,;`|".contains(c))
                .unwrap_or(rest.len());
            paths.extend(path(&rest[..end]));
        }
    }
    paths.sort_unstable();
    paths.dedup();
    paths.truncate(MOST_PATHS);
    paths
}

fn path(address: &str) -> Option<String> {
    if address.len() > 500 {
        return None;
    }
    let (folder, name) = address.strip_prefix("/content/")?.split_once('/')?;
    if !matches!(folder, "images" | "media" | "files") {
        return None;
    }
    let mut name = name;
    for part in ["size/", "format/"] {
        if let Some(rest) = name.strip_prefix(part) {
            name = rest.split_once('/')?.1;
        }
    }
    (!name.is_empty()).then(|| format!("/content/{folder}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let html = r#"<img src="__GHOST_URL__/content/images/2026/11/a.jpg" srcset="/content/images/size/w600/2026/11/a.jpg 600w, /content/images/size/w1000/format/webp/2026/11/b.png 1000w">
            <a href='https://x.org/content/files/2026/c.pdf?x=1'>c</a> url(/content/media/d.mp4) /content/themes/e.css /content/images/"#;
        assert_eq!(
            paths([html, "/content/images/f.jpg"]),
            [
                "/content/files/2026/c.pdf",
                "/content/images/2026/11/a.jpg",
                "/content/images/2026/11/b.png",
                "/content/images/f.jpg",
                "/content/media/d.mp4",
            ]
        );
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Море, ТБИЛИСИ-2026!").collect::<Vec<_>>(), ["море", "тбилиси", "2026"]);
    }
}
