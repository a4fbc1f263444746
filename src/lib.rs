//! 回音 (huiyin): keeps the deadlines of a 巡察 office, reminds, takes answers into a ledger, climbs when
//! nobody answers. The way through the house: `domain` (pure) <- `config`, `intake`, `text`, `channel`,
//! `store` <- `supervision` (the verbs) <- `bot`, `jobs` (the doors) <- `app`, `cli`.

pub mod app;
pub mod bot;
pub mod channel;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod home;
pub mod intake;
pub mod jobs;
pub mod paper;
pub mod picture;
pub mod store;
pub mod supervision;
pub mod telemetry;
pub mod text;
pub mod workbook;
