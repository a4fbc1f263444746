//! Mail: a letter becomes an envelope's bytes ([`letter::compose`]), and those are handed to a relay or kept in a
//! folder. Signing them (DKIM) is the relay's work.

mod header;
pub mod letter;
