//! What a helper sees of the place that calls it.

use std::marker::PhantomData;

use crate::helper::Host;
use crate::{Result, Value};

/// The two programs of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// Between `{{#name}}` and `{{else}}`.
    Main,
    /// After `{{else}}`.
    Inverse,
}

/// How a block or partial is rendered by a helper.
#[derive(Clone, Debug, Default)]
pub struct With<'w, 'a> {
    /// The context; `None` leaves the one that the helper was called in.
    pub this: Option<Value<'a>>,
    /// What the block sees as `@name`, before what it saw already.
    pub data: &'w [(&'w str, Value<'a>)],
    /// The values of `as |a b|`.
    pub params: &'w [Value<'a>],
}

/// One call of a helper.
pub struct Call<'c, 'a, H: Host = ()> {
    nothing: PhantomData<(&'c mut (), fn(Value<'a>) -> Value<'a>, H)>,
    undefined: Value<'a>,
}

impl<'a, H: Host> Call<'_, 'a, H> {
    /// The name under which the helper was called.
    pub fn name(&self) -> &'a str {
        ""
    }

    /// The positional arguments.
    pub fn args(&self) -> &[Value<'a>] {
        &[]
    }

    /// A positional argument, counted from 0; `Undefined` when there are fewer.
    pub fn arg(&self, index: usize) -> &Value<'a> {
        self.args().get(index).unwrap_or(&self.undefined)
    }

    /// An argument `key=value`; `None` when it was not given.
    pub fn hash(&self, key: &str) -> Option<&Value<'a>> {
        self.hashes().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// All arguments `key=value`.
    pub fn hashes(&self) -> impl Iterator<Item = (&'a str, &Value<'a>)> {
        [].into_iter()
    }

    /// The current context; an empty object when it is null or undefined.
    pub fn this(&self) -> Value<'a> {
        Value::Undefined
    }

    /// The context `../` (1), `../../` (2), …; `Undefined` beyond the outermost.
    pub fn parent(&self, levels: usize) -> Value<'a> {
        let _ = levels;
        Value::Undefined
    }

    /// The value of `@name`; `Undefined` when there is none. `call.data("root")` is the context of the page.
    pub fn data(&self, name: &str) -> Value<'a> {
        let _ = name;
        Value::Undefined
    }

    /// What the application handed to the render.
    pub fn scope(&self) -> &'a H::Scope<'a> {
        unreachable!("no call is made yet")
    }

    /// True for `{{#name}}…{{/name}}`, false for `{{name}}` and `(name)`.
    pub fn is_block(&self) -> bool {
        false
    }

    /// True when the block has an `{{else}}`.
    pub fn has_inverse(&self) -> bool {
        false
    }

    /// How many names `as |a b|` gives.
    pub fn param_count(&self) -> usize {
        0
    }

    /// Appends HTML to the output.
    ///
    /// # Errors
    /// The limit of output.
    pub fn write(&mut self, html: &str) -> Result<()> {
        let _ = html;
        Ok(())
    }

    /// Appends text to the output, escaped.
    ///
    /// # Errors
    /// The limit of output.
    pub fn write_escaped(&mut self, text: &str) -> Result<()> {
        let _ = text;
        Ok(())
    }

    /// Renders a branch of the block in the current context. A branch that does not exist renders nothing.
    ///
    /// # Errors
    /// What goes wrong inside.
    pub fn render(&mut self, branch: Branch) -> Result<()> {
        self.render_with(branch, &With::default())
    }

    /// Renders a branch of the block with another context, data or block parameters.
    ///
    /// # Errors
    /// What goes wrong inside.
    pub fn render_with(&mut self, branch: Branch, with: &With<'_, 'a>) -> Result<()> {
        let _ = (branch, with);
        Ok(())
    }

    /// Renders the partial called `name`, as `{{> name}}` would here with another context or data. False when there
    /// is none.
    ///
    /// # Errors
    /// What goes wrong inside.
    pub fn partial(&mut self, name: &str, with: &With<'_, 'a>) -> Result<bool> {
        let _ = (name, with);
        Ok(false)
    }

    /// What `inside` writes, as text instead of output.
    ///
    /// # Errors
    /// What goes wrong inside.
    pub fn capture(&mut self, inside: impl FnOnce(&mut Self) -> Result<()>) -> Result<String> {
        inside(self)?;
        Ok(String::new())
    }

    /// Keeps what was rendered for `{{{block name}}}`, as `{{#contentFor name}}` does.
    pub fn content_for(&mut self, name: &str, html: String) {
        let _ = (name, html);
    }
}
