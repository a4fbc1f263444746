//! A real mail relay (`relay.py`: PyPI's aiosmtpd, reading mail with Python's own parser), and Debian's `smtp-sink`
//! for load. `tests/run` installs both.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
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

/// A server that takes mail as fast as it comes and forgets it.
pub struct Sink {
    pub port: u16,
    child: Child,
}

impl Sink {
    /// Starts one.
    ///
    /// # Panics
    /// There is no `smtp-sink`.
    pub fn start() -> Sink {
        let postfix = std::env::var("HUIYIN_TEST_POSTFIX").expect(
            "HUIYIN_TEST_POSTFIX names no folder with Debian's postfix in it; run the tests by `tests/run`",
        );
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut sink = Command::new(format!("{postfix}/usr/sbin/smtp-sink"));
        sink.env("LD_LIBRARY_PATH", format!("{postfix}/usr/lib/postfix"));
        if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            sink.args(["-u", "nobody"]);
        }
        let sink = sink
            .args([format!("127.0.0.1:{port}"), "100".to_owned()])
            .stdout(Stdio::null())
            .spawn()
            .expect("smtp-sink starts");
        let sink = Sink { port, child: sink };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return sink;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("smtp-sink does not listen");
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
