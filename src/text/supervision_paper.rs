//! Papers of the ladder (domain.md 2.5), and the forms of close-out and extension. They name codes, units and days, never
//! what a finding says, and leave room for a seal.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// 文号: `〔2026〕巡办督 17 号`.
pub fn paper_number(year: i64, word: &str, number: i64) -> String {
    format!("〔{year}〕{word} {number} 号")
}

/// What a paper of the ladder says. Days are in the office's zone.
#[derive(Debug, Clone, Serialize)]
pub struct SupervisionPaper {
    /// 催办单, as the rulebook calls it.
    pub name: String,
    /// 文号; none before 签发.
    pub number: Option<String>,
    /// 市委巡察办.
    pub office: String,
    /// The office's telephone.
    pub duty_phone: Option<String>,
    /// To whom it goes.
    pub unit: String,
    /// Its matters.
    pub rows: Vec<PaperRow>,
    /// 新的期限.
    pub due_on: Option<NaiveDate>,
    /// The day of issue, or of printing before it.
    pub on: NaiveDate,
}

/// A matter on a paper.
#[derive(Debug, Clone, Serialize)]
pub struct PaperRow {
    /// Its code.
    pub code: String,
    /// Its neutral kind: 整改事项.
    pub kind: String,
    /// Its due day.
    pub due_on: Option<NaiveDate>,
    /// Days overdue on the day of issue.
    pub overdue: Option<i64>,
    /// The number under which it is registered (挂号督办).
    pub registered: Option<String>,
}

/// What a form that the unit fills in says. Days are in the office's zone.
#[derive(Debug, Clone, Serialize)]
pub struct UnitForm {
    /// 市委巡察办.
    pub office: String,
    /// Who hands it in.
    pub unit: String,
    /// The matter that it is about.
    pub row: PaperRow,
    /// The day of printing.
    pub on: NaiveDate,
}

/// Declares a paper with a template of its own over a shared context.
macro_rules! papers {
    ($($(#[$doc:meta])* $name:ident($context:ty) = $template:literal, $samples:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $context);

        impl Text for $name {
            const TEMPLATE: &'static str = $template;

            fn samples() -> Vec<Self> {
                $samples.into_iter().map($name).collect()
            }
        }
    )+};
}

papers! {
    /// 提醒书.
    ReminderPaper(SupervisionPaper) = "paper_reminder.paper", samples("整改情况提醒书", "巡办提");
    /// 催办单.
    UrgePaper(SupervisionPaper) = "paper_urge.paper", samples("巡察整改催办单", "巡办催");
    /// 督办单.
    SupervisePaper(SupervisionPaper) = "paper_supervise.paper", samples("巡察整改督办单", "巡办督");
    /// 告诫书.
    AdmonishPaper(SupervisionPaper) = "paper_admonish.paper", samples("告诫书", "巡办告");
    /// 通报.
    CircularPaper(SupervisionPaper) = "paper_circular.paper", samples("通报", "巡办通");
    /// 约谈通知书.
    TalkPaper(SupervisionPaper) = "paper_talk.paper", samples("约谈通知书", "巡办约");
    /// 销号申请表.
    CloseOutForm(UnitForm) = "paper_closeout.paper", [form()];
    /// 延期申请表.
    ExtensionForm(UnitForm) = "paper_extension.paper", [form()];
    /// 真实性承诺书.
    PledgeForm(UnitForm) = "paper_pledge.paper", [form()];
}

/// Issued with three matters, and a draft with one that has no day.
fn samples(name: &str, word: &str) -> [SupervisionPaper; 2] {
    let issued = SupervisionPaper {
        name: name.into(),
        number: Some(paper_number(2026, word, 17)),
        office: "市委巡察办".into(),
        duty_phone: Some("0395-3100000".into()),
        unit: "市住建局".into(),
        rows: vec![
            PaperRow {
                registered: Some("GD-2026-0003".into()),
                ..row("ZG-2026-02-0031-1")
            },
            row("ZG-2026-02-0032-1"),
            row("ZG-2026-02-0040-2"),
        ],
        due_on: Some(day(10, 15)),
        on: day(10, 10),
    };
    let standing = PaperRow {
        due_on: None,
        overdue: None,
        ..row("ZG-2026-02-0050-1")
    };
    let draft = SupervisionPaper {
        number: None,
        duty_phone: None,
        rows: vec![standing],
        due_on: None,
        ..issued.clone()
    };
    [issued, draft]
}

fn form() -> UnitForm {
    UnitForm {
        office: "市委巡察办".into(),
        unit: "市住建局".into(),
        row: row("ZG-2026-02-0031-1"),
        on: day(10, 10),
    }
}

fn row(code: &str) -> PaperRow {
    PaperRow {
        code: code.into(),
        kind: "整改事项".into(),
        due_on: Some(day(10, 8)),
        overdue: Some(2),
        registered: None,
    }
}
