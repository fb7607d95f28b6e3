//! Files of the export on their way: what is known of each waits in the staging file for the transaction.

use rusqlite::{Result, Row, params};
use store::{Id, MediaRow};

use super::staging::Staging;

/// How a file stands to what lies at its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Nothing is there.
    Free = 0,
    /// The same file is there.
    There = 1,
    /// Another file is there.
    Differs = 2,
    /// It has no address: it cannot be cleaned.
    Unfit = 3,
    /// It has no address: Ghost kept it beside the public one.
    Original = 4,
}

impl Stand {
    fn read(row: &Row<'_>) -> Result<Self> {
        let all = [Self::Free, Self::There, Self::Differs, Self::Unfit, Self::Original];
        Ok(all[usize::from(row.get::<_, u8>(0)?).min(all.len() - 1)])
    }
}

/// Characters of a caption that comes from a story, as in the library.
const LONGEST: usize = 500;

impl Staging {
    /// Notes a file that gets its address. The last of a name counts.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn put_media(&self, stand: Stand, row: &MediaRow) -> Result<()> {
        self.db()
            .prepare_cached(
                "INSERT OR REPLACE INTO media VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                &*row.path,
                stand as i64,
                &*row.sha256,
                &*row.kind,
                &*row.mime,
                &*row.original,
                row.width,
                row.height,
                row.bytes.cast_signed(),
                &*row.name,
                row.caption.as_deref(),
                row.credit.as_deref(),
                row.alt.as_deref(),
                &*row.removed,
                &*row.remains,
                row.uploaded_at,
            ])
            .map(drop)
    }

    /// Notes a file that nobody gets.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn put_aside(&self, below: &str, stand: Stand) -> Result<()> {
        self.db()
            .prepare_cached("INSERT OR REPLACE INTO aside VALUES (?1, ?2)")?
            .execute(params![below, stand as i64])
            .map(drop)
    }

    /// The size of a picture of the ZIP, in pixels.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn picture(&self, path: &str) -> Result<Option<(u32, u32)>> {
        let mut found = self.db().prepare_cached(
            "SELECT width, height FROM media WHERE path = ?1 AND width IS NOT NULL AND height IS NOT NULL",
        )?;
        let mut rows = found.query([path])?;
        rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
    }

    /// Words that a story has about its picture, where the picture itself brought none.
    ///
    /// # Errors
    /// Of SQLite.
    pub(crate) fn describe(&self, path: &str, caption: Option<&str>, alt: Option<&str>) -> Result<()> {
        let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
        let (caption, alt) = (caption.map(short), alt.map(short));
        if caption.is_none() && alt.is_none() {
            return Ok(());
        }
        self.db()
            .prepare_cached(
                "UPDATE media SET caption = COALESCE(caption, ?2), alt = COALESCE(alt, ?3) WHERE path = ?1",
            )?
            .execute(params![path, caption, alt])
            .map(drop)
    }

    /// Calls `each` with every file that gets its address.
    ///
    /// # Errors
    /// Of SQLite, and whatever `each` gives.
    pub(crate) fn each_media(
        &self,
        mut each: impl FnMut(Stand, MediaRow) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut statement = self.db().prepare_cached(
            "SELECT stand, path, sha256, kind, mime, original, width, height, bytes, name, caption, credit, alt, removed, remains, at \
             FROM media ORDER BY path",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let media = read(row)?;
            each(Stand::read(row)?, media)?;
        }
        Ok(())
    }

    /// Calls `each` with every file that nobody gets, and its path below `content/`.
    ///
    /// # Errors
    /// Of SQLite, and whatever `each` gives.
    pub(crate) fn each_aside(
        &self,
        mut each: impl FnMut(Stand, &str) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut statement = self.db().prepare_cached("SELECT stand, below FROM aside ORDER BY below")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(Stand::read(row)?, &row.get::<_, String>(1)?)?;
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> Result<MediaRow> {
    let text = |at: usize| row.get::<_, Box<str>>(at);
    let maybe = |at: usize| row.get::<_, Option<Box<str>>>(at);
    let uploaded_at = row.get(15)?;
    Ok(MediaRow {
        id: Id::generate(uploaded_at),
        sha256: text(2)?,
        kind: text(3)?,
        mime: text(4)?,
        path: text(1)?,
        original: text(5)?,
        width: row.get(6)?,
        height: row.get(7)?,
        bytes: row.get::<_, i64>(8)?.cast_unsigned(),
        name: text(9)?,
        caption: maybe(10)?,
        credit: maybe(11)?,
        alt: maybe(12)?,
        focus: None,
        removed: text(13)?,
        remains: text(14)?,
        uploaded_by: None,
        uploaded_at,
    })
}
