//! The way out for mail, as the settings say.

use super::App;
use crate::channel::Channel;
use crate::channel::mail::folder::Folder;
use crate::channel::mail::letter::Sender;
use crate::channel::mail::smtp::{Relay, Shield, Smtp, Trust};
use crate::channel::pace::Limits;
use crate::config::{Mail, Secret, Security, Settings, Transport};
use crate::home::write_private;
use crate::supervision::Refused;
use anyhow::{Context, Result, anyhow};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// From whom mail comes while it only goes into a folder.
const NOBODY: &str = "huiyin@localhost";

/// The way.
#[derive(Clone)]
pub enum MailWay {
    /// Into the home's folder.
    Folder(Arc<Folder>),
    /// To a relay.
    Relay(Arc<Smtp>),
}

impl MailWay {
    /// As any channel.
    pub fn channel(&self) -> Arc<dyn Channel> {
        match self {
            MailWay::Folder(folder) => folder.clone(),
            MailWay::Relay(smtp) => smtp.clone(),
        }
    }

    /// Says good-bye to the relay.
    pub async fn close(&self) {
        if let MailWay::Relay(smtp) = self {
            smtp.close().await;
        }
    }
}

impl App {
    /// The way out for mail; none where it is off.
    ///
    /// # Errors
    /// Refused when the certificates cannot be read.
    pub fn mail(&self) -> Result<Option<MailWay>> {
        Ok(match self.settings.mail.transport {
            Transport::Off => None,
            Transport::File => Some(MailWay::Folder(Arc::new(self.mail_folder(self.home.mail())))),
            Transport::Smtp => {
                let sender = self.mail_sender();
                let mail = &self.settings.mail;
                let connections = NonZeroU32::new(mail.connections).context("no connections")?;
                let timeout = Duration::from_secs(mail.timeout_seconds.into());
                let relay = relay(mail, sender.domain())?;
                let smtp = Smtp::new(relay, sender, connections, timeout);
                Some(MailWay::Relay(Arc::new(smtp)))
            }
        })
    }

    /// A folder that is there, as the way out.
    pub fn mail_folder(&self, folder: PathBuf) -> Folder {
        Folder::new(folder, self.mail_sender(), write_private)
    }

    /// Who sends this office's mail.
    pub fn mail_sender(&self) -> Sender {
        let Settings { office, mail, .. } = &self.settings;
        let address = mail.from.clone().unwrap_or_else(|| NOBODY.to_owned());
        Sender {
            name: office.name.clone(),
            unsubscribe: mail.unsubscribe.clone().unwrap_or_else(|| address.clone()),
            unsubscribe_url: mail.unsubscribe_url.clone(),
            address,
        }
    }

    /// Whether digests go by mail to those who have an address; into the folder they always do.
    pub(super) fn mails_digests(&self) -> bool {
        self.settings.mail.transport != Transport::Off
    }

    /// Whether notices go by mail to those whom chat does not reach. While the console prints for everybody and mail
    /// only goes into a folder, they are printed.
    pub(super) fn mails_notices(&self) -> bool {
        match self.settings.mail.transport {
            Transport::Off => false,
            Transport::File => self.settings.telegram.token.is_some(),
            Transport::Smtp => true,
        }
    }
}

fn relay(mail: &Mail, hello: &str) -> Result<Relay> {
    let shield = match mail.security {
        Security::Tls => Shield::Tls(trust(mail)?),
        Security::Starttls => Shield::Starttls(trust(mail)?),
        Security::Plain => Shield::None,
    };
    let password = mail.password.as_ref().map(Secret::expose);
    Ok(Relay {
        host: mail.host.clone().context("mail.host is not set")?,
        port: mail.port(),
        hello: hello.to_owned(),
        shield,
        login: mail
            .user
            .clone()
            .zip(password)
            .map(|(user, password)| (user, password.to_owned())),
    })
}

fn trust(mail: &Mail) -> Result<Trust> {
    let refused = |why: String| anyhow!(Refused(format!("mail.ca_file: {why}")));
    let pem = match &mail.ca_file {
        Some(path) => {
            let read = std::fs::read(path);
            Some(read.map_err(|error| refused(format!("{}: {error}", path.display())))?)
        }
        None => None,
    };
    Trust::with(pem.as_deref()).map_err(refused)
}

/// How fast mail may leave.
///
/// # Errors
/// When the limit is zero, which the settings refuse.
pub fn mail_limits(settings: &Settings) -> Result<Limits> {
    let limit = NonZeroU32::new(settings.mail.per_second).context("a pace of zero")?;
    Ok(Limits {
        overall_per_second: limit,
        private_per_second: limit,
        group_per_minute: limit,
    })
}
