//! `[mail]`

use super::layers::Layers;
use super::{Environment, Secret, value};
use crate::domain::letter::is_mail_address;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// Longest URL that fits into a header beside the id of a letter.
const LONGEST_URL: usize = 300;

/// How mail travels.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Where it goes.
    pub transport: Transport,
    /// The relay's name.
    #[serde(deserialize_with = "value::optional")]
    pub host: Option<String>,
    /// Its port; 0: the usual one.
    pub port: u16,
    /// How the connection is kept from listeners.
    pub security: Security,
    /// Who we are to the relay.
    #[serde(deserialize_with = "value::optional")]
    pub user: Option<String>,
    /// With which password.
    #[serde(deserialize_with = "value::optional")]
    pub password: Option<Secret>,
    /// Certificates (PEM) of an authority of one's own, trusted beside the public ones.
    #[serde(deserialize_with = "value::optional")]
    pub ca_file: Option<PathBuf>,
    /// The office's address.
    #[serde(deserialize_with = "value::optional")]
    pub from: Option<String>,
    /// Connections to the relay at most.
    pub connections: u32,
    /// Mails a second at most.
    pub per_second: u32,
    /// Seconds (real time) that one mail may take, connecting included.
    pub timeout_seconds: u32,
    /// Maildir into which mail that came back is put.
    #[serde(deserialize_with = "value::optional")]
    pub bounce_dir: Option<PathBuf>,
    /// Mail address that takes wishes to be left alone; none: the office's.
    #[serde(deserialize_with = "value::optional")]
    pub unsubscribe: Option<String>,
    /// `https://` URL that takes them by one click.
    #[serde(deserialize_with = "value::optional")]
    pub unsubscribe_url: Option<String>,
}

/// Where mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Nowhere: nobody is reached by mail.
    Off,
    /// Into the home's folder `mail`, a file each.
    File,
    /// To a relay.
    Smtp,
}

/// How a connection is kept from listeners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte on.
    Tls,
    /// TLS before the first mail; no mail without it.
    Starttls,
    /// Not at all: to this machine only.
    Plain,
}

impl Security {
    fn usual_port(self) -> u16 {
        match self {
            Security::Tls => 465,
            Security::Starttls => 587,
            Security::Plain => 25,
        }
    }
}

impl Mail {
    /// The relay's port.
    pub fn port(&self) -> u16 {
        match self.port {
            0 => self.security.usual_port(),
            port => port,
        }
    }

    pub(super) fn check(&self, layers: &mut Layers, environment: Environment, lease_seconds: u32) {
        layers.positive(&[
            ("mail.connections", self.connections),
            ("mail.per_second", self.per_second),
            ("mail.timeout_seconds", self.timeout_seconds),
        ]);
        layers.require(
            environment != Environment::Production || self.transport != Transport::File,
            &["mail.transport"],
            "\"file\" sends nothing, which environment = \"production\" refuses: choose \"smtp\" or \"off\"",
        );
        for (key, address) in [("mail.from", &self.from), ("mail.unsubscribe", &self.unsubscribe)] {
            let is_one = address.as_deref().is_none_or(is_mail_address);
            layers.require(is_one, &[key], "is no mail address such as huiyin@example.cn");
        }
        let url = self.unsubscribe_url.as_deref();
        layers.require(
            url.is_none_or(is_https),
            &["mail.unsubscribe_url"],
            format!("must start with https:// and have at most {LONGEST_URL} plain characters"),
        );
        if self.transport == Transport::Smtp {
            self.check_relay(layers, lease_seconds);
        }
    }

    fn check_relay(&self, layers: &mut Layers, lease_seconds: u32) {
        layers.require(
            self.timeout_seconds < lease_seconds,
            &["mail.timeout_seconds", "outbox.lease_seconds"],
            "must be less than outbox.lease_seconds, or a mail is sent twice",
        );
        layers.require(self.host.is_some(), &["mail.host"], "the relay's name is missing");
        layers.require(
            self.from.is_some(),
            &["mail.from"],
            "the office's mail address is missing",
        );
        let is_near = self.host.as_deref().is_none_or(is_loopback);
        layers.require(
            self.security != Security::Plain || is_near,
            &["mail.security", "mail.host"],
            "\"plain\" is only for a relay on this machine (localhost, 127.0.0.1, ::1)",
        );
        layers.require(
            self.user.is_some() == self.password.is_some(),
            &["mail.user", "mail.password"],
            "user and password go together: set both, or neither",
        );
    }

    pub(super) fn resolve(&mut self, home: &Path) {
        for path in [&mut self.ca_file, &mut self.bounce_dir] {
            *path = path.take().map(|path| home.join(path));
        }
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn is_https(url: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_graphic() && !"<>,".contains(sign);
    url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        && url.len() <= LONGEST_URL
        && url.chars().all(is_plain)
}
