//! The choice of a role, and of the topics that it is limited to.

use std::sync::Arc;

use maud::{Markup, html};
use newsroom::{Because, Refused, Role};
use store::{Id, TagOrder, TagQuery, TagRow};

use super::super::{Room, account::role_name, refusal::Refusal, words::Words};

/// Topics that are offered, those with most stories first.
const OFFERED: u32 = 300;

/// The topics that a role can be limited to, by name.
pub(super) async fn topics(room: &Arc<Room>) -> Result<Vec<Arc<TagRow>>, Refusal> {
    let query = TagQuery { internal: false, order: TagOrder::Posts, offset: 0, limit: OFFERED };
    let mut topics = room.run(move |room| Ok(room.store.reader()?.tags(&query)?)).await?;
    topics.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(topics)
}

/// The topics among the fields of a form that was sent.
pub(super) fn chosen_topics(fields: &[(String, String)]) -> Result<Vec<Id>, Refused> {
    fields
        .iter()
        .filter(|(key, value)| key == "topics" && !value.is_empty())
        .map(|(_, value)| {
            value.parse().map_err(|_| Refused::invalid("topics", Because::NoTopic.with("given", value)))
        })
        .collect()
}

/// Roles that `own` may give. One that it may not is shown when somebody has it, and cannot be chosen.
pub(super) fn role_choice(words: Words, own: Role, chosen: Role) -> Markup {
    html! {
        fieldset {
            legend { (words.text("account.role")) }
            @for role in own.may_appoint() {
                p.field {
                    label.check {
                        input type="radio" name="role" value=(role.as_str()) checked[*role == chosen];
                        span { (role_name(words, role.as_str())) }
                    }
                    span.hint { (words.maybe(&format!("role.about.{}", role.as_str())).unwrap_or_default()) }
                }
            }
        }
    }
}

/// A list of topics of which several can be chosen.
pub(super) fn topic_choice(words: Words, topics: &[Arc<TagRow>], chosen: &[Id]) -> Markup {
    html! {
        div.field {
            label for="topics" { (words.text("people.topics")) }
            select #topics name="topics" multiple size="6" aria-describedby="topics-hint" {
                @for topic in topics { option value=(topic.id) selected[chosen.contains(&topic.id)] { (topic.name) } }
            }
            p.hint #topics-hint { (words.text("people.topics_hint")) }
        }
    }
}
