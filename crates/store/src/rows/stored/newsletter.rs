//! Newsletters: what can be subscribed to.

use super::stored;
use crate::{MaybeText, Millis, Text};

stored! {
    /// A newsletter, with how its letters look in Ghost.
    Newsletter in "newsletters",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, \
        ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43";
    uuid: Text = "".into(),
    name: Text = "".into(),
    description: MaybeText = None,
    feedback_enabled: bool = false,
    slug: Text = "".into(),
    sender_name: MaybeText = None,
    sender_email: MaybeText = None,
    sender_reply_to: Text = "newsletter".into(),
    status: Text = "active".into(),
    visibility: Text = "members".into(),
    subscribe_on_signup: bool = true,
    sort_order: i64 = 0,
    header_image: MaybeText = None,
    show_header_icon: bool = true,
    show_header_title: bool = true,
    show_excerpt: bool = false,
    title_font_category: Text = "sans_serif".into(),
    title_alignment: Text = "center".into(),
    show_feature_image: bool = true,
    body_font_category: Text = "sans_serif".into(),
    footer_content: MaybeText = None,
    show_badge: bool = true,
    show_header_name: bool = true,
    show_post_title_section: bool = true,
    show_comment_cta: bool = true,
    show_subscription_details: bool = false,
    show_latest_posts: bool = false,
    show_share_button: bool = false,
    background_color: Text = "light".into(),
    post_title_color: MaybeText = None,
    created_at: Millis = 0,
    updated_at: Millis = 0,
    button_corners: Text = "rounded".into(),
    button_style: Text = "fill".into(),
    title_font_weight: Text = "bold".into(),
    link_style: Text = "underline".into(),
    image_corners: Text = "square".into(),
    header_background_color: Text = "transparent".into(),
    section_title_color: MaybeText = None,
    divider_color: MaybeText = None,
    button_color: MaybeText = Some("accent".into()),
    link_color: MaybeText = Some("accent".into()),
    ;
}
