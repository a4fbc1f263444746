//! What each preset changes, and that presets can be laid over each other.

use super::timelines::climb;
use super::{due_of, rule, with_presets};
use huiyin::domain::rulebook::{DEFAULT, Rulebook, Sureness, diff, embedded, preset, preset_names};
use proptest::prelude::*;

fn dues(book: &Rulebook, codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| due_of(rule(book, code))).collect()
}

/// The codes that a preset touches.
fn touched(name: &str) -> Vec<String> {
    let mut codes: Vec<_> = diff(embedded(), &with_presets(&[name]))
        .into_iter()
        .map(|it| it.code)
        .collect();
    codes.dedup();
    codes
}

#[test]
fn the_2017_text_asks_for_two_months() {
    let book = with_presets(&["tiaoli-2017"]);
    let codes = ["R-CONC", "R-RPT1", "R-RPT2", "C-FEED"];
    assert_eq!(
        dues(&book, &codes),
        ["2 months", "2 months", "2 months", "3 months"]
    );
    assert!(
        codes
            .iter()
            .all(|code| rule(&book, code).basis.contains("2017年"))
    );
    assert!(
        codes
            .iter()
            .all(|code| rule(&book, code).sure == Sureness::Verified)
    );
    assert_eq!(book.version, "2026.1+tiaoli-2017");
    assert_eq!(book.applied[0].name, "2017年条例期限");
}

#[test]
fn counties_rectify_in_three_months_and_their_reports_follow() {
    let book = with_presets(&["county-3-months"]);
    assert_eq!(
        dues(&book, &["R-CONC", "R-RPT1", "R-RPT2"]),
        ["3 months", "= R-CONC", "= R-CONC"]
    );
    // The changed rule cites the county, not the text that says six months.
    assert_eq!(
        rule(&book, "R-CONC").basis,
        "鹤岗市向阳区（2020年）：集中整改3个月"
    );
    assert_eq!(touched("county-3-months"), ["R-CONC", "rulebook"]);
}

#[test]
fn jiangjin_warns_in_three_colours() {
    let book = with_presets(&["jiangjin"]);
    assert_eq!(
        climb(&book, "standard")[..4],
        [
            "opened opened none +[handler liaison] opened",
            "T-20 -20 days green +[] reminder",
            "T-10 -10 days yellow +[supervising_leader] reminder",
            "T+1 +1 day red +[unit_office principal office_liaison] urge",
        ]
    );
    assert_eq!(touched("jiangjin"), ["rulebook", "timeline standard"]);
}

#[test]
fn sanming_sends_blue_orange_and_red_slips() {
    let book = with_presets(&["sanming"]);
    let slips: Vec<_> = climb(&book, "standard")
        .into_iter()
        .filter(|step| step.ends_with("_slip"))
        .collect();
    assert_eq!(
        slips,
        [
            "T-10 -10 days blue +[supervising_leader] blue_slip",
            "T+1 +1 day orange +[principal office_liaison] orange_slip",
            "T+15 +15 days red +[office_director oversight_room leading_group_deputy] red_slip",
        ]
    );
    assert_eq!(
        book.form("orange_slip").map(|form| form.name.as_str()),
        Some("橙色督查单")
    );
}

#[test]
fn linying_writes_five_papers() {
    let book = with_presets(&["linying"]);
    let steps = &book.timelines["standard"].steps;
    let papers: Vec<_> = steps
        .iter()
        .filter_map(|step| book.form(&step.form))
        .map(|it| it.name.as_str())
        .collect();
    let five = [
        "整改督查督办通知书",
        "整改阶段督查指导书",
        "整改情况提醒书",
        "整改情况告诫书",
        "巡察整改问责书",
    ];
    let written: Vec<_> = papers.into_iter().filter(|paper| five.contains(paper)).collect();
    assert_eq!(written, five);
}

#[test]
fn xian_says_nothing_before_three_days() {
    let steps = climb(&with_presets(&["xian"]), "standard");
    assert_eq!(
        steps[1],
        "T-3 -3 days yellow +[supervising_leader unit_office principal] reminder"
    );
    assert_eq!(steps[2], "T due yellow +[] reminder");
}

#[test]
fn xixiang_and_dali_tighten_clues() {
    let xixiang = with_presets(&["xixiang"]);
    let codes = ["C-APPR1", "C-APPR2", "C-APPR3", "C-BEGIN", "C-TALK", "C-PREL"];
    let expected = [
        "1 workday",
        "2 workdays",
        "3 workdays",
        "5 workdays",
        "30 days",
        "15 workdays",
    ];
    assert_eq!(dues(&xixiang, &codes), expected);

    let dali = with_presets(&["dali"]);
    assert_eq!(dues(&dali, &["C-CASE", "C-OPIN"]), ["1 week", "1 week"]);
    assert_eq!(rule(&dali, "C-CLEAN").start, rule(embedded(), "C-CLEAN").start);
}

#[test]
fn an_overlay_may_change_any_field_and_keeps_what_it_does_not_name() {
    let overlay = r#"
        preset = "home"
        name = "本单位"
        basis = "本单位规定"
        sure = "V"

        [[rule]]
        code = "R-MON"
        start = { cadence = { every = "week", on = "weekday 5" } }
        roll = "prev"
        enabled = false
        basis = "每周五报送"

        [[policy]]
        code = "R-EXTREQ"
        times = 2
    "#;
    let book = Rulebook::load(DEFAULT, &[("home", overlay)]).expect("a good overlay");
    let (before, after) = (rule(embedded(), "R-MON"), rule(&book, "R-MON"));
    assert_eq!(
        (after.enabled, after.basis.as_str(), after.sure),
        (false, "每周五报送", Sureness::Verified)
    );
    assert_eq!(
        (&after.to, &after.during, &after.timeline),
        (&before.to, &before.during, &before.timeline)
    );
    let extension = book
        .policies
        .iter()
        .find(|policy| policy.code.0 == "R-EXTREQ")
        .expect("the policy");
    assert_eq!(
        (extension.times, extension.basis.as_str()),
        (Some(2), "本单位规定")
    );
    assert_eq!(extension.at_most, Some("3 months".parse().unwrap()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever presets an office switches on, in whatever order: the effective rulebook is whole, names them, and
    /// comes back from TOML and JSON as it was.
    #[test]
    fn any_presets_make_a_rulebook_that_survives_being_written(
        names in proptest::sample::subsequence(preset_names().collect::<Vec<_>>(), 0..=8).prop_shuffle()
    ) {
        let overlays: Vec<_> = names.iter().map(|name| (*name, preset(name).unwrap())).collect();
        let book = Rulebook::load(DEFAULT, &overlays).unwrap();
        let version = names.iter().fold("2026.1".to_owned(), |version, name| format!("{version}+{name}"));
        prop_assert_eq!(&book.version, &version);
        prop_assert_eq!(&Rulebook::parse(&book.to_text()).unwrap(), &book);
        let json = serde_json::to_string(&book).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Rulebook>(&json).unwrap(), &book);
        prop_assert_eq!(diff(&book, &book), []);
    }
}
