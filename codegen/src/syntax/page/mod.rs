//! A page that a person owns: its markers, paired into regions, each thing in them with its place.
//!
//! ```text
//! {/* errbook:table columns="code,http" */}
//! ...
//! {/* errbook:end 5b1c9e02 */}
//! ```

mod scan;

use std::ops::Range;

use super::{At, Text};
use crate::diag::{Sink, rules};
use crate::model::Comment;
use crate::source::{FileId, Source, Span};
use scan::{Found, comments};

/// What a marker begins with, inside of its comment.
pub(crate) const PREFIX: &str = "errbook:";
/// The marker that ends every region.
const END: &str = "end";

/// One page.
#[derive(Debug)]
pub(crate) struct PageEntry {
    /// Relative to the registry's folder, with `/`.
    pub path: String,
    /// What is in the file, to the byte.
    pub raw: String,
    /// The text that places point into: `raw` without a byte-order mark and with LF line ends.
    pub file: FileId,
    pub regions: Vec<RegionEntry>,
}

/// A region: what stands between two markers.
#[derive(Debug)]
pub(crate) struct RegionEntry {
    pub name: Text,
    /// Words without a key, such as the name of a code.
    pub words: Vec<Text>,
    /// Keys, each with its value.
    pub attributes: Vec<(Text, Text)>,
    pub comment: Comment,
    /// The comment that begins it.
    pub begin: Span,
    /// The text between the comments, from the next line on where a marker has its line for itself.
    pub text: Range<usize>,
    /// The comment that ends it, with what stands before it in its line where it has that for itself.
    pub end: Range<usize>,
    /// The hash of the text that errbook put there.
    pub recorded: Option<String>,
    /// Does each of the two comments have a line for itself?
    pub is_block: bool,
}

/// Whatever is a marker in the page, in order.
struct Marker {
    comment: Comment,
    name: Text,
    words: Vec<Text>,
    attributes: Vec<(Text, Text)>,
    span: Span,
    /// The line around it, with its line feed, where nothing else stands in it.
    line: Option<Range<usize>>,
}

/// The regions of a page. What is wrong with how they are written is reported.
pub(crate) fn parse(
    file: FileId,
    source: &Source,
    is_mdx: bool,
    sink: &mut Sink,
) -> Vec<RegionEntry> {
    let text = source.text.as_str();
    let mut pairs = Pairs::default();
    for found in comments(text, is_mdx) {
        if let Some(marker) = Marker::read(text, file, &found, sink) {
            pairs.take(marker, sink);
        }
    }
    pairs.finish(sink)
}

/// Pairs begins and ends.
#[derive(Default)]
struct Pairs {
    open: Option<Marker>,
    /// How many ends belong to markers that have been reported.
    orphans: usize,
    regions: Vec<RegionEntry>,
}

impl Pairs {
    fn take(&mut self, marker: Marker, sink: &mut Sink) {
        if marker.name.value == END {
            self.end(marker, sink);
            return;
        }
        if let Some(outer) = self.open.replace(marker)
            && let Some(inner) = &self.open
        {
            let message = format!(
                "the region `{}` begins before the one before it ends",
                inner.name.value
            );
            let help = "regions do not nest: end the first with a marker `errbook:end`";
            sink.report(&rules::PAGE_REGION, &inner.span, message, help)
                .related(&outer.span, "this one is still open");
            self.orphans += 1;
        }
    }

    fn end(&mut self, end: Marker, sink: &mut Sink) {
        match self.open.take() {
            Some(begin) => self.regions.extend(region(begin, end, sink)),
            None if self.orphans > 0 => self.orphans -= 1,
            None => {
                let help = "remove it, or put the marker before it that begins the region";
                let message = "`errbook:end` ends a region that nothing began";
                sink.report(&rules::PAGE_REGION, &end.span, message, help);
            }
        }
    }

    fn finish(self, sink: &mut Sink) -> Vec<RegionEntry> {
        if let Some(open) = self.open {
            let message = format!("the region `{}` has no end", open.name.value);
            let help = format!(
                "put `{}` behind what errbook is to keep",
                written(open.comment, "errbook:end")
            );
            sink.report(&rules::PAGE_REGION, &open.span, message, help);
        }
        self.regions
    }
}

/// A marker as a page has it.
pub(crate) fn written(comment: Comment, inside: &str) -> String {
    let (open, close) = comment.delimiters();
    format!("{open} {inside} {close}").trim_end().to_owned()
}

fn region(begin: Marker, end: Marker, sink: &mut Sink) -> Option<RegionEntry> {
    if begin.comment != end.comment {
        let help = format!("write `{}`", written(begin.comment, "errbook:end"));
        let message = "a region ends with another kind of comment than it begins with";
        sink.report(&rules::PAGE_REGION, &end.span, message, help)
            .related(&begin.span, "the begin");
        return None;
    }
    for (key, _) in &end.attributes {
        unexpected(key, sink);
    }
    end.words
        .iter()
        .skip(1)
        .for_each(|word| unexpected(word, sink));
    let (text, end_range, is_block) = match (&begin.line, &end.line) {
        (Some(first), Some(last)) => (first.end..last.start, last.start..end.span.bytes.end, true),
        _ => (
            begin.span.bytes.end..end.span.bytes.start,
            end.span.bytes.clone(),
            false,
        ),
    };
    Some(RegionEntry {
        name: begin.name,
        words: begin.words,
        attributes: begin.attributes,
        comment: begin.comment,
        begin: begin.span,
        text,
        end: end_range,
        recorded: end.words.into_iter().next().map(|word| word.value),
        is_block,
    })
}

fn unexpected(word: &Text, sink: &mut Sink) {
    let message = "`errbook:end` with more than a hash behind it";
    sink.report(&rules::PAGE_REGION, &word.span, message, "remove it");
}

impl Marker {
    /// Reads a comment that begins as markers do.
    fn read(text: &str, file: FileId, found: &Found, sink: &mut Sink) -> Option<Self> {
        let mut words = Words {
            text,
            file,
            at: found.inside.start,
            end: found.inside.end,
        };
        words.skip_blanks();
        words.at += PREFIX.len();
        let span = Span::new(file, found.outside.clone());
        let Some(name) = words.word() else {
            let help = "write which region it is, such as `errbook:table`, or `errbook:end`";
            sink.report(&rules::PAGE_REGION, &span, "a marker without a name", help);
            return None;
        };
        let mut marker = Self {
            comment: found.comment,
            name,
            words: Vec::new(),
            attributes: Vec::new(),
            line: line_alone(text, &found.outside),
            span,
        };
        while let Some(item) = words.item() {
            match item {
                Ok((key, Some(value))) => marker.attributes.push((key, value)),
                Ok((word, None)) => marker.words.push(word),
                Err(place) => {
                    let help = "write it as `key=\"value\"`, the value in quotes";
                    let message = "a marker's attribute that is not closed, or has no value";
                    sink.report(&rules::PAGE_REGION, &place, message, help);
                    break;
                }
            }
        }
        Some(marker)
    }
}

/// The line that holds `inner`, where nothing else but blanks stands in it.
fn line_alone(text: &str, inner: &Range<usize>) -> Option<Range<usize>> {
    let start = text[..inner.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[inner.end..].find('\n');
    let end = end.map_or(text.len(), |at| inner.end + at + 1);
    let is_blank = |part: &str| part.trim_matches([' ', '\t', '\n']).is_empty();
    let is_alone = is_blank(&text[start..inner.start])
        && is_blank(&text[inner.end..end])
        // An own line spans no other.
        && !text[inner.clone()].contains('\n');
    is_alone.then_some(start..end)
}

/// The words of a marker.
struct Words<'t> {
    text: &'t str,
    file: FileId,
    at: usize,
    end: usize,
}

type Item = Result<(Text, Option<Text>), Span>;

impl Words<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn taken(&mut self, len: usize) -> Text {
        let range = self.at..self.at + len;
        self.at = range.end;
        At {
            value: self.text[range.clone()].to_owned(),
            span: Span::new(self.file, range),
        }
    }

    fn word(&mut self) -> Option<Text> {
        let ends = |c: char| c.is_whitespace() || "=\"'".contains(c);
        let len = self.rest().find(ends).unwrap_or(self.rest().len());
        (len > 0).then(|| self.taken(len))
    }

    /// The next word, or key and value; the place of what is neither.
    fn item(&mut self) -> Option<Item> {
        self.skip_blanks();
        if self.rest().is_empty() {
            return None;
        }
        let start = self.at;
        let Some(word) = self.word() else {
            return Some(Err(self.lost(start)));
        };
        if !self.rest().starts_with('=') {
            return Some(Ok((word, None)));
        }
        self.at += 1;
        let value = self.quoted();
        Some(match value {
            Some(value) => Ok((word, Some(value))),
            None => Err(self.lost(start)),
        })
    }

    fn quoted(&mut self) -> Option<Text> {
        let quote = self.rest().chars().next().filter(|c| "\"'".contains(*c))?;
        let len = self.rest()[1..].find(quote)?;
        self.at += 1;
        let value = self.taken(len);
        self.at += 1;
        Some(value)
    }

    fn lost(&self, start: usize) -> Span {
        let rest = &self.text[start..self.end];
        Span::new(self.file, start..start + rest.trim_end().len())
    }
}
