//! How to answer, and what must not be written.

use super::Text;
use super::account::with_and_without_phone;
use serde::Serialize;

/// Answer to `/help` and to 帮助.
#[derive(Debug, Clone, Serialize)]
pub struct Help {
    /// 市委巡察办.
    pub office: String,
    /// The office's telephone.
    pub duty_phone: Option<String>,
}

impl Text for Help {
    const TEMPLATE: &'static str = "help.html";

    fn samples() -> Vec<Self> {
        with_and_without_phone(|office, duty_phone| Help { office, duty_phone })
    }
}
