//! Fetching what people send.

use super::{CallError, Failure, Telegram};
use crate::domain::ledger::hex;
use futures_util::{StreamExt, pin_mut};
use sha2::{Digest, Sha256};
use std::io;
use std::time::Duration;
use teloxide::net::download_file_stream;
use teloxide::prelude::Requester;
use teloxide::types::FileId;
use tokio::io::{AsyncWrite, AsyncWriteExt};

/// A file that was written whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in lower-case hex.
    pub sha256: String,
}

/// Why a file was not fetched. Part of it may have been written.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// Larger than we take, or than the server gives out.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// What was allowed.
        limit: u64,
    },
    /// Try again.
    #[error("telegram: {why}")]
    Later {
        /// How long the server asks to wait.
        after: Option<Duration>,
        /// For operators.
        why: String,
    },
    /// The server will never give it out.
    #[error("telegram: {why}")]
    Refused {
        /// For operators.
        why: String,
    },
    /// It could not be written.
    #[error("the file could not be written: {0}")]
    Write(#[from] io::Error),
}

impl Telegram {
    /// Fetches a file of at most `max_bytes`; a larger one is refused before it is fetched, and whatever the
    /// server told, no more than that is ever written.
    pub async fn download(
        &self,
        file_id: &str,
        max_bytes: u64,
        into: &mut (dyn AsyncWrite + Send + Unpin),
    ) -> Result<Downloaded, DownloadError> {
        let path = self.locate(file_id, max_bytes).await?;
        let pieces = download_file_stream(&self.downloader, self.bot.api_url(), self.bot.token(), &path);
        pin_mut!(pieces);
        let mut hash = Sha256::new();
        let mut bytes = 0;
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| DownloadError::of(&error))?;
            bytes += piece.len() as u64;
            if bytes > max_bytes {
                return Err(DownloadError::TooLarge { limit: max_bytes });
            }
            hash.update(&piece);
            into.write_all(&piece).await?;
        }
        into.flush().await?;
        let sha256 = hex(&hash.finalize());
        Ok(Downloaded { bytes, sha256 })
    }

    /// Where a file can be fetched for the next hour, when it is small enough as far as the server knows.
    async fn locate(&self, file_id: &str, max_bytes: u64) -> Result<String, DownloadError> {
        let too_large = DownloadError::TooLarge { limit: max_bytes };
        match self.call(self.bot.get_file(FileId(file_id.to_owned()))).await {
            // teloxide says the largest number where the server does not know the size.
            Ok(file) if file.size != u32::MAX && u64::from(file.size) > max_bytes => Err(too_large),
            Ok(file) => Ok(file.path),
            Err(Failure::Refused(why)) if why.contains("file is too big") => Err(too_large),
            Err(failure) => Err(CallError::from(failure).into()),
        }
    }
}

impl DownloadError {
    fn of(error: &reqwest::Error) -> Self {
        match error.status() {
            Some(status) if status.is_client_error() => DownloadError::Refused {
                why: format!("the file's link answers {status}"),
            },
            Some(status) => DownloadError::Later {
                after: None,
                why: format!("the file's link answers {status}"),
            },
            None => CallError::from(Failure::of_network(error)).into(),
        }
    }
}

impl From<CallError> for DownloadError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Later { after, why } => DownloadError::Later { after, why },
            CallError::Unauthorized => DownloadError::Later {
                after: None,
                why: error.to_string(),
            },
            CallError::Conflict(why) | CallError::Refused(why) => DownloadError::Refused { why },
        }
    }
}
