//! Helpers: what an application adds to the language.

use crate::host::Host;
use crate::{Call, Result, Value};

/// A helper. Functions and closures `fn(&mut Call<'_, 'a, H>) -> Result<Value<'a>>` are helpers already.
pub trait Helper<H: Host>: Send + Sync {
    /// Runs the helper. As a mustache `{{name …}}` or block `{{#name …}}` it may write to the output through
    /// `call`; the value that it returns is printed after that, escaped only by a `{{ }}` mustache and only when it
    /// is not [`Value::Safe`]. As a sub-expression `(name …)` its value is the result; when it returns
    /// [`Value::Undefined`] and has written something, what it wrote is the result, as safe text.
    ///
    /// # Errors
    /// [`crate::Error::helper`] when the arguments make no sense; the renderer adds the place.
    fn call<'a>(&self, call: &mut Call<'_, 'a, H>) -> Result<Value<'a>>;
}

impl<H: Host, F> Helper<H> for F
where
    F: for<'c, 'a> Fn(&mut Call<'c, 'a, H>) -> Result<Value<'a>> + Send + Sync,
{
    fn call<'a>(&self, call: &mut Call<'_, 'a, H>) -> Result<Value<'a>> {
        self(call)
    }
}
