//! Partials: those of the set, inline ones, and the block of the partial call.

use std::borrow::Cow;
use std::sync::Arc;

use super::env::{Caller, Depths, Env, Frame, Inlines, Params};
use super::{Overlay, Render};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Host, Recall};
use crate::template::Template;
use crate::tree::{Argument, Partial, PartialName, Program};
use crate::value::Value;

/// What a partial call renders.
enum Found<'e, 'a> {
    Template(&'a Template),
    Inline(&'a Program, &'e Inlines<'e, 'a>),
    Caller(&'e Caller<'e, 'a>),
}

impl<'a, H: Host> Render<'a, H> {
    pub(super) fn partial(&mut self, partial: &'a Partial, env: &Env<'_, 'a>) -> Result<()> {
        self.step()?;
        if !partial.indent.is_empty() {
            self.out.indent(&partial.indent);
        }
        let result = match self.recalled(partial, env) {
            Ok(Some(html)) => self.write(&html),
            Ok(None) => self.called(partial, env),
            Err(error) => Err(error),
        };
        if !partial.indent.is_empty() {
            self.out.outdent();
        }
        result
    }

    /// What the call writes, when the application has kept it, or shall now.
    fn recalled(&mut self, partial: &'a Partial, env: &Env<'_, 'a>) -> Result<Option<Arc<str>>> {
        let PartialName::Fixed { template: Some(at), .. } = partial.name else { return Ok(None) };
        if !self.set.steady[at] || self.keeping || env.inlines.is_some() || !partial.is_written_out() {
            return Ok(None);
        }
        let place = std::ptr::from_ref(partial).addr();
        match H::recall(self.scope, place, env.this) {
            Recall::Known(html) => Ok(Some(html)),
            Recall::Never => Ok(None),
            Recall::Unknown => {
                self.keeping = true;
                let html = self.captured(|render| render.called(partial, env));
                self.keeping = false;
                let html: Arc<str> = html?.into();
                H::keep(self.scope, place, env.this, &html);
                Ok(Some(html))
            }
        }
    }

    fn called(&mut self, partial: &'a Partial, env: &Env<'_, 'a>) -> Result<()> {
        let (name, found) = match &partial.name {
            PartialName::Caller => (Cow::Borrowed("@partial-block"), env.caller.map(Found::Caller)),
            PartialName::Fixed { name, template } => {
                let found = match self.inline(name, env.inlines)? {
                    Some(inline) => Some(inline),
                    None => template.map(|at| Found::Template(&self.set.templates[at])),
                };
                (Cow::Borrowed(&**name), found)
            }
            PartialName::Dynamic(expression) => {
                let name = self.sub_expression(expression, env)?.to_text().into_owned();
                let found = self.named(&name, env)?;
                (Cow::Owned(name), found)
            }
        };
        let mut this = match &partial.context {
            Some(context) => self.argument(context, env)?,
            None => env.this.clone(),
        };
        if let Some(hash) = &partial.hash {
            let over = self.hash(hash, env)?;
            this = Value::object(Overlay { base: this, over });
        }
        match (&partial.block, found) {
            (Some(block), found) => self.include_with_block(found, &this, env, block),
            (None, Some(found)) => self.include(found, &this, env, env),
            (None, None) => Err(Error::new(ErrorKind::Missing, format!("there is no partial \"{name}\""))),
        }
    }

    /// Renders the partial of that name for a helper; false when there is none.
    pub(crate) fn partial_named(&mut self, name: &str, this: &Value<'a>, env: &Env<'_, 'a>) -> Result<bool> {
        self.step()?;
        match self.named(name, env)? {
            Some(found) => self.include(found, this, env, env).map(|()| true),
            None => Ok(false),
        }
    }

    fn named<'e>(&mut self, name: &str, env: &Env<'e, 'a>) -> Result<Option<Found<'e, 'a>>> {
        if let Some(inline) = self.inline(name, env.inlines)? {
            return Ok(Some(inline));
        }
        Ok(self.set.partials.get(name).map(|at| Found::Template(&self.set.templates[*at])))
    }

    /// The inline partial of that name, the innermost and last one first.
    fn inline<'e>(&mut self, name: &str, from: Option<&'e Inlines<'e, 'a>>) -> Result<Option<Found<'e, 'a>>> {
        let mut next = from;
        while let Some(inlines) = next {
            for inline in inlines.list.iter().rev() {
                self.step()?;
                let found = match &inline.name {
                    Argument::Text(text) => **text == *name,
                    other => self.argument(other, inlines.around)?.to_text() == name,
                };
                if found {
                    return Ok(Some(Found::Inline(&inline.program, inlines)));
                }
            }
            next = inlines.parent;
        }
        Ok(None)
    }

    /// `{{#> name}}block{{/name}}`: the partial can render the block, and use the inline partials in it. A partial
    /// that does not exist is replaced by the block.
    fn include_with_block(
        &mut self,
        found: Option<Found<'_, 'a>>,
        this: &Value<'a>,
        env: &Env<'_, 'a>,
        block: &'a Program,
    ) -> Result<()> {
        let data = Frame { vars: &[], parent: Some(env.data) };
        let caller = Caller { program: block, env };
        let params = Params { values: &[], parent: env.params };
        let inlines =
            Inlines { list: &block.inlines, around: env, params: Some(&params), parent: env.inlines };
        let inlines = if block.inlines.is_empty() { env.inlines } else { Some(&inlines) };
        let with_block = Env { data: &data, caller: Some(&caller), inlines, ..*env };
        self.include(found.unwrap_or(Found::Caller(&caller)), this, env, &with_block)
    }

    /// Renders what was found. `env` is that of the call, `given` the same with what the call hands over.
    fn include(
        &mut self,
        found: Found<'_, 'a>,
        this: &Value<'a>,
        env: &Env<'_, 'a>,
        given: &Env<'_, 'a>,
    ) -> Result<()> {
        match found {
            Found::Template(template) => self.template(template, this, env, given),
            Found::Inline(program, inlines) => {
                let template = inlines.around.template;
                let around = Env {
                    params: inlines.params,
                    inlines: env.inlines_of(template),
                    data: given.data,
                    caller: given.caller,
                    from: Some(env),
                    ..*inlines.around
                };
                self.enter(program, &around, this, given.data, &[])
            }
            Found::Caller(caller) => {
                let data = Frame { vars: &[], parent: Some(given.data) };
                let inlines = env.inlines_of(caller.env.template);
                let around = Env { inlines, data: &data, from: Some(env), ..*caller.env };
                self.enter(caller.program, &around, this, &data, &[])
            }
        }
    }

    /// Renders a whole template: it sees none of the contexts of what included it.
    fn template(
        &mut self,
        template: &'a Template,
        this: &Value<'a>,
        env: &Env<'_, 'a>,
        given: &Env<'_, 'a>,
    ) -> Result<()> {
        let around = Env {
            this: &Value::Undefined,
            depths: None,
            data: given.data,
            params: None,
            inlines: given.inlines,
            caller: given.caller,
            template,
            from: Some(env),
        };
        self.whole(&around, this)
    }

    /// Renders the template of an environment in a context.
    pub(super) fn whole(&mut self, around: &Env<'_, 'a>, this: &Value<'a>) -> Result<()> {
        let depths = Depths { value: this, parent: None };
        let params = Params { values: &[], parent: None };
        let env = Env { this, depths: Some(&depths), params: Some(&params), ..*around };
        self.run(&around.template.program, around, &env)
    }
}
