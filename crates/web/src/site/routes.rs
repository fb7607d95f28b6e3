//! The addresses of the reader's site. Handlers only translate: address in, page out.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    middleware::{self, Next},
    response::Response,
    routing::{any, get},
};
use hyper::StatusCode;

use super::{
    Asked, Moved, Reply, Site, address, assets, members,
    pages::Make,
    plain,
    pretty::{self, Form},
    preview, previewed, private, robots, search, sitemap,
};
use crate::{
    body::Sent,
    media::{Area, FileRequest},
    policy::Policy,
};

type Served = State<Arc<Site>>;

/// Everything that is not answered from memory at the front door.
pub(crate) fn router(site: Arc<Site>) -> Router {
    let pages = Router::new()
        .route("/p/{uuid}/", get(draft))
        .route("/p/{uuid}/edit/", get(draft_editor))
        .fallback(anything)
        .layer(middleware::from_fn_with_state(Arc::clone(&site), tidy));
    let closed = Router::new()
        .route("/robots.txt", get(robots_txt))
        .route("/{file}", get(top_file))
        .route(private::PATH, any(private::door))
        .route("/members/{*rest}", get(members::page).post(members::sent))
        .route(theme::SEARCH, get(search::page))
        .fallback_service(pages.with_state(Arc::clone(&site)))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), private::stand));
    let whole = Router::new()
        .route("/healthz", get(health))
        .route("/favicon.ico", get(icon))
        .route("/favicon.png", get(icon))
        .route("/assets/{*path}", get(asset))
        .route("/public/cards.min.css", get(card_styles))
        .route("/public/cards.min.js", get(card_script))
        .route("/content/images/{*path}", get(image))
        .route("/content/media/{*path}", get(recording))
        .route("/content/files/{*path}", get(document))
        .fallback_service(closed.with_state(Arc::clone(&site)))
        .with_state(Arc::clone(&site));
    let previewed = previewed::router(site, whole.clone());
    whole.merge(previewed)
}

/// Leads to the pretty form of an address before any page is looked for; the editors' redirects come first.
async fn tidy(State(site): Served, request: Request, next: Next) -> Response {
    match pretty::form(request.uri().path()) {
        Form::Pretty => next.run(request).await,
        form => lead(&site, request, form).await,
    }
}

async fn lead(site: &Arc<Site>, request: Request, form: Form) -> Response {
    let (mut parts, _) = request.into_parts();
    let asked = <Asked as axum::extract::FromRequestParts<()>>::from_request_parts(&mut parts, &()).await;
    let asked = asked.unwrap_or_else(|never| match never {});
    let reply = match form {
        // No page has the name of a file.
        Form::Other(to) if !pretty::names_file(parts.uri.path()) => Reply::Moved { to, how: Moved::ForGood },
        Form::Other(_) | Form::Pretty | Form::Broken => Reply::NotFound,
    };
    page(site, asked, move |_| Ok(reply)).await
}

async fn page(site: &Arc<Site>, asked: Asked, make: impl Make) -> Response {
    site.page(asked, make).await.map(Body::new)
}

/// Everything that has an address of its own.
async fn anything(State(site): Served, asked: Asked) -> Response {
    let path = Arc::clone(&asked.path);
    page(&site, asked, move |desk| address::page(desk, &path)).await
}

async fn draft(State(site): Served, Path(uuid): Path<String>, asked: Asked) -> Response {
    page(&site, asked, move |desk| preview::page(desk, &uuid)).await
}

async fn draft_editor(State(site): Served, Path(uuid): Path<String>, asked: Asked) -> Response {
    page(&site, asked, move |desk| preview::edit(desk, &uuid)).await
}

async fn robots_txt(State(site): Served, asked: Asked) -> Response {
    page(&site, asked, robots::page).await
}

/// `/sitemap….xml`; every other name without a slash is a page whose slash was forgotten.
async fn top_file(State(site): Served, Path(file): Path<String>, request: Request) -> Response {
    let form = pretty::form(request.uri().path());
    let Some(name) = file.strip_prefix("sitemap").and_then(|rest| rest.strip_suffix(".xml")) else {
        return lead(&site, request, form).await;
    };
    let (name, (mut parts, _)) = (name.to_owned(), request.into_parts());
    let asked = <Asked as axum::extract::FromRequestParts<()>>::from_request_parts(&mut parts, &()).await;
    let asked = asked.unwrap_or_else(|never| match never {});
    page(&site, asked, move |desk| sitemap::page(desk, &name)).await
}

/// The site's icon where browsers look for one unasked; a site without one answers with nothing, and without an error.
async fn icon(State(site): Served, asked: Asked) -> Response {
    page(&site, asked, |desk| {
        Ok(match &desk.reader.settings()?.icon {
            Some(icon) => Reply::Moved { to: desk.absolute(&theme::icon(icon)), how: Moved::ForNow },
            None => Reply::Empty,
        })
    })
    .await
}

async fn asset(State(site): Served, Path(path): Path<String>, asked: Asked) -> Response {
    let Ok(look) = site.look(&asked).await else { return broken() };
    match look.assets.find(&path, asked.query.as_deref()) {
        Some(found) => assets::answer(found, &asked).await,
        None => no_such_file(&site, asked).await,
    }
}

/// The page that says so is shown only to those who may see pages.
async fn no_such_file(site: &Arc<Site>, asked: Asked) -> Response {
    if asked.look.is_none() && private::hides(site, &asked.headers).await {
        return wrapped(plain(StatusCode::NOT_FOUND, "There is nothing here.", Policy::Never));
    }
    page(site, asked, |_| Ok(Reply::NotFound)).await
}

async fn card_styles(site: Served, asked: Asked) -> Response {
    asset(site, Path("public/cards.min.css".to_owned()), asked).await
}

/// For pages made elsewhere; none of ours asks for it.
async fn card_script(site: Served, asked: Asked) -> Response {
    asset(site, Path("public/cards.min.js".to_owned()), asked).await
}

async fn image(State(site): Served, asked: Asked) -> Response {
    file(&site, Area::Images, "/content/images/", asked).await
}

async fn recording(State(site): Served, asked: Asked) -> Response {
    file(&site, Area::Media, "/content/media/", asked).await
}

async fn document(State(site): Served, asked: Asked) -> Response {
    file(&site, Area::Files, "/content/files/", asked).await
}

async fn file(site: &Arc<Site>, area: Area, folder: &str, asked: Asked) -> Response {
    let address = asked.path.strip_prefix(folder).unwrap_or_default();
    let (method, headers) = (asked.method.clone(), asked.headers.clone());
    let request = FileRequest { method, headers, policy: Policy::Media };
    let Ok(look) = site.look(&asked).await else { return broken() };
    match site.media.answer(area, address, request, &look.sizes).await {
        Ok(Some(response)) => response,
        Ok(None) => no_such_file(site, asked).await,
        Err(error) => {
            tracing::error!(path = &*asked.path, %error, "a file could not be read");
            broken()
        }
    }
}

fn broken() -> Response {
    wrapped(plain(StatusCode::INTERNAL_SERVER_ERROR, "The file could not be read.", Policy::Never))
}

/// For load balancers: this process answers.
async fn health() -> Response {
    wrapped(plain(StatusCode::OK, "ok\n", Policy::Never))
}

fn wrapped(response: hyper::Response<Sent>) -> Response {
    response.map(Body::new)
}
