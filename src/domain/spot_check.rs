//! 抽查: closed findings drawn by a seeded lot, and 复核 of what the same principal signed.

use super::ids::{MatterId, OfficeId, SpotCheckId};
use super::ledger::digest;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A finding that is looked at again after its 销号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpotCheck {
    /// Row.
    pub id: SpotCheckId,
    /// Owner.
    pub office_id: OfficeId,
    /// The finding's matter.
    pub finding_id: MatterId,
    /// Its cycle when it was drawn.
    pub cycle: i64,
    /// The matter of the check.
    pub matter_id: MatterId,
    /// The lot that drew it; none for a 复核.
    pub lot: Option<Lot>,
    /// The day it was drawn, in the office's zone.
    pub drawn_on: NaiveDate,
    /// What was found.
    pub result: Option<SpotResult>,
    /// The day on which it was found.
    pub ended_on: Option<NaiveDate>,
}

/// How a lot was drawn, so that anybody can draw it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The seed that the office gave.
    pub seed: i64,
    /// How many findings were in the pool.
    pub pool: i64,
    /// SHA-256 of the pool's codes and cycles, in order of code.
    pub pool_hash: String,
}

/// What a 抽查 or 复核 found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpotResult {
    /// 属实.
    Genuine,
    /// 失实.
    False,
}

impl SpotResult {
    /// All.
    pub const ALL: [SpotResult; 2] = [SpotResult::Genuine, SpotResult::False];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            SpotResult::Genuine => "genuine",
            SpotResult::False => "false",
        }
    }

    /// The result of a stable key.
    pub fn from_key(key: &str) -> Option<SpotResult> {
        SpotResult::ALL.into_iter().find(|result| result.key() == key)
    }
}

/// Draws `count` of a pool of codes and cycles: those whose hash with the seed comes first. The same pool and seed
/// give the same lot, in whatever order the pool is given.
pub fn draw(mut pool: Vec<(String, i64)>, count: usize, seed: i64) -> (Lot, Vec<String>) {
    pool.sort();
    let listed: Vec<String> = pool
        .iter()
        .map(|(code, cycle)| format!("{code}:{cycle}\n"))
        .collect();
    let lot = Lot {
        seed,
        pool: i64::try_from(pool.len()).unwrap_or(i64::MAX),
        pool_hash: digest(listed.concat().as_bytes()),
    };
    let mut drawn: Vec<(String, String)> = pool
        .into_iter()
        .map(|(code, _)| (digest(format!("{seed}:{code}").as_bytes()), code))
        .collect();
    drawn.sort();
    drawn.truncate(count);
    (lot, drawn.into_iter().map(|(_, code)| code).collect())
}

#[cfg(test)]
mod tests {
    use super::draw;

    fn pool(codes: &[&str]) -> Vec<(String, i64)> {
        codes.iter().map(|code| ((*code).to_owned(), 0)).collect()
    }

    #[test]
    fn a_lot_depends_on_the_seed_and_the_pool_alone() {
        let (lot, drawn) = draw(pool(&["A", "B", "C", "D", "E"]), 2, 7);
        assert_eq!((lot.pool, drawn.len()), (5, 2));
        let (again, same) = draw(pool(&["E", "C", "A", "D", "B"]), 2, 7);
        assert_eq!(
            (&again, &same),
            (&lot, &drawn),
            "the order of the pool does not matter"
        );
        let other = (0..20).any(|seed| draw(pool(&["A", "B", "C", "D", "E"]), 2, seed).1 != drawn);
        assert!(other, "another seed draws others");
        let (smaller, all) = draw(pool(&["A", "B"]), 9, 7);
        assert_eq!(all.len(), 2, "no more than there are");
        assert_ne!(smaller.pool_hash, lot.pool_hash);
    }
}
