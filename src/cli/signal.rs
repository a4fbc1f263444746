//! Being told to stop: SIGTERM, or an interrupt from the terminal.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};

/// Listens from now on; what it gives ends when the process is told to stop.
///
/// # Errors
/// When signals cannot be listened for.
pub fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    let listen = |kind| signal(kind).context("listening for signals");
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
