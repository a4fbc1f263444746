//! Papers of the ladder on the command line: drafted by the planner, issued, shown, printed.

use super::desk::Desk;
use crate::support::document::text_of;

#[test]
fn papers_are_listed_issued_printed_and_put_off() {
    let desk = Desk::with_contacts();
    assert_eq!(desk.json(&["paper", "list"]).as_array().unwrap().len(), 0);
    for refused in [
        &["paper", "show", "9"][..],
        &["paper", "issue", "9"],
        &["paper", "defer", "9", "--reason", "late"],
    ] {
        assert!(desk.refused(refused).contains("no paper 9"), "{refused:?}");
    }
    let event = [
        "event",
        "record",
        "--unit",
        "市住建局",
        "--event",
        "review_opinion_handed",
        "--on",
        "2026-06-30",
    ];
    desk.at("2026-09-28 09:00", &event);
    for slot in ["2026-10-08 08:30", "2026-10-13 08:30"] {
        desk.at(slot, &["plan"]);
    }
    let list = |state| {
        desk.at("2026-10-13 10:00", &["--json", "paper", "list", "--state", state])
            .json()
    };
    assert_eq!(list("issued")[0]["number"], "〔2026〕巡办催 1 号");
    let draft = list("drafted")[0]["id"].as_i64().unwrap().to_string();
    let file = desk.home().join("draft.docx");
    desk.at(
        "2026-10-13 10:00",
        &["paper", "show", &draft, "--docx", file.to_str().unwrap()],
    );
    let text = text_of(&std::fs::read(file).unwrap()).join("\n");
    assert!(text.contains("督办单") && text.contains("未签发"), "{text}");
    desk.at("2026-10-13 10:00", &["paper", "issue", &draft, "--by", "丙三"]);
    let shown = desk
        .at("2026-10-13 10:00", &["--json", "paper", "show", &draft])
        .json();
    assert_eq!(
        (&shown["number"], &shown["issued_by"]),
        (&"〔2026〕巡办督 1 号".into(), &"丙三".into())
    );
    let code = shown["items"][0]["code"].as_str().unwrap().to_owned();
    desk.at("2026-10-13 10:00", &["print", "form", "extension", &code]);
    assert!(
        desk.home()
            .join("print")
            .join(format!("延期申请表-{code}.docx"))
            .exists()
    );
}
