//! What a helper sees of the place that calls it.

use smallvec::SmallVec;

use crate::host::Host;
use crate::render::{Env, Frame, Render, seen};
use crate::tree::{Block, Program};
use crate::{Error, Result, Value};

/// The two programs of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// Between `{{#name}}` and `{{else}}`.
    Main,
    /// After `{{else}}`.
    Inverse,
}

/// Positional arguments; hardly any call has more.
pub(crate) type Args<'a> = SmallVec<[Value<'a>; 2]>;
/// Arguments `key=value`.
pub(crate) type Hashes<'a> = SmallVec<[(&'a str, Value<'a>); 2]>;

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
    render: &'c mut Render<'a, H>,
    env: &'c Env<'c, 'a>,
    name: &'a str,
    args: Args<'a>,
    hash: Hashes<'a>,
    block: Option<&'a Block>,
    undefined: Value<'a>,
}

impl<'c, 'a, H: Host> Call<'c, 'a, H> {
    pub(crate) fn new(
        render: &'c mut Render<'a, H>,
        env: &'c Env<'c, 'a>,
        name: &'a str,
        args: Args<'a>,
        hash: Hashes<'a>,
        block: Option<&'a Block>,
    ) -> Self {
        Call { render, env, name, args, hash, block, undefined: Value::Undefined }
    }

    /// The name under which the helper was called.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The name of the template that calls, as it was given to [`crate::Template::parse`].
    pub fn file(&self) -> &'a str {
        self.env.template.file()
    }

    /// The positional arguments.
    pub fn args(&self) -> &[Value<'a>] {
        &self.args
    }

    /// A positional argument, counted from 0; `Undefined` when there are fewer.
    pub fn arg(&self, index: usize) -> &Value<'a> {
        self.args.get(index).unwrap_or(&self.undefined)
    }

    /// An argument `key=value`; `None` when it was not given.
    pub fn hash(&self, key: &str) -> Option<&Value<'a>> {
        self.hash.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// All arguments `key=value`, in the order in which they are written.
    pub fn hashes(&self) -> impl Iterator<Item = (&'a str, &Value<'a>)> {
        self.hash.iter().rev().map(|(key, value)| (*key, value))
    }

    /// The current context; an empty object when it is null or undefined.
    pub fn this(&self) -> Value<'a> {
        seen(self.env.this)
    }

    /// The context `../` (1), `../../` (2), …; `Undefined` beyond the outermost.
    pub fn parent(&self, levels: usize) -> Value<'a> {
        self.env.context(levels).cloned().unwrap_or_default()
    }

    /// The value of `@name`; `Undefined` when there is none. `call.data("root")` is the context of the page.
    pub fn data(&self, name: &str) -> Value<'a> {
        self.env.data.get(name).cloned().unwrap_or_default()
    }

    /// What the application handed to the render.
    pub fn scope(&self) -> &'a H::Scope<'a> {
        self.render.scope
    }

    /// True for `{{#name}}…{{/name}}`, false for `{{name}}` and `(name)`.
    pub fn is_block(&self) -> bool {
        self.block.is_some()
    }

    /// True when the block has an `{{else}}`.
    pub fn has_inverse(&self) -> bool {
        self.branch(Branch::Inverse).is_some()
    }

    /// How many names `as |a b|` gives.
    pub fn param_count(&self) -> usize {
        self.block.map_or(0, |block| block.params)
    }

    /// Counts one piece of work towards [`crate::Limits::steps`]; for helpers that loop without rendering.
    ///
    /// # Errors
    /// The limit of steps, or the deadline.
    pub fn step(&mut self) -> Result<()> {
        self.render.step()
    }

    /// Appends HTML to the output.
    ///
    /// # Errors
    /// The limit of output.
    pub fn write(&mut self, html: &str) -> Result<()> {
        self.render.write(html)
    }

    /// Appends text to the output, escaped.
    ///
    /// # Errors
    /// The limit of output.
    pub fn write_escaped(&mut self, text: &str) -> Result<()> {
        self.render.write_escaped(text)
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
        let Some(program) = self.branch(branch) else { return Ok(()) };
        self.render.step()?;
        let this = with.this.clone().unwrap_or_else(|| self.this());
        let own = Frame { vars: with.data, parent: Some(self.env.data) };
        let data = if with.data.is_empty() { self.env.data } else { &own };
        self.render.enter(program, self.env, &this, data, with.params)
    }

    /// Renders the partial called `name`, as `{{> name}}` would here with another context or data. False when there
    /// is none.
    ///
    /// # Errors
    /// What goes wrong inside.
    pub fn partial(&mut self, name: &str, with: &With<'_, 'a>) -> Result<bool> {
        let this = with.this.clone().unwrap_or_else(|| self.this());
        let own = Frame { vars: with.data, parent: Some(self.env.data) };
        let data = if with.data.is_empty() { self.env.data } else { &own };
        self.render.partial_named(name, &this, &Env { data, ..*self.env })
    }

    /// What `inside` writes, as text instead of output.
    ///
    /// # Errors
    /// What goes wrong inside.
    pub fn capture(&mut self, inside: impl FnOnce(&mut Self) -> Result<()>) -> Result<String> {
        let aside = self.render.put_aside();
        let result = inside(self);
        let text = self.render.take_up(aside);
        result.map(|()| text)
    }

    /// Keeps what was rendered for `{{{block name}}}`, as `{{#contentFor name}}` does.
    pub fn content_for(&mut self, name: &str, html: String) {
        self.render.keep(name.to_owned(), html);
    }

    /// An error that names the helper; the renderer adds the place.
    pub fn error(&self, message: impl std::fmt::Display) -> Error {
        Error::helper(format!("\"{}\": {message}", self.name))
    }

    fn branch(&self, branch: Branch) -> Option<&'a Program> {
        let block = self.block?;
        match branch {
            Branch::Main => block.program.as_ref(),
            Branch::Inverse => block.inverse.as_ref(),
        }
    }
}
