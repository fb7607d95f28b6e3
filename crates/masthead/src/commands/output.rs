//! Where commands speak. Whoever listens may go away in the middle (`masthead config | head -1`): what is said after that is
//! nobody's loss, and the command ends as it would have ended otherwise.
//!
//! `println!` panics then, which is why the lints of this crate forbid it.

use std::{
    fmt,
    io::{self, ErrorKind, Write},
};

/// Standard output, as every command writes it.
pub(super) fn out() -> Output<io::Stdout> {
    Output(io::stdout())
}

/// `1 file`, `2 files`.
pub(super) fn files(number: usize) -> String {
    format!("{number} file{}", if number == 1 { "" } else { "s" })
}

/// Says a line on standard error. Where that cannot be said, nothing can.
pub(super) fn complain(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// A writer whose reader may have gone.
#[derive(Debug)]
pub(super) struct Output<W>(W);

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        forgiven(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        forgiven(self.0.flush(), ())
    }
}

fn forgiven<T>(written: io::Result<T>, all: T) -> io::Result<T> {
    written.or_else(|error| match error.kind() {
        ErrorKind::BrokenPipe => Ok(all),
        kind => Err(io::Error::new(kind, format!("standard output cannot be written: {error}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken(ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_reader_that_left_is_no_error_and_a_full_disk_is_one() {
        let mut gone = Output(Broken(ErrorKind::BrokenPipe));
        writeln!(gone, "to nobody").and_then(|()| gone.flush()).unwrap();
        let mut full = Output(Broken(ErrorKind::StorageFull));
        let error = writeln!(full, "too much").unwrap_err().to_string();
        assert!(error.starts_with("standard output cannot be written: "), "{error}");
    }
}
