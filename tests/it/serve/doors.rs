//! The bot's door: nothing that was said is lost, nothing is heard twice, and no fault ends the listening.

use super::process::{Serving, wait_for};
use crate::cli::desk::Desk;
use crate::support::bot_api::{BOT_ID, BotApi, Fault, TOKEN};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);
const JIA_WU: i64 = 1005;

/// A desk whose bot speaks with the loopback server; polls are short, so that stories are.
fn desk_of(api: &BotApi) -> Desk {
    Desk::with_ledger()
        .set("HUIYIN__TELEGRAM__TOKEN", TOKEN)
        .set("HUIYIN__TELEGRAM__API_URL", api.url())
        .set("HUIYIN__TELEGRAM__POLL_SECONDS", "1")
}

/// How many updates the inbox holds, and how many of them are handled.
async fn inbox(desk: &Desk) -> (i64, i64) {
    let mut connection = connect(desk).await;
    let sql = "SELECT COUNT(*), COUNT(handled_at) FROM inbox WHERE bot_id = $1";
    sqlx::query_as(sql)
        .bind(BOT_ID)
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

async fn connect(desk: &Desk) -> SqliteConnection {
    let file = desk.home().join("huiyin.db");
    SqliteConnectOptions::new()
        .filename(file)
        .busy_timeout(Duration::from_secs(10))
        .connect()
        .await
        .unwrap()
}

/// Until all that was said is in the inbox, once, and was answered.
async fn has_answered(desk: &Desk, api: &BotApi, said: usize) {
    let end = Instant::now() + PATIENCE;
    let all = i64::try_from(said).unwrap();
    loop {
        let (kept, answers) = (inbox(desk).await, api.sent_to(JIA_WU).len());
        if kept == (all, all) && answers >= said {
            return;
        }
        assert!(
            Instant::now() < end,
            "{kept:?} of {said} updates, {answers} answers"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_introduces_itself_listens_answers_and_stops() {
    let api = BotApi::start().await;
    let desk = desk_of(&api);
    api.set_webhook(); // another program's: it must go before anything is heard
    let mut serving = Serving::start(&desk, &[]);
    wait_for(&serving.err, "the bot is in its chat");
    assert!(api.commands().iter().any(|(name, _)| name == "todo"));
    let liaison = api.person(JIA_WU, "甲五");
    liaison.says("你好");
    has_answered(&desk, &api, 1).await;
    serving.signal("TERM");
    let (status, took) = serving.ends();
    assert!(
        status.success() && took < Duration::from_secs(5),
        "{status} {took:?}"
    );
    assert_eq!(api.violations(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_of_the_server_ends_the_listening() {
    let api = BotApi::start().await;
    let desk = desk_of(&api);
    for fault in [
        Fault::retry_after(1),
        Fault::error(409, "Conflict: terminated by other getUpdates request"),
        Fault::HangUp,
    ] {
        api.fail_next("getUpdates", fault);
    }
    api.fail_next("getMe", Fault::bad_gateway());
    let serving = Serving::start(&desk, &[]);
    api.person(JIA_WU, "甲五").says("你好");
    wait_for(&serving.err, "the chat is not heard; trying again");
    has_answered(&desk, &api, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pulling_the_plug_at_any_moment_loses_nothing_that_was_said() {
    let api = BotApi::start().await;
    // The shortest lease: an answer that was being sent is sent again when it has run out.
    let desk = desk_of(&api).set("HUIYIN__OUTBOX__LEASE_SECONDS", "28");
    let liaison = api.person(JIA_WU, "甲五");
    let mut said = 0;
    for moment in [60, 130, 210, 340, 550, 890] {
        let mut serving = Serving::start(&desk, &[]);
        for word in ["收到", "进度60%"] {
            liaison.says(word);
            said += 1;
            tokio::time::sleep(Duration::from_millis(moment)).await;
        }
        serving.signal("KILL");
        serving.ends();
    }
    let _serving = Serving::start(&desk, &[]);
    has_answered(&desk, &api, said).await;
}
