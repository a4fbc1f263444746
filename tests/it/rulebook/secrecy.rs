//! What may leave and come in, by register, class and channel (domain.md 4).

use super::with_presets;
use huiyin::domain::rulebook::{
    ChannelKind, DEFAULT, Inbound, Outbound, Register, RuleCode, Rulebook, Secrecy, check, embedded,
    preset_names,
};

use ChannelKind::{Chat, Group, Mail};

fn passes(register: Register, rule: &str, secrecy: Secrecy, channel: ChannelKind) -> (Outbound, Inbound) {
    embedded().disclosure(register, &RuleCode(rule.to_owned()), secrecy, channel)
}

#[test]
fn open_things_pass_whole_and_work_secrets_as_codes() {
    let measure = |secrecy, channel| passes(Register::Rectification, "R-ITEM", secrecy, channel);
    assert_eq!(measure(Secrecy::Public, Chat), (Outbound::Full, Inbound::Files));
    assert_eq!(
        measure(Secrecy::Internal, Chat),
        (Outbound::Neutral, Inbound::Notes)
    );
    assert_eq!(
        measure(Secrecy::WorkSecret, Chat),
        (Outbound::Neutral, Inbound::Coded)
    );
    assert_eq!(
        measure(Secrecy::Internal, Mail),
        (Outbound::Neutral, Inbound::Notes)
    );
    for secrecy in [Secrecy::Public, Secrecy::Internal] {
        assert_eq!(measure(secrecy, Group), (Outbound::Neutral, Inbound::None));
    }
    assert_eq!(
        measure(Secrecy::WorkSecret, Group),
        (Outbound::None, Inbound::None)
    );
}

#[test]
fn a_clue_is_a_neutral_line_to_its_custodian_and_a_count_by_mail() {
    // Even a clue that somebody classed as public.
    for secrecy in [Secrecy::Public, Secrecy::Internal, Secrecy::WorkSecret] {
        let clue = |channel| passes(Register::Clue, "C-FEED", secrecy, channel);
        assert_eq!(clue(Chat), (Outbound::Neutral, Inbound::Coded));
        assert_eq!(clue(Mail), (Outbound::Count, Inbound::None));
        assert_eq!(clue(Group), (Outbound::None, Inbound::None));
    }
}

#[test]
fn what_is_not_published_is_not_told() {
    for rule in ["P-HEAR", "P-TR"] {
        assert_eq!(
            passes(Register::Round, rule, Secrecy::WorkSecret, Chat),
            (Outbound::None, Inbound::None)
        );
        assert_eq!(
            passes(Register::Round, rule, Secrecy::WorkSecret, Mail).0,
            Outbound::Count
        );
    }
    assert_eq!(
        passes(Register::Opinion, "J-STEP4", Secrecy::WorkSecret, Chat).0,
        Outbound::None
    );
    assert_eq!(
        passes(Register::Review, "B-SEL", Secrecy::WorkSecret, Chat).0,
        Outbound::Count
    );
    assert_eq!(
        passes(Register::Review, "B-SEL", Secrecy::WorkSecret, Group).0,
        Outbound::None
    );
}

#[test]
fn no_name_that_may_leave_carries_a_secret_word() {
    for name in preset_names() {
        let book = with_presets(&[name]);
        assert!(
            ["举报", "立案", "初核", "留置", "处分", "线索"]
                .iter()
                .all(|word| { book.secret_words.iter().any(|known| known == word) })
        );
        for rule in &book.rules {
            assert!(
                !book.secret_words.iter().any(|word| rule.neutral.contains(word)),
                "{}",
                rule.code
            );
        }
    }
}

/// The default rulebook with one line changed must be refused, in those words.
#[track_caller]
fn refused(line: &str, changed: &str, place: &str, what: &str) {
    assert_eq!(DEFAULT.matches(line).count(), 1, "{line}");
    let problems = check(&DEFAULT.replace(line, changed));
    let told: Vec<_> = problems
        .iter()
        .map(|it| (it.place.as_str(), it.what.as_str()))
        .collect();
    let place = match place {
        ROW => format!("disclosure {}", row_of(line)),
        other => other.to_owned(),
    };
    assert_eq!(told, [(place.as_str(), what)]);
}

/// Stands for the place of the line's own row.
const ROW: &str = "its row";

/// The number of a row of the disclosure table.
fn row_of(line: &str) -> usize {
    let (_, table) = DEFAULT.split_once("\ndisclosure = [").unwrap();
    let (before, _) = table.split_once(line.trim_start()).unwrap();
    1 + before.lines().filter(|row| row.starts_with("  { ")).count()
}

#[test]
fn an_office_cannot_open_the_gate_for_clues() {
    refused(
        r#"{ register = "clue", channel = "chat", out = "neutral", in = "coded" }"#,
        r#"{ register = "clue", channel = "chat", out = "full", in = "coded" }"#,
        ROW,
        "lets out or in too much of C-SIGN by chat",
    );
    refused(
        r#"  { register = "clue", channel = "mail", out = "count", in = "none" },"#,
        r#"  { register = "clue", channel = "mail", out = "neutral", in = "none" },"#,
        ROW,
        "lets out or in too much of C-SIGN by mail",
    );
    refused(
        r#"{ channel = "group", out = "neutral", in = "none" }"#,
        r#"{ channel = "group", out = "neutral", in = "notes" }"#,
        ROW,
        "lets out or in too much of P-MID by group",
    );
    refused(
        "  # Whatever else: no.\n  { out = \"none\", in = \"none\" },\n",
        "",
        "disclosure",
        "the last row must refuse everything: { out = \"none\", in = \"none\" }",
    );
}

#[test]
fn what_no_row_speaks_of_stays() {
    let silent = Rulebook {
        disclosure: Vec::new(),
        ..embedded().clone()
    };
    let rule = RuleCode("R-PUB".to_owned());
    let passes = silent.disclosure(Register::Rectification, &rule, Secrecy::Public, Chat);
    assert_eq!(passes, (Outbound::None, Inbound::None));
}
