//! One connection to a relay: opened, secured, introduced, then used for many mails.

use super::failure::{Failure, Stage};
use super::smtp::{Relay, Shield};
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use std::io;
use std::time::Instant;
use tokio::net::TcpStream;

/// The connection.
pub struct Line {
    smtp: AsyncSmtpConnection,
    /// When it was last used.
    pub used_at: Instant,
}

impl Line {
    /// Opens one.
    ///
    /// # Errors
    /// When the relay cannot be reached, is not whom it should be, or does not want us.
    pub async fn open(relay: &Relay) -> Result<Line, Failure> {
        let tcp = dial(relay).await.map_err(|error| Failure::io(&error))?;
        let hello = ClientId::Domain(relay.hello.clone());
        let opening = |error| Failure::at(Stage::Connecting, &error);
        let mut smtp = match &relay.shield {
            Shield::Tls(trust) => {
                let secured = trust.secure(&relay.host, tcp).await;
                let secured = Box::new(secured.map_err(|error| Failure::io(&error))?);
                AsyncSmtpConnection::connect_with_transport(secured, &hello)
                    .await
                    .map_err(opening)?
            }
            Shield::Starttls(_) | Shield::None => {
                AsyncSmtpConnection::connect_with_transport(Box::new(tcp), &hello)
                    .await
                    .map_err(opening)?
            }
        };
        if let Shield::Starttls(trust) = &relay.shield {
            let parameters = trust.parameters(&relay.host).map_err(opening)?;
            smtp.starttls(parameters, &hello).await.map_err(opening)?;
        }
        if let Some((user, password)) = &relay.login {
            let login = Credentials::new(user.clone(), password.clone());
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], &login)
                .await
                .map_err(|error| Failure::at(Stage::LoggingIn, &error))?;
        }
        Ok(Line {
            smtp,
            used_at: Instant::now(),
        })
    }

    /// Hands a mail over; gives the relay's answer.
    ///
    /// # Errors
    /// When the relay does not take it. See [`Failure::leaves_connection`] for whether the line can be used again.
    pub async fn send(&mut self, from: &Address, to: &Address, mail: &[u8]) -> Result<String, Failure> {
        let sent = self.hand_over(from, to, mail).await;
        self.used_at = Instant::now();
        if sent.as_ref().is_err_and(Failure::leaves_connection) && self.smtp.command(Rset).await.is_err() {
            self.smtp.abort().await;
        }
        sent
    }

    async fn hand_over(&mut self, from: &Address, to: &Address, mail: &[u8]) -> Result<String, Failure> {
        let failed = |stage| move |error| Failure::at(stage, &error);
        let smtp = &mut self.smtp;
        smtp.command(Mail::new(Some(from.clone()), Vec::new()))
            .await
            .map_err(failed(Stage::From))?;
        smtp.command(Rcpt::new(to.clone(), Vec::new()))
            .await
            .map_err(failed(Stage::To))?;
        smtp.command(Data).await.map_err(failed(Stage::Content))?;
        let answer = smtp.message(mail).await.map_err(failed(Stage::Content))?;
        let words: Vec<&str> = answer.message().collect();
        Ok(format!("{} {}", answer.code(), words.join(" ")))
    }

    /// Whether it was given up.
    pub fn is_broken(&self) -> bool {
        self.smtp.has_broken()
    }

    /// Says good-bye.
    pub async fn close(mut self) {
        // Whoever has hung up already needs no good-bye.
        let _ = self.smtp.quit().await;
    }
}

async fn dial(relay: &Relay) -> io::Result<TcpStream> {
    let tcp = TcpStream::connect((relay.host.as_str(), relay.port)).await?;
    if matches!(relay.shield, Shield::None) && !tcp.peer_addr()?.ip().is_loopback() {
        return Err(io::Error::other("a relay that is not on this machine needs TLS"));
    }
    // Mail ends in a write of its own, which would otherwise wait for the other side's delayed acknowledgement.
    tcp.set_nodelay(true)?;
    Ok(tcp)
}
