//! Every row of domain.md 1.7, written down a second time.

use super::{due_of, rule};
use huiyin::domain::deadline::Roll;
use huiyin::domain::rulebook::{
    Cadence, Cap, Due, Each, Ends, Every, Policy, Rule, RuleCode, Start, Sureness, Until, embedded,
};

/// Code, T0, default period, mark. T0 is the event's Chinese name, a rule's `day` or `end`, a row, or the calendar.
const ROWS: &[(&str, &str, &str, &str)] = &[
    ("P-MID", "进驻", "6 weeks", "W"),
    ("P-RPT", "现场结束", "15 workdays", "W"),
    ("P-HEAR", "end P-RPT", "1 month", "cfg"),
    ("P-FB", "书记专题会", "15 workdays", "cfg"),
    ("P-TR", "分类处置决定", "10 workdays", "cfg"),
    ("P-NOTE", "反馈", "10 workdays", "cfg"),
    ("R-SIGN", "反馈意见发出", "2 workdays", "cfg"),
    ("R-SIGN2", "立行立改通知书发出", "2 workdays", "cfg"),
    ("R-SIGN3", "督办单、告诫书发出", "2 workdays", "cfg"),
    ("R-IMM", "立行立改通知书签收", "15 days", "cfg"),
    ("R-MEET", "反馈", "5 workdays", "cfg"),
    ("R-PLAN", "反馈", "1 month", "W"),
    ("R-PLANOK", "整改方案收件", "10 workdays", "cfg"),
    ("R-DEM", "反馈", "2 months", "cfg"),
    ("R-MON", "month day 25", "on the day", "cfg"),
    ("R-FIND", "row finding", "row latest_measure", "V"),
    ("R-ITEM", "row measure", "row planned", "V"),
    ("R-CONC", "反馈", "6 months", "V"),
    ("R-RPT1", "反馈", "= R-CONC", "W"),
    ("R-RPT2", "反馈", "= R-CONC", "V"),
    ("R-RPTOK", "整改报告收件", "15 workdays", "cfg"),
    ("R-FIX", "退回", "5 workdays", "cfg"),
    ("R-PUB", "整改报告审核通过", "10 workdays", "cfg"),
    ("R-LATER", "day R-CONC", "6 months", "cfg"),
    ("R-LONG", "row standing_measure", "6 months", "cfg"),
    ("R-RECON", "month last workday", "on the day", "cfg"),
    ("R-EVAL", "day R-CONC", "1 month", "V"),
    ("R-RE", "督办单、告诫书发出", "1 month", "V"),
    ("S-CONF", "row decision", "5 workdays", "cfg"),
    ("S-SIGN", "row decision", "5 workdays", "cfg"),
    ("S-TEAM", "row decision", "10 workdays", "cfg"),
    ("S-ROOM", "row decision", "10 workdays", "cfg"),
    ("S-OFFICE", "row decision", "5 workdays", "cfg"),
    ("S-SPOT", "row decision", "15 workdays", "cfg"),
    ("S-RECHECK", "row decision", "1 month", "cfg"),
    ("C-SIGN", "移交", "3 workdays", "cfg"),
    ("C-FWD", "收到不属管辖的移交件", "5 workdays", "V"),
    ("C-OPIN", "移交件签收", "1 month", "M-hi"),
    ("C-LETTER", "函询件收到", "15 workdays", "V"),
    ("C-TALK", "谈话完成或函询回复", "1 month", "M-hi"),
    ("C-PREL", "核实批准", "2 months", "cfg"),
    ("C-FEED", "移交", "3 months", "V"),
    ("C-SUGG", "意见建议移交", "3 months", "cfg"),
    ("C-CLEAN", "month day 20", "on the day", "V"),
    ("C-CLEAN2", "quarter month 1 day 10", "on the day", "V"),
    ("C-LG", "quarter last workday", "on the day", "cfg"),
    ("E-DEC", "row decision", "3 workdays", "cfg"),
    ("E-DECLG", "row decision", "3 workdays", "cfg"),
    ("R-DIFF", "row difference", "5 workdays", "cfg"),
    ("R-DIFFT", "row difference", "5 workdays", "cfg"),
    ("B-BACK", "day R-CONC", "3 months..6 months", "W"),
    ("B-SEL", "half_year last workday", "on the day", "V"),
    ("B-BACK2", "row follow_up", "3 months..6 months", "W"),
    ("B-BACK3", "row follow_up", "3 months..6 months", "W"),
    ("B-UNIT", "回头看公布", "5 workdays", "cfg"),
    ("L-ISSUE", "row decision", "2 workdays", "cfg"),
    ("J-ADV", "建议书收到", "30 days", "cfg"),
    ("J-OPN", "党风廉政意见征求", "5 workdays", "cfg"),
    ("J-STEP", "监督发现问题", "10 workdays", "cfg"),
    ("J-STEP2", "end J-STEP", "10 workdays", "cfg"),
    ("J-STEP3", "end J-STEP2", "10 workdays", "cfg"),
    ("J-STEP4", "end J-STEP3", "10 workdays", "cfg"),
    ("J-STEP5", "end J-STEP4", "10 workdays", "cfg"),
    ("G-TALKOK", "row talk_proposed", "5 workdays", "cfg"),
    ("G-TALK", "row talk", "3 workdays", "cfg"),
    ("G-TALK2", "end G-TALK", "10 workdays", "cfg"),
    ("G-TALK3", "end G-TALK2", "10 workdays", "cfg"),
    ("G-CIRC", "row circular", "5 workdays", "cfg"),
    ("G-CIRCOK", "end G-CIRC", "5 workdays", "cfg"),
    ("G-CIRCPUB", "end G-CIRCOK", "3 workdays", "cfg"),
    ("G-LIMIT", "row limit", "15 days", "cfg"),
    ("G-WEEK", "row register", "1 week", "cfg"),
    ("X-PET1", "信访件收到", "15 days", "M-hi"),
    ("X-PET2", "信访件收到", "60 days", "M-hi"),
    ("X-INFO", "巡前函发出", "10 workdays", "cfg"),
    ("N-OPIN", "审议意见转办", "3 months", "cfg"),
    ("N-BILL", "代表议案、建议交办", "3 months", "M-med"),
    ("A-QTR", "quarter last day", "on the day", "V"),
    ("A-HALF", "year month 6 day 30", "on the day", "cfg"),
    ("A-YEAR", "year month 12 day 20", "on the day", "cfg"),
    ("A-ANN", "year month 12 day 20", "on the day", "V"),
    ("A-RND", "round 15 workdays after", "on the day", "cfg"),
    ("A-RND2", "round 15 workdays after", "on the day", "cfg"),
    ("A-PERS", "round 10 workdays after", "on the day", "cfg"),
    ("A-PERS2", "round 10 workdays after", "on the day", "cfg"),
    ("A-PERS3", "round 10 workdays after", "on the day", "cfg"),
    ("A-VISIT", "month day 25", "on the day", "V"),
    ("A-SECOND", "抽调开始", "1 year", "V"),
    ("H-NODE", "holiday 7 days before", "on the day", "cfg"),
];

#[test]
fn the_default_rulebook_opens_what_the_table_says() {
    let written: Vec<_> = embedded()
        .rules
        .iter()
        .map(|rule| (rule.code.0.clone(), start_of(rule), due_of(rule), mark(rule.sure)))
        .collect();
    let expected: Vec<_> = ROWS
        .iter()
        .map(|(code, t0, due, sure)| [code, t0, due, sure].map(|it| it.to_string()).into())
        .collect();
    assert_eq!(written, expected);
}

#[test]
fn the_default_rulebook_states_the_numbers_that_open_nothing() {
    let policy = |code: &str| {
        embedded()
            .policy(&RuleCode(code.to_owned()))
            .expect("a policy of the table")
            .clone()
    };
    let text = |period: Option<huiyin::domain::period::Period>| period.map(|it| it.to_string());
    let figures = |it: &Policy| {
        (
            it.from.clone(),
            text(it.before),
            text(it.at_least),
            text(it.at_most),
            it.times,
        )
    };
    let some = |it: &str| Some(it.to_owned());

    let publication = policy("R-PUBLEN");
    assert_eq!(
        figures(&publication),
        (some("published"), None, some("15 workdays"), None, None)
    );
    let limit = policy("R-MAX");
    assert_eq!(
        figures(&limit),
        (some("feedback"), None, None, some("12 months"), None)
    );
    let extension = policy("R-EXTREQ");
    assert_eq!(
        figures(&extension),
        (None, some("5 workdays"), None, some("3 months"), Some(1))
    );
    assert_eq!(
        figures(&policy("X-PETX")),
        (None, None, None, some("30 days"), Some(1))
    );
    assert_eq!(
        figures(&policy("N-BILLX")),
        (None, None, None, some("3 months"), Some(1))
    );
    let coverage = policy("A-COVER");
    assert_eq!(
        figures(&coverage),
        (some("term_start"), None, None, some("5 years"), None)
    );
    let yearly = [
        ("least_units_a_year", 20),
        ("most_units_a_year", 25),
        ("rounds_a_year", 3),
    ];
    assert_eq!(
        coverage.figures,
        yearly.map(|(name, count)| (name.to_owned(), count)).into()
    );
    assert_eq!(
        figures(&policy("R-RECEIPT")),
        (None, None, None, some("5 workdays"), None)
    );
    assert_eq!(
        figures(&policy("B-REOPEN")),
        (None, None, None, some("1 month"), None)
    );
    assert_eq!(
        figures(&policy("L-GAP")),
        (None, None, some("3 workdays"), None, None)
    );
    assert_eq!(
        figures(&policy("L-HOLD")),
        (None, None, None, some("5 workdays"), None)
    );
    assert_eq!(policy("L-CARD").roles.len(), 7);
    let ahead = [("later_days", 14), ("lines", 15), ("soon_days", 7), ("weeks", 12)];
    assert_eq!(
        policy("D-DIGEST").figures,
        ahead.map(|(name, count)| (name.to_owned(), count)).into()
    );
    assert_eq!(embedded().policies.len(), 19);
}

#[test]
fn caps_repetitions_windows_and_counts_are_those_of_the_table() {
    let book = embedded();
    let code = |text: &str| RuleCode(text.to_owned());
    assert_eq!(rule(book, "R-IMM").cap, Some(Cap::Event("field_end".into())));
    assert_eq!(rule(book, "R-ITEM").cap, Some(Cap::Rule(code("R-CONC"))));
    assert_eq!(rule(book, "R-ITEM").outer, Some(Cap::Policy(code("R-MAX"))));

    let repeats: Vec<_> = book
        .rules
        .iter()
        .filter_map(|rule| Some((rule.code.0.as_str(), rule.repeat?.to_string(), rule.until)))
        .collect();
    let six = || "6 months".to_owned();
    assert_eq!(
        repeats,
        [
            ("R-LATER", six(), Some(Until::AllFindingsClosed)),
            ("R-LONG", six(), Some(Until::Closed)),
            ("C-FEED", "3 months".to_owned(), Some(Until::Closed)),
            ("G-WEEK", "1 week".to_owned(), Some(Until::Lifted)),
        ]
    );

    let visits = rule(book, "A-VISIT").count.clone().expect("a count");
    assert_eq!((visits.of.as_str(), visits.at_least), ("visit_days", 2));
    let month = rule(book, "R-MON").during.clone().expect("a stretch");
    assert_eq!(
        (month.from.as_str(), month.to),
        ("feedback", Some(code("R-CONC")))
    );
    let accounts = rule(book, "R-RECON");
    assert_eq!(accounts.during.clone().expect("a stretch").to, None);
    assert_eq!(accounts.until, Some(Until::AllFindingsClosed));
}

#[test]
fn days_without_work_move_on_unless_the_day_itself_is_meant() {
    let moved: Vec<_> = embedded()
        .rules
        .iter()
        .filter(|rule| rule.roll != Roll::Next)
        .map(|rule| (rule.code.0.as_str(), rule.roll))
        .collect();
    let expected = [
        ("R-FIND", Roll::None),
        ("R-ITEM", Roll::None),
        ("A-QTR", Roll::Prev),
        ("H-NODE", Roll::Prev),
    ];
    assert_eq!(moved, expected);
}

#[test]
fn every_basis_owns_up_to_being_a_suggestion() {
    for rule in &embedded().rules {
        let suggested = rule.basis.contains("建议默认值");
        assert!(
            rule.sure != Sureness::Suggested || suggested,
            "{} does not say that it is a suggestion",
            rule.code
        );
        let remembered = rule.basis.contains("未核对");
        let from_memory = matches!(
            rule.sure,
            Sureness::MemoryHigh | Sureness::MemoryMedium | Sureness::MemoryLow
        );
        assert!(
            !from_memory || remembered,
            "{} does not say that it was not checked",
            rule.code
        );
    }
}

#[test]
fn the_end_of_one_duty_is_the_start_of_the_next() {
    let followers = |code: &str| -> Vec<&str> {
        let followers = embedded().followers(&RuleCode(code.to_owned()));
        followers.iter().map(|rule| rule.code.0.as_str()).collect()
    };
    assert_eq!(followers("P-RPT"), ["P-HEAR"]);
    assert_eq!(followers("P-HEAR"), ["P-FB"]);
    assert_eq!(
        followers("P-FB"),
        [
            "P-NOTE", "R-MEET", "R-PLAN", "R-DEM", "R-CONC", "R-RPT1", "R-RPT2"
        ]
    );
    assert_eq!(followers("R-PLAN"), ["R-PLANOK"]);
    assert_eq!(followers("R-CONC"), ["R-LATER", "R-EVAL", "B-BACK"]);
    assert_eq!(followers("R-RPT1"), ["R-RPTOK"]);
    assert_eq!(followers("R-RPTOK"), ["R-PUB"]);
    assert_eq!(followers("R-SIGN2"), ["R-IMM"]);
    assert_eq!(followers("C-SIGN"), ["C-OPIN"]);

    let opened: Vec<_> = embedded()
        .started_by_event("order_sent")
        .map(|rule| rule.code.0.as_str())
        .collect();
    assert_eq!(opened, ["R-SIGN3", "R-RE"]);
}

#[test]
fn measures_find_their_rules() {
    let measures = &embedded().measures;
    let item = embedded().rule(&measures.item).expect("the item rule");
    assert_eq!((item.ends, item.prefix.as_str()), (Ends::Closeout, "ZG"));
    assert_eq!(
        embedded().rule(&measures.finding).map(|rule| rule.ends),
        Some(Ends::Closeout)
    );
    let period = |code| embedded().rule(code).map(due_of);
    assert_eq!(period(&measures.immediate).as_deref(), Some("15 days"));
    assert_eq!(period(&measures.concentrated).as_deref(), Some("6 months"));
    assert_eq!(period(&measures.standing).as_deref(), Some("6 months"));
}

#[test]
fn duties_open_once_for_those_they_are_for() {
    let of = |each: Each| -> Vec<&str> {
        let rules = embedded().rules.iter();
        rules
            .filter(|rule| rule.each == each && rule.due == Due::OnTheDay)
            .map(|rule| rule.code.0.as_str())
            .collect()
    };
    assert_eq!(of(Each::Inspection), ["R-MON", "R-RECON"]);
    assert_eq!(
        of(Each::Unit),
        ["C-CLEAN", "C-CLEAN2", "C-LG", "A-QTR", "A-VISIT"]
    );
    assert_eq!(
        of(Each::Round),
        ["A-RND", "A-RND2", "A-PERS", "A-PERS2", "A-PERS3"]
    );
    assert_eq!(of(Each::Office), ["B-SEL", "A-HALF", "A-YEAR", "A-ANN", "H-NODE"]);
}

fn start_of(rule: &Rule) -> String {
    match &rule.start {
        Start::Event(code) => embedded().event(code).expect("a known event").name.clone(),
        Start::DayOf(code) => format!("day {code}"),
        Start::EndOf(code) => format!("end {code}"),
        Start::Row(row) => format!("row {row}"),
        Start::Cadence(Cadence { every, on }) => format!("{} {on}", word(*every)),
    }
}

fn word(every: Every) -> String {
    serde_json::to_value(every)
        .expect("a word")
        .as_str()
        .expect("a text")
        .to_owned()
}

fn mark(sure: Sureness) -> String {
    serde_json::to_value(sure)
        .expect("a word")
        .as_str()
        .expect("a text")
        .to_owned()
}
