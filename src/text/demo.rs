//! The story that `huiyin demo` tells, chapter by chapter.

use super::ledger::Story;
use super::sample::day;
use super::{LeadingCard, Text};
use crate::domain::timeline::Light;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// One chapter. Days and times are in the zone of the rulebook.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "chapter", rename_all = "snake_case")]
pub enum Demo {
    /// What this is.
    Opening {
        /// 市委巡察办.
        office: String,
        /// When the workbooks come in.
        at: NaiveDateTime,
    },
    /// The contacts came in.
    Contacts {
        /// Name of the workbook.
        workbook: String,
        /// How many rows are new.
        people: usize,
    },
    /// A unit's ledger came in.
    Ledger {
        /// Name of the workbook.
        workbook: String,
        /// 被巡察单位.
        unit: String,
        /// 轮次.
        round: String,
        /// 反馈日.
        feedback_on: Option<NaiveDate>,
        /// How many measures.
        measures: usize,
        /// How many duties the feedback opened.
        opened: usize,
        /// How many measures are overdue already (历史逾期).
        overdue: usize,
    },
    /// The first messages left.
    FirstMessages {
        /// When.
        at: NaiveDateTime,
        /// How many.
        messages: usize,
        /// To whom the one that is shown.
        person: String,
        /// Their unit.
        unit: String,
        /// How it begins.
        lines: Vec<String>,
        /// How many lines it has besides.
        more: usize,
    },
    /// Half a year begins.
    TimePasses {
        /// The last day.
        to: NaiveDate,
    },
    /// Somebody answered.
    Answered {
        /// When.
        at: NaiveDateTime,
        /// Who.
        person: String,
        /// Of which matters.
        codes: Vec<String>,
        /// In their words.
        text: String,
        /// Key of the state of the last of them after it.
        state: &'static str,
        /// Its progress after it.
        percent: Option<i64>,
        /// The day until which they are not reminded.
        promised_on: Option<NaiveDate>,
        /// Reported as done, not reviewed.
        claimed: bool,
    },
    /// The lights at the end of a month.
    Lights {
        /// The day.
        on: NaiveDate,
        /// Of each unit.
        units: Vec<UnitLights>,
    },
    /// How a matter climbs that nobody answers.
    Climb {
        /// Its code.
        code: String,
        /// Its due day.
        due_on: Option<NaiveDate>,
        /// Its steps so far.
        steps: Vec<ClimbStep>,
    },
    /// The clerk at the desk.
    Desk {
        /// Who.
        clerk: String,
        /// The matter that was received.
        code: String,
        /// What it is.
        title: String,
        /// 收件日.
        received_on: NaiveDate,
        /// Whether that was by its due day.
        on_time: Option<bool>,
        /// Codes of what opened with it.
        opened: Vec<String>,
        /// Who spoke on the telephone.
        giver: String,
        /// In their words.
        words: String,
        /// The matter that they spoke of.
        answered: String,
        /// Key of its state after it.
        state: &'static str,
        /// The 回头看 list.
        follow_ups: Vec<DeskFollowUp>,
    },
    /// A finding is closed out; what has climbed to the leading group.
    Closing {
        /// Who applied.
        handler: String,
        /// For which measure.
        measure: String,
        /// Its finding.
        finding: String,
        /// The decisions on it, in order.
        steps: Vec<ClosingStep>,
        /// Key of the finding's state after them.
        state: &'static str,
        /// The card of the leading group's head, where anything has climbed.
        card: Option<LeadingCard>,
    },
    /// What the ledger says of a matter that was answered.
    Ledgered {
        /// Its story.
        story: Story,
    },
    /// The ledger was checked.
    Verified {
        /// How many entries it has.
        entries: i64,
        /// The hash of the last.
        head: String,
    },
    /// The last week's digest.
    Digest {
        /// How it begins.
        lines: Vec<String>,
        /// How many digests went out in all.
        letters: usize,
        /// The folder in which the office's last one lies.
        folder: String,
        /// Its files: as text, as a page, its picture, its workbook, as a mail.
        files: Vec<String>,
    },
    /// What to do next.
    Next {
        /// How many messages were made.
        messages: usize,
        /// The home that was kept.
        home: Option<String>,
        /// The last day that was played.
        on: NaiveDate,
        /// A matter worth a look.
        code: String,
    },
}

/// The lights of one unit.
#[derive(Debug, Clone, Serialize)]
pub struct UnitLights {
    /// Its name.
    pub unit: String,
    /// One a measure that is not reported as done, the gravest first.
    pub lights: Vec<Light>,
    /// How many measures are reported as done.
    pub claimed: usize,
}

/// One step of a climb.
#[derive(Debug, Clone, Serialize)]
pub struct ClimbStep {
    /// The day.
    pub on: NaiveDate,
    /// `T-10`.
    pub step: String,
    /// Its light.
    pub light: Option<Light>,
    /// Who was told.
    pub told: Vec<String>,
}

/// A decision on a close-out.
#[derive(Debug, Clone, Serialize)]
pub struct ClosingStep {
    /// What its rule calls it.
    pub name: String,
    /// Who agreed.
    pub by: String,
}

/// A row of the 回头看 list.
#[derive(Debug, Clone, Serialize)]
pub struct DeskFollowUp {
    /// Its number.
    pub number: i64,
    /// The unit.
    pub unit: String,
    /// Points.
    pub score: i64,
    /// Matters overdue.
    pub overdue: i64,
    /// Calendar days overdue, of all of them.
    pub overdue_days: i64,
}

fn closed_out(card: Option<LeadingCard>) -> Demo {
    let step = |name: &str, by: &str| ClosingStep {
        name: name.into(),
        by: by.into(),
    };
    Demo::Closing {
        handler: "甲七".into(),
        measure: "ZG-2026-03-0006-1".into(),
        finding: "ZG-2026-03-0006".into(),
        steps: vec![step("整改措施确认", "甲二"), step("主要负责人签署", "甲四")],
        state: "closed_out",
        card,
    }
}

fn at_the_desk() -> Demo {
    Demo::Desk {
        clerk: "丙一".into(),
        code: "BS-2026-03-0002".into(),
        title: "整改方案和三个清单报送".into(),
        received_on: day(9, 28),
        on_time: Some(true),
        opened: vec!["BS-2026-03-0009".into()],
        giver: "乙四".into(),
        words: "收到".into(),
        answered: "ZG-2026-03-0013-1".into(),
        state: "acknowledged",
        follow_ups: vec![DeskFollowUp {
            number: 1,
            unit: "市财政局".into(),
            score: 80,
            overdue: 12,
            overdue_days: 560,
        }],
    }
}

impl Text for Demo {
    const TEMPLATE: &'static str = "demo.txt";

    fn samples() -> Vec<Self> {
        let at = day(9, 1).and_hms_opt(8, 30, 0).unwrap_or_default();
        let mut samples = vec![
            Demo::Opening {
                office: "市委巡察办".into(),
                at,
            },
            Demo::Contacts {
                workbook: "通讯录.xlsx".into(),
                people: 25,
            },
            Demo::FirstMessages {
                at,
                messages: 14,
                person: "甲五".into(),
                unit: "市住建局".into(),
                lines: vec!["甲五同志：现有 6 项督办事项，请阅办。".into()],
                more: 12,
            },
            Demo::TimePasses { to: day(12, 31) },
            Demo::Lights {
                on: day(9, 30),
                units: vec![UnitLights {
                    unit: "市住建局".into(),
                    lights: vec![Light::Red, Light::Green, Light::None],
                    claimed: 1,
                }],
            },
            Demo::Climb {
                code: "ZG-2026-03-0013-1".into(),
                due_on: Some(day(9, 30)),
                steps: vec![ClimbStep {
                    on: day(10, 1),
                    step: "T+1".into(),
                    light: Some(Light::Red),
                    told: vec!["甲一".into(), "甲二".into()],
                }],
            },
            Demo::Verified {
                entries: 1034,
                head: "5d41402abc4b2a76b9719d911017c592".into(),
            },
        ];
        samples.extend([at_the_desk(), closed_out(None)]);
        samples.push(digest_sample());
        samples.extend(LeadingCard::samples().into_iter().map(Some).map(closed_out));
        samples.extend(Story::samples().into_iter().map(|story| Demo::Ledgered { story }));
        samples.extend([Some(day(8, 31)), None].map(ledger_sample));
        samples.extend([(Some(day(9, 25)), false), (None, true)].map(|turn| answer_sample(at, turn)));
        samples.extend([Some("DIR".to_owned()), None].map(|home| Demo::Next {
            messages: 910,
            home,
            on: day(12, 31),
            code: "ZG-2026-03-0013-1".into(),
        }));
        samples
    }
}

fn digest_sample() -> Demo {
    Demo::Digest {
        lines: vec!["2026年第39周巡察整改周报第39期".into(), "一、总体".into()],
        letters: 208,
        folder: "DIR/digest".into(),
        files: vec![
            "digest-2026-W39-office.html".into(),
            "digest-2026-W39-office.eml".into(),
        ],
    }
}

fn ledger_sample(feedback_on: Option<NaiveDate>) -> Demo {
    Demo::Ledger {
        workbook: "整改台账-市住建局.xlsx".into(),
        unit: "市住建局".into(),
        round: "第三轮".into(),
        feedback_on,
        measures: 17,
        opened: 8,
        overdue: if feedback_on.is_some() { 3 } else { 0 },
    }
}

fn answer_sample(at: NaiveDateTime, (promised_on, claimed): (Option<NaiveDate>, bool)) -> Demo {
    Demo::Answered {
        at,
        person: "甲五".into(),
        codes: vec!["ZG-2026-03-0010-1".into(), "ZG-2026-03-0002-1".into()],
        text: "进度60%".into(),
        state: "in_progress",
        percent: (!claimed).then_some(60),
        promised_on,
        claimed,
    }
}
