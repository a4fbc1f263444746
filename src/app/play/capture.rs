//! The channel that keeps what it is given: in `play` nothing leaves.

use crate::channel::Channel;
use crate::domain::message::{Delivery, Outgoing, plain};
use async_trait::async_trait;
use std::sync::{Mutex, PoisonError};

/// Takes the place of the channel that chat steps travel by.
pub struct Capture {
    kind: &'static str,
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
            taken: Mutex::default(),
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
        let Outgoing::Send { text, .. } = message else {
            return Delivery::Sent { remote_id: None };
        };
        let mut taken = self.lock();
        taken.so_far += 1;
        let remote_id = format!("play:{}", taken.so_far);
        taken.messages.push(Captured {
            address: address.to_owned(),
            remote_id: remote_id.clone(),
            text: plain(text),
        });
        Delivery::Sent {
            remote_id: Some(remote_id),
        }
    }
}
