//! Known findings and measures against the file, field by field; what differs is taken over if that is allowed.

use super::Import;
use super::desired::state_of;
use super::ledger::Ready;
use super::report::{Difference, ImportReport};
use super::standing::{Kept, Register};
use super::write::{measure_of, title_of};
use crate::domain::contact::Person;
use crate::domain::finding::{Finding, Measure};
use crate::domain::matter::{Assignment, Matter, MatterState};
use crate::domain::role::Role;
use crate::intake::MeasureRow;
use crate::store::{Act, Work};
use crate::supervision::open::arm;
use crate::supervision::redate::Mover;
use crate::text::MovedWhy;
use anyhow::Result;

/// The differences of one row.
struct Notes<'a> {
    found: &'a mut Vec<Difference>,
    row: u32,
    code: &'a str,
}

impl Notes<'_> {
    fn note(&mut self, field: &'static str, before: &str, after: &str) {
        if before != after {
            self.found.push(Difference {
                row: self.row,
                code: self.code.to_owned(),
                field,
                before: before.to_owned(),
                after: after.to_owned(),
            });
        }
    }
}

impl Import<'_> {
    /// Compares a known finding and its measures with the file.
    pub(super) async fn compare_finding(
        &self,
        work: &mut Work,
        act: &Act,
        kept: Kept,
        rows: &[&Ready<'_>],
        register: &mut Register,
        report: &mut ImportReport,
    ) -> Result<()> {
        register.meet(&kept.matter);
        let first = rows[0].row;
        let mut differences = Vec::new();
        compare_head(work, act, &kept, first, &mut differences).await?;
        let has_new_head = !differences.is_empty();
        for ready in rows {
            let Some((measure, matter)) = kept.measures.get(&i64::from(ready.row.position)) else {
                self.open_measure(work, act, &kept.finding, &kept.matter, ready, register, report)
                    .await?;
                continue;
            };
            register.meet(matter);
            let from = differences.len();
            self.compare_measure(work, act, measure, matter, ready, &mut differences)
                .await?;
            if differences.len() > from || (has_new_head && ready.row.row == first.row) {
                report.changed += 1;
            } else {
                report.unchanged += 1;
            }
            if let Some(line) = report.measures.iter_mut().find(|line| line.row == ready.row.row) {
                line.code = Some(matter.code.clone());
            }
        }
        let mut mover = Mover::new(self.house, self.books, act, MovedWhy::Import);
        mover.follow_measures(work, kept.matter.id).await?;
        report.differences.extend(differences);
        Ok(())
    }

    async fn compare_measure(
        &self,
        work: &mut Work,
        act: &Act,
        measure: &Measure,
        matter: &Matter,
        ready: &Ready<'_>,
        found: &mut Vec<Difference>,
    ) -> Result<()> {
        let row = ready.row;
        let from = found.len();
        let mut notes = Notes {
            found,
            row: row.row,
            code: &matter.code,
        };
        notes.note("measure", &matter.title, title_of(row));
        notes.note("due", &measure.phrase, &row.due_raw);
        notes.note("status", &measure.status, &row.status_raw);
        let after = Measure {
            id: measure.id,
            confirmed_on: measure.confirmed_on,
            ..measure_of(row, measure.finding_id, matter.id)
        };
        work.update(&act.doing("measure.changed"), measure, &after)
            .await?;
        self.compare_people(work, act, matter, ready, &mut notes).await?;
        if notes.found.len() == from {
            return Ok(());
        }
        let locked = work.lock_matter(matter.id).await?;
        // What was withdrawn or merged at the desk does not come back with a file.
        let Some(locked) = locked.filter(|locked| locked.state != MatterState::Withdrawn) else {
            return Ok(());
        };
        self.change_matter(work, act, measure, locked, ready).await
    }

    /// Gives a locked matter what its row says now.
    async fn change_matter(
        &self,
        work: &mut Work,
        act: &Act,
        measure: &Measure,
        locked: Matter,
        ready: &Ready<'_>,
    ) -> Result<()> {
        let row = ready.row;
        let mut changed = Matter {
            title: title_of(row).to_owned(),
            ..locked.clone()
        };
        if measure.status != row.status_raw {
            changed.state = state_of(row.status.word);
            changed.claimed_on = row.is_claimed().then(|| self.books.today());
            changed.silenced = row.is_claimed();
        }
        if measure.phrase == row.due_raw {
            work.update(&act.doing("matter.changed"), &locked, &changed)
                .await?;
            let planning = work.planning(locked.id).await?;
            return arm(work, self.house, self.books, &changed, planning).await;
        }
        let mut mover = Mover::new(self.house, self.books, act, MovedWhy::Import);
        mover.move_to(work, &locked, changed, ready.due.clone()).await
    }

    async fn compare_people(
        &self,
        work: &mut Work,
        act: &Act,
        matter: &Matter,
        ready: &Ready<'_>,
        notes: &mut Notes<'_>,
    ) -> Result<()> {
        let standing = work.list_assignments(matter.id).await?;
        let is_of = |assignment: &Assignment, role: Role, person| {
            assignment.role == role && assignment.person_id == person
        };
        for assignment in &standing {
            let mut named = ready.people.named.iter();
            if ready.people.unchanged.contains(&assignment.role)
                || named.any(|(role, person, _)| is_of(assignment, *role, *person))
            {
                continue;
            }
            let ended = Assignment {
                ended_on: Some(self.books.today()),
                ..assignment.clone()
            };
            work.update(&act.doing("matter.unassigned"), assignment, &ended)
                .await?;
            let person: Person = work.get(assignment.person_id).await?;
            notes.note(assignment.role.key(), &person.name, "");
        }
        for (role, person_id, is_lead) in ready.people.named.iter().copied() {
            if !standing
                .iter()
                .any(|assignment| is_of(assignment, role, person_id))
            {
                let new = Assignment {
                    id: 0,
                    matter_id: matter.id,
                    person_id,
                    role,
                    is_lead,
                    ended_on: None,
                };
                work.insert(&act.doing("matter.assigned"), new).await?;
                let person: Person = work.get(person_id).await?;
                notes.note(role.key(), "", &person.name);
            }
        }
        Ok(())
    }
}

/// Compares the finding itself.
async fn compare_head(
    work: &mut Work,
    act: &Act,
    kept: &Kept,
    first: &MeasureRow,
    found: &mut Vec<Difference>,
) -> Result<()> {
    let mut notes = Notes {
        found,
        row: first.row,
        code: &kept.matter.code,
    };
    notes.note("finding", &kept.matter.title, &first.finding);
    let category = |text: &Option<String>| text.clone().unwrap_or_default();
    notes.note(
        "category",
        &category(&kept.finding.category),
        &category(&first.category),
    );
    if !notes.found.is_empty() {
        let matter = Matter {
            title: first.finding.clone(),
            ..kept.matter.clone()
        };
        work.update(&act.doing("matter.changed"), &kept.matter, &matter)
            .await?;
        let finding = Finding {
            category: first.category.clone(),
            ..kept.finding.clone()
        };
        work.update(&act.doing("finding.changed"), &kept.finding, &finding)
            .await?;
    }
    Ok(())
}
