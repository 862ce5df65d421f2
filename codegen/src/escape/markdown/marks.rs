//! How emphasis is written, so that every reader finds the same.
//!
//! Whether a mark opens or closes depends on what stands around it, and readers of Markdown disagree over the hard
//! cases. Only where none can doubt are marks written, `*` and `_` by turns from the outside in; elsewhere, tags say
//! the same.

use crate::markup::Span;

/// How one span of emphasis is written.
pub struct Marked<'a> {
    pub open: &'static str,
    pub inside: &'a [Span],
    pub close: &'static str,
    /// What the spans inside have around them.
    pub around: Around,
}

/// What spans have around them.
#[derive(Clone, Copy)]
pub struct Around {
    /// What stands before the first and behind the last.
    end: Side,
    /// The mark that they are in.
    mark: Option<Mark>,
}

/// The marks of emphasis; strong text has two of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Star,
    Underscore,
}

impl Around {
    /// The line that they are in.
    pub const LINE: Self = Self {
        end: Side::Char(' '),
        mark: None,
    };
    /// The brackets of a link, out of which no mark reaches.
    pub const LINK: Self = Self {
        end: Side::Char('['),
        mark: None,
    };

    /// The mark of spans in here.
    fn next_mark(self) -> Mark {
        match self.mark {
            Some(Mark::Star) => Mark::Underscore,
            Some(Mark::Underscore) | None => Mark::Star,
        }
    }
}

/// What stands beside a span, or at the edge of what is in it.
#[derive(Clone, Copy)]
enum Side {
    /// The mark, of the other kind, of the span that it is in or that is in it.
    OtherMark,
    /// The mark of the next span, which may be of the same kind.
    Mark,
    Char(char),
}

/// How `spans[index]` is written, where that is emphasis.
pub fn marked(spans: &[Span], index: usize, around: Around) -> Option<Marked<'_>> {
    let (inside, is_strong) = match spans.get(index)? {
        Span::Emphasis(inside) => (inside, false),
        Span::Strong(inside) => (inside, true),
        _ => return None,
    };
    let mark = around.next_mark();
    let is_clear = Beside::of(spans, index, around).is_clear(inside);
    let (open, close) = match (is_clear.then_some(mark), is_strong) {
        (Some(Mark::Star), false) => ("*", "*"),
        (Some(Mark::Star), true) => ("**", "**"),
        (Some(Mark::Underscore), false) => ("_", "_"),
        (Some(Mark::Underscore), true) => ("__", "__"),
        (None, false) => ("<em>", "</em>"),
        (None, true) => ("<strong>", "</strong>"),
    };
    let around = Around {
        end: if is_clear {
            Side::OtherMark
        } else {
            Side::Char('>')
        },
        mark: if is_clear { Some(mark) } else { around.mark },
    };
    Some(Marked {
        open,
        inside,
        close,
        around,
    })
}

/// Is everything in tags? To MDX, that is no paragraph, and the blanks between the tags go.
pub fn are_all_tags(spans: &[Span]) -> bool {
    (0..spans.len()).all(|index| match &spans[index] {
        Span::Text(text) => text.trim().is_empty(),
        _ => marked(spans, index, Around::LINE).is_some_and(|marked| marked.open.starts_with('<')),
    })
}

/// The same without emphasis.
pub fn without_emphasis(spans: &[Span]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for span in spans {
        let flat = match span {
            Span::Emphasis(inside) | Span::Strong(inside) => without_emphasis(inside),
            other => vec![other.clone()],
        };
        for span in flat {
            match (found.last_mut(), span) {
                (Some(Span::Text(last)), Span::Text(text)) => last.push_str(&text),
                (_, span) => found.push(span),
            }
        }
    }
    found
}

/// What stands on both sides of a span.
struct Beside {
    before: Side,
    after: Side,
    /// Is there an open mark outside, which one of these could close instead of opening?
    is_inner: bool,
}

impl Beside {
    fn of(spans: &[Span], index: usize, around: Around) -> Self {
        let before = index.checked_sub(1).and_then(|at| spans.get(at));
        let after = spans.get(index + 1);
        Self {
            before: before.map_or(around.end, |span| edge(span, last)),
            after: after.map_or(around.end, |span| edge(span, first)),
            is_inner: around.mark.is_some(),
        }
    }

    /// Are marks here clear to all readers, with `inside` between them?
    fn is_clear(&self, inside: &[Span]) -> bool {
        let (Some(begin), Some(end)) = (inside.first(), inside.last()) else {
            return false;
        };
        self.opens(inner_edge(begin, first)) && self.closes(inner_edge(end, last))
    }

    /// Does a mark before `begin` open, and does it close nothing?
    fn opens(&self, begin: Side) -> bool {
        match self.before {
            _ if begin.is(char::is_whitespace) => false,
            Side::Mark | Side::Char('*' | '_') => false,
            Side::Char(c) if c.is_whitespace() => true,
            Side::Char(c) if !c.is_ascii_punctuation() && self.is_inner => false,
            Side::OtherMark | Side::Char(_) => begin.is(char::is_alphanumeric),
        }
    }

    /// Does a mark behind `end` close, whatever else it could do?
    fn closes(&self, end: Side) -> bool {
        match self.after {
            _ if end.is(char::is_whitespace) => false,
            Side::Mark | Side::Char('*' | '_') => false,
            Side::Char(c) if c.is_whitespace() => true,
            Side::Char(c) if !c.is_ascii_punctuation() && self.is_inner => false,
            Side::Char(c) if c.is_ascii_punctuation() && !self.is_inner => true,
            Side::OtherMark | Side::Char(_) => end.is(char::is_alphanumeric),
        }
    }
}

impl Side {
    fn is(self, holds: fn(char) -> bool) -> bool {
        matches!(self, Self::Char(c) if holds(c))
    }
}

fn first(text: &str) -> Option<char> {
    text.chars().next()
}

fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// What a span shows its neighbour.
fn edge(span: &Span, of_text: fn(&str) -> Option<char>) -> Side {
    match span {
        Span::Text(text) => of_text(text).map_or(Side::Mark, Side::Char),
        Span::Code(_) | Span::Link { .. } => Side::Char('`'),
        Span::Emphasis(_) | Span::Strong(_) => Side::Mark,
    }
}

/// What a span shows the marks that it is in.
fn inner_edge(span: &Span, of_text: fn(&str) -> Option<char>) -> Side {
    match edge(span, of_text) {
        Side::Mark => Side::OtherMark,
        side => side,
    }
}
