//! 通讯录: units, people, roles. Importing the same file again changes nothing; what differs from the last file
//! is taken over only if that is allowed, and nobody is deleted.

use super::Import;
use super::listing::{Entry, entries};
use super::report::{Difference, ImportReport};
use crate::domain::contact::{Listed, Person, Unit};
use crate::domain::half_width::fold;
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::role::Role;
use crate::intake::{ContactsBook, advice};
use crate::store::{Act, Work};
use crate::supervision::person::{PersonFacts, end_role, ensure_unit, find_unit, give_role, set_person};
use anyhow::Result;
use std::collections::{BTreeMap, HashSet};

/// Whom a file has named so far.
#[derive(Default)]
struct Met {
    units: BTreeMap<UnitId, Unit>,
    /// Units whose category a row has given: the first one counts.
    categorised: HashSet<UnitId>,
    people: HashSet<PersonId>,
}

impl Import<'_> {
    pub(super) async fn contacts(&self, work: &mut Work, book: ContactsBook) -> Result<ImportReport> {
        let mut report = ImportReport {
            kind: "contacts",
            sheet: book.sheet.clone(),
            warnings: book.warnings.clone(),
            errors: book.problems.clone(),
            ..ImportReport::default()
        };
        if report.is_refused() {
            return Ok(report);
        }
        let act = Act::new(self.actor, self.books.now, "person.added").because(self.file_name);
        let entries = entries(&book, &mut report.warnings);
        let total = entries.len() as u64;
        let mut met = Met::default();
        for (done, entry) in (1_u64..).zip(&entries) {
            let before = report.differences.len();
            let unit = self.list_unit(work, &act, entry, &mut met, &mut report).await?;
            let (person, is_new) = self
                .list_person(work, &act, &book, &unit, entry, &mut report)
                .await?;
            match (is_new, report.differences.len() > before) {
                (true, _) => report.created += 1,
                (false, true) => report.changed += 1,
                (false, false) => report.unchanged += 1,
            }
            met.people.insert(person);
            met.units.insert(unit.id, unit);
            (self.progress)(done, total);
        }
        self.warn_of_unknown_units(work, &entries, &mut report).await?;
        report.gone = not_in_file(work, &met).await?;
        if !report.differences.is_empty() {
            self.want_acceptance(&mut report);
        }
        Ok(report)
    }

    /// The unit of a row, with the category that its first row gives.
    async fn list_unit(
        &self,
        work: &mut Work,
        act: &Act,
        entry: &Entry,
        met: &mut Met,
        report: &mut ImportReport,
    ) -> Result<Unit> {
        let known = find_unit(work, self.house, &entry.unit).await?;
        let is_settled = known
            .as_ref()
            .is_some_and(|unit| met.categorised.contains(&unit.id));
        let category = entry.category.as_deref().filter(|_| !is_settled);
        if let (Some(known), Some(category)) = (known, category)
            && known.category.as_deref() != Some(category)
        {
            report.differences.push(Difference {
                row: entry.row,
                code: known.name.clone(),
                field: "category",
                before: known.category.unwrap_or_default(),
                after: category.to_owned(),
            });
        }
        let unit = ensure_unit(work, self.house, act, &entry.unit, category).await?;
        if category.is_some() {
            met.categorised.insert(unit.id);
        }
        Ok(unit)
    }

    /// Lists one person; whether they are new.
    async fn list_person(
        &self,
        work: &mut Work,
        act: &Act,
        book: &ContactsBook,
        unit: &Unit,
        entry: &Entry,
        report: &mut ImportReport,
    ) -> Result<(PersonId, bool)> {
        let Some(known) = work.find_person(unit.id, &fold(&entry.name)).await? else {
            return Ok((self.add_listed(work, act, unit, entry).await?, true));
        };
        if known.left_on.is_some() {
            report
                .warnings
                .push(advice::left_contacts(entry.row, &known.name, &unit.name));
            return Ok((known.id, false));
        }
        let held = self.roles_held(work, &known).await?;
        let last = known.listed.clone().unwrap_or_else(|| listed_of(&known, &held));
        let wanted = entry.over(book, &last, known.listed.is_none());
        let differences = entry.differences(&known, unit, &held, &last, &wanted);
        report.differences.extend(differences);
        self.take_over(work, act, &known, &last, wanted).await?;
        Ok((known.id, false))
    }

    async fn add_listed(&self, work: &mut Work, act: &Act, unit: &Unit, entry: &Entry) -> Result<PersonId> {
        let facts = PersonFacts {
            post: entry.listed.post.clone(),
            phone: entry.listed.phone.clone(),
            mail: entry.listed.mail.clone(),
            former_units: Some(entry.listed.former_units.clone()),
            listed: Some(entry.listed.clone()),
            ..PersonFacts::default()
        };
        let (person, _) = set_person(work, self.house, act, unit, &entry.name, &facts).await?;
        for role in &entry.listed.roles {
            give_role(work, act, &person, unit.id, *role, None).await?;
        }
        Ok(person.id)
    }

    async fn roles_held(&self, work: &mut Work, person: &Person) -> Result<Vec<Role>> {
        let holdings = work.list_holdings(person.id).await?;
        let held = holdings
            .iter()
            .filter(|holding| holding.unit_id == person.unit_id && holding.is_held_on(self.books.today()));
        Ok(held.map(|holding| holding.role).collect())
    }

    /// Gives a person what the file says otherwise than the last one; all else stays as the office has it.
    async fn take_over(
        &self,
        work: &mut Work,
        act: &Act,
        known: &Person,
        last: &Listed,
        wanted: Listed,
    ) -> Result<()> {
        for role in wanted.roles.iter().filter(|role| !last.roles.contains(role)) {
            give_role(work, act, known, known.unit_id, *role, None).await?;
        }
        for role in last.roles.iter().filter(|role| !wanted.roles.contains(role)) {
            end_role(work, self.books, act, known, known.unit_id, *role).await?;
        }
        let newer = |last: &Option<String>, wanted: &Option<String>, kept: &Option<String>| {
            if last == wanted {
                kept.clone()
            } else {
                wanted.clone()
            }
        };
        let after = Person {
            post: newer(&last.post, &wanted.post, &known.post),
            phone: newer(&last.phone, &wanted.phone, &known.phone),
            mail: newer(&last.mail, &wanted.mail, &known.mail),
            former_units: if last.former_units == wanted.former_units {
                known.former_units.clone()
            } else {
                wanted.former_units.clone()
            },
            listed: Some(wanted),
            ..known.clone()
        };
        Ok(work.update(&act.doing("person.changed"), known, &after).await?)
    }

    /// Nobody is told anything of their former units, so a misspelt one must not pass unseen.
    async fn warn_of_unknown_units(
        &self,
        work: &mut Work,
        entries: &[Entry],
        report: &mut ImportReport,
    ) -> Result<()> {
        for entry in entries {
            for former in &entry.listed.former_units {
                if work.find_unit(self.house.office.id, former).await?.is_none() {
                    report
                        .warnings
                        .push(advice::unknown_former_unit(entry.row, &entry.name, former));
                }
            }
        }
        Ok(())
    }
}

/// What somebody would have been listed as, had a file named them.
fn listed_of(known: &Person, held: &[Role]) -> Listed {
    Listed {
        post: known.post.clone(),
        phone: known.phone.clone(),
        mail: known.mail.clone(),
        former_units: known.former_units.clone(),
        roles: held.to_vec(),
    }
}

/// Who is present in one of the file's units and not named by it.
async fn not_in_file(work: &mut Work, met: &Met) -> Result<Vec<String>> {
    let people: Vec<Person> = work.all().await?;
    let missing = people.iter().filter_map(|person| {
        let unit = met.units.get(&person.unit_id)?;
        let is_missing = person.left_on.is_none() && !met.people.contains(&person.id);
        is_missing.then(|| format!("{}/{}", unit.name, person.name))
    });
    Ok(missing.collect())
}
