//! 完成情况: the words of units' ledgers and what they mean (domain.md 2.3).

use super::fold::squeeze;
use super::value::Value;
use serde::{Deserialize, Serialize};

/// What a unit says of a measure. A claim: nothing is 销号 by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusWord {
    /// 未启动, 未完成.
    Open,
    /// 正在整改.
    InProgress,
    /// 基本完成.
    MostlyCompleted,
    /// 已完成.
    Completed,
    /// 已完成并长期坚持, 长期坚持.
    Standing,
}

impl StatusWord {
    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            StatusWord::Open => "open",
            StatusWord::InProgress => "in_progress",
            StatusWord::MostlyCompleted => "mostly_completed",
            StatusWord::Completed => "completed",
            StatusWord::Standing => "standing",
        }
    }
}

/// A cell of 完成情况.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// What it means.
    pub word: StatusWord,
    /// The percentage, where the cell gives one.
    pub percent: Option<u8>,
}

/// The spellings of each word, separated by blanks; the first is shown to clerks.
const WORDS: [(StatusWord, &str); 5] = [
    (
        StatusWord::Open,
        "未启动 未完成 未整改 待整改 未开始 尚未启动 尚未完成 尚未整改 未落实 已派发 已签收 否 × ✗ ✕ ✘ / - --",
    ),
    (
        StatusWord::InProgress,
        "正在整改 整改中 进行中 推进中 正在推进 正在进行 正在办理 办理中 已启动 部分完成 正在整改中",
    ),
    (
        StatusWord::MostlyCompleted,
        "基本完成 基本完成整改 基本整改到位 基本完成取得阶段性成果并持续整改",
    ),
    (
        StatusWord::Completed,
        "已完成 完成 √ ✓ ✔ ☑ 是 已整改 整改完成 完成整改 已整改完成 已完成整改 整改到位 已整改到位 \
         全部完成 已全部完成 已办结 办结 已销号",
    ),
    (
        StatusWord::Standing,
        "已完成并长期坚持 已完成长期坚持 完成并长期坚持 完成长期坚持 长期坚持 持续坚持 已完成需长期坚持 \
         已完成并持续坚持 长期坚持中",
    ),
];

impl Status {
    /// An empty cell.
    pub const OPEN: Status = Status {
        word: StatusWord::Open,
        percent: None,
    };

    /// Reads the words of a cell; `None` if they are not known.
    pub fn parse(text: &str) -> Option<Status> {
        let text = squeeze(text);
        let heard = |c: &char| !matches!(c, ',' | '、' | '。' | ';' | '(' | ')' | ':' | '.');
        let words: String = text.chars().filter(heard).collect();
        if words.is_empty() {
            return Some(Status::OPEN);
        }
        let known = WORDS
            .iter()
            .find(|(_, spellings)| spellings.split(' ').any(|known| known == words));
        match known {
            Some((word, _)) => Some(Status {
                word: *word,
                percent: None,
            }),
            None => Status::of_percent(percent(&text)?),
        }
    }

    /// Excel keeps `60%` as the number 0.6.
    pub(super) fn of_cell(value: Option<&Value>) -> Option<Status> {
        match value {
            None => Some(Status::OPEN),
            Some(Value::Number(share)) if (0.0..=1.0).contains(share) => format!("{:.0}", share * 100.0)
                .parse()
                .ok()
                .and_then(Status::of_percent),
            Some(value) => Status::parse(&value.words()),
        }
    }

    fn of_percent(percent: u8) -> Option<Status> {
        let word = match percent {
            0 => StatusWord::Open,
            1..=99 => StatusWord::InProgress,
            100 => StatusWord::Completed,
            _ => return None,
        };
        Some(Status {
            word,
            percent: Some(percent),
        })
    }
}

/// `60%`, `进度60%`, `已完成60%`, `完成约60.5%`.
fn percent(text: &str) -> Option<u8> {
    const LEADS: [&str; 7] = ["整改", "进度", "已", "完成", "约", "达", ":"];
    let mut rest = text.strip_suffix('%')?;
    while let Some(after) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = after;
    }
    let whole = rest.split_once('.').map_or(rest, |(whole, _)| whole);
    let is_plain = rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_plain { whole.parse().ok() } else { None }
}

/// Why an unknown word is refused, with the words that are known.
pub(super) fn why_unknown() -> String {
    let words: Vec<&str> = WORDS
        .iter()
        .filter_map(|(_, spellings)| spellings.split(' ').next())
        .collect();
    format!("完成情况看不懂;请写 {},或写百分比(如 60%)", words.join("、"))
}
