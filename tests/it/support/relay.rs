//! A real mail relay (`relay.py`: PyPI's aiosmtpd, reading mail with Python's own parser). `tests/run` installs it.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tempfile::TempDir;

pub const USER: &str = "huiyin";
pub const PASSWORD: &str = "a-secret-of-the-tests";

/// The relay; it ends with the test.
pub struct RelayServer {
    pub port: u16,
    folder: TempDir,
    child: Child,
    mails: Receiver<Value>,
}

impl RelayServer {
    /// Starts one: `tls`, `starttls` or `plain`.
    ///
    /// # Panics
    /// There is no Python with aiosmtpd: a test that cannot run has failed.
    pub fn start(mode: &str) -> RelayServer {
        let python = std::env::var("HUIYIN_TEST_MAIL_PYTHON")
            .expect("HUIYIN_TEST_MAIL_PYTHON names no Python with aiosmtpd; run the tests by `tests/run`");
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(python)
            .args(["-W", "ignore", "tests/it/support/relay.py"])
            .arg(folder.path())
            .arg(mode)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Python of HUIYIN_TEST_MAIL_PYTHON starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines
            .next()
            .expect("the relay tells its port")
            .unwrap()
            .parse()
            .unwrap();
        let (tell, mails) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if tell.send(serde_json::from_str(&line).unwrap()).is_err() {
                    break;
                }
            }
        });
        RelayServer {
            port,
            folder,
            child,
            mails,
        }
    }

    /// The certificate of its authority, in PEM.
    pub fn ca(&self) -> Vec<u8> {
        std::fs::read(self.ca_file()).unwrap()
    }

    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// The next mail that it took, as Python read it.
    pub fn mail(&self) -> Value {
        self.mails.recv_timeout(Duration::from_secs(20)).expect("a mail")
    }

    /// All that it has taken and that was not asked for.
    pub fn rest(&self) -> Vec<Value> {
        std::iter::from_fn(|| self.mails.recv_timeout(Duration::from_millis(300)).ok()).collect()
    }
}

impl Drop for RelayServer {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
