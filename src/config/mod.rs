//! Settings: `config/default.toml` (built in) <- `HOME/huiyin.toml` <- `HUIYIN__SECTION__KEY`. Unknown keys are
//! refused, all problems are reported at once, secrets are never shown.

mod address;
mod binding;
mod conversation;
mod database;
mod digest;
mod import;
mod layers;
mod log;
mod mail;
mod office;
mod outbox;
mod pace;
mod plan;
mod problem;
mod rulebook;
mod secret;
mod telegram;
mod text;
mod value;

pub use address::Address;
pub use binding::Binding;
pub use conversation::Conversation;
pub use database::Database;
pub use digest::Digest;
pub use import::Import;
pub use log::{Log, LogFormat};
pub use mail::{Mail, Security, Transport};
pub use office::Office;
pub use outbox::Outbox;
pub use pace::Pace;
pub use plan::Plan;
pub use problem::{Origin, Problem, SettingsProblems};
pub use rulebook::Rulebook;
pub use secret::Secret;
pub use telegram::Telegram;
pub use text::Text;

use layers::Layers;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The built-in settings: every key, each with its meaning.
pub const DEFAULTS: &str = include_str!("../../config/default.toml");

/// Everything that can be set.
#[derive(Debug, Clone, Serialize)]
pub struct Settings {
    /// What the program is used for.
    pub environment: Environment,
    /// `[database]`
    pub database: Database,
    /// `[office]`
    pub office: Office,
    /// `[rulebook]`
    pub rulebook: Rulebook,
    /// `[plan]`
    pub plan: Plan,
    /// `[digest]`
    pub digest: Digest,
    /// `[outbox]`
    pub outbox: Outbox,
    /// `[pace]`
    pub pace: Pace,
    /// `[telegram]`
    pub telegram: Telegram,
    /// `[binding]`
    pub binding: Binding,
    /// `[import]`
    pub import: Import,
    /// `[conversation]`
    pub conversation: Conversation,
    /// `[text]`
    pub text: Text,
    /// `[log]`
    pub log: Log,
    /// `[mail]`
    pub mail: Mail,
}

/// What the program is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Trying out: any clock may be used.
    Development,
    /// Real work: only the real clock.
    Production,
}

/// The keys that stand above all sections.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Top {
    environment: Environment,
}

impl Settings {
    /// Reads the settings of `home`. `env` is the process's environment, see [`process_env`]; names without
    /// the prefix `HUIYIN__` are left alone.
    ///
    /// # Errors
    /// Every problem of every layer, each with its key and where it was set.
    pub fn load(
        home: &Path,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Settings, SettingsProblems> {
        let mut layers = Layers::defaults();
        layers.lay_file(&home.join("huiyin.toml"));
        layers.lay_env(env);
        layers.read_secret_files(home);
        let mut settings = Settings {
            environment: layers.section::<Top>("").environment,
            database: layers.section("database"),
            office: layers.section("office"),
            rulebook: layers.section("rulebook"),
            plan: layers.section("plan"),
            digest: layers.section("digest"),
            outbox: layers.section("outbox"),
            pace: layers.section("pace"),
            telegram: layers.section("telegram"),
            binding: layers.section("binding"),
            import: layers.section("import"),
            conversation: layers.section("conversation"),
            text: layers.section("text"),
            log: layers.section("log"),
            mail: layers.section("mail"),
        };
        settings.check(&mut layers);
        layers.finish()?;
        settings.resolve(home);
        Ok(settings)
    }

    fn check(&self, layers: &mut Layers) {
        self.database.check(layers);
        self.office.check(layers);
        self.rulebook.check(layers);
        self.plan.check(layers);
        self.digest.check(&self.office, layers);
        self.outbox.check(layers);
        self.pace.check(layers);
        self.telegram.check(layers);
        self.binding.check(layers);
        self.import.check(layers);
        self.conversation.check(layers);
        self.log.check(layers);
        self.mail
            .check(layers, self.environment, self.outbox.lease_seconds);
    }

    fn resolve(&mut self, home: &Path) {
        self.database.resolve(home);
        self.rulebook.resolve(home);
        self.text.resolve(home);
        self.mail.resolve(home);
    }

    /// Every text that must not be shown, for the mask of the log.
    pub fn secrets(&self) -> Vec<Secret> {
        let passwords = [&self.database.url, &self.telegram.api_url]
            .into_iter()
            .chain(&self.telegram.proxy);
        passwords
            .filter_map(Address::password)
            .chain(self.telegram.token.clone())
            .chain(self.mail.password.clone())
            .collect()
    }
}

/// The environment of this process, as [`Settings::load`] wants it.
pub fn process_env() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().map(|(name, value)| {
        (
            name.to_string_lossy().into_owned(),
            value.to_string_lossy().into_owned(),
        )
    })
}
