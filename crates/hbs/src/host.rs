//! The application that renders: what its helpers reach, and what it keeps of partials.

use std::sync::Arc;

use crate::Value;

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
///
/// An application may keep what partials write. The methods with a body here are about that: a call of a partial is
/// offered to it when everything in the partial is steady and all its arguments are written out in the template, so
/// that what it writes depends on its context alone. By default nothing is kept.
pub trait Host: 'static {
    /// Reached by [`Call::scope`].
    type Scope<'a>;

    /// Whether what the helper of that name writes depends on nothing but its arguments and its context.
    fn is_steady(_helper: &str) -> bool {
        false
    }

    /// Whether `@name` is the same in every render that shares what is kept.
    fn is_steady_data(_name: &str) -> bool {
        false
    }

    /// What the call at `place` wrote before in the context `this`. A place is a number that no other call in the
    /// same [`crate::Set`] has.
    fn recall<'a>(_scope: &'a Self::Scope<'a>, _place: usize, _this: &Value<'a>) -> Recall {
        Recall::Never
    }

    /// Takes what was written after [`Recall::Unknown`].
    fn keep<'a>(_scope: &'a Self::Scope<'a>, _place: usize, _this: &Value<'a>, _html: &Arc<str>) {}
}

/// What an application says of a call whose text it may have kept.
#[derive(Clone, Debug)]
pub enum Recall {
    /// This is what it writes, without the indentation of the place.
    Known(Arc<str>),
    /// To be rendered and handed to [`Host::keep`].
    Unknown,
    /// To be rendered as if nothing were ever kept.
    Never,
}

impl Host for () {
    type Scope<'a> = ();
}
