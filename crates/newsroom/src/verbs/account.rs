//! One's own account: password and profile.

use store::MaybeText;

use super::{
    letters::{self, Letter},
    sessions::own,
};
use crate::{
    Because, Deed, Newsroom, Refused, SignedIn,
    throttle::{Key, forgive},
};

/// What somebody shows readers of themselves. Empty texts remove a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Their name.
    pub name: String,
    /// Some sentences about them.
    pub bio: String,
    /// Where they are.
    pub location: String,
    /// Address of a picture of theirs.
    pub picture: String,
    /// Address of their own site.
    pub website: String,
    /// Names on other sites, as Ghost keeps them.
    pub facebook: String,
    /// The same.
    pub twitter: String,
    /// The same.
    pub bluesky: String,
    /// The same.
    pub mastodon: String,
    /// The same.
    pub instagram: String,
    /// The same.
    pub youtube: String,
    /// The same.
    pub linkedin: String,
}

/// The longest sentences about somebody, in characters; Ghost's bound is 250, which is too few in many languages.
const BIO: usize = 500;
/// The longest of the other texts, in bytes.
const TEXT: usize = 500;

impl Newsroom {
    /// Changes one's own password, told the present one (an empty text for who has none yet). All other sessions end.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming `present` or `password`; [`Refused::TooMany`].
    pub fn change_password(&self, who: &SignedIn, present: &str, password: &str) -> Result<(), Refused> {
        let (now, id) = (self.clock.now(), who.person.id);
        let keys = [Key::account(&id)];
        self.throttle.attempt(&self.store, &keys, now)?;
        let staff = self.store.write(|writer| own(writer, &who.actor))?;
        if staff.password_hash.is_some() {
            self.check_own_password(&staff, present).map_err(|refused| match refused {
                Refused::Invalid { why, .. } => Refused::Invalid { field: "present", why },
                other => other,
            })?;
        } else if !who.is_fresh(now) {
            return Err(Refused::NotAllowed { deed: Deed::SetPassword });
        }
        let hash = self.new_password(password, &[&who.person.name, &who.person.email])?;
        self.store.write(|writer| {
            let mut staff = own(writer, &who.actor)?;
            staff.password_hash = Some(hash.as_str().into());
            writer.put_staff(&staff)?;
            writer.forget_links("reset", &id)?;
            writer.end_sessions_of(&id, &who.session)?;
            who.actor.note(writer, now, "password.changed", &id, None, None)?;
            let address = who.actor.from.map(|from| from.to_string()).unwrap_or_default();
            let letter = Letter::PasswordChanged { address: &address };
            letters::write(writer, now, &staff.email, &staff.language, &letter)?;
            forgive(writer, &keys)
        })
    }

    /// What somebody shows of themselves at present.
    ///
    /// # Errors
    /// The store's.
    pub fn profile(&self, who: &SignedIn) -> Result<Profile, Refused> {
        let text = |text: &MaybeText| text.as_deref().unwrap_or_default().to_owned();
        let found = self.store.reader()?.author_by_id(&who.person.id)?;
        Ok(found.map_or_else(Profile::default, |author| Profile {
            name: author.name.to_string(),
            bio: text(&author.bio),
            location: text(&author.location),
            picture: text(&author.profile_image),
            website: text(&author.website),
            facebook: text(&author.facebook),
            twitter: text(&author.twitter),
            bluesky: text(&author.bluesky),
            mastodon: text(&author.mastodon),
            instagram: text(&author.instagram),
            youtube: text(&author.youtube),
            linkedin: text(&author.linkedin),
        }))
    }

    /// Changes what one shows of oneself.
    ///
    /// # Errors
    /// [`Refused::Invalid`] naming the field.
    pub fn change_profile(&self, who: &SignedIn, profile: &Profile) -> Result<(), Refused> {
        let id = who.person.id;
        let found = self.store.write(|writer| Ok::<_, Refused>(writer.author(&id)?))?;
        let Some(mut record) = found else {
            return Err(Refused::NotFound { what: "author", id: id.to_string() });
        };
        if profile.bio.chars().count() > BIO {
            return Err(Refused::invalid("bio", Because::TooLong.with("most", BIO)));
        }
        if !profile.picture.is_empty() && !is_picture(&profile.picture) {
            return Err(Refused::invalid("picture", Because::NoPicture));
        }
        let author = &mut record.author;
        author.name = profile.name.as_str().into();
        author.bio = kept("bio", &profile.bio)?;
        author.location = kept("location", &profile.location)?;
        author.profile_image = kept("picture", &profile.picture)?;
        author.website = kept("website", &profile.website)?;
        author.facebook = kept("facebook", &profile.facebook)?;
        author.twitter = kept("twitter", &profile.twitter)?;
        author.bluesky = kept("bluesky", &profile.bluesky)?;
        author.mastodon = kept("mastodon", &profile.mastodon)?;
        author.instagram = kept("instagram", &profile.instagram)?;
        author.youtube = kept("youtube", &profile.youtube)?;
        author.linkedin = kept("linkedin", &profile.linkedin)?;
        self.put_author(who.actor, record).map(|_| ())
    }
}

/// A path of this site, or a web address.
fn is_picture(address: &str) -> bool {
    let local = address.starts_with('/') && !address.starts_with("//");
    local || url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn kept(field: &'static str, text: &str) -> Result<MaybeText, Refused> {
    let text = text.trim();
    if field != "bio" && text.len() > TEXT {
        return Err(Refused::invalid(field, Because::TooManyBytes.with("most", TEXT)));
    }
    Ok((!text.is_empty()).then(|| text.into()))
}
