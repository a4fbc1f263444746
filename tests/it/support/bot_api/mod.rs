//! A Bot API server on the loopback, for stories told from both ends of a chat. It judges every call against
//! the published fields, keeps updates until they are confirmed, and fails when it is told to.
//!
//! ```ignore
//! let api = BotApi::start().await;
//! let liaison = api.person(1001, "甲五");
//! liaison.says("/start ABC");
//! let card = api.next_message_to(1001).await;
//! liaison.presses("收到");
//! assert!(api.violations().is_empty());
//! ```

mod body;
mod fault;
mod html;
mod messages;
mod methods;
mod people;
mod server;
mod spec;
mod state;

pub use fault::Fault;
pub use people::{Group, Person};
pub use server::FILE_LINK;
pub use state::{BOT_ID, Call, PressAnswer, Sent};

use serde_json::Value;
use state::{Chat, State};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The only bot's token: of the real form, and good for nothing.
pub const TOKEN: &str = "7000001:only-good-for-the-loopback-server-00";

const PATIENCE: Duration = Duration::from_secs(10);

/// The running server. Ends when it is dropped.
pub struct BotApi {
    shared: Arc<Shared>,
    url: String,
    server: JoinHandle<()>,
}

/// The state, and a bell that rings when it changes.
pub struct Shared {
    state: Mutex<State>,
    bell: watch::Sender<()>,
}

impl BotApi {
    /// A server with no chats yet, on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a free port on the loopback");
        let address = listener.local_addr().expect("a bound listener has an address");
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            bell: watch::Sender::new(()),
        });
        let server = tokio::spawn(server::serve(listener, Arc::clone(&shared)));
        BotApi {
            shared,
            url: format!("http://{address}"),
            server,
        }
    }

    /// For `telegram.api_url`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Somebody whom the bot may write to.
    pub fn person(&self, id: i64, name: &str) -> Person {
        self.open_chat(id, "private", name);
        Person::new(Arc::clone(&self.shared), id, name)
    }

    /// A group that the bot is in; its id is negative.
    pub fn group(&self, id: i64, title: &str) -> Group {
        self.open_chat(id, "group", title);
        Group::new(Arc::clone(&self.shared), id)
    }

    fn open_chat(&self, id: i64, kind: &'static str, name: &str) {
        let chat = Chat {
            kind,
            name: name.to_owned(),
            is_closed: false,
            became: None,
        };
        self.shared.state().chats.insert(id, chat);
    }

    /// All messages of the bot to a chat, as they look now.
    pub fn sent_to(&self, chat: i64) -> Vec<Sent> {
        self.shared.state().sent_to(chat)
    }

    /// The first message to a chat that this did not return before; waits for it.
    pub async fn next_message_to(&self, chat: i64) -> Sent {
        self.shared
            .wait_for(&format!("a message to {chat}"), |state| state.read_next(chat))
            .await
    }

    /// The acknowledgement of a press; waits for it.
    pub async fn answer_to_press(&self, callback_id: &str) -> PressAnswer {
        let find = |state: &mut State| {
            state
                .press_answers
                .iter()
                .find(|answer| answer.callback_id == callback_id)
                .cloned()
        };
        self.shared.wait_for("an answer to a press", find).await
    }

    /// The commands that the menu shows, name and description.
    pub fn commands(&self) -> Vec<(String, String)> {
        self.shared.state().commands.clone()
    }

    /// Every well-formed call of this method, whatever became of it.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.calls()
            .into_iter()
            .filter(|call| call.method == method)
            .collect()
    }

    /// Every well-formed call, whatever became of it.
    pub fn calls(&self) -> Vec<Call> {
        self.shared.state().calls.clone()
    }

    /// Everything that no well-made bot does.
    pub fn violations(&self) -> Vec<String> {
        self.shared.state().violations.clone()
    }

    /// How many updates the bot has not confirmed.
    pub fn unconfirmed(&self) -> usize {
        self.shared.state().updates.len()
    }

    /// Spoils the next call of a method, or of [`FILE_LINK`]; several wait for one call each.
    pub fn fail_next(&self, method: &str, fault: Fault) {
        self.shared.state().faults.push_back((method.to_owned(), fault));
    }

    /// Queues an update that this server does not know itself, unjudged; gives its id.
    pub fn push_update(&self, kind: &str, content: Value) -> i64 {
        self.shared.change(|state| state.push_update(kind, content))
    }

    /// Sets a webhook, as another program might have done.
    pub fn set_webhook(&self) {
        self.shared.state().has_webhook = true;
    }

    /// From now on no file's size is told.
    pub fn hide_file_sizes(&self) {
        self.shared.state().hides_file_sizes = true;
    }
}

impl Drop for BotApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("no story panics while it holds the state")
    }

    fn changed(&self) {
        self.bell.send_replace(());
    }

    fn changes(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changed();
        result
    }

    async fn wait_for<T>(&self, what: &str, mut find: impl FnMut(&mut State) -> Option<T>) -> T {
        let mut changes = self.changes();
        let found = async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = find(&mut self.state()) {
                    return found;
                }
                changes
                    .changed()
                    .await
                    .expect("the bell lives as long as the server");
            }
        };
        match tokio::time::timeout(PATIENCE, found).await {
            Ok(found) => found,
            Err(_) => panic!(
                "no {what} within {PATIENCE:?}; violations: {:?}",
                self.state().violations
            ),
        }
    }
}

impl State {
    fn sent_to(&self, chat: i64) -> Vec<Sent> {
        self.sent
            .iter()
            .filter(|sent| sent.chat == chat)
            .cloned()
            .collect()
    }

    fn read_next(&mut self, chat: i64) -> Option<Sent> {
        let read = self.read.get(&chat).copied().unwrap_or(0);
        let next = self.sent_to(chat).into_iter().nth(read)?;
        self.read.insert(chat, read + 1);
        Some(next)
    }
}
