//! Prints what would be sent, for a home without a chat.

use super::Channel;
use crate::domain::message::{Button, Delivery, Markup, Outgoing, Words, plain};
use async_trait::async_trait;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Prints every message in plain text.
pub struct Console {
    out: Arc<Mutex<dyn Write + Send>>,
}

impl Console {
    /// Prints into `out`.
    pub fn new(out: Arc<Mutex<dyn Write + Send>>) -> Self {
        Console { out }
    }

    /// Prints on standard output.
    pub fn stdout() -> Self {
        Console::new(Arc::new(Mutex::new(io::stdout())))
    }

    fn print(&self, text: &str) -> io::Result<()> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}

#[async_trait]
impl Channel for Console {
    fn kind(&self) -> &'static str {
        "console"
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        match self.print(&card(address, message)) {
            Ok(()) => Delivery::Sent { remote_id: None },
            Err(error) => Delivery::Later {
                after: None,
                why: format!("console: {error}"),
            },
        }
    }
}

/// A message as a terminal shows it: the address, the text, one line for each row of buttons.
fn card(address: &str, message: &Outgoing) -> String {
    let mut lines = vec![format!("-> {address}")];
    match message {
        Outgoing::Send { text, markup, .. } => {
            lines.push(plain(text));
            match markup {
                Markup::None => {}
                Markup::Buttons(rows) => lines.extend(button_rows(rows)),
                Markup::Keyboard(rows) => lines.extend(rows.iter().map(|row| row_of(row.iter()))),
            }
        }
        Outgoing::EditButtons { remote_id, buttons } => {
            lines.push(format!("(buttons of {remote_id})"));
            lines.extend(button_rows(buttons));
        }
        Outgoing::AnswerPress { text, .. } => {
            lines.push(format!("({})", text.as_deref().unwrap_or("ok")));
        }
        Outgoing::Mail(letter) => {
            lines.push(letter.subject.to_string());
            lines.push(letter.text.to_string());
        }
    }
    lines.join("\n") + "\n\n"
}

fn button_rows(rows: &[Vec<Button>]) -> impl Iterator<Item = String> {
    rows.iter()
        .map(|row| row_of(row.iter().map(|button| &button.label)))
}

fn row_of<'a>(labels: impl Iterator<Item = &'a Words>) -> String {
    labels
        .map(|label| format!("[{}]", &**label))
        .collect::<Vec<_>>()
        .join(" ")
}
