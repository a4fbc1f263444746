//! In which capacity somebody makes a move, and which moves each capacity may make.

use super::moves::MoveKind;
use super::role::Role;
use super::rulebook::Ends;
use serde::{Deserialize, Serialize};

/// As what somebody makes a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 经办人, 联络员: whose duty it is.
    Handler,
    /// 分管领导.
    SupervisingLeader,
    /// 主要负责人.
    Principal,
    /// 巡察组.
    Team,
    /// 督导科.
    SupervisionSection,
    /// 对口监督室 and other rooms that are asked.
    OversightRoom,
    /// 巡察办.
    Office,
    /// 领导小组.
    LeadingGroup,
    /// Comes of itself, with another move.
    Program,
}

impl Capacity {
    /// All.
    pub const ALL: [Capacity; 9] = [
        Capacity::Handler,
        Capacity::SupervisingLeader,
        Capacity::Principal,
        Capacity::Team,
        Capacity::SupervisionSection,
        Capacity::OversightRoom,
        Capacity::Office,
        Capacity::LeadingGroup,
        Capacity::Program,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            Capacity::Handler => "handler",
            Capacity::SupervisingLeader => "supervising_leader",
            Capacity::Principal => "principal",
            Capacity::Team => "team",
            Capacity::SupervisionSection => "supervision_section",
            Capacity::OversightRoom => "oversight_room",
            Capacity::Office => "office",
            Capacity::LeadingGroup => "leading_group",
            Capacity::Program => "program",
        }
    }

    /// The capacity that a role gives.
    pub fn of(role: Role) -> Capacity {
        match role {
            Role::Handler | Role::Liaison | Role::UnitOffice | Role::ClueCustodian => Capacity::Handler,
            Role::SupervisingLeader => Capacity::SupervisingLeader,
            Role::Principal => Capacity::Principal,
            Role::InspectionTeam => Capacity::Team,
            Role::SupervisionSection => Capacity::SupervisionSection,
            Role::OversightRoom => Capacity::OversightRoom,
            Role::OfficeClerk | Role::OfficeLiaison | Role::OfficeDirector => Capacity::Office,
            Role::LeadingGroupMember | Role::LeadingGroupDeputy | Role::LeadingGroupHead => {
                Capacity::LeadingGroup
            }
        }
    }

    /// Whether it decides on what others have asked for.
    fn reviews(self) -> bool {
        !matches!(self, Capacity::Handler | Capacity::Program)
    }

    /// Whether somebody may make such a move as this, of matters that end so.
    pub fn may(self, kind: MoveKind, ends: Ends) -> bool {
        match (kind, ends) {
            (MoveKind::Applied, _) => matches!(self, Capacity::Handler | Capacity::Program),
            (MoveKind::Confirmed, _) => matches!(self, Capacity::SupervisingLeader | Capacity::Principal),
            (MoveKind::ClosedOut, _) => matches!(self, Capacity::Office | Capacity::SupervisionSection),
            (MoveKind::Returned, Ends::Closeout) => self != Capacity::Handler,
            (MoveKind::Extended | MoveKind::Reopened, _) => {
                matches!(self, Capacity::Office | Capacity::LeadingGroup)
            }
            (MoveKind::Withdrawn, _) => self == Capacity::Office,
            (_, Ends::Decision) => self.reviews(),
            _ => matches!(self, Capacity::Office | Capacity::Program),
        }
    }
}
