//! Markdown: the context of the docs page.
//!
//! What comes out reads the same as `CommonMark`, as GitHub's Markdown and as MDX 3. Only what one of the three would
//! take for markup is escaped, so that ordinary prose and code spans look as a person would write them.
//!
//! Inline Markdown is built as a [`Run`] for one [`Place`]; a [`Page`] is built of runs, tables and fenced code.

mod link;
mod marks;
mod page;
mod spot;

use std::marker::PhantomData;

pub use link::LinkUrl;
use marks::{Around, are_all_tags, marked, without_emphasis};
pub use page::{Page, Table};
use spot::{Spot, is_list_marker};

use super::sealed::Sealed;
use crate::markup::{Inline, Span};

/// Where inline Markdown stands, which decides what is markup there.
pub trait Place: Sealed + Default {
    /// The place as a value.
    const KIND: Kind;
}

/// The places of inline Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lines may break, and each could begin a block.
    Paragraph,
    /// One line, which every `|` ends.
    Cell,
    /// One line, which drops `#` at its end.
    Heading,
}

/// A paragraph, or a paragraph of a list's item.
#[derive(Clone, Debug, Default)]
pub struct InParagraph;

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct InCell;

/// A heading.
#[derive(Clone, Debug, Default)]
pub struct InHeading;

impl Sealed for InParagraph {}
impl Sealed for InCell {}
impl Sealed for InHeading {}

impl Place for InParagraph {
    const KIND: Kind = Kind::Paragraph;
}

impl Place for InCell {
    const KIND: Kind = Kind::Cell;
}

impl Place for InHeading {
    const KIND: Kind = Kind::Heading;
}

/// Inline Markdown of a paragraph.
pub type Prose = Run<InParagraph>;
/// Inline Markdown of a table's cell.
pub type Cell = Run<InCell>;
/// Inline Markdown of a heading.
pub type Heading = Run<InHeading>;

/// Inline Markdown for one place.
#[derive(Clone, Debug, Default)]
pub struct Run<P> {
    out: String,
    /// Is this the text of a link, where brackets are markup?
    in_link: bool,
    /// Is this code, in tags?
    in_code: bool,
    place: PhantomData<P>,
}

impl<P: Place> Run<P> {
    /// An empty run.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Adds Markdown of this crate's own.
    #[must_use]
    pub fn literal(mut self, markdown: &'static str) -> Self {
        self.out.push_str(markdown);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.out.push_str(&number.to_string());
        self
    }

    /// Adds text, to be shown as it is.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.push_text(text);
        self
    }

    /// Adds a code span.
    #[must_use]
    pub fn code(mut self, code: &str) -> Self {
        self.push_code(code);
        self
    }

    /// Adds registry Markdown. Emphasis that only tags could write is left out where a line has nothing else.
    #[must_use]
    pub fn inline(mut self, inline: &Inline) -> Self {
        let is_line = P::KIND == Kind::Paragraph && self.begins_line();
        if is_line && are_all_tags(&inline.0) {
            self.push_spans(&without_emphasis(&inline.0), Around::LINE);
        } else {
            self.push_spans(&inline.0, Around::LINE);
        }
        self
    }

    /// Adds a link that shows `text`.
    #[must_use]
    pub fn link(self, text: &str, url: &LinkUrl) -> Self {
        self.linked(url, |link| link.push_text(text))
    }

    /// Adds a link that shows a code span.
    #[must_use]
    pub fn code_link(self, code: &str, url: &LinkUrl) -> Self {
        self.linked(url, |link| link.push_code(code))
    }

    /// Adds an invisible target for links to `#id`.
    #[must_use]
    pub fn anchor(mut self, id: &str) -> Self {
        self.out.push_str("<a id=\"");
        for c in id.chars() {
            if c.is_ascii_alphanumeric() || "_-./:~".contains(c) {
                self.out.push(c);
            } else {
                self.push_entity(c);
            }
        }
        self.out.push_str("\"></a>");
        self
    }

    /// Adds the id of a heading, of letters, digits, `_` and `-`.
    fn id(mut self, id: &str) -> Self {
        self.out.extend([" {#", id, "}"]);
        self
    }

    /// The text, for a line that somebody else has begun.
    pub(in crate::escape) fn into_line(self) -> String {
        one_line(&self.out)
    }

    /// Adds other runs, ` `, `, ` or the like between them.
    #[must_use]
    pub fn joined(mut self, runs: impl IntoIterator<Item = Self>, separator: &'static str) -> Self {
        for (index, run) in runs.into_iter().enumerate() {
            if index > 0 {
                self.out.push_str(separator);
            }
            self.out.push_str(&run.out);
        }
        self
    }

    fn linked(mut self, url: &LinkUrl, show: impl FnOnce(&mut Self)) -> Self {
        self.push_link(url, show);
        self
    }

    fn push_spans(&mut self, spans: &[Span], around: Around) {
        for (index, span) in spans.iter().enumerate() {
            match span {
                Span::Text(text) => self.push_text(text),
                Span::Code(code) => self.push_code(code),
                Span::Emphasis(_) | Span::Strong(_) => {
                    if let Some(marked) = marked(spans, index, around) {
                        self.out.push_str(marked.open);
                        self.push_spans(marked.inside, marked.around);
                        self.out.push_str(marked.close);
                    }
                }
                Span::Link { text, url } => match LinkUrl::new(url) {
                    Some(url) if !self.in_link => {
                        self.push_link(&url, |link| link.push_spans(text, Around::LINK));
                    }
                    _ => self.push_spans(text, around),
                },
            }
        }
    }

    fn push_link(&mut self, url: &LinkUrl, show: impl FnOnce(&mut Self)) {
        // `![` would begin an image.
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push('[');
        self.in_link = true;
        show(self);
        self.in_link = false;
        self.out.push_str("](");
        self.out.push_str(&url.0);
        self.out.push(')');
    }

    /// A cell cannot hold a code span with `\|` (the backslash would go), and nothing can hold an empty one.
    fn push_code(&mut self, code: &str) {
        let code = one_line(code);
        if (P::KIND == Kind::Cell && code.contains("\\|")) || holds_directive(&code) {
            self.out.push_str("<code>");
            self.in_code = true;
            self.push_text(&code);
            self.in_code = false;
            self.out.push_str("</code>");
        } else if !code.is_empty() {
            // Two code spans side by side would share their backticks.
            let touches = self.out.ends_with('`');
            self.out.push_str(if touches { NOTHING } else { "" });
            let is_cell = P::KIND == Kind::Cell;
            self.push_code_span(&if is_cell {
                code.replace('|', "\\|")
            } else {
                code
            });
        }
    }

    /// Its backticks are one more than any run of them inside; a blank keeps them apart from what they hold, where
    /// that begins or ends with a backtick, or with blanks that would go.
    fn push_code_span(&mut self, code: &str) {
        let fence = "`".repeat(longest_run(code, '`') + 1);
        let ends = |c| code.starts_with(c) || code.ends_with(c);
        let is_blank = code.trim_matches(' ').is_empty();
        let needs_pad = ends('`') || (ends(' ') && !is_blank);
        let pad = if needs_pad { " " } else { "" };
        self.out.extend([&fence, pad, code, pad, &fence]);
    }

    fn push_text(&mut self, text: &str) {
        let dollars = text.matches('$').count() > 1;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let begins_line = self.begins_line();
            let spot = Spot {
                before: &text[..at],
                text: &text[at..],
                kind: P::KIND,
                begins_line: P::KIND == Kind::Paragraph && begins_line,
                in_link: self.in_link,
                in_code: self.in_code,
                dollars,
            };
            let plain = if begins_line { 0 } else { spot.plain_len() };
            self.out.push_str(&spot.text[..plain]);
            at += if plain > 0 {
                plain
            } else {
                self.push_next(c, &spot)
            };
        }
    }

    /// Adds the next character, or the next few, and returns how many bytes these are.
    fn push_next(&mut self, c: char, spot: &Spot<'_>) -> usize {
        match c {
            '\n' | '\r' | '\t' | ' ' => self.push_space(c),
            '*' | '_' => return self.push_delimiters(c, spot),
            '0'..='9' if spot.begins_line => return self.push_number(spot),
            'i' | 'e' if spot.begins_module() => self.push_entity(c),
            _ if spot.is_markup(c) => self.out.extend(['\\', c]),
            _ => {
                self.out
                    .push_str(if spot.is_in_autolink(c) { NOTHING } else { "" });
                self.out.push(c);
            }
        }
        c.len_utf8()
    }

    /// White space: line breaks stay where lines may break, nothing begins or ends a line.
    fn push_space(&mut self, c: char) {
        let breaks = P::KIND == Kind::Paragraph && c == '\n';
        if breaks {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        if self.begins_line() {
            return;
        }
        self.out.push(if breaks { '\n' } else { ' ' });
    }

    fn begins_line(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    /// A run of `*` or `_`, escaped where it could open or close something.
    fn push_delimiters(&mut self, c: char, spot: &Spot<'_>) -> usize {
        let len = spot.text.len() - spot.text.trim_start_matches(c).len();
        let after = spot.text[len..].chars().next();
        let both =
            |holds: fn(char) -> bool| spot.last().is_some_and(holds) && after.is_some_and(holds);
        let inert = both(char::is_whitespace) || (c == '_' && both(char::is_alphanumeric));
        for _ in 0..len {
            if !inert || spot.begins_line {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        len
    }

    /// A number at the start of a line, which `.` or `)` would make a list.
    fn push_number(&mut self, spot: &Spot<'_>) -> usize {
        let rest = spot.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = spot.text.len() - rest.len();
        let is_item = digits < 10 && is_list_marker(rest);
        self.out.push_str(&spot.text[..digits]);
        self.out.push_str(if is_item { "\\" } else { "" });
        digits
    }

    fn push_entity(&mut self, c: char) {
        self.out.extend(["&#", &u32::from(c).to_string(), ";"]);
    }
}

/// An element that shows nothing, in HTML and in MDX. It keeps apart what would be a link of GitHub's if it stood
/// together: GitHub and remark look for those in the text that is left when all escapes are gone.
const NOTHING: &str = "<wbr/>";

/// `{{#`, which mdBook takes for the name of a file to include, in code too.
fn holds_directive(code: &str) -> bool {
    let mut braces = code.match_indices("{{");
    braces.any(|(at, _)| {
        code[at..]
            .trim_start_matches('{')
            .trim_start()
            .starts_with('#')
    })
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

/// `text` in one line: a line break is a space.
fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}
