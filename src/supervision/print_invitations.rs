//! 邀请函: codes on paper, a page a person, to be handed to each by hand.

use super::bind::invite_for;
use super::house::{Books, House};
use super::invitations::{Invited, find_invited};
use super::print::keep_paper;
use super::refused::refuse;
use crate::domain::contact::Person;
use crate::store::Work;
use crate::text::{InvitationPaper, Invited as Page};
use anyhow::Result;
use chrono::TimeDelta;
use serde::Serialize;

/// Invitations that were printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedInvitations {
    /// Name of the file in the home's folder of papers.
    pub file: String,
    /// For how many people.
    pub people: usize,
}

/// Invites people on paper; whoever had a code before can use the new one only.
///
/// # Errors
/// Refused when the person or unit is unknown, or there is nobody to invite.
pub async fn print_invitations(
    house: &House,
    whom: Invited<'_>,
    bot_name: Option<&str>,
) -> Result<PrintedInvitations> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let printed = print_invitations_in(&mut work, house, &books, whom, bot_name).await?;
    work.commit().await?;
    Ok(printed)
}

/// The same within a unit of work.
///
/// # Errors
/// As there.
pub async fn print_invitations_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    whom: Invited<'_>,
    bot_name: Option<&str>,
) -> Result<PrintedInvitations> {
    let people = find_invited(work, house, whom).await?;
    if people.is_empty() {
        refuse!("everybody has an account bound");
    }
    let valid = TimeDelta::days(house.limits.paper_valid_days);
    let mut paper = InvitationPaper {
        office: house.office.name.clone(),
        duty_phone: house.office.duty_phone.clone(),
        on: books.today(),
        days: house.limits.paper_valid_days,
        invited: Vec::with_capacity(people.len()),
    };
    for person in &people {
        paper
            .invited
            .push(page_of(work, books, person, bot_name, valid).await?);
    }
    let today = books.today().to_string();
    let first = &paper.invited[0];
    let about = match whom {
        Invited::One(_) => vec![first.unit.as_str(), &first.name, &today],
        Invited::Unbound(Some(_)) => vec![first.unit.as_str(), &today],
        Invited::Unbound(None) => vec![today.as_str()],
    };
    Ok(PrintedInvitations {
        file: keep_paper(house, "invitation", &about, &paper)?,
        people: people.len(),
    })
}

async fn page_of(
    work: &mut Work,
    books: &Books,
    person: &Person,
    bot_name: Option<&str>,
    valid: TimeDelta,
) -> Result<Page> {
    let invitation = invite_for(work, books, person, bot_name, valid).await?;
    Ok(Page {
        unit: invitation.unit,
        name: invitation.person,
        code: invitation.code,
        link: invitation.link,
        expires_at: books.local(invitation.expires_at),
    })
}
