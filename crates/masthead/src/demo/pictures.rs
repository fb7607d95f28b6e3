//! Painting the pictures that are not there yet, on all cores.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context, Result, anyhow};

use super::{Bundle, draw};

const FOLDER: &str = "content/images/2026/11";

/// The address of a picture on the site.
pub(super) fn address(name: &str) -> String {
    format!("/{FOLDER}/{name}.jpg")
}

/// The names of all pictures of the newsroom.
pub(super) fn names(bundle: &Bundle) -> BTreeSet<String> {
    let shown = bundle.stories.iter().chain(&bundle.pages).flat_map(|entry| entry.pictures());
    shown
        .map(|picture| picture.name)
        .chain(bundle.people.iter().map(|person| person.picture.clone()))
        .collect()
}

/// Paints those pictures that the data folder lacks. A file is complete or absent.
pub(super) fn paint(bundle: &Bundle, data: &Path) -> Result<()> {
    let folder = data.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let path = |name: &str| -> PathBuf { folder.join(format!("{name}.jpg")) };
    let missing: Vec<String> = names(bundle).into_iter().filter(|name| !path(name).exists()).collect();
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some(name) = missing.get(next.fetch_add(1, Ordering::Relaxed)) {
            let bytes = draw::jpeg(name).ok_or_else(|| anyhow!("there is no picture “{name}”"))??;
            let unfinished = folder.join(format!("{name}.part"));
            fs::write(&unfinished, bytes).with_context(|| unfinished.display().to_string())?;
            fs::rename(&unfinished, path(name)).with_context(|| path(name).display().to_string())?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let hands: Vec<_> =
            (0..thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        hands.into_iter().try_for_each(|hand| hand.join().map_err(|_| anyhow!("a painter broke down"))?)
    })
}
