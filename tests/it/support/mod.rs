//! Helpers that several stories share.

pub mod postgres;
