//! The built-in helpers.

use super::env::Env;
use super::{Render, seen};
use crate::error::{Error, Result};
use crate::host::Host;
use crate::tree::{Block, Expression, Native};
use crate::value::Value;

impl<'a, H: Host> Render<'a, H> {
    pub(super) fn native(
        &mut self,
        native: Native,
        expression: &'a Expression,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
    ) -> Result<Value<'a>> {
        match native {
            Native::If => self.choose(expression, block, env, true)?,
            Native::Unless => self.choose(expression, block, env, false)?,
            Native::Each => {
                let block = needed(block, "each")?;
                let value = self.only_argument(expression, "each", env)?;
                self.each(&value, block, env)?;
            }
            Native::With => self.with(expression, block, env)?,
            Native::Lookup => return self.lookup(expression, env),
            Native::Log => {
                self.arguments(&expression.params, env)?;
                self.hash(&expression.hash, env)?;
            }
            Native::Block => return self.kept_block(expression, block, env),
            Native::ContentFor => {
                let block = needed(block, "contentFor")?;
                let name = self.only_argument(expression, "contentFor", env)?.to_text().into_owned();
                let html = match &block.program {
                    Some(program) => {
                        self.captured(|render| render.enter(program, env, &seen(env.this), env.data, &[]))?
                    }
                    None => String::new(),
                };
                self.keep(name, html);
            }
        }
        Ok(Value::Undefined)
    }

    /// Keeps what `{{{block name}}}` prints.
    pub(crate) fn keep(&mut self, name: String, html: String) {
        self.kept.entry(name).or_default().push(html);
    }

    fn only_argument(
        &mut self,
        expression: &'a Expression,
        name: &str,
        env: &Env<'_, 'a>,
    ) -> Result<Value<'a>> {
        match &*expression.params {
            [argument] => self.argument(argument, env),
            others => {
                Err(Error::helper(format!("\"{name}\" takes exactly one argument, not {}", others.len())))
            }
        }
    }

    fn choose(
        &mut self,
        expression: &'a Expression,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
        wanted: bool,
    ) -> Result<()> {
        let name = if wanted { "if" } else { "unless" };
        let block = needed(block, name)?;
        let value = self.only_argument(expression, name, env)?;
        let zero = value.as_number() == Some(0.0) && {
            let include = expression.hash.iter().find(|(key, _)| &**key == "includeZero");
            match include {
                Some((_, include)) => !self.argument(include, env)?.is_true(),
                None => true,
            }
        };
        let holds = !(zero || value.is_empty());
        let branch = if holds == wanted { &block.program } else { &block.inverse };
        match branch {
            None => Ok(()),
            Some(program) if env.this.is_nullish() => {
                self.enter(program, env, &seen(env.this), env.data, &[])
            }
            Some(program) => self.enter(program, env, env.this, env.data, &[]),
        }
    }

    fn with(
        &mut self,
        expression: &'a Expression,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
    ) -> Result<()> {
        let block = needed(block, "with")?;
        let value = self.only_argument(expression, "with", env)?;
        if value.is_empty() {
            return match &block.inverse {
                Some(inverse) => self.enter(inverse, env, &seen(env.this), env.data, &[]),
                None => Ok(()),
            };
        }
        match &block.program {
            None => Ok(()),
            Some(program) if block.params == 0 => self.enter(program, env, &value, env.data, &[]),
            Some(program) => self.enter(program, env, &value, env.data, std::slice::from_ref(&value)),
        }
    }

    fn lookup(&mut self, expression: &'a Expression, env: &Env<'_, 'a>) -> Result<Value<'a>> {
        let [object, field] = &*expression.params else {
            return Err(Error::helper("\"lookup\" takes an object and a key"));
        };
        let object = self.argument(object, env)?;
        let field = self.argument(field, env)?;
        if !object.is_true() {
            return Ok(object);
        }
        Ok(match &field {
            Value::Number(n) if *n >= 0.0 && n.fract() == 0.0 && *n < 9e15 => match &object {
                Value::Array(list) => list.get(*n as usize).unwrap_or_default(),
                other => other.get(&field.to_text()).unwrap_or_default(),
            },
            field => object.get(&field.to_text()).unwrap_or_default(),
        })
    }

    /// `{{{block name}}}`: what `contentFor` kept, or the block itself.
    fn kept_block(
        &mut self,
        expression: &'a Expression,
        block: Option<&'a Block>,
        env: &Env<'_, 'a>,
    ) -> Result<Value<'a>> {
        let name = self.only_argument(expression, "block", env)?;
        if let Some(kept) = self.kept.get(&*name.to_text()) {
            return Ok(Value::from(kept.join("\n")));
        }
        if let Some(program) = block.and_then(|block| block.program.as_ref()) {
            self.enter(program, env, &seen(env.this), env.data, &[])?;
        }
        Ok(Value::Undefined)
    }
}

fn needed<'a>(block: Option<&'a Block>, name: &str) -> Result<&'a Block> {
    block.ok_or_else(|| Error::helper(format!("\"{name}\" is a block: {{{{#{name} …}}}}…{{{{/{name}}}}}")))
}
