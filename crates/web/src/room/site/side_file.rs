//! Files that Ghost's Settings give and take as they are: `routes.yaml` and the redirects.

use axum::{
    extract::Multipart,
    response::{IntoResponse, Response},
};
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use maud::{Markup, html};
use newsroom::{Because, Refused};

use super::super::words::Words;

/// Bytes of a request that brings one, its frame included.
pub(super) const FORM_BYTES: usize = routes::MOST_REDIRECT_BYTES + 64 * 1024;

/// The text of the file in a form's field `file`.
///
/// # Errors
/// [`Refused::Invalid`] naming `file`: there is none, it was cut off, it is no text.
pub(super) async fn text(mut form: Multipart) -> Result<String, Refused> {
    let wrong = |because: Because| Refused::invalid("file", because);
    while let Some(field) = form.next_field().await.map_err(|_| wrong(Because::UploadCutOff))? {
        if field.name() != Some("file") {
            continue;
        }
        let bytes = field.bytes().await.map_err(|_| wrong(Because::UploadCutOff))?;
        if bytes.is_empty() {
            break;
        }
        return String::from_utf8(bytes.into()).map_err(|_| wrong(Because::FileNoText));
    }
    Err(wrong(Because::ChooseFile))
}

/// A file to be saved.
pub(super) fn download(name: &'static str, kind: &'static str, text: String) -> Response {
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (headers, text).into_response()
}

/// The form that takes a file in place of what is there, and the link to what is there.
pub(super) fn exchange(words: Words, address: &str, endings: &str, hint: Option<&str>) -> Markup {
    html! {
        form.stack method="post" action=(address) enctype="multipart/form-data" {
            div.field {
                label for="file" { (words.text("side_file.file")) }
                input id="file" name="file" type="file" accept=(endings) required;
                @if let Some(hint) = hint { p.hint { (hint) } }
            }
            div.row {
                button.quiet { (words.text("side_file.take")) }
                a href=(address) download { (words.text("side_file.download")) }
            }
        }
    }
}
