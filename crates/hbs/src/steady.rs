//! Which templates write the same in the same context: found once, when a set is linked.

use crate::host::Host;
use crate::registry::Set;
use crate::tree::{
    Argument, Base, Expression, Hash, Native, Node, Partial, PartialName, Path, Program, Target,
};

/// For each template of a linked set whether it is steady; `helpers` are the names of its helpers by number.
pub(crate) fn templates<H: Host>(set: &Set<H>, helpers: &[&str]) -> Vec<bool> {
    let known = vec![None; set.templates.len()];
    let mut judge = Judge { set, helpers, known };
    (0..set.templates.len()).map(|at| judge.template(at)).collect()
}

impl Partial {
    /// True when everything that the call hands over stands in the template itself.
    pub(crate) fn is_written_out(&self) -> bool {
        let is_written = |argument: &Argument| !matches!(argument, Argument::Path(_) | Argument::Call(_));
        self.block.is_none()
            && self.context.is_none()
            && self.hash.iter().flatten().all(|(_, value)| is_written(value))
    }
}

struct Judge<'s, H: Host> {
    set: &'s Set<H>,
    helpers: &'s [&'s str],
    known: Vec<Option<bool>>,
}

impl<H: Host> Judge<'_, H> {
    fn template(&mut self, at: usize) -> bool {
        if let Some(known) = self.known[at] {
            return known;
        }
        // A template that includes itself is none.
        self.known[at] = Some(false);
        let steady = self.program(&self.set.templates[at].program);
        self.known[at] = Some(steady);
        steady
    }

    fn program(&mut self, program: &Program) -> bool {
        program.inlines.is_empty() && program.body.iter().all(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> bool {
        match node {
            Node::Content { .. } => true,
            Node::Mustache(mustache) => self.expression(&mustache.expression),
            Node::Block(block) => {
                let branches = [&block.program, &block.inverse];
                self.set.block_helper_missing.is_none()
                    && self.expression(&block.expression)
                    && branches.into_iter().flatten().all(|program| self.program(program))
            }
            Node::Partial(partial) => match partial.name {
                PartialName::Fixed { template: Some(at), .. } if partial.block.is_none() => {
                    partial.context.iter().all(|context| self.argument(context))
                        && partial.hash.iter().all(|hash| self.hash(hash))
                        && self.template(at)
                }
                _ => false,
            },
        }
    }

    fn expression(&mut self, expression: &Expression) -> bool {
        let target = match expression.target {
            Target::Native(native) => !matches!(native, Native::Log | Native::Block | Native::ContentFor),
            Target::Helper(helper) => H::is_steady(self.helpers[helper]),
            Target::Nothing => self.set.helper_missing.is_none() && path::<H>(&expression.path),
        };
        target
            && expression.params.iter().all(|argument| self.argument(argument))
            && self.hash(&expression.hash)
    }

    fn hash(&mut self, hash: &Hash) -> bool {
        hash.iter().all(|(_, value)| self.argument(value))
    }

    fn argument(&mut self, argument: &Argument) -> bool {
        match argument {
            Argument::Path(argument) => path::<H>(argument),
            Argument::Call(expression) => self.expression(expression),
            Argument::Undefined
            | Argument::Null
            | Argument::Bool(_)
            | Argument::Number(_)
            | Argument::Text(_) => true,
        }
    }
}

/// A partial sees no context but its own, so that `../` leads nowhere else.
fn path<H: Host>(path: &Path) -> bool {
    match path.base {
        Base::Context(_) | Base::Param { .. } => true,
        Base::Data(_) => path.parts.first().is_some_and(|name| H::is_steady_data(name)),
    }
}
