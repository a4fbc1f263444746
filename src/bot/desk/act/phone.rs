//! 已电话告知.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::read::UNIT;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::ids::{PersonId, UnitId};
use crate::supervision::{Told, tell_by_phone_in};
use crate::text::ToldByPhone;
use anyhow::Result;

/// Somebody, or everybody of a unit, was told by telephone of all that waits for them.
pub async fn told(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let called = form.text(Slot::Called)?;
    let told = match called.strip_prefix(UNIT) {
        Some(unit) => Told::Unit(UnitId(unit.parse()?)),
        None => Told::Person(PersonId(called.parse()?)),
    };
    let (actor, on) = (actor(visit)?, form.day(Slot::Day)?);
    match tell_by_phone_in(visit.work, visit.house, visit.books, actor, told, on).await? {
        Ok(people) => {
            let people = people.into_iter();
            let people = people.map(|it| (it.unit, it.person, it.codes)).collect();
            visit.say(&ToldByPhone { on, people })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
