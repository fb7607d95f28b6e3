//! What a theme's own scripts need to ask the Content API.

use hbs::{Call, Result, Value};

use super::escape;
use crate::scope::Ghost;

/// The oldest content key of the site; nothing when there is none. Such a key is no secret.
pub(super) fn content_api_key<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    let scope = call.scope();
    let key = scope.noting(scope.reader.content_key()).flatten();
    Ok(Value::safe(key.map(|key| escape::html(&key.secret).into_owned()).unwrap_or_default()))
}

/// The address of the API, absolute unless `absolute="false"`.
pub(super) fn content_api_url<'a>(call: &mut Call<'_, 'a, Ghost>) -> Result<Value<'a>> {
    const PATH: &str = "/ghost/api/content/";
    let site = call.scope().site;
    let absolute = match call.hash("absolute") {
        None | Some(Value::Undefined | Value::Null | Value::Bool(true)) => true,
        Some(value) => value.as_str() == Some("true"),
    };
    let address = if absolute { site.absolute(PATH) } else { [site.base(), PATH].concat() };
    Ok(Value::safe(escape::html(&address).into_owned()))
}
