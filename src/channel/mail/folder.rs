//! Mail that is kept instead of sent: a file each, named after its `Message-ID`, so that a repeat replaces it.

use super::letter::Sender;
use super::ready;
use crate::channel::Channel;
use crate::domain::letter::MAIL;
use crate::domain::message::{Delivery, Outgoing};
use async_trait::async_trait;
use std::io;
use std::path::{Path, PathBuf};

/// How a file is written: whole or not at all.
pub type Write = fn(&Path, &[u8]) -> io::Result<()>;

/// The folder.
pub struct Folder {
    folder: PathBuf,
    sender: Sender,
    write: Write,
}

impl Folder {
    /// A folder that is there.
    pub fn new(folder: PathBuf, sender: Sender, write: Write) -> Folder {
        Folder {
            folder,
            sender,
            write,
        }
    }
}

#[async_trait]
impl Channel for Folder {
    fn kind(&self) -> &'static str {
        MAIL
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        let (letter, bytes) = match ready(address, message, &self.sender) {
            Ok(ready) => ready,
            Err(not_sent) => return not_sent,
        };
        let path = self.folder.join(format!("{}.eml", letter.id));
        match (self.write)(&path, &bytes) {
            Ok(()) => Delivery::Sent {
                remote_id: Some(self.sender.message_id(&letter.id)),
            },
            Err(error) => Delivery::Later {
                after: None,
                why: format!("{}: {error}", path.display()),
            },
        }
    }
}
