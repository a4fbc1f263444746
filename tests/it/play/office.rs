//! An office that has just taken its workbooks in, and plays over it.

use crate::support::database::{Backend, Database};
use crate::support::office::{at, day, workbook};
use chrono_tz::Asia::Shanghai;
use huiyin::app::{App, PlayLine, Player};
use huiyin::clock::ManualClock;
use huiyin::config::Settings;
use huiyin::domain::binding::Binding;
use huiyin::domain::ids::BindingId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::reply::{Parsed, parse};
use huiyin::home::Home;
use huiyin::store::Act;
use huiyin::supervision::{House, ImportOptions, Seer, Spoken, find_person, get_matter, import, take_answer};
use tempfile::TempDir;

/// Every table that a play could write to.
const TABLES: [&str; 9] = [
    "matter",
    "notice",
    "message",
    "outbox",
    "job_run",
    "storm_hold",
    "attention",
    "calendar_year",
    "rulebook_version",
];

/// A home whose workbooks came in on the morning of 2026-09-01.
pub struct Office {
    pub app: App,
    pub database: Database,
    _home: TempDir,
}

impl Office {
    pub async fn on(backend: Backend) -> Office {
        Office::with(backend, &[]).await
    }

    /// With settings, as the environment has them.
    pub async fn with(backend: Backend, settings: &[(&str, &str)]) -> Office {
        let home = tempfile::tempdir().unwrap();
        let database = backend.database().await;
        let url = ("HUIYIN__DATABASE__URL", database.url.as_str());
        let env = settings.iter().chain([&url]);
        let env = env.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let app = App {
            settings: Settings::load(home.path(), env).unwrap(),
            home: Home::open(home.path()).unwrap(),
        };
        let office = Office {
            app,
            database,
            _home: home,
        };
        let house = office.house_at("2026-09-01 08:00").await;
        for file in ["通讯录.xlsx", "整改台账-市住建局.xlsx", "整改台账-市财政局.xlsx"] {
            let (bytes, options) = (workbook(file), ImportOptions::default());
            let report = import(&house, Actor::Operator, &bytes, file, &options, &|_, _| {});
            assert!(report.await.unwrap().kept, "{file}");
        }
        house.store.close().await;
        office
    }

    /// The real house, at a local time.
    pub async fn house_at(&self, time: &str) -> House {
        self.app.house(ManualClock::new(at(time)).clock()).await.unwrap()
    }

    /// What would be sent from one day to another.
    pub async fn plays(&self, from: &str, to: &str) -> Vec<PlayLine> {
        let mut player = Player::over_copy(&self.app, day(from)).await.unwrap();
        let mut lines = Vec::new();
        let mut keep = |line| {
            lines.push(line);
            Ok(())
        };
        player.play_to(day(to), &mut keep).await.unwrap();
        player.close().await;
        lines
    }

    /// Somebody answers, by the real house.
    pub async fn answers(&self, time: &str, name: &str, code: &str, text: &str) {
        let house = self.house_at(time).await;
        let mut work = house.store.begin().await.unwrap();
        let books = house.books(&mut work).await.unwrap();
        let person = find_person(&mut work, &house, name).await.unwrap();
        let seer = Seer::of(&mut work, &books, person).await.unwrap();
        let matter = get_matter(&mut work, &house, code).await.unwrap();
        let Parsed::Answers(answers) = parse(text, books.today()) else {
            panic!("{text} is no answer");
        };
        let taken = take_answer(
            &mut work,
            &house,
            &books,
            &seer,
            matter.id,
            Spoken {
                said: &answers[0].said,
                note: None,
                proxy: None,
            },
        );
        taken.await.unwrap().unwrap();
        work.commit().await.unwrap();
        house.store.close().await;
    }

    /// Binds a person's Telegram account.
    pub async fn binds(&self, name: &str) {
        let house = self.house_at("2026-09-01 08:10").await;
        let mut work = house.store.begin().await.unwrap();
        let person = find_person(&mut work, &house, name).await.unwrap();
        let binding = Binding {
            id: BindingId(0),
            person_id: person.id,
            channel: "telegram".to_owned(),
            address: "1001".to_owned(),
            bound_at: house.clock.now(),
            ended_at: None,
        };
        let act = Act::new(Actor::Person(person.id), house.clock.now(), "binding.made");
        work.insert(&act, binding).await.unwrap();
        work.commit().await.unwrap();
        house.store.close().await;
    }

    /// The ledger's head, and everything in the tables that a play could write to.
    pub async fn contents(&self) -> Vec<String> {
        let mut contents = self.database.texts("SELECT hash FROM ledger_head").await;
        for table in TABLES {
            let count = self
                .database
                .number(&format!("SELECT COUNT(*) FROM {table}"))
                .await;
            contents.push(format!("{table}: {count}"));
        }
        let planned =
            "SELECT code || ' ' || COALESCE(CAST(next_step_at AS TEXT), '') FROM matter ORDER BY id";
        contents.extend(self.database.texts(planned).await);
        contents
    }
}

/// The local day and time of a line.
pub fn local(line: &PlayLine) -> String {
    line.at.with_timezone(&Shanghai).format("%m-%d %H:%M").to_string()
}
