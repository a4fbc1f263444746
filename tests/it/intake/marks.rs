//! What is secret stays outside: marks in any cell of any sheet and around the cells, not words in sentences.

use super::hostile::rewritten;
use super::support::{Book, HEADER, Put, contacts, ledger, plain, refusal, row};
use huiyin::domain::secrecy::{find_mark, find_mark_in_name};
use huiyin::intake::IntakeError;

fn mark(text: &str) -> Option<&str> {
    find_mark(text).map(|range| &text[range])
}

#[test]
fn a_mark_is_known_in_every_form() {
    let marks = [
        ("机密★1年", "机密★1年"),
        ("绝密", "绝密"),
        ("秘密★", "秘密★"),
        ("秘 密 ★ 6 个月", "秘 密 ★ 6 个月"),
        ("机密★长期 第003号", "机密★长期"),
        ("机密*十年", "机密*十年"),
        ("【机密】市住建局整改台账", "【机密】"),
        ("整改台账（秘密）", "（秘密）"),
        ("整改台账[绝密级]", "[绝密级]"),
        ("密级：机密", "密级：机密"),
        ("填报单位:市住建局  密级: 秘密", "密级: 秘密"),
        ("密 级【绝密】", "【绝密】"),
        ("保密等级:机密级", "保密等级:机密级"),
        ("机密 1年", "机密 1年"),
        ("机　密", "机　密"),
        ("第三轮巡察整改台账\n秘密", "秘密"),
    ];
    for (text, expected) in marks {
        assert_eq!(mark(text), Some(expected), "{text}");
    }
}

#[test]
fn a_sentence_about_secrets_is_none() {
    let clean = [
        "保守国家秘密意识不强",
        "涉密人员管理不规范,秘密载体台账不全",
        "泄露商业秘密",
        "机密文件、绝密文件混放",
        "未按规定标注密级、秘密等级",
        "公开",
        "内部",
        "工作秘密",
        "密级:工作秘密",
        "密级:内部",
        "【内部】",
        "工作秘密★1年",
        "商业秘密★",
        "工作 秘密",
        "密级(秘密/机密/绝密)填写错误",
        "★重点问题",
    ];
    for text in clean {
        assert_eq!(mark(text), None, "{text}");
    }
}

#[test]
fn a_file_is_marked_by_its_name() {
    for name in [
        "机密-台账.xlsx",
        "台账_秘密.xlsx",
        "台账（机密）.xlsx",
        "绝密.xlsx",
        "机密★1年台账.xlsx",
    ] {
        assert!(find_mark_in_name(name).is_some(), "{name}");
    }
    for name in [
        "台账.xlsx",
        "商业秘密保护整改台账.xlsx",
        "涉密人员管理.xlsx",
        "台账-内部.xlsx",
    ] {
        assert!(find_mark_in_name(name).is_none(), "{name}");
    }
}

#[test]
fn a_marked_cell_is_told_with_its_place_wherever_it_stands() {
    let title: &[&[&str]] = &[
        &["市住建局整改台账"],
        &["填报单位:市住建局", "", "密级:机密"],
        HEADER,
        &[
            "1",
            "问题一",
            "措施",
            "甲一",
            "2026年9月30日",
            "整改中",
            "",
            "秘密★1年",
        ],
    ];
    let book = Book::of(title).ledger();
    let told: Vec<_> = book
        .problems
        .iter()
        .map(|it| (it.row, it.column.as_str(), it.cell.as_str()))
        .collect();
    assert_eq!(told, [(2, "C", "密级:机密"), (4, "H", "秘密★1年")]);
    assert!(book.problems[0].why.contains("密级标志") && book.problems[0].why.contains("另做表格"));

    let list = contacts(
        &Book::of(&[
            &["单位", "姓名", "角色"],
            &["市甲局", "甲一", "联络员"],
            &["机密"],
        ])
        .bytes(),
    );
    assert!(
        list.problems
            .iter()
            .any(|it| (it.row, it.cell.as_str()) == (3, "机密")),
        "{:?}",
        list.problems
    );
}

/// A workbook whose second sheet holds one cell.
fn beside(words: &str, is_hidden: bool) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let first = workbook.add_worksheet();
    for (row, cells) in [HEADER, row("1", "问题一", "措施", "2026年9月30日").as_slice()]
        .iter()
        .enumerate()
    {
        first.write_row(row as u32, 0, cells.iter().copied()).unwrap();
    }
    let second = workbook.add_worksheet();
    second.write(4, 2, words).unwrap();
    second.set_hidden(is_hidden);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn other_sheets_are_looked_through_hidden_ones_too() {
    for is_hidden in [false, true] {
        for (words, told) in [
            ("机密★1年", "机密★1年"),
            ("11010519491231002X", "110*************2X"),
        ] {
            let book = ledger(&beside(words, is_hidden), &super::support::defaults());
            let problem = &book.problems[0];
            assert_eq!(
                (problem.sheet.as_str(), problem.row, problem.column.as_str()),
                ("Sheet2", 5, "C")
            );
            assert_eq!(problem.cell.len(), told.len(), "{}", problem.cell);
            assert_eq!(&problem.cell[..3], &told[..3]);
        }
        let clean = ledger(&beside("说明", is_hidden), &super::support::defaults());
        assert_eq!(clean.problems, []);
    }
}

#[test]
fn a_number_in_a_formula_or_above_the_table_is_told() {
    let mut book = Book::of(&[&["联系人身份证11010519491231002X"], HEADER]);
    let problems = book
        .put(0, 3, Put::Formula("\"11010519491231002X\""))
        .ledger()
        .problems;
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].why.contains("另外") && !problems[0].why.contains("19491231"),
        "{problems:?}"
    );
}

#[test]
fn what_stands_around_the_cells_is_looked_at() {
    let bytes = plain(&[row("1", "问题一", "措施", "2026年9月30日")]).bytes();
    let part = "xl/worksheets/sheet1.xml";
    let headed = |words: &str| {
        let header = format!("</sheetData><headerFooter><oddHeader>&amp;C{words}</oddHeader></headerFooter>");
        rewritten(&bytes, part, |xml| xml.replace("</sheetData>", &header))
    };
    assert!(matches!(refusal(&headed("机密")), IntakeError::Marked { .. }));
    assert_eq!(
        ledger(&headed("内部资料"), &super::support::defaults()).problems,
        []
    );

    let titled = rewritten(&bytes, "docProps/core.xml", |xml| {
        xml.replace(
            "</cp:coreProperties>",
            "<dc:title>【绝密】台账</dc:title></cp:coreProperties>",
        )
    });
    let told = refusal(&titled).to_string();
    assert!(told.contains("properties") && told.contains("【绝密】"), "{told}");

    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("台账(机密)").unwrap();
    assert!(matches!(
        refusal(&workbook.save_to_buffer().unwrap()),
        IntakeError::Marked { .. }
    ));
}
