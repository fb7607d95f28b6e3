//! Helpers: what an application adds to the language.

use crate::{Call, Result, Value};

/// Names what an application hands to its helpers for the length of one render. An application without such a thing
/// uses `()`.
///
/// ```ignore
/// struct Ghost;
/// struct Scope<'a> { reader: &'a Reader, site: &'a Site, queries: Cell<u32> }
/// impl Host for Ghost { type Scope<'a> = Scope<'a>; }
/// ```
///
/// The scope is borrowed for as long as the values of the render, so let it hold references and cells, and nothing
/// that has a destructor of its own over `'a`.
pub trait Host: 'static {
    /// Reached by [`Call::scope`].
    type Scope<'a>;
}

impl Host for () {
    type Scope<'a> = ();
}

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
