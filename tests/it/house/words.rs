//! The words of a Rust text: its tokens in one row, so that what stands in a macro counts. Comments do not.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};

/// An identifier, a literal, a mark or a bracket; `::` is one word.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    /// Counted from 1.
    pub line: usize,
    /// How many `mod name { .. }` it stands in.
    pub inline: usize,
    pub is_literal: bool,
}

impl Word {
    fn new(text: impl Into<String>, span: Span, inline: usize) -> Self {
        Word {
            text: text.into(),
            line: span.start().line,
            inline,
            is_literal: false,
        }
    }

    /// An identifier or keyword.
    pub fn is_name(&self) -> bool {
        !self.is_literal
            && self
                .text
                .starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// Lays out tokens that stand in so many inline modules.
pub fn lay_out(tokens: TokenStream, inline: usize, words: &mut Vec<Word>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let span = token.span();
        match token {
            TokenTree::Group(group) if is_doc(&group, words) => drop(words.pop()),
            TokenTree::Group(group) => lay_out_group(&group, inline, words),
            TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint => {
                tokens.next();
                words.push(Word::new("::", span, inline));
            }
            token => {
                let is_literal = matches!(token, TokenTree::Literal(_));
                words.push(Word {
                    is_literal,
                    ..Word::new(token.to_string(), span, inline)
                });
            }
        }
    }
}

fn lay_out_group(group: &Group, inline: usize, words: &mut Vec<Word>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::None => ("", ""),
    };
    let is_module = words.iter().rev().nth(1).is_some_and(|word| word.text == "mod");
    words.push(Word::new(open, group.span_open(), inline));
    lay_out(group.stream(), inline + usize::from(is_module), words);
    words.push(Word::new(close, group.span_close(), inline));
}

/// `#[doc = ".."]`, which is what a doc comment becomes, after its `#`.
fn is_doc(group: &Group, before: &[Word]) -> bool {
    let is_attribute = before
        .last()
        .is_some_and(|word| ["#", "!"].contains(&word.text.as_str()));
    let first = group.stream().into_iter().next();
    is_attribute && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}
