//! Somebody at the machine: runs commands in a temporary home and reads what they say.

use serde_json::Value;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The business time of every command that names none: a workday, before the first slot.
pub const MORNING: &str = "2026-09-01T08:00+08:00";
/// In the first slot of that day.
pub const SLOT: &str = "2026-09-01T08:31+08:00";

pub const HOUSING: &str = "市住建局";
pub const HOUSING_LEDGER: &str = "整改台账-市住建局.xlsx";
pub const FINANCE_LEDGER: &str = "整改台账-市财政局.xlsx";

/// A home and what is set for it.
pub struct Desk {
    folder: TempDir,
    settings: Vec<(&'static str, String)>,
}

/// What a command said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A home that is not there yet.
    pub fn new() -> Self {
        Desk {
            folder: tempfile::tempdir().unwrap(),
            settings: Vec::new(),
        }
    }

    /// A home with the contacts in it.
    pub fn with_contacts() -> Self {
        let desk = Desk::new();
        desk.done(&["import", &data("通讯录.xlsx")]);
        desk
    }

    /// A home with the contacts and one unit's ledger in it.
    pub fn with_ledger() -> Self {
        let desk = Desk::with_contacts();
        desk.done(&["import", &data(HOUSING_LEDGER)]);
        desk
    }

    /// The same with a setting by environment: `HUIYIN__SECTION__KEY`.
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((name, value.into()));
        self
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A file beside the home.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The command, without a clock.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huiyin"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HUIYIN")) {
            command.env_remove(name);
        }
        command.env_remove("RUST_LOG").current_dir(self.folder.path());
        command.arg("--home").arg(self.home()).args(arguments);
        command.envs(self.settings.iter().map(|(name, value)| (*name, value)));
        command
    }

    pub fn at(&self, clock: &str, arguments: &[&str]) -> Said {
        Said::of(
            &self
                .command(&[&["--clock", clock], arguments].concat())
                .output()
                .unwrap(),
        )
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        self.at(MORNING, arguments)
    }

    /// What a command that is done prints.
    pub fn done(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}{}", said.out, said.err);
        said.out
    }

    /// The same as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[arguments, &["--json"]].concat())).unwrap()
    }

    /// Why a command is refused.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(
            (said.code, said.out.as_str()),
            (2, ""),
            "{arguments:?}: {}",
            said.err
        );
        said.err
    }

    /// The ledger's head, which is sound; every entry moves it.
    pub fn head(&self) -> String {
        let verified = self.json(&["verify"]);
        assert_eq!(verified["trouble"], Value::Null);
        format!("{}:{}", verified["entries"], verified["head"].as_str().unwrap())
    }
}

impl Said {
    pub fn of(output: &Output) -> Said {
        Said {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

/// The path of a file of `tests/data`.
pub fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    path.to_str().unwrap().to_owned()
}

/// A workbook of `tests/data` with one text instead of another.
pub fn rewritten(name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(data(name)).unwrap())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut met = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        met += text.matches(from).count();
        writer
            .start_file(part.name().unwrap(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.replace(from, to).as_bytes()).unwrap();
    }
    assert_eq!(met, 1, "`{from}` stands once in {name}");
    writer.finish().unwrap().into_inner()
}

/// The texts under a key of every object in a list.
pub fn all(list: &Value, key: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    list.as_array()
        .unwrap()
        .iter()
        .map(|item| text(&item[key]))
        .collect()
}
