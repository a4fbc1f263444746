//! `[mail]`

use super::{home_with, load, problems};
use huiyin::config::{Security, Transport};

#[test]
fn mail_goes_into_the_home_until_a_relay_is_named_and_production_wants_one() {
    let home = home_with("");
    assert_eq!(load(home.path(), &[]).unwrap().mail.transport, Transport::File);
    let told = problems("environment = \"production\"", &[]);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("mail.transport") && told[0].contains("sends nothing"),
        "{told:?}"
    );
    assert!(
        load(
            home.path(),
            &[
                ("HUIYIN__ENVIRONMENT", "production"),
                ("HUIYIN__MAIL__TRANSPORT", "off")
            ]
        )
        .is_ok()
    );
}

#[test]
fn all_that_is_wrong_with_a_relay_is_told_at_once() {
    let told = problems(
        r#"
        outbox.lease_seconds = 40
        [mail]
        transport = "smtp"
        security = "plain"
        host = "relay.example.cn"
        user = "huiyin"
        unsubscribe = "nobody"
        unsubscribe_url = "http://example.cn"
        connections = 0
        "#,
        &[],
    );
    let keys: Vec<&str> = told.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(
        keys,
        [
            "mail.connections",
            "mail.from",
            "mail.security",
            "mail.timeout_seconds",
            "mail.unsubscribe",
            "mail.unsubscribe_url",
            "mail.user"
        ]
    );
}

#[test]
fn a_password_comes_from_a_file_or_the_environment_and_never_shows() {
    let home = home_with(
        "[mail]\ntransport = \"smtp\"\nhost = \"relay.example.cn\"\nfrom = \"huiyin@example.cn\"\n\
         security = \"starttls\"\nuser = \"huiyin\"\npassword_file = \"mail-password\"",
    );
    std::fs::write(home.path().join("mail-password"), "hush-hush\n").unwrap();
    let settings = load(home.path(), &[]).unwrap();
    assert_eq!(
        (settings.mail.security, settings.mail.port()),
        (Security::Starttls, 587)
    );
    assert_eq!(settings.mail.password.as_ref().unwrap().expose(), "hush-hush");
    assert!(!format!("{settings:?}").contains("hush-hush"));
    assert!(
        settings
            .secrets()
            .iter()
            .any(|secret| secret.expose() == "hush-hush")
    );
}
