//! Mail, told from the other end: what a relay takes, what Python's own parser reads in it, what comes back.

mod letters;
mod relays;

use crate::support::relay::{PASSWORD, RelayServer, USER};
use chrono::{TimeZone, Utc};
use huiyin::channel::mail::letter::Sender;
use huiyin::channel::mail::smtp::{Relay, Shield, Smtp, Trust};
use huiyin::domain::letter::{Enclosure, Letter, Picture};
use huiyin::domain::message::Outgoing;
use std::num::NonZeroU32;
use std::time::Duration;

fn sender() -> Sender {
    Sender {
        name: "市委巡察办".into(),
        address: "huiyin@example.cn".into(),
        unsubscribe: "stop@example.cn".into(),
        unsubscribe_url: None,
    }
}

fn letter(id: &str) -> Letter {
    Letter {
        id: id.into(),
        list: "notices".into(),
        dated_at: Utc.with_ymd_and_hms(2026, 9, 7, 0, 30, 0).unwrap(),
        subject: "市委巡察办（2026年9月7日）：3 项督办事项请阅办".into(),
        text: "甲五同志：\n请阅办。\n.\n一行只有一个点\n".into(),
        html: None,
        pictures: Vec::new(),
        files: Vec::new(),
    }
}

/// With everything that a letter can have.
fn full_letter(id: &str) -> Letter {
    Letter {
        list: "digest".into(),
        html: Some("<p>甲五同志：<img src=\"cid:trend\"></p>".into()),
        pictures: vec![Picture {
            id: "trend".into(),
            media_type: "image/png".into(),
            bytes: (0..=255).cycle().take(4000).collect(),
        }],
        files: vec![Enclosure {
            name: "2026年第37期 整改台账（逾期明细）—终稿.xlsx".into(),
            plain_name: "digest-2026-W37.xlsx".into(),
            media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".into(),
            bytes: b"PK not really".to_vec(),
        }],
        ..letter(id)
    }
}

fn mail(letter: Letter) -> Outgoing {
    Outgoing::Mail(Box::new(letter))
}

fn relay(port: u16, shield: Shield) -> Relay {
    let login = (!matches!(shield, Shield::None)).then(|| (USER.to_owned(), PASSWORD.to_owned()));
    Relay {
        host: "localhost".into(),
        port,
        hello: "example.cn".into(),
        shield,
        login,
    }
}

fn smtp_over(relay: Relay, connections: u32) -> Smtp {
    let connections = NonZeroU32::new(connections).unwrap();
    Smtp::new(relay, sender(), connections, Duration::from_secs(10))
}

fn trust(server: &RelayServer) -> Trust {
    Trust::with(Some(&server.ca())).unwrap()
}
