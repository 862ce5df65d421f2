//! How emphasis is written, so that it reads back.

use super::{Heading, NOTHING, one_line};
use crate::markup::{Inline, Span};

/// How emphasis is written. Tags say the same as marks where marks could not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// `*a*`, and `_a_` where it follows another mark.
    Mixed,
    Stars,
    Tags,
}

impl Marks {
    /// The first way of writing `spans` that reads back as the same.
    pub fn that_keep(spans: &[Span]) -> Self {
        if !spans.iter().any(is_marked) || stands_clear(spans) {
            return Self::Mixed;
        }
        let sample = in_one_line(spans);
        let keeps = |marks: &Marks| {
            let mut run = Heading::new();
            run.push_spans(&sample, *marks);
            Inline::parse(&run.out.replace(NOTHING, "")).0 == sample
        };
        [Self::Mixed, Self::Stars]
            .into_iter()
            .find(keeps)
            .unwrap_or(Self::Tags)
    }

    /// What stands around emphasis behind `before`.
    pub fn emphasis(self, before: &str) -> (&'static str, &'static str) {
        match self {
            Self::Mixed if before.ends_with('*') => ("_", "_"),
            Self::Mixed | Self::Stars => ("*", "*"),
            Self::Tags => ("<em>", "</em>"),
        }
    }

    pub fn strong(self) -> (&'static str, &'static str) {
        match self {
            Self::Mixed | Self::Stars => ("**", "**"),
            Self::Tags => ("<strong>", "</strong>"),
        }
    }
}

/// Is there emphasis in it?
fn is_marked(span: &Span) -> bool {
    match span {
        Span::Text(_) | Span::Code(_) => false,
        Span::Emphasis(_) | Span::Strong(_) => true,
        Span::Link { text, .. } => text.iter().any(is_marked),
    }
}

/// Is every emphasis a word or more between blanks, as nearly always? Then there is nothing to try.
fn stands_clear(spans: &[Span]) -> bool {
    let neighbour = |at: Option<usize>| at.and_then(|at| spans.get(at));
    spans.iter().enumerate().all(|(index, span)| match span {
        Span::Text(_) | Span::Code(_) => true,
        Span::Emphasis(inside) | Span::Strong(inside) => {
            is_words(inside)
                && neighbour(index.checked_sub(1)).is_none_or(ends_blank)
                && neighbour(Some(index + 1)).is_none_or(begins_apart)
        }
        Span::Link { text, .. } => !text.iter().any(is_marked),
    })
}

fn is_words(spans: &[Span]) -> bool {
    let [Span::Text(text)] = spans else {
        return false;
    };
    text.starts_with(char::is_alphanumeric) && text.ends_with(char::is_alphanumeric)
}

fn ends_blank(span: &Span) -> bool {
    matches!(span, Span::Text(text) if text.ends_with([' ', '\n']))
}

fn begins_apart(span: &Span) -> bool {
    matches!(span, Span::Text(text) if text.starts_with([' ', '\n', '.', ',', ';', ':', ')']))
}

/// `spans` as they read back from one line. No URL can change what its link's neighbours are; entities in it would
/// not read back.
fn in_one_line(spans: &[Span]) -> Vec<Span> {
    let line = |span: &Span| match span {
        Span::Text(text) => Span::Text(one_line(text)),
        Span::Code(code) => Span::Code(code.clone()),
        Span::Emphasis(spans) => Span::Emphasis(in_one_line(spans)),
        Span::Strong(spans) => Span::Strong(in_one_line(spans)),
        Span::Link { text, .. } => Span::Link {
            text: in_one_line(text),
            url: String::from("#"),
        },
    };
    spans.iter().map(line).collect()
}
