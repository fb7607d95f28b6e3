use store::{Id, Offer, Put, Tier};

use super::{LONG, all, among, at_most, free_slug, missing, name, refuse_namesake, tiers::number};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused};

/// Characters of an offer's name, as in Ghost.
const NAME: usize = 40;
/// The most that an amount takes off.
const MOST_OFF: i64 = 9_999_999_999;

impl Newsroom {
    /// Makes or changes an offer on a tier that somebody pays for. Nobody can take it up yet. A code is made from the name when there is
    /// none; what it takes off, and from what, stays as it was made.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`], also for a name that another one has; [`Refused::NotFound`] for
    /// a tier that does not exist.
    pub fn put_offer(&self, actor: Actor, mut offer: Offer) -> Result<Offer, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        offer.name = name("name", &offer.name, NAME)?;
        at_most("display_title", offer.portal_title.as_deref(), 191)?;
        at_most("display_description", offer.portal_description.as_deref(), LONG)?;
        among("cadence", &offer.interval, &["month", "year"])?;
        among("type", &offer.discount_type, &["percent", "amount", "trial"])?;
        among("duration", &offer.duration, &["trial", "once", "repeating", "forever"])?;
        among("redemption_type", &offer.redemption_type, &["signup", "retention"])?;
        let most = if &*offer.discount_type == "percent" { 100 } else { MOST_OFF };
        number("amount", offer.discount_amount, 1, most)?;
        match (&*offer.duration, offer.duration_in_months) {
            ("repeating", months) => number("duration_in_months", months.unwrap_or(0), 1, 1_000)?,
            _ => offer.duration_in_months = None,
        }
        self.store.write(|writer| {
            let tier = offer.product_id.as_deref().and_then(|id| id.parse::<Id>().ok());
            let tier = tier.ok_or_else(|| Refused::invalid("tier", Because::Empty))?;
            let tier = writer.row::<Tier>(&tier)?.ok_or_else(|| missing("tier", &tier))?;
            if &*offer.discount_type == "amount" {
                let given = offer.currency.as_deref().unwrap_or_default().to_uppercase();
                if tier.currency.as_deref() != Some(given.as_str()) {
                    return Err(Refused::invalid("currency", Because::NotAmongChoices.with("given", given)));
                }
                offer.currency = Some(given.into());
            } else {
                offer.currency = None;
            }
            refuse_namesake("name", &offer.name, &offer.id, all(writer, |other: &Offer| &other.name)?)?;
            let codes = all(writer, |other: &Offer| &other.code)?;
            offer.code = free_slug(&offer.code, &offer.name, &offer.id, &codes);
            offer.updated_at = now;
            let put = writer.put_row(&offer)?;
            let act = if put == Put::Inserted { "offer.added" } else { "offer.changed" };
            actor.note(writer, now, act, offer.id.as_str(), None, Some(&offer.name))?;
            Ok(offer)
        })
    }
}
