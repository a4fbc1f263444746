//! No name can break a digest, in whatever form: page, drawing, workbook, subject.

use calamine::{Reader, Xlsx};
use huiyin::domain::digest::{GroupTally, Rate, States};
use huiyin::domain::message::plain;
use huiyin::picture::to_png;
use huiyin::supervision::Rendered;
use huiyin::text::{
    DigestBar, DigestChange, DigestGroup, DigestLine, DigestRank, DigestRung, DigestScope, DigestSheet, Texts,
};
use proptest::prelude::*;
use std::io::Cursor;
use std::sync::LazyLock;

use super::matters::{facts, item, seen, today};

static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load(None).expect("the embedded texts"));

fn sheet(wild: &str) -> DigestSheet {
    let states = States {
        total: 4,
        closed: 1,
        in_progress: 3,
        overdue: 1,
        ..States::default()
    };
    let rule = item();
    let matter = seen(&huiyin::domain::disclosure::Facts {
        unit_alias: Some(wild),
        neutral: wild,
        ..facts(&rule)
    });
    let tally = GroupTally::default();
    DigestSheet {
        compared: true,
        abridged: false,
        overdue_by_parts: Vec::new(),
        rest: Vec::new(),
        office: wild.to_owned(),
        scope: DigestScope::Unit,
        name: Some(wild.to_owned()),
        kind: "week",
        key: "2026-W39".to_owned(),
        year: 2026,
        number: 39,
        first_on: today(),
        last_on: today(),
        next_on: today(),
        groups: vec![DigestGroup {
            key: "finding",
            states: DigestChange {
                now: states,
                before: tally.states,
            },
            movements: DigestChange {
                now: tally.movements,
                before: tally.movements,
            },
            due: DigestChange {
                now: tally.due,
                before: tally.due,
            },
            completion: states.completion(),
            completion_change: None,
            mostly: Rate::of(0, 4),
            on_time: None,
        }],
        inner: None,
        soon_days: 7,
        later_days: 14,
        soon: Vec::new(),
        overdue: vec![DigestLine {
            matter,
            owner: wild.to_owned(),
            rung: Some(DigestRung {
                step: wild.to_owned(),
                form: wild.to_owned(),
                name: Some(wild.to_owned()),
            }),
            days: Some(2),
            heard: "silent",
        }],
        most: 15,
        clues: None,
        completion: vec![DigestRank {
            place: 1,
            of: 1,
            tied: false,
            rate: states.completion().expect("there are findings"),
            unit: wild.to_owned(),
        }],
        on_time: Vec::new(),
        tasks: None,
        weeks: Vec::new(),
        bars: vec![DigestBar {
            unit: wild.to_owned(),
            states,
        }],
        issue: Some(1),
        entries: 1,
        head: "00".to_owned(),
    }
}

/// Tags of a page that are opened and closed in turn.
fn tags(page: &str) -> usize {
    // The last two stand around what Outlook alone reads.
    let alone = ["!DOCTYPE", "meta", "br", "img", "!--[if", "![endif]--"];
    let (mut open, mut found): (Vec<&str>, usize) = (Vec::new(), 0);
    for piece in page.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        let name = tag
            .split([' ', '/'])
            .find(|part| !part.is_empty())
            .expect("a tag has a name");
        found += 1;
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
        } else if !alone.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

/// What XML and workbooks can hold: no control signs.
fn without_controls(wild: &str) -> String {
    wild.chars()
        .filter(|sign| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_name_breaks_a_page(wild in any::<String>()) {
        let words = TEXTS.digest(&sheet(&wild)).unwrap();
        let calm = TEXTS.digest(&sheet("x")).unwrap();
        prop_assert_eq!(tags(&words.html), tags(&calm.html));
        prop_assert!(!words.subject.contains(['\r', '\n']));
    }

}

proptest! {
    // Pictures are slow to draw where nothing is optimised.
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_name_breaks_a_picture_or_a_workbook(wild in any::<String>(), sign in "[=+@-]?") {
        let wild = without_controls(&format!("{sign}{wild}"));
        let rendered = Rendered::of(&TEXTS, &sheet(&wild)).unwrap();
        prop_assert!(rendered.picture.starts_with(b"\x89PNG"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&rendered.workbook)).unwrap();
        let formulas = book.worksheet_formula("在办事项").unwrap();
        prop_assert!(formulas.is_empty());
        let lines = book.worksheet_range("在办事项").unwrap();
        let owner = lines.get_value((1, 1)).map(ToString::to_string);
        prop_assert_eq!(owner.unwrap_or_default(), wild);
    }
}

#[test]
fn every_sample_is_well_formed() {
    for (name, page) in TEXTS.samples().unwrap() {
        if name.starts_with("digest.html") || name.starts_with("digest_drawing.html") {
            assert!(tags(&page) > 10, "{name}");
        }
    }
}

#[test]
fn the_drawings_of_all_samples_are_pictures() {
    for (name, text) in TEXTS.samples().unwrap() {
        if name.starts_with("digest_drawing") {
            assert!(to_png(&text).unwrap().len() > 10_000, "{name}");
            assert!(plain(&text).contains("逾期"), "{name}");
        }
    }
}
