//! What somebody shows readers of themselves.

use std::sync::Arc;

use axum::{
    Form,
    extract::State,
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};
use newsroom::{Capability, Profile};
use serde::Deserialize;

use super::super::{
    Room,
    form::{Fault, Field, again, back, fault_summary, judge},
    guard::Needs,
    refusal::Refusal,
    routes::Route,
    shell::Page,
    staff::Staff,
};

pub(in super::super) const ROUTES: &[Route] = &[
    Route::get("/room/account/profile/", Needs::Of(Capability::WriteOwn), || get(page)),
    Route::post("/room/account/profile/", Needs::Of(Capability::WriteOwn), || post(save)),
];

/// The fields of the form.
#[derive(Debug, Deserialize)]
struct Fields {
    name: String,
    bio: String,
    location: String,
    picture: String,
    website: String,
    facebook: String,
    twitter: String,
    bluesky: String,
    mastodon: String,
    instagram: String,
    youtube: String,
    linkedin: String,
}

impl From<Fields> for Profile {
    fn from(fields: Fields) -> Profile {
        let Fields { name, bio, location, picture, website, facebook, twitter, bluesky, mastodon, .. } =
            fields;
        let Fields { instagram, youtube, linkedin, .. } = fields;
        Profile {
            name,
            bio,
            location,
            picture,
            website,
            facebook,
            twitter,
            bluesky,
            mastodon,
            instagram,
            youtube,
            linkedin,
        }
    }
}

async fn page(State(room): State<Arc<Room>>, staff: Staff) -> Result<Markup, Refusal> {
    let who = staff.session.clone();
    let profile = room.run(move |room| room.newsroom.profile(&who)).await?;
    Ok(show(&room, &staff, &profile, None).await)
}

async fn save(
    State(room): State<Arc<Room>>,
    staff: Staff,
    Form(fields): Form<Fields>,
) -> Result<Response, Refusal> {
    let (who, profile) = (staff.session.clone(), Profile::from(fields));
    let (profile, outcome) =
        room.attempt(profile, move |room, profile| room.newsroom.change_profile(&who, profile)).await?;
    Ok(match judge(staff.words, outcome)? {
        Ok(()) => back("/room/account/", "saved"),
        Err(fault) => again(show(&room, &staff, &profile, Some(&fault)).await),
    })
}

async fn show(room: &Arc<Room>, staff: &Staff, profile: &Profile, fault: Option<&Fault>) -> Markup {
    let words = staff.words;
    let title = words.text("profile.title");
    let site = |name: &'static str, label: &str, value: &str| Field::text(name, label, value).show(fault);
    let body = html! {
        h1 { (title) }
        p.lead { (words.text("profile.lead")) }
        form.stack method="post" {
            (fault_summary(fault))
            (Field::text("name", words.text("form.name"), &profile.name).kind("text", "name").required().show(fault))
            div.field {
                label for="bio" { (words.text("profile.bio")) }
                textarea #bio name="bio" rows="4" maxlength="500" { (profile.bio) }
            }
            (Field::text("location", words.text("profile.location"), &profile.location).show(fault))
            (Field::text("picture", words.text("profile.picture"), &profile.picture)
                .hint(words.text("profile.picture_hint")).show(fault))
            (Field::text("website", words.text("profile.website"), &profile.website).kind("url", "url").show(fault))
            (site("facebook", "Facebook", &profile.facebook))
            (site("twitter", "X", &profile.twitter))
            (site("bluesky", "Bluesky", &profile.bluesky))
            (site("mastodon", "Mastodon", &profile.mastodon))
            (site("instagram", "Instagram", &profile.instagram))
            (site("youtube", "YouTube", &profile.youtube))
            (site("linkedin", "LinkedIn", &profile.linkedin))
            button { (words.text("form.save")) }
        }
    };
    Page { staff, place: super::PATH, title, notice: None, body }.show(room).await
}
