//! What 抽查 is asked for: a count, a seed, an open check.

use super::{MOST, Read};
use crate::bot::desk::form::Given;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::matter::Matter;
use crate::domain::spot_check::{SpotCheck, SpotResult};
use anyhow::Result;

/// Most findings of one lot.
const MOST_DRAWN: i64 = 200;

/// A number as it is written.
pub fn number(slot: Slot, text: &str) -> Read {
    match text.parse::<i64>() {
        Ok(number) if slot == Slot::Seed || (1..=MOST_DRAWN).contains(&number) => {
            Read::One(Given::new(slot, number, text))
        }
        _ => Read::Wrong("number"),
    }
}

/// What may be chosen.
pub async fn choices(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let texts = &visit.house.texts;
    Ok(match slot {
        Slot::Checked => checks(visit).await?,
        Slot::SpotResult => SpotResult::ALL
            .map(|result| Given::new(slot, result.key(), texts.word("spot_result", result.key())))
            .into(),
        _ => Vec::new(),
    })
}

/// The checks that are open, oldest first.
async fn checks(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let mut open = Vec::new();
    for check in visit.work.all::<SpotCheck>().await? {
        if check.result.is_none() && open.len() < MOST {
            let matter: Matter = visit.work.get(check.matter_id).await?;
            open.extend(
                matter
                    .is_open()
                    .then(|| Given::new(Slot::Checked, matter.id, &matter.code)),
            );
        }
    }
    Ok(open)
}
