//! The forms that a site cannot do without: settings by group, topics, guest authors, picks, recommendations, redirects, health, backup.

mod backup;
mod health;
mod keys;
mod picks;
mod profiles;
mod programs;
mod recommendations;
mod redirects;
mod settings;
mod side_file;
mod topic;
mod topics;
mod webhooks;

use super::routes::Route;

pub(super) const AREAS: &[&[Route]] = &[
    settings::ROUTES,
    topics::ROUTES,
    topic::ROUTES,
    profiles::ROUTES,
    picks::ROUTES,
    recommendations::ROUTES,
    redirects::ROUTES,
    webhooks::ROUTES,
    keys::ROUTES,
    programs::ROUTES,
    health::ROUTES,
    backup::ROUTES,
];

pub(super) use backup::PATH as BACKUP;
pub(crate) use backup::texts_for_ghost;
pub(super) use health::PATH as HEALTH;
pub(super) use keys::{NEW as NEW_KEY, PATH as KEYS};
pub(super) use picks::PATH as PICKS;
pub(super) use profiles::PATH as AUTHORS;
pub(super) use recommendations::PATH as RECOMMENDATIONS;
pub(super) use redirects::PATH as REDIRECTS;
pub(super) use settings::PATH as SETTINGS;
pub(super) use topics::PATH as TOPICS;
