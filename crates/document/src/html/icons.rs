//! Icons of cards: our own drawings on a 24 by 24 grid.

/// A note.
pub(super) const NOTE: &str = r#"<svg width="24" height="24" fill="none"><path d="M9 4v12a3 3 0 1 0 2 3V8h7V4z" fill="currentColor"></path></svg>"#;
/// An arrow onto a line.
pub(super) const DOWNLOAD: &str = r#"<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.5"><polyline points="7 11 12 16 17 11"></polyline><line x1="12" y1="3" x2="12" y2="16"></line><line x1="4" y1="21" x2="20" y2="21"></line></svg>"#;
/// A star.
pub(super) const STAR: &str = r#"<svg viewBox="0 0 24 24"><path d="M12 1l3.2 7.4 8 .7-6 5.3 1.8 7.9L12 18.1l-7 4.2 1.8-7.9-6-5.3 8-.7z"></path></svg>"#;
/// Three dots.
pub(super) const WAIT: &str = r#"<svg height="24" width="24" viewBox="0 0 24 24" fill="currentColor"><circle cx="4" cy="12" r="3"></circle><circle cx="12" cy="12" r="3"></circle><circle cx="20" cy="12" r="3"></circle></svg>"#;
