//! Clues: what the register opens, who keeps one, what a digit does, where one goes, and who never sees it.

use crate::support::database::in_an_office;
use crate::support::office::{Office, day, refusal};
use crate::support::post::Letter;
use crate::support::sheet::table;
use huiyin::domain::clue::Clue;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::message::Outgoing;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::{Coded, Said};
use huiyin::domain::role::Role;
use huiyin::supervision::{
    Disposal, Figure, ImportOptions, ImportReport, ListFilter, Moved, NewEvent, NewMove, Proxy, dispose,
    leave, list_clues, list_matters, list_unanswered, list_waiting_for, move_matter, name_custodian,
    open_due_matters, record_answer, record_clue_event, see, show_clue, stats, transfer,
};

const REGISTER: &str = "问题线索移交台账.xlsx";
const DISCIPLINE: &str = "市纪委监委";
const PERSONNEL: &str = "市委组织部";
const HEAD: [&str; 9] = [
    "线索编号",
    "移交日期",
    "承办单位",
    "专管员",
    "类别",
    "优先",
    "处置方式",
    "四种形态",
    "是否办结",
];

type Row<'a> = [&'a str; 9];

const FIRST: Row<'_> = [
    "XS-2026-03-011",
    "2026年9月1日",
    "市纪委监委",
    "",
    "违纪违法",
    "",
    "",
    "",
    "否",
];

async fn registers(office: &Office, rows: &[Row<'_>], accept: bool) -> ImportReport {
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 9]>::as_slice).collect();
    let bytes = table(&[&[HEAD.as_slice()], rows.as_slice()].concat());
    let options = ImportOptions {
        accept_changes: accept,
        ..ImportOptions::default()
    };
    office.imports_bytes(&bytes, "台账.xlsx", &options).await.unwrap()
}

async fn with_one(office: &Office) {
    office.contacts().await;
    let report = registers(office, &[FIRST], false).await;
    assert!(report.kept, "{report:?}");
}

async fn clue(office: &Office, code: &str) -> Clue {
    let mut work = office.reads().await;
    work.find_clue(office.house.office.id, code)
        .await
        .unwrap()
        .unwrap()
}

/// A clue's matters as `rule unit due state`.
async fn matters(office: &Office, code: &str) -> Vec<Matter> {
    let clue = clue(office, code).await;
    office.reads().await.list_clue_matters(clue.id).await.unwrap()
}

async fn matter(office: &Office, code: &str, rule: &str) -> Matter {
    let mut fitting = matters(office, code).await;
    fitting.retain(|matter| matter.rule.0 == rule && matter.is_open());
    assert_eq!(fitting.len(), 1, "{rule} of {code}");
    fitting.remove(0)
}

fn coded(coded: Coded) -> Said {
    Said::Coded { coded }
}

fn text_of(letter: &Letter) -> String {
    match &letter.message {
        Outgoing::Send { text, .. } => text.to_string(),
        other => panic!("{other:?}"),
    }
}

async fn receives(office: &Office, matter: &Matter, on: &str) -> Moved {
    let new = NewMove {
        kind: MoveKind::Received,
        on: day(on),
        giver: None,
        via: Via::Intranet,
        document: None,
        reason: None,
        fix_by: None,
    };
    move_matter(&office.house, Actor::Operator, &matter.code, &new)
        .await
        .unwrap()
        .unwrap()
}

async fn the_register_opens_what_the_organs_must_do_and_says_nothing(office: &mut Office) {
    office.contacts().await;
    let report = office.imports(REGISTER).await;
    assert_eq!(
        (report.kind, report.created, report.kept),
        ("clues", 4, true),
        "{report:?}"
    );
    assert_eq!(
        report.opened.len(),
        6,
        "signing and feedback of those that are open"
    );
    let first = matter(office, "XS-2026-03-001", "C-FEED").await;
    assert_eq!(
        (first.code.as_str(), first.due_on),
        ("XS-2026-03-001-0002", Some(day("2026-11-20")))
    );
    assert_eq!(
        matter(office, "XS-2026-03-003", "C-FEED").await.due_on,
        Some(day("2026-11-21")),
        "the register's own day, on a Saturday"
    );
    assert!(
        matters(office, "XS-2026-03-004").await.is_empty(),
        "it was concluded before"
    );
    let again = office.imports(REGISTER).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 4));
    assert!(again.opened.is_empty() && again.kept);
    for text in office
        .database
        .texts("SELECT after FROM ledger WHERE after IS NOT NULL")
        .await
    {
        assert!(
            !text.contains("函询") && !text.contains("违纪"),
            "keys, no words: {text}"
        );
    }
}

async fn routes_send_a_clue_where_the_rulebook_says(office: &mut Office) {
    office.contacts().await;
    let row = |code, organ, category| [code, "2026年9月1日", organ, "", category, "", "", "", ""];
    let report = registers(
        office,
        &[
            row("XS-2026-03-021", "", "违纪违法"),
            row("XS-2026-03-022", "", "选人用人"),
            row("XS-2026-03-023", "市审计局", "选人用人"),
        ],
        false,
    )
    .await;
    assert!(report.kept, "{report:?}");
    assert_eq!(report.warnings.len(), 1, "one goes elsewhere than its route");
    let organs: Vec<_> = list_clues(&office.house, Actor::Operator, None, false)
        .await
        .unwrap();
    let organs: Vec<_> = organs.iter().map(|clue| clue.organ.as_str()).collect();
    assert_eq!(organs, [DISCIPLINE, PERSONNEL, "市审计局"]);
    let lost = registers(office, &[row("XS-2026-03-024", "", "其他")], false).await;
    assert!(lost.errors[0].why.contains("承办单位") && !lost.kept);
}

async fn what_the_register_says_otherwise_wants_to_be_allowed(office: &mut Office) {
    with_one(office).await;
    let mut changed = FIRST;
    changed[1] = "2026年8月31日";
    changed[3] = "戊一";
    changed[5] = "是";
    changed[6] = "谈话函询";
    let refused = registers(office, &[changed], false).await;
    assert!(!refused.kept && refused.refusal.is_some());
    let fields: Vec<_> = refused.differences.iter().map(|it| it.field).collect();
    assert_eq!(fields, ["transferred_on", "custodian", "priority", "way"]);
    assert_eq!(clue(office, FIRST[0]).await.way, None);
    assert!(registers(office, &[changed], true).await.kept);
    let kept = clue(office, FIRST[0]).await;
    assert_eq!((kept.way.as_deref(), kept.is_priority), (Some("inquiry"), true));
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    assert_eq!(
        (feedback.started_on, feedback.due_on),
        (day("2026-08-31"), Some(day("2026-11-30")))
    );
    let named = office.reads().await.list_assignments(feedback.id).await.unwrap();
    assert_eq!(named[0].person_id, office.person("戊一").await.id);
    let mut concluded = changed;
    concluded[8] = "是";
    assert!(registers(office, &[concluded], true).await.kept);
    assert!(
        matters(office, FIRST[0])
            .await
            .iter()
            .all(|matter| !matter.is_open())
    );
    assert_eq!(registers(office, &[concluded], false).await.unchanged, 1);
}

async fn a_digit_is_a_claim_and_the_next_three_months_open_until_the_third(office: &mut Office) {
    with_one(office).await;
    let signing = matter(office, FIRST[0], "C-SIGN").await;
    office.at("2026-09-02 10:00");
    office
        .answers("戊一", &signing.code, coded(Coded::FedBack))
        .await
        .unwrap();
    let received = receives(office, &signing, "2026-09-02").await;
    let opinion = matter(office, FIRST[0], "C-OPIN").await;
    assert_eq!(
        received.opened,
        std::slice::from_ref(&opinion.code),
        "counted from its 签收"
    );
    assert_eq!(opinion.due_on, Some(day("2026-10-09")));

    let feedback = matter(office, FIRST[0], "C-FEED").await;
    office.at("2026-12-03 10:00");
    let taken = office
        .answers("戊一", &feedback.code, coded(Coded::FedBack))
        .await
        .unwrap();
    assert!(taken.matter.is_open() && taken.matter.claimed_on.is_some());
    let waiting = list_waiting_for(&office.house, Actor::Operator).await.unwrap();
    assert!(waiting.iter().any(|line| line.code == feedback.code));
    let received = receives(office, &feedback, "2026-12-03").await;
    assert_eq!(received.matter.state, MatterState::Completed);
    let next = matter(office, FIRST[0], "C-FEED").await;
    assert_eq!(received.opened, std::slice::from_ref(&next.code));
    assert_eq!(
        next.due_on,
        Some(day("2027-03-01")),
        "three months from the due day"
    );

    office.at("2027-02-01 10:00");
    office
        .answers("戊一", &next.code, coded(Coded::Concluded))
        .await
        .unwrap();
    let ended = receives(office, &next, "2027-02-01").await;
    assert_eq!(ended.matter.state, MatterState::ClosedOut);
    assert_eq!(ended.ended, [opinion.code], "nothing more is asked");
    assert_eq!(clue(office, FIRST[0]).await.concluded_on, Some(day("2027-02-01")));
    office.at("2027-09-01 08:00");
    let opened = open_due_matters(&office.house).await.unwrap();
    assert!(
        !opened.iter().any(|code| code.starts_with(FIRST[0])),
        "{opened:?}"
    );
}

async fn goes_on_moves_no_day_and_holds_reminders_for_a_while(office: &mut Office) {
    with_one(office).await;
    let signing = matter(office, FIRST[0], "C-SIGN").await;
    receives(office, &signing, "2026-09-01").await;
    let opinion = matter(office, FIRST[0], "C-OPIN").await;
    office.at("2026-09-10 10:00");
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    for matter in [&opinion, &feedback] {
        let taken = office
            .answers("戊一", &matter.code, coded(Coded::GoesOn))
            .await
            .unwrap();
        assert_eq!(
            (taken.matter.state, taken.matter.claimed_on, taken.matter.due_on),
            (MatterState::InProgress, None, matter.due_on)
        );
    }
    office.lives_until("2026-12-20 18:00").await;
    let steps =
        |told: Vec<(String, String)>| -> Vec<String> { told.into_iter().map(|(step, _)| step).collect() };
    let of_opinion = steps(office.told(&opinion).await);
    assert!(
        !of_opinion.iter().any(|step| step.starts_with("T-")),
        "{of_opinion:?}"
    );
    assert!(of_opinion.contains(&"T".to_owned()), "its day comes all the same");
    let of_feedback = steps(office.told(&feedback).await);
    assert!(
        of_feedback.contains(&"T-10".to_owned()),
        "a month later it is remembered: {of_feedback:?}"
    );
}

async fn nothing_but_a_digit_is_taken_of_a_clue(office: &mut Office) {
    with_one(office).await;
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    for said in [
        Said::Completed,
        Said::Progress { percent: 60 },
        Said::Submitted,
        Said::Acknowledged {
            promised_on: Some(day("2026-09-20")),
        },
    ] {
        let refused = office.answers("戊一", &feedback.code, said).await.unwrap_err();
        assert_eq!(
            refused,
            Refusal::CodedOnly {
                code: feedback.code.clone()
            }
        );
    }
    let proxy = Proxy {
        recorder: Actor::Operator,
        via: Via::Phone,
        given_on: day("2026-09-01"),
        document: None,
    };
    let said = |text: &'static str| record_answer(&office.house, &feedback.code, "戊一", text, &proxy);
    assert!(matches!(
        said("已与本人谈话").await.unwrap(),
        Err(Refusal::CodedOnly { .. })
    ));
    let taken = said("2").await.unwrap().unwrap();
    assert_eq!(taken[0].said, coded(Coded::GoesOn));
    let replies = office.reads().await.list_replies(feedback.id).await.unwrap();
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0].note, None);
    office.contacts().await;
    office
        .records("feedback", "市住建局", "第三轮", "2026-08-31")
        .await;
    let plan = office.matter_of("R-PLAN", "市住建局").await;
    assert!(matches!(
        office.answers("甲一", &plan.code, coded(Coded::FedBack)).await,
        Err(Refusal::MoveNotFitting { .. })
    ));
}

async fn a_custodian_is_named_and_everybody_else_in_the_organ_goes_blind(office: &mut Office) {
    with_one(office).await;
    let third = office.appoints(DISCIPLINE, "戊三", Role::ClueCustodian).await;
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    office
        .answers("戊三", &feedback.code, coded(Coded::GoesOn))
        .await
        .unwrap();
    let name = |who: &'static str, reason: &'static str| {
        name_custodian(&office.house, Actor::Operator, FIRST[0], who, reason)
    };
    assert!(refusal(name("己一", "另行指定").await).contains("does not serve in"));
    assert!(refusal(name("戊一", " ").await).contains("--reason"));
    name("戊一", "另行指定").await.unwrap().unwrap();
    assert_eq!(
        office
            .answers("戊三", &feedback.code, coded(Coded::FedBack))
            .await,
        Err(Refusal::Avoidance)
    );
    office
        .answers("戊一", &feedback.code, coded(Coded::FedBack))
        .await
        .unwrap();
    assert!(
        see(&office.house, Actor::Person(third.id), &feedback.code)
            .await
            .is_err()
    );
    leave(&office.house, Actor::Operator, "戊一", Some("戊三"))
        .await
        .unwrap();
    assert_eq!(clue(office, FIRST[0]).await.custodian_id, Some(third.id));
    office
        .answers("戊三", &feedback.code, coded(Coded::GoesOn))
        .await
        .unwrap();
    receives(office, &matter(office, FIRST[0], "C-SIGN").await, "2026-09-01").await;
    let opinion = matter(office, FIRST[0], "C-OPIN").await;
    let named = office.reads().await.list_assignments(opinion.id).await.unwrap();
    assert_eq!(named[0].person_id, third.id, "what opens later is theirs too");
}

async fn a_clue_of_another_organ_takes_its_duties_along(office: &mut Office) {
    with_one(office).await;
    office.at("2026-09-03 10:00");
    let misdirected = NewEvent {
        kind: "clue_misdirected".to_owned(),
        happened_on: day("2026-09-03"),
        proof: String::new(),
    };
    let (house, actor) = (&office.house, Actor::Operator);
    record_clue_event(house, actor, FIRST[0], &misdirected)
        .await
        .unwrap()
        .unwrap();
    let forwarding = matter(office, FIRST[0], "C-FWD").await;
    assert_eq!(forwarding.due_on, Some(day("2026-09-10")));
    let go = |to: &'static str, on: &'static str| transfer(house, actor, FIRST[0], to, day(on), "无管辖权");
    assert!(refusal(go(DISCIPLINE, "2026-09-03").await).contains("already"));
    assert!(refusal(go(PERSONNEL, "2026-08-03").await).contains("handed over on"));
    let moved = go(PERSONNEL, "2026-09-03").await.unwrap().unwrap();
    assert_eq!(moved.ended, [forwarding.code]);
    assert_eq!((moved.withdrawn.len(), moved.opened.len()), (2, 2));
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    assert_eq!(feedback.started_on, day("2026-09-03"));
    office
        .answers("己一", &feedback.code, coded(Coded::GoesOn))
        .await
        .unwrap();
    assert_eq!(
        office.answers("戊一", &feedback.code, coded(Coded::GoesOn)).await,
        Err(Refusal::Avoidance)
    );
}

async fn events_of_one_clue_end_nothing_of_another(office: &mut Office) {
    office.contacts().await;
    let mut second = FIRST;
    second[0] = "XS-2026-03-012";
    registers(office, &[FIRST, second], false).await;
    let signing = matter(office, FIRST[0], "C-SIGN").await;
    receives(office, &signing, "2026-09-01").await;
    assert!(matter(office, second[0], "C-SIGN").await.is_open());
    let opinions = office.matters_of("C-OPIN", DISCIPLINE).await;
    assert_eq!(opinions.len(), 1);
}

async fn strangers_and_those_who_served_there_see_no_row(office: &mut Office) {
    with_one(office).await;
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    let seen_by = |person: Option<huiyin::domain::ids::PersonId>| ListFilter {
        seen_by: person,
        ..ListFilter::default()
    };
    let sees = async |name: &str| {
        let person = office.person(name).await.id;
        let list = list_matters(&office.house, &seen_by(Some(person))).await.unwrap();
        let is_listed = list.iter().any(|line| line.code == feedback.code);
        let is_shown = see(&office.house, Actor::Person(person), &feedback.code)
            .await
            .is_ok();
        assert_eq!(is_listed, is_shown, "{name}");
        let row = show_clue(&office.house, Actor::Person(person), FIRST[0])
            .await
            .is_ok();
        (is_shown, row)
    };
    assert_eq!(sees("丙一").await, (true, true), "the office's own");
    assert_eq!(
        sees("戊一").await,
        (true, false),
        "the custodian, their matters alone"
    );
    for stranger in ["戊二", "甲一", "丁一", "丙四", "己一"] {
        assert_eq!(sees(stranger).await, (false, false), "{stranger}");
    }
    let mut work = office.work().await;
    let clerk = office.person("丙一").await;
    let served = huiyin::domain::contact::Person {
        former_units: vec![DISCIPLINE.to_owned()],
        ..clerk.clone()
    };
    let act = huiyin::store::Act::new(Actor::Operator, office.clock.now(), "person.changed");
    work.update(&act, &clerk, &served).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(sees("丙一").await, (false, false), "回避");
    let named = name_custodian(&office.house, Actor::Person(clerk.id), FIRST[0], "戊一", "指定").await;
    assert_eq!(named.unwrap().unwrap_err(), Refusal::Avoidance);
    let mut work = office.reads().await;
    let books = office.house.books(&mut work).await.unwrap();
    office.at("2027-01-10 10:00");
    let unanswered = list_unanswered(&mut work, &office.house, &books).await.unwrap();
    assert!(unanswered.is_empty(), "{unanswered:?}");
}

async fn the_custodian_alone_is_told_one_neutral_line_a_clue(office: &mut Office) {
    for name in ["戊一", "戊二", "丙一", "丙三", "丁二"] {
        office.contacts().await;
        office.binds(name).await;
    }
    registers(office, &[FIRST], false).await;
    let letters = office.lives_until("2027-01-20 18:00").await;
    assert!(!letters.is_empty());
    for letter in &letters {
        let (address, text) = (&letter.address, text_of(letter));
        assert!(
            address == "chat-戊一" || !text.contains("XS-"),
            "{address}: {text}"
        );
        for word in ["线索", "处置", "签收登记", "违纪"] {
            assert!(!text.contains(word), "{address}: {text}");
        }
    }
    let first = letters
        .iter()
        .find(|letter| letter.address == "chat-戊一")
        .unwrap();
    let first = text_of(first);
    assert_eq!(first.matches("XS-2026").count(), 1, "one line a clue: {first}");
    assert!(
        first.contains("内网待办") && first.contains("1 已反馈"),
        "{first}"
    );
}

async fn what_became_of_clues_is_counted_beside_the_year_before(office: &mut Office) {
    office.contacts().await;
    let row = |code, on, way| [code, on, "市纪委监委", "", "违纪违法", "", way, "", "否"];
    registers(
        office,
        &[
            row("XS-2025-01-001", "2025年9月1日", "谈话函询"),
            row("XS-2025-01-002", "2025年9月1日", "初步核实"),
            row("XS-2026-03-001", "2026年8月20日", "谈话函询"),
            row("XS-2026-03-002", "2026年8月20日", ""),
            row("XS-2026-03-003", "2026年8月20日", ""),
        ],
        false,
    )
    .await;
    let (house, actor) = (&office.house, Actor::Operator);
    let disposal = Disposal {
        way: Some("初步核实".into()),
        form: Some("2".into()),
        counts: vec![("filed".into(), 1), ("处分".into(), 2)],
        priority: Some(true),
    };
    dispose(house, actor, "XS-2026-03-002", &disposal)
        .await
        .unwrap()
        .unwrap();
    let unknown = Disposal {
        way: Some("约谈".into()),
        ..Disposal::default()
    };
    assert!(refusal(dispose(house, actor, "XS-2026-03-002", &unknown).await).contains("inquiry"));
    let first = &list_clues(house, actor, None, false).await.unwrap()[0];
    assert_eq!(first.code, "XS-2026-03-002", "priority first");
    let stats = stats(house, actor, Some(2026)).await.unwrap();
    let figure = |of: &str, key: Option<&str>| -> Figure {
        let mut figures = stats.figures.iter();
        figures
            .find(|it| it.of == of && it.key.as_deref() == key)
            .unwrap()
            .clone()
    };
    let plain = |it: Figure| (it.now, it.before, it.change, it.percent);
    assert_eq!(plain(figure("total", None)), (3, 2, 1, Some(50.0)));
    assert_eq!(plain(figure("way", Some("inquiry"))), (1, 1, 0, Some(0.0)));
    assert_eq!(
        plain(figure("form", Some("2"))),
        (1, 0, 1, None),
        "no base, no percent"
    );
    assert_eq!(plain(figure("count", Some("punished"))), (2, 0, 2, None));
    assert_eq!(
        plain(figure("overdue", None)),
        (3, 2, 1, Some(50.0)),
        "nobody has signed"
    );
}

in_an_office!(
    the_register_opens_what_the_organs_must_do_and_says_nothing,
    routes_send_a_clue_where_the_rulebook_says,
    what_the_register_says_otherwise_wants_to_be_allowed,
    a_digit_is_a_claim_and_the_next_three_months_open_until_the_third,
    goes_on_moves_no_day_and_holds_reminders_for_a_while,
    nothing_but_a_digit_is_taken_of_a_clue,
    a_custodian_is_named_and_everybody_else_in_the_organ_goes_blind,
    a_clue_of_another_organ_takes_its_duties_along,
    events_of_one_clue_end_nothing_of_another,
    strangers_and_those_who_served_there_see_no_row,
    the_custodian_alone_is_told_one_neutral_line_a_clue,
    what_became_of_clues_is_counted_beside_the_year_before,
);
