//! The channel that keeps what it is given: in `play` nothing leaves.

use crate::channel::Channel;
use crate::domain::letter::Letter;
use crate::domain::message::{Delivery, Outgoing, plain};
use async_trait::async_trait;
use std::sync::{Arc, Mutex, PoisonError};

/// Takes the place of the channel that chat steps travel by.
pub struct Capture {
    kind: &'static str,
    /// Where it really goes besides.
    onward: Option<Arc<dyn Channel>>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    so_far: u64,
    messages: Vec<Captured>,
}

/// A message that would have left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// Kind of the channel.
    pub channel: &'static str,
    /// Where to.
    pub address: String,
    /// The id by which the outbox knows it.
    pub remote_id: String,
    /// As its reader would see it.
    pub text: String,
}

impl Capture {
    /// In the place of channels of this kind.
    pub fn new(kind: &'static str) -> Capture {
        Capture {
            kind,
            onward: None,
            taken: Mutex::default(),
        }
    }

    /// In the place of another, which gets it all the same.
    pub fn before(onward: Arc<dyn Channel>) -> Capture {
        Capture {
            onward: Some(onward.clone()),
            ..Capture::new(onward.kind())
        }
    }

    /// What was taken since this was last asked, in order.
    pub fn take(&self) -> Vec<Captured> {
        std::mem::take(&mut self.lock().messages)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Channel for Capture {
    fn kind(&self) -> &'static str {
        self.kind
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        let text = match message {
            Outgoing::Send { text, .. } => plain(text),
            Outgoing::Mail(letter) => as_read(letter),
            Outgoing::EditButtons { .. } | Outgoing::AnswerPress { .. } => {
                return Delivery::Sent { remote_id: None };
            }
        };
        let known = match &self.onward {
            Some(onward) => match onward.send(address, message).await {
                Delivery::Sent { remote_id } => remote_id,
                not_sent => return not_sent,
            },
            None => None,
        };
        let mut taken = self.lock();
        taken.so_far += 1;
        let remote_id = known.unwrap_or_else(|| format!("play:{}:{}", self.kind, taken.so_far));
        taken.messages.push(Captured {
            channel: self.kind,
            address: address.to_owned(),
            remote_id: remote_id.clone(),
            text,
        });
        Delivery::Sent {
            remote_id: Some(remote_id),
        }
    }
}

/// Subject and text.
fn as_read(letter: &Letter) -> String {
    format!("{}\n\n{}", &*letter.subject, &*letter.text)
}
