//! Writing, printing values and capturing what was written.

use super::Render;
use crate::error::{Error, ErrorKind, Result};
use crate::escape::push_escaped;
use crate::helper::Host;
use crate::value::{Value, push_number};

impl<H: Host> Render<'_, H> {
    pub(crate) fn write(&mut self, html: &str) -> Result<()> {
        self.out.push_str(html);
        self.account(html.len())
    }

    pub(crate) fn write_escaped(&mut self, text: &str) -> Result<()> {
        let start = self.out.len();
        push_escaped(text, &mut self.out);
        self.account(self.out.len() - start)
    }

    /// Prints a value as a mustache does: null and undefined as nothing, safe text as it is.
    pub(crate) fn print(&mut self, value: &Value<'_>, escaped: bool) -> Result<()> {
        match value {
            Value::Undefined | Value::Null => Ok(()),
            Value::Str(text) if escaped => self.write_escaped(text),
            Value::Str(text) | Value::Safe(text) => self.write(text),
            Value::Bool(true) => self.write("true"),
            Value::Bool(false) => self.write("false"),
            Value::Number(number) => {
                let start = self.out.len();
                push_number(*number, &mut self.out);
                self.account(self.out.len() - start)
            }
            Value::Array(_) | Value::Object(_) if escaped => self.write_escaped(&value.to_text()),
            Value::Array(_) | Value::Object(_) => self.write(&value.to_text()),
        }
    }

    /// What is written by `inside`, instead of writing it.
    pub(super) fn captured(&mut self, inside: impl FnOnce(&mut Self) -> Result<()>) -> Result<String> {
        let start = self.out.len();
        inside(self)?;
        Ok(self.out.split_off(start))
    }

    /// How much was written to the present output.
    pub(crate) fn mark(&self) -> usize {
        self.out.len()
    }

    /// Takes back what was written since the mark.
    pub(crate) fn take_since(&mut self, mark: usize) -> String {
        self.out.split_off(mark)
    }

    /// Puts `indent` before each line written since the mark.
    pub(super) fn indent_since(&mut self, mark: usize, indent: &str) -> Result<()> {
        let text = self.take_since(mark);
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let last = lines.peek().is_none();
            if !(last && line.is_empty()) {
                self.write(indent)?;
            }
            self.write(line)?;
            if !last {
                self.write("\n")?;
            }
        }
        Ok(())
    }

    fn account(&mut self, bytes: usize) -> Result<()> {
        self.written += bytes;
        if self.written > self.limits.output {
            let message = format!("the output is longer than {} bytes", self.limits.output);
            return Err(Error::new(ErrorKind::TooMuchOutput, message));
        }
        Ok(())
    }
}
