//! A tier, and which of them a story is for.

use hbs::{Map, Value};
use store::{PostCard, Tier};

use super::maybe;
use crate::dates;
use crate::scope::Scope;

/// What templates see of a tier everywhere.
pub(crate) fn tier<'a>(tier: &'a Tier, scope: &'a Scope<'a>) -> Map<'a> {
    let date = |at| Value::from(dates::iso(at, &scope.facts.zone));
    let mut map = Map::new()
        .with("id", tier.id.as_str())
        .with("name", &*tier.name)
        .with("slug", &*tier.slug)
        .with("active", tier.active)
        .with("welcome_page_url", maybe(&tier.welcome_page_url))
        .with("visibility", &*tier.visibility)
        .with("trial_days", tier.trial_days)
        .with("description", maybe(&tier.description))
        .with("type", &*tier.tier_type)
        .with("created_at", date(tier.created_at))
        .with("updated_at", date(tier.updated_at));
    if &*tier.tier_type != "free" {
        map.set("currency", maybe(&tier.currency));
        map.set("monthly_price", tier.monthly_price);
        map.set("yearly_price", tier.yearly_price);
    }
    map
}

/// The tiers that may read a story: its own where it names some, else those that its visibility means, as Ghost reckons them.
pub(super) fn of_story<'a>(card: &'a PostCard, scope: &'a Scope<'a>) -> Value<'a> {
    let all = scope.tiers();
    let is_paid = |tier: &&Tier| &*tier.tier_type == "paid";
    let tiers: Vec<&'a Tier> = match card.for_whom() {
        "public" | "members" => all.iter().collect(),
        "paid" => all.iter().filter(is_paid).collect(),
        _ if card.is_for_segment() => {
            let named = card.segment_tiers();
            named.iter().filter_map(|slug| all.iter().find(|tier| *tier.slug == **slug)).collect()
        }
        _ => {
            let named = scope.tiers_named(&card.id).iter();
            named.filter_map(|id| all.iter().find(|tier| tier.id == *id)).filter(is_paid).collect()
        }
    };
    tiers.into_iter().map(|row| Value::from(tier(row, scope))).collect::<Vec<_>>().into()
}
