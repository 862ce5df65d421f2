//! Inline Markdown, and the few blocks, of registry text: parsed once into a small tree that every
//! emitter renders for itself.
//!
//! Inline Markdown is text, code spans, emphasis, strong and links (`http`, `https`, `mailto` or
//! relative). Anything else (raw HTML, `{...}`, images, autolinks) is text. Blocks add paragraphs,
//! lists and fenced code.

/// A run of inline Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline(pub Vec<Span>);

/// One piece of inline Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text, to be shown literally. May hold a line feed (a soft break).
    Text(String),
    /// A code span.
    Code(String),
    /// Emphasised text.
    Emphasis(Vec<Span>),
    /// Strong text.
    Strong(Vec<Span>),
    /// A link whose URL is `http`, `https`, `mailto` or relative.
    Link {
        /// What is shown.
        text: Vec<Span>,
        /// Where it leads.
        url: String,
    },
}

/// Block Markdown: what a code's `description` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks(pub Vec<Block>);

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inline),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number, of an ordered list.
        start: Option<u64>,
        /// The items, each a run of blocks.
        items: Vec<Vec<Block>>,
    },
    /// Fenced code.
    Code {
        /// The language named behind the fence: empty, or letters, digits, `+`, `-`, `_`, `#`, `.`.
        language: String,
        /// The code, without a line feed at its end.
        text: String,
    },
}

impl Inline {
    /// Parses inline Markdown. Total: whatever is not inline Markdown is text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(vec![Span::Text(text.to_owned())])
    }

    /// Is there nothing to show?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text alone, without any marks; line feeds become spaces.
    #[must_use]
    pub fn plain(&self) -> String {
        todo!()
    }
}

impl Blocks {
    /// Parses block Markdown. Total: whatever is no paragraph, list or fenced code is text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(vec![Block::Paragraph(Inline::parse(text))])
    }

    /// The text alone, without any marks, paragraphs separated by a blank line.
    #[must_use]
    pub fn plain(&self) -> String {
        todo!()
    }
}
