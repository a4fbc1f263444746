//! Commands that begin with a stroke.

/// A command and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slash {
    /// `/start`, `/start CODE`.
    Start(Option<String>),
    /// `/unbind`.
    Unbind,
    /// `/todo`.
    Todo,
    /// `/m CODE`.
    Matter(String),
    /// `/desk`.
    Desk,
    /// `/digest`, `/digest 15:00`.
    Digest(Option<String>),
    /// `/help`, and whatever is unknown.
    Help,
    /// `/group PURPOSE`, said by a clerk in the group that is to be registered.
    Group(String),
}

impl Slash {
    /// Reads a command; none when the text is no command. `/todo@bot` is `/todo`.
    pub fn read(text: &str) -> Option<Slash> {
        let (name, rest) = match text.trim().split_once(char::is_whitespace) {
            Some((name, rest)) => (name, rest.trim()),
            None => (text.trim(), ""),
        };
        let name = name.strip_prefix('/')?.split('@').next()?;
        let words = || (!rest.is_empty()).then(|| rest.to_owned());
        Some(match name.to_ascii_lowercase().as_str() {
            "start" => Slash::Start(words()),
            "unbind" => Slash::Unbind,
            "todo" => Slash::Todo,
            "m" => words().map_or(Slash::Todo, |code| Slash::Matter(code.to_ascii_uppercase())),
            "desk" => Slash::Desk,
            "digest" => Slash::Digest(words()),
            "group" => Slash::Group(rest.to_owned()),
            _ => Slash::Help,
        })
    }
}
