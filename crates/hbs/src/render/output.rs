//! Writing, printing values and capturing what was written.

use super::Render;
use super::indent::Aside;
use crate::error::{Error, ErrorKind, Result};
use crate::escape::push_escaped;
use crate::host::Host;
use crate::value::{Value, push_number};

impl<'a, H: Host> Render<'a, H> {
    pub(crate) fn write(&mut self, html: &str) -> Result<()> {
        let start = self.out.len();
        self.out.push(html);
        self.account(self.out.len() - start)
    }

    pub(crate) fn write_escaped(&mut self, text: &str) -> Result<()> {
        let start = self.out.len();
        self.out.append(|out| push_escaped(text, out));
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
                self.out.append(|out| push_number(*number, out));
                self.account(self.out.len() - start)
            }
            Value::Array(_) | Value::Object(_) if escaped => self.write_escaped(&value.to_text()),
            Value::Array(_) | Value::Object(_) => self.write(&value.to_text()),
        }
    }

    /// What is written by `inside`, instead of writing it.
    pub(super) fn captured(&mut self, inside: impl FnOnce(&mut Self) -> Result<()>) -> Result<String> {
        let aside = self.put_aside();
        let result = inside(self);
        let text = self.take_up(aside);
        result.map(|()| text)
    }

    /// Begins a capture; every one is ended by [`Render::take_up`].
    pub(crate) fn put_aside(&mut self) -> Aside<'a> {
        self.out.put_aside()
    }

    /// What was written since.
    pub(crate) fn take_up(&mut self, aside: Aside<'a>) -> String {
        self.out.take_up(aside)
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
