//! Rows that are stored beside stories, in the shape of the Admin API: what programs ask for, and what webhooks tell.

use std::collections::HashMap;

use newsroom::as_ghost;
use serde_json::{Map, Value, json};
use store::{Benefit, Id, Label, MemberRecord, Newsletter, Offer, Reader, Result, Stored, Tier, TierBenefit};

/// One row, its fields in Ghost's order.
pub(super) type Shape = Map<String, Value>;

/// Rows of a table that are looked at; a site has a handful of each.
pub(super) const MOST: u32 = 5_000;

/// What members and offers refer to, by id.
pub(super) struct Referred {
    labels: HashMap<Id, Shape>,
    newsletters: HashMap<Id, Shape>,
    tiers: HashMap<Id, Shape>,
}

impl Referred {
    pub(super) fn read(reader: &Reader) -> Result<Referred> {
        let brief =
            |newsletter: &Newsletter| pick(as_ghost(newsletter), &["id", "name", "description", "status"]);
        Ok(Referred {
            labels: by_id(reader, |label: &Label| as_ghost(label))?,
            newsletters: by_id(reader, brief)?,
            tiers: tiers(reader)?.into_iter().collect(),
        })
    }

    /// A member. Nobody pays here yet, and no letter leaves: subscriptions are none, and there is no address to unsubscribe at.
    pub(super) fn member(&self, member: &MemberRecord) -> Shape {
        let mut shape = as_ghost(&member.row);
        let of = |ids: &[Id], rows: &HashMap<Id, Shape>| -> Vec<Shape> {
            ids.iter().filter_map(|id| rows.get(id)).cloned().collect()
        };
        for (name, value) in [
            ("subscribed", json!(!member.newsletters.is_empty())),
            ("labels", json!(of(&member.labels, &self.labels))),
            ("subscriptions", json!([])),
            ("avatar_image", Value::Null),
            ("comped", json!(&*member.row.status == "comped")),
            ("unsubscribe_url", Value::Null),
            ("tiers", json!(of(&member.tiers, &self.tiers))),
            ("email_suppression", json!({ "suppressed": false, "info": null })),
            ("newsletters", json!(of(&member.newsletters, &self.newsletters))),
        ] {
            shape.insert(name.to_owned(), value);
        }
        shape
    }

    /// An offer, under the names that the API has for its columns.
    pub(super) fn offer(&self, offer: &Offer) -> Shape {
        let mut row = as_ghost(offer);
        let mut take = |name: &str| row.remove(name).unwrap_or_default();
        let fixed = &*offer.discount_type == "amount";
        let tier = offer.product_id.as_deref().and_then(|id| self.tiers.get(&id.parse::<Id>().ok()?));
        let fields = [
            ("id", take("id")),
            ("name", take("name")),
            ("code", take("code")),
            ("display_title", take("portal_title")),
            ("display_description", take("portal_description")),
            ("type", if fixed { "fixed".into() } else { take("discount_type") }),
            ("cadence", take("interval")),
            ("amount", take("discount_amount")),
            ("duration", take("duration")),
            ("duration_in_months", take("duration_in_months")),
            ("currency_restriction", fixed.into()),
            ("currency", take("currency")),
            ("status", if offer.active { "active" } else { "archived" }.into()),
            ("redemption_count", 0.into()),
            ("redemption_type", take("redemption_type")),
            ("tier", json!(tier.map(|tier| pick(tier.clone(), &["id", "name"])))),
            ("created_at", take("created_at")),
            ("last_redeemed", Value::Null),
        ];
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// All tiers with what they promise; in order of their ids.
pub(super) fn tiers(reader: &Reader) -> Result<Vec<(Id, Shape)>> {
    let mut promises = reader.rows::<TierBenefit>("", MOST)?;
    promises.sort_by_key(|row| row.sort_order);
    let benefits = reader.rows::<Benefit>("", MOST)?;
    let shape = |tier: &Tier| {
        let mut shape = as_ghost(tier);
        if &*tier.tier_type == "free" {
            for name in ["currency", "monthly_price", "yearly_price"] {
                shape.remove(name);
            }
        }
        let own = promises.iter().filter(|promise| *promise.product_id == *tier.id.as_str());
        let own =
            own.filter_map(|promise| benefits.iter().find(|one| *one.id.as_str() == *promise.benefit_id));
        let own: Vec<&str> = own.map(|benefit| &*benefit.name).collect();
        shape.insert("benefits".to_owned(), json!(own));
        (tier.id, shape)
    };
    Ok(reader.rows::<Tier>("", MOST)?.iter().map(shape).collect())
}

fn by_id<R: Stored>(reader: &Reader, shape: impl Fn(&R) -> Shape) -> Result<HashMap<Id, Shape>> {
    Ok(reader.rows::<R>("", MOST)?.iter().map(|row| (*row.id(), shape(row))).collect())
}

/// Some fields of a row.
pub(super) fn pick(mut row: Shape, names: &[&str]) -> Shape {
    names.iter().map(|name| ((*name).to_owned(), row.remove(*name).unwrap_or_default())).collect()
}
