//! A real relay: TLS, a login, refusals, a hang-up, and every mail as Python reads it.

use super::{full_letter, letter, mail, relay, sender, smtp_over, trust};
use crate::support::relay::{PASSWORD, RelayServer, USER};
use crate::support::sink::Sink;
use huiyin::channel::Channel;
use huiyin::channel::mail::letter::compose;
use huiyin::channel::mail::smtp::{Relay, Shield, Trust};
use huiyin::domain::ledger::hex;
use huiyin::domain::message::Delivery;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::time::Duration;

fn header<'m>(mail: &'m Value, name: &str) -> &'m str {
    let headers = mail["headers"].as_array().unwrap();
    let found = headers.iter().find(|header| header[0] == name);
    found.and_then(|header| header[1].as_str()).unwrap_or_default()
}

fn why(delivery: &Delivery) -> &str {
    match delivery {
        Delivery::Later { why, .. } | Delivery::Gone { why } | Delivery::Rejected { why } => why,
        Delivery::Sent { .. } | Delivery::Moved { .. } => "",
    }
}

#[tokio::test]
async fn a_full_letter_arrives_by_starttls_as_it_was_written() {
    let server = RelayServer::start("starttls");
    let smtp = smtp_over(relay(server.port, Shield::Starttls(trust(&server))), 2);
    let sent = smtp.send("a1@b.cn", &mail(full_letter("d-1"))).await;
    let id = "<d-1@example.cn>".to_owned();
    assert_eq!(
        sent,
        Delivery::Sent {
            remote_id: Some(id.clone())
        }
    );

    let read = server.mail();
    let mut bytes = compose(&full_letter("d-1"), "a1@b.cn", &sender()).unwrap();
    bytes.extend(b"\r\n"); // the end of the mail begins a line of its own
    assert_eq!(
        read["sha256"],
        hex(&Sha256::digest(&bytes)),
        "not a byte is lost on the way"
    );
    assert_eq!(read["is_secure"], true);
    assert_eq!(
        (&read["from"], &read["to"][0]),
        (&"huiyin@example.cn".into(), &"a1@b.cn".into())
    );
    assert_eq!(read["defects"], Value::Array(Vec::new()));
    assert!(read["longest_line"].as_u64().unwrap() <= 100 && read["is_ascii"] == true);
    assert_eq!(
        header(&read, "Subject"),
        "市委巡察办（2026年9月7日）：3 项督办事项请阅办"
    );
    assert_eq!(header(&read, "From"), "市委巡察办 <huiyin@example.cn>");
    assert_eq!(header(&read, "Message-ID"), id);
    assert_eq!(header(&read, "Date"), "Mon, 07 Sep 2026 00:30:00 +0000");
    assert_eq!(header(&read, "List-Id"), "<digest.example.cn>");
    assert_eq!(header(&read, "Auto-Submitted"), "auto-generated");
    let parts = read["parts"].as_array().unwrap();
    let kinds: Vec<_> = parts.iter().map(|part| part["type"].as_str().unwrap()).collect();
    assert_eq!(kinds[..3], ["text/plain", "text/html", "image/png"]);
    assert_eq!(
        parts[0]["text"],
        "甲五同志：\r\n请阅办。\r\n.\r\n一行只有一个点\r\n"
    );
    assert_eq!(
        (&parts[2]["id"], &parts[2]["size"]),
        (&"<trend>".into(), &4000.into())
    );
    assert_eq!(parts[3]["name"], "2026年第37期 整改台账（逾期明细）—终稿.xlsx");
    assert_eq!(parts[3]["plain_name"], "digest-2026-W37.xlsx");
}

#[tokio::test]
async fn tls_from_the_first_byte_on_and_one_connection_for_many_mails() {
    let server = RelayServer::start("tls");
    let smtp = smtp_over(relay(server.port, Shield::Tls(trust(&server))), 2);
    for number in 0..5 {
        let sent = smtp.send("a1@b.cn", &mail(letter(&format!("n-{number}")))).await;
        assert!(matches!(sent, Delivery::Sent { .. }), "{sent:?}");
    }
    let peers: BTreeSet<u64> = (0..5).map(|_| server.mail()["peer"].as_u64().unwrap()).collect();
    assert_eq!(peers.len(), 1);
    smtp.close().await;
    assert!(matches!(
        smtp.send("a1@b.cn", &mail(letter("n-9"))).await,
        Delivery::Sent { .. }
    ));
    assert!(!peers.contains(&server.mail()["peer"].as_u64().unwrap()));
}

#[tokio::test]
async fn refusals_say_what_to_do_next_and_keep_the_connection() {
    let server = RelayServer::start("plain");
    let smtp = smtp_over(relay(server.port, Shield::None), 1);
    let send = async |to: &str| smtp.send(to, &mail(letter("n-1"))).await;
    assert!(matches!(send("gone@b.cn").await, Delivery::Gone { .. }));
    assert!(matches!(send("full@b.cn").await, Delivery::Rejected { .. }));
    assert!(matches!(send("denied@b.cn").await, Delivery::Rejected { .. }));
    assert!(matches!(send("unwanted@b.cn").await, Delivery::Rejected { .. }));
    let busy = send("busy@b.cn").await;
    assert!(
        matches!(busy, Delivery::Later { .. }) && why(&busy).contains("450"),
        "{busy:?}"
    );
    assert!(matches!(send("busy@b.cn").await, Delivery::Sent { .. }));
    assert!(matches!(send("a1@b.cn").await, Delivery::Sent { .. }));
    let (one, other) = (server.mail(), server.mail());
    assert_eq!(one["peer"], other["peer"]);
    assert_eq!(server.rest(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_connection_that_is_dropped_in_data_is_tried_again() {
    let server = RelayServer::start("plain");
    let smtp = smtp_over(relay(server.port, Shield::None), 1);
    let dropped = smtp.send("hangup@b.cn", &mail(letter("n-1"))).await;
    assert!(matches!(dropped, Delivery::Later { .. }), "{dropped:?}");
    let again = smtp.send("hangup@b.cn", &mail(letter("n-1"))).await;
    assert!(matches!(again, Delivery::Sent { .. }), "{again:?}");
    assert_eq!(server.rest().len(), 1);
}

#[tokio::test]
async fn a_connection_that_went_stale_is_replaced_without_a_word() {
    let first = RelayServer::start("plain");
    let port = first.port;
    let smtp = smtp_over(relay(port, Shield::None), 1);
    assert!(matches!(
        smtp.send("a1@b.cn", &mail(letter("n-1"))).await,
        Delivery::Sent { .. }
    ));
    drop(first);
    let away = smtp.send("a1@b.cn", &mail(letter("n-2"))).await;
    assert!(matches!(away, Delivery::Later { .. }), "{away:?}");
}

#[tokio::test]
async fn a_wrong_password_a_strange_certificate_and_silence_are_told_without_the_password() {
    let server = RelayServer::start("tls");
    let wrong = Relay {
        login: Some((USER.into(), format!("{PASSWORD}x"))),
        ..relay(server.port, Shield::Tls(trust(&server)))
    };
    let refused = smtp_over(wrong, 1).send("a1@b.cn", &mail(letter("n-1"))).await;
    assert!(matches!(refused, Delivery::Later { .. }), "the operator mends it");
    assert_eq!(why(&refused), "the relay refuses user and password (535)");

    let strange = relay(server.port, Shield::Tls(Trust::with(None).unwrap()));
    let refused = smtp_over(strange, 1).send("a1@b.cn", &mail(letter("n-1"))).await;
    assert!(why(&refused).contains("certificate"), "{refused:?}");
    assert!(Trust::with(Some(b"nothing")).is_err());

    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let patience = std::num::NonZeroU32::new(1).unwrap();
    let smtp = huiyin::channel::mail::smtp::Smtp::new(
        relay(port, Shield::None),
        sender(),
        patience,
        Duration::from_millis(300),
    );
    let unanswered = smtp.send("a1@b.cn", &mail(letter("n-1"))).await;
    assert!(why(&unanswered).contains("no answer"), "{unanswered:?}");
}

#[tokio::test]
async fn many_mails_go_over_few_connections() {
    const MAILS: usize = 800;
    let sink = Sink::start();
    let smtp = smtp_over(relay(sink.port, Shield::None), 4);
    let letters: Vec<_> = (0..MAILS)
        .map(|number| mail(letter(&format!("n-{number}"))))
        .collect();
    let sent = futures_util::future::join_all(letters.iter().map(|one| smtp.send("a1@b.cn", one))).await;
    assert!(
        sent.iter().all(|sent| matches!(sent, Delivery::Sent { .. })),
        "{:?}",
        sent[0]
    );
}

#[tokio::test]
async fn no_more_connections_are_open_than_were_allowed() {
    let server = RelayServer::start("plain");
    let smtp = smtp_over(relay(server.port, Shield::None), 3);
    let letters: Vec<_> = (0..40)
        .map(|number| mail(letter(&format!("n-{number}"))))
        .collect();
    futures_util::future::join_all(letters.iter().map(|one| smtp.send("a1@b.cn", one))).await;
    let peers: BTreeSet<u64> = (0..40).map(|_| server.mail()["peer"].as_u64().unwrap()).collect();
    assert!((1..=3).contains(&peers.len()), "{peers:?}");
}
