//! Every SQL statement of Masthead: SQLite and PostgreSQL behind one small type.
//!
//! - [`Store`] is opened once a process and cloned freely.
//! - [`Store::reader`] gives one read snapshot; it notes the tags of everything it reads ([`Reader::noted`]).
//! - [`Store::write`] is one transaction; the tags named on its [`Writer`] become one row of the change log in it.
//!
//! The face is synchronous on both engines. Call it from blocking threads only, never from inside an async task.

mod beacon;
mod changes;
mod copy;
mod db;
mod desk_query;
mod error;
mod follower;
mod health;
mod id;
mod migrate;
mod query;
mod reader;
mod rows;
mod schema;
mod store;
mod tag;
mod terms;
#[cfg(test)]
mod tests;
mod whispers;
mod writer;

pub use changes::Changes;
pub use copy::{Progress, copy_database};
pub use desk_query::{Asked, AskedWord, DeskCard, DeskKey, DeskOrder, DeskPage, DeskQuery, Story};
pub use error::{Error, Result, Wrong};
pub use health::Health;
pub use id::Id;
pub use query::{
    AuthorOrder, AuthorQuery, Direction, Filtered, FilteredOrder, List, Matching, MemberQuery, Near, Order,
    PostColumn, PostQuery, Stories, TagOrder, TagQuery,
};
pub use reader::{MediaQuery, Reader, lists::MOST_PICKS};
pub use rows::api_key::{ApiKey, KeyKind};
pub use rows::audit::{AuditQuery, AuditRow};
pub use rows::author::{Author, AuthorRecord};
pub use rows::body::{PostBody, PostMeta, PostText};
pub use rows::comment::Comment;
pub use rows::desk::{Desk, DeskRow, State};
pub use rows::factor::{PasskeyRow, TotpRow};
pub use rows::integration::Integration;
pub use rows::job::{FailedJob, Job, Lane, NewJob};
pub use rows::live::{LiveChange, LiveRow};
pub use rows::media::{MediaRow, MediaUse};
pub use rows::person::PersonRow;
pub use rows::post::{Kind, Post, PostCard, PostRecord, PostRow, Status, Term, Translation};
pub use rows::redirect::{Moved, Redirect};
pub use rows::revision::{Reason, Revision, RevisionRow};
pub use rows::settings::{LOCAL_SETTINGS, NavigationItem, Settings, local_setting};
pub use rows::sitemap::{SitemapEntry, SitemapKind};
pub use rows::staff::{LinkRow, SessionRow, Signed, StaffRow};
pub use rows::stored::{
    Field, Stored, is_time,
    label::Label,
    member::{
        Member, MemberRecord, entitled::MemberTier, labelled::MemberLabel, subscribed::MemberNewsletter,
    },
    newsletter::Newsletter,
    offer::Offer,
    recommendation::Recommendation,
    snippet::Snippet,
    tier::{Tier, benefit::Benefit, promise::TierBenefit},
};
pub use rows::tag::{TagRow, Visibility};
pub use rows::taken_out::{AuthorOut, PostOut};
pub use rows::theme_preview::ThemePreview;
pub use rows::webhook::{Delivery, Webhook};
pub use store::{Store, Target};
pub use tag::{Tag, TagSet};
pub use whispers::{Ear, LONGEST_WHISPER, Mouth};
pub use writer::{PUBLISH_JOB, Put, Reply, WEBHOOK_JOB, Writer, random_uuid};

/// A text that is always there.
pub type Text = Box<str>;
/// A text that may be absent; never `Some("")` when it came out of the store.
pub type MaybeText = Option<Box<str>>;
/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;
