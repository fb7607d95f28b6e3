//! Bringing a theme, putting one live, taking one away: for the room and for Ghost's Admin API.

use std::{fs::File, path::Path, sync::Arc};

use newsroom::{Actor, Because, Newsroom, Refused};
use theme::{Library, Report};

use super::{Examined, Themes};

/// Bytes of a theme's ZIP.
pub(crate) const MOST: u64 = 32 << 20;

/// Why a theme was not installed or put live.
#[derive(Debug)]
pub(crate) enum NotKept {
    /// It cannot be used: what is wrong, where, and what to do.
    Unusable(Report),
    /// Everything else.
    Refused(Refused),
}

impl From<Refused> for NotKept {
    fn from(refused: Refused) -> NotKept {
        NotKept::Refused(refused)
    }
}

impl Themes {
    /// Installs the theme in a ZIP under the name of its file, in the place of one that has it; what cannot be used is not installed. Blocking.
    pub(crate) fn install(
        &self,
        newsroom: &Newsroom,
        actor: Actor,
        zip: &Path,
        file_name: &str,
    ) -> Result<Arc<Examined>, NotKept> {
        newsroom.may_keep_themes(actor)?;
        let name = Library::name_of(file_name).ok_or_else(|| wrong(Because::ThemeName))?;
        let zip = File::open(zip).map_err(disk)?;
        let staged = self.library.unpack(zip).map_err(|unfit| match unfit {
            theme::Unfit::Io(source) => disk(source),
            other => Refused::invalid("file", Because::ThemeUnfit.with("technical", other)),
        })?;
        let (theme, report) = theme::Theme::examine(&staged.source());
        if !report.is_usable() {
            return Err(NotKept::Unusable(report));
        }
        newsroom.install_theme(actor, &name, theme.version(), || self.library.put(staged, &name))?;
        Ok(self.examine(&name).ok_or_else(|| missing(&name))?)
    }

    /// Makes an installed theme the one that readers see. Blocking.
    pub(crate) fn activate(
        &self,
        newsroom: &Newsroom,
        actor: Actor,
        name: &str,
    ) -> Result<Arc<Examined>, NotKept> {
        newsroom.may_keep_themes(actor)?;
        if self.is_pinned {
            return Err(Refused::conflict(Because::ThemePinned).into());
        }
        let examined = self.examine(name).ok_or_else(|| missing(name))?;
        if !examined.report.is_usable() {
            return Err(NotKept::Unusable(examined.report.clone()));
        }
        newsroom.activate_theme(actor, name, examined.theme.version())?;
        Ok(examined)
    }

    /// Removes an installed theme that is not live. Blocking.
    pub(crate) fn remove(&self, newsroom: &Newsroom, actor: Actor, name: &str) -> Result<(), Refused> {
        newsroom.may_keep_themes(actor)?;
        if name == Library::BUILT_IN {
            return Err(Refused::conflict(Because::ThemeBuiltIn));
        }
        newsroom.remove_theme(actor, name, || self.library.remove(name))
    }
}

pub(crate) fn missing(name: &str) -> Refused {
    Refused::NotFound { what: "theme", id: name.to_owned() }
}

fn wrong(because: Because) -> Refused {
    Refused::invalid("file", because)
}

fn disk(source: std::io::Error) -> Refused {
    Refused::Failed(store::Error::File { path: "content/themes".into(), source })
}
