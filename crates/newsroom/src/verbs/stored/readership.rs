//! Which tiers a story is for.

use std::collections::HashMap;

use serde_json::Value;
use store::{Id, Tier, Writer};

use super::MOST;
use crate::{Because, Newsroom, Refused};

/// Tiers of one story.
const CHOSEN: usize = 100;
/// The table of Ghost that says which tiers a story is for.
pub(super) const TABLE: &str = "posts_products";
/// Rows that are read at once.
const PAGE: u32 = 500;

/// The tiers that a story is to be for: those that can be bought, each once. One that was archived stays with the stories that it has and
/// comes to no other; the free one is passed over, as in Ghost.
///
/// # Errors
/// [`Refused::Invalid`] naming `tiers` for one that there is not, and one that is archived.
pub(crate) fn chosen(writer: &mut Writer, wanted: &[Id], present: &[Id]) -> Result<Vec<Id>, Refused> {
    if wanted.len() > CHOSEN {
        return Err(Refused::invalid("tiers", Because::ManyOnce.with("most", CHOSEN)));
    }
    let all = if wanted.is_empty() { Vec::new() } else { writer.rows::<Tier>(MOST)? };
    let mut chosen = Vec::new();
    for id in wanted {
        let tier = all
            .iter()
            .find(|tier| tier.id == *id)
            .ok_or_else(|| Refused::invalid("tiers", Because::NoTier.with("given", id)))?;
        if !tier.active && !present.contains(id) {
            return Err(Refused::invalid("tiers", Because::TierArchived.with("name", &tier.name)));
        }
        if &*tier.tier_type != "free" && !chosen.contains(id) {
            chosen.push(*id);
        }
    }
    Ok(chosen)
}

impl Newsroom {
    /// Gives stories the tiers that an older version kept of an import. May be run twice.
    pub(super) fn adopt_readership(&self) -> Result<(), Refused> {
        let mut by_story: HashMap<Id, Vec<(i64, String, Id)>> = HashMap::new();
        let mut after = String::new();
        loop {
            let page = self.store.reader()?.kept(TABLE, &after, PAGE)?;
            let Some((last, _)) = page.last() else { break };
            after = last.to_string();
            for (key, json) in page {
                let row: Value = serde_json::from_str(&json).unwrap_or_default();
                let id = |name: &str| row[name].as_str().and_then(|id| id.parse::<Id>().ok());
                if let (Some(story), Some(tier)) = (id("post_id"), id("product_id")) {
                    let place = row["sort_order"].as_i64().unwrap_or(0);
                    by_story.entry(story).or_default().push((place, key.to_string(), tier));
                }
            }
        }
        for (story, mut tiers) in by_story {
            tiers.sort();
            self.store.write(|writer| {
                writer.be_quiet();
                let Some(mut post) = writer.post(&story)? else { return Ok(()) };
                for (_, key, tier) in &tiers {
                    if writer.row::<Tier>(tier)?.is_some() {
                        writer.forget_kept(TABLE, key)?;
                        post.tiers.push(*tier);
                    }
                }
                writer.put_post(&post)?;
                Ok::<_, Refused>(())
            })?;
        }
        Ok(())
    }
}
