//! The commands.

use crate::cli::desk::{Desk, Said};
use huiyin::app::tell_demo;
use serde_json::Value;
use std::process::Output;

fn run(desk: &Desk, arguments: &[&str]) -> Said {
    let output: Output = desk.command(arguments).output().unwrap();
    Said::of(&output)
}

#[test]
fn a_line_for_programs_holds_the_keys_that_were_promised() {
    let desk = Desk::with_ledger();
    let said = run(
        &desk,
        &["play", "--from", "2026-09-01", "--to", "2026-09-02", "--json"],
    );
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(lines.len() > 5);
    for line in &lines {
        let mut keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(
            keys,
            [
                "at", "channel", "kind", "matters", "person", "text", "unit", "why"
            ]
        );
        assert!(line["at"].as_str().unwrap().ends_with("+08:00"));
    }
}

#[test]
fn people_read_a_block_a_message() {
    let desk = Desk::with_ledger();
    let said = run(&desk, &["play", "--from", "2026-09-01", "--to", "2026-09-01"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let first = said.out.split("\n\n").next().unwrap();
    assert!(
        first.starts_with("2026-09-01 Tue 08:30  甲一 (市住建局) by console\n"),
        "{first}"
    );
    assert!(first.contains("\n  because ZG-2026-03-"), "{first}");
    assert!(first.contains("\n  | 甲一同志"), "{first}");
    assert!(
        said.out
            .ends_with("messages from 2026-09-01 to 2026-09-01; nothing was sent\n")
    );
}

#[test]
fn days_the_wrong_way_round_are_refused() {
    let desk = Desk::new();
    let said = run(&desk, &["play", "--from", "2026-09-02", "--to", "2026-09-01"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(
        said.err.contains("--to 2026-09-01 lies before --from 2026-09-02"),
        "{}",
        said.err
    );
}

#[test]
fn a_day_that_cannot_be_read_is_refused_with_the_form_that_can() {
    let said = run(
        &Desk::new(),
        &["play", "--from", "1.9.2026", "--to", "2026-09-01"],
    );
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(
        said.err.contains("a day is written like 2026-08-31"),
        "{}",
        said.err
    );
}

#[tokio::test]
async fn the_demo_tells_its_story_in_a_new_home_only() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let mut told = Vec::new();
    let mut listen = |chapter: &str| {
        told.push(chapter.to_owned());
        Ok(())
    };
    let digest = folder.path().join("digest");
    tell_demo(&home, Some("HOME"), &digest, &mut listen)
        .await
        .unwrap();
    let story = told.join("\n");
    for part in [
        "市住建局第三轮，2026年8月31日反馈，整改措施 17 条；",
        "其中发给甲五（市住建局）的一条：",
        "甲五答复 ZG-2026-03-0010-1：“收到，9月25日前报送” → 已签收，此日前不再提醒本人",
        "· 2027年2月28日 市住建局 ⚪⚪✅",
        "市财政局 🔴🔴🔴",
        "T+30 🔴 → 乙一、",
        "甲五 收到作答：“整改中”，进度 60%，备注 已挂网招标",
        "链条完整，与各表一致",
        "已销号 1；",
        "huiyin --home HOME --clock 2027-03-01 why ZG-2026-03-0013-1",
    ] {
        assert!(story.contains(part), "{part} is missing:\n{story}");
    }
    assert!(
        story.lines().count() <= 100,
        "two screens: {}",
        story.lines().count()
    );

    let page = std::fs::read_to_string(digest.join("digest-2027-W08-office.html")).unwrap();
    assert!(page.contains("2027年第8周巡察整改周报") && page.contains("digest-2027-W08-office.png"));
    for ending in ["png", "xlsx", "eml"] {
        assert!(
            digest.join(format!("digest-2027-W08-office.{ending}")).is_file(),
            "{ending}"
        );
    }

    let refused = tell_demo(&home, None, &digest, &mut |_| Ok(()))
        .await
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("is not empty; the demo wants a new folder"),
        "{refused}"
    );
}
