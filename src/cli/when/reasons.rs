//! A counted day and its reasons in English, for the operator.

use crate::domain::calendar::Rest;
use crate::domain::deadline::{Deadline, Trace};
use std::io::{self, Write};

/// The day alone on the first line, a reason a line after it.
pub(super) fn write(deadline: &Deadline, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", deadline.due_on)?;
    for step in &deadline.trace {
        writeln!(out, "  {}", reason(step))?;
    }
    if deadline.suggested_on != deadline.due_on {
        writeln!(
            out,
            "  better handed in by {}, the last workday before it",
            deadline.suggested_on
        )?;
    }
    Ok(())
}

/// One step of the counting.
pub fn reason(step: &Trace) -> String {
    match step {
        Trace::StartExcluded { on } => format!("{on} itself is not counted"),
        Trace::Added { period, to } => format!("{period} after it is {to}"),
        Trace::Clamped { wanted_day, to } => {
            format!("the month has no day {wanted_day}: its last day {to} stands in")
        }
        Trace::CrossedHoliday { name, from, to } => format!("{name}: {from} to {to} off"),
        Trace::MakeUpWorkday { on } => format!("{on} is a weekend day that is worked"),
        Trace::Rolled {
            from,
            to,
            why: Rest::Weekend,
        } => format!("{from} is a weekend day: moved to {to}"),
        Trace::Rolled {
            from,
            to,
            why: Rest::Holiday(name),
        } => {
            format!("{from} is a day off ({name}): moved to {to}")
        }
        Trace::Unpublished { year } => format!("provisional: holiday paper of {year} not published"),
    }
}
