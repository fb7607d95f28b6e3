//! Which tiers a post is for, in the shape of Ghost's answers: its own where it names some, else those that its visibility means.

use std::{collections::HashMap, iter};

use newsroom::as_ghost;
use serde_json::Value;
use store::{Id, PostRow, Reader, Result, Tier};

use super::{
    shapes::{MOST, Shape},
    wanted::Wanted,
};

/// The tiers of a site, and which of them some posts name.
#[derive(Default)]
pub(super) struct Readership {
    all: Vec<Tier>,
    named: HashMap<Id, Vec<Id>>,
}

impl Readership {
    /// Of these posts, as far as something of it is shown.
    pub(super) fn read<'a>(
        reader: &Reader,
        posts: impl Iterator<Item = &'a PostRow> + Clone,
        wanted: &Wanted,
    ) -> Result<Readership> {
        if !posts.clone().any(|post| is_shown(post, wanted)) {
            return Ok(Readership::default());
        }
        let named: Vec<Id> = posts.filter(|post| &*post.visibility == "tiers").map(|post| post.id).collect();
        Ok(Readership { all: reader.rows("", MOST)?, named: reader.tiers_of(&named)? })
    }

    /// Of a post that names these.
    pub(super) fn naming(reader: &Reader, post: &Id, tiers: Vec<Id>) -> Result<Readership> {
        Ok(Readership { all: reader.rows("", MOST)?, named: iter::once((*post, tiers)).collect() })
    }

    /// Those of a post; `None` where they are not shown.
    pub(super) fn of(&self, post: &PostRow, wanted: &Wanted) -> Option<Vec<Shape>> {
        is_shown(post, wanted).then(|| match post.for_whom() {
            "public" | "members" => self.all.iter().map(meant).collect(),
            "paid" => self.all.iter().filter(|tier| is_paid(tier)).map(meant).collect(),
            _ if post.is_for_segment() => {
                let named = post.segment_tiers();
                let tiers = named.iter().filter_map(|slug| self.all.iter().find(|tier| *tier.slug == **slug));
                tiers.map(shape).collect()
            }
            _ => {
                let named = self.named.get(&post.id).into_iter().flatten();
                let tiers = named.filter_map(|id| self.all.iter().find(|tier| tier.id == *id));
                tiers.filter(|tier| is_paid(tier)).map(shape).collect()
            }
        })
    }
}

/// Where a filter of members stands in the place of tiers, Ghost gives them unasked.
fn is_shown(post: &PostRow, wanted: &Wanted) -> bool {
    wanted.tiers || (post.is_for_segment() && wanted.has("visibility"))
}

fn is_paid(tier: &Tier) -> bool {
    &*tier.tier_type == "paid"
}

fn shape(tier: &Tier) -> Shape {
    let mut shape = as_ghost(tier);
    for name in ["monthly_price_id", "yearly_price_id"] {
        shape.insert(name.to_owned(), Value::Null);
    }
    shape
}

/// One that nobody named: Ghost writes its currency small.
fn meant(tier: &Tier) -> Shape {
    let mut shape = shape(tier);
    if let Some(Value::String(currency)) = shape.get_mut("currency") {
        currency.make_ascii_lowercase();
    }
    shape
}
