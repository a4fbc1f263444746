//! Debian's `smtp-sink`, for load. `tests/run` fetches it.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("loopback has a free port").port();
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
