//! Names in cells to persons: they match within the row's unit only.

use super::Import;
use super::report::ImportReport;
use super::scene::Scenes;
use super::standing::Register;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::role::Role;
use crate::intake::{LedgerBook, LedgerColumn, MeasureRow, Named, RowProblem, advice, written};
use crate::store::{Act, Work};
use crate::supervision::person::{PersonFacts, set_person};
use anyhow::Result;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Everybody of the contacts by unit and name, and the units that know a name.
pub(super) struct Directory {
    people: HashMap<(UnitId, String), PersonId>,
    units_of: HashMap<String, Vec<UnitId>>,
    warned: BTreeMap<(String, String), u32>,
    left: HashSet<(UnitId, String)>,
}

/// Persons for a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Matched {
    /// Role, person, 牵头.
    pub named: Vec<(Role, PersonId, bool)>,
    /// Roles whose cell says what it said in the last import: whoever has followed since then stays.
    pub unchanged: Vec<Role>,
}

impl Directory {
    pub async fn load(work: &mut Work) -> Result<Directory> {
        let mut directory = Directory {
            people: HashMap::new(),
            units_of: HashMap::new(),
            warned: BTreeMap::new(),
            left: HashSet::new(),
        };
        for person in work.all::<Person>().await? {
            if person.left_on.is_none() {
                directory.add(&person);
            } else {
                directory.left.insert((person.unit_id, person.name));
            }
        }
        Ok(directory)
    }

    fn add(&mut self, person: &Person) {
        self.people
            .insert((person.unit_id, person.name.clone()), person.id);
        self.units_of
            .entry(person.name.clone())
            .or_default()
            .push(person.unit_id);
    }

    /// People known elsewhere, each once, with the first row that names them.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        self.warned
            .iter()
            .map(|((unit, name), row)| advice::known_elsewhere(*row, name, unit))
    }
}

impl Import<'_> {
    /// Matches everybody whom the rows name; gives the persons of each row and the problems.
    pub(super) async fn match_people(
        &self,
        work: &mut Work,
        book: &LedgerBook,
        scenes: &Scenes,
        register: &Register,
        report: &mut ImportReport,
    ) -> Result<(Vec<Matched>, Vec<RowProblem>)> {
        let mut directory = Directory::load(work).await?;
        let (mut matched, mut problems) = (Vec::with_capacity(book.rows.len()), Vec::new());
        for row in &book.rows {
            let mut people = Matched::default();
            let kept = scenes
                .of(row)
                .and_then(|place| register.measure(place.inspection.id, row));
            if let Some(unit) = scenes.unit_of(row) {
                let columns = [
                    (
                        &row.responsible,
                        kept.map(|kept| &kept.responsible),
                        Role::Handler,
                        LedgerColumn::Responsible,
                    ),
                    (
                        &row.leaders,
                        kept.map(|kept| &kept.leaders),
                        Role::SupervisingLeader,
                        LedgerColumn::Leader,
                    ),
                ];
                for (names, kept, role, column) in columns {
                    let is_unchanged = kept.is_some_and(|kept| *kept == written(names));
                    people.unchanged.extend(is_unchanged.then_some(role));
                    for named in names {
                        let found = self
                            .match_one(work, &mut directory, unit, named, role, row, report)
                            .await?;
                        match found {
                            Ok(Some(person)) => people.named.push((role, person, named.lead)),
                            Ok(None) => {}
                            Err(advice::HAS_LEFT) if is_unchanged => {}
                            Err(why) => problems.push(book.problem(row, column, &named.name, why)),
                        }
                    }
                }
            }
            matched.push(people);
        }
        report.warnings.extend(directory.warnings());
        Ok((matched, problems))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one name in one cell: where it stands and what is known"
    )]
    async fn match_one(
        &self,
        work: &mut Work,
        directory: &mut Directory,
        unit: &Unit,
        named: &Named,
        role: Role,
        row: &MeasureRow,
        report: &mut ImportReport,
    ) -> Result<std::result::Result<Option<PersonId>, &'static str>> {
        if let Some(person) = directory.people.get(&(unit.id, named.name.clone())) {
            return Ok(Ok(Some(*person)));
        }
        if directory.left.contains(&(unit.id, named.name.clone())) {
            return Ok(Err(advice::HAS_LEFT));
        }
        if directory.units_of.contains_key(&named.name) {
            directory
                .warned
                .entry((unit.name.clone(), named.name.clone()))
                .or_insert(row.row);
            return Ok(Ok(None));
        }
        if !self.options.create_missing {
            return Ok(Err(advice::UNKNOWN_PERSON));
        }
        let act = Act::new(self.actor, self.books.now, "person.added").because(self.file_name);
        let facts = PersonFacts {
            role: Some(role),
            ..PersonFacts::default()
        };
        let (person, _) = set_person(work, self.house, &act, unit, &named.name, &facts).await?;
        directory.add(&person);
        report.added.push(format!("{}/{}", unit.name, named.name));
        Ok(Ok(Some(person.id)))
    }
}
