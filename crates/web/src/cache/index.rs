//! Which cached pages hang on which tag.

use std::collections::{HashMap, HashSet};

use store::Tag;

/// From tags to the addresses of the pages that noted them.
#[derive(Debug, Default)]
pub(super) struct Index {
    pages: HashMap<Tag, HashSet<super::Key>>,
}

impl Index {
    /// Hangs a page on its tags.
    pub(super) fn add(&mut self, key: &super::Key, tags: &[Tag]) {
        for tag in tags {
            self.pages.entry(tag.clone()).or_default().insert(key.clone());
        }
    }

    /// Takes a page off its tags.
    pub(super) fn remove(&mut self, key: &super::Key, tags: &[Tag]) {
        for tag in tags {
            if let Some(keys) = self.pages.get_mut(tag) {
                keys.remove(key);
                if keys.is_empty() {
                    self.pages.remove(tag);
                }
            }
        }
    }

    /// The pages that hang on a tag.
    pub(super) fn pages(&self, tag: &Tag) -> Vec<super::Key> {
        self.pages.get(tag).into_iter().flatten().cloned().collect()
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.pages.clear();
    }
}
