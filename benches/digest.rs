//! A week's digest of a whole city: 304 units, 10,647 findings, 320 readers, each with their own slice, picture and
//! workbook, to Debian's `smtp-sink`; beside it Python's smtplib with the same mails ready-made, over one connection.
//! `cargo bench --bench digest`; needs HUIYIN_TEST_POSTFIX (see `tests/run`) and python3. Figures are of one run: read
//! the ratios.

#[path = "../tests/it/support/sink.rs"]
mod sink;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use huiyin::app::App;
use huiyin::channel::mail::letter::compose;
use huiyin::channel::pace::{Limits, Pace};
use huiyin::clock::ManualClock;
use huiyin::config::Settings;
use huiyin::domain::contact::{Holding, Person, Unit};
use huiyin::domain::digest::{DigestPeriod, PeriodKind};
use huiyin::domain::ids::{HoldingId, PersonId, UnitId};
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::{Delivery, Outgoing};
use huiyin::domain::role::Role;
use huiyin::home::Home;
use huiyin::store::{Act, Work};
use huiyin::supervision::{House, ImportOptions, circulate, deliver, import, reader_named};
use std::num::NonZeroU32;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

const LEDGER: &str = "tests/data/全市整改台账-10647.xlsx";
/// Readers besides one of each unit: the leading group.
const LEADING: usize = 16;
const WEEK: &str = "2026-W36";

#[tokio::main]
async fn main() -> Result<()> {
    let home = tempfile::tempdir()?;
    let sink = sink::Sink::start();
    let app = App {
        settings: Settings::load(home.path(), settings(&sink))?,
        home: Home::open(home.path())?,
    };
    let clock = ManualClock::new(at("2026-09-01T00:00:00Z")?);
    let house = app.house(clock.clock()).await?;
    let readers = furnish(&house).await?;
    let way = app.mail()?.context("mail is on")?.channel();
    show("before", 0, Instant::now());

    clock.set(at("2026-09-07T00:00:00Z")?);
    let began = Instant::now();
    ensure!(circulate(&house).await?.drafted, "nothing was drafted");
    show("drafted", 1, began);

    clock.set(at("2026-09-07T00:30:00Z")?);
    let began = Instant::now();
    ensure!(
        circulate(&house).await?.sent == readers,
        "not every reader has theirs"
    );
    show("enqueued", readers, began);

    let began = Instant::now();
    let pace = Mutex::new(Pace::new(unlimited()));
    while deliver(&house, way.as_ref(), &pace).await? > 0 {}
    let made = show("counted, made, sent", readers, began);
    let unsent = house.store.read().await?.count_pending(way.kind()).await?;
    ensure!(unsent == 0, "{unsent} mails were not taken");

    let letters = letters(&house).await?;
    let began = Instant::now();
    let sent = join_all(letters.iter().map(|(to, mail)| way.send(to, mail))).await;
    let ready = show("sent again, ready-made", readers, began);
    ensure!(
        sent.iter().all(|sent| matches!(sent, Delivery::Sent { .. })),
        "not all were taken"
    );

    let python = python(&app, &letters, home.path(), sink.port)?;
    println!("{:<26} {python:>8.1} mails/s", "smtplib, ready-made");
    println!(
        "ratio to smtplib: made and sent {:.2}, ready-made {:.2}",
        made / python,
        ready / python
    );
    Ok(())
}

fn settings(sink: &sink::Sink) -> impl Iterator<Item = (String, String)> + use<> {
    [
        ("HUIYIN__MAIL__TRANSPORT", "smtp".to_owned()),
        ("HUIYIN__MAIL__HOST", "127.0.0.1".to_owned()),
        ("HUIYIN__MAIL__PORT", sink.port.to_string()),
        ("HUIYIN__MAIL__SECURITY", "plain".to_owned()),
        ("HUIYIN__MAIL__FROM", "huiyin@example.cn".to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into_iter()
}

fn at(text: &str) -> Result<DateTime<Utc>> {
    Ok(text.parse()?)
}

fn unlimited() -> Limits {
    Limits {
        overall_per_second: NonZeroU32::MAX,
        private_per_second: NonZeroU32::MAX,
        group_per_minute: NonZeroU32::MAX,
    }
}

/// Takes the city's ledger in and names a reader for every unit, and the leading group; gives their number.
async fn furnish(house: &House) -> Result<usize> {
    let (bytes, options) = (std::fs::read(LEDGER)?, options());
    let report = import(house, Actor::Operator, &bytes, LEDGER, &options, &|_, _| {}).await?;
    ensure!(report.kept, "{report:?}");
    let mut work = house.store.begin().await?;
    let act = Act::new(Actor::Operator, house.clock.now(), "person.added");
    let units: Vec<Unit> = work.all().await?;
    for unit in &units {
        seat(&mut work, house, &act, unit.id, Role::Liaison).await?;
    }
    for _ in 0..LEADING {
        seat(&mut work, house, &act, units[0].id, Role::LeadingGroupMember).await?;
    }
    work.commit().await?;
    Ok(units.len() + LEADING)
}

/// Its units are in no contacts yet.
fn options() -> ImportOptions {
    ImportOptions {
        create_missing: true,
        ..ImportOptions::default()
    }
}

async fn seat(work: &mut Work, house: &House, act: &Act, unit: UnitId, role: Role) -> Result<()> {
    let number = work.all::<Person>().await?.len();
    let person = Person {
        id: PersonId(0),
        office_id: house.office.id,
        unit_id: unit,
        name: format!("甲{number}"),
        post: None,
        phone: None,
        mail: Some(format!("reader{number}@example.cn")),
        former_units: Vec::new(),
        left_on: None,
        listed: None,
    };
    let person = work.insert(act, person).await?;
    let holding = Holding {
        id: HoldingId(0),
        person_id: person.id,
        unit_id: unit,
        role,
        from_on: None,
        until_on: None,
    };
    work.insert(act, holding).await?;
    Ok(())
}

/// The same mails again, with whom they go to.
async fn letters(house: &House) -> Result<Vec<(String, Outgoing)>> {
    let period = DigestPeriod::read(PeriodKind::Week, WEEK).context("a week")?;
    let edition = house.editions.of(house, period).await?;
    let people: Vec<Person> = house.store.read().await?.all().await?;
    let mut letters = Vec::new();
    for person in people {
        let Some(to) = person.mail else {
            continue; // named in the ledger, and no reader
        };
        let reader = reader_named(house, &person.name).await?;
        let reader = reader.context("everybody reads")?;
        let letter = edition.letter(house, &reader).await?;
        letters.push((to, Outgoing::Mail(Box::new(letter))));
    }
    Ok(letters)
}

/// How many mails a second smtplib hands in.
fn python(app: &App, letters: &[(String, Outgoing)], folder: &Path, port: u16) -> Result<f64> {
    let folder = folder.join("ready");
    std::fs::create_dir(&folder)?;
    let mut bytes = 0;
    for (number, (to, mail)) in letters.iter().enumerate() {
        if let Outgoing::Mail(letter) = mail {
            let mail = compose(letter, to, &app.mail_sender())?;
            bytes += mail.len();
            std::fs::write(folder.join(format!("{number}.eml")), mail)?;
        }
    }
    println!("{:<26} {:>8} bytes a mail", "", bytes / letters.len());
    let mut command = Command::new("python3");
    let ran = command
        .arg("benches/smtplib_send.py")
        .arg(&folder)
        .arg(port.to_string())
        .output()?;
    ensure!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Ok(String::from_utf8(ran.stdout)?.trim().parse()?)
}

/// One line of figures; gives how many a second.
#[expect(clippy::cast_precision_loss, reason = "hundreds of mails")]
fn show(what: &str, count: usize, began: Instant) -> f64 {
    let seconds = began.elapsed().as_secs_f64();
    let a_second = count as f64 / seconds;
    println!(
        "{what:<26} {a_second:>8.1} /s  {seconds:>7.2} s  peak memory {}",
        peak_memory()
    );
    a_second
}

/// As Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
