//! 新规则改期: the director chooses for the open matters of a rule.

use super::mend::mended;
use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::{REDATE, Slot};
use crate::bot::visit::Visit;
use crate::supervision::choose_rule_in;
use crate::text::Mended;
use anyhow::Result;

/// 改期 or 沿用.
pub async fn choose(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let redated = form.text(Slot::Choice)? == REDATE;
    let rule = form.text(Slot::Rule)?;
    let chosen = choose_rule_in(visit.work, visit.house, visit.books, actor, rule, redated, reason).await?;
    mended(
        visit,
        &Mended::Rule {
            rule: chosen.rule,
            redated,
            moved: chosen.moved.into_iter().map(|moved| moved.code).collect(),
        },
    )
}
