//! From text to tree: tokens, statements, white space, and last the tree that is rendered.

mod grammar;
mod lexer;
mod lower;
mod syntax;
mod token;
mod whitespace;

use crate::tree::Program;
use crate::{Error, ErrorKind, Result};

/// Blocks, chained `else`s and sub-expressions may be nested this deep in one template.
const DEPTH: usize = 120;

/// Parses a template; `file` is only named in errors.
pub(crate) fn parse(file: &str, source: &str) -> Result<Program> {
    let program = grammar::Parser::new(source).template().and_then(|mut program| {
        whitespace::strip(&mut program);
        lower::lower(program, source)
    });
    program.map_err(|Fault { message, at }| Error::new(ErrorKind::Syntax, message).at(file, source, at))
}

/// What is wrong and at which byte.
#[derive(Debug)]
struct Fault {
    message: String,
    at: usize,
}

impl Fault {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Fault { message: message.into(), at }
    }
}
