//! What people may do, in the newsroom's words: writing, publishing, importing, settings.
//!
//! [`Newsroom`] holds the verbs. Each is one write transaction, is told who does it ([`Actor`]) and what time it is ([`Clock`]),
//! derives everything that is derived ([`Deriver`]), and gives back a typed refusal ([`Refused`]) when it does nothing. Which change tags a
//! write names is the store's knowledge. [`Newsroom::import`] is the bulk load behind imports and the demo.

mod actor;
mod archive;
mod capability;
mod clock;
mod compare;
mod draft;
mod events;
mod jobs;
#[cfg(test)]
mod media_tests;
mod newsroom;
mod popular;
mod reason;
mod refused;
mod session;
mod settings;
mod signed_in;
#[cfg(test)]
mod test_ground;
#[cfg(test)]
mod tests;
mod throttle;
mod told;
mod verbs;
mod words;

pub use actor::Actor;
pub use archive::{Archive, Aside, Brought, Staged, place_file};
pub use capability::{Capability, Role};
pub use clock::Clock;
pub use compare::{Compared, Side, Stretch, compare, compare_words};
pub use draft::{Body, Deriver, PostDraft, clean_line};
pub use events::EVENTS;
pub use jobs::{JobError, Kinds, Worker};
pub use newsroom::{Newsroom, Saved};
pub use reason::{Because, Deed, Why};
pub use refused::Refused;
pub use session::{PutPost, Session, Source};
pub use settings::{Group, SETTINGS, Setting, Shape, setting};
pub use signed_in::{Person, Proof, SignedIn, Visit};
pub use verbs::account::Profile;
pub use verbs::adopt::{ADOPT_JOB, Adopted};
pub use verbs::desk::{
    ComparedWith, Comparison, NewComment, Published, Restored, StoryAccess, StoryChanges, StorySave,
    TopicRef, Working,
};
pub use verbs::factors::Ceremony;
pub use verbs::invitations::{Invitation, Invited};
pub use verbs::letters::LETTER_JOB;
pub use verbs::live::{LiveNews, Notice, OpenedLive};
pub use verbs::media::{MediaWords, SIZES_JOB, Uploaded};
pub use verbs::private::Lock;
pub use verbs::slugs::Addresses;
pub use verbs::stored::{
    GhostRow, Imported, LabelNamed, MemberChange, MemberLine, MembersDeed, as_ghost, ghost_row,
    rows_of_ghost, tables_of_ghost, take_from_ghost,
};
pub use verbs::themes::{LIVE_THEME, LIVE_THEME_REVISION};
pub use words::{Analyst, SLUG_LIMIT, Term, asked, detect_language, slugify};
