//! Who sees a card, on the page and in e-mail.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::attr::Attr;

const EVERYONE: &str = "status:free,status:-free";
const FREE: &str = "status:free";
const PAID: &str = "status:-free";

/// Who sees a card. Segments are NQL filters of members; an empty one means nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Visibility {
    /// Visitors who are not signed in see it on the page.
    pub non_member: bool,
    /// Members who see it on the page.
    pub web_segment: String,
    /// Members who get it by e-mail.
    pub email_segment: String,
}

impl Default for Visibility {
    fn default() -> Self {
        Self { non_member: true, web_segment: EVERYONE.to_owned(), email_segment: EVERYONE.to_owned() }
    }
}

impl Visibility {
    /// Whether nobody sees it on the page.
    pub fn hidden_on_web(&self) -> bool {
        !self.non_member && self.web_segment.is_empty()
    }

    /// Whether some readers of the page do not see it.
    pub fn gated_on_web(&self) -> bool {
        !self.non_member || self.web_segment != EVERYONE
    }

    /// Whether a segment holds only what a filter of members can hold; it stands in an HTML comment.
    pub(crate) fn is_plain(segment: &str) -> bool {
        segment.len() <= 200
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":,-+_()'[]. ".contains(&byte))
            && !segment.contains("--")
    }
}

impl Attr for Visibility {
    /// Reads Ghost's present form and its two older ones.
    fn foreign(value: &Value) -> Option<Self> {
        let old = value.as_object()?;
        let mut new = Self::default();
        let segment =
            |part: &str| old.get(part).and_then(|part| part.get("memberSegment")).and_then(Value::as_str);
        if let (Some(web), Some(email)) = (segment("web"), segment("email")) {
            new.non_member = old["web"].get("nonMember").and_then(Value::as_bool).unwrap_or(true);
            new.web_segment = web.to_owned();
            new.email_segment = email.to_owned();
        } else {
            let flag = |key: &str| old.get(key).and_then(Value::as_bool);
            if let Some(shown) = flag("emailOnly").map(|only| !only).or(flag("showOnWeb")) {
                new.non_member = shown;
                new.web_segment = if shown { EVERYONE } else { "" }.to_owned();
            }
            let segment = old.get("segment").and_then(Value::as_str).unwrap_or_default();
            new.email_segment = match segment {
                _ if flag("showOnEmail") == Some(false) => "",
                "status:-free+status:-paid" => "",
                FREE => FREE,
                "status:paid" | PAID => PAID,
                _ => EVERYONE,
            }
            .to_owned();
        }
        (Self::is_plain(&new.web_segment) && Self::is_plain(&new.email_segment)).then_some(new)
    }

    fn to_foreign(&self) -> Value {
        json!({
            "web": { "nonMember": self.non_member, "memberSegment": self.web_segment },
            "email": { "memberSegment": self.email_segment },
        })
    }
}
