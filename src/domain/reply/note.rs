//! The words of a group that are no statement.

use super::ExtensionReason;
use super::group::Part;
use super::item::Item;

/// Categories of reasons by their words (domain.md 2.5).
const REASONS: [(ExtensionReason, &str); 4] = [
    (ExtensionReason::Funding, "资金 经费 拨款 预算 财政"),
    (ExtensionReason::Policy, "政策 上级文件"),
    (ExtensionReason::Litigation, "诉讼 官司 法院 仲裁"),
    (ExtensionReason::TermChange, "换届"),
];

/// The remaining words as written, neighbours with what stands between them.
pub(super) fn note(parts: &[Part], written: &[char]) -> Option<String> {
    let pieces = parts
        .chunk_by(|one, next| remains(one) == remains(next))
        .filter(|run| remains(&run[0]));
    let words = pieces.map(|run| {
        let (first, last) = (run[0].place.start, run[run.len() - 1].place.end);
        written[first..last].iter().collect::<String>()
    });
    let note = words.collect::<Vec<_>>().join(",").replace(['\n', '\r'], " ");
    let note = note.trim_matches(|c: char| c.is_whitespace() || ",，、;；。.!！:：".contains(c));
    note.contains(char::is_alphanumeric).then(|| note.to_owned())
}

fn remains(part: &Part) -> bool {
    matches!(part.says, None | Some(Item::BareDay))
}

/// The one category whose words the note holds; several or none are 其他.
pub(super) fn reason(note: &str) -> ExtensionReason {
    let mut held = REASONS
        .iter()
        .filter(|(_, words)| words.split(' ').any(|word| note.contains(word)));
    match (held.next(), held.next()) {
        (Some((reason, _)), None) => *reason,
        _ => ExtensionReason::Other,
    }
}
