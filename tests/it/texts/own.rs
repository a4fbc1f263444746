//! An office's own wording wins, and a fault in it shows at the start.

use huiyin::text::{Help, TextError, Texts};
use std::fs;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("it is writable");
    }
    folder
}

fn help() -> Help {
    Help {
        office: "县委巡察办".into(),
        duty_phone: None,
    }
}

#[test]
fn a_file_of_the_same_name_wins() {
    let folder = folder(&[
        ("help.html", "请致电{{ office }}。"),
        ("words.toml", "[state]\nclosed_out = \"已归零\"\n"),
        ("notes.md", "not ours"),
    ]);
    let texts = Texts::load(Some(folder.path())).expect("they are sound");
    assert_eq!(texts.render(&help()).expect("it renders"), "请致电县委巡察办。");
    assert_eq!(texts.word("state", "closed_out"), "已归零");
    assert_eq!(
        texts.word("state", "standing"),
        "长期坚持",
        "words are laid over one by one"
    );
}

#[test]
fn faults_are_found_at_the_start() {
    let faults = [
        ("help.html", "请致电{{ offce }}。", "text help.html"),
        ("card.html", "{% if %}", "text card.html"),
        ("notices.html", "{{ on|dat }}", "text notices.html"),
        ("words.toml", "[state]\nclosed_out = 1\n", "text words.toml"),
        ("hlep.html", "请致电", "is no text of huiyin"),
    ];
    for (name, text, says) in faults {
        let folder = folder(&[(name, text)]);
        let error = Texts::load(Some(folder.path())).expect_err(name).to_string();
        assert!(error.contains(says), "{name}: {error}");
    }
    let folder = folder(&[]);
    let missing = folder.path().join("nowhere");
    assert!(matches!(
        Texts::load(Some(&missing)),
        Err(TextError::Folder { .. })
    ));
}
