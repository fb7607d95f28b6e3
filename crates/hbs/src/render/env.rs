//! What a program sees while it runs: contexts, data, block parameters and inline partials, all kept on the stack
//! and linked to those around.

use crate::template::Template;
use crate::tree::{Inline, Program};
use crate::value::Value;

/// `'e` is the stack, `'a` the render.
#[derive(Clone, Copy)]
pub(crate) struct Env<'e, 'a> {
    pub(crate) this: &'e Value<'a>,
    pub(crate) depths: Option<&'e Depths<'e, 'a>>,
    pub(crate) data: &'e Frame<'e, 'a>,
    pub(crate) params: Option<&'e Params<'e, 'a>>,
    pub(crate) inlines: Option<&'e Inlines<'e, 'a>>,
    /// What `{{> @partial-block}}` renders.
    pub(crate) caller: Option<&'e Caller<'e, 'a>>,
    /// Where the program was written.
    pub(crate) template: &'a Template,
    /// What included this partial or rendered this partial block.
    pub(crate) from: Option<&'e Env<'e, 'a>>,
}

/// The contexts that `../` climbs.
pub(crate) struct Depths<'e, 'a> {
    pub(crate) value: &'e Value<'a>,
    pub(crate) parent: Option<&'e Depths<'e, 'a>>,
}

/// The variables that `@` sees and `@../` climbs.
pub(crate) struct Frame<'e, 'a> {
    pub(crate) vars: &'e [(&'e str, Value<'a>)],
    pub(crate) parent: Option<&'e Frame<'e, 'a>>,
}

/// The block parameters of a program.
pub(crate) struct Params<'e, 'a> {
    pub(crate) values: &'e [Value<'a>],
    pub(crate) parent: Option<&'e Params<'e, 'a>>,
}

/// The inline partials of a program.
pub(crate) struct Inlines<'e, 'a> {
    pub(crate) list: &'a [Inline],
    /// What is around the program: inline partials see its contexts.
    pub(crate) around: &'e Env<'e, 'a>,
    /// The block parameters of the program.
    pub(crate) params: Option<&'e Params<'e, 'a>>,
    pub(crate) parent: Option<&'e Inlines<'e, 'a>>,
}

/// The block of a `{{#> partial}}`.
pub(crate) struct Caller<'e, 'a> {
    pub(crate) program: &'a Program,
    pub(crate) env: &'e Env<'e, 'a>,
}

impl<'a> Frame<'_, 'a> {
    /// The variable of that name, here or further out.
    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        let mut frame = Some(self);
        while let Some(Frame { vars, parent }) = frame {
            if let Some((_, value)) = vars.iter().find(|(known, _)| *known == name) {
                return Some(value);
            }
            frame = *parent;
        }
        None
    }
}

impl<'e, 'a> Env<'e, 'a> {
    /// The context `levels` out; `../` is level 1.
    pub(crate) fn context(&self, levels: usize) -> Option<&'e Value<'a>> {
        if levels == 0 {
            return Some(self.this);
        }
        let mut depths = self.depths;
        for _ in 0..levels {
            depths = depths?.parent;
        }
        depths.map(|depths| depths.value)
    }

    /// The inline partials in force where `template` was last at work; they are what its programs see, even when
    /// another template renders them.
    pub(crate) fn inlines_of(&self, template: &'a Template) -> Option<&'e Inlines<'e, 'a>> {
        let mut env = self;
        loop {
            if std::ptr::eq(env.template, template) {
                return env.inlines;
            }
            match env.from {
                Some(from) => env = from,
                None => return self.inlines,
            }
        }
    }
}
