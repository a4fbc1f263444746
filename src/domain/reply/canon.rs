//! The form of a statement that reads back as the same statement.

use super::{ExtensionReason, Said};
use chrono::{Datelike, NaiveDate};
use std::fmt;

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Said::Acknowledged { promised_on: None } => f.write_str("收到"),
            Said::Acknowledged {
                promised_on: Some(on),
            } => write!(f, "收到,{}前报送", Day(on)),
            Said::Progress { percent } => write!(f, "进度{percent}%"),
            Said::InProgress => f.write_str("整改中"),
            Said::Unchanged => f.write_str("无变化"),
            Said::MostlyCompleted => f.write_str("基本完成"),
            Said::Completed => f.write_str("已完成"),
            Said::Submitted => f.write_str("已报送"),
            Said::Held { on: None } => f.write_str("已召开"),
            Said::Held { on: Some(on) } => write!(f, "已召开,{}", Day(on)),
            Said::Coded { coded } => coded.fmt(f),
            Said::Extension { to, reason } => {
                match to {
                    Some(on) => write!(f, "延期到{}", Day(on))?,
                    None => f.write_str("申请延期")?,
                }
                reason.map_or(Ok(()), |reason| write!(f, ",{reason}"))
            }
        }
    }
}

impl fmt::Display for ExtensionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ExtensionReason::Funding => "资金原因",
            ExtensionReason::Policy => "政策原因",
            ExtensionReason::Litigation => "诉讼原因",
            ExtensionReason::TermChange => "换届原因",
            ExtensionReason::Other => "其他原因",
        })
    }
}

/// 2026年10月8日.
struct Day(NaiveDate);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.0.year(), self.0.month(), self.0.day())
    }
}
