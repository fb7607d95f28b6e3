//! From syntax to the tree that is rendered: which names are block parameters, and which expressions can only be a
//! path, only a helper, or either.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Fault;
use super::syntax;
use crate::tree::{
    Argument, Base, Block, Expression, Form, Hash, Inline, Mustache, Native, Node, Partial, PartialName,
    Path, Program, Target,
};

/// Lowers a whole template.
pub(super) fn lower(program: syntax::Program<'_>, source: &str) -> Result<Program, Fault> {
    let start = source.as_ptr().addr();
    Lowering { start, depth: 0, params: HashMap::new() }.program(program)
}

struct Lowering<'s> {
    /// The address of the source, in which all texts lie.
    start: usize,
    /// How many programs are around.
    depth: usize,
    /// Where a name is a block parameter: the depth of its program and its index there, the innermost last.
    params: HashMap<Cow<'s, str>, Vec<(usize, usize)>>,
}

/// Where an expression stands decides what it can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Statement,
    Argument,
}

impl<'s> Lowering<'s> {
    fn program(&mut self, mut program: syntax::Program<'s>) -> Result<Program, Fault> {
        let params = std::mem::take(&mut program.params);
        self.depth += 1;
        for (index, param) in params.iter().enumerate() {
            let places = self.params.entry(param.clone()).or_default();
            if places.last().is_none_or(|(depth, _)| *depth < self.depth) {
                places.push((self.depth, index));
            }
        }
        let mut lowered = Program { body: Vec::with_capacity(program.body.len()), inlines: Vec::new() };
        for statement in program.body {
            match statement {
                syntax::Statement::Content(content) => {
                    if !content.is_gone() {
                        let at = offset(content.value.as_ptr().addr() - self.start);
                        lowered.body.push(Node::Content { text: content.value.into(), at });
                    }
                }
                syntax::Statement::Comment(_) => {}
                syntax::Statement::Mustache { expression, escaped, .. } => {
                    let expression = self.expression(expression, Role::Statement)?;
                    lowered.body.push(Node::Mustache(Box::new(Mustache { expression, escaped })));
                }
                syntax::Statement::Partial { partial, indent, .. } => {
                    lowered.body.push(self.partial(partial, None, indent)?);
                }
                syntax::Statement::Block(block) => self.block(*block, &mut lowered)?,
            }
        }
        for param in &params {
            if let Some(places) = self.params.get_mut(param) {
                places.pop_if(|(depth, _)| *depth == self.depth);
            }
        }
        self.depth -= 1;
        Ok(lowered)
    }

    fn block(&mut self, block: syntax::Block<'s>, lowered: &mut Program) -> Result<(), Fault> {
        let params = block.program.as_ref().map_or(0, |program| program.params.len());
        let program = block.program.map(|program| self.program(program)).transpose()?;
        let inverse = block.inverse.map(|program| self.program(program)).transpose()?;
        match block.head {
            syntax::Head::Block(expression) => {
                let expression = self.expression(expression, Role::Statement)?;
                lowered.body.push(Node::Block(Box::new(Block { expression, program, inverse, params })));
            }
            syntax::Head::Partial(partial) => lowered.body.push(self.partial(partial, program, "")?),
            syntax::Head::Inline(name) => {
                let name = self.value(name)?;
                lowered.inlines.push(Inline { name, program: program.unwrap_or_default() });
            }
        }
        Ok(())
    }

    fn partial(
        &mut self,
        partial: syntax::Partial<'s>,
        block: Option<Program>,
        indent: &str,
    ) -> Result<Node, Fault> {
        let name = match partial.name {
            syntax::Argument::Sub(expression) => {
                PartialName::Dynamic(self.expression(*expression, Role::Argument)?)
            }
            fixed => match fixed.name() {
                name if name == "@partial-block" => PartialName::Caller,
                name => PartialName::Fixed { name: name.into(), template: None },
            },
        };
        let context = partial.params.into_iter().next().map(|context| self.value(context)).transpose()?;
        let hash = partial.hash.map(|hash| self.hash(Some(hash))).transpose()?;
        let at = offset(partial.at);
        Ok(Node::Partial(Box::new(Partial { name, context, hash, block, indent: indent.into(), at })))
    }

    fn expression(&mut self, expression: syntax::Expression<'s>, role: Role) -> Result<Expression, Fault> {
        let called = role == Role::Argument || !expression.params.is_empty() || expression.hash.is_some();
        let path = match expression.head {
            syntax::Argument::Path(path) => self.path(path),
            literal => {
                let name = literal.name();
                let parts = vec![Cow::Owned(name.clone())];
                self.path(syntax::Path { data: false, depth: 0, parts, original: name })
            }
        };
        let is_param = matches!(path.base, Base::Param { .. }) && path.simple;
        let form = match (is_param, called, path.simple) {
            (true, _, _) => Form::Path,
            (false, true, _) => Form::Helper,
            (false, false, true) => Form::Either,
            (false, false, false) => Form::Path,
        };
        let mut params = Vec::with_capacity(expression.params.len());
        for param in expression.params {
            params.push(self.value(param)?);
        }
        let hash = self.hash(expression.hash)?;
        Ok(Expression { path, params, hash, form, target: Target::Nothing, at: offset(expression.at) })
    }

    fn hash(&mut self, pairs: Option<Vec<(Cow<'s, str>, syntax::Argument<'s>)>>) -> Result<Hash, Fault> {
        // As Handlebars.js builds the object: from the last pair to the first, so that a doubled key has the place
        // of its last pair and the value of its first. What is written as `undefined` is left out.
        let mut hash = Hash::new();
        let mut places = HashMap::new();
        for (key, value) in pairs.unwrap_or_default().into_iter().rev() {
            let value = self.value(value)?;
            match places.get(&key) {
                Some(place) => hash[*place] = (key.into(), value),
                None => {
                    places.insert(key.clone(), hash.len());
                    hash.push((key.into(), value));
                }
            }
        }
        hash.retain(|(_, value)| !matches!(value, Argument::Undefined));
        Ok(hash)
    }

    fn value(&mut self, argument: syntax::Argument<'s>) -> Result<Argument, Fault> {
        Ok(match argument {
            syntax::Argument::Path(path) => Argument::Path(self.path(path)),
            syntax::Argument::Text(text) => Argument::Text(text.into()),
            syntax::Argument::Number(number) => Argument::Number(number),
            syntax::Argument::Bool(b) => Argument::Bool(b),
            syntax::Argument::Undefined => Argument::Undefined,
            syntax::Argument::Null => Argument::Null,
            syntax::Argument::Sub(expression) => {
                Argument::Call(Box::new(self.expression(*expression, Role::Argument)?))
            }
        })
    }

    fn path(&self, path: syntax::Path<'s>) -> Path {
        let scoped = is_scoped(&path.original);
        let simple = path.parts.len() == 1 && !scoped && path.depth == 0;
        let param = match path.parts.first() {
            Some(name) if path.depth == 0 && !scoped => self.param(name),
            _ => None,
        };
        let base = match param {
            Some(param) => param,
            None if path.data && !path.parts.is_empty() => Base::Data(path.depth),
            None => Base::Context(path.depth),
        };
        let parts = path.parts.into_iter().map(|part| part.into_owned().into()).collect();
        Path { base, parts, original: path.original.into(), simple }
    }

    fn param(&self, name: &str) -> Option<Base> {
        let (depth, index) = *self.params.get(name)?.last()?;
        Some(Base::Param { level: self.depth - depth, index })
    }
}

/// True for paths that are spelt with a leading `.`, or with `this` at the end of a word: they are never helpers.
fn is_scoped(original: &str) -> bool {
    let ends_word =
        |at: usize| !original[at + 4..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    original.starts_with('.') || original.match_indices("this").any(|(at, _)| ends_word(at))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Expression {
    /// The helper of Handlebars itself that the expression calls, however its path goes on.
    pub(crate) fn known(&self) -> Option<&str> {
        let first = self.path.parts.first()?;
        (self.form != Form::Path && Native::is_known(first)).then_some(first)
    }
}
