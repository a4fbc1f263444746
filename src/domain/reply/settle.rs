//! From groups to answers, or to the first doubt.

use super::claims::Claims;
use super::group::Group;
use super::note::note;
use super::{Answer, Said, Target, Unclear, UnclearWhy};

/// All answers of a message.
pub(super) fn settle(mut groups: Vec<Group>, written: &[char]) -> Result<Vec<Answer>, Unclear> {
    if groups.iter().any(Group::names_matters) {
        groups.retain(|group| !group.is_opening());
        if !groups.iter().all(Group::names_matters) {
            return Err(UnclearWhy::TargetsMixed.about(Vec::new()));
        }
    }
    let mut answers: Vec<Answer> = Vec::new();
    for group in &groups {
        let doubt = |why: UnclearWhy| why.about(group.named().cloned().collect());
        if answers
            .iter()
            .any(|answer| group.targets.contains(&answer.target))
        {
            return Err(doubt(UnclearWhy::Contradicting));
        }
        let (says, note) = read(group, written).map_err(doubt)?;
        let answer = |target: &Target, said: &Said| Answer {
            target: target.clone(),
            said: said.clone(),
            note: note.clone(),
        };
        answers.extend(
            group
                .targets
                .iter()
                .flat_map(|target| says.iter().map(move |said| answer(target, said))),
        );
    }
    if answers.is_empty() {
        Err(UnclearWhy::NotUnderstood.about(Vec::new()))
    } else {
        Ok(answers)
    }
}

fn read(group: &Group, written: &[char]) -> Result<(Vec<Said>, Option<String>), UnclearWhy> {
    let claims = Claims::of(&group.parts)?;
    let note = note(&group.parts, written);
    claims.agree(note.as_deref())?;
    // Figures alone are no note: `已完成 2` may mean the second matter.
    match note.as_deref() {
        Some(note) if !note.chars().any(char::is_alphabetic) => Err(UnclearWhy::NotUnderstood),
        words => Ok((claims.says(words), note)),
    }
}
