//! What people may do, in the newsroom's words: writing, publishing, importing, settings.
