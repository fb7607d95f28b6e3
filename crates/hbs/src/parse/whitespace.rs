//! White space around statements.
//!
//! `~` takes all white space on its side. A block delimiter, comment or partial that stands alone on its line takes
//! the line with it: the blanks before it and the line break after it. Each text remembers whether a standalone
//! statement took from its left or right already, so that it is not taken from twice.

use super::syntax::{Block, Content, Program, Statement, Strip};

/// White space as JavaScript's `\s` has it.
pub(super) fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// Strips the whole template.
pub(super) fn strip(root: &mut Program<'_>) {
    strip_program(root, true);
}

/// What a statement asks of the texts around it.
#[derive(Default)]
struct Wish {
    strip: Strip,
    /// The opening, the closing or the whole statement may stand alone on its line.
    open_alone: bool,
    close_alone: bool,
    alone: bool,
}

fn strip_program(program: &mut Program<'_>, root: bool) {
    let body = &mut program.body;
    for at in 0..body.len() {
        let wish = match &mut body[at] {
            Statement::Content(_) => continue,
            Statement::Mustache { strip, .. } => Wish { strip: *strip, ..Wish::default() },
            Statement::Comment(strip) | Statement::Partial { strip, .. } => {
                Wish { strip: *strip, alone: true, ..Wish::default() }
            }
            Statement::Block(block) => strip_block(block),
        };
        let blank_before = ends_line(body, at, root);
        let blank_after = begins_line(body, Some(at), root);
        if wish.strip.close {
            trim_after(body, Some(at), true);
        }
        if wish.strip.open {
            trim_before(body, at, true);
        }
        if wish.alone && blank_before && blank_after {
            trim_after(body, Some(at), false);
            if trim_before(body, at, false) {
                let indent = match &body[at - 1] {
                    Statement::Content(content) => indent_of(content.original),
                    _ => "",
                };
                if let Statement::Partial { indent: own, .. } = &mut body[at] {
                    *own = indent;
                }
            }
        }
        if wish.open_alone && blank_before {
            if let Statement::Block(block) = &mut body[at] {
                trim_after(&mut block.first_mut().body, None, false);
            }
            trim_before(body, at, false);
        }
        if wish.close_alone && blank_after {
            trim_after(body, Some(at), false);
            if let Statement::Block(block) = &mut body[at] {
                let last = &mut block.last_mut().body;
                let end = last.len();
                trim_before(last, end, false);
            }
        }
    }
}

impl<'s> Block<'s> {
    fn first_mut(&mut self) -> &mut Program<'s> {
        if self.program.is_some() {
            self.program.get_or_insert_default()
        } else {
            self.inverse.get_or_insert_default()
        }
    }

    fn last_mut(&mut self) -> &mut Program<'s> {
        if self.inverse.is_some() {
            self.inverse.get_or_insert_default()
        } else {
            self.program.get_or_insert_default()
        }
    }
}

fn strip_block(block: &mut Block<'_>) -> Wish {
    for program in [&mut block.program, &mut block.inverse].into_iter().flatten() {
        strip_program(program, false);
    }
    let (open, else_, close) = (block.open, block.else_, block.close);
    let (program, inverse) = match (&mut block.program, &mut block.inverse) {
        (Some(program), inverse) => (program, inverse.as_mut()),
        (None, Some(inverse)) => (inverse, None),
        (None, None) => return Wish::default(),
    };
    let open_alone = begins_line(&program.body, None, false);
    let Some(inverse) = inverse else {
        let close_alone = ends_line(&program.body, program.body.len(), false);
        if open.close {
            trim_after(&mut program.body, None, true);
        }
        if close.open {
            trim_end(program, true);
        }
        return Wish {
            strip: Strip { open: open.open, close: close.close },
            open_alone,
            close_alone,
            alone: false,
        };
    };

    let close_alone = {
        let first = first_of_chain(inverse);
        ends_line(&first.body, first.body.len(), false)
    };
    if open.close {
        trim_after(&mut program.body, None, true);
    }
    if else_.open {
        trim_end(program, true);
    }
    if else_.close {
        trim_after(&mut first_of_chain(inverse).body, None, true);
    }
    if close.open {
        trim_end(last_of_chain(inverse), true);
    }
    if ends_line(&program.body, program.body.len(), false)
        && begins_line(&first_of_chain(inverse).body, None, false)
    {
        trim_end(program, false);
        trim_after(&mut first_of_chain(inverse).body, None, false);
    }
    Wish { strip: Strip { open: open.open, close: close.close }, open_alone, close_alone, alone: false }
}

/// The program after the first `{{else}}`: inside the block of a chain, when there is one.
fn first_of_chain<'p, 's>(inverse: &'p mut Program<'s>) -> &'p mut Program<'s> {
    if inverse.chained && matches!(inverse.body.first(), Some(Statement::Block(_))) {
        return match &mut inverse.body[0] {
            Statement::Block(block) => block.program.get_or_insert_default(),
            _ => unreachable!("looked at just now"),
        };
    }
    inverse
}

/// The program of the last block that is chained.
fn last_of_chain<'p, 's>(inverse: &'p mut Program<'s>) -> &'p mut Program<'s> {
    let mut last = inverse;
    while last.chained && matches!(last.body.last(), Some(Statement::Block(_))) {
        last = match last.body.last_mut() {
            Some(Statement::Block(block)) => block.program.get_or_insert_default(),
            _ => unreachable!("looked at just now"),
        };
    }
    last
}

/// True when the statement before `at` ends a line, or there is none and the template begins here.
fn ends_line(body: &[Statement<'_>], at: usize, root: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return root };
    let Statement::Content(content) = &body[before] else { return false };
    let kept = content.original.trim_end_matches(is_space);
    content.original[kept.len()..].contains('\n') || (kept.is_empty() && before == 0 && root)
}

/// True when the statement after `at` (the first one, for `None`) begins with the end of the line, or there is none
/// and the template ends here.
fn begins_line(body: &[Statement<'_>], at: Option<usize>, root: bool) -> bool {
    let after = at.map_or(0, |at| at + 1);
    let Some(next) = body.get(after) else { return root };
    let Statement::Content(content) = next else { return false };
    let kept = content.original.trim_start_matches(is_space);
    let blank = &content.original[..content.original.len() - kept.len()];
    blank.contains('\n') || (kept.is_empty() && after + 1 == body.len() && root)
}

/// Takes white space from the text after `at` (the first one, for `None`): all of it, or the rest of the line.
fn trim_after(body: &mut [Statement<'_>], at: Option<usize>, all: bool) {
    let Some(Statement::Content(content)) = body.get_mut(at.map_or(0, |at| at + 1)) else { return };
    if !all && content.right_stripped {
        return;
    }
    let kept = if all {
        content.value.trim_start_matches(is_space)
    } else {
        let kept = content.value.trim_start_matches([' ', '\t']);
        let kept = kept.strip_prefix('\r').unwrap_or(kept);
        kept.strip_prefix('\n').unwrap_or(kept)
    };
    content.right_stripped = kept.len() != content.value.len();
    content.value = kept;
}

fn trim_end(program: &mut Program<'_>, all: bool) {
    let end = program.body.len();
    trim_before(&mut program.body, end, all);
}

/// Takes white space from the text before `at`: all of it, or the blanks on the line. True when there was some.
fn trim_before(body: &mut [Statement<'_>], at: usize, all: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(Statement::Content(content)) = body.get_mut(before) else { return false };
    if !all && content.left_stripped {
        return false;
    }
    let kept = if all {
        content.value.trim_end_matches(is_space)
    } else {
        content.value.trim_end_matches([' ', '\t'])
    };
    content.left_stripped = kept.len() != content.value.len();
    content.value = kept;
    content.left_stripped
}

fn indent_of(text: &str) -> &str {
    &text[text.trim_end_matches([' ', '\t']).len()..]
}

impl Content<'_> {
    /// True when nothing is left.
    pub(super) fn is_gone(&self) -> bool {
        self.value.is_empty()
    }
}
