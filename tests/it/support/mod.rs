//! Helpers that several stories share.

pub mod bot_api;
pub mod postgres;
