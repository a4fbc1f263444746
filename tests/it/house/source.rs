//! A Rust file as the house rules see it.

use super::words::{Word, lay_out};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// One Rust file.
pub struct Source {
    /// Its path in the project.
    pub path: String,
    /// How many lines it has.
    pub lines: usize,
    /// Its words, without comments.
    pub words: Vec<Word>,
    /// Every function: its first line, and its lines from signature to closing brace.
    pub functions: Vec<(usize, usize)>,
}

/// A path such as `crate::domain::ids`; the braces of a `use` are spread out.
pub struct Path {
    pub parts: Vec<String>,
    pub line: usize,
    inline: usize,
}

impl Source {
    /// Reads a file; `path` decides which module it is.
    pub fn new(path: &str, text: &str) -> Self {
        let mut words = Vec::new();
        lay_out(
            text.parse().unwrap_or_else(|error| panic!("{path}: {error}")),
            0,
            &mut words,
        );
        let mut functions = Functions(Vec::new());
        functions.visit_file(&syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}")));
        Source {
            path: path.to_owned(),
            lines: text.lines().count(),
            words,
            functions: functions.0,
        }
    }

    /// The modules that lead to it: `src/store/outbox.rs` is `store`, `outbox`; `src/lib.rs` is none.
    fn modules(&self) -> Vec<&str> {
        let path = self
            .path
            .trim_start_matches("src/")
            .trim_end_matches(".rs")
            .trim_end_matches("/mod");
        path.split('/').filter(|part| *part != "lib").collect()
    }

    /// The storey it stands in; none for `src/lib.rs`, the frame.
    pub fn storey(&self) -> Option<&str> {
        self.modules().first().copied()
    }

    /// Every literal; what documents something is none.
    pub fn literals(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.is_literal)
    }

    /// Every path of two parts or more, and every `use`.
    pub fn paths(&self) -> Vec<Path> {
        let mut found = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let before = at.checked_sub(1).map_or("", |before| self.text(before));
            if word.is_name() && (before == "use" || before != "::" && self.text(at + 1) == "::") {
                self.spread(at, &[], &mut found);
            }
        }
        found
    }

    /// Follows a path into the braces of a `use`; returns where it ends.
    fn spread(&self, start: usize, prefix: &[String], found: &mut Vec<Path>) -> usize {
        let mut at = start;
        let mut parts = prefix.to_vec();
        while self.words.get(at).is_some_and(Word::is_name) {
            parts.push(self.text(at).to_owned());
            at += 1;
            if self.text(at) == "::" {
                at += 1;
            }
        }
        if self.text(at) != "{" || self.text(at - 1) != "::" {
            let Word { line, inline, .. } = self.words[start];
            found.push(Path { parts, line, inline });
            return at;
        }
        while !["}", ""].contains(&self.text(at)) {
            at = self.spread(at + 1, &parts, found);
            while !["}", ",", ""].contains(&self.text(at)) {
                at += 1;
            }
        }
        at + 1
    }

    fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    /// The storey that a path leads to; none when it stays where it is or leaves the crate.
    pub fn target<'p>(&self, path: &'p Path) -> Option<&'p str> {
        let ups = path.parts.iter().take_while(|part| *part == "super").count();
        let depth = self.modules().len() + path.inline;
        match path.parts.first()?.as_str() {
            "crate" => path.parts.get(1).map(String::as_str),
            "super" if ups >= depth => path.parts.get(ups).map(String::as_str),
            _ => None,
        }
    }
}

struct Functions(Vec<(usize, usize)>);

impl Functions {
    fn keep(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        self.0.push((first, block.span().end().line - first + 1));
    }
}

impl<'f> Visit<'f> for Functions {
    fn visit_item_fn(&mut self, item: &'f syn::ItemFn) {
        self.keep(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'f syn::ImplItemFn) {
        self.keep(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'f syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.keep(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
