//! Matters by their codes.

use super::house::House;
use super::refused::refuse;
use crate::domain::half_width::fold;
use crate::domain::matter::Matter;
use crate::store::Work;
use anyhow::Result;

/// A matter by code; of one that was merged, the one that its code stands for now.
///
/// # Errors
/// Refused when there is none.
pub async fn get_matter(work: &mut Work, house: &House, code: &str) -> Result<Matter> {
    let named = get_matter_named(work, house, code).await?;
    survivor_of(work, named).await
}

/// A matter by its own code, merged or not.
///
/// # Errors
/// Refused when there is none.
pub async fn get_matter_named(work: &mut Work, house: &House, code: &str) -> Result<Matter> {
    let folded = fold(code);
    let mut found = work.find_matter(house.office.id, &folded).await?;
    if found.is_none() {
        found = work.find_matter_in_any_case(house.office.id, &folded).await?;
    }
    match found {
        Some(matter) => Ok(matter),
        None => refuse!("no matter {code}; `huiyin matter list` shows all"),
    }
}

/// The matter whose code stands for a matter: itself, or the one that it went into.
///
/// # Errors
/// When the database cannot be read.
pub async fn survivor_of(work: &mut Work, matter: Matter) -> Result<Matter> {
    let mut matter = matter;
    while let Some(into) = matter.merged_into {
        matter = work.get(into).await?;
    }
    Ok(matter)
}
