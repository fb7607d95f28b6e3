//! Linking: each name of a helper or partial becomes its number, once for all renders.

use std::collections::{HashMap, HashSet};

use crate::error::Place;
use crate::registry::{Missing, MissingKind};
use crate::template::Template;
use crate::tree::{Argument, Block, Expression, Form, Native, Node, Partial, PartialName, Program, Target};

/// The names that a set of templates can use.
pub(crate) struct Names<'n> {
    pub(crate) helpers: &'n HashMap<String, usize>,
    pub(crate) partials: &'n HashMap<String, usize>,
    /// The names of all inline partials, wherever they stand.
    pub(crate) inlines: &'n HashSet<String>,
}

impl Names<'_> {
    /// Links one template; what is not found is added to `missing`.
    pub(crate) fn link(&self, template: &mut Template, missing: &mut Vec<Missing>) {
        let mut program = std::mem::take(&mut template.program);
        let mut link = Link { names: self, found: Vec::new() };
        link.program(&mut program);
        missing.extend(link.found.into_iter().map(|(kind, name, at)| {
            let place = Place::new(template.file(), template.source(), at as usize);
            Missing { kind, name, place }
        }));
        template.program = program;
    }
}

/// Adds the names of the inline partials of a program.
pub(crate) fn inline_names(program: &Program, names: &mut HashSet<String>) {
    for inline in &program.inlines {
        if let Argument::Text(name) = &inline.name {
            names.insert(name.to_string());
        }
        inline_names(&inline.program, names);
    }
    for node in &program.body {
        let inside = match node {
            Node::Block(block) => [block.program.as_ref(), block.inverse.as_ref()],
            Node::Partial(partial) => [partial.block.as_ref(), None],
            Node::Content { .. } | Node::Mustache(_) => continue,
        };
        for program in inside.into_iter().flatten() {
            inline_names(program, names);
        }
    }
}

struct Link<'l, 'n> {
    names: &'l Names<'n>,
    found: Vec<(MissingKind, String, u32)>,
}

impl Link<'_, '_> {
    fn program(&mut self, program: &mut Program) {
        for inline in &mut program.inlines {
            self.argument(&mut inline.name);
            self.program(&mut inline.program);
        }
        for node in &mut program.body {
            match node {
                Node::Content { .. } => {}
                Node::Mustache(mustache) => self.expression(&mut mustache.expression),
                Node::Block(block) => self.block(block),
                Node::Partial(partial) => self.partial(partial),
            }
        }
    }

    fn block(&mut self, block: &mut Block) {
        self.expression(&mut block.expression);
        for program in [&mut block.program, &mut block.inverse].into_iter().flatten() {
            self.program(program);
        }
    }

    fn partial(&mut self, partial: &mut Partial) {
        match &mut partial.name {
            PartialName::Caller => {}
            PartialName::Dynamic(expression) => self.expression(expression),
            PartialName::Fixed { name, template } => {
                *template = self.names.partials.get(&**name).copied();
                if template.is_none() && partial.block.is_none() && !self.names.inlines.contains(&**name) {
                    self.found.push((MissingKind::Partial, name.to_string(), partial.at));
                }
            }
        }
        if let Some(context) = &mut partial.context {
            self.argument(context);
        }
        for (_, value) in partial.hash.iter_mut().flatten() {
            self.argument(value);
        }
        if let Some(program) = &mut partial.block {
            self.program(program);
        }
    }

    fn argument(&mut self, argument: &mut Argument) {
        if let Argument::Call(expression) = argument {
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &mut Expression) {
        for param in &mut expression.params {
            self.argument(param);
        }
        for (_, value) in &mut expression.hash {
            self.argument(value);
        }
        expression.target = self.target(expression);
        if expression.target == Target::Nothing && !self.names.helpers.contains_key("helperMissing") {
            match expression.form {
                Form::Either => expression.form = Form::Path,
                Form::Helper => {
                    let name = expression.path.original.to_string();
                    self.found.push((MissingKind::Helper, name, expression.at));
                }
                Form::Path => {}
            }
        }
    }

    fn target(&self, expression: &Expression) -> Target {
        let name = match (expression.known(), expression.path.parts.first()) {
            (Some(known), _) => known,
            (None, Some(first)) if expression.path.simple && expression.form != Form::Path => first,
            _ => return Target::Nothing,
        };
        match self.names.helpers.get(name) {
            Some(helper) => Target::Helper(*helper),
            None => Native::named(name).map_or(Target::Nothing, Target::Native),
        }
    }
}
