//! The loopback server judges as strictly as the published fields say, or the other stories prove nothing.

use crate::support::bot_api::{BotApi, TOKEN};
use serde_json::{Value, json};
use teloxide::payloads::SendDocumentSetters;
use teloxide::prelude::Requester;
use teloxide::types::{ChatId, InputFile};

async fn post(api: &BotApi, method: &str, kind: &str, body: String) -> Value {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/bot{TOKEN}/{method}", api.url());
    let answer = client
        .post(url)
        .header("content-type", kind)
        .body(body)
        .send()
        .await
        .unwrap();
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_malformed_call_is_refused_and_remembered() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let keyboard = |button: Value| json!({ "inline_keyboard": [[button]] });
    for (method, body, why) in [
        ("sendMesage", json!({}), "sendMesage is no method"),
        ("sendMessage", json!({ "chat_id": 1001 }), "text is missing"),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": 7 }),
            "text is no String",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a", "txet": "b" }),
            "txet is unknown",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a", "reply_parameters": { "message_id": "1" } }),
            "reply_parameters.message_id is no Integer",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a", "reply_markup": keyboard(json!({ "label": "b" })) }),
            "reply_markup.inline_keyboard[0][0].label is unknown",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a", "reply_markup": keyboard(json!({ "text": "b", "callback_data": "c".repeat(65) })) }),
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a".repeat(4097) }),
            "message is too long",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "<b>a", "parse_mode": "HTML" }),
            "can't find end tag",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "<p>a</p>", "parse_mode": "HTML" }),
            "unsupported start tag",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a &nbsp;", "parse_mode": "HTML" }),
            "&nbsp; is none",
        ),
        (
            "sendMessage",
            json!({ "chat_id": 1001, "text": "a & b", "parse_mode": "HTML" }),
            "can't parse entities",
        ),
        (
            "getUpdates",
            json!({ "allowed_updates": "message" }),
            "allowed_updates is no Array of String",
        ),
        (
            "setMyCommands",
            json!({ "commands": [{ "command": "Todo", "description": "a" }] }),
            "BOT_COMMAND_INVALID",
        ),
    ] {
        let answer = post(&api, method, "application/json", body.to_string()).await;
        assert_eq!(answer["ok"], json!(false), "{body}");
        let violation = api.violations().pop().unwrap();
        assert!(violation.contains(why), "{violation} / {why}");
    }
    assert!(api.sent_to(1001).is_empty());
}

#[tokio::test]
async fn a_form_says_the_same_as_json_and_names_have_any_case() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let markup = "%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22a%22%2C%22callback_data%22%3A%22b%22%7D%5D%5D%7D";
    let form = format!("chat_id=1001&text=%E5%A5%BD+%26amp%3B&parse_mode=HTML&reply_markup={markup}");
    post(&api, "SENDMESSAGE", "application/x-www-form-urlencoded", form).await;
    post(&api, "sendmessage?chat_id=1001&text=1", "", String::new()).await;

    let first = api.next_message_to(1001).await;
    assert_eq!((first.text.as_str(), first.data_of("a")), ("好 &", Some("b")));
    assert_eq!(api.next_message_to(1001).await.text, "1");
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_document_comes_in_parts() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    let client = teloxide::net::default_reqwest_settings()
        .no_proxy()
        .build()
        .unwrap();
    let bot = teloxide::Bot::with_client(TOKEN, client).set_api_url(api.url().parse().unwrap());
    let file = InputFile::memory(&b"--a--\r\n\r\n--b"[..]).file_name("周报.xlsx");
    bot.send_document(ChatId(1001), file)
        .caption("第37期")
        .await
        .unwrap();

    let seen = api.next_message_to(1001).await;
    assert_eq!(seen.text, "第37期");
    assert_eq!(
        seen.document,
        Some(("周报.xlsx".to_owned(), b"--a--\r\n\r\n--b".to_vec()))
    );
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_text_can_be_edited() {
    let api = BotApi::start().await;
    api.person(1001, "甲五");
    post(
        &api,
        "sendMessage",
        "application/json",
        json!({ "chat_id": 1001, "text": "旧" }).to_string(),
    )
    .await;
    let id = api.next_message_to(1001).await.message_id;
    let edit = json!({ "chat_id": 1001, "message_id": id, "text": "新" }).to_string();
    assert_eq!(
        post(&api, "editMessageText", "application/json", edit).await["ok"],
        json!(true)
    );
    assert_eq!(api.sent_to(1001)[0].text, "新");
}
