//! Files of the archive: `/content/images/`, `/content/media/`, `/content/files/`, and smaller versions of pictures
//! made when first asked for.

mod ahead;
mod file;
mod kinds;
mod names;
mod resize;
mod resized;
mod shelf;
mod size;

use std::{io, path::PathBuf, sync::Arc};

use axum::response::Response;

pub use self::ahead::Sizes;
pub(crate) use self::{
    file::{FileRequest, choose, whole},
    size::{Size, SizeSet},
};
use self::{names::public_sibling, shelf::Shelf};
use crate::{cache::Flights, gate::Gate, limits::Limits};

/// The folders of the archive and the workshop that makes pictures smaller.
pub(crate) struct Media {
    content: PathBuf,
    shelf: Shelf,
    flights: Flights<PathBuf, resized::Made>,
    gate: Gate,
    pixels: u64,
}

/// Which folder of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Pictures.
    Images,
    /// Sound and video.
    Media,
    /// Documents.
    Files,
}

impl Area {
    fn folder(self) -> &'static str {
        match self {
            Area::Images => "images",
            Area::Media => "media",
            Area::Files => "files",
        }
    }
}

impl Media {
    /// `data` is the data folder; `shelf_bytes` bounds the resized pictures kept in it.
    pub(crate) fn new(data: &std::path::Path, shelf_bytes: u64, limits: &Limits) -> Arc<Media> {
        Arc::new(Media {
            content: data.join("content"),
            shelf: Shelf::new(data.join("cache").join("images"), shelf_bytes),
            flights: Flights::new(),
            gate: Gate::new(limits.pictures, limits.pictures_waiting, limits.render_wait),
            pixels: limits.picture_pixels,
        })
    }

    /// Answers with a file of the archive; `None` when there is none at the address. Smaller pictures are made in the sizes that are known.
    pub(crate) async fn answer(
        self: &Arc<Media>,
        area: Area,
        address: &str,
        request: FileRequest,
        sizes: &SizeSet,
    ) -> io::Result<Option<Response>> {
        if area == Area::Images
            && let Some(asked) = size::parse(address)
        {
            return self.resized(asked, request, sizes).await;
        }
        let Some(path) = self.locate(area, address) else { return Ok(None) };
        blocking(move || {
            if is_hidden(&path) {
                return Ok(None);
            }
            file::answer(&path, kinds::of(&path), &request)
        })
        .await
    }

    fn locate(&self, area: Area, address: &str) -> Option<PathBuf> {
        Some(self.content.join(area.folder()).join(names::relative(address)?))
    }
}

/// An untouched original beside its public version is nobody's business: it carries place and camera. Blocking.
fn is_hidden(path: &std::path::Path) -> bool {
    public_sibling(path).is_some_and(|sibling| sibling.exists())
}

/// Answers with a file outside of the archive, under a type that the caller knows. `None` when there is none. Blocking.
pub(crate) fn send(
    path: &std::path::Path,
    content_type: hyper::header::HeaderValue,
    request: &FileRequest,
) -> io::Result<Option<Response>> {
    file::answer(path, kinds::Kind { content_type, download: true }, request)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other).flatten()
}
