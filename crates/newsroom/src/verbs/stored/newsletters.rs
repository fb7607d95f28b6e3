use store::{Newsletter, random_uuid};

use super::{LONG, NAME, all, among, at_most, free_slug, name, refuse_namesake};
use crate::{Actor, Because, Capability, Deed, Newsroom, Refused, verbs::staff::mail_address};

/// Characters of a colour, as in Ghost.
const COLOUR: usize = 50;

impl Newsroom {
    /// Makes or changes a newsletter. An empty slug is made from the name. Letters do not leave yet: this is what can be subscribed to.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] below administrator; [`Refused::Invalid`], also for a name that another one has.
    pub fn put_newsletter(&self, actor: Actor, mut row: Newsletter) -> Result<Newsletter, Refused> {
        actor.must(Capability::KeepMembers, Deed::ChangeMembers)?;
        let now = self.clock.now();
        row.name = name("name", &row.name, NAME)?;
        row.updated_at = now;
        if row.uuid.is_empty() {
            row.uuid = random_uuid();
        }
        at_most("description", row.description.as_deref(), LONG)?;
        at_most("header_image", row.header_image.as_deref(), LONG)?;
        at_most("sender_reply_to", Some(&row.sender_reply_to), NAME)?;
        at_most("sender_name", row.sender_name.as_deref(), NAME)?;
        at_most("footer_content", row.footer_content.as_deref(), 100 * LONG)?;
        if let Some(address) = row.sender_email.as_deref() {
            mail_address(address).map_err(|_| Refused::invalid("sender_email", Because::NoMailAddress))?;
        }
        among("status", &row.status, &["active", "archived"])?;
        among("visibility", &row.visibility, &["members", "paid"])?;
        for (field, text, words) in [
            ("title_font_category", &row.title_font_category, &["serif", "sans_serif"][..]),
            ("title_alignment", &row.title_alignment, &["center", "left"]),
            ("body_font_category", &row.body_font_category, &["serif", "sans_serif"]),
            ("button_corners", &row.button_corners, &["square", "rounded", "pill"]),
            ("button_style", &row.button_style, &["fill", "outline"]),
            ("title_font_weight", &row.title_font_weight, &["normal", "medium", "semibold", "bold"]),
            ("link_style", &row.link_style, &["underline", "regular", "bold"]),
            ("image_corners", &row.image_corners, &["square", "rounded"]),
        ] {
            among(field, text, words)?;
        }
        for (field, text) in [
            ("background_color", Some(&row.background_color)),
            ("header_background_color", Some(&row.header_background_color)),
            ("post_title_color", row.post_title_color.as_ref()),
            ("section_title_color", row.section_title_color.as_ref()),
            ("divider_color", row.divider_color.as_ref()),
            ("button_color", row.button_color.as_ref()),
            ("link_color", row.link_color.as_ref()),
        ] {
            at_most(field, text.map(|text| &**text), COLOUR)?;
        }
        self.store.write(|writer| {
            refuse_namesake("name", &row.name, &row.id, all(writer, |other: &Newsletter| &other.name)?)?;
            let slugs = all(writer, |other: &Newsletter| &other.slug)?;
            row.slug = free_slug(&row.slug, &row.name, &row.id, &slugs);
            writer.put_row(&row)?;
            actor.note(writer, now, "newsletter.saved", row.id.as_str(), None, Some(&row.name))?;
            Ok(row)
        })
    }
}
