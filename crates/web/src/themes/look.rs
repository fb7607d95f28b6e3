//! A theme ready to be used at an address: its files, its sizes of pictures, the address that its links begin with.

use std::sync::Arc;

use newsroom::Clock;
use theme::Theme;

use crate::{
    media::{Size, SizeSet},
    site::Assets,
};

/// Where previews of themes are, below the site's own address.
pub(crate) const PREVIEWS: &str = "/theme-preview/";

/// How the site looks.
pub(crate) struct Look {
    pub(crate) theme: Arc<Theme>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) sizes: SizeSet,
    pub(crate) address: theme::Site,
    /// What stands before a path of the site: empty, or the folder of a preview.
    folder: Box<str>,
}

/// The site's address, from which those of its looks are made.
pub(super) struct Addresses {
    url: Box<str>,
    clock: Clock,
}

impl Addresses {
    pub(super) fn new(url: &str, clock: Clock) -> Addresses {
        Addresses { url: url.into(), clock }
    }

    fn at(&self, folder: &str) -> theme::Site {
        let clock = self.clock.clone();
        theme::Site::new(&format!("{}{folder}", self.url), move || clock.now())
    }
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look").field("theme", &self.theme).finish_non_exhaustive()
    }
}

impl Look {
    /// As readers see it.
    pub(super) fn live(theme: Arc<Theme>, addresses: &Addresses) -> Look {
        Look::within("", theme, addresses)
    }

    /// As whoever has the token sees it: the whole site in a folder of its own.
    pub(super) fn preview(token: &str, theme: Theme, addresses: &Addresses) -> Look {
        Look::within(&format!("{PREVIEWS}{token}"), Arc::new(theme), addresses)
    }

    fn within(folder: &str, theme: Arc<Theme>, addresses: &Addresses) -> Look {
        let sizes = theme.image_sizes().iter().map(|size| Size { width: size.width, height: size.height });
        Look {
            sizes: SizeSet::of(sizes),
            assets: Arc::new(Assets::new(Arc::clone(&theme))),
            address: addresses.at(folder),
            folder: folder.into(),
            theme,
        }
    }

    /// Where a redirect leads: a path of the site, within this look's folder.
    pub(crate) fn inside(&self, to: &str) -> String {
        let is_path = to.starts_with('/') && !to.starts_with("//");
        match to.strip_prefix(self.address.url()) {
            Some(_) => to.to_owned(),
            None if is_path && !to.starts_with(&*format!("{}/", self.folder)) => {
                format!("{}{to}", self.folder)
            }
            None => to.to_owned(),
        }
    }
}
