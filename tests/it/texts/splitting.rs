//! Long lists become several messages, split between matters and numbered through.

use super::matters::{facts, item, seen, today};
use huiyin::domain::disclosure::Facts;
use huiyin::domain::message::{length, plain};
use huiyin::text::{Entry, Notices, Part, Place, Section, TextError, Texts};
use proptest::prelude::*;
use std::sync::LazyLock;

fn notices(titles: &[String]) -> Notices {
    let rule = item();
    let codes: Vec<String> = (0..titles.len())
        .map(|index| format!("ZG-2026-03-{:04}", 1000 + index))
        .collect();
    let matters = titles.iter().zip(&codes).map(|(title, code)| Facts {
        title: Some(title),
        code,
        ..facts(&rule)
    });
    let entries: Vec<Entry> = matters.map(|facts| Entry::Matter(seen(&facts).into())).collect();
    let half = entries.len() / 2;
    let (urge, remind) = entries.split_at(half);
    let section = |form: &str, entries: &[Entry]| Section {
        form: form.into(),
        name: None,
        entries: entries.to_vec(),
    };
    Notices {
        office: "市委巡察办".into(),
        on: today(),
        name: "甲五".into(),
        sections: vec![section("urge", urge), section("reminder", remind)],
        counted: 3,
        place: Place::default(),
    }
}

/// Loaded once: loading tries every template.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load(None).expect("the embedded texts"));

/// The texts of the parts, which together hold every entry.
fn split(notices: &Notices) -> Vec<String> {
    let parts: Vec<Part> = TEXTS.parts(notices).expect("it renders");
    let entries: usize = notices.sections.iter().map(|section| section.entries.len()).sum();
    assert_eq!(parts.iter().map(|part| part.entries).sum::<usize>(), entries);
    parts.into_iter().map(|part| part.text).collect()
}

#[test]
fn a_message_goes_on_where_it_stopped() {
    let place = Place {
        part: 2,
        parts: 3,
        matters: Some(45),
    };
    let mut second = Notices {
        place,
        ..notices(&vec!["修订".to_owned(); 2])
    };
    for (number, section) in [(31, 0), (33, 1)] {
        if let Entry::Matter(line) = &mut second.sections[section].entries[0] {
            line.number = Some(number);
        }
    }
    let parts = split(&second);
    assert_eq!(parts.len(), 1);
    assert!(
        parts[0].contains("（2/3）") && parts[0].contains("<b>31.</b>") && parts[0].contains("<b>33.</b>")
    );
    assert!(parts[0].contains("现有 45 项"), "of all parts");
    assert!(!parts[0].contains("作答："), "the third part says how to answer");
    let parts = split(&Notices {
        place,
        ..notices(&vec!["修订".to_owned(); 200])
    });
    assert!(
        parts.last().is_some_and(|last| last.contains(&format!(
            "（{}/{}）",
            parts.len() + 1,
            parts.len() + 2
        ))),
        "the third part comes behind them all"
    );
}

#[test]
fn what_fits_no_message_is_a_fault_and_not_lost() {
    let office = "市委巡察办".repeat(1000);
    for titles in [vec![], vec!["修订".to_owned()]] {
        let fault = TEXTS.parts(&Notices {
            office: office.clone(),
            ..notices(&titles)
        });
        assert!(
            matches!(fault, Err(TextError::TooLong { length: 5000.., .. })),
            "{fault:?}"
        );
    }
}

#[test]
fn a_long_list_is_split_and_numbered_through() {
    let parts = split(&notices(&vec!["修订党组会议议事规则".to_owned(); 200]));
    assert!(parts.len() > 2);
    for (index, part) in parts.iter().enumerate() {
        assert!(
            part.contains(&format!("（{}/{}）", index + 1, parts.len())),
            "part {}",
            index + 1
        );
        assert!(
            part.contains("【催办】") || part.contains("【到期提醒】"),
            "a section goes on under its heading"
        );
        assert_eq!(
            part.contains("作答："),
            index + 1 == parts.len(),
            "how to answer stands in the last part"
        );
        assert_eq!(part.contains("3 项内网待办"), index + 1 == parts.len());
        assert!(
            length(part) > 3000 || index + 1 == parts.len(),
            "parts are filled"
        );
    }
}

#[test]
fn a_short_list_is_one_message_without_a_number() {
    let parts = split(&notices(&vec!["修订".to_owned(); 2]));
    assert_eq!(parts.len(), 1);
    assert!(!parts[0].contains("（1/1）"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_matter_is_lost_or_torn(titles in prop::collection::vec("[修订<&\"'>🔴 a-z]{1,200}", 1..90)) {
        let notices = notices(&titles);
        let parts = split(&notices);
        let mut number = 0;
        for part in &parts {
            prop_assert!(length(part) <= 4096);
            let read = plain(part);
            while read.contains(&format!("\n{}. ", number + 1)) {
                let line = read.lines().find(|line| line.starts_with(&format!("{}. ", number + 1))).expect("found before");
                let code = format!("ZG-2026-03-{:04}", 1000 + number);
                prop_assert!(line.contains(&code));
                let from = read.find(line).expect("found before");
                prop_assert!(read[from..].contains("9月30日前，还有 2 天"), "the block of {} is whole", number + 1);
                number += 1;
            }
        }
        prop_assert_eq!(number, titles.len());
    }
}
