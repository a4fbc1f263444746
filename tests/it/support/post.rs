//! A channel that keeps what it is given and answers as it was told to.

use async_trait::async_trait;
use huiyin::channel::Channel;
use huiyin::domain::message::{Delivery, Outgoing, plain};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// Something that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub address: String,
    pub message: Outgoing,
}

impl Letter {
    /// What its reader reads.
    pub fn reads(&self) -> String {
        match &self.message {
            Outgoing::Send { text, .. } => plain(text),
            _ => String::new(),
        }
    }
}

/// Takes everything, unless it was told otherwise.
pub struct Post {
    kind: &'static str,
    taken: Mutex<Vec<Letter>>,
    told: Mutex<Vec<(Option<String>, Delivery)>>,
    arrived: AtomicU32,
}

impl Post {
    pub fn new(kind: &'static str) -> Post {
        Post {
            kind,
            taken: Mutex::default(),
            told: Mutex::default(),
            arrived: AtomicU32::new(0),
        }
    }

    /// The next message ends like this instead of arriving.
    pub fn will(&self, delivery: Delivery) {
        self.told.lock().unwrap().push((None, delivery));
    }

    /// The next message to an address ends like this.
    pub fn will_at(&self, address: &str, delivery: Delivery) {
        self.told
            .lock()
            .unwrap()
            .push((Some(address.to_owned()), delivery));
    }

    fn fate_of(&self, address: &str) -> Option<Delivery> {
        let mut told = self.told.lock().unwrap();
        let fits = |(to, _): &(Option<String>, Delivery)| to.as_ref().is_none_or(|to| to == address);
        let at = told.iter().position(fits)?;
        Some(told.remove(at).1)
    }

    /// What has arrived since the last time.
    pub fn empty(&self) -> Vec<Letter> {
        std::mem::take(&mut self.taken.lock().unwrap())
    }
}

#[async_trait]
impl Channel for Post {
    fn kind(&self) -> &'static str {
        self.kind
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        if let Some(delivery) = self.fate_of(address) {
            return delivery;
        }
        self.taken.lock().unwrap().push(Letter {
            address: address.to_owned(),
            message: message.clone(),
        });
        let number = self.arrived.fetch_add(1, Ordering::Relaxed) + 1;
        Delivery::Sent {
            remote_id: Some(number.to_string()),
        }
    }
}
