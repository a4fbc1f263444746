//! `huiyin when`, from arguments to text, JSON and CSV.

use clap::Parser;
use huiyin::cli::Exit;
use huiyin::cli::when::{WhenArgs, run, with_due_days};
use huiyin::domain::calendar::Calendar;
use std::io::Write;

#[derive(Parser)]
struct When {
    #[command(flatten)]
    args: WhenArgs,
}

fn when(arguments: &[&str], json: bool) -> (Exit, String) {
    let when = When::try_parse_from([&["when"], arguments].concat()).unwrap();
    let mut out = Vec::new();
    let exit = run(&when.args, &Calendar::embedded(), json, &mut out).unwrap();
    (exit, String::from_utf8(out).unwrap())
}

fn batch(csv: &[u8]) -> (Exit, String) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(csv).unwrap();
    when(&["--batch", file.path().to_str().unwrap()], false)
}

fn bad_lines(csv: &[u8]) -> Vec<String> {
    let bad = with_due_days(csv, &Calendar::embedded()).unwrap_err();
    bad.iter().map(ToString::to_string).collect()
}

#[test]
fn a_day_is_printed_with_its_reasons() {
    let (exit, text) = when(&["--from", "2026-09-01", "--within", "1 month"], false);
    assert_eq!(exit, Exit::Done);
    assert_eq!(
        text,
        "2026-10-08\n\
         \x20 2026-09-01 itself is not counted\n\
         \x20 1 month after it is 2026-10-01\n\
         \x20 2026-10-01 is a day off (国庆节): moved to 2026-10-08\n\
         \x20 better handed in by 2026-09-30, the last workday before it\n"
    );
}

#[test]
fn what_is_provisional_says_which_paper_is_missing() {
    let (_, text) = when(
        &["--from", "2026-08-31", "--within", "6 months", "--roll", "prev"],
        false,
    );
    assert!(text.starts_with("2027-02-26\n"), "{text}");
    assert!(text.contains("2027-02-28 is a weekend day: moved to 2027-02-26"));
    assert!(text.contains("provisional: holiday paper of 2027 not published"));
    assert!(!text.contains("better handed in"), "it is the due day already");
}

#[test]
fn json_has_stable_keys() {
    let (_, text) = when(
        &["--from", "2026-09-01", "--within", "1 month", "--roll", "next"],
        true,
    );
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        answer,
        serde_json::json!({
            "from": "2026-09-01", "within": "1 month", "roll": "next",
            "unrolled_on": "2026-10-01", "due_on": "2026-10-08", "suggested_on": "2026-09-30",
            "provisional": false,
            "reasons": [
                {"step": "start_excluded", "on": "2026-09-01"},
                {"step": "added", "period": "1 month", "to": "2026-10-01"},
                {"step": "rolled", "from": "2026-10-01", "to": "2026-10-08", "why": {"holiday": "国庆节"}},
            ],
        })
    );
}

#[test]
fn what_cannot_be_counted_is_refused() {
    assert_eq!(
        when(&["--from", "9999-12-31", "--within", "1 day"], false),
        (Exit::Refused, String::new())
    );
    let refused = |arguments: &[&str]| When::try_parse_from([&["when"], arguments].concat()).is_err();
    assert!(refused(&[]) && refused(&["--from", "2026-09-01"]));
    assert!(refused(&["--from", "2026-13-01", "--within", "1 day"]));
    assert!(refused(&["--from", "2026-09-01", "--within", "1 fortnight"]));
    assert!(refused(&[
        "--from",
        "2026-09-01",
        "--within",
        "1 day",
        "--batch",
        "x.csv"
    ]));
}

#[test]
fn a_batch_keeps_its_columns_in_any_order_with_mark_and_crlf() {
    let (exit, text) = batch(
        "\u{feff}单位,within,roll,from\r\n\"住建局,\"\"甲\"\"\",1 month,next,2026-09-01\r\n\r\n乙, 6 months ,,2026-08-31\r\n"
            .as_bytes(),
    );
    assert_eq!(exit, Exit::Done);
    assert_eq!(
        text,
        "单位,within,roll,from,due,provisional\n\
         \"住建局,\"\"甲\"\"\",1 month,next,2026-09-01,2026-10-08,false\n\
         乙, 6 months ,,2026-08-31,2027-03-01,true\n"
    );
}

#[test]
fn cells_in_another_encoding_come_back_as_they_were() {
    let gbk = b"from,within,roll,\xb5\xa5\xce\xbb\n2026-09-01,1 month,none,\xbc\xd7\n";
    let records = with_due_days(gbk, &Calendar::embedded()).unwrap();
    assert_eq!(
        (&records[0][3], &records[1][3]),
        (&b"\xb5\xa5\xce\xbb"[..], &b"\xbc\xd7"[..])
    );
}

#[test]
fn every_bad_line_is_named_and_nothing_is_printed() {
    let csv = "from,within,roll\r\n2026-09-01,1 month,next\r\n\r\n2026-02-30,1 month,\r\n\
               2026-09-01,\"1\r\nmonths\",\r\n2026-09-01,soon,next\r\n2026-09-01,1 month\r\n\
               2026-09-01,1 month,later\r\n9999-12-31,1 day,none\r\n";
    assert_eq!(batch(csv.as_bytes()), (Exit::Refused, String::new()));
    assert_eq!(
        bad_lines(csv.as_bytes()),
        [
            "line 4: from: `2026-02-30` is no day; write it like 2026-09-01",
            "line 7: within: `soon` is no period; write a number and day(s), week(s), month(s), year(s) or workday(s)",
            "line 8: 2 columns instead of 3; is a comma missing a quote?",
            "line 9: roll: `later` is no roll; write next, prev or none",
            "line 10: 1 day from 9999-12-31 ends outside the years 1 to 9999; shorten the period or correct the day",
        ]
    );
}

#[test]
fn headers_that_do_not_fit_are_refused() {
    let wanted = "the first line names the columns: from,within,roll";
    assert_eq!(
        bad_lines(b""),
        [format!("line 1: there is no column from; {wanted}")]
    );
    assert_eq!(
        bad_lines(b"from,within\n"),
        [format!("line 1: there is no column roll; {wanted}")]
    );
    let twice = bad_lines(b"from,within,roll,due,provisional\n");
    assert_eq!(
        twice,
        ["line 1: the columns due and provisional are there already; take them out"]
    );
}

#[test]
fn a_batch_without_lines_is_its_headers() {
    assert_eq!(
        batch(b"from,within,roll\n"),
        (Exit::Done, "from,within,roll,due,provisional\n".to_owned())
    );
}

#[test]
fn odd_input_is_read_or_named_by_its_line() {
    let csv = "\u{feff}\"roll\",\"note\",\"from\",\"within\"\r\n\r\nnext,,2026-09-01,\"1 month\"\r\n\
               next,\"a\nb\",2026-02-29,1 month\r\nnext,,2026-09-01,0 days\r\nnext,,2026-09-01,1 Monat\r\n\
               next,,2026-09-01,99999999999 days\r\nnext,,2026-09-01,4000000000 workdays\r\nnext,,,1 day\r\n\
               next,,2026-09-01,1 month,more\r\n";
    let lines: Vec<String> = bad_lines(csv.as_bytes())
        .iter()
        .map(|line| line.split([',', ';']).next().unwrap().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "line 4: from: `2026-02-29` is no day",
            "line 7: within: `1 Monat` is no period",
            "line 8: within: `99999999999 days` is no period",
            "line 9: 4000000000 workdays from 2026-09-01 ends outside the years 1 to 9999",
            "line 10: from: `` is no day",
            "line 11: 5 columns instead of 4",
        ]
    );
}
