//! What may leave and come in, by the default rulebook.

use super::matters::{book, day, facts, item, today};
use huiyin::domain::disclosure::{Facts, Reader, Shown, inbound, outward};
use huiyin::domain::ids::{PersonId, UnitId};
use huiyin::domain::role::Role;
use huiyin::domain::rulebook::{ChannelKind, Inbound, Register, RuleCode, Secrecy};

fn handler() -> Reader<'static> {
    Reader {
        person_id: PersonId(5),
        unit_id: UnitId(1),
        former_unit_names: &[],
        roles: &[Role::Handler],
    }
}

fn custodian() -> Reader<'static> {
    Reader {
        person_id: PersonId(8),
        unit_id: UnitId(9),
        former_unit_names: &[],
        roles: &[Role::ClueCustodian],
    }
}

fn clue(rule: &RuleCode) -> Facts<'_> {
    Facts {
        register: Register::Clue,
        secrecy: Secrecy::WorkSecret,
        unit_id: UnitId(9),
        unit_name: "市纪委监委",
        ..facts(rule)
    }
}

fn in_chat(facts: &Facts<'_>, reader: &Reader<'_>) -> Shown {
    outward(facts, Some(reader), book(), ChannelKind::Chat, today())
}

#[test]
fn a_public_matter_shows_its_title_and_an_internal_one_does_not() {
    let rule = item();
    let json = |shown: &Shown| match shown {
        Shown::Full(matter) | Shown::Neutral(matter) => serde_json::to_value(matter).expect("plain data"),
        other => panic!("{other:?}"),
    };
    let shown = in_chat(&facts(&rule), &handler());
    assert!(matches!(shown, Shown::Full(_)));
    assert_eq!(json(&shown)["title"], "修订党组会议议事规则");
    assert_eq!(json(&shown)["unit"], "住建", "units go by their alias");
    assert_eq!(json(&shown)["days_left"], 2);
    let shown = in_chat(
        &Facts {
            secrecy: Secrecy::Internal,
            ..facts(&rule)
        },
        &handler(),
    );
    assert!(matches!(shown, Shown::Neutral(_)));
    assert!(json(&shown)["title"].is_null());
}

#[test]
fn the_original_day_shows_only_where_it_differs() {
    let rule = item();
    let original = |facts: &Facts<'_>| match in_chat(facts, &handler()) {
        Shown::Full(matter) => serde_json::to_value(&matter).expect("plain data")["original_due_on"].clone(),
        other => panic!("{other:?}"),
    };
    assert!(original(&facts(&rule)).is_null());
    let moved = Facts {
        due_on: Some(day(10, 8)),
        ..facts(&rule)
    };
    assert_eq!(original(&moved), "2026-09-30");
}

#[test]
fn a_title_with_a_secret_in_it_never_leaves() {
    let rule = item();
    for title in [
        "群众举报办理",
        "身份证号11010519491231002X",
        "联系13800000000",
        "卡 4111 1111 1111 1111",
    ] {
        let shown = in_chat(
            &Facts {
                title: Some(title),
                ..facts(&rule)
            },
            &handler(),
        );
        assert!(matches!(shown, Shown::Neutral(_)), "{title}: {shown:?}");
    }
}

#[test]
fn nobody_is_told_of_a_unit_they_served_in() {
    let rule = item();
    let former = ["市住建局".to_owned()];
    let reader = Reader {
        former_unit_names: &former,
        ..handler()
    };
    assert_eq!(in_chat(&facts(&rule), &reader), Shown::Withheld);
    assert_eq!(
        inbound(&facts(&rule), &reader, book(), ChannelKind::Chat),
        Inbound::None
    );
    let elsewhere = Facts {
        unit_name: "市财政局",
        unit_alias: None,
        inspected_unit: Some("市住建局"),
        ..facts(&rule)
    };
    assert_eq!(
        in_chat(&elsewhere, &reader),
        Shown::Withheld,
        "nor by way of who handles it"
    );
    assert_ne!(
        in_chat(
            &Facts {
                inspected_unit: None,
                ..elsewhere
            },
            &reader
        ),
        Shown::Withheld
    );
}

#[test]
fn a_clue_is_its_custodians_alone() {
    let rule = RuleCode("C-FEED".into());
    let clue = clue(&rule);
    assert!(
        matches!(in_chat(&clue, &custodian()), Shown::Neutral(_)),
        "never with its title"
    );
    assert_eq!(
        inbound(&clue, &custodian(), book(), ChannelKind::Chat),
        Inbound::Coded
    );
    assert_eq!(in_chat(&clue, &handler()), Shown::Withheld);
    let other_organ = Reader {
        unit_id: UnitId(10),
        ..custodian()
    };
    assert_eq!(in_chat(&clue, &other_organ), Shown::Withheld);
    let named = Facts {
        custodian: Some(PersonId(7)),
        ..clue
    };
    assert_eq!(
        in_chat(&named, &custodian()),
        Shown::Withheld,
        "somebody else was named"
    );
    assert_eq!(
        outward(&clue, Some(&custodian()), book(), ChannelKind::Mail, today()),
        Shown::Counted
    );
    assert_eq!(
        outward(&clue, None, book(), ChannelKind::Group, today()),
        Shown::Withheld
    );
    assert!(matches!(
        outward(&clue, None, book(), ChannelKind::Console, today()),
        Shown::Neutral(_)
    ));
}

#[test]
fn what_comes_in_follows_the_secrecy() {
    let rule = item();
    let taken = |secrecy| {
        inbound(
            &Facts {
                secrecy,
                ..facts(&rule)
            },
            &handler(),
            book(),
            ChannelKind::Chat,
        )
    };
    assert_eq!(taken(Secrecy::Public), Inbound::Files);
    assert_eq!(taken(Secrecy::Internal), Inbound::Notes);
    assert_eq!(taken(Secrecy::WorkSecret), Inbound::Coded);
}

#[test]
fn a_careless_table_opens_no_clue() {
    let rule = RuleCode("C-FEED".into());
    let mut careless = book().clone();
    careless
        .disclosure
        .retain(|row| row.secrecy == Some(Secrecy::Public));
    careless.disclosure.iter_mut().for_each(|row| row.secrecy = None);
    let shown = outward(
        &clue(&rule),
        Some(&custodian()),
        &careless,
        ChannelKind::Chat,
        today(),
    );
    assert!(matches!(shown, Shown::Neutral(_)));
    assert_eq!(
        inbound(&clue(&rule), &custodian(), &careless, ChannelKind::Chat),
        Inbound::Coded
    );
    careless.disclosure.clear();
    let shown = outward(
        &facts(&rule),
        Some(&handler()),
        &careless,
        ChannelKind::Chat,
        today(),
    );
    assert_eq!(shown, Shown::Withheld, "an empty table discloses nothing");
}
