//! Half a year of an office in which all kinds of things happen: each reader gets each week's digest, every mail can be
//! read, every figure is that of a slow recount, and the same half year gives the same bytes.

use super::recount::{Expected, expected};
use crate::support::database::Backend;
use crate::support::office::{FINANCE, FINANCE_LEDGER, HOUSING, HOUSING_LEDGER, Office, at};
use crate::verbs::closeout::confirmed;
use crate::verbs::digest_recount::{Count, ended};
use crate::verbs::random::{Happening, any_happening, happens};
use chrono::{Days, NaiveDate};
use huiyin::app::Player;
use huiyin::domain::contact::Person;
use huiyin::domain::digest::{DigestPeriod, PeriodKind};
use huiyin::domain::ids::UnitId;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Weeks that are played.
const WEEKS: usize = 26;
/// The register of clues.
const CLUES: &str = "问题线索移交台账.xlsx";
/// What happens in each.
const HAPPENINGS: usize = 3;
/// 丙一 of the 巡察办 reads of the whole; so do these of their units.
const WHOLE: &str = "丙一";
const PRINCIPALS: [(&str, &str); 2] = [(HOUSING, "甲一"), (FINANCE, "乙一")];

/// What a week's mails must say and to whom they must go.
struct Week {
    period: DigestPeriod,
    /// Ids of persons.
    readers: BTreeSet<i64>,
    /// By the id of somebody who reads them.
    expected: BTreeMap<i64, Expected>,
}

/// Lives through it, with its mails in a folder.
async fn lives(folder: &Path) -> Vec<Week> {
    let office = Office::on(Backend::Sqlite).await;
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    office.imports(FINANCE_LEDGER).await;
    office.imports(CLUES).await;
    let house = office
        .app
        .house_over(office.database.open().await, office.clock.clock());
    let player = Player::new(house.await.unwrap(), office.clock.clone())
        .await
        .unwrap();
    let mut player = player.with_mail(std::sync::Arc::new(office.app.mail_folder(folder.to_owned())));
    let mut chance = TestRunner::deterministic();
    let mut weeks: Vec<Week> = Vec::new();
    let (mut monday, mut before) = ("2026-08-31".parse::<NaiveDate>().unwrap(), Vec::new());
    for number in 0..WEEKS {
        passes(&mut player, &format!("{} 09:00", monday + Days::new(3))).await;
        for _ in 0..HAPPENINGS {
            happens(&office, something(&mut chance)).await;
        }
        if number == 9 {
            confirmed(&office, "ZG-2026-03-0003", "甲六", "甲三").await;
        }
        passes(&mut player, &format!("{} 23:59", monday + Days::new(6))).await;
        let period = DigestPeriod::around(PeriodKind::Week, monday).unwrap();
        let mut said = BTreeMap::new();
        said.insert(
            id_of(&office, WHOLE).await,
            expected(&office, period, &before, None).await,
        );
        for (unit, name) in PRINCIPALS {
            let own = Some(unit_of(&office, unit).await);
            let own = expected(&office, period, &before, own).await;
            said.insert(id_of(&office, name).await, own);
        }
        before = ended(&office).await;
        monday = period.next_on();
        // Nobody comes or goes before the week's first workday, when the digests leave.
        weeks.push(Week {
            period,
            readers: readers(&office).await,
            expected: said,
        });
    }
    passes(&mut player, &format!("{} 12:00", monday + Days::new(1))).await;
    office.is_sound().await;
    player.close().await;
    weeks
}

async fn passes(player: &mut Player, until: &str) {
    player.pass_to(at(until), &mut |_| Ok(())).await.unwrap();
}

/// The player alone lets time pass, plans and sends, and the readers stay.
fn something(chance: &mut TestRunner) -> Happening {
    loop {
        let happening = any_happening().new_tree(chance).unwrap().current();
        use Happening::{Delivers, Hours, Leaves, Paper, Plans};
        if !matches!(happening, Delivers | Hours(_) | Leaves { .. } | Paper | Plans) {
            return happening;
        }
    }
}

async fn id_of(office: &Office, name: &str) -> i64 {
    office.person(name).await.id.0
}

async fn unit_of(office: &Office, name: &str) -> UnitId {
    office.matters_of("R-PLAN", name).await[0].unit_id
}

/// Who should have a digest, by the contacts: those with an address who hold what the issue names.
async fn readers(office: &Office) -> BTreeSet<i64> {
    let mut work = office.reads().await;
    let mut readers = BTreeSet::new();
    for person in work.all::<Person>().await.unwrap() {
        let held = work.list_holdings(person.id).await.unwrap();
        let reads = held.iter().any(|held| {
            let key = held.role.key();
            key.starts_with("leading_group")
                || key.starts_with("office_")
                || ["principal", "liaison", "inspection_team", "supervision_section"].contains(&key)
        });
        if reads && person.mail.is_some() {
            readers.insert(person.id.0);
        }
    }
    readers
}

/// Every file of a folder, and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (
            path.file_name().unwrap().to_str().unwrap().to_owned(),
            std::fs::read(path).unwrap(),
        )
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

/// Every mail of a folder as Python reads it, by file.
fn parsed(folder: &Path) -> BTreeMap<String, Value> {
    let python = std::env::var("HUIYIN_TEST_MAIL_PYTHON").expect("run the tests by `tests/run`");
    let ran = Command::new(python)
        .arg("tests/it/support/read_mail.py")
        .arg(folder)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let lines = String::from_utf8(ran.stdout).unwrap();
    let mails = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    mails
        .map(|mail| (mail["file"].as_str().unwrap().to_owned(), mail))
        .collect()
}

/// What stands outside of brackets, as numbers.
fn numbers(line: &str) -> Vec<i64> {
    let mut depth = 0;
    let outside = line.chars().map(|c| {
        depth += i32::from(c == '（') - i32::from(c == '）');
        if depth == 0 && c.is_ascii_digit() { c } else { ' ' }
    });
    let outside: String = outside.collect();
    outside
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect()
}

/// The figures of a mail's text, by what its lines begin with.
fn figures(text: &str, group: &str) -> (Vec<i64>, Vec<i64>, Vec<i64>) {
    let line = |start: &str, holds: &str| {
        let found = text
            .lines()
            .find(|line| line.starts_with(start) && line.contains(holds));
        found.map(numbers).unwrap_or_default()
    };
    let mut reports = line(&format!("{group}：本期应报"), "");
    if !reports.is_empty() {
        reports = reports[1..4].to_vec();
    }
    (
        line(&format!("{group} "), "未启动"),
        line(&format!("{group}：新增"), ""),
        reports,
    )
}

fn agrees(mail: &Value, expected: &Expected, period: DigestPeriod) {
    let text = &mail["parts"][0]["text"].as_str().unwrap().replace("\r\n", "\n");
    expected.is_said_by(subject_of(mail), text);
    for count in &expected.counts {
        let group = match count.group.as_str() {
            "finding" => "反馈问题",
            "measure" => "整改措施",
            "check" => "长期坚持检查",
            "unit" => "单位报送",
            _ => "职能部门和本办",
        };
        let (said_states, said_movements, said_due) = figures(text, group);
        if count.states[0] == 0 {
            assert!(said_states.is_empty(), "{group} of {}: {text}", period.key());
            continue;
        }
        assert_eq!(
            (said_states, said_movements),
            (count.states.to_vec(), count.movements.to_vec()),
            "{group}: {text}"
        );
        let reports = ["unit", "organ"].contains(&count.group.as_str());
        assert!(
            !reports || said_due == count.due,
            "{group}: {:?} in {text}",
            count.due
        );
        let rate = count.rate.as_ref().map(|rate| match count.group.as_str() {
            "finding" => format!("　　完成率 {rate}"),
            _ => format!("，未报 {}；累计按期率 {rate}", count.due[2]),
        });
        assert!(
            rate.is_none_or(|rate| text.contains(&rate)),
            "{:?} of {group}: {text}",
            count.rate
        );
    }
}

fn subject_of(mail: &Value) -> &str {
    let headers = mail["headers"].as_array().unwrap();
    let subject = headers.iter().find(|header| header[0] == "Subject");
    subject.unwrap()[1].as_str().unwrap()
}

#[tokio::test]
async fn half_a_year_of_digests_reaches_everybody_says_what_is_so_and_comes_out_the_same_twice() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let weeks = lives(first.path()).await;
    let mails = parsed(first.path());
    let mut expected = BTreeSet::new();
    for week in &weeks {
        let file = |id: &i64| format!("digest-{}-p{id}.eml", week.period.key());
        assert!(week.readers.len() > 8, "{:?}", week.readers);
        expected.extend(week.readers.iter().map(file));
        for (reader, expected) in &week.expected {
            agrees(&mails[&file(reader)], expected, week.period);
        }
    }
    assert_eq!(mails.keys().cloned().collect::<BTreeSet<_>>(), expected);
    for (file, mail) in &mails {
        assert_eq!(mail["defects"], Value::Array(Vec::new()), "{file}");
        let subject = subject_of(mail);
        assert!(subject.contains("期（"), "it has its number: {subject}");
        assert_eq!(
            mail["parts"].as_array().unwrap().len(),
            4,
            "text, HTML, picture and workbook"
        );
    }
    let all = weeks.iter().flat_map(|week| week.expected.values());
    let all: Vec<&Vec<Count>> = all.map(|expected| &expected.counts).collect();
    assert!(
        all.iter().any(|counts| counts[0].states[6] > 0),
        "something is overdue"
    );
    assert!(
        all.iter().any(|counts| counts[1].movements[1] > 0),
        "something is applied for"
    );
    lives(second.path()).await;
    assert!(files(first.path()) == files(second.path()), "the same bytes");
}
