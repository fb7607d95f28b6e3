//! What never leaves the house: whatever would let its finder sign in, read mail or call an API in somebody's name.

use serde_json::{Map, Value};

/// Tables of Ghost that are nothing but that, or say who came when; an import keeps them, an export does not hand them on.
const TABLES: [&str; 10] = [
    "api_keys",
    "brute",
    "invites",
    "migrations",
    "migrations_lock",
    "permissions_users",
    "sessions",
    "tokens",
    "users_sessions",
    "webhooks",
];

/// Parts of the names of columns and settings.
const NAMES: [&str; 9] = [
    "password",
    "secret",
    "token",
    "private_key",
    "api_key",
    "_hash",
    "stripe_connect_",
    "slack_url",
    "transient_id",
];

/// Whether rows of a table stay.
pub(super) fn is_table(name: &str) -> bool {
    TABLES.contains(&name)
}

/// Whether a column or a setting stays.
pub(super) fn is_name(name: &str) -> bool {
    NAMES.iter().any(|part| name.contains(part))
}

/// A row without what stays.
pub(super) fn without(row: Map<String, Value>) -> Map<String, Value> {
    row.into_iter().filter(|(name, _)| !is_name(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_doors_stays() {
        for name in [
            "password",
            "mailgun_api_key",
            "members_private_key",
            "admin_session_secret",
            "public_hash",
            "db_hash",
            "stripe_secret_key",
            "stripe_connect_publishable_key",
            "invite_token",
            "transient_id",
            "members_email_auth_secret",
        ] {
            assert!(is_name(name), "{name}");
        }
        for name in ["title", "accent_color", "key", "monthly_price_id", "email", "navigation:ru", "uuid"] {
            assert!(!is_name(name), "{name}");
        }
        assert!(is_table("sessions") && is_table("api_keys") && !is_table("members"));
    }
}
