//! 周报 and its months, quarters and years: what stands in a digest, from the ledger as it was when the period ended.

mod book;
mod cells;
mod clues;
mod draft;
mod letter;
mod lines;
mod render;
mod scene;
mod sheet;
mod slice;

pub use draft::{DigestError, Drafts, draft_digests};
pub use render::Rendered;
pub use slice::{Reader, Scope, Slice, reader_named, reader_of};
