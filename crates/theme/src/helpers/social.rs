//! Addresses on social networks: `{{social_url type="bluesky"}}`, `{{#social_accounts @site}}`, `{{facebook_url}}`,
//! `{{twitter_url}}`.

use hbs::{Branch, Call, Error, Map, Result, Value, With};

use crate::scope::Ghost;

/// The networks in the order in which they are listed: type, key of the account, name.
const NETWORKS: [(&str, &str, &str); 9] = [
    ("x", "twitter", "X"),
    ("facebook", "facebook", "Facebook"),
    ("linkedin", "linkedin", "LinkedIn"),
    ("bluesky", "bluesky", "Bluesky"),
    ("threads", "threads", "Threads"),
    ("mastodon", "mastodon", "Mastodon"),
    ("tiktok", "tiktok", "TikTok"),
    ("youtube", "youtube", "YouTube"),
    ("instagram", "instagram", "Instagram"),
];

/// The address of an account; `None` for a network we do not know.
pub(crate) fn profile(network: &str, account: &str) -> Option<String> {
    let bare = account.trim_start_matches('@');
    Some(match network {
        "x" | "twitter" => format!("https://x.com/{bare}"),
        "facebook" => format!("https://www.facebook.com/{}", account.trim_start_matches('/')),
        "threads" => format!("https://www.threads.net/@{bare}"),
        "bluesky" => format!("https://bsky.app/profile/{account}"),
        "mastodon" => format!("https://{account}"),
        "tiktok" => format!("https://www.tiktok.com/@{bare}"),
        "youtube" => format!("https://www.youtube.com/{account}"),
        "instagram" => format!("https://www.instagram.com/{account}"),
        "linkedin" if ["in/", "company/", "school/", "pub/"].iter().any(|kind| account.starts_with(kind)) => {
            format!("https://www.linkedin.com/{account}")
        }
        "linkedin" => format!("https://www.linkedin.com/in/{account}"),
        _ => return None,
    })
}

/// The account under `key` of the current context, else of the site.
fn account(call: &Call<'_, '_, Ghost>, key: &str) -> Option<String> {
    let filled =
        |value: Value<'_>| value.get(key).filter(Value::is_true).map(|value| value.to_text().into_owned());
    filled(call.this()).or_else(|| filled(call.data("site")))
}

fn address<'a>(call: &Call<'_, 'a, Ghost>, network: &str, given: Option<String>) -> Value<'a> {
    let key = if network == "x" { "twitter" } else { network };
    let account = given.or_else(|| account(call, key));
    account.and_then(|account| profile(network, &account)).map_or(Value::Undefined, Value::from)
}

fn given(call: &Call<'_, '_, Ghost>) -> Option<String> {
    call.args().first().filter(|value| value.is_true()).map(|value| value.to_text().into_owned())
}

/// The address of the author's or site's account on the network `type`.
pub(super) fn social_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let Some(network) = call.hash("type").and_then(Value::as_str) else { return Ok(Value::Undefined) };
    let network = network.to_owned();
    Ok(address(call, &network, None))
}

/// The address of a Facebook account: the one given, or the author's or site's.
pub(super) fn facebook_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    if call.args().is_empty() {
        Ok(address(call, "facebook", None))
    } else {
        Ok(only_given(call, "facebook"))
    }
}

/// The address of an X account: the one given, or the author's or site's.
pub(super) fn twitter_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    if call.args().is_empty() { Ok(address(call, "twitter", None)) } else { Ok(only_given(call, "twitter")) }
}

fn only_given<'a>(call: &Call<'_, 'a, Ghost>, network: &str) -> Value<'a> {
    given(call).and_then(|account| profile(network, &account)).map_or(Value::Undefined, Value::from)
}

/// Renders the block for each account of the site or author given: `type name username href`.
pub(super) fn social_accounts<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    if call.args().is_empty() || !call.is_block() {
        return Err(Error::helper(
            "{{#social_accounts}} is a block with a source: {{#social_accounts @site}}",
        ));
    }
    let source = call.arg(0).clone();
    let accounts: Vec<_> = NETWORKS
        .into_iter()
        .filter_map(|(network, key, name)| {
            let username = source.get(key).filter(Value::is_true)?;
            let href = profile(network, &username.to_text())?;
            Some(
                Map::new()
                    .with("type", network)
                    .with("name", name)
                    .with("username", username)
                    .with("href", href),
            )
        })
        .collect();
    if accounts.is_empty() {
        call.render(Branch::Inverse)?;
    }
    let count = accounts.len();
    for (index, account) in accounts.into_iter().enumerate() {
        let data = [
            ("index", Value::from(index)),
            ("number", Value::from(index + 1)),
            ("first", Value::from(index == 0)),
            ("last", Value::from(index + 1 == count)),
            ("even", Value::from(index % 2 == 1)),
            ("odd", Value::from(index % 2 == 0)),
        ];
        call.render_with(Branch::Main, &With { this: Some(Value::from(account)), data: &data, params: &[] })?;
    }
    Ok(Value::Undefined)
}
