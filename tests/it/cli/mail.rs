//! Trying the way for mail.

use super::desk::Desk;
use crate::support::relay::{PASSWORD, RelayServer, USER};

#[test]
fn a_test_mail_goes_into_the_home_or_to_the_relay_whose_answer_is_shown() {
    let desk = Desk::new();
    let said = desk.done(&["mail", "test", "a1@b.cn"]);
    assert!(said.starts_with("written for a1@b.cn into "), "{said}");
    let kept: Vec<_> = std::fs::read_dir(desk.home().join("mail")).unwrap().collect();
    let [Ok(kept)] = &kept[..] else { panic!("{kept:?}") };
    let text = std::fs::read_to_string(kept.path()).unwrap();
    assert!(
        text.contains("To: a1@b.cn\r\n") && text.contains("Message-ID: <test-"),
        "{text}"
    );
    desk.done(&["mail", "test", "a1@b.cn"]);
    let again = std::fs::read_dir(desk.home().join("mail")).unwrap().count();
    assert_eq!(again, 1, "a repeat replaces it");
    assert!(
        desk.refused(&["mail", "test", "nobody"])
            .contains("no mail address")
    );

    let server = RelayServer::start("starttls");
    let desk = Desk::new()
        .set("HUIYIN__MAIL__TRANSPORT", "smtp")
        .set("HUIYIN__MAIL__HOST", "localhost")
        .set("HUIYIN__MAIL__PORT", server.port.to_string())
        .set("HUIYIN__MAIL__SECURITY", "starttls")
        .set("HUIYIN__MAIL__USER", USER)
        .set("HUIYIN__MAIL__PASSWORD", PASSWORD)
        .set("HUIYIN__MAIL__CA_FILE", server.ca_file().to_str().unwrap())
        .set("HUIYIN__MAIL__FROM", "huiyin@example.cn");
    let said = desk.json(&["mail", "test", "a1@b.cn"]);
    assert_eq!(said["to"], format!("localhost:{}", server.port));
    assert_eq!(said["answer"], "250 2.0.0 taken");
    assert_eq!(server.mail()["to"][0], "a1@b.cn");
    let gone = desk.run(&["mail", "test", "gone@b.cn"]);
    assert_eq!(gone.code, 1);
    assert!(
        gone.err.contains("no such user here") && !gone.err.contains(PASSWORD),
        "{}",
        gone.err
    );
    assert_eq!(desk.json(&["mail", "closed"]), serde_json::json!([]));
    assert!(
        desk.refused(&["mail", "open", "a1@b.cn"])
            .contains("is not closed")
    );
}
