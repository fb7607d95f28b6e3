//! Cards that only some readers see: Ghost's gate comments, resolved for each reader when a page is served.

use super::Page;
use crate::Visibility;

/// Renders a card inside its gate.
pub(super) fn gate(page: &mut Page<'_>, visibility: &Visibility, card: impl FnOnce(&mut Page<'_>)) {
    if visibility.hidden_on_web() {
        return;
    }
    // A segment that could close the comment hides the card instead of opening it to everybody.
    if !Visibility::is_plain(&visibility.web_segment) {
        return;
    }
    let gated = visibility.gated_on_web();
    if gated {
        page.out.push_str(&format!(
            "\n<!--kg-gated-block:begin nonMember:{} memberSegment:\"{}\" -->",
            visibility.non_member, visibility.web_segment
        ));
    }
    card(page);
    if gated {
        page.out.push_str("<!--kg-gated-block:end-->\n");
    }
}
