//! Rows to begin with: an office, a unit, a person, an inspection, an event, a matter.

use crate::support::database::{Backend, Database};
use crate::support::office::{at, day};
use huiyin::domain::contact::{Person, Unit};
use huiyin::domain::ids::{EventId, InspectionId, MatterId, OfficeId, PersonId, RoundId, UnitId};
use huiyin::domain::inspection::{Event, Inspection, Round};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::mode::DueMode;
use huiyin::domain::rulebook::RuleCode;
use huiyin::store::{Act, Store, Work};

/// A store with one row of everything that other rows need.
pub struct Fixture {
    pub database: Database,
    pub store: Store,
    pub office: OfficeId,
    pub unit: Unit,
    pub person: Person,
    pub inspection: Inspection,
    pub event: Event,
    pub matter: Matter,
}

pub fn act() -> Act {
    Act::new(Actor::Operator, at("2026-09-01 09:00"), "test.written").because("a test")
}

pub fn unit(office: OfficeId, name: &str) -> Unit {
    Unit {
        id: UnitId(0),
        office_id: office,
        name: name.to_owned(),
        alias: None,
        category: None,
    }
}

pub fn person(unit: &Unit, name: &str) -> Person {
    Person {
        id: PersonId(0),
        office_id: unit.office_id,
        unit_id: unit.id,
        name: name.to_owned(),
        post: None,
        phone: None,
        mail: None,
        former_units: Vec::new(),
        left_on: None,
        listed: None,
    }
}

pub fn matter(unit: &Unit, code: &str) -> Matter {
    Matter {
        id: MatterId(0),
        office_id: unit.office_id,
        code: code.to_owned(),
        rule: RuleCode("R-PLAN".to_owned()),
        rulebook: "2026.1".to_owned(),
        unit_id: unit.id,
        inspection_id: None,
        parent_id: None,
        event_id: None,
        origin: code.to_owned(),
        title: "title".to_owned(),
        started_on: day("2026-08-31"),
        opened_at: at("2026-09-01 09:00"),
        mode: DueMode::Standing,
        due_on: None,
        original_due_on: None,
        provisional: false,
        counts_from_on: None,
        due_revision: 0,
        cycle: 0,
        state: MatterState::NotStarted,
        percent: None,
        claimed_on: None,
        taken_over: false,
        silenced: false,
        received_on: None,
        ended_on: None,
        merged_into: None,
    }
}

impl Fixture {
    pub async fn on(backend: Backend) -> Fixture {
        let database = backend.database().await;
        let store = database.open().await;
        let mut work = store.begin().await.unwrap();
        let office = work.ensure_office(&act(), "001", "office").await.unwrap().id;
        let unit = work.insert(&act(), unit(office, "unit")).await.unwrap();
        let person = work.insert(&act(), person(&unit, "person")).await.unwrap();
        let round = Round {
            id: RoundId(0),
            office_id: office,
            round_key: "3".to_owned(),
            name: "round".to_owned(),
            year: 2026,
            ordinal: 3,
        };
        let round = work.insert(&act(), round).await.unwrap();
        let inspection = Inspection {
            id: InspectionId(0),
            office_id: office,
            round_id: round.id,
            unit_id: unit.id,
            team: None,
            grade: None,
        };
        let inspection = work.insert(&act(), inspection).await.unwrap();
        let event = Event {
            id: EventId(0),
            office_id: office,
            kind: "feedback".to_owned(),
            unit_id: unit.id,
            inspection_id: Some(inspection.id),
            round_id: None,
            clue_id: None,
            happened_on: day("2026-08-31"),
            proof: String::new(),
            withdrawn: false,
        };
        let event = work.insert(&act(), event).await.unwrap();
        let matter = work.insert(&act(), matter(&unit, "BS-1")).await.unwrap();
        work.commit().await.unwrap();
        Fixture {
            database,
            store,
            office,
            unit,
            person,
            inspection,
            event,
            matter,
        }
    }

    pub async fn work(&self) -> Work {
        self.store.begin().await.unwrap()
    }

    /// A further person of the unit.
    pub async fn adds(&self, name: &str) -> Person {
        let mut work = self.work().await;
        let person = work.insert(&act(), person(&self.unit, name)).await.unwrap();
        work.commit().await.unwrap();
        person
    }

    /// A further matter of the unit.
    pub async fn opens(&self, code: &str) -> Matter {
        let mut work = self.work().await;
        let matter = work.insert(&act(), matter(&self.unit, code)).await.unwrap();
        work.commit().await.unwrap();
        matter
    }
}
