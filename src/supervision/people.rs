//! People are found when a step fires, not when a matter opens.

use super::acting::StandIns;
use super::house::House;
use super::outward::inspection_of;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{MatterId, UnitId};
use crate::domain::inspection::Inspection;
use crate::domain::matter::Matter;
use crate::domain::role::{Role, RoleScope};
use crate::store::Work;
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Finds holders of roles; remembers what one run has looked up.
pub struct Finder<'a> {
    house: &'a House,
    today: NaiveDate,
    holders: HashMap<(Role, Option<UnitId>), Vec<Person>>,
    unit_names: HashMap<UnitId, String>,
    /// Who stands in for whom today, once it was asked for.
    stand_ins: Option<StandIns>,
    /// All units, once a team was asked for.
    units: Option<Vec<Unit>>,
    last: Option<LookedAt>,
}

/// The matter of the last question: several roles are asked for about one matter after another.
struct LookedAt {
    matter: MatterId,
    /// Who is named on it and still there.
    named: Vec<(Role, Person)>,
    /// The names of the units that it is about: who must act, and who was inspected.
    about: Vec<String>,
    /// 巡察组 that found it, as written.
    team: Option<String>,
}

impl<'a> Finder<'a> {
    /// For one business day.
    pub fn new(house: &'a House, today: NaiveDate) -> Finder<'a> {
        Finder {
            house,
            today,
            holders: HashMap::new(),
            unit_names: HashMap::new(),
            stand_ins: None,
            units: None,
            last: None,
        }
    }

    /// Who is told of a matter for a role today: whoever holds it, or stands in for them (临时代理); nobody is of
    /// their own former unit (回避).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find(&mut self, work: &mut Work, matter: &Matter, role: Role) -> Result<Vec<Person>> {
        let holders = self.holders(work, matter, role).await?;
        // Nobody but the custodian is told of a clue.
        let people = match role {
            Role::ClueCustodian => holders,
            _ => self.stand_ins(work).await?.instead_of(holders),
        };
        Ok(self.without_avoidance(people))
    }

    /// Who may answer for a role today: whoever holds it, and whoever stands in for them; nobody for their own former
    /// unit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn answering(&mut self, work: &mut Work, matter: &Matter, role: Role) -> Result<Vec<Person>> {
        let holders = self.holders(work, matter, role).await?;
        let people = match role {
            Role::ClueCustodian => holders,
            _ => self.stand_ins(work).await?.beside(holders),
        };
        Ok(self.without_avoidance(people))
    }

    async fn stand_ins(&mut self, work: &mut Work) -> Result<&StandIns> {
        if self.stand_ins.is_none() {
            self.stand_ins = Some(StandIns::on(work, self.today).await?);
        }
        Ok(self.stand_ins.get_or_insert_default())
    }

    /// Without those who once served in a unit that the last matter is about.
    fn without_avoidance(&self, mut people: Vec<Person>) -> Vec<Person> {
        let about = self.last.as_ref().map_or(&[][..], |last| &last.about);
        people.retain(|person| !person.former_units.iter().any(|unit| about.contains(unit)));
        people
    }

    /// Who holds a role for a matter today: whoever is named on it, else whoever holds the role where its scope
    /// says. A handler who is not named is the unit's liaison.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn holders(&mut self, work: &mut Work, matter: &Matter, role: Role) -> Result<Vec<Person>> {
        let looked_at = match self.last.take().filter(|last| last.matter == matter.id) {
            Some(last) => last,
            None => self.look_at(work, matter).await?,
        };
        let named = looked_at.named.iter().filter(|(named_for, _)| *named_for == role);
        let mut people: Vec<Person> = named.map(|(_, person)| person.clone()).collect();
        self.last = Some(looked_at);
        if people.is_empty() {
            let role = role.where_nobody_is_named();
            people = match role.scope() {
                RoleScope::Unit => self.holding(work, role, Some(matter.unit_id)).await?,
                RoleScope::Team => self.of_team(work, role).await?,
                RoleScope::Office => self.holding(work, role, None).await?,
            };
        }
        Ok(people)
    }

    /// Those of the team that found the last matter; once nobody of it is in force, the 督导科. A team that is not in
    /// the contacts is whoever holds the role.
    async fn of_team(&mut self, work: &mut Work, role: Role) -> Result<Vec<Person>> {
        let team = self.last.as_ref().and_then(|last| last.team.clone());
        let units: Vec<Unit> = match &team {
            Some(team) => self.teams(work, team).await?,
            None => Vec::new(),
        };
        if units.is_empty() {
            return self.holding(work, role, None).await;
        }
        let mut people = Vec::new();
        for unit in units {
            people.extend(self.holding(work, role, Some(unit.id)).await?);
        }
        if people.is_empty() {
            return self.holding(work, Role::SupervisionSection, None).await;
        }
        Ok(people)
    }

    /// The units that are a team by its name.
    async fn teams(&mut self, work: &mut Work, team: &str) -> Result<Vec<Unit>> {
        if self.units.is_none() {
            self.units = Some(work.all().await?);
        }
        let all = self.units.iter().flatten();
        Ok(all.filter(|unit| unit.is_called(team)).cloned().collect())
    }

    async fn look_at(&mut self, work: &mut Work, matter: &Matter) -> Result<LookedAt> {
        let mut named = Vec::new();
        for assignment in work.list_assignments(matter.id).await? {
            named.push((assignment.role, work.get::<Person>(assignment.person_id).await?));
        }
        named.retain(|(_, person)| person.is_here_on(self.today));
        let mut about = vec![self.unit_name(work, matter.unit_id).await?];
        let mut team = None;
        if let Some(id) = inspection_of(work, matter).await? {
            let inspection: Inspection = work.get(id).await?;
            team = inspection.team.clone();
            about.push(self.unit_name(work, inspection.unit_id).await?);
        }
        Ok(LookedAt {
            matter: matter.id,
            named,
            about,
            team,
        })
    }

    async fn holding(&mut self, work: &mut Work, role: Role, unit: Option<UnitId>) -> Result<Vec<Person>> {
        if let Some(known) = self.holders.get(&(role, unit)) {
            return Ok(known.clone());
        }
        let people = match unit {
            Some(unit) => work.list_holders(role, unit, self.today).await?,
            None => {
                work.list_office_holders(role, self.house.office.id, self.today)
                    .await?
            }
        };
        self.holders.insert((role, unit), people.clone());
        Ok(people)
    }

    /// The full name of a unit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unit_name(&mut self, work: &mut Work, id: UnitId) -> Result<String> {
        if let Some(name) = self.unit_names.get(&id) {
            return Ok(name.clone());
        }
        let name = work.get::<Unit>(id).await?.name;
        self.unit_names.insert(id, name.clone());
        Ok(name)
    }
}
