//! Members: people who gave the newsroom their address. What is here is personal: it stands in no reader's page, no answer of the Content
//! API and no log.

use filter::{Kind, Property, Relation, Schema};

use super::stored;
use crate::{
    Id, MaybeText, MemberQuery, Millis, Text,
    db::{Param, batch::by_ids, sql::FOLDED},
    rows::list::Built,
};

stored! {
    /// A member's own row.
    Member in "members", "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14";
    uuid: Text = "".into(),
    email: Text = "".into(),
    status: Text = "free".into(),
    name: MaybeText = None,
    note: MaybeText = None,
    geolocation: MaybeText = None,
    enable_comment_notifications: bool = true,
    email_count: i64 = 0,
    email_opened_count: i64 = 0,
    email_open_rate: Option<i64> = None,
    last_seen_at: Option<Millis> = None,
    created_at: Millis = 0,
    updated_at: Millis = 0,
    ;
    Writing HOLDER_OF_EMAIL = "SELECT id FROM members WHERE email = ?1 ORDER BY id LIMIT 1";
    Writing BY_STATUS = "SELECT status, COUNT(*) FROM members GROUP BY status ORDER BY status";
}

/// A member with everything that hangs on them.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberRecord {
    /// The row.
    pub row: Member,
    /// Labels in order.
    pub labels: Vec<Id>,
    /// Newsletters that they take.
    pub newsletters: Vec<Id>,
    /// Tiers that they have.
    pub tiers: Vec<Id>,
}

/// Labels of members.
pub(crate) mod labelled {
    use super::super::stored;
    use crate::Text;

    stored! {
        /// A label of a member.
        MemberLabel in "members_labels", "?1, ?2, ?3, ?4";
        member_id: Text = "".into(),
        label_id: Text = "".into(),
        sort_order: i64 = 0,
        ;
        Writing UNLINK = "DELETE FROM members_labels WHERE member_id = ?1";
        Writing FORGET = "DELETE FROM members_labels WHERE label_id = ?1";
    }
}

/// Newsletters of members.
pub(crate) mod subscribed {
    use super::super::stored;
    use crate::Text;

    stored! {
        /// A newsletter that a member takes.
        MemberNewsletter in "members_newsletters", "?1, ?2, ?3";
        member_id: Text = "".into(),
        newsletter_id: Text = "".into(),
        ;
        Writing UNLINK = "DELETE FROM members_newsletters WHERE member_id = ?1";
    }
}

/// Tiers of members.
pub(crate) mod entitled {
    use super::super::stored;
    use crate::{Millis, Text};

    stored! {
        /// A tier that a member has, for good or until a day.
        MemberTier in "members_products", "?1, ?2, ?3, ?4, ?5";
        member_id: Text = "".into(),
        product_id: Text = "".into(),
        sort_order: i64 = 0,
        expiry_at: Option<Millis> = None,
        ;
        Writing UNLINK = "DELETE FROM members_products WHERE member_id = ?1";
    }
}

by_ids!(
    LABELS,
    "SELECT member_id, label_id FROM members_labels WHERE member_id IN (",
    ") ORDER BY member_id, sort_order, id"
);
by_ids!(
    NEWSLETTERS,
    "SELECT member_id, newsletter_id FROM members_newsletters WHERE member_id IN (",
    ") ORDER BY member_id, id"
);
by_ids!(
    TIERS,
    "SELECT member_id, product_id FROM members_products WHERE member_id IN (",
    ") ORDER BY member_id, sort_order, id"
);

/// What members can be ordered by.
pub(crate) const ORDERED: [&str; 9] = [
    "id",
    "name",
    "email",
    "status",
    "created_at",
    "updated_at",
    "last_seen_at",
    "email_count",
    "email_open_rate",
];

/// The properties of members, which the statement calls `m`.
pub(crate) struct MemberProperties;

impl Schema for MemberProperties {
    fn lower(&self, column: &str) -> String {
        format!("{FOLDED}({column})")
    }

    fn property(&self, name: &str) -> Option<Property> {
        let column = |name: &str, kind| Some(Property::Column { sql: format!("m.{name}"), kind });
        let related = |name: &str, from: &str, inner: &str, sql: &str| {
            let relation =
                Relation { name: name.into(), outer: "m.id".into(), inner: inner.into(), from: from.into() };
            Some(Property::Related { relation, sql: sql.into(), kind: Kind::Text })
        };
        let labels = "members_labels fl JOIN labels l ON l.id = fl.label_id";
        let newsletters = "members_newsletters fn JOIN newsletters n ON n.id = fn.newsletter_id";
        let tiers = "members_products ft JOIN products t ON t.id = ft.product_id";
        match name.strip_prefix("members.").unwrap_or(name) {
            name @ ("id" | "uuid" | "email" | "status" | "name" | "note") => column(name, Kind::Text),
            name @ ("created_at" | "updated_at" | "last_seen_at") => column(name, Kind::Time),
            name @ ("email_count" | "email_opened_count" | "email_open_rate") => column(name, Kind::Integer),
            "subscribed" => Some(Property::Column {
                sql: "(EXISTS (SELECT 1 FROM members_newsletters fs WHERE fs.member_id = m.id))".into(),
                kind: Kind::Boolean,
            }),
            "label" | "labels" | "labels.slug" => related("labels", labels, "fl.member_id", "l.slug"),
            name @ ("labels.id" | "labels.name") => {
                related("labels", labels, "fl.member_id", &name.replace("labels.", "l."))
            }
            "newsletters" | "newsletters.slug" => {
                related("newsletters", newsletters, "fn.member_id", "n.slug")
            }
            name @ ("newsletters.id" | "newsletters.status") => {
                related("newsletters", newsletters, "fn.member_id", &name.replace("newsletters.", "n."))
            }
            "tier" | "tiers" | "tiers.slug" | "products" | "products.slug" => {
                related("tiers", tiers, "ft.member_id", "t.slug")
            }
            "tier_id" | "tiers.id" | "products.id" => related("tiers", tiers, "ft.member_id", "t.id"),
            _ => None,
        }
    }
}

fn source(query: &MemberQuery) -> (String, Vec<Param<'_>>) {
    let mut from = " FROM members m".to_owned();
    let mut params = Vec::new();
    if let Some(condition) = &query.condition {
        params.extend(condition.values.iter().map(Param::from));
        from.push_str(&format!(" WHERE {}", condition.condition));
    }
    (from, params)
}

/// The statement for the ids of a page.
pub(crate) fn page(query: &MemberQuery) -> Built<'_> {
    let (from, mut params) = source(query);
    let order: String =
        query.order.iter().map(|(column, direction)| format!("m.{column} {}, ", direction.sql())).collect();
    params.push(query.limit.into());
    params.push(query.offset.into());
    let (limit, skip) = (params.len() - 1, params.len());
    Built {
        text: format!("SELECT m.id{from} ORDER BY {order}m.id DESC LIMIT ?{limit} OFFSET ?{skip}"),
        params,
    }
}

/// The statement that counts.
pub(crate) fn count(query: &MemberQuery) -> Built<'_> {
    let (from, params) = source(query);
    Built { text: format!("SELECT COUNT(*){from}"), params }
}
