//! Blocks: those of helpers, and those whose name is a value.

use smallvec::smallvec;

use super::env::{Env, Frame};
use super::{Render, look_up, seen};
use crate::call::Hashes;
use crate::error::Result;
use crate::host::Host;
use crate::tree::{Block, Form, Target};
use crate::value::Value;

impl<'a, H: Host> Render<'a, H> {
    pub(super) fn block(&mut self, block: &'a Block, env: &Env<'_, 'a>) -> Result<()> {
        self.step()?;
        let expression = &block.expression;
        let value = match (expression.form, expression.target) {
            (Form::Path, _) => look_up(&expression.path, env),
            (Form::Either, Target::Nothing) => self.call(expression, Some(block), env)?,
            _ => {
                let value = self.call(expression, Some(block), env)?;
                return self.print(&value, false);
            }
        };
        self.value_block(value, block, env)
    }

    /// `{{#name}}` where `name` is a value: once for true, for each element of an array, with any other value as
    /// the context; the inverse for false, null, undefined and the empty array.
    fn value_block(&mut self, value: Value<'a>, block: &'a Block, env: &Env<'_, 'a>) -> Result<()> {
        if let Some(helper) = self.set.block_helper_missing {
            let name = &block.expression.path.original;
            let value = self.invoke(helper, name, smallvec![value], Hashes::new(), Some(block), env)?;
            return self.print(&value, false);
        }
        let branch = match &value {
            Value::Bool(true) => block.program.as_ref(),
            Value::Bool(false) | Value::Undefined | Value::Null => block.inverse.as_ref(),
            Value::Array(list) if list.is_empty() => block.inverse.as_ref(),
            Value::Array(_) => return self.each(&value, block, env),
            other => {
                return match &block.program {
                    Some(program) => self.enter(program, env, other, env.data, &[]),
                    None => Ok(()),
                };
            }
        };
        match branch {
            Some(program) => self.enter(program, env, env.this, env.data, &[]),
            None => Ok(()),
        }
    }

    /// Runs the block for each element, or its inverse when there is none.
    pub(super) fn each(&mut self, value: &Value<'a>, block: &'a Block, env: &Env<'_, 'a>) -> Result<()> {
        let mut any = false;
        match value {
            Value::Array(list) => {
                let len = list.len();
                for index in 0..len {
                    any = true;
                    let item = list.get(index).unwrap_or_default();
                    self.iteration(block, env, item, Value::from(index), index, index + 1 == len)?;
                }
            }
            Value::Object(object) => {
                let keys = object.keys();
                let len = keys.len();
                for (index, key) in keys.into_iter().enumerate() {
                    any = true;
                    let item = object.get(&key).unwrap_or_default();
                    self.iteration(block, env, item, Value::Str(key), index, index + 1 == len)?;
                }
            }
            // In JavaScript safe text is an object with one property.
            Value::Safe(text) => {
                any = true;
                self.iteration(block, env, Value::Str(text.clone()), Value::from("string"), 0, true)?;
            }
            _ => {}
        }
        match &block.inverse {
            Some(inverse) if !any => self.enter(inverse, env, &seen(env.this), env.data, &[]),
            _ => Ok(()),
        }
    }

    fn iteration(
        &mut self,
        block: &'a Block,
        env: &Env<'_, 'a>,
        item: Value<'a>,
        key: Value<'a>,
        index: usize,
        last: bool,
    ) -> Result<()> {
        self.step()?;
        let Some(program) = &block.program else { return Ok(()) };
        let vars = [
            ("index", Value::from(index)),
            ("key", key),
            ("first", Value::Bool(index == 0)),
            ("last", Value::Bool(last)),
        ];
        let data = Frame { vars: &vars, parent: Some(env.data) };
        if block.params == 0 {
            return self.enter(program, env, &item, &data, &[]);
        }
        let params = [item.clone(), vars[1].1.clone()];
        self.enter(program, env, &item, &data, &params)
    }
}
