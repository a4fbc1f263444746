//! The rulebook and the presets that the program carries.

use super::Rulebook;
use std::sync::LazyLock;

/// Text of the default rulebook.
pub const DEFAULT: &str = include_str!("../../../config/rulebook/default.toml");

/// The default rulebook, without presets.
pub fn embedded() -> &'static Rulebook {
    static EMBEDDED: LazyLock<Rulebook> =
        LazyLock::new(|| Rulebook::parse(DEFAULT).expect("a test checks the default rulebook"));
    &EMBEDDED
}

macro_rules! presets {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../config/rulebook/presets/", $name, ".toml")))),+]
    };
}

const PRESETS: &[(&str, &str)] = presets![
    "tiaoli-2017",
    "county-3-months",
    "jiangjin",
    "sanming",
    "linying",
    "xian",
    "xixiang",
    "dali"
];

/// Text of the preset of that name, to be laid over a rulebook.
pub fn preset(name: &str) -> Option<&'static str> {
    PRESETS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// The names of all presets.
pub fn preset_names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}
