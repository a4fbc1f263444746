//! A place in a message, and the small readers that everything else is made of.

use std::ops::Range;

/// A reader's place. Copied to look ahead.
#[derive(Clone, Copy)]
pub(super) struct Scan<'t> {
    text: &'t [char],
    at: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t [char]) -> Self {
        Scan { text, at: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn is_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    /// Moves only when `read` succeeds.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let got = read(&mut ahead)?;
        *self = ahead;
        Some(got)
    }

    pub fn eat_char(&mut self, fits: impl FnOnce(char) -> bool) -> Option<char> {
        self.peek().filter(|c| fits(*c)).inspect(|_| self.at += 1)
    }

    /// The longest that stands here of some words, which are given with spaces between them.
    pub fn eat(&mut self, words: &'static str) -> Option<&'static str> {
        let word = words
            .split(' ')
            .filter(|word| self.stands(word))
            .max_by_key(|word| word.len())?;
        self.at += word.chars().count();
        Some(word)
    }

    fn stands(&self, word: &str) -> bool {
        let mut rest = self.text[self.at..].iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    pub fn spaces(&mut self) {
        while self.eat_char(|c| c == ' ').is_some() {}
    }

    /// A known word ends here: no letter, digit or percent sign goes on.
    pub fn at_boundary(&self) -> bool {
        self.peek().is_none_or(|c| !c.is_alphanumeric() && c != '%')
    }

    /// Passes what separates items; true when the separator also ends a sentence.
    pub fn separators(&mut self) -> bool {
        let mut strong = self.at == 0;
        while let Some(c) = self.peek().filter(|c| self.separates(*c)) {
            strong |= matches!(c, ';' | '。' | '\n');
            self.at += 1;
        }
        strong
    }

    /// A sign belongs to the word that follows it: `30%-60%` is one, `(第二次)` is one.
    fn separates(&self, c: char) -> bool {
        let next_is_space = self.text.get(self.at + 1).is_none_or(|next| next.is_whitespace());
        !c.is_alphanumeric() && (!matches!(c, '-' | '~' | '+' | '%' | '(' | ')') || next_is_space)
    }

    /// The run up to the next break: one word of a note.
    pub fn word(&mut self) -> Range<usize> {
        let start = self.at;
        self.next();
        while self.peek().is_some_and(|c| !self.breaks(c)) {
            self.at += 1;
        }
        start..self.at
    }

    fn breaks(&self, c: char) -> bool {
        let number_goes_on = || self.text.get(self.at + 1).is_some_and(char::is_ascii_digit);
        matches!(c, ' ' | '\n' | ',' | '、' | ';' | '。' | '!' | ':') || (c == '.' && !number_goes_on())
    }

    /// The words up to the next break, for a look at what they say.
    pub fn clause(mut self) -> String {
        if self.is_end() {
            return String::new();
        }
        let range = self.word();
        self.text[range].iter().collect()
    }
}
