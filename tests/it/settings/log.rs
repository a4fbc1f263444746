//! The log.

use huiyin::config::{Log, LogFormat, Secret};
use huiyin::telemetry;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What `work` leaves in a log of this format.
fn logged(format: LogFormat, secrets: &[&str], work: impl FnOnce()) -> String {
    let paper = Paper::default();
    let pen = paper.clone();
    let log = Log {
        filter: "info".to_owned(),
        format,
    };
    let secrets: Vec<Secret> = secrets
        .iter()
        .map(|text| Secret::from((*text).to_owned()))
        .collect();
    let log = telemetry::to_writer(&log, &secrets, move || pen.clone()).unwrap();
    tracing::dispatcher::with_default(&log, work);
    String::from_utf8(paper.0.lock().unwrap().clone()).unwrap()
}

#[test]
fn no_line_holds_a_secret() {
    for format in [LogFormat::Text, LogFormat::Json] {
        let lines = logged(format, &["123:TOKEN", "pass\"word"], || {
            tracing::info!(
                url = "https://api/bot123:TOKEN/GetMe",
                "calling with {:?}",
                "pass\"word"
            );
        });
        assert!(!lines.contains("TOKEN") && !lines.contains("word"), "{lines}");
        assert!(lines.contains("https://api/bot***/GetMe"), "{lines}");
    }
}

#[test]
fn collectors_get_one_object_a_line() {
    let lines = logged(LogFormat::Json, &[], || {
        tracing::info_span!("plan", run = 7)
            .in_scope(|| tracing::warn!(matter = 31, late = true, "二次催办"));
        tracing::debug!("not asked for");
    });
    let line: serde_json::Value = serde_json::from_str(&lines).unwrap();

    assert_eq!(line["level"], "WARN");
    assert_eq!(line["spans"], serde_json::json!(["plan{run=7}"]));
    assert_eq!(
        line["fields"],
        serde_json::json!({ "late": true, "matter": 31, "message": "二次催办" })
    );
}
