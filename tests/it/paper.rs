//! What the printer prints: documents that Word, WPS and LibreOffice open, whatever stands in them.

use crate::support::document::{entries, part, qr_codes, text_of};
use huiyin::domain::paper::escape;
use huiyin::paper::print;

const PAPER: &str = "# 标题\n= 张三同志：\n正文。\n[columns 1 2]\n| 编号 | 内容 |\n| A-1 | <b> & \"c\" |\n\
                     [qr https://example.org/x?start=ABC]\n[page]\n## 第二页\n~ 小字\n> 落款";

#[test]
fn a_document_holds_what_the_paper_says() {
    let document = print(PAPER).unwrap();
    assert_eq!(
        text_of(&document),
        [
            "标题",
            "张三同志：",
            "正文。",
            "编号",
            "内容",
            "A-1",
            "<b> & \"c\"",
            "",
            "第二页",
            "小字",
            "落款"
        ]
    );
    let names = entries(&document);
    for name in [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/footer1.xml",
    ] {
        assert!(names.iter().any(|it| it == name), "{names:?}");
    }
    let body = part(&document, "word/document.xml");
    assert!(body.contains("w:w=\"11906\" w:h=\"16838\""), "A4");
    assert!(body.contains("<w:tblHeader/>") && body.contains("<w:pageBreakBefore/>"));
    assert!(
        body.contains("w:w=\"2948\"") && body.contains("w:w=\"5896\""),
        "columns 1 : 2"
    );
}

#[test]
fn styles_of_the_document_are_there() {
    let document = print(PAPER).unwrap();
    let (body, styles) = (
        part(&document, "word/document.xml"),
        part(&document, "word/styles.xml"),
    );
    let mut used = body.split("w:pStyle w:val=\"").skip(1);
    let is_there =
        |rest: &str| styles.contains(&format!("w:styleId=\"{}\"", rest.split('"').next().unwrap()));
    assert!(used.all(is_there));
    assert!(styles.contains("仿宋_GB2312") && styles.contains("黑体"));
}

#[test]
fn a_qr_code_says_its_text() {
    let link = "https://t.me/huiyin_bot?start=K7MQ4XT9PB";
    let paper = format!("[qr {}]\n[qr 第二个]", escape(link));
    assert_eq!(qr_codes(&print(&paper).unwrap()), [link, "第二个"]);
    let long = format!("[qr {}]", "x".repeat(3000));
    assert!(print(&long).unwrap_err().to_string().contains("3000"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(print(PAPER).unwrap(), print(PAPER).unwrap());
}

#[test]
fn what_xml_may_not_hold_is_left_out() {
    let document = print("a\u{1}b\u{ffff}c\u{7f}").unwrap();
    assert_eq!(text_of(&document), ["abc"]);
}
