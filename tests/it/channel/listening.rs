//! What happens in a chat is heard, whatever form it has.

use super::{card, telegram, text};
use crate::support::bot_api::{BOT_ID, BotApi, Fault};
use huiyin::channel::Channel;
use huiyin::channel::telegram::{CallError, Telegram};
use huiyin::domain::message::{ChatKind, Heard, Incoming};
use serde_json::json;
use std::time::Duration;

async fn heard(telegram: &Telegram) -> Vec<Incoming> {
    telegram.poll(0, Duration::ZERO).await.unwrap()
}

fn said(text: &str) -> Heard {
    Heard::Text {
        text: text.into(),
        reply_to: None,
        edited: false,
        forwarded: false,
    }
}

#[tokio::test]
async fn words_answers_and_second_thoughts() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    telegram.send("1001", &text("第1项")).await;
    let card = api.next_message_to(1001).await;

    let first = person.says("整改中 60%");
    person.replies_to(&card, "已完成");
    person.edits(first, "整改中 70%");

    let heard = heard(&telegram).await;
    let reply_to = Some(card.message_id.to_string());
    assert_eq!(heard[0].what, said("整改中 60%"));
    assert_eq!(
        heard[1].what,
        Heard::Text {
            text: "已完成".into(),
            reply_to,
            edited: false,
            forwarded: false,
        }
    );
    assert_eq!(
        heard[2].what,
        Heard::Text {
            text: "整改中 70%".into(),
            reply_to: None,
            edited: true,
            forwarded: false,
        }
    );
    assert_eq!(heard[2].message_id, heard[0].message_id);
    for incoming in &heard {
        assert_eq!((incoming.bot_id, incoming.chat_kind), (BOT_ID, ChatKind::Private));
        assert_eq!(
            (
                incoming.chat.as_str(),
                incoming.sender.as_str(),
                &*incoming.sender_name
            ),
            ("1001", "1001", "甲五")
        );
    }
    assert!(!format!("{heard:?}").contains("甲五"));
    let row = serde_json::to_string(&heard).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Incoming>>(&row).unwrap(), heard);
}

#[tokio::test]
async fn a_press_is_heard_from_a_new_card_and_from_one_that_the_server_has_forgotten() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    telegram.send("1001", &card("第1项", &[("收到", "a1")])).await;
    let card = api.next_message_to(1001).await;

    let presses = [person.presses("收到"), person.presses_on_an_old_card("收到")];
    for (heard, callback_id) in heard(&telegram).await.into_iter().zip(presses) {
        assert_eq!(
            heard.what,
            Heard::Press {
                callback_id,
                data: "a1".to_owned()
            }
        );
        assert_eq!(heard.message_id, Some(card.message_id.to_string()));
        assert_eq!(
            (heard.chat.as_str(), heard.chat_kind),
            ("1001", ChatKind::Private)
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_in_its_place() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    person.says("一");
    let chat = json!({ "id": 1001, "type": "private" });
    let user = json!({ "id": 1001, "is_bot": false, "first_name": "甲五" });
    let sticker =
        json!({ "message_id": 1, "date": 1, "chat": chat, "from": user, "sticker": { "of": "any form" } });
    let later_year =
        json!({ "message_id": 2, "date": "a later form", "chat": chat, "from": user, "text": "二" });
    let ids = [
        api.push_update("message", json!({ "of": "a later year" })),
        api.push_update("message", sticker),
        api.push_update(
            "callback_query",
            json!({ "id": "1", "from": user, "chat_instance": "1", "data": "a1" }),
        ),
        api.push_update("message", later_year),
    ];
    person.says("三");

    let heard = heard(&telegram).await;
    assert_eq!(heard.len(), 6);
    assert_eq!(
        heard
            .iter()
            .map(|incoming| incoming.update_id)
            .collect::<Vec<_>>()[1..5],
        ids
    );
    assert_eq!((&heard[1].what, heard[1].chat.as_str()), (&Heard::Unreadable, ""));
    assert_eq!(
        (&heard[2].what, heard[2].chat.as_str()),
        (&Heard::Unreadable, "1001")
    );
    assert!(
        matches!(heard[3].what, Heard::Press { .. })
            && heard[3].chat == "1001"
            && heard[3].message_id.is_none()
    );
    assert_eq!(heard[4].what, said("二"), "only the fields that matter are read");
    assert_eq!(heard[5].what, said("三"));
}

#[tokio::test]
async fn nothing_is_forgotten_before_it_is_confirmed() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    person.says("一");
    person.says("二");

    api.fail_next("getUpdates", Fault::LoseAnswer);
    assert!(matches!(
        telegram.poll(0, Duration::ZERO).await,
        Err(CallError::Later { .. })
    ));
    let first = heard(&telegram).await;
    assert_eq!(first, heard(&telegram).await, "asking again confirms nothing");

    let offset = first[0].update_id + 1;
    let rest = telegram.poll(offset, Duration::ZERO).await.unwrap();
    assert_eq!(rest, first[1..]);
    assert_eq!(telegram.poll(offset + 1_000, Duration::ZERO).await, Ok(vec![]));
    assert_eq!(api.unconfirmed(), 0);
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_poll_waits_until_something_happens() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    let poll = tokio::spawn(async move { telegram.poll(0, Duration::from_secs(5)).await });
    while api.calls_of("getUpdates").is_empty() {
        tokio::task::yield_now().await;
    }
    person.says("一");
    assert_eq!(poll.await.unwrap().unwrap()[0].what, said("一"));
}

#[tokio::test]
async fn a_second_reader_and_a_webhook_are_conflicts() {
    let api = BotApi::start().await;
    let telegram = telegram(&api);
    let first = {
        let telegram = telegram.clone();
        tokio::spawn(async move { telegram.poll(0, Duration::from_secs(5)).await })
    };
    while api.calls_of("getUpdates").is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(telegram.poll(0, Duration::ZERO).await, Ok(vec![]));
    assert!(matches!(first.await.unwrap(), Err(CallError::Conflict(_))));

    api.set_webhook();
    assert!(matches!(
        telegram.poll(0, Duration::ZERO).await,
        Err(CallError::Conflict(_))
    ));
    telegram.delete_webhook().await.unwrap();
    assert_eq!(telegram.poll(0, Duration::ZERO).await, Ok(vec![]));
}

#[tokio::test]
async fn a_slow_server_says_how_long_to_wait() {
    let api = BotApi::start().await;
    api.fail_next("getUpdates", Fault::retry_after(7));
    let error = telegram(&api).poll(0, Duration::ZERO).await.unwrap_err();
    assert!(matches!(error, CallError::Later { after: Some(wait), .. } if wait == Duration::from_secs(7)));
}

#[tokio::test]
async fn groups_speak_move_and_part() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let group = api.group(-2001, "第三轮整改群");
    let telegram = telegram(&api);
    person.in_group(&group).says("大家好");
    person.in_group(&group).removes_the_bot();
    group.becomes_supergroup(-1_002_001);
    person.blocks_the_bot();
    person.unblocks_the_bot();

    let heard = heard(&telegram).await;
    let moved = Heard::Moved {
        to: "-1002001".to_owned(),
    };
    assert_eq!(
        (
            heard[0].chat.as_str(),
            heard[0].chat_kind,
            heard[0].sender.as_str()
        ),
        ("-2001", ChatKind::Group, "1001")
    );
    assert_eq!((&heard[1].what, heard[1].chat.as_str()), (&Heard::Left, "-2001"));
    assert_eq!((&heard[2].what, heard[2].chat.as_str()), (&moved, "-2001"));
    assert_eq!(
        (&heard[3].what, heard[3].chat.as_str()),
        (&moved, "-2001"),
        "told again in the new one"
    );
    assert_eq!((&heard[4].what, heard[4].chat.as_str()), (&Heard::Left, "1001"));
    assert_eq!(heard[5].what, Heard::Joined);
}
