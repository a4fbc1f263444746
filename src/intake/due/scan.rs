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

    /// Steps over the first of the words, separated by blanks, that comes next.
    pub(super) fn eat_any(&mut self, words: &str) -> bool {
        words.split(' ').any(|word| self.eat(word))
    }

    /// Steps over as many of the words as come next.
    pub(super) fn eat_all(&mut self, words: &str) {
        while self.eat_any(words) {}
    }

    /// Whether one of the words comes next.
    pub(super) fn sees(mut self, words: &str) -> bool {
        self.eat_any(words)
    }

    /// How many digits come next.
    pub(super) fn digits(&self) -> usize {
        self.0.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Steps over a number of so many digits.
    pub(super) fn number(&mut self, digits: impl std::ops::RangeBounds<usize>) -> Option<u32> {
        let (number, rest) = self.0.split_at(self.digits());
        let number = if digits.contains(&number.len()) {
            number.parse().ok()
        } else {
            None
        };
        if number.is_some() {
            self.0 = rest;
        }
        number
    }

    /// Steps forward only if the whole of a reading succeeds.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Scan<'a>) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead);
        if found.is_some() {
            *self = ahead;
        }
        found
    }

    /// Nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.0.is_empty()
    }
}
