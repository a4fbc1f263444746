//! Papers of the ladder: one for a unit, form and slot, issued by itself or by the director, numbered without gaps.

use super::story::{story, with_a_plan};
use crate::support::database::in_an_office;
use crate::support::document::text_of;
use crate::support::office::{FINANCE, HOUSING, Office, day};
use chrono_tz::Asia::Shanghai;
use huiyin::domain::ids::PaperId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::MatterState;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::rulebook::{DEFAULT, Rulebook, preset};
use huiyin::supervision::{
    NewMove, PaperLine, UnitFormKind, adopt_rulebook, defer_paper, issue_paper, list_papers, move_matter,
    paper_document, print_form, show_paper,
};

async fn papers(office: &Office) -> Vec<PaperLine> {
    let mut papers = list_papers(&office.house, None).await.unwrap();
    papers.reverse();
    papers
}

/// Form, number and state of every paper, in the order in which they came.
async fn shelf(office: &Office) -> Vec<String> {
    let line = |paper: PaperLine| {
        format!(
            "{} {} {}",
            paper.form,
            paper.number.unwrap_or_default(),
            paper.state
        )
    };
    papers(office).await.into_iter().map(line).collect()
}

async fn issues(office: &Office, paper: &PaperLine) -> Result<Vec<String>, Refusal> {
    let director = office.person("丙三").await.id;
    let (actor, id) = (Actor::Operator, PaperId(paper.id));
    let issued = issue_paper(&office.house, actor, id, Some(director))
        .await
        .unwrap();
    issued.map(|issued| issued.opened)
}

async fn the_director_issues_what_the_ladder_drafts(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-12 12:00").await;
    assert_eq!(
        shelf(office).await,
        ["urge 〔2026〕巡办催 1 号 issued", "supervise  drafted"]
    );
    let told = story(office, &plan).await;
    assert_eq!(
        told.last().unwrap(),
        "10-12 08:30 T+7: 丙二 丙三 戊二",
        "the office at once"
    );
    let decision = office.matter_of("L-ISSUE", HOUSING).await;
    assert_eq!(decision.due_on, Some(day("2026-10-14")));
    assert_eq!(story(office, &decision).await, ["10-12 08:30 opened: 丙三"]);

    office.at("2026-10-13 10:00");
    let draft = papers(office).await.pop().unwrap();
    let opened = issues(office, &draft).await.unwrap();
    let receipt = office.matter_of("R-SIGN3", HOUSING).await;
    assert_eq!(opened, std::slice::from_ref(&receipt.code));
    assert_eq!(receipt.due_on, Some(day("2026-10-15")));
    let letters = office.lives_until("2026-10-13 16:00").await;
    assert!(
        letters
            .iter()
            .any(|letter| letter.reads().contains("〔2026〕巡办督 1 号")),
        "{letters:?}"
    );
    let told = story(office, &plan).await;
    assert_eq!(
        told.last().unwrap(),
        "10-13 10:00 T+7: 甲一 甲二 甲三 甲四",
        "then the unit"
    );
    let again = issue_paper(&office.house, Actor::Operator, PaperId(draft.id), None).await;
    assert!(again.unwrap_err().to_string().contains("is issued"));
    assert_eq!(office.matter(&decision.code).await.state, MatterState::Completed);
    office.is_sound().await;
}

async fn what_is_put_off_climbs_on_and_may_still_be_issued(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-15 10:00").await;
    let admonish = papers(office)
        .await
        .into_iter()
        .find(|paper| paper.form == "admonish");
    let id = PaperId(admonish.as_ref().unwrap().id);
    let director = office.person("丙三").await.id;
    let bare = defer_paper(&office.house, Actor::Operator, id, Some(director), " ").await;
    assert!(matches!(bare.unwrap(), Err(Refusal::ReasonMissing { .. })));
    let nobody = defer_paper(&office.house, Actor::Operator, id, None, "等材料").await;
    assert!(matches!(nobody.unwrap(), Err(Refusal::DeciderMissing { .. })));
    defer_paper(&office.house, Actor::Operator, id, Some(director), "等材料")
        .await
        .unwrap()
        .unwrap();
    let sheet = show_paper(&office.house, id).await.unwrap();
    assert_eq!(
        (sheet.line.state, sheet.reason.as_deref()),
        ("deferred", Some("等材料"))
    );
    let letters = office.lives_until("2026-10-30 12:00").await;
    let reads = |name: &str, heading: &str| {
        let to = format!("{name}同志");
        let mut texts = letters.iter().map(|letter| letter.reads());
        texts.any(|text| text.contains(&to) && text.contains(heading))
    };
    assert!(!reads("甲一", "领导小组专报"), "that is for the leading group");
    assert!(reads("甲一", "已报领导小组"), "the unit hears where it was put");
    let told = story(office, &plan).await;
    let last = told.last().unwrap();
    assert!(
        last.starts_with("10-30 08:30 T+30") && last.contains("丁二"),
        "{last}"
    );

    office.at("2026-11-02 10:00");
    let early = issues(office, admonish.as_ref().unwrap()).await;
    let Err(Refusal::LowerPaperFirst {
        matter,
        id: lower,
        first,
        ..
    }) = early
    else {
        panic!("{early:?}");
    };
    assert_eq!(
        (matter, first.is_some()),
        (plan.code.clone(), true),
        "督办单 first"
    );
    let lower = PaperId(lower);
    defer_paper(&office.house, Actor::Operator, lower, Some(director), "等材料")
        .await
        .unwrap()
        .unwrap();
    let done = issue_paper(&office.house, Actor::Operator, id, Some(director))
        .await
        .unwrap()
        .unwrap();
    let sheet = show_paper(&office.house, id).await.unwrap();
    let number = office
        .reads()
        .await
        .standing_registration(plan.id)
        .await
        .unwrap()
        .unwrap()
        .number;
    assert_eq!(
        (done.registered.as_slice(), number.as_str()),
        (&["GD-2026-0001".to_owned()][..], "GD-2026-0001")
    );
    assert_eq!(sheet.items[0].registered.as_deref(), Some("GD-2026-0001"));
    let printed = paper_document(&office.house, Actor::Operator, id)
        .await
        .unwrap()
        .unwrap();
    assert!(
        text_of(&printed).join("").contains("列入挂号督办"),
        "the paper carries the number"
    );
    assert_eq!(
        office.matter_of("G-WEEK", HOUSING).await.parent_id,
        Some(plan.id),
        "its weekly report begins"
    );
    assert_eq!(sheet.line.number.as_deref(), Some("〔2026〕巡办告 1 号"));
    assert_eq!(
        sheet.line.due_on,
        Some(day("2026-12-02")),
        "a month, the new last date"
    );
    let letters = office.lives_until("2026-11-02 16:00").await;
    assert!(
        letters
            .iter()
            .any(|letter| letter.reads().contains("限12月2日前，挂号督办 GD-2026-0001")),
        "the line says the new last date and the number"
    );
    office.is_sound().await;
}

async fn what_is_not_signed_in_time_is_told_to_the_deputy_head(office: &mut Office) {
    with_a_plan(office).await;
    office.lives_until("2026-10-15 10:00").await;
    let decision = office.matters_of("L-ISSUE", HOUSING).await.remove(0);
    assert_eq!(
        story(office, &decision).await,
        [
            "10-12 08:30 opened: 丙三",
            "10-14 08:30 T: 丙三",
            "10-15 08:30 T+1: 丙三 丁一"
        ]
    );
}

async fn what_ends_before_it_is_signed_is_withdrawn(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-12 12:00").await;
    let received = NewMove {
        kind: MoveKind::Received,
        on: day("2026-10-12"),
        giver: None,
        via: Via::Paper,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, &plan.code, &received)
        .await
        .unwrap()
        .unwrap();
    office.lives_until("2026-10-13 12:00").await;
    assert_eq!(shelf(office).await[1], "supervise  withdrawn");
    let decision = office.matter_of("L-ISSUE", HOUSING).await;
    assert_eq!(decision.state, MatterState::Withdrawn);
    office.is_sound().await;
}

async fn numbers_have_no_gaps_and_a_slot_makes_one_paper_a_unit(office: &mut Office) {
    office.house.limits.batch = 1;
    office.contacts().await;
    for unit in [HOUSING, FINANCE] {
        office.records("feedback", unit, "第三轮", "2026-08-31").await;
    }
    office.lives_until("2026-09-08 12:00").await; // the meeting and the sign-off are overdue
    let urged = papers(office).await;
    let mut numbers: Vec<_> = urged.iter().map(|paper| paper.number.clone().unwrap()).collect();
    numbers.sort();
    let expected: Vec<_> = (1..=urged.len())
        .map(|n| format!("〔2026〕巡办催 {n} 号"))
        .collect();
    assert_eq!(numbers, expected);
    for unit in [HOUSING, FINANCE] {
        let mut days: Vec<_> = urged
            .iter()
            .filter(|paper| paper.unit == unit)
            .map(|paper| paper.drafted_on)
            .collect();
        assert!(!days.is_empty());
        let count = days.len();
        days.dedup();
        assert_eq!(days.len(), count, "one a slot: {urged:?}");
    }
    office.is_sound().await;
}

async fn a_paper_prints_its_wording_and_nothing_of_what_was_found(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-08 12:00").await;
    let id = PaperId(papers(office).await[0].id);
    let document = paper_document(&office.house, Actor::Operator, id)
        .await
        .unwrap()
        .unwrap();
    let text = text_of(&document).join("\n");
    for said in [
        "催办单",
        "〔2026〕巡办催 1 号",
        HOUSING,
        &plan.code,
        "2026年10月14日",
        "盖章",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains(&plan.title), "{text}");
    for kind in UnitFormKind::ALL {
        let printed = print_form(&office.house, Actor::Operator, kind, &plan.code).await;
        assert!(
            office
                .house
                .print_dir
                .join(printed.unwrap().unwrap().file)
                .exists()
        );
    }
}

/// Each preset climbs to its top, and every paper that it makes is issued and prints.
async fn each_preset_climbs_and_prints(office: &mut Office) {
    let expected: [(&str, &[&str]); 3] = [
        ("jiangjin", &["urge", "supervise", "admonish"]),
        (
            "linying",
            &[
                "supervision_notice",
                "stage_guidance",
                "reminder_letter",
                "urge",
                "admonish",
                "accountability",
            ],
        ),
        ("sanming", &["blue_slip", "orange_slip", "red_slip"]),
    ];
    office.contacts().await;
    let mut printed = 0;
    for (turn, (name, forms)) in expected.into_iter().enumerate() {
        let base = Rulebook::load(DEFAULT, &[(name, preset(name).unwrap())]).unwrap();
        adopt_rulebook(&office.house, Actor::System, &base).await.unwrap();
        let (unit, round) = [(HOUSING, "第三轮"), (FINANCE, "第三轮"), (HOUSING, "第四轮")][turn];
        let year = 2027 + turn;
        office.at(&format!("{year}-01-04 08:00"));
        office
            .records("review_opinion_handed", unit, round, &format!("{year}-01-04"))
            .await;
        let only = format!(
            "UPDATE matter SET next_step_at = NULL WHERE rulebook <> '{}'",
            base.version
        );
        office.database.tamper(&only).await;
        office.lives_until(&format!("{year}-06-30 18:00")).await;
        let made: Vec<_> = papers(office).await.into_iter().skip(printed).collect();
        for paper in &made {
            if paper.state == "drafted" {
                issues(office, paper).await.unwrap();
            }
            let document = paper_document(&office.house, Actor::Operator, PaperId(paper.id)).await;
            assert!(
                text_of(&document.unwrap().unwrap()).contains(&paper.name),
                "{name}"
            );
        }
        printed += made.len();
        let mut found: Vec<_> = made.iter().map(|paper| paper.form.as_str()).collect();
        found.dedup();
        assert!(forms.iter().all(|form| found.contains(form)), "{name}: {found:?}");
    }
}

async fn a_leader_gets_one_card_a_week_besides_a_first_red(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-18 18:00").await;
    office.plans_at("2026-09-21 08:30").await; // the week's first run: nothing waits
    office.lives_until("2026-10-13 12:00").await;
    let leader = office.person("甲三").await.id;
    let liaison = office.person("甲一").await.id;
    let days = async |person| {
        let notices = office.notices(&plan).await;
        let told = notices.into_iter().filter(|notice| notice.person_id == person);
        let told = told.filter_map(|notice| Some((notice.told_at?, notice.step)));
        told.map(|(at, step)| format!("{} {step}", at.with_timezone(&Shanghai).format("%m-%d")))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        days(leader).await,
        ["09-14 T-10", "09-28 T-3", "10-08 T+1"],
        "Mondays, and the first red on its Thursday"
    );
    assert_eq!(days(liaison).await.len(), 8, "who has the work is told each time");
    office.is_sound().await;
}

in_an_office!(
    the_director_issues_what_the_ladder_drafts,
    what_is_put_off_climbs_on_and_may_still_be_issued,
    what_is_not_signed_in_time_is_told_to_the_deputy_head,
    what_ends_before_it_is_signed_is_withdrawn,
    numbers_have_no_gaps_and_a_slot_makes_one_paper_a_unit,
    a_paper_prints_its_wording_and_nothing_of_what_was_found,
    each_preset_climbs_and_prints,
    a_leader_gets_one_card_a_week_besides_a_first_red,
);
