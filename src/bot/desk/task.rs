//! What can be done at the desk, where it stands in the menu, and what each task asks for.

use super::keyed::keyed;
use super::slot::Slot;

/// What a request for more time says.
const ASKED: &[Slot] = &[
    Slot::Matter,
    Slot::Giver,
    Slot::Cause,
    Slot::NewDay,
    Slot::Note,
    Slot::Via,
    Slot::Day,
    Slot::Document,
];

keyed! {
    /// A page of the menu.
    pub listed enum Menu {
        /// What 工作台 opens.
        Main = "main",
        /// 更正.
        Mend = "mend",
        /// 打印.
        Print = "print",
        /// 回头看.
        Review = "review",
        /// 本办事务.
        Office = "office",
        /// 问题线索, by their codes.
        Clue = "clue",
        /// 抽查.
        Spot = "spot",
        /// 审批 and the leading group.
        Decision = "decision",
    }
}

keyed! {
    /// What a clerk can do at the desk, in the order of the menu.
    pub listed enum Task {
        /// 登记事件.
        RecordEvent = "record_event",
        /// 收件, and 已召开.
        Receive = "receive",
        /// 登记分件 of a report package.
        TickParts = "tick_parts",
        /// 审核: 通过 or 退回.
        Review = "review",
        /// 代录.
        Proxy = "proxy",
        /// 导入 of a workbook from the import folder.
        Import = "import",
        /// 邀请.
        Invite = "invite",
        /// 换人.
        Successor = "successor",
        /// 临时代理.
        StandIn = "stand_in",
        /// Who was away is back.
        ComeBack = "come_back",
        /// 更正 of the day of an event.
        CorrectEvent = "correct_event",
        /// 撤销 of an event.
        WithdrawEvent = "withdraw_event",
        /// 邀请函 of one person.
        PrintInvitation = "print_invitation",
        /// 邀请函 of a whole unit.
        PrintInvitations = "print_invitations",
        /// 电话清单.
        PrintPhoneList = "print_phone_list",
        /// 单位月报.
        PrintMonthly = "print_monthly",
        /// 催办单, 督办单 and the other papers of the ladder.
        PrintPaper = "print_paper",
        /// 销号申请表, 延期申请表, 真实性承诺书 of a matter.
        PrintForm = "print_form",
        /// 已电话告知.
        Told = "told",
        /// The half-year's list of 回头看, printed.
        ReviewList = "review_list",
        /// A number of the list is selected.
        ReviewSelect = "review_select",
        /// The unit is told.
        ReviewPublish = "review_publish",
        /// What was found.
        ReviewEnd = "review_end",
        /// An event of a whole round.
        RoundEvent = "round_event",
        /// A recurring duty opens nothing more.
        SwitchOff = "switch_off",
        /// A recurring duty opens again.
        SwitchOn = "switch_on",
        /// 撤销收件, and of a review or a meeting.
        UndoMove = "undo_move",
        /// 更正期限.
        MendDue = "mend_due",
        /// 更正人员.
        MendPerson = "mend_person",
        /// 更正内容.
        MendTitle = "mend_title",
        /// 作废.
        WithdrawMatter = "withdraw_matter",
        /// 合并.
        Merge = "merge",
        /// 撤销导入.
        UndoImport = "undo_import",
        /// 撤回 of a message.
        WithdrawMessage = "withdraw_message",
        /// 新规则改期, by the director alone.
        RedateRule = "redate_rule",
        /// 重发.
        Resend = "resend",
        /// 放行.
        Release = "release",
        /// 未答复.
        Unanswered = "unanswered",
        /// 指定专管员 of a clue.
        ClueCustodian = "clue_custodian",
        /// 转送 of a clue to another organ.
        ClueTransfer = "clue_transfer",
        /// 未答复清单, printed.
        PrintSilent = "print_silent",
        /// 代录延期申请.
        AskExtension = "ask_extension",
        /// 撤回延期申请.
        TakeBackExtension = "take_back_extension",
        /// 代录 of 申请销号.
        ApplyCloseOut = "apply_close_out",
        /// A lot over what is closed.
        SpotDraw = "spot_draw",
        /// What a 抽查 found.
        SpotEnd = "spot_end",
        /// 代录 of a decision.
        RecordDecision = "record_decision",
        /// 代录 of what the leading group decides on a unit.
        RecordResolution = "record_resolution",
        /// 解除挂号.
        LiftRegistration = "lift_registration",
    }
}

/// What 代录申请销号 asks for.
const APPLYING: &[Slot] = &[
    Slot::Matter,
    Slot::Giver,
    Slot::Via,
    Slot::Day,
    Slot::Done,
    Slot::Document,
];

impl Menu {
    /// The pages that open from the first one.
    pub fn pages() -> impl Iterator<Item = Menu> {
        Menu::ALL.iter().copied().filter(|menu| *menu != Menu::Main)
    }

    /// Its tasks.
    pub fn tasks(self) -> impl Iterator<Item = Task> {
        Task::ALL.iter().copied().filter(move |task| task.menu() == self)
    }
}

impl Task {
    /// Where it stands.
    fn menu(self) -> Menu {
        match self {
            Task::CorrectEvent | Task::WithdrawEvent => Menu::Mend,
            Task::PrintInvitation | Task::PrintInvitations | Task::PrintPhoneList | Task::PrintMonthly => {
                Menu::Print
            }
            Task::PrintPaper | Task::PrintForm => Menu::Print,
            Task::ReviewList | Task::ReviewSelect | Task::ReviewPublish | Task::ReviewEnd => Menu::Review,
            Task::RoundEvent | Task::SwitchOff | Task::SwitchOn | Task::ComeBack => Menu::Office,
            Task::ClueCustodian | Task::ClueTransfer => Menu::Clue,
            Task::SpotDraw | Task::SpotEnd => Menu::Spot,
            Task::RecordDecision | Task::RecordResolution | Task::LiftRegistration => Menu::Decision,
            Task::UndoMove | Task::MendDue | Task::MendPerson | Task::MendTitle => Menu::Mend,
            Task::WithdrawMatter
            | Task::Merge
            | Task::UndoImport
            | Task::WithdrawMessage
            | Task::RedateRule => Menu::Mend,
            Task::AskExtension | Task::TakeBackExtension => Menu::Office,
            Task::PrintSilent => Menu::Print,
            _ => Menu::Main,
        }
    }

    /// What it asks for, in this order.
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Task::RecordEvent => &[Slot::Unit, Slot::EventKind, Slot::Day, Slot::Document],
            Task::Receive => &[Slot::Matter, Slot::Day, Slot::Via, Slot::Document],
            Task::TickParts => &[Slot::Packaged, Slot::Part, Slot::Day, Slot::Reason],
            Task::Review => &[Slot::Reviewed, Slot::Verdict, Slot::Reason, Slot::FixBy],
            Task::Proxy => &[
                Slot::Matter,
                Slot::Giver,
                Slot::Via,
                Slot::Day,
                Slot::Words,
                Slot::Document,
            ],
            Task::Import => &[Slot::File],
            Task::Invite | Task::PrintInvitation => &[Slot::Person],
            Task::PrintInvitations => &[Slot::Unit],
            Task::Successor => &[Slot::Person, Slot::Heir],
            Task::CorrectEvent => &[Slot::Unit, Slot::Event, Slot::Day, Slot::Reason],
            Task::WithdrawEvent => &[Slot::Unit, Slot::Event, Slot::Reason],
            Task::PrintMonthly => &[Slot::Unit, Slot::Month],
            Task::PrintPaper => &[Slot::Paper],
            Task::PrintForm => &[Slot::Mended, Slot::UnitForm],
            Task::Told => &[Slot::Called, Slot::Day],
            Task::RoundEvent => &[Slot::Round, Slot::RoundEvent, Slot::Day, Slot::Document],
            Task::SwitchOff => &[Slot::DutyOn, Slot::Reason],
            Task::SwitchOn => &[Slot::DutyOff, Slot::Reason],
            Task::ComeBack => &[Slot::Away],
            Task::StandIn => &[Slot::Person, Slot::Substitute, Slot::FromDay, Slot::UntilDay],
            Task::ReviewSelect => &[Slot::Number],
            Task::ReviewPublish => &[Slot::Number, Slot::Document],
            Task::ReviewEnd => &[
                Slot::Number,
                Slot::ReviewResult,
                Slot::Findings,
                Slot::Day,
                Slot::Reason,
            ],
            Task::ClueCustodian => &[Slot::Clue, Slot::Custodian, Slot::Reason],
            Task::RecordDecision | Task::RecordResolution | Task::LiftRegistration => self.decision_slots(),
            Task::ClueTransfer => &[Slot::Clue, Slot::Unit, Slot::Day, Slot::Reason],
            Task::UndoMove => &[Slot::Undone, Slot::Reason],
            Task::MendDue => &[Slot::Mended, Slot::Due, Slot::Reason],
            Task::MendPerson => &[Slot::Mended, Slot::Role, Slot::Named, Slot::Reason],
            Task::MendTitle => &[Slot::Mended, Slot::Title, Slot::Reason],
            Task::WithdrawMatter => &[Slot::Mended, Slot::Reason],
            Task::Merge => &[Slot::Mended, Slot::Into, Slot::Reason],
            Task::UndoImport => &[Slot::Import, Slot::Reason],
            Task::WithdrawMessage => &[Slot::Message, Slot::Reason],
            Task::Resend => &[Slot::Person],
            Task::RedateRule => &[Slot::Rule, Slot::Choice, Slot::Reason],
            Task::AskExtension => ASKED,
            Task::TakeBackExtension => &[Slot::Extended, Slot::Reason],
            Task::ApplyCloseOut | Task::SpotDraw | Task::SpotEnd => self.closeout_slots(),
            _ => &[],
        }
    }

    /// The same of close-out and 抽查.
    fn closeout_slots(self) -> &'static [Slot] {
        match self {
            Task::ApplyCloseOut => APPLYING,
            Task::SpotDraw => &[Slot::Count, Slot::Seed],
            _ => &[Slot::Checked, Slot::SpotResult, Slot::Day, Slot::Reason],
        }
    }

    /// The same of decisions.
    fn decision_slots(self) -> &'static [Slot] {
        match self {
            Task::RecordDecision => &[
                Slot::Decided,
                Slot::Decider,
                Slot::Verdict,
                Slot::Reason,
                Slot::Via,
                Slot::Day,
                Slot::Document,
            ],
            Task::RecordResolution => &[
                Slot::Climbed,
                Slot::Resolution,
                Slot::Due,
                Slot::Leader,
                Slot::Via,
                Slot::Day,
                Slot::Document,
            ],
            Task::LiftRegistration => &[Slot::Registered, Slot::Leader, Slot::Reason],
            _ => &[],
        }
    }

    /// Whether it is for the director of the office alone.
    pub fn is_for_director(self) -> bool {
        self == Task::RedateRule
    }

    /// Whether it changes nothing yet, and needs no 确认.
    pub fn only_shows(self) -> bool {
        matches!(
            self,
            Task::Unanswered | Task::Import | Task::ReviewList | Task::PrintPhoneList
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Menu, Task};
    use crate::text::Texts;

    #[test]
    fn every_task_page_and_question_has_its_words() {
        let texts = Texts::load(None).expect("the embedded texts");
        let has = |table: &str, key: &'static str| assert_ne!(texts.word(table, key), key, "{table}.{key}");
        Menu::pages().for_each(|menu| has("desk_page", menu.key()));
        for task in Task::ALL {
            has("desk", task.key());
            for slot in task.slots() {
                has("slot", slot.key());
                has("ask", slot.key());
            }
        }
    }
}
