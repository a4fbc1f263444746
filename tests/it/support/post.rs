//! A channel that keeps what it is given and answers as it was told to.

use async_trait::async_trait;
use huiyin::channel::Channel;
use huiyin::domain::message::{Delivery, Outgoing};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// Something that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub address: String,
    pub message: Outgoing,
}

/// Takes everything, unless it was told otherwise.
pub struct Post {
    kind: &'static str,
    taken: Mutex<Vec<Letter>>,
    told: Mutex<VecDeque<Delivery>>,
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
        self.told.lock().unwrap().push_back(delivery);
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
        if let Some(delivery) = self.told.lock().unwrap().pop_front() {
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
