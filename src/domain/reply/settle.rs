//! What the statements of a group come to, when they agree.

use super::group::{Group, Part};
use super::item::Item;
use super::{Answer, ExtensionReason, Said, Target, Unclear, UnclearWhy};
use chrono::NaiveDate;

/// Words in a note that cast doubt on 已完成.
const DOUBTS: [&str; 9] = ["未", "没", "无法", "不能", "尚", "还差", "还有", "部分", "但"];

/// Categories of reasons by their words (domain.md 2.5).
const REASONS: [(ExtensionReason, &str); 4] = [
    (ExtensionReason::Funding, "资金 经费 拨款 预算 财政"),
    (ExtensionReason::Policy, "政策 上级文件"),
    (ExtensionReason::Litigation, "诉讼 官司 法院 仲裁"),
    (ExtensionReason::TermChange, "换届"),
];

/// All answers of a message, or the first doubt.
pub(super) fn settle(mut groups: Vec<Group>, written: &[char]) -> Result<Vec<Answer>, Unclear> {
    if groups.iter().any(Group::names_matters) {
        groups.retain(|group| !group.is_opening());
        if let Some(group) = groups.iter().find(|group| !group.names_matters()) {
            return Err(UnclearWhy::TargetsMixed.about(group.targets.clone()));
        }
    }
    let mut answers: Vec<Answer> = Vec::new();
    for group in groups {
        let told = answers
            .iter()
            .any(|answer| group.targets.contains(&answer.target));
        let why = if told {
            Err(UnclearWhy::Contradicting)
        } else {
            group_says(&group, written)
        };
        let named = || {
            group
                .targets
                .iter()
                .filter(|target| **target != Target::None)
                .cloned()
                .collect()
        };
        let (says, note) = why.map_err(|why| why.about(named()))?;
        for target in &group.targets {
            answers.extend(says.iter().map(|said| Answer {
                target: target.clone(),
                said: said.clone(),
                note: note.clone(),
            }));
        }
    }
    if answers.is_empty() {
        Err(UnclearWhy::NotUnderstood.about(Vec::new()))
    } else {
        Ok(answers)
    }
}

fn group_says(group: &Group, written: &[char]) -> Result<(Vec<Said>, Option<String>), UnclearWhy> {
    let items: Vec<Item> = group.parts.iter().filter_map(|part| part.says).collect();
    let claims = Claims::of(&items)?;
    let note = note(&group.parts, written);
    claims.agree(note.as_deref())?;
    // Figures alone are no note: `已完成 2` may mean the second matter.
    if note
        .as_deref()
        .is_some_and(|note| !note.chars().any(char::is_alphabetic))
    {
        return Err(UnclearWhy::NotUnderstood);
    }
    Ok((claims.says(note.as_deref()), note))
}

/// The distinct statements of a group.
#[derive(Default)]
struct Claims {
    received: bool,
    in_progress: bool,
    mostly: bool,
    completed: bool,
    not_done: bool,
    bare_day: bool,
    percent: Option<u32>,
    promise: Option<NaiveDate>,
    extension: Option<Option<NaiveDate>>,
}

impl Claims {
    fn of(items: &[Item]) -> Result<Claims, UnclearWhy> {
        let mut claims = Claims::default();
        for item in items {
            match *item {
                Item::Received => claims.received = true,
                Item::InProgress => claims.in_progress = true,
                Item::MostlyCompleted => claims.mostly = true,
                Item::Completed => claims.completed = true,
                Item::NotDone => claims.not_done = true,
                Item::BareDay => claims.bare_day = true,
                Item::Percent(percent) => once(&mut claims.percent, percent)?,
                Item::Promise(on) => once(&mut claims.promise, on)?,
                Item::Extension(to) => once(&mut claims.extension, to)?,
                Item::Doubt(why) => return Err(why),
                Item::Courtesy => {}
            }
        }
        Ok(claims)
    }

    fn agree(&self, note: Option<&str>) -> Result<(), UnclearWhy> {
        let unfinished = self.in_progress || self.percent.is_some_and(|percent| percent < 100);
        let to_come = self.promise.is_some() || self.extension.is_some() || self.not_done;
        let doubted = note.is_some_and(|note| DOUBTS.iter().any(|word| note.contains(word)));
        let why = if self.percent.is_some_and(|percent| percent > 100) {
            UnclearWhy::PercentOver
        } else if self.completed && (unfinished || self.mostly || to_come || doubted)
            || self.mostly && self.in_progress
        {
            UnclearWhy::Contradicting
        } else if self.not_done && !self.in_progress {
            UnclearWhy::NotDone
        } else if self.percent == Some(100) && !self.completed {
            UnclearWhy::MaybeCompleted
        } else if self.bare_day && !self.states_more_than_receipt() {
            UnclearWhy::DayUnclear
        } else if !self.received && !self.states_more_than_receipt() {
            UnclearWhy::NotUnderstood
        } else {
            return Ok(());
        };
        Err(why)
    }

    fn states_more_than_receipt(&self) -> bool {
        let states = self.in_progress || self.mostly || self.completed;
        states || self.percent.is_some() || self.promise.is_some() || self.extension.is_some()
    }

    /// How far it is, then what is promised or asked for; 收到 goes without saying beside them.
    fn says(&self, note: Option<&str>) -> Vec<Said> {
        let mut says = Vec::new();
        match self.percent.map(u8::try_from) {
            Some(Ok(percent)) if !self.completed => says.push(Said::Progress { percent }),
            _ if self.in_progress => says.push(Said::InProgress),
            _ => {}
        }
        says.extend(self.mostly.then_some(Said::MostlyCompleted));
        says.extend(self.completed.then_some(Said::Completed));
        says.extend(self.extension.map(|to| Said::Extension {
            to,
            reason: note.map(reason),
        }));
        if self.promise.is_some() || says.is_empty() {
            says.push(Said::Acknowledged {
                promised_on: self.promise,
            });
        }
        says
    }
}

/// Said again is said once; said otherwise is a contradiction.
fn once<T: PartialEq>(slot: &mut Option<T>, value: T) -> Result<(), UnclearWhy> {
    match slot.replace(value) {
        Some(before) if slot.as_ref() != Some(&before) => Err(UnclearWhy::Contradicting),
        _ => Ok(()),
    }
}

/// The words that are no statement, as written; neighbours keep what stands between them.
fn note(parts: &[Part], written: &[char]) -> Option<String> {
    let remains = |part: &Part| matches!(part.says, None | Some(Item::BareDay));
    let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
    let mut follows = false;
    for part in parts {
        if remains(part) {
            match pieces.last_mut().filter(|_| follows) {
                Some(last) => last.end = part.place.end,
                None => pieces.push(part.place.clone()),
            }
        }
        follows = remains(part);
    }
    let words = pieces
        .into_iter()
        .map(|piece| written[piece].iter().collect::<String>());
    let note = words.collect::<Vec<_>>().join(",").replace(['\n', '\r'], " ");
    let note = note
        .trim_matches(|c: char| c.is_whitespace() || ",,、;;。.!!:: ".contains(c))
        .to_owned();
    note.chars().any(char::is_alphanumeric).then_some(note)
}

/// The one category whose words the note holds; several or none are 其他.
fn reason(note: &str) -> ExtensionReason {
    let mut held = REASONS
        .iter()
        .filter(|(_, words)| words.split(' ').any(|word| note.contains(word)));
    match (held.next(), held.next()) {
        (Some((reason, _)), None) => *reason,
        _ => ExtensionReason::Other,
    }
}
