//! `huiyin digest`: files that one can open.

use super::desk::Desk;
use crate::support::document::part;
use calamine::{Data, Reader, Xlsx};
use std::fs;
use std::io::Cursor;

const MONDAY: &str = "2026-09-14 08:00";

#[test]
fn a_weeks_digest_lies_in_a_folder() {
    let desk = Desk::with_ledger();
    let folder = desk.home().join("out");
    let digest = |whose: &str| {
        let out = folder.join(whose);
        let arguments = [
            "digest",
            "--for",
            whose,
            "--week",
            "2026-W37",
            "--out",
            out.to_str().unwrap(),
        ];
        let said = desk.at(MONDAY, &arguments);
        assert_eq!(said.code, 0, "{}", said.err);
        out
    };
    for whose in ["office", "市住建局", "丁一"] {
        let out = digest(whose);
        let files: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        assert_eq!(files.len(), 5, "{files:?}");
        let read = |ending: &str| {
            let file = files
                .iter()
                .find(|file| file.extension().is_some_and(|it| it == ending));
            fs::read(file.unwrap()).unwrap()
        };
        let page = String::from_utf8(read("html")).unwrap();
        assert!(
            page.contains("2026年第37周巡察整改周报") && page.contains("src=\"digest-2026-W37-"),
            "{page}"
        );
        assert!(
            String::from_utf8(read("txt"))
                .unwrap()
                .starts_with("2026年第37周")
        );
        assert!(read("png").starts_with(b"\x89PNG"));
        let mail = String::from_utf8(read("eml")).unwrap();
        assert!(
            mail.is_ascii() && mail.contains("Message-ID: <digest-2026-W37-"),
            "{mail}"
        );
        assert!(mail.contains("Date: Sun, 13 Sep 2026 16:00:00") && mail.contains("image/png"));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(read("xlsx"))).unwrap();
        assert_eq!(book.sheet_names(), ["总体", "各单位", "在办事项", "趋势"]);
        let totals = book.worksheet_range("总体").unwrap();
        assert_eq!(totals.get_value((1, 0)), Some(&Data::String("反馈问题".into())));
        assert!(part(&read("xlsx"), "xl/charts/chart1.xml").contains("趋势"));
        let about = part(&read("xlsx"), "docProps/core.xml");
        assert!(about.contains("2026-09-14T00:00:00Z") && about.contains(">2026年第37周巡察整改周报<"));
    }
    let first = fs::read(folder.join("office/digest-2026-W37-office.eml")).unwrap();
    assert!(
        fs::read(digest("office").join("digest-2026-W37-office.eml")).unwrap() == first,
        "the same bytes"
    );
}

#[test]
fn what_has_no_digest_is_refused() {
    let desk = Desk::with_ledger();
    let out = desk.home().join("out");
    let digest = |whose: &str, option: &str, period: &str| {
        desk.at(
            MONDAY,
            &[
                "digest",
                "--for",
                whose,
                option,
                period,
                "--out",
                out.to_str().unwrap(),
            ],
        )
    };
    let early = digest("office", "--week", "2026-W38");
    assert_eq!(early.code, 2);
    assert!(early.err.contains("2026-W38 is not over"), "{}", early.err);
    assert!(
        digest("甲五", "--month", "2026-08")
            .err
            .contains("no digest goes to")
    );
    assert!(digest("office", "--quarter", "2026-Q5").err.contains("2026-Q3"));
    assert_eq!(digest("nobody", "--year", "2025").code, 2);
    assert!(!out.exists());
}

#[test]
fn a_week_before_the_ledger_began_says_so() {
    let desk = Desk::with_ledger();
    let out = desk.home().join("out");
    let out = out.to_str().unwrap();
    let said = desk.at(
        MONDAY,
        &["digest", "--for", "市住建局", "--week", "2026-W20", "--out", out],
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err
            .contains("note: the ledger was empty when 2026-W20 ended"),
        "{}",
        said.err
    );
    assert!(
        said.out
            .starts_with("2026年第20周巡察整改周报（市住建局）：逾期 0 项"),
        "{}",
        said.out
    );
}
