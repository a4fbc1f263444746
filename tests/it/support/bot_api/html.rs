//! Telegram's HTML, read as strictly as its page "HTML style" says. Written apart from the production code, so
//! that a mistake there is not repeated here.

const TAGS: [&str; 16] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "span",
    "tg-spoiler",
    "a",
    "tg-emoji",
    "code",
    "pre",
    "blockquote",
];
const ENTITIES: [(&str, &str); 4] = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\"")];

/// What a reader sees, or why it cannot be parsed.
pub fn read(html: &str) -> Result<String, String> {
    let mut seen = String::new();
    let mut open = Vec::new();
    let mut pieces = html.chars();
    while let Some(piece) = pieces.next() {
        match piece {
            '<' => tag(&until(&mut pieces, '>')?, &mut open)?,
            '&' => seen.push_str(&entity(&until(&mut pieces, ';')?)?),
            '>' => return Err("a stray > must be written &gt;".to_owned()),
            other => seen.push(other),
        }
    }
    match open.pop() {
        Some(name) => Err(format!("can't find end tag corresponding to start tag {name}")),
        None => Ok(seen),
    }
}

fn until(pieces: &mut std::str::Chars, end: char) -> Result<String, String> {
    let rest = pieces.as_str();
    let at = rest
        .find(end)
        .ok_or(format!("no {end} after the start of a tag or entity"))?;
    *pieces = rest[at + 1..].chars();
    Ok(rest[..at].to_owned())
}

fn tag(inside: &str, open: &mut Vec<String>) -> Result<(), String> {
    if let Some(name) = inside.strip_prefix('/') {
        return match open.pop() {
            Some(last) if last == name => Ok(()),
            last => Err(format!("unexpected end tag {name} for {last:?}")),
        };
    }
    let name = inside.split_whitespace().next().unwrap_or_default();
    let attributes = inside[name.len()..].trim();
    if !TAGS.contains(&name) {
        return Err(format!("unsupported start tag \"{name}\""));
    }
    let well_attributed = match name {
        "a" => attributes.starts_with("href=\""),
        "span" => attributes == "class=\"tg-spoiler\"",
        "tg-emoji" => attributes.starts_with("emoji-id=\""),
        "code" => attributes.is_empty() || attributes.starts_with("class=\"language-"),
        "blockquote" => attributes.is_empty() || attributes == "expandable",
        _ => attributes.is_empty(),
    };
    if !well_attributed {
        return Err(format!("unexpected attributes of tag {name}"));
    }
    open.push(name.to_owned());
    Ok(())
}

fn entity(name: &str) -> Result<String, String> {
    if let Some((_, shown)) = ENTITIES.iter().find(|(known, _)| *known == name) {
        return Ok((*shown).to_owned());
    }
    let code = match name.strip_prefix("#x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => name.strip_prefix('#').and_then(|number| number.parse().ok()),
    };
    let shown = code.and_then(char::from_u32).map(String::from);
    shown.ok_or(format!(
        "&{name}; is none of the four entities: & must be written &amp;"
    ))
}
