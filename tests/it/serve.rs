//! `serve`: jobs, bot and deliverer, and what happens when somebody pulls the plug.

mod doors;
mod jobs;
mod process;
mod sending;
