//! What leaves arrives well-formed.

use super::{button, card, config, telegram, text};
use crate::support::bot_api::{BOT_ID, BotApi};
use huiyin::channel::Channel;
use huiyin::channel::telegram::{ConfigError, Telegram, TelegramConfig};
use huiyin::domain::message::{Delivery, Markup, Outgoing};
use serde_json::json;

#[tokio::test]
async fn a_card_arrives_with_its_buttons_and_they_change_when_it_is_answered() {
    let api = BotApi::start().await;
    let liaison = api.person(1001, "甲五");
    let telegram = telegram(&api);

    let sent = telegram
        .send(
            "1001",
            &card("<b>1.</b> ZG-1 &lt;急&gt;", &[("收到", "a1"), ("报进展", "a2")]),
        )
        .await;
    let seen = api.next_message_to(1001).await;
    assert_eq!(
        sent,
        Delivery::Sent {
            remote_id: Some(seen.message_id.to_string())
        }
    );
    assert_eq!(seen.text, "1. ZG-1 <急>");
    assert_eq!(seen.data_of("报进展"), Some("a2"));
    assert_eq!(
        api.calls_of("sendMessage")[0].parameters["link_preview_options"],
        json!({ "is_disabled": true })
    );

    let press = liaison.presses("收到");
    let answer = Outgoing::AnswerPress {
        callback_id: press.clone(),
        text: Some("已记录".into()),
    };
    assert_eq!(
        telegram.send("1001", &answer).await,
        Delivery::Sent { remote_id: None }
    );
    assert_eq!(api.answer_to_press(&press).await.text.as_deref(), Some("已记录"));

    let remote_id = seen.message_id.to_string();
    let fewer = Outgoing::EditButtons {
        remote_id: remote_id.clone(),
        buttons: vec![vec![button("报进展", "a2")]],
    };
    assert_eq!(
        telegram.send("1001", &fewer).await,
        Delivery::Sent { remote_id: None }
    );
    assert_eq!(
        api.sent_to(1001)[0].buttons.concat(),
        [("报进展".to_owned(), "a2".to_owned())]
    );
    assert_eq!(
        telegram.send("1001", &fewer).await,
        Delivery::Sent { remote_id: None },
        "it looks so already"
    );
    let none = Outgoing::EditButtons {
        remote_id,
        buttons: vec![],
    };
    telegram.send("1001", &none).await;
    assert!(api.sent_to(1001)[0].buttons.is_empty());
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_keyboard_of_phrases_stays_and_an_answer_hangs_under_its_question() {
    let api = BotApi::start().await;
    let question = api.person(1001, "甲五").says("/todo");
    let telegram = telegram(&api);

    let keyboard = Markup::Keyboard(vec![
        vec!["我的待办".into(), "报进展".into()],
        vec!["帮助".into()],
    ]);
    let answer = Outgoing::Send {
        text: "好".into(),
        markup: keyboard,
        reply_to: Some(question.to_string()),
    };
    telegram.send("1001", &answer).await;
    let seen = api.next_message_to(1001).await;
    assert_eq!(seen.keyboard, [vec!["我的待办", "报进展"], vec!["帮助"]]);
    assert_eq!(seen.reply_to, Some(question));

    let orphan = Outgoing::Send {
        text: "好".into(),
        markup: Markup::None,
        reply_to: Some("987654".to_owned()),
    };
    assert!(matches!(
        telegram.send("1001", &orphan).await,
        Delivery::Sent { .. }
    ));
    assert_eq!(
        api.next_message_to(1001).await.reply_to,
        None,
        "sent all the same"
    );
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn what_the_server_would_refuse_does_not_leave_the_house() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let telegram = telegram(&api);
    let long_answer = Outgoing::AnswerPress {
        callback_id: "1".into(),
        text: Some("件".repeat(201).into()),
    };
    for (message, why) in [
        (
            text(&"件".repeat(4097)),
            "the text has 4097 characters, more than 4096",
        ),
        (text("<b></b>"), "the text is empty"),
        (
            card("好", &[("收到", &"x".repeat(65))]),
            "the data of a button has 65 bytes, more than 64",
        ),
        (
            long_answer,
            "the answer to a press has 201 characters, more than 200",
        ),
    ] {
        assert_eq!(
            telegram.send("1001", &message).await,
            Delivery::Rejected { why: why.to_owned() }
        );
    }
    assert_eq!(
        telegram.send("甲五", &text("好")).await,
        Delivery::Gone {
            why: "`甲五` is no chat id".to_owned()
        }
    );
    assert!(api.calls().is_empty());

    let tags_do_not_count = format!("<b>{}</b>&amp;", "件".repeat(4095));
    assert!(matches!(
        telegram.send("1001", &text(&tags_do_not_count)).await,
        Delivery::Sent { .. }
    ));
}

#[tokio::test]
async fn a_bot_introduces_itself_and_shows_its_commands() {
    let api = BotApi::start().await;
    let telegram = telegram(&api);
    let me = telegram.me().await.unwrap();
    assert_eq!((me.id, me.username.as_str()), (BOT_ID, "huiyin_test_bot"));

    telegram
        .set_commands(&[("todo", "我的待办"), ("help", "帮助")])
        .await
        .unwrap();
    let shown =
        [("todo", "我的待办"), ("help", "帮助")].map(|(name, what)| (name.to_owned(), what.to_owned()));
    assert_eq!(api.commands(), shown);
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_proxy_carries_every_call_where_one_is_set() {
    let api = BotApi::start().await;
    let behind = TelegramConfig {
        api_url: "http://telegram.invalid".to_owned(),
        proxy: Some(api.url().replace("//", "//user:secret@")),
        ..config(&api)
    };
    assert!(!format!("{behind:?}").contains("secret"));
    assert_eq!(Telegram::new(behind).unwrap().me().await.unwrap().id, BOT_ID);
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_at_once() {
    let api = BotApi::start().await;
    let good = config(&api);
    for token in ["", "123456", "x:y", "123456:", "123456:a/b"] {
        let refused = Telegram::new(TelegramConfig {
            token: token.into(),
            ..good.clone()
        });
        assert!(matches!(refused, Err(ConfigError::Token)), "{token}");
    }
    for api_url in ["api.telegram.org", "ftp://127.0.0.1"] {
        let refused = Telegram::new(TelegramConfig {
            api_url: api_url.into(),
            ..good.clone()
        });
        assert!(matches!(refused, Err(ConfigError::ApiUrl)), "{api_url}");
    }
    let socks = TelegramConfig {
        proxy: Some("socks5://127.0.0.1:1".into()),
        ..good
    };
    assert!(matches!(Telegram::new(socks), Err(ConfigError::Proxy)));
}

#[test]
fn an_outbox_row_gives_back_what_was_put_in_and_a_log_gets_no_words() {
    let message = card("机密 &amp; 私人", &[("收到", "a1")]);
    let row = serde_json::to_string(&message).unwrap();
    assert_eq!(serde_json::from_str::<Outgoing>(&row).unwrap(), message);
    let logged = format!("{message:?}");
    assert!(!logged.contains("机密") && !logged.contains("收到"), "{logged}");
}
