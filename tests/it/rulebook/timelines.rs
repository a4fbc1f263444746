//! The reminder table under domain.md 1.7.

use huiyin::domain::role::Role;
use huiyin::domain::rulebook::{Rulebook, embedded};
use huiyin::domain::timeline::{Gather, Light, Repeat, Step, Way};

/// A timeline step by step: code, day, light, the roles that are new at this step, the paper.
pub fn climb(book: &Rulebook, timeline: &str) -> Vec<String> {
    let mut told: Vec<Role> = Vec::new();
    let mut lines = Vec::new();
    for step in &book.timelines[timeline].steps {
        let new: Vec<_> = step
            .to
            .iter()
            .filter(|role| !told.contains(role))
            .map(|role| role.key())
            .collect();
        let light = serde_json::to_value(step.light).expect("a word");
        let light = light.as_str().expect("a text");
        lines.push(format!(
            "{} {} {light} +[{}] {}",
            step.code,
            step.at,
            new.join(" "),
            step.form
        ));
        told.extend(
            step.to
                .iter()
                .filter(|role| !told.contains(role))
                .copied()
                .collect::<Vec<_>>(),
        );
    }
    lines
}

#[test]
fn the_standard_timeline_is_the_reminder_table() {
    assert_eq!(
        climb(embedded(), "standard"),
        [
            "opened opened none +[handler liaison] opened",
            "T-20 -20 days green +[] reminder",
            "T-10 -10 days yellow +[supervising_leader] reminder",
            "T-3 -3 days yellow +[] reminder",
            "T due yellow +[unit_office] reminder",
            "T+1 +1 day red +[principal office_liaison] urge",
            "T+7 +7 days red +[office_director oversight_room] supervise",
            "T+15 +15 days red +[leading_group_deputy] admonish",
            "T+30 +30 days red +[leading_group_head leading_group_member] leading_group",
        ]
    );
    let steps = &embedded().timelines["standard"].steps;
    let codes = |fits: &dyn Fn(&Step) -> bool| -> Vec<&str> {
        steps
            .iter()
            .filter(|step| fits(step))
            .map(|step| step.code.as_str())
            .collect()
    };
    assert_eq!(
        codes(&|step| step.gather == Some(Gather::Weekly)),
        ["T-20", "T-10"]
    );
    assert_eq!(codes(&|step| step.repeat == Some(Repeat::Workdays)), ["T-3"]);
    assert_eq!(
        codes(&|step| !step.by.contains(&Way::Mail)),
        ["opened", "T-20", "T-3"]
    );
}

#[test]
fn every_step_tells_everybody_of_the_steps_before() {
    for (key, timeline) in &embedded().timelines {
        for pair in timeline.steps.windows(2) {
            let forgotten = pair[0].to.iter().find(|role| !pair[1].to.contains(role));
            assert_eq!(forgotten, None, "{key}, step {}", pair[1].code);
        }
    }
}

#[test]
fn clues_are_told_to_the_custodian_and_the_offices_work_to_the_office() {
    let roles = |timeline: &str| -> Vec<Role> {
        embedded().timelines[timeline]
            .steps
            .iter()
            .flat_map(|step| step.to.clone())
            .collect()
    };
    assert!(roles("clue").iter().all(|role| *role == Role::ClueCustodian));
    assert!(
        roles("office")
            .iter()
            .all(|role| role.is_office() || *role == Role::LeadingGroupDeputy)
    );
    let climbs = embedded().timelines["office"].steps.last().expect("steps");
    assert!(climbs.to.contains(&Role::OfficeDirector) && climbs.to.contains(&Role::LeadingGroupDeputy));
    assert!(
        embedded()
            .timelines
            .values()
            .flat_map(|it| &it.steps)
            .all(|step| step.light != Light::Blue)
    );
}
