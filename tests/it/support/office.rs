//! An office in a temporary home, told by verbs that read like a story. Times are local to the office.

use super::database::{Backend, Database};
use super::post::{Letter, Post};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Asia::Shanghai;
use huiyin::app::App;
use huiyin::channel::pace::{Limits, Pace};
use huiyin::clock::ManualClock;
use huiyin::config::Settings;
use huiyin::domain::binding::Binding;
use huiyin::domain::calendar::embedded_papers;
use huiyin::domain::contact::Person;
use huiyin::domain::ids::BindingId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::notice::Notice;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::domain::role::Role;
use huiyin::domain::rulebook::{DEFAULT, RuleCode, Rulebook};
use huiyin::home::Home;
use huiyin::store::{Act, Attention, MatterFilter, Planning, Verified, Work};
use huiyin::supervision::{
    House, ImportOptions, ImportReport, NewEvent, PersonFacts, Planned, Recorded, Refused, Seer, Spoken,
    Taken, adopt_rulebook, adopt_year, deliver, find_person, get_matter, get_unit, import, plan, record,
    set_person, take_answer, with_retries,
};
use std::fmt::Debug;
use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock, Mutex};
use tempfile::TempDir;

pub const HOUSING: &str = "市住建局";
pub const FINANCE: &str = "市财政局";
pub const HOUSING_LEDGER: &str = "整改台账-市住建局.xlsx";
pub const FINANCE_LEDGER: &str = "整改台账-市财政局.xlsx";

/// An office, its clock, and everything that it has sent.
pub struct Office {
    pub app: App,
    pub house: House,
    pub database: Database,
    pub clock: ManualClock,
    pub post: Post,
    _home: TempDir,
}

/// A local time such as `2026-09-07 08:30` as an instant.
pub fn at(text: &str) -> DateTime<Utc> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    Shanghai.from_local_datetime(&local).unwrap().to_utc()
}

/// A day such as `2026-09-07`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A workbook of `tests/data`.
pub fn workbook(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/data/{name}")).unwrap()
}

/// The default rulebook, read once for all tests.
pub fn rulebook() -> Arc<Rulebook> {
    static RULEBOOK: LazyLock<Arc<Rulebook>> = LazyLock::new(|| Arc::new(Rulebook::parse(DEFAULT).unwrap()));
    RULEBOOK.clone()
}

impl Office {
    /// Empty, on the morning of 1 September 2026, a Tuesday. It prints for everybody; see [`Office::binds`].
    pub async fn on(backend: Backend) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let database = backend.database().await;
        let env = [("HUIYIN__DATABASE__URL".to_owned(), database.url.clone())];
        let app = App {
            settings: Settings::load(folder.path(), env.into_iter()).unwrap(),
            home: Home::open(folder.path()).unwrap(),
        };
        let clock = ManualClock::new(at("2026-09-01 08:00"));
        let house = app
            .house_over(database.open().await, clock.clock())
            .await
            .unwrap();
        for paper in embedded_papers() {
            adopt_year(&house, Actor::System, paper).await.unwrap();
        }
        adopt_rulebook(&house, Actor::System, &rulebook()).await.unwrap();
        Office {
            app,
            post: Post::new(house.chat),
            house,
            database,
            clock,
            _home: folder,
        }
    }

    pub fn at(&self, time: &str) {
        self.clock.set(at(time));
    }

    pub fn today(&self) -> NaiveDate {
        self.clock.clock().today(Shanghai)
    }

    pub async fn work(&self) -> Work {
        self.house.store.begin().await.unwrap()
    }

    pub async fn reads(&self) -> Work {
        self.house.store.read().await.unwrap()
    }

    /// The contacts of `通讯录.xlsx`.
    pub async fn contacts(&self) {
        let report = self.imports("通讯录.xlsx").await;
        assert!(report.kept && report.errors.is_empty(), "{report:?}");
    }

    pub async fn imports(&self, file: &str) -> ImportReport {
        self.imports_with(file, &ImportOptions::default()).await
    }

    pub async fn imports_with(&self, file: &str, options: &ImportOptions) -> ImportReport {
        self.imports_bytes(&workbook(file), file, options).await.unwrap()
    }

    pub async fn imports_bytes(
        &self,
        bytes: &[u8],
        name: &str,
        options: &ImportOptions,
    ) -> anyhow::Result<ImportReport> {
        with_retries(|| import(&self.house, Actor::Operator, bytes, name, options, &|_, _| {})).await
    }

    /// Records an event of a unit in a round.
    pub async fn records(&self, kind: &str, unit: &str, round: &str, on: &str) -> Recorded {
        self.tries_to_record(kind, unit, round, on).await.unwrap()
    }

    pub async fn tries_to_record(
        &self,
        kind: &str,
        unit: &str,
        round: &str,
        on: &str,
    ) -> anyhow::Result<Recorded> {
        let new = NewEvent {
            kind: kind.to_owned(),
            happened_on: day(on),
            proof: "test".to_owned(),
        };
        record(&self.house, Actor::Operator, unit, Some(round), &new).await
    }

    /// Binds a person to the chat account `chat-NAME`. From the first binding on only bound people are reached.
    pub async fn binds(&mut self, name: &str) {
        self.house.reaches_all = false;
        let person = self.person(name).await;
        let mut work = self.work().await;
        let act = Act::new(Actor::Person(person.id), self.clock.now(), "binding.made");
        let binding = Binding {
            id: BindingId(0),
            person_id: person.id,
            channel: self.house.chat.to_owned(),
            address: format!("chat-{name}"),
            bound_at: self.clock.now(),
            ended_at: None,
        };
        work.insert(&act, binding).await.unwrap();
        work.commit().await.unwrap();
    }

    pub async fn plans(&self) -> Planned {
        plan(&self.house).await.unwrap()
    }

    pub async fn plans_at(&self, time: &str) -> Planned {
        self.at(time);
        self.plans().await
    }

    /// Sends all that can be sent, and gives what arrived.
    pub async fn delivers(&self) -> Vec<Letter> {
        self.delivers_by(&self.post).await
    }

    /// The same by another channel.
    pub async fn delivers_by(&self, post: &Post) -> Vec<Letter> {
        let much = NonZeroU32::MAX;
        let pace = Mutex::new(Pace::new(Limits {
            overall_per_second: much,
            private_per_second: much,
            group_per_minute: much,
        }));
        while deliver(&self.house, post, &pace).await.unwrap() > 0 {}
        post.empty()
    }

    /// Lives on up to a time: plans and sends in every slot that has something to tell. Gives what arrived.
    pub async fn lives_until(&self, time: &str) -> Vec<Letter> {
        let (mut letters, until) = (Vec::new(), at(time));
        for today in self.today().iter_days() {
            for slot in &self.house.office.slots {
                let now = at(&format!("{today} {}", slot.format("%H:%M")));
                if now > until {
                    self.clock.set(until);
                    return letters;
                }
                if now > self.clock.now() && self.has_something_to_tell(now).await {
                    self.clock.set(now);
                    self.plans().await;
                    letters.extend(self.delivers().await);
                }
            }
        }
        letters
    }

    async fn has_something_to_tell(&self, now: DateTime<Utc>) -> bool {
        let mut work = self.reads().await;
        let next = work.earliest_step().await.unwrap();
        next.is_some_and(|next| next <= now) || !work.list_unbundled().await.unwrap().is_empty()
    }

    /// Gives a person of a unit, known or not, a role.
    pub async fn appoints(&self, unit: &str, name: &str, role: Role) -> Person {
        let mut work = self.work().await;
        let unit = get_unit(&mut work, &self.house, unit).await.unwrap();
        let facts = PersonFacts {
            role: Some(role),
            ..PersonFacts::default()
        };
        let act = Act::new(Actor::Operator, self.clock.now(), "person.set");
        let (person, _) = set_person(&mut work, &self.house, &act, &unit, name, &facts)
            .await
            .unwrap();
        work.commit().await.unwrap();
        person
    }

    pub async fn person(&self, name: &str) -> Person {
        let mut work = self.reads().await;
        find_person(&mut work, &self.house, name).await.unwrap()
    }

    /// What somebody says of a matter.
    pub async fn answers(&self, name: &str, code: &str, said: Said) -> Result<Taken, Refusal> {
        self.says(&self.person(name).await, code, said).await
    }

    pub async fn says(&self, person: &Person, code: &str, said: Said) -> Result<Taken, Refusal> {
        let matter = self.matter(code).await;
        let mut work = self.work().await;
        let books = self.house.books(&mut work).await.unwrap();
        let seer = Seer::of(&mut work, &books, person.clone()).await.unwrap();
        let spoken = Spoken {
            said: &said,
            note: None,
            proxy: None,
        };
        let taken = take_answer(&mut work, &self.house, &books, &seer, matter.id, spoken)
            .await
            .unwrap();
        work.commit().await.unwrap();
        taken
    }

    pub async fn matter(&self, code: &str) -> Matter {
        get_matter(&mut self.reads().await, &self.house, code)
            .await
            .unwrap()
    }

    /// The only matter that a rule has opened for a unit.
    pub async fn matter_of(&self, rule: &str, unit: &str) -> Matter {
        let mut matters = self.matters_of(rule, unit).await;
        assert_eq!(matters.len(), 1, "{rule} of {unit}");
        matters.remove(0)
    }

    pub async fn matters_of(&self, rule: &str, unit: &str) -> Vec<Matter> {
        let mut work = self.reads().await;
        let filter = MatterFilter {
            unit: Some(get_unit(&mut work, &self.house, unit).await.unwrap().id),
            rule: Some(RuleCode(rule.to_owned())),
            ..MatterFilter::default()
        };
        work.list_matters(&filter).await.unwrap()
    }

    pub async fn planning(&self, matter: &Matter) -> Planning {
        self.reads().await.planning(matter.id).await.unwrap()
    }

    pub async fn notices(&self, matter: &Matter) -> Vec<Notice> {
        self.reads().await.list_notices_of(matter.id).await.unwrap()
    }

    /// What was planned about a matter: step and name, in order.
    pub async fn told(&self, matter: &Matter) -> Vec<(String, String)> {
        let mut work = self.reads().await;
        let mut told = Vec::new();
        for notice in work.list_notices_of(matter.id).await.unwrap() {
            let person: Person = work.get(notice.person_id).await.unwrap();
            told.push((notice.step, person.name));
        }
        told
    }

    pub async fn attention(&self) -> Vec<Attention> {
        self.reads().await.list_attention(false).await.unwrap()
    }

    pub async fn verifies(&self) -> Verified {
        let mut work = self.reads().await;
        work.verify(None).await.unwrap()
    }

    /// The ledger holds, and the tables say what it says.
    pub async fn is_sound(&self) {
        let verified = self.verifies().await;
        assert_eq!(verified.trouble, None, "{verified:?}");
    }
}

/// What an operation was refused for.
pub fn refusal<T: Debug>(outcome: anyhow::Result<T>) -> String {
    outcome.unwrap_err().downcast::<Refused>().unwrap().0
}
