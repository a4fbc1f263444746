//! Mail: a letter becomes an envelope's bytes ([`letter::compose`]), and those are handed to a relay or kept in a
//! folder. Signing them (DKIM) is the relay's work.

pub mod bounce;
mod failure;
pub mod folder;
mod header;
pub mod letter;
mod line;
pub mod smtp;
mod tls;

use crate::domain::letter::{Letter, MAIL};
use crate::domain::message::{Delivery, Outgoing};
use letter::{Sender, compose};

/// A letter's `Message-ID` and bytes; or why it cannot be sent.
fn ready<'l>(
    address: &str,
    message: &'l Outgoing,
    sender: &Sender,
) -> Result<(&'l Letter, Vec<u8>), Delivery> {
    let Outgoing::Mail(letter) = message else {
        let why = format!("what goes by {MAIL} must be a letter");
        return Err(Delivery::Rejected { why });
    };
    let bytes = compose(letter, address, sender);
    let bytes = bytes.map_err(|unfit| Delivery::Rejected {
        why: unfit.to_string(),
    })?;
    Ok((letter, bytes))
}
