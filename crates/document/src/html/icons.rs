//! Icons of players and cards: our own drawings on a 24 by 24 grid.

/// A triangle.
pub(super) const PLAY: &str = r#"<svg viewBox="0 0 24 24"><path d="M4 2v20l17-10z"></path></svg>"#;
/// Two bars.
pub(super) const PAUSE: &str = r#"<svg viewBox="0 0 24 24"><rect x="4" y="2" width="5" height="20" rx="1"></rect><rect x="15" y="2" width="5" height="20" rx="1"></rect></svg>"#;
/// A loudspeaker.
pub(super) const SOUND: &str = r#"<svg viewBox="0 0 24 24"><path d="M2 8v8h5l7 6V2L7 8z"></path><path d="M17 7a7 7 0 0 1 0 10l2 2a10 10 0 0 0 0-14z"></path></svg>"#;
/// A loudspeaker, crossed.
pub(super) const SILENCE: &str = r#"<svg viewBox="0 0 24 24"><path d="M2 8v8h5l7 6V2L7 8z"></path><path d="M16 9l2-2 5 8-2 2z"></path></svg>"#;
/// A note.
pub(super) const NOTE: &str = r#"<svg width="24" height="24" fill="none"><path d="M9 4v12a3 3 0 1 0 2 3V8h7V4z" fill="currentColor"></path></svg>"#;
/// An arrow onto a line.
pub(super) const DOWNLOAD: &str = r#"<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5"><polyline points="7 11 12 16 17 11"></polyline><line x1="12" y1="3" x2="12" y2="16"></line><line x1="4" y1="21" x2="20" y2="21"></line></svg>"#;
/// An angle that points down.
pub(super) const UNFOLD: &str = r#"<svg viewBox="0 0 24 24"><path d="M1 7l11 11L23 7" fill="none" stroke="currentColor" stroke-width="1.5"></path></svg>"#;
/// A star.
pub(super) const STAR: &str = r#"<svg viewBox="0 0 24 24"><path d="M12 1l3.2 7.4 8 .7-6 5.3 1.8 7.9L12 18.1l-7 4.2 1.8-7.9-6-5.3 8-.7z"></path></svg>"#;
/// Three dots.
pub(super) const WAIT: &str = r#"<svg height="24" width="24" viewBox="0 0 24 24" fill="currentColor"><circle cx="4" cy="12" r="3"></circle><circle cx="12" cy="12" r="3"></circle><circle cx="20" cy="12" r="3"></circle></svg>"#;
