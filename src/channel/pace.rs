//! How fast messages may leave. Works on real time that the caller passes in, and never sleeps: the deliverer
//! asks when an address is ready and puts the message off until then, so one slow chat holds up no other.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// How many messages may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// To all chats together, in any second.
    pub overall_per_second: NonZeroU32,
    /// To one person, in any second.
    pub private_per_second: NonZeroU32,
    /// To one group, in any minute.
    pub group_per_minute: NonZeroU32,
}

/// What left in the last while, overall and for each chat. Addresses are Telegram's: a group's is negative.
#[derive(Debug)]
pub struct Pace {
    limits: Limits,
    overall: Window,
    chats: HashMap<String, Window>,
}

impl Pace {
    /// Nothing has left yet.
    pub fn new(limits: Limits) -> Self {
        Pace {
            limits,
            overall: Window::new(limits.overall_per_second, SECOND),
            chats: HashMap::new(),
        }
    }

    /// From when on a message may leave for this address; `now` when it may at once.
    pub fn ready_at(&self, address: &str, now: Instant) -> Instant {
        let chat = self.chats.get(address).map_or(now, |chat| chat.ready_at(now));
        chat.max(self.overall.ready_at(now))
    }

    /// Records that a message leaves now. Ask [`Pace::ready_at`] before.
    pub fn take(&mut self, address: &str, now: Instant) {
        self.chats.retain(|_, chat| chat.is_counting(now));
        self.overall.take(now);
        let limits = self.limits;
        self.chats
            .entry(address.to_owned())
            .or_insert_with(|| limits.of_chat(address))
            .take(now);
    }
}

impl Limits {
    fn of_chat(self, address: &str) -> Window {
        if address.starts_with('-') {
            Window::new(self.group_per_minute, MINUTE)
        } else {
            Window::new(self.private_per_second, SECOND)
        }
    }
}

/// At most `limit` in any span of this length. Stricter than a token bucket, which lets nearly twice as many
/// through in the span that follows a pause.
#[derive(Debug)]
struct Window {
    limit: usize,
    span: Duration,
    /// When the last `limit` messages left, the oldest first.
    left: VecDeque<Instant>,
}

impl Window {
    fn new(limit: NonZeroU32, span: Duration) -> Self {
        Window {
            limit: limit.get() as usize,
            span,
            left: VecDeque::new(),
        }
    }

    fn ready_at(&self, now: Instant) -> Instant {
        match self.left.front() {
            Some(&oldest) if self.left.len() == self.limit => now.max(oldest + self.span),
            _ => now,
        }
    }

    fn take(&mut self, now: Instant) {
        if self.left.len() == self.limit {
            self.left.pop_front();
        }
        self.left.push_back(now);
    }

    fn is_counting(&self, now: Instant) -> bool {
        self.left.back().is_some_and(|&last| last + self.span > now)
    }
}
