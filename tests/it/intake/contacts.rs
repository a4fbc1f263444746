//! 通讯录 with all that offices do to it.

use super::support::{Book, Put, contacts, places};
use huiyin::domain::role::Role;

const HEADER: &[&str] = &["单位", "姓名", "角色", "联系电话", "邮箱", "回避单位"];

fn read(rows: &[&[&str]]) -> huiyin::intake::ContactsBook {
    contacts(&Book::of(&[&[HEADER], rows].concat()).bytes())
}

#[test]
fn columns_are_known_by_many_names() {
    let headers: [&[&str]; 3] = [
        &[
            "单位名称",
            "姓 名",
            "职责",
            "手机号码",
            "电子邮箱",
            "原工作单位（回避）",
        ],
        &["所在单位", "名字", "角色(可多个)", "手机", "E-mail", "曾任职单位"],
        &["单位", "姓名*", "角色", "电话", "邮件", "原工作单位(回避)"],
    ];
    for header in headers {
        let cells = [
            "市甲局",
            "张 三",
            "联络员",
            "13800138000",
            "a@b.example",
            "市乙局、市丙局",
        ];
        let book = contacts(&Book::of(&[header, &cells]).bytes());
        assert_eq!(book.problems, [], "{header:?}");
        let row = &book.rows[0];
        assert_eq!(
            (row.name.as_str(), row.role),
            ("张三", Some(Role::Liaison)),
            "{header:?}"
        );
        assert_eq!(
            (row.phone.as_deref(), row.mail.as_deref()),
            (Some("13800138000"), Some("a@b.example"))
        );
        assert_eq!(row.former_units, ["市乙局", "市丙局"]);
    }
}

#[test]
fn every_role_has_a_chinese_word() {
    let words = [
        "经办人",
        "联络员",
        "分管领导",
        "主要负责人",
        "办公室",
        "线索专管员",
        "巡察组",
        "对口监督室",
        "巡察办经办",
        "巡察办联络员",
        "督导科",
        "巡察办主任",
        "领导小组成员",
        "领导小组副组长",
        "领导小组组长",
    ];
    for (word, role) in words.iter().zip(Role::ALL) {
        let book = read(&[&["市甲局", "甲一", word]]);
        assert_eq!(
            (book.rows[0].role, book.problems.len()),
            (Some(role), 0),
            "{word}"
        );
    }
}

#[test]
fn several_roles_in_a_cell_are_several_rows() {
    let book = read(&[
        &["市甲局", "甲一", "联络员、经办人;单位办公室"],
        &["市甲局", "甲二", ""],
    ]);
    assert_eq!(book.problems, []);
    let roles: Vec<_> = book.rows.iter().map(|row| (row.row, row.role)).collect();
    let expected = [
        (2, Some(Role::Liaison)),
        (2, Some(Role::Handler)),
        (2, Some(Role::UnitOffice)),
        (3, None),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn what_is_wrong_is_told_row_by_row() {
    let book = read(&[
        &["市甲局", "甲一", "联络员", "", "a@b.example"],
        &["市甲局", "甲一", "联络员", "", ""],
        &["市甲局", "甲一", "经办人", "", ""],
        &["市甲局", "甲二", "领头人", "", ""],
        &["", "甲三", "联络员", "", ""],
        &["市甲局", "", "联络员", "", ""],
        &["市甲局", "甲四", "联络员", "", "not-a-mail"],
        &["市甲局", "甲五", "联络员", "11010519491231002X", ""],
        &["市甲局", "-", "联络员", "", ""],
        &["注:请如实填写"],
    ]);
    let expected = [
        (3, "B"),
        (5, "C"),
        (6, "A"),
        (7, "B"),
        (8, "E"),
        (9, "D"),
        (10, "B"),
    ];
    assert_eq!(places(&book.problems), expected);
    assert!(
        book.problems[1].why.contains("联络员、分管领导"),
        "{}",
        book.problems[1].why
    );
}

#[test]
fn mails_are_checked() {
    let ok = |mail: &str| {
        read(&[&["市甲局", "甲一", "联络员", "", mail]])
            .problems
            .is_empty()
    };
    for mail in [
        "a@b.example",
        "a.b+c@x-y.gov.example",
        "ａ＠ｂ.example",
        " a@b.example ",
    ] {
        assert!(ok(mail), "{mail}");
    }
    for mail in [
        "a",
        "@b.example",
        "a@b",
        "a@@b.example",
        "a b@c..example",
        ".a@b.example",
        "a@-b.example",
        "甲@b.example",
    ] {
        assert!(!ok(mail), "{mail}");
    }
}

#[test]
fn a_merged_unit_and_a_phone_as_a_number_are_read() {
    let mut book = Book::of(&[HEADER, &["", "甲一", "联络员"], &["", "甲二", "经办人"]]);
    let bytes = book
        .merge(1, 0, 2, 0, "市甲局")
        .put(2, 3, Put::Number(13_800_138_000.0))
        .bytes();
    let book = contacts(&bytes);
    assert_eq!(book.problems, []);
    assert_eq!(
        (book.rows[1].unit.as_str(), book.rows[1].phone.as_deref()),
        ("市甲局", Some("13800138000"))
    );
}
