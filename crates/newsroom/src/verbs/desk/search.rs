use store::Writer;

use crate::{Analyst, Newsroom, Refused};

impl Newsroom {
    /// Takes stories into the search index that are not in it, at most `limit`; how many that were. One transaction.
    ///
    /// # Errors
    /// Failures of the store.
    pub fn index_stories(&self, limit: u32) -> Result<usize, Refused> {
        let mut analyst = Analyst::new();
        self.store.write(|writer: &mut Writer| {
            let missing = writer.unindexed(limit)?;
            for id in &missing {
                if let Some(post) = writer.post(id)? {
                    let row = &post.row;
                    let texts = [
                        &*row.title,
                        row.kicker.as_deref().unwrap_or_default(),
                        row.custom_excerpt.as_deref().unwrap_or_default(),
                        &post.body.plaintext,
                    ];
                    writer.put_words(id, &analyst.index(&row.language, &texts))?;
                }
            }
            Ok(missing.len())
        })
    }
}
