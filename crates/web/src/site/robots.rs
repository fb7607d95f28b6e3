//! `/robots.txt`.

use hyper::StatusCode;

use super::{Desk, Failure, Reply};
use crate::{cache::Draft, policy::Policy};

/// Everything may be read; the addresses of single readers are nobody's business.
pub(super) fn page(desk: &Desk<'_>) -> Result<Reply, Failure> {
    let text = format!(
        "User-agent: *\nSitemap: {}\nDisallow: /room/\nDisallow: /ghost/\nDisallow: /p/\nDisallow: /email/\nDisallow: /r/\n",
        desk.absolute("/sitemap.xml")
    );
    Ok(Reply::Page(Draft {
        status: StatusCode::OK,
        body: text.into(),
        content_type: "text/plain; charset=utf-8".into(),
        policy: Policy::Fixture,
        modified: None,
        post: None,
        scripts: None,
    }))
}
