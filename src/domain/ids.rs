//! One newtype a table, so that a person is never passed where a matter is meant.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                $name(id)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// 巡察办 that owns a row.
    OfficeId,
    /// Any organisation: inspected unit, receiving organ, the office itself.
    UnitId,
    /// A person of the contacts.
    PersonId,
    /// A person's holding of a role.
    HoldingId,
    /// 轮次.
    RoundId,
    /// One unit inspected in one round.
    InspectionId,
    /// A dated fact with its proof.
    EventId,
    /// 问题线索.
    ClueId,
    /// 督办事项.
    MatterId,
    /// 反馈问题.
    FindingId,
    /// 整改措施.
    MeasureId,
    /// One matter told to one person at one step.
    NoticeId,
    /// Many notices for one person in one slot.
    MessageId,
    /// A part of a report package.
    PartId,
    /// What the office recorded of a matter.
    MoveId,
    /// A duty that an office has switched.
    SwitchId,
    /// 临时代理.
    ActingId,
    /// A decision of the leading group.
    ResolutionId,
    /// A 挂号督办.
    RegistrationId,
    /// A row of a 回头看 list.
    FollowUpId,
    /// A person's answer about a matter.
    ReplyId,
    /// 佐证材料.
    EvidenceId,
    /// A chat account bound to a person.
    BindingId,
    /// A telephone call that told somebody of a matter.
    CallId,
    /// 延期.
    ExtensionId,
    /// 对账.
    ReconciliationId,
    /// A row of a 对账.
    ReconciledId,
    /// A step after the due day, as it was climbed.
    RungId,
    /// 催办单, 督办单 ...
    PaperId,
    /// A matter on a paper.
    PaperItemId,
    /// 销号申请.
    ApplicationId,
    /// A finding that was drawn for 抽查.
    SpotCheckId,
    /// A numbered issue of a digest.
    DigestIssueId,
    /// When and how a reader wants their digest.
    DigestChoiceId,
}
