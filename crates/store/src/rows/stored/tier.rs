//! Tiers, which Ghost's database calls products, and their benefits.

use super::stored;
use crate::{MaybeText, Millis, Text};

stored! {
    /// A plan: the free one, or one with a price in the smallest unit of its currency.
    Tier in "products", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14";
    name: Text = "".into(),
    slug: Text = "".into(),
    active: bool = true,
    welcome_page_url: MaybeText = None,
    visibility: Text = "none".into(),
    trial_days: i64 = 0,
    description: MaybeText = None,
    tier_type: Text = "paid".into(),
    currency: MaybeText = None,
    monthly_price: Option<i64> = None,
    yearly_price: Option<i64> = None,
    created_at: Millis = 0,
    updated_at: Millis = 0,
    ;
}

/// Which tiers may read a story.
pub(crate) mod readership {
    use crate::db::{batch::by_ids, statements};

    by_ids!(
        OF_POSTS,
        "SELECT post_id, product_id FROM posts_products WHERE post_id IN (",
        ") ORDER BY post_id, sort_order"
    );

    statements! {
        Writing LINK = "INSERT INTO posts_products (post_id, sort_order, product_id) VALUES (?1, ?2, ?3)";
        Writing UNLINK = "DELETE FROM posts_products WHERE post_id = ?1";
    }
}

/// What a tier promises.
pub(crate) mod benefit {
    use super::super::stored;
    use crate::{Millis, Text};

    stored! {
        /// A benefit; several tiers can have it.
        Benefit in "benefits", "?1, ?2, ?3, ?4, ?5";
        name: Text = "".into(),
        slug: Text = "".into(),
        created_at: Millis = 0,
        updated_at: Millis = 0,
        ;
    }
}

/// Which tier promises what.
pub(crate) mod promise {
    use super::super::stored;
    use crate::{Id, Text};

    stored! {
        /// A benefit of a tier.
        TierBenefit in "products_benefits", "?1, ?2, ?3, ?4";
        product_id: Text = "".into(),
        benefit_id: Text = "".into(),
        sort_order: i64 = 0,
        ;
        Writing OF_TIER = "SELECT id, product_id, benefit_id, sort_order FROM products_benefits WHERE product_id = ?1 \
            ORDER BY sort_order, id";
    }

    impl TierBenefit {
        /// One with a new id.
        pub fn new(id: Id, tier: &Id, benefit: &Id, sort_order: i64) -> Self {
            let (product_id, benefit_id) = (tier.as_str().into(), benefit.as_str().into());
            Self { id, product_id, benefit_id, sort_order }
        }
    }
}
