//! What stands on buttons and beside commands.

use super::Texts;

/// A button. The phrases of the reply keyboard are [`Command`](crate::domain::reply::Command)s, which are
/// read as they are written and therefore no wording of the office's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// 收到.
    Acknowledge,
    /// 报进展.
    Report,
    /// 申请销号.
    CloseOut,
    /// 申请延期.
    Extend,
    /// 是我.
    ItIsMe,
    /// 不是我.
    ItIsNotMe,
    /// 取消.
    Cancel,
    /// 确认.
    Confirm,
    /// 填月报.
    FillMonth,
    /// 同意.
    Agree,
    /// 全部同意.
    AgreeAll,
    /// 签署.
    Sign,
    /// 全部签署.
    SignAll,
    /// 逐项办理.
    Each,
    /// 退回.
    SendBack,
    /// 确认签署, under the pledge.
    Pledge,
    /// 明细.
    Detail,
    /// 暂缓.
    Hold,
    /// 放行.
    LetGo,
    /// 有变动时才发.
    OnlyChanged,
    /// 每周都发.
    EveryWeek,
    /// 停收.
    StopDigest,
    /// 恢复接收.
    WantDigest,
}

impl Label {
    /// All.
    pub const ALL: [Label; 23] = [
        Label::Acknowledge,
        Label::Report,
        Label::CloseOut,
        Label::Extend,
        Label::ItIsMe,
        Label::ItIsNotMe,
        Label::Cancel,
        Label::Confirm,
        Label::FillMonth,
        Label::Agree,
        Label::AgreeAll,
        Label::Sign,
        Label::SignAll,
        Label::Each,
        Label::SendBack,
        Label::Pledge,
        Label::Detail,
        Label::Hold,
        Label::LetGo,
        Label::OnlyChanged,
        Label::EveryWeek,
        Label::StopDigest,
        Label::WantDigest,
    ];

    fn key(self) -> &'static str {
        match self {
            Label::Acknowledge => "acknowledge",
            Label::Report => "report",
            Label::CloseOut => "close_out",
            Label::Extend => "extend",
            Label::ItIsMe => "it_is_me",
            Label::ItIsNotMe => "it_is_not_me",
            Label::Cancel => "cancel",
            Label::Confirm => "confirm",
            Label::FillMonth => "fill_month",
            Label::Agree => "agree",
            Label::AgreeAll => "agree_all",
            Label::Sign => "sign",
            Label::SignAll => "sign_all",
            Label::Each => "each",
            Label::SendBack => "send_back",
            Label::Pledge => "pledge",
            Label::Detail => "detail",
            Label::Hold => "hold",
            Label::LetGo => "let_go",
            Label::OnlyChanged => "only_changed",
            Label::EveryWeek => "every_week",
            Label::StopDigest => "stop_digest",
            Label::WantDigest => "want_digest",
        }
    }
}

/// The commands that are shown to everybody, in the order of the menu.
const COMMANDS: [&str; 5] = ["todo", "m", "digest", "help", "unbind"];

impl Texts {
    /// What stands on a button.
    pub fn label(&self, label: Label) -> &str {
        self.word("button", label.key())
    }

    /// Commands with their descriptions, for `setMyCommands`.
    pub fn commands(&self) -> Vec<(&'static str, &str)> {
        COMMANDS
            .map(|command| (command, self.word("command", command)))
            .into()
    }
}
