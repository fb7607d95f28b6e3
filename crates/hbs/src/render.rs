//! The renderer: walks the linked tree and writes to one text.

mod blocks;
mod env;
mod indent;
mod natives;
mod output;
mod overlay;
mod page;
mod partials;
mod path;

pub(crate) use env::{Env, Frame, Params};
pub(crate) use overlay::{NOTHING, Overlay};
pub(crate) use page::render as render_page;
pub(crate) use path::look_up;

use std::collections::HashMap;

use crate::call::{Args, Call, Hashes};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Host;
use crate::limits::Limits;
use crate::registry::Set;
use crate::tree::{Argument, Block, Expression, Form, Hash, Node, Program, Target};
use crate::value::{ObjectRef, Value};
use env::{Depths, Inlines};
use indent::Out;

/// Steps between two looks at the deadline.
const PATIENCE: u64 = 256;

/// One render at work.
pub(crate) struct Render<'a, H: Host> {
    pub(crate) set: &'a Set<H>,
    pub(crate) scope: &'a H::Scope<'a>,
    limits: Limits<'a>,
    out: Out<'a>,
    /// Bytes written so far, to the output or to what was captured from it.
    written: usize,
    steps: u64,
    depth: usize,
    /// What `contentFor` keeps for `block`.
    kept: HashMap<String, Vec<String>>,
    /// While a partial is rendered for [`Host::keep`]: it is kept whole, not the partials in it.
    keeping: bool,
}

impl<'a, H: Host> Render<'a, H> {
    pub(crate) fn new(set: &'a Set<H>, scope: &'a H::Scope<'a>, limits: Limits<'a>) -> Self {
        let out = Out::new();
        Render {
            set,
            scope,
            limits,
            out,
            written: 0,
            steps: 0,
            depth: 0,
            kept: HashMap::new(),
            keeping: false,
        }
    }

    /// Counts one piece of work.
    pub(crate) fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps > self.limits.steps {
            let message = format!("the render takes more than {} steps", self.limits.steps);
            return Err(Error::new(ErrorKind::TooManySteps, message));
        }
        if self.steps.is_multiple_of(PATIENCE) && self.limits.deadline.is_some_and(|passed| passed()) {
            return Err(Error::new(ErrorKind::TooLate, "the render takes too long"));
        }
        Ok(())
    }

    /// Goes one level deeper; whoever does so comes back by `self.depth -= 1`.
    fn deeper(&mut self) -> Result<()> {
        if self.depth >= self.limits.depth {
            let message = format!("blocks and partials are nested deeper than {} levels", self.limits.depth);
            return Err(Error::new(ErrorKind::TooDeep, message));
        }
        self.depth += 1;
        Ok(())
    }

    /// Runs a program in a context of its own.
    pub(crate) fn enter(
        &mut self,
        program: &'a Program,
        env: &Env<'_, 'a>,
        this: &Value<'a>,
        data: &Frame<'_, 'a>,
        values: &[Value<'a>],
    ) -> Result<()> {
        let own = Depths { value: this, parent: env.depths };
        let depths = if has_own_depth(this, env.depths) { Some(&own) } else { env.depths };
        let params = Params { values, parent: env.params };
        self.run(program, env, &Env { this, depths, data, params: Some(&params), ..*env })
    }

    /// Runs a program that has its environment; `around` is the one that it was written in.
    fn run(&mut self, program: &'a Program, around: &Env<'_, 'a>, env: &Env<'_, 'a>) -> Result<()> {
        self.deeper()?;
        let result = if program.inlines.is_empty() {
            self.nodes(program, env)
        } else {
            let list = &program.inlines;
            let inlines = Inlines { list, around, params: env.params, parent: env.inlines };
            self.nodes(program, &Env { inlines: Some(&inlines), ..*env })
        };
        self.depth -= 1;
        result
    }

    fn nodes(&mut self, program: &'a Program, env: &Env<'_, 'a>) -> Result<()> {
        for node in &program.body {
            let (result, at) = match node {
                Node::Content { text, at } => (self.write(text), *at),
                Node::Mustache(mustache) => {
                    (self.mustache(&mustache.expression, mustache.escaped, env), mustache.expression.at)
                }
                Node::Block(block) => (self.block(block, env), block.expression.at),
                Node::Partial(partial) => (self.partial(partial, env), partial.at),
            };
            if let Err(error) = result {
                return Err(error.at(env.template.file(), env.template.source(), at as usize));
            }
        }
        Ok(())
    }

    fn mustache(&mut self, expression: &'a Expression, escaped: bool, env: &Env<'_, 'a>) -> Result<()> {
        self.step()?;
        let value = match expression.form {
            Form::Path => look_up(&expression.path, env),
            _ => self.call(expression, None, env)?,
        };
        self.print(&value, escaped)
    }

    /// The value of an argument.
    pub(crate) fn argument(&mut self, argument: &'a Argument, env: &Env<'_, 'a>) -> Result<Value<'a>> {
        Ok(match argument {
            Argument::Undefined => Value::Undefined,
            Argument::Null => Value::Null,
            Argument::Bool(b) => Value::Bool(*b),
            Argument::Number(number) => Value::Number(*number),
            Argument::Text(text) => Value::from(&**text),
            Argument::Path(path) => look_up(path, env),
            Argument::Call(expression) => self.sub_expression(expression, env)?,
        })
    }

    fn arguments(&mut self, list: &'a [Argument], env: &Env<'_, 'a>) -> Result<Args<'a>> {
        list.iter().map(|argument| self.argument(argument, env)).collect()
    }

    fn hash(&mut self, hash: &'a Hash, env: &Env<'_, 'a>) -> Result<Hashes<'a>> {
        hash.iter().map(|(key, value)| Ok((&**key, self.argument(value, env)?))).collect()
    }

    fn sub_expression(&mut self, expression: &'a Expression, env: &Env<'_, 'a>) -> Result<Value<'a>> {
        self.step()?;
        if expression.form == Form::Path {
            return Ok(look_up(&expression.path, env));
        }
        self.deeper()?;
        let aside = self.put_aside();
        let value = self.call(expression, None, env);
        self.depth -= 1;
        let written = self.take_up(aside);
        Ok(match value? {
            Value::Undefined if !written.is_empty() => Value::safe(written),
            value => value,
        })
    }

    /// Calls what an expression names; `block` is its block, if it has one.
    fn call(
        &mut self,
        expression: &'a Expression,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
    ) -> Result<Value<'a>> {
        match expression.target {
            Target::Native(native) => self.native(native, expression, block, env),
            Target::Helper(helper) => self.helper(helper, expression, block, env),
            Target::Nothing => {
                let value = look_up(&expression.path, env);
                if expression.form != Form::Helper && !value.is_nullish() {
                    return Ok(value);
                }
                if let Some(helper) = self.set.helper_missing {
                    return self.helper(helper, expression, block, env);
                }
                // Without arguments it is taken for a value that is missing, as Handlebars.js does.
                if expression.params.is_empty() && !value.is_true() {
                    return Ok(Value::Undefined);
                }
                let message = format!("there is no helper \"{}\"", expression.path.original);
                Err(Error::new(ErrorKind::Missing, message))
            }
        }
    }

    #[inline(never)]
    fn helper(
        &mut self,
        helper: usize,
        expression: &'a Expression,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
    ) -> Result<Value<'a>> {
        let args = self.arguments(&expression.params, env)?;
        let hash = self.hash(&expression.hash, env)?;
        self.invoke(helper, &expression.path.original, args, hash, block, env)
    }

    fn invoke(
        &mut self,
        helper: usize,
        name: &'a str,
        args: Args<'a>,
        hash: Hashes<'a>,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
    ) -> Result<Value<'a>> {
        let set = self.set;
        set.helpers[helper].call(&mut Call::new(self, env, name, args, hash, block))
    }
}

/// The context that a helper sees: an object, even where there is none.
pub(crate) fn seen<'a>(this: &Value<'a>) -> Value<'a> {
    if this.is_nullish() { nothing() } else { this.clone() }
}

fn nothing<'a>() -> Value<'a> {
    Value::Object(ObjectRef::Borrowed(&NOTHING))
}

/// True when a program that is given `this` adds it to the contexts around: unless it is the one that it has already.
fn has_own_depth(this: &Value<'_>, around: Option<&Depths<'_, '_>>) -> bool {
    let around = around.map_or(&Value::Undefined, |depths| depths.value);
    let is_nothing = matches!(this, Value::Object(object) if object.is_nothing());
    !(this.loosely_equals(around) || (is_nothing && matches!(around, Value::Null)))
}

impl ObjectRef<'_> {
    fn is_nothing(&self) -> bool {
        self.identity() == std::ptr::from_ref(&NOTHING).addr()
    }
}
