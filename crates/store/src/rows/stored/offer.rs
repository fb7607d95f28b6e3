//! Offers: reductions on a tier.

use super::stored;
use crate::{MaybeText, Millis, Text};

stored! {
    /// A reduction. What it takes off is in percent, in the smallest unit of its currency, or in days.
    Offer in "offers", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17";
    active: bool = true,
    name: Text = "".into(),
    code: Text = "".into(),
    product_id: MaybeText = None,
    stripe_coupon_id: MaybeText = None,
    interval: Text = "month".into(),
    currency: MaybeText = None,
    discount_type: Text = "percent".into(),
    discount_amount: i64 = 0,
    duration: Text = "once".into(),
    duration_in_months: Option<i64> = None,
    portal_title: MaybeText = None,
    portal_description: MaybeText = None,
    redemption_type: Text = "signup".into(),
    created_at: Millis = 0,
    updated_at: Millis = 0,
    ;
}
