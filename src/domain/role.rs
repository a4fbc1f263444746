//! Who may hold a duty. Rules name roles; people are found when a step fires.

use serde::{Deserialize, Serialize};

/// A role that rules address and permissions ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办人, of the responsible unit (or named on the matter).
    Handler,
    /// 联络员, of the responsible unit.
    Liaison,
    /// 分管领导, of the responsible unit (or named on the matter).
    SupervisingLeader,
    /// 主要负责人, of the responsible unit.
    Principal,
    /// 单位办公室, of the responsible unit.
    UnitOffice,
    /// 线索专管员, of the receiving organ.
    ClueCustodian,
    /// 巡察组, that found the matter.
    InspectionTeam,
    /// 对口监督室.
    OversightRoom,
    /// 巡察办经办.
    OfficeClerk,
    /// 巡察办联络员.
    OfficeLiaison,
    /// 督导科.
    SupervisionSection,
    /// 巡察办主任.
    OfficeDirector,
    /// 领导小组成员.
    LeadingGroupMember,
    /// 领导小组副组长.
    LeadingGroupDeputy,
    /// 领导小组组长.
    LeadingGroupHead,
}

/// Where the holders of a role are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleScope {
    /// In the unit that is responsible for the matter.
    Unit,
    /// In the inspection team of the matter's inspection.
    Team,
    /// Anywhere in the office.
    Office,
}

impl Role {
    /// Every role, in the order of rising rank.
    pub const ALL: [Role; 15] = [
        Role::Handler,
        Role::Liaison,
        Role::SupervisingLeader,
        Role::Principal,
        Role::UnitOffice,
        Role::ClueCustodian,
        Role::InspectionTeam,
        Role::OversightRoom,
        Role::OfficeClerk,
        Role::OfficeLiaison,
        Role::SupervisionSection,
        Role::OfficeDirector,
        Role::LeadingGroupMember,
        Role::LeadingGroupDeputy,
        Role::LeadingGroupHead,
    ];

    /// Where its holders are looked for when a step fires.
    pub fn scope(self) -> RoleScope {
        match self {
            Role::Handler
            | Role::Liaison
            | Role::SupervisingLeader
            | Role::Principal
            | Role::UnitOffice
            | Role::ClueCustodian => RoleScope::Unit,
            Role::InspectionTeam => RoleScope::Team,
            _ => RoleScope::Office,
        }
    }

    /// Who stands in where a matter names nobody: the liaison for the handler.
    pub fn where_nobody_is_named(self) -> Role {
        match self {
            Role::Handler => Role::Liaison,
            role => role,
        }
    }

    /// The staff of the 巡察办 itself.
    pub fn is_office(self) -> bool {
        matches!(
            self,
            Role::OfficeClerk | Role::OfficeLiaison | Role::SupervisionSection | Role::OfficeDirector
        )
    }

    /// The leading group's own people.
    pub fn is_leading_group(self) -> bool {
        matches!(
            self,
            Role::LeadingGroupMember | Role::LeadingGroupDeputy | Role::LeadingGroupHead
        )
    }

    /// Those to whom the week's digest goes.
    pub fn reads_digests(self) -> bool {
        let reads_own_unit = matches!(self, Role::Principal | Role::Liaison);
        reads_own_unit || self == Role::InspectionTeam || self.is_office() || self.is_leading_group()
    }

    /// The stable English key, as in rulebooks and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Role::Handler => "handler",
            Role::Liaison => "liaison",
            Role::SupervisingLeader => "supervising_leader",
            Role::Principal => "principal",
            Role::UnitOffice => "unit_office",
            Role::ClueCustodian => "clue_custodian",
            Role::InspectionTeam => "inspection_team",
            Role::OversightRoom => "oversight_room",
            Role::OfficeClerk => "office_clerk",
            Role::OfficeLiaison => "office_liaison",
            Role::SupervisionSection => "supervision_section",
            Role::OfficeDirector => "office_director",
            Role::LeadingGroupMember => "leading_group_member",
            Role::LeadingGroupDeputy => "leading_group_deputy",
            Role::LeadingGroupHead => "leading_group_head",
        }
    }

    /// The role of a stable key.
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }
}
