//! Mail that came back: delivery status notifications (RFC 3464) as any mail server writes them.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// A mail of ours that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// `Message-ID` of what was sent, with its `<>`.
    pub message_id: String,
    /// To whom it did not go, in lower case.
    pub address: String,
    /// The mailbox is none, or none any more; else it may be full, or this mail was not wanted.
    pub is_gone: bool,
    /// What the server says, for operators: `5.1.1 smtp; 550 no such user`.
    pub why: String,
}

/// What a mail tells of mails that came back; nothing where it is no such mail, only tells of a delay, or does not
/// say which mail it was.
pub fn read_bounces(bytes: &[u8]) -> Vec<Bounce> {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return Vec::new();
    };
    let Some(message_id) = mail.parts.iter().find_map(original_id) else {
        return Vec::new();
    };
    let reports = mail
        .parts
        .iter()
        .filter(|part| is_of(part, "message", "delivery-status"));
    reports
        .flat_map(|part| groups(&String::from_utf8_lossy(part.contents())))
        .filter_map(|fields| bounce_of(&fields, &message_id))
        .collect()
}

fn is_of(part: &MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found
                .subtype()
                .is_some_and(|found| found.eq_ignore_ascii_case(subtype))
    })
}

/// The id of the mail that came back: the server encloses that mail, or its headers.
fn original_id(part: &MessagePart<'_>) -> Option<String> {
    let id_of = |mail: &Message<'_>| Some(format!("<{}>", mail.message_id()?));
    if let PartType::Message(enclosed) = &part.body {
        return id_of(enclosed);
    }
    if is_of(part, "text", "rfc822-headers") || is_of(part, "message", "rfc822") {
        return MessageParser::default()
            .parse_headers(part.contents())
            .as_ref()
            .and_then(id_of);
    }
    None
}

/// The groups of fields of a report, each about one reader but the first, with folded lines put together.
fn groups(report: &str) -> Vec<Vec<(String, String)>> {
    let mut groups: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for line in report.lines() {
        if line.trim().is_empty() {
            groups.push(Vec::new());
            continue;
        }
        let Some(fields) = groups.last_mut() else { continue };
        match (
            line.starts_with([' ', '\t']),
            fields.last_mut(),
            line.split_once(':'),
        ) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    groups
}

fn bounce_of(fields: &[(String, String)], message_id: &str) -> Option<Bounce> {
    let field = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    };
    // The address as we wrote it, where the server tells; it may have passed it on to another.
    let address = field("original-recipient").or(field("final-recipient"))?;
    let address = address.rsplit(';').next().unwrap_or(address);
    if !field("action")?.eq_ignore_ascii_case("failed") {
        return None;
    }
    let status = field("status").and_then(|status| status.split_whitespace().next());
    let status = status.unwrap_or_default();
    let is_gone = status.starts_with("5.1.") || ["5.2.1", "5.4.4", "5.0.0"].contains(&status);
    Some(Bounce {
        message_id: message_id.to_owned(),
        address: address.trim().trim_matches(['<', '>']).to_lowercase(),
        is_gone,
        why: format!("{status} {}", field("diagnostic-code").unwrap_or_default())
            .trim()
            .to_owned(),
    })
}
