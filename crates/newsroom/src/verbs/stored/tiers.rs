use store::{Benefit, Id, Millis, Put, Tier, TierBenefit, Writer};

use super::{LONG, MOST, NAME, all, among, at_most, free_slug, name};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// The highest price, in the smallest unit of a currency, as in Ghost.
const DEAREST: i64 = 9_999_999_999;
/// Benefits of a tier.
const BENEFITS: usize = 100;

impl Newsroom {
    /// Makes or changes a tier with its benefits, in their order. An empty slug is made from the name. Nobody can pay yet: this is what a
    /// theme shows, and what the newsroom gives to members.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`].
    pub fn put_tier(
        &self,
        actor: Actor,
        mut tier: Tier,
        benefits: Option<&[String]>,
    ) -> Result<Tier, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        tier.name = name("name", &tier.name, NAME)?;
        at_most("description", tier.description.as_deref(), NAME)?;
        at_most("welcome_page_url", tier.welcome_page_url.as_deref(), LONG)?;
        among("visibility", &tier.visibility, &["public", "none"])?;
        among("type", &tier.tier_type, &["paid", "free"])?;
        number("trial_days", tier.trial_days, 0, 10_000)?;
        if &*tier.tier_type == "free" {
            (tier.currency, tier.monthly_price, tier.yearly_price) = (None, None, None);
        } else {
            let currency = tier.currency.as_deref().unwrap_or_default().to_uppercase();
            if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(Refused::invalid("currency", Because::NotAmongChoices.with("given", currency)));
            }
            tier.currency = Some(currency.into());
            let (monthly, yearly) = (tier.monthly_price.unwrap_or(500), tier.yearly_price.unwrap_or(5_000));
            number("monthly_price", monthly, 0, DEAREST)?;
            number("yearly_price", yearly, 0, DEAREST)?;
            (tier.monthly_price, tier.yearly_price) = (Some(monthly), Some(yearly));
        }
        self.store.write(|writer| {
            let slugs = all(writer, |other: &Tier| &other.slug)?;
            tier.slug = free_slug(&tier.slug, &tier.name, &tier.id, &slugs);
            tier.updated_at = now;
            let put = writer.put_row(&tier)?;
            if let Some(benefits) = benefits {
                promise(writer, now, &tier.id, benefits)?;
            }
            let act = if put == Put::Inserted { "tier.added" } else { "tier.changed" };
            actor.note(writer, now, act, tier.id.as_str(), None, Some(&tier.name))?;
            Ok(tier)
        })
    }
}

pub(super) fn number(field: &'static str, number: i64, least: i64, most: i64) -> Result<(), Refused> {
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Err(Refused::invalid(field, Because::NumberFrom.with("least", least).with("most", most)))
}

/// Puts the benefits of a tier; one of the same name is shared by several.
fn promise(writer: &mut Writer, now: Millis, tier: &Id, wanted: &[String]) -> Result<(), Refused> {
    if wanted.len() > BENEFITS {
        return Err(Refused::invalid("benefits", Because::ManyOnce.with("most", BENEFITS)));
    }
    let mut known = writer.rows::<Benefit>(MOST)?;
    let mut ids: Vec<Id> = Vec::new();
    for text in wanted {
        let text = name("benefits", text, NAME)?;
        let id = match known.iter().find(|benefit| benefit.name == text) {
            Some(benefit) => benefit.id,
            None => {
                let id = Id::generate(now);
                let slugs: Vec<_> = known.iter().map(|benefit| (benefit.id, benefit.slug.clone())).collect();
                let slug = free_slug("", &text, &id, &slugs);
                let benefit = Benefit { id, name: text, slug, created_at: now, updated_at: now };
                writer.put_row(&benefit)?;
                known.push(benefit);
                id
            }
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let before = writer.benefits_of(tier)?;
    if before.iter().map(|row| &*row.benefit_id).eq(ids.iter().map(|id| id.as_str())) {
        return Ok(());
    }
    for row in before {
        writer.delete_row::<TierBenefit>(&row.id)?;
    }
    for (place, id) in (0..).zip(&ids) {
        writer.put_row(&TierBenefit::new(Id::generate(now), tier, id, place))?;
    }
    Ok(())
}
