//! A cursor over the words of a time limit.

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a>(pub &'a str);

impl<'a> Scan<'a> {
    /// Steps over the word if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let rest = self.0.strip_prefix(word);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Steps over the first of the words that comes next.
    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Steps over as many of the words as come next.
    pub(super) fn eat_all(&mut self, words: &[&str]) {
        while self.eat_any(words) {}
    }

    /// The digits that come next, not yet stepped over.
    pub(super) fn digits(&self) -> &'a str {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        &self.0[..end]
    }

    /// Steps over a number of at most so many digits.
    pub(super) fn number(&mut self, most: usize) -> Option<u32> {
        let digits = self.digits();
        let number = if digits.len() <= most {
            digits.parse().ok()
        } else {
            None
        };
        if number.is_some() {
            self.0 = &self.0[digits.len()..];
        }
        number
    }

    /// Nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.0.is_empty()
    }
}
