//! Fetching what people send.

use super::{telegram, text};
use crate::support::bot_api::{BotApi, FILE_LINK, Fault};
use huiyin::channel::Channel;
use huiyin::channel::telegram::{CallError, DownloadError};
use huiyin::domain::message::Heard;
use serde_json::json;
use std::time::Duration;

const PROOF: &[u8] = b"%PDF-1.7 the proof";
/// `printf '%PDF-1.7 the proof' | sha256sum`
const PROOF_SHA256: &str = "3eb2ad4f0df3f90fdb05157ff781a89373e5356629898c31404b491a176b0cf6";

#[tokio::test]
async fn a_document_is_heard_and_fetched_whole() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    person.sends_file("整改 佐证/1.pdf", PROOF);
    person.sends_photo(PROOF, "现场照片");

    let heard = telegram.poll(0, Duration::ZERO).await.unwrap();
    let Heard::File {
        file_id,
        name,
        media_type,
        size,
        caption,
        edited,
        ..
    } = &heard[0].what
    else {
        panic!()
    };
    assert_eq!(name.as_deref(), Some("整改 佐证/1.pdf"));
    assert_eq!(
        (media_type.as_deref(), *size, caption, *edited),
        (Some("application/pdf"), Some(18), &None, false)
    );

    let mut fetched = Vec::new();
    let downloaded = telegram
        .download(file_id, PROOF.len() as u64, &mut fetched)
        .await
        .unwrap();
    assert_eq!((downloaded.bytes, downloaded.sha256.as_str()), (18, PROOF_SHA256));
    assert_eq!(fetched, PROOF);

    let Heard::File {
        file_id,
        media_type,
        size,
        caption,
        ..
    } = &heard[1].what
    else {
        panic!()
    };
    assert_eq!(
        (media_type.as_deref(), *size, caption.as_deref()),
        (Some("image/jpeg"), Some(18), Some("现场照片"))
    );
    assert_eq!(
        telegram
            .download(file_id, 100, &mut Vec::new())
            .await
            .unwrap()
            .bytes,
        18,
        "the largest size"
    );
    assert_eq!(api.violations(), [""; 0]);
}

#[tokio::test]
async fn a_file_knows_what_it_answers_and_what_it_came_with() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    telegram.send("1001", &text("第1项")).await;
    let card = api.next_message_to(1001).await;
    person.replies_with_file(&card, "1.pdf", PROOF);
    let recording = json!({
        "message_id": 9, "date": 1, "chat": { "id": 1001, "type": "private" }, "media_group_id": "album",
        "voice": { "file_id": "f", "file_unique_id": "u", "duration": 1, "mime_type": "audio/ogg" },
    });
    api.push_update("edited_message", recording);

    let heard = telegram.poll(0, Duration::ZERO).await.unwrap();
    let Heard::File { reply_to, album, .. } = &heard[0].what else {
        panic!()
    };
    assert_eq!((reply_to, album), (&Some(card.message_id.to_string()), &None));
    let Heard::File {
        unique_id,
        album,
        edited,
        ..
    } = &heard[1].what
    else {
        panic!()
    };
    assert_eq!(
        (unique_id.as_str(), album.as_deref(), *edited),
        ("u", Some("album"), true)
    );
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_before_and_while_it_comes() {
    let api = BotApi::start().await;
    let person = api.person(1001, "甲五");
    let telegram = telegram(&api);
    let file = person.sends_file("1.pdf", PROOF);
    let limit = PROOF.len() as u64 - 1;

    let mut fetched = Vec::new();
    let refused = telegram.download(&file, limit, &mut fetched).await;
    assert!(matches!(refused, Err(DownloadError::TooLarge { limit: 17 })));
    assert!(fetched.is_empty());

    api.hide_file_sizes();
    let refused = telegram.download(&file, limit, &mut fetched).await;
    assert!(matches!(refused, Err(DownloadError::TooLarge { limit: 17 })));
    assert!(fetched.len() < PROOF.len());
    assert_eq!(
        telegram
            .download(&file, limit + 1, &mut fetched)
            .await
            .unwrap()
            .bytes,
        18
    );

    let huge = person.sends_file("2.pdf", &vec![0; 20 * 1024 * 1024 + 1]);
    let refused = telegram.download(&huge, u64::MAX, &mut fetched).await;
    assert!(
        matches!(refused, Err(DownloadError::TooLarge { .. })),
        "more than the server gives out"
    );
}

#[tokio::test]
async fn a_file_that_is_not_there_now_differs_from_one_that_never_will_be() {
    let api = BotApi::start().await;
    let file = api.person(1001, "甲五").sends_file("1.pdf", PROOF);
    let telegram = telegram(&api);
    let refused = telegram.download("unknown", 100, &mut Vec::new()).await;
    assert!(matches!(refused, Err(DownloadError::Refused { .. })));
    api.fail_next(
        FILE_LINK,
        Fault::Answer {
            status: 404,
            body: String::new(),
        },
    );
    let refused = telegram.download(&file, 100, &mut Vec::new()).await;
    assert!(matches!(refused, Err(DownloadError::Refused { .. })));
    for fault in [Fault::HangUp, Fault::Silence, Fault::bad_gateway()] {
        api.fail_next(FILE_LINK, fault);
        let later = telegram.download(&file, 100, &mut Vec::new()).await;
        assert!(
            matches!(later, Err(DownloadError::Later { after: None, .. })),
            "{later:?}"
        );
    }
    api.fail_next("getFile", Fault::error(401, "Unauthorized"));
    let later = telegram.download(&file, 100, &mut Vec::new()).await.unwrap_err();
    assert!(
        later.to_string().contains(&CallError::Unauthorized.to_string()),
        "{later}"
    );
}
