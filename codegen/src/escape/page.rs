//! Pages that people own: their own text stays as it is, to the byte, and what errbook puts between it is made of the types
//! of its place.

use super::Rendered as _;
use super::json;
use super::markdown::{Page, Prose};
use crate::model::{Comment, Part, Region};

/// What belongs into a region, encoded for its place.
pub enum Content {
    /// Blocks, between lines.
    Blocks(Page),
    /// Inline Markdown, within a line.
    Line(Prose),
    /// A number or a date, within a line or as a value of JavaScript.
    Value(Scalar),
    /// A key of YAML front matter and its text.
    Field(&'static str, String),
}

/// What is the same text in every language.
pub enum Scalar {
    /// A number.
    Number(usize),
    /// A word of this crate's own.
    Word(&'static str),
    /// Digits and hyphens; whatever else is left out.
    Date(String),
}

/// A page with all regions filled.
#[derive(Debug, Default)]
pub struct Filled {
    text: String,
    read: String,
    edited: Vec<usize>,
}

impl Filled {
    /// A page without any parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the author's own text.
    pub fn own(&mut self, text: &str) {
        self.text.push_str(text);
        self.read.push_str(text);
    }

    /// Adds a region and the marker that ends it. What is right already stays as it is, to the byte.
    pub fn region(&mut self, region: &Region, content: Content) {
        let new = placed(region, content);
        let (old_hash, new_hash) = (hash(&region.text), hash(&new));
        let is_right = unified(&region.text) == unified(&new);
        let is_edited = region
            .recorded
            .as_ref()
            .is_some_and(|recorded| *recorded != old_hash);
        if is_edited && old_hash != new_hash {
            self.edited.push(region.line);
        }
        self.text.push_str(&region.begin);
        self.text
            .push_str(if is_right { &region.text } else { &new });
        if region.recorded.as_ref() == Some(&new_hash) {
            self.text.push_str(&region.end);
        } else {
            let bare = region.end.trim_start();
            let before = &region.end[..region.end.len() - bare.len()];
            let (open, close) = region.comment.delimiters();
            let marker = format!("{before}{open} errbook:end {new_hash} {close}");
            self.text.push_str(marker.trim_end());
        }
        self.read
            .extend([&region.begin, &region.text, &region.end].map(String::as_str));
    }

    /// The text; what was there before; and the lines of regions that a person has changed, where that would be lost.
    pub(crate) fn into_parts(self) -> (String, String, Vec<usize>) {
        (self.text, self.read, self.edited)
    }
}

/// A page as a site serves it: without markers, and without the blank lines that belong to these.
#[must_use]
pub fn without_markers(parts: &[Part], content: impl Fn(&Region) -> Content) -> String {
    let mut out = String::new();
    let mut is_line_over = false;
    for part in parts {
        match part {
            Part::Own(text) => {
                let text = unified(text);
                let rest = text.strip_prefix('\n').filter(|_| is_line_over);
                out.push_str(rest.unwrap_or(&text));
            }
            Part::Region(region) => {
                let text = unified(&placed(region, content(region)));
                is_line_over = region.block.is_some();
                if is_line_over {
                    let text = text.trim_matches('\n');
                    out.push_str(text);
                    out.push_str(if text.is_empty() { "" } else { "\n" });
                } else {
                    out.push_str(&text);
                }
            }
        }
    }
    out
}

/// The text between the markers of a region.
fn placed(region: &Region, content: Content) -> String {
    let is_script = region.comment == Comment::Script;
    let text = match content {
        Content::Blocks(page) => page.into_text(),
        Content::Line(prose) => prose.into_line(),
        Content::Value(value) => value.text(is_script),
        // A string of JSON is one of YAML.
        Content::Field(key, text) => format!("{key}: {}\n", json::string(&text)),
    };
    let Some(indent) = &region.block else {
        return text;
    };
    let is_blocks = region.comment != Comment::Yaml;
    let mut lines = Vec::new();
    lines.extend(is_blocks.then(String::new));
    lines.extend(text.lines().map(|line| match line {
        "" => String::new(),
        line => format!("{}{line}", indent.before),
    }));
    lines.extend((is_blocks && !text.is_empty()).then(String::new));
    let end = if indent.crlf { "\r\n" } else { "\n" };
    lines.iter().flat_map(|line| [line, end]).collect()
}

impl Scalar {
    fn text(self, is_script: bool) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Word(word) if is_script => json::string(word),
            Self::Word(word) => word.to_owned(),
            Self::Date(date) => {
                let is_date = |c: &char| c.is_ascii_digit() || *c == '-';
                let date: String = date.chars().filter(is_date).collect();
                if is_script { json::string(&date) } else { date }
            }
        }
    }
}

fn unified(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// What the marker that ends a region remembers of the text in it, so that a change by hand is seen. Line ends and blanks
/// around it do not count. (FNV-1a of 64 bits, folded to 32: the same on every machine and in every version.)
fn hash(text: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in unified(text).trim().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}
