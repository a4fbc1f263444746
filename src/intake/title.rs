//! What the rows above a table say: unit, round and feedback date, in a title or in filler rows.

use super::due::{Due, DuePhrase};
use super::fold::{half_width, squeeze, without_brackets};
use super::numeral::arabic;
use super::problem::{Place, RowProblem};
use super::sheet::{Cell, Sheet};
use chrono::NaiveDate;

/// Labels of filler rows, each with what it gives; a longer label stands before its end.
const LABELS: [(&str, Topic); 16] = [
    ("被巡察党组织", Topic::Unit),
    ("被巡察单位", Topic::Unit),
    ("填报单位", Topic::Unit),
    ("填表单位", Topic::Unit),
    ("报送单位", Topic::Unit),
    ("整改单位", Topic::Unit),
    ("单位名称", Topic::Unit),
    ("单位", Topic::Unit),
    ("巡察轮次", Topic::Round),
    ("轮次", Topic::Round),
    ("巡察反馈时间", Topic::FeedbackOn),
    ("反馈时间", Topic::FeedbackOn),
    ("反馈日期", Topic::FeedbackOn),
    ("反馈日", Topic::FeedbackOn),
    ("反馈意见时间", Topic::FeedbackOn),
    ("反馈会时间", Topic::FeedbackOn),
];
/// What stands after 单位 when it is a unit of measure.
const MEASURES: [&str; 7] = ["项", "个", "件", "条", "元", "万元", "人"];
/// Where the name of a unit ends in the name of its party body.
const PARTY_BODIES: [&str; 7] = ["党组", "党委", "党总支", "党工委", "党支部", "机关党组", "分党组"];

/// Longest filler line, in bytes.
const LINE_LIMIT: usize = 2000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Unit,
    Round,
    FeedbackOn,
}

/// A fact with the cell that tells it.
#[derive(Debug, Clone)]
pub(super) struct Told<T> {
    pub value: T,
    row: u32,
    column: u32,
    label: String,
    cell: String,
}

/// What the rows above a table say.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub unit: Option<Told<String>>,
    pub round: Option<Told<String>>,
    pub feedback_on: Option<Told<NaiveDate>>,
    pub problems: Vec<RowProblem>,
}

impl Title {
    /// Reads the rows above row `top`.
    pub(super) fn read(sheet: &Sheet, top: u32) -> Title {
        let mut title = Title::default();
        let rows = || sheet.rows().take_while(|cells| cells[0].row < top);
        for cells in rows() {
            for (index, cell) in cells.iter().enumerate() {
                title.read_labels(sheet, cell, cells.get(index + 1));
            }
        }
        // A labelled value counts more than the wording of the headline.
        rows().flatten().for_each(|cell| title.read_headline(cell));
        title
    }

    fn read_labels(&mut self, sheet: &Sheet, cell: &Cell, next: Option<&Cell>) {
        let words = half_width(&cell.value.words());
        if words.len() > LINE_LIMIT {
            return;
        }
        let next = next.filter(|next| !half_width(&next.value.words()).contains(':'));
        for Labelled {
            topic,
            label,
            value,
            is_last,
        } in labelled(&words)
        {
            let (source, value) = match next {
                Some(next) if value.is_empty() && is_last => (next, next.value.words().trim().to_owned()),
                _ => (cell, value),
            };
            match topic {
                Topic::Unit if !MEASURES.contains(&value.as_str()) => {
                    keep(&mut self.unit, source, &label, unit_name(&value));
                }
                Topic::Unit => {}
                Topic::Round => keep(&mut self.round, source, &label, round_name(&value)),
                Topic::FeedbackOn => match day(&value) {
                    Some(on) => keep(&mut self.feedback_on, source, &label, Some(on)),
                    // A form that was left blank has no digits: 反馈时间:  年  月  日.
                    None if !arabic(&value).contains(|c: char| c.is_ascii_digit()) => {}
                    None => self.problems.push(RowProblem::new(
                        &sheet.name,
                        source.row,
                        Place::new(source.column, &label),
                        &value,
                        "反馈时间看不出是哪一天;请改成如2026年8月31日",
                    )),
                },
            }
        }
    }

    fn read_headline(&mut self, cell: &Cell) {
        let words = squeeze(&cell.value.words());
        if words.contains(':') {
            return;
        }
        keep(&mut self.unit, cell, "", party_unit(&words));
        keep(&mut self.round, cell, "", round_in(&words));
        keep(&mut self.feedback_on, cell, "", day_of_feedback(&words));
    }
}

impl<T> Told<T> {
    /// The problem that an option says something else than the sheet.
    pub(super) fn contradiction(&self, sheet: &str, what: &str, option: &str) -> RowProblem {
        let why =
            format!("表中写的{what}与命令中给出的“{option}”不一致;请核对后改正表格,或去掉命令中的{what}");
        RowProblem::new(
            sheet,
            self.row,
            Place::new(self.column, &self.label),
            &self.cell,
            why,
        )
    }
}

/// The first teller counts.
fn keep<T>(slot: &mut Option<Told<T>>, cell: &Cell, label: &str, value: Option<T>) {
    if let (None, Some(value)) = (&slot, value) {
        let (row, column, cell) = (cell.row, cell.column, cell.value.words().into_owned());
        *slot = Some(Told {
            value,
            row,
            column,
            label: label.to_owned(),
            cell,
        });
    }
}

/// One value of a filler line.
struct Labelled {
    topic: Topic,
    label: String,
    value: String,
    is_last: bool,
}

/// The known values of a line: `填报单位:市住建局  轮次:第三轮`. A value ends where the next label begins.
fn labelled(line: &str) -> Vec<Labelled> {
    let colons: Vec<usize> = line.match_indices(':').map(|(at, _)| at).collect();
    let labels: Vec<_> = colons.iter().map(|colon| label_before(line, *colon)).collect();
    let known = labels
        .iter()
        .enumerate()
        .filter_map(|(index, (start, end, topic))| {
            let next = labels.get(index + 1).map_or(line.len(), |(start, ..)| *start);
            Some(Labelled {
                topic: (*topic)?,
                label: line[*start..*end].to_owned(),
                value: line
                    .get(colons[index] + 1..next)
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
                is_last: index + 1 == labels.len(),
            })
        });
    known.collect()
}

/// The label that ends at the colon: a known one, else the whole word before it. Brackets such as (盖章) may
/// stand between.
fn label_before(line: &str, colon: usize) -> (usize, usize, Option<Topic>) {
    let before = &line[..colon];
    let end = match before.strip_suffix(')').and_then(|open| open.rfind('(')) {
        Some(bracket) => bracket,
        None => before.trim_end().len(),
    };
    let word = &before[..end];
    for (label, topic) in LABELS {
        if let Some(rest) = word.strip_suffix(label) {
            return (rest.len(), end, Some(topic));
        }
    }
    let start = word.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    (start, end, None)
}

/// The unit of a label's value: without 中共 and 党组, without a stamp's bracket.
fn unit_name(value: &str) -> Option<String> {
    let name = without_brackets(value);
    let name = name.trim();
    party_unit(name).or_else(|| (!name.is_empty()).then(|| name.to_owned()))
}

/// 市住建局, from 中共市住建局党组第三轮巡察反馈问题整改台账.
fn party_unit(words: &str) -> Option<String> {
    let end = PARTY_BODIES.iter().filter_map(|body| words.find(body)).min()?;
    let lead = |lead: &&str| words[..end].rfind(*lead).map(|at| at + lead.len());
    let start = ["关于", "巡察", "中共", "中国共产党", "("]
        .iter()
        .filter_map(lead)
        .max()
        .unwrap_or(0);
    let name = &words[start..end];
    // 市委第三轮巡察第二组对…: more than a name.
    (!name.is_empty() && !name.contains(['组', '轮', '对'])).then(|| name.to_owned())
}

fn round_name(value: &str) -> Option<String> {
    round_in(value).or_else(|| (!value.is_empty()).then(|| value.to_owned()))
}

/// 第三轮, wherever it stands.
fn round_in(words: &str) -> Option<String> {
    words.match_indices('轮').find_map(|(end, wheel)| {
        let start = words[..end].rfind('第')?;
        let number = arabic(&words[start + '第'.len_utf8()..end]);
        let plain = !number.is_empty() && number.trim().bytes().all(|b| b.is_ascii_digit());
        plain.then(|| squeeze(&words[start..end + wheel.len()]))
    })
}

/// Whether two words name the same round: 第三轮 and 第3轮.
pub(super) fn same_round(one: &str, other: &str) -> bool {
    let key = |words: &str| arabic(&squeeze(words)).trim_matches(['第', '轮']).to_owned();
    key(one) == key(other)
}

fn day(words: &str) -> Option<NaiveDate> {
    match Due::parse(words).ok()?.phrase {
        DuePhrase::Fixed(on) => Some(on),
        _ => None,
    }
}

/// The day in (2026年8月31日反馈).
fn day_of_feedback(words: &str) -> Option<NaiveDate> {
    words.match_indices("反馈").find_map(|(end, _)| {
        let before = words[..end].rsplit(['(', ',', '、', '于']).next()?;
        if before.ends_with(['日', '号']) {
            day(before)
        } else {
            None
        }
    })
}
