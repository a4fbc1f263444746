//! A bell: whoever has made work rings it, whoever does the work hears it.

use std::sync::Arc;
use tokio::sync::Notify;

/// A clone is the same bell. Rung while nobody listens it is heard next time, once, however often it was rung.
#[derive(Debug, Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Rings; never waits.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits for the next ring. Of several listeners, one hears it.
    pub async fn heard(&self) {
        self.0.notified().await;
    }
}
