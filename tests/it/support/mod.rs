//! Helpers that several stories share.

pub mod bot_api;
pub mod database;
pub mod document;
pub mod office;
pub mod post;
pub mod postgres;
pub mod relay;
pub mod sheet;
pub mod sink;
