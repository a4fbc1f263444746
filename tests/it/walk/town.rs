//! A town on loopback: an office's home, the Bot API, a clock that is set by hand.

use crate::support::bot_api::{BOT_ID, BotApi, Sent, TOKEN};
use chrono::{DateTime, Utc};
use huiyin::app::{App, TelegramFiles};
use huiyin::bot;
use huiyin::channel::pace::{Limits, Pace};
use huiyin::channel::telegram::Telegram;
use huiyin::clock::{ManualClock, parse_clock};
use huiyin::domain::ledger::Actor;
use huiyin::supervision::{
    House, ImportOptions, ImportReport, Planned, deliver, find_person, import, invite, plan,
};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

pub struct Town {
    pub api: BotApi,
    pub house: House,
    pub clock: ManualClock,
    telegram: Arc<Telegram>,
    pace: Mutex<Pace>,
    home: TempDir,
}

impl Town {
    /// A new office on a database, at a local time.
    pub async fn found(database: &str, at: &str) -> Town {
        let api = BotApi::start().await;
        let home = TempDir::with_prefix("huiyin-walk").unwrap();
        let settings = format!(
            "[database]\nurl = \"{database}\"\n[telegram]\ntoken = \"{TOKEN}\"\napi_url = \"{}\"\n",
            api.url()
        );
        std::fs::write(home.path().join("huiyin.toml"), settings).unwrap();
        let app = App::open(home.path()).unwrap();
        let clock = ManualClock::new(instant(at));
        let house = app.house(clock.clock()).await.unwrap();
        let telegram = app.telegram().unwrap().unwrap();
        let fast = NonZeroU32::new(1000).unwrap();
        let limits = Limits {
            overall_per_second: fast,
            private_per_second: fast,
            group_per_minute: fast,
        };
        Town {
            api,
            house,
            clock,
            telegram,
            pace: Mutex::new(Pace::new(limits)),
            home,
        }
    }

    pub fn evidence(&self) -> PathBuf {
        self.home.path().join("evidence")
    }

    pub fn prints(&self) -> PathBuf {
        self.home.path().join("print")
    }

    pub fn imports_folder(&self) -> PathBuf {
        self.home.path().join("import")
    }

    /// Somebody presses a button, written `[收件]`, or says something; the bot hears it.
    pub async fn clerk_does(&self, chat: i64, name: &str, step: &str) {
        let clerk = self.api.person(chat, name);
        match step.strip_prefix('[').and_then(|step| step.strip_suffix(']')) {
            Some(button) => {
                clerk.presses(button);
            }
            None => {
                clerk.says(step);
            }
        }
        self.listens().await;
    }

    pub fn is_at(&self, at: &str) {
        self.clock.set(instant(at));
    }

    pub async fn imports(&self, file: &str) -> ImportReport {
        let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        let options = ImportOptions::default();
        let report = import(&self.house, Actor::Operator, &bytes, file, &options, &|_, _| {})
            .await
            .unwrap();
        assert!(report.kept, "{:?} {:?}", report.errors, report.refusal);
        report
    }

    pub async fn invites(&self, name: &str) -> String {
        let mut work = self.house.store.begin().await.unwrap();
        let books = self.house.books(&mut work).await.unwrap();
        let person = find_person(&mut work, &self.house, name).await.unwrap();
        let invitation = invite(&mut work, &self.house, &books, &person, Some("huiyin_bot"))
            .await
            .unwrap();
        work.commit().await.unwrap();
        invitation.code
    }

    /// Several people bind their accounts.
    pub async fn all_bind(&self, people: &[(i64, &str)]) {
        for (chat, name) in people {
            self.binds(*chat, name).await;
        }
    }

    /// Somebody binds their account.
    pub async fn binds(&self, chat: i64, name: &str) {
        let person = self.api.person(chat, name);
        person.says(&format!("/start {}", self.invites(name).await));
        self.listens().await;
        person.presses("是我");
        self.listens().await;
    }

    /// The planner's slot comes, and everything that can be sent is sent.
    pub async fn plans(&self) -> Planned {
        let planned = plan(&self.house).await.unwrap();
        self.delivers().await;
        planned
    }

    /// The bot polls, keeps, confirms, handles, answers.
    pub async fn listens(&self) {
        let mut offset = bot::last_update(&self.house, BOT_ID)
            .await
            .unwrap()
            .map_or(0, |last| last + 1);
        while self.api.unconfirmed() > 0 {
            let heard = self.telegram.poll(offset, Duration::from_secs(0)).await.unwrap();
            for update in heard {
                offset = update.update_id + 1;
                bot::keep(&self.house, update).await.unwrap();
            }
        }
        let files = TelegramFiles(self.telegram.clone());
        while bot::handle_waiting(&self.house, &files).await.unwrap() > 0 {}
        self.delivers().await;
    }

    pub async fn delivers(&self) {
        while deliver(&self.house, self.telegram.as_ref(), &self.pace)
            .await
            .unwrap()
            > 0
        {}
    }

    /// What somebody reads on their screen, from the n-th message on.
    pub fn screen(&self, chat: i64, from: usize) -> String {
        let shown = |sent: &Sent| {
            let buttons: Vec<String> = sent
                .buttons
                .iter()
                .flatten()
                .map(|(label, _)| format!("[{label}]"))
                .collect();
            format!("{}\n{}", sent.text, buttons.join(" "))
                .trim_end()
                .to_owned()
        };
        let sent = self.api.sent_to(chat);
        sent.iter()
            .skip(from)
            .map(shown)
            .collect::<Vec<_>>()
            .join("\n--------\n")
    }
}

fn instant(at: &str) -> DateTime<Utc> {
    parse_clock(at, chrono_tz::Asia::Shanghai).unwrap()
}
