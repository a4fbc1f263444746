//! A writer that never lets a secret through.

use crate::config::Secret;
use std::io::{self, Write};
use tracing_subscriber::fmt::MakeWriter;

/// Shorter ones would blot out ordinary words.
const SHORTEST: usize = 4;

/// Writes to `inner` with every secret as `***`.
pub struct Masked<W> {
    secrets: Vec<String>,
    inner: W,
}

/// One event's way through the mask: the subscriber writes a whole event at once.
pub struct MaskedLine<'m, W> {
    secrets: &'m [String],
    inner: W,
}

impl<W> Masked<W> {
    pub fn new(secrets: &[Secret], inner: W) -> Self {
        let long = secrets
            .iter()
            .map(Secret::expose)
            .filter(|secret| secret.len() >= SHORTEST);
        // As it is, as `Debug` or JSON escape it, and as JSON escapes what `Debug` wrote.
        let ways = long.flat_map(|secret| {
            let once = secret.escape_debug().to_string();
            [secret.to_owned(), once.escape_debug().to_string(), once]
        });
        Masked {
            secrets: ways.collect(),
            inner,
        }
    }
}

impl<'m, W: MakeWriter<'m>> MakeWriter<'m> for Masked<W> {
    type Writer = MaskedLine<'m, W::Writer>;

    fn make_writer(&'m self) -> Self::Writer {
        MaskedLine {
            secrets: &self.secrets,
            inner: self.inner.make_writer(),
        }
    }
}

impl<W: Write> Write for MaskedLine<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes).into_owned();
        let line = self
            .secrets
            .iter()
            .fold(line, |line, secret| line.replace(secret, "***"));
        self.inner.write_all(line.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
