//! Every fault of the way is named by what to do next.

use super::{TIMEOUT, card, config, telegram, text};
use crate::support::bot_api::{BotApi, FILE_LINK, Fault, TOKEN};
use huiyin::channel::Channel;
use huiyin::channel::telegram::{CallError, Telegram, TelegramConfig, Timeouts};
use huiyin::domain::message::{Delivery, Outgoing};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::Instant;

async fn after(fault: Fault) -> Delivery {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    api.fail_next("sendMessage", fault);
    telegram(&api).send("1001", &text("好")).await
}

#[tokio::test]
async fn a_server_that_asks_for_patience_gets_it() {
    let delivery = after(Fault::retry_after(3)).await;
    let Delivery::Later { after, .. } = delivery else {
        panic!("{delivery:?}")
    };
    assert_eq!(after, Some(Duration::from_secs(3)));
}

#[tokio::test]
async fn who_cannot_be_reached_any_more_is_gone() {
    for why in [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bot was kicked from the group chat",
        "Forbidden: words of a later year",
        "Unauthorized: bot was kicked from a chat",
        "Bad Request: chat not found",
    ] {
        assert_eq!(
            after(Fault::error(403, why)).await,
            Delivery::Gone { why: why.to_owned() }
        );
    }
}

#[tokio::test]
async fn a_message_that_is_wrong_in_itself_is_rejected() {
    for why in [
        "Bad Request: BUTTON_DATA_INVALID",
        "Bad Request: words of a later year",
        "Request Entity Too Large",
    ] {
        assert_eq!(
            after(Fault::error(400, why)).await,
            Delivery::Rejected { why: why.to_owned() }
        );
    }
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let delivery = telegram(&api).send("1001", &text("1 < 2 <unknown>")).await;
    let Delivery::Rejected { why } = delivery else {
        panic!("{delivery:?}")
    };
    assert!(why.starts_with("Bad Request: can't parse entities"), "{why}");
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again() {
    for fault in [
        Fault::HangUp,
        Fault::Silence,
        Fault::error(429, "Too Many Requests"),
        Fault::error(400, "a description of a later year"),
        Fault::Answer {
            status: 200,
            body: "<html>please log in</html>".to_owned(),
        },
        Fault::Answer {
            status: 302,
            body: String::new(),
        },
    ] {
        let delivery = after(fault.clone()).await;
        assert!(
            matches!(delivery, Delivery::Later { after: None, .. }),
            "{fault:?}: {delivery:?}"
        );
    }
}

#[tokio::test]
async fn a_5xx_answer_holds_a_lease_no_longer_than_any_other() {
    let started = Instant::now();
    for fault in [Fault::bad_gateway(), Fault::error(500, "Internal Server Error")] {
        assert!(matches!(after(fault).await, Delivery::Later { after: None, .. }));
    }
    assert!(started.elapsed() < 4 * TIMEOUT, "teloxide alone would sleep 20 s");
}

#[tokio::test]
async fn nobody_listening_is_a_reason_to_try_again() {
    let closed = TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let api = BotApi::start().await;
    let telegram = Telegram::new(TelegramConfig {
        api_url: format!("http://{closed}"),
        ..config(&api)
    })
    .unwrap();
    let delivery = telegram.send("1001", &text("好")).await;
    let Delivery::Later { why, .. } = delivery else {
        panic!("{delivery:?}")
    };
    assert!(why.starts_with("cannot connect: "), "{why}");
}

#[tokio::test]
async fn an_answer_of_a_later_form_does_not_send_the_message_twice() {
    let taken = r#"{"ok":true,"result":{"message_id":77,"date":"a later form"}}"#;
    let delivery = after(Fault::Answer {
        status: 200,
        body: taken.to_owned(),
    })
    .await;
    assert_eq!(
        delivery,
        Delivery::Sent {
            remote_id: Some("77".to_owned())
        }
    );

    let asked = r#"{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":5,"of_a_later_form":1}}"#;
    let delivery = after(Fault::Answer {
        status: 429,
        body: asked.to_owned(),
    })
    .await;
    assert!(matches!(delivery, Delivery::Later { after: Some(wait), .. } if wait == Duration::from_secs(5)));
}

#[tokio::test]
async fn the_one_way_to_a_duplicate_is_a_lost_answer() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let telegram = telegram(&api);
    api.fail_next("sendMessage", Fault::LoseAnswer);
    assert!(matches!(
        telegram.send("1001", &text("好")).await,
        Delivery::Later { .. }
    ));
    assert!(matches!(
        telegram.send("1001", &text("好")).await,
        Delivery::Sent { .. }
    ));
    assert_eq!(api.sent_to(1001).len(), 2);
}

#[tokio::test]
async fn a_chat_that_closes_or_moves_says_so() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let group = api.group(-2001, "第三轮整改群");
    let telegram = telegram(&api);

    person.blocks_the_bot();
    assert!(matches!(
        telegram.send("1001", &text("好")).await,
        Delivery::Gone { .. }
    ));
    person.unblocks_the_bot();
    assert!(matches!(
        telegram.send("1001", &text("好")).await,
        Delivery::Sent { .. }
    ));
    assert!(
        matches!(telegram.send("4711", &text("好")).await, Delivery::Gone { .. }),
        "nobody knows 4711"
    );

    group.becomes_supergroup(-1_002_001);
    let moved = Delivery::Moved {
        address: "-1002001".to_owned(),
    };
    assert_eq!(telegram.send("-2001", &text("好")).await, moved);
    assert!(matches!(
        telegram.send("-1002001", &text("好")).await,
        Delivery::Sent { .. }
    ));
    person.in_group(&group).removes_the_bot();
    assert_eq!(telegram.send("-2001", &text("好")).await, moved);
}

#[tokio::test]
async fn what_is_over_needs_no_call_any_more() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let press_of_long_ago = Outgoing::AnswerPress {
        callback_id: "long ago".to_owned(),
        text: None,
    };
    let card_that_was_deleted = Outgoing::EditButtons {
        remote_id: "4711".to_owned(),
        buttons: vec![],
    };
    for message in [press_of_long_ago, card_that_was_deleted] {
        assert_eq!(
            telegram(&api).send("1001", &message).await,
            Delivery::Sent { remote_id: None }
        );
    }
}

#[tokio::test]
async fn a_refused_token_is_said_loudly_and_loses_no_message() {
    let api = BotApi::start().await;
    let token = TOKEN.replace("only", "0nly");
    let telegram = Telegram::new(TelegramConfig {
        token,
        ..config(&api)
    })
    .unwrap();
    assert_eq!(telegram.me().await, Err(CallError::Unauthorized));
    let delivery = telegram.send("1001", &text("好")).await;
    let Delivery::Later { after: None, why } = delivery else {
        panic!("{delivery:?}")
    };
    assert!(why.starts_with("telegram refuses the token"), "{why}");
}

#[tokio::test]
async fn no_error_text_holds_the_token() {
    let api = BotApi::start().await;
    let file = api.person(1001, "甲五").sends_file("1.pdf", b"proof");
    // A secret of an unusual length is the one that teloxide itself might not know as such.
    for token in [TOKEN.to_owned(), "7000001:short".to_owned()] {
        let secret = token.split_once(':').unwrap().1.to_owned();
        let closed = TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap()
            .local_addr()
            .unwrap();
        for api_url in [
            api.url().to_owned(),
            format!("{}/some/path/", api.url()),
            format!("http://{closed}"),
        ] {
            let timeouts = Timeouts {
                request: Duration::from_millis(200),
                connect: TIMEOUT,
            };
            let config = TelegramConfig {
                token: token.clone(),
                api_url,
                timeouts,
                ..config(&api)
            };
            let mut said = format!("{config:?}");
            let telegram = Telegram::new(config).unwrap();
            said += &format!("{telegram:?}");
            for fault in [
                Fault::HangUp,
                Fault::Silence,
                Fault::bad_gateway(),
                Fault::error(404, "Not Found"),
            ] {
                api.fail_next("sendMessage", fault.clone());
                said += &format!("{:?}", telegram.send("1001", &card("好", &[("收到", "1")])).await);
                api.fail_next("getUpdates", fault.clone());
                said += &format!(
                    "{:?}",
                    telegram
                        .poll(0, Duration::ZERO)
                        .await
                        .map_err(|error| error.to_string())
                );
                api.fail_next(FILE_LINK, fault.clone());
                said += &format!(
                    "{:?}",
                    telegram.download(&file, 99, &mut Vec::new()).await.unwrap_err()
                );
                api.fail_next("getFile", fault);
                said += &format!(
                    "{:?}",
                    telegram.download(&file, 99, &mut Vec::new()).await.unwrap_err()
                );
            }
            assert!(!said.contains(&secret), "{said}");
        }
    }
}
