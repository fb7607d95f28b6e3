//! `/content/images/size/…`: from the shelf, or made now, by one of all who ask.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{body::Body, response::Response};
use hyper::{
    StatusCode,
    header::{CACHE_CONTROL, HeaderValue, LOCATION},
};

use super::{
    Area, Media, blocking, file,
    file::FileRequest,
    is_hidden,
    kinds::Kind,
    names,
    resize::{self, Outcome},
    size::{Format, Resized, Size, SizeSet},
};
use crate::{cache::Seating, policy::Policy};

/// What came of making a smaller picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// It is on the shelf.
    OnShelf,
    /// The original has to do.
    No,
    /// There is no original.
    Missing,
}

/// A picture to make, checked.
#[derive(Debug, Clone)]
struct Order {
    original: PathBuf,
    /// Below the shelf.
    name: PathBuf,
    size: Size,
    format: Option<Format>,
    kind: Kind,
}

impl Media {
    /// Answers with the smaller picture, or leads to the original when it cannot or shall not be made.
    pub(super) async fn resized(
        self: &Arc<Media>,
        asked: Resized<'_>,
        request: FileRequest,
        sizes: &SizeSet,
    ) -> io::Result<Option<Response>> {
        if names::relative(asked.original).is_none() {
            return Ok(None);
        }
        let Some(order) = self.order(&asked, sizes) else { return Ok(Some(to_original(asked.original))) };
        if let Some(response) = self.from_shelf(&order, &request).await? {
            return Ok(Some(response));
        }
        match self.make(&order).await {
            Made::OnShelf => self.from_shelf(&order, &request).await,
            Made::No => Ok(Some(to_original(asked.original))),
            Made::Missing => Ok(None),
        }
    }

    fn order(&self, asked: &Resized<'_>, sizes: &SizeSet) -> Option<Order> {
        let size = Size::parse(asked.size_name).filter(|size| sizes.contains(size))?;
        let format = match asked.format_name {
            None => None,
            Some(name) => Some(Format::parse(name)?),
        };
        let below = names::relative(asked.original)?;
        let native = Format::parse(below.extension()?.to_str()?)?;
        let content_type = HeaderValue::from_static(format.unwrap_or(native).content_type());
        let folder =
            format!("{}-{}", asked.size_name, asked.format_name.unwrap_or("same").to_ascii_lowercase());
        Some(Order {
            original: self.content.join(Area::Images.folder()).join(&below),
            name: Path::new(&folder).join(below),
            size,
            format,
            kind: Kind { content_type, download: false },
        })
    }

    async fn from_shelf(
        self: &Arc<Media>,
        order: &Order,
        request: &FileRequest,
    ) -> io::Result<Option<Response>> {
        let (media, order, request) = (Arc::clone(self), order.clone(), request.clone());
        blocking(move || {
            let place = media.shelf.place(&order.name);
            if !is_current(&place, &order.original) || is_hidden(&order.original) {
                return Ok(None);
            }
            file::answer(&place, order.kind, &request)
        })
        .await
    }

    /// Makes a picture that nobody waits for; whether it was made now.
    pub(super) fn make_ahead(&self, asked: &Resized<'_>) -> bool {
        self.order(asked, &SizeSet::default()).is_some_and(|order| {
            !is_current(&self.shelf.place(&order.name), &order.original)
                && self.make_now(&order) == Made::OnShelf
        })
    }

    /// Makes the picture, or waits for whoever does.
    async fn make(self: &Arc<Media>, order: &Order) -> Made {
        match self.flights.join(&order.name) {
            Seating::Passenger(passenger) => passenger.arrive().await.unwrap_or(Made::No),
            Seating::Pilot(pilot) => {
                // On a task of its own: the reader who began it may leave, the others still wait.
                let (media, order) = (Arc::clone(self), order.clone());
                let task = tokio::spawn(async move {
                    let made = media.make_in_turn(order).await;
                    pilot.land(made);
                    made
                });
                task.await.unwrap_or(Made::No)
            }
        }
    }

    async fn make_in_turn(self: &Arc<Media>, order: Order) -> Made {
        let Ok(permit) = self.gate.enter().await else { return Made::No };
        let media = Arc::clone(self);
        let work = move || {
            let _permit = permit;
            Ok(media.make_now(&order))
        };
        blocking(work).await.unwrap_or(Made::No)
    }

    fn make_now(&self, order: &Order) -> Made {
        if is_hidden(&order.original) {
            return Made::Missing;
        }
        let Ok(original) = fs::read(&order.original) else { return Made::Missing };
        let bytes = match resize::resize(&original, order.size, order.format, self.pixels) {
            Ok(Outcome::Made(bytes, format)) if self.is_what_was_said(order, format) => bytes,
            Ok(Outcome::Enough(format)) if self.is_what_was_said(order, format) => original,
            Ok(_) => return Made::No,
            Err(error) => {
                tracing::info!(picture = %order.original.display(), %error, "not resized");
                return Made::No;
            }
        };
        match self.shelf.put(&order.name, &bytes) {
            Ok(_) => Made::OnShelf,
            Err(error) => {
                tracing::warn!(picture = %order.name.display(), %error, "a resized picture could not be kept");
                Made::No
            }
        }
    }

    /// A PNG that is called `.jpg` is not resized under the wrong name.
    fn is_what_was_said(&self, order: &Order, format: Format) -> bool {
        order.kind.content_type == format.content_type()
    }
}

/// Whether a resized picture is at least as new as its original.
fn is_current(place: &Path, original: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|about| about.modified());
    match (changed(place), changed(original)) {
        (Ok(made), Ok(original)) => made >= original,
        _ => false,
    }
}

fn to_original(original: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, Policy::Moved.cache_control());
    // `original` came out of a valid address and has no empty or hidden parts.
    if let Ok(location) = HeaderValue::try_from(format!("/content/images/{original}")) {
        headers.insert(LOCATION, location);
    }
    response
}
