//! What is written, with the indentation of the partials that write it.
//!
//! Handlebars.js indents the finished text of a partial that stands alone on its line, line by line, and again for each
//! partial around it. Written at once it is the same text: a line begins with the indentations of all the partials that
//! it is inside of, outermost first. A last line without text gets none, so that they wait for the next byte.

/// The output of one render.
pub(super) struct Out<'a> {
    text: String,
    /// Of the partials at work, outermost first.
    indents: Vec<&'a str>,
    /// Those from here on stand before the next byte. Further in, a line is under way.
    due: usize,
}

/// Output that was put aside while something is captured.
pub(crate) struct Aside<'a> {
    start: usize,
    indents: Vec<&'a str>,
    due: usize,
}

impl<'a> Out<'a> {
    pub(super) fn new() -> Self {
        Out { text: String::with_capacity(32 << 10), indents: Vec::new(), due: 0 }
    }

    /// Bytes so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn push(&mut self, html: &str) {
        if self.indents.is_empty() {
            self.text.push_str(html);
            return;
        }
        let mut rest = html;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest.as_bytes()).map(|at| at + 1);
            let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.begin_line();
            self.text.push_str(line);
            if end.is_some() {
                self.due = 0;
            }
            rest = after;
        }
    }

    /// Writes by a function that appends to a text.
    pub(super) fn append(&mut self, write: impl FnOnce(&mut String)) {
        if self.indents.is_empty() {
            return write(&mut self.text);
        }
        let (start, due) = (self.text.len(), self.due);
        self.begin_line();
        let begun = self.text.len();
        write(&mut self.text);
        let new = &self.text.as_bytes()[begun..];
        if new.is_empty() {
            self.text.truncate(start);
            self.due = due;
        } else if memchr::memchr(b'\n', new).is_some() {
            let lines = self.text.split_off(begun);
            self.text.truncate(start);
            self.due = due;
            self.push(&lines);
        }
    }

    /// What stands before the first byte of a line.
    fn begin_line(&mut self) {
        for indent in &self.indents[self.due..] {
            self.text.push_str(indent);
        }
        self.due = self.indents.len();
    }

    /// A partial begins.
    pub(super) fn indent(&mut self, indent: &'a str) {
        self.indents.push(indent);
    }

    /// The partial ends.
    pub(super) fn outdent(&mut self) {
        self.indents.pop();
        self.due = self.due.min(self.indents.len());
    }

    /// What is written from now on is not for this place: it is indented where it is printed.
    pub(super) fn put_aside(&mut self) -> Aside<'a> {
        let due = std::mem::take(&mut self.due);
        Aside { start: self.text.len(), indents: std::mem::take(&mut self.indents), due }
    }

    /// What was written since; the output goes on where it was.
    pub(super) fn take_up(&mut self, aside: Aside<'a>) -> String {
        (self.indents, self.due) = (aside.indents, aside.due);
        self.text.split_off(aside.start)
    }

    /// Everything; what follows is about as long.
    pub(super) fn take(&mut self) -> String {
        let next = String::with_capacity(self.text.capacity());
        std::mem::replace(&mut self.text, next)
    }
}

#[cfg(test)]
mod tests {
    use super::Out;

    #[test]
    fn lines_carry_the_indentation_of_every_partial_around() {
        let mut out = Out::new();
        out.push("a\n");
        out.indent("  ");
        out.push("b\n\nc\n");
        out.indent("\t");
        out.push("d\ne");
        out.outdent();
        out.push("f\n");
        out.outdent();
        out.push("g");
        out.indent("  ");
        out.outdent();
        out.push("h");
        assert_eq!(out.take(), "a\n  b\n  \n  c\n  \td\n  \tef\ngh");
    }

    #[test]
    fn what_a_function_appends_is_indented_alike() {
        let mut out = Out::new();
        out.indent("  ");
        out.append(|_| ());
        out.append(|text| text.push('a'));
        out.append(|text| text.push_str("b\n\nc"));
        out.append(|_| ());
        out.append(|text| text.push_str("d\n"));
        out.outdent();
        out.append(|text| text.push('e'));
        assert_eq!(out.take(), "  ab\n  \n  cd\ne");
    }

    #[test]
    fn what_is_put_aside_is_not_indented() {
        let mut out = Out::new();
        out.indent("  ");
        let aside = out.put_aside();
        out.push("x\ny");
        let text = out.take_up(aside);
        out.push(&text);
        assert_eq!((text.as_str(), out.take().as_str()), ("x\ny", "  x\n  y"));
    }
}
