//! Where a command answers: text for people or one JSON value for programs.

use anyhow::Result;
use serde::Serialize;
use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

/// Standard output that remembers whether its reader has left (`huiyin ... | head`), whatever the error becomes on
/// its way up.
pub struct Pipe<W> {
    sink: W,
    has_broken: Rc<Cell<bool>>,
}

impl<W: Write> Pipe<W> {
    /// Around a sink; the cell turns true when its reader is found to have left.
    pub fn new(sink: W) -> (Self, Rc<Cell<bool>>) {
        let has_broken = Rc::new(Cell::new(false));
        let pipe = Pipe {
            sink,
            has_broken: has_broken.clone(),
        };
        (pipe, has_broken)
    }

    fn heed<T>(&self, written: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &written
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            self.has_broken.set(true);
        }
        written
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.sink.write(bytes);
        self.heed(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.sink.flush();
        self.heed(flushed)
    }
}

/// Standard output, and how it wants to be written.
pub struct Out<'a> {
    sink: &'a mut dyn Write,
    /// `--json`.
    pub json: bool,
    /// A terminal that shows colours.
    pub colours: bool,
}

impl<'a> Out<'a> {
    /// Writes into `sink`.
    pub fn new(sink: &'a mut dyn Write, json: bool, colours: bool) -> Self {
        Out { sink, json, colours }
    }

    /// Answers with the value as JSON, or else as `human` writes it.
    ///
    /// # Errors
    /// When nobody takes it.
    pub fn answer<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        human: impl FnOnce(&T, &mut Self) -> Result<()>,
    ) -> Result<()> {
        if self.json {
            self.json(value)
        } else {
            human(value, self)
        }
    }

    /// The value as JSON, whatever was asked for.
    ///
    /// # Errors
    /// When nobody takes it.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        serde_json::to_writer_pretty(&mut *self, value)?;
        Ok(writeln!(self)?)
    }

    /// `name: value` for people; nothing where there is no value.
    ///
    /// # Errors
    /// When nobody takes it.
    pub fn field(&mut self, name: &str, value: Option<impl std::fmt::Display>) -> io::Result<()> {
        match value {
            Some(value) => writeln!(self, "{name}: {value}"),
            None => Ok(()),
        }
    }
}

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}
