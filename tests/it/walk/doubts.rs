//! Doubts and strange guests: what is not certain is asked, what is no answer is not taken for one, and nothing
//! that comes in over the wire stops the bot or makes it speak where it has no business.

use super::JIA_WU;
use super::town::Town;
use crate::support::bot_api::Fault;
use crate::support::postgres;
use huiyin::domain::ids::MatterId;
use huiyin::supervision::{ListFilter, list_attention, list_matters, show_matter};
use serde_json::json;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use std::time::Duration;

const STRANGER: i64 = 9009;
const CHANNEL: i64 = -100_300;

/// A town whose ledger is in, 甲五 being bound and told what is open.
async fn town(database: &str) -> Town {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.imports("整改台账-市住建局.xlsx").await;
    town.binds(JIA_WU, "甲五").await;
    town.is_at("2026-09-01 08:30");
    town.plans().await;
    town
}

/// On a file that goes with the first value.
async fn a_town() -> (tempfile::TempDir, Town) {
    let folder = tempfile::TempDir::with_prefix("huiyin-doubts").unwrap();
    let url = format!("sqlite://{}/doubts.db", folder.path().display());
    let town = town(&url).await;
    (folder, town)
}

/// Codes of the matters that were answered, one for each answer.
async fn answered(town: &Town) -> Vec<String> {
    let mut answered = Vec::new();
    for matter in list_matters(&town.house, &ListFilter::default()).await.unwrap() {
        let sheet = show_matter(&town.house, &matter.code).await.unwrap();
        answered.extend(sheet.replies.iter().map(|_| matter.code.clone()));
    }
    answered
}

fn last(town: &Town, chat: i64) -> String {
    let count = town.api.sent_to(chat).len();
    town.screen(chat, count - 1)
}

/// The code in the line with a number.
fn code_of(screen: &str, number: u32) -> String {
    let line = screen
        .lines()
        .find(|line| line.starts_with(&format!("{number}. ")));
    let line = line.unwrap_or_else(|| panic!("no {number} in {screen}"));
    let code = line.split_whitespace().find(|word| word.contains("-2026-"));
    code.unwrap().to_owned()
}

#[tokio::test]
async fn a_reply_to_what_lists_nothing_is_asked_about_not_guessed() {
    let (_folder, town) = a_town().await;
    let jia_wu = town.api.person(JIA_WU, "甲五");
    jia_wu.says("帮助");
    town.listens().await;
    let help = town.api.sent_to(JIA_WU).pop().unwrap();
    let own = jia_wu.says("谢谢");
    town.listens().await;
    for word in ["已完成", "2 已完成", "全部收到", "收到"] {
        jia_wu.replies_to(&help, word);
        town.listens().await;
        assert!(
            last(&town, JIA_WU).contains("说的是哪一项"),
            "{}",
            last(&town, JIA_WU)
        );
        jia_wu.replies_to_own(own, word);
        town.listens().await;
        assert!(
            last(&town, JIA_WU).contains("说的是哪一项"),
            "{}",
            last(&town, JIA_WU)
        );
    }
    assert_eq!(answered(&town).await, [""; 0], "nothing was guessed");

    let asked = code_of(&last(&town, JIA_WU), 2);
    jia_wu.says("2 进度30%");
    town.listens().await;
    assert_eq!(
        answered(&town).await,
        [asked.as_str()],
        "the question's own numbers may be written"
    );
    jia_wu.says("3 收到");
    town.listens().await;
    assert_eq!(answered(&town).await.len(), 2);
    assert_eq!(town.api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_reply_to_a_question_about_one_matter_is_about_that_one() {
    let (_folder, town) = a_town().await;
    let jia_wu = town.api.person(JIA_WU, "甲五");
    jia_wu.says("我的待办");
    town.listens().await;
    let code = code_of(&last(&town, JIA_WU), 3);
    jia_wu.says(&format!("/m {code}"));
    town.listens().await;
    let card = town.api.sent_to(JIA_WU).pop().unwrap();
    let seen = town.api.sent_to(JIA_WU).len();
    jia_wu.replies_to(&card, "进度40%");
    town.listens().await;
    assert_eq!(answered(&town).await, [code]);
    jia_wu.says("2 收到");
    town.listens().await;
    assert_eq!(answered(&town).await.len(), 2, "{}", town.screen(JIA_WU, seen));
}

#[tokio::test]
async fn what_was_changed_or_passed_on_is_no_answer() {
    let (_folder, town) = a_town().await;
    let jia_wu = town.api.person(JIA_WU, "甲五");
    let said = jia_wu.says("1 进度30%");
    town.listens().await;
    let before = answered(&town).await;
    let seen = town.api.sent_to(JIA_WU).len();
    for word in ["1 已完成", "1 进度90%", "2 已完成"] {
        jia_wu.edits(said, word);
        town.listens().await;
    }
    jia_wu.forwards("1 已完成");
    town.listens().await;
    assert_eq!(answered(&town).await, before);
    insta::assert_snapshot!(town.screen(JIA_WU, seen), @r"
    修改过的消息不再读取，原来的登记不变。如需更正，请重新发送一条。
    --------
    转发的消息不作为您的答复，未登记。请您本人重新发送。
    ");
}

#[tokio::test]
async fn many_wrong_numbers_are_one_message() {
    let (_folder, town) = a_town().await;
    let seen = town.api.sent_to(JIA_WU).len();
    town.api.person(JIA_WU, "甲五").says("101-180 收到");
    town.listens().await;
    assert_eq!(town.api.sent_to(JIA_WU).len(), seen + 1);
    assert!(last(&town, JIA_WU).contains("没有第 180 项"));
}

#[tokio::test]
async fn strange_guests_are_heard_and_not_answered() {
    let (_folder, town) = a_town().await;
    let jia_wu = town.api.person(JIA_WU, "甲五");
    let group = town.api.group(-2001, "整改群");
    jia_wu.in_group(&group).says_anonymously("大家好");
    jia_wu.in_group(&group).says("收到");
    let channel = json!({ "id": CHANNEL, "type": "channel", "title": "频道" });
    let user = json!({ "id": JIA_WU, "is_bot": false, "first_name": "甲五" });
    let bot = json!({ "id": 7_000_001, "is_bot": true, "first_name": "huiyin" });
    let member = |status: &str| json!({ "status": status, "user": bot });
    let chat = json!({ "id": JIA_WU, "type": "private", "first_name": "甲五" });
    for (kind, content) in [
        (
            "channel_post",
            json!({ "message_id": 1, "date": 1, "chat": channel, "text": "/start" }),
        ),
        (
            "message",
            json!({ "message_id": 2, "date": 1, "chat": channel, "text": "/start ABC" }),
        ),
        (
            "my_chat_member",
            json!({ "chat": channel, "from": user, "date": 1,
            "old_chat_member": member("left"), "new_chat_member": member("administrator") }),
        ),
        (
            "message",
            json!({ "message_id": 3, "date": 1, "chat": chat, "from": user, "sticker": {} }),
        ),
        (
            "message",
            json!({ "message_id": 4, "date": 1, "chat": chat, "from": user, "text": 7 }),
        ),
        ("message", json!({ "message_id": 5 })),
        (
            "callback_query",
            json!({ "id": "c", "from": user, "chat_instance": "1", "game_short_name": "g" }),
        ),
        ("purchased_paid_media", json!({ "of": "a later year" })),
    ] {
        town.api.push_update(kind, content);
    }
    let seen = town.api.calls_of("sendMessage").len();
    town.listens().await;
    assert_eq!(town.api.calls_of("sendMessage").len(), seen);
    let waiting = town
        .house
        .store
        .read()
        .await
        .unwrap()
        .list_waiting()
        .await
        .unwrap();
    assert_eq!(waiting, []);

    let press = json!({ "id": "no message", "from": user, "chat_instance": "1", "data": "unknown" });
    town.api.push_update("callback_query", press);
    town.listens().await;
    assert!(last(&town, JIA_WU).contains("该按钮已失效"));
    assert_eq!(town.api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_stranger_who_blocks_the_bot_is_no_matter_of_the_office() {
    let (_folder, town) = a_town().await;
    let open = list_attention(&town.house).await.unwrap();
    let stranger = town.api.person(STRANGER, "路人");
    let blocked = "Forbidden: bot was blocked by the user";
    town.api.fail_next("sendMessage", Fault::error(403, blocked));
    stranger.says("你好");
    town.listens().await;
    let rights = "Bad Request: not enough rights to send text messages to the chat";
    town.api.fail_next("sendMessage", Fault::error(400, rights));
    let group = town.api.group(-2001, "整改群");
    town.api.person(JIA_WU, "甲五").in_group(&group).says("/todo");
    town.listens().await;
    assert_eq!(list_attention(&town.house).await.unwrap(), open);
    let calls = town.api.calls_of("sendMessage").len();
    town.listens().await;
    assert_eq!(town.api.calls_of("sendMessage").len(), calls, "not tried again");
}

#[tokio::test]
async fn whatever_the_wire_does_every_answer_arrives() {
    let (_folder, mut town) = a_town().await;
    town.house.limits.retry_seconds = vec![0];
    let jia_wu = town.api.person(JIA_WU, "甲五");
    for method in ["sendMessage", "answerCallbackQuery", "sendMessage"] {
        for fault in [
            Fault::HangUp,
            Fault::LoseAnswer,
            Fault::retry_after(0),
            Fault::Answer {
                status: 200,
                body: "<html>please log in</html>".to_owned(),
            },
        ] {
            town.api.fail_next(method, fault);
        }
    }
    let seen = town.api.sent_to(JIA_WU).len();
    jia_wu.presses("收到");
    jia_wu.says("1 进度60%");
    town.listens().await;
    tokio::time::sleep(Duration::from_millis(1100)).await; // whoever says "too fast" is given a second
    town.delivers().await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    town.delivers().await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    town.delivers().await;
    let screen = town.screen(JIA_WU, seen);
    assert!(screen.contains("收到已登记"), "{screen}");
    assert!(screen.contains("进展已登记：60%"), "{screen}");
    assert_eq!(
        town.house
            .store
            .read()
            .await
            .unwrap()
            .count_pending("telegram")
            .await
            .unwrap(),
        0
    );
    let of_a_message = |it: &huiyin::supervision::AttentionLine| it.kind == "gave_up";
    assert!(
        !list_attention(&town.house)
            .await
            .unwrap()
            .iter()
            .any(of_a_message)
    );
    assert_eq!(town.api.violations(), [""; 0]);
}

/// An answer that names several matters waits for the first by id, and holds none of the others meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn matters_named_in_any_order_are_locked_in_one() {
    let url = postgres::fresh().await;
    let town = town(&url).await;
    let jia_wu = town.api.person(JIA_WU, "甲五");
    jia_wu.says("我的待办");
    town.listens().await;
    let screen = last(&town, JIA_WU);
    let mut work = town.house.store.read().await.unwrap();
    let mut ids: Vec<(MatterId, u32)> = Vec::new();
    for number in 1..=2 {
        let matter = work
            .find_matter(town.house.office.id, &code_of(&screen, number))
            .await
            .unwrap();
        ids.push((matter.unwrap().id, number));
    }
    drop(work);
    ids.sort();
    let [(first, low), (second, high)] = ids[..] else {
        panic!("{ids:?}")
    };
    let mut holder = PgConnection::connect(&url).await.unwrap();
    let mut held = holder.begin().await.unwrap();
    let lock = "SELECT id FROM matter WHERE id = $1 FOR UPDATE NOWAIT";
    sqlx::query(lock)
        .bind(first.0)
        .fetch_one(&mut *held)
        .await
        .unwrap();
    jia_wu.says(&format!("{high} 进度60%；{low} 进度50%"));
    let watch = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let mut watcher = PgConnection::connect(&url).await.unwrap();
        let free = sqlx::query(lock).bind(second.0).fetch_one(&mut watcher).await;
        held.rollback().await.unwrap();
        free.is_ok()
    };
    let ((), is_free) = tokio::join!(town.listens(), watch);
    assert!(is_free, "the second was locked before the first");
    assert_eq!(answered(&town).await.len(), 2);
}
