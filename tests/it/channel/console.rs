//! What a home without a chat shows.

use super::{button, card};
use huiyin::channel::{Channel, console::Console};
use huiyin::domain::message::{Delivery, Markup, Outgoing};
use std::sync::{Arc, Mutex};

#[tokio::test]
async fn a_terminal_shows_what_a_chat_would() {
    let out = Arc::new(Mutex::new(Vec::new()));
    let console = Console::new(out.clone());
    let keyboard = Markup::Keyboard(vec![vec!["我的待办".into(), "帮助".into()]]);
    for message in [
        card(
            "<b>1.</b> ZG-1 &lt;急&gt;\n10月8日",
            &[("收到", "a1"), ("报进展", "a2")],
        ),
        Outgoing::Send {
            text: "你好".into(),
            markup: keyboard,
            reply_to: None,
        },
        Outgoing::EditButtons {
            remote_id: "7".into(),
            buttons: vec![vec![button("报进展", "a2")]],
        },
        Outgoing::AnswerPress {
            callback_id: "p".into(),
            text: Some("已记录".into()),
        },
    ] {
        assert_eq!(
            console.send("甲五", &message).await,
            Delivery::Sent { remote_id: None }
        );
    }
    let shown = String::from_utf8(out.lock().unwrap().clone()).unwrap();
    let expected = "\
-> 甲五
1. ZG-1 <急>
10月8日
[收到] [报进展]

-> 甲五
你好
[我的待办] [帮助]

-> 甲五
(buttons of 7)
[报进展]

-> 甲五
(已记录)

";
    assert_eq!(shown, expected);
}
