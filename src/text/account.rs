//! Binding an account: greeting, name, invitation.

use super::Text;
use super::sample::day;
use chrono::NaiveDateTime;
use serde::Serialize;

/// To an account that is bound to nobody: what this is and how to bind.
#[derive(Debug, Clone, Serialize)]
pub struct Welcome {
    /// 市委巡察办.
    pub office: String,
    /// The office's telephone.
    pub duty_phone: Option<String>,
}

/// Is it you? Asked before an account is bound.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmName {
    /// 市住建局.
    pub unit: String,
    /// 甲五.
    pub name: String,
}

/// The account is bound.
#[derive(Debug, Clone, Serialize)]
pub struct Bound {
    /// Of the person.
    pub unit: String,
    /// Of the person.
    pub name: String,
    /// How many matters are open for them.
    pub open: u32,
}

/// It is somebody else: nothing was bound.
#[derive(Debug, Clone, Serialize)]
pub struct Declined {
    /// 市委巡察办.
    pub office: String,
    /// The office's telephone.
    pub duty_phone: Option<String>,
}

/// The account is bound no more.
#[derive(Debug, Clone, Serialize)]
pub struct Unbound {
    /// 市委巡察办.
    pub office: String,
    /// Of the person.
    pub name: String,
}

/// What the office hands to a person, by whatever way.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    /// 市委巡察办.
    pub office: String,
    /// Of the person.
    pub unit: String,
    /// Of the person.
    pub name: String,
    /// The one-time code.
    pub code: String,
    /// The deep link, where the bot's name is known.
    pub link: Option<String>,
    /// When it runs out, in the office's zone.
    pub expires_at: NaiveDateTime,
}

impl Text for Welcome {
    const TEMPLATE: &'static str = "welcome.html";

    fn samples() -> Vec<Self> {
        with_and_without_phone(|office, duty_phone| Welcome { office, duty_phone })
    }
}

impl Text for ConfirmName {
    const TEMPLATE: &'static str = "confirm_name.html";

    fn samples() -> Vec<Self> {
        vec![ConfirmName {
            unit: "市住建局".into(),
            name: "甲五".into(),
        }]
    }
}

impl Text for Bound {
    const TEMPLATE: &'static str = "bound.html";

    fn samples() -> Vec<Self> {
        [0, 3]
            .map(|open| Bound {
                unit: "市住建局".into(),
                name: "甲五".into(),
                open,
            })
            .into()
    }
}

impl Text for Declined {
    const TEMPLATE: &'static str = "declined.html";

    fn samples() -> Vec<Self> {
        with_and_without_phone(|office, duty_phone| Declined { office, duty_phone })
    }
}

impl Text for Unbound {
    const TEMPLATE: &'static str = "unbound.html";

    fn samples() -> Vec<Self> {
        vec![Unbound {
            office: "市委巡察办".into(),
            name: "甲五".into(),
        }]
    }
}

impl Text for Invitation {
    const TEMPLATE: &'static str = "invitation.txt";

    fn samples() -> Vec<Self> {
        let invitation = |link: Option<&str>| Invitation {
            office: "市委巡察办".into(),
            unit: "市住建局".into(),
            name: "甲五".into(),
            code: "K7MQ4XT9PB".into(),
            link: link.map(str::to_owned),
            expires_at: day(9, 29).and_hms_opt(8, 30, 0).unwrap_or_default(),
        };
        vec![
            invitation(Some("https://t.me/huiyin_bot?start=K7MQ4XT9PB")),
            invitation(None),
        ]
    }
}

pub(super) fn with_and_without_phone<T>(make: impl Fn(String, Option<String>) -> T) -> Vec<T> {
    [Some("0395-3100000"), None]
        .map(|phone| make("市委巡察办".into(), phone.map(str::to_owned)))
        .into()
}
