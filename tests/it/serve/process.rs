//! `huiyin serve` as a process: what it prints, how it ends.

use crate::cli::desk::Desk;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// A server under way; killed when it is dropped.
pub struct Serving {
    child: Child,
    pub out: Receiver<String>,
    pub err: Receiver<String>,
}

impl Serving {
    pub fn start(desk: &Desk, arguments: &[&str]) -> Serving {
        let mut command = desk.command(&[&["serve"], arguments].concat());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Serving {
            out: lines(child.stdout.take().unwrap()),
            err: lines(child.stderr.take().unwrap()),
            child,
        }
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for its end; gives how it ended and how long that took.
    pub fn ends(&mut self) -> (ExitStatus, Duration) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, start.elapsed());
            }
            assert!(start.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Nothing to do for one that has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(from: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// The first line that holds a text.
pub fn wait_for(lines: &Receiver<String>, text: &str) -> String {
    let end = Instant::now() + PATIENCE;
    let mut seen = Vec::new();
    while let Ok(line) = lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
        if line.contains(text) {
            return line;
        }
        seen.push(line);
    }
    panic!("no line with `{text}`, but {seen:?}");
}

#[test]
fn without_a_token_it_says_so_and_prints_what_would_be_sent() {
    let desk = Desk::with_ledger();
    let mut serving = Serving::start(&desk, &["--clock", "2026-09-01T08:00+08:00", "--speed", "3600"]);
    wait_for(&serving.err, "no Telegram token is set");
    wait_for(&serving.out, "-> 市住建局 甲一");
    wait_for(&serving.out, "甲一同志：现有 20 项督办事项");
    serving.signal("TERM");
    let (status, took) = serving.ends();
    assert!(
        status.success() && took < Duration::from_secs(5),
        "{status} {took:?}"
    );
    assert_eq!(
        desk.head().split_once(':').unwrap().1.len(),
        64,
        "the books are sound"
    );
}

#[test]
fn an_interrupt_stops_it_too() {
    let desk = Desk::new();
    let mut serving = Serving::start(&desk, &[]);
    wait_for(&serving.err, "no Telegram token is set");
    serving.signal("INT");
    let (status, took) = serving.ends();
    assert!(
        status.success() && took < Duration::from_secs(5),
        "{status} {took:?}"
    );
}

#[test]
fn it_does_not_start_on_a_fault_and_production_keeps_the_real_clock() {
    let nowhere = Desk::new().set("HUIYIN__DATABASE__URL", "sqlite:///proc/nowhere.db");
    let (status, _) = Serving::start(&nowhere, &[]).ends();
    assert_eq!(status.code(), Some(1));

    let production = Desk::new()
        .set("HUIYIN__ENVIRONMENT", "production")
        .set("HUIYIN__MAIL__TRANSPORT", "off");
    let (status, _) = Serving::start(&production, &["--clock", "2026-09-01"]).ends();
    assert_eq!(status.code(), Some(2));

    let (status, _) = Serving::start(&Desk::new(), &["--speed", "60"]).ends();
    assert_eq!(status.code(), Some(2), "--speed needs --clock");
}
