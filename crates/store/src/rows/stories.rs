//! Posts of any state by a filter of Ghost's language.

use super::list::{Built, by};
use crate::{Stories, db::Param};

/// What waits for its time, then drafts, then what is public: as Ghost's editors see them.
const USUAL: &str = "CASE p.status WHEN 'scheduled' THEN 1 WHEN 'draft' THEN 2 ELSE 3 END, \
    CASE WHEN p.status <> 'draft' THEN p.published_at END DESC, p.updated_at DESC, p.id DESC";

fn source(query: &Stories) -> (String, Vec<Param<'_>>) {
    let kind = query.kind.as_str();
    let mut from = format!(
        " FROM posts p JOIN desk d ON d.post_id = p.id WHERE p.kind = '{kind}' AND d.state <> 'trash'"
    );
    let mut params = Vec::new();
    // The filter's parameters are numbered from 1, so they come first.
    if let Some(condition) = &query.condition {
        params.extend(condition.values.iter().map(Param::from));
        from.push_str(&format!(" AND ({})", condition.condition));
    }
    if let Some(author) = &query.own {
        params.push(author.into());
        from.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM posts_authors o WHERE o.post_id = p.id AND o.author_id = ?{})",
            params.len()
        ));
    }
    if let Some(person) = &query.topics_of {
        params.push(person.into());
        from.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM posts_tags k JOIN staff_topics s ON s.tag_id = k.tag_id \
             WHERE k.post_id = p.id AND s.user_id = ?{})",
            params.len()
        ));
    }
    (from, params)
}

/// The statement for the ids of a page.
pub(crate) fn page(query: &Stories) -> Built<'_> {
    let (from, mut params) = source(query);
    let order = query.order.as_ref().map_or_else(|| USUAL.to_owned(), |columns| by(columns));
    params.push(query.limit.into());
    params.push(query.offset.into());
    let (limit, skip) = (params.len() - 1, params.len());
    Built { text: format!("SELECT p.id{from} ORDER BY {order} LIMIT ?{limit} OFFSET ?{skip}"), params }
}

/// The statement that counts the list.
pub(crate) fn count(query: &Stories) -> Built<'_> {
    let (from, params) = source(query);
    Built { text: format!("SELECT COUNT(*){from}"), params }
}
