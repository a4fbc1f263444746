//! Mail to a relay, over a bounded number of connections that are kept from mail to mail.

use super::failure::Failure;
use super::letter::Sender;
use super::line::Line;
use super::ready;
pub use super::tls::Trust;
use crate::channel::Channel;
use crate::domain::letter::MAIL;
use crate::domain::message::{Delivery, Outgoing};
use async_trait::async_trait;
use lettre::Address;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// An idle connection older than that is likely to have been ended by the relay.
const KEPT: Duration = Duration::from_secs(30);
/// How long a good-bye may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// Where mail is handed in.
pub struct Relay {
    /// Its name, as its certificate has it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// What we call ourselves.
    pub hello: String,
    /// How the connection is kept from listeners.
    pub shield: Shield,
    /// User and password.
    pub login: Option<(String, String)>,
}

/// How a connection is kept from listeners.
pub enum Shield {
    /// TLS from the first byte on.
    Tls(Trust),
    /// TLS before the first mail.
    Starttls(Trust),
    /// Not at all; to this machine only.
    None,
}

/// The way to one relay.
pub struct Smtp {
    relay: Relay,
    sender: Sender,
    connections: NonZeroU32,
    timeout: Duration,
    permits: Semaphore,
    idle: Mutex<Vec<Line>>,
}

impl Smtp {
    /// Connects with the first mail. `timeout` is real time for one mail, connecting included.
    pub fn new(relay: Relay, sender: Sender, connections: NonZeroU32, timeout: Duration) -> Smtp {
        Smtp {
            relay,
            sender,
            connections,
            timeout,
            permits: Semaphore::new(connections.get() as usize),
            idle: Mutex::default(),
        }
    }

    /// Sends a mail and gives the relay's answer; what went wrong as it would be settled.
    ///
    /// # Errors
    /// What became of the mail instead.
    pub async fn hand_in(&self, address: &str, message: &Outgoing) -> Result<(String, String), Delivery> {
        let (letter, bytes) = ready(address, message, &self.sender)?;
        let not_one = |error| Delivery::Rejected {
            why: format!("an address cannot be used: {error}"),
        };
        let from: Address = self.sender.address.parse().map_err(not_one)?;
        let to: Address = address.parse().map_err(not_one)?;
        let Ok(_permit) = self.permits.acquire().await else {
            return Err(later("the way to the relay is closed".to_owned()));
        };
        let sending = self.send_over_some_line(&from, &to, &bytes);
        match tokio::time::timeout(self.timeout, sending).await {
            Ok(Ok(answer)) => Ok((self.sender.message_id(&letter.id), answer)),
            Ok(Err(failure)) => Err(failure.into()),
            Err(_) => Err(later(format!("no answer within {:?}", self.timeout))),
        }
    }

    async fn send_over_some_line(
        &self,
        from: &Address,
        to: &Address,
        mail: &[u8],
    ) -> Result<String, Failure> {
        if let Some(mut kept) = self.kept_line().await {
            match kept.send(from, to, mail).await {
                Err(failure) if failure.is_stale() => {}
                sent => return self.put_back(kept, sent),
            }
        }
        let mut line = Line::open(&self.relay).await?;
        let sent = line.send(from, to, mail).await;
        self.put_back(line, sent)
    }

    fn put_back(&self, line: Line, sent: Result<String, Failure>) -> Result<String, Failure> {
        let is_good = sent.as_ref().map_or_else(Failure::leaves_connection, |_| true);
        if is_good && !line.is_broken() {
            self.lock().push(line);
        }
        sent
    }

    /// A line that was used a moment ago; what is older is told good-bye.
    async fn kept_line(&self) -> Option<Line> {
        let (kept, stale) = {
            let mut idle = self.lock();
            let stale: Vec<Line> = idle
                .extract_if(.., |line| line.used_at.elapsed() > KEPT)
                .collect();
            (idle.pop(), stale)
        };
        part_from(stale).await;
        kept
    }

    /// Says good-bye on all lines that are kept.
    pub async fn close(&self) {
        let idle = std::mem::take(&mut *self.lock());
        part_from(idle).await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn part_from(lines: Vec<Line>) {
    let farewells = lines.into_iter().map(Line::close);
    // A relay that does not answer is left.
    let _ = tokio::time::timeout(FAREWELL, futures_util::future::join_all(farewells)).await;
}

fn later(why: String) -> Delivery {
    Delivery::Later { after: None, why }
}

#[async_trait]
impl Channel for Smtp {
    fn kind(&self) -> &'static str {
        MAIL
    }

    fn at_once(&self) -> Option<NonZeroU32> {
        Some(self.connections)
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        match self.hand_in(address, message).await {
            Ok((id, _)) => Delivery::Sent { remote_id: Some(id) },
            Err(not_sent) => not_sent,
        }
    }
}
