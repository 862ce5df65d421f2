//! A file's text, and the way from byte offsets to lines and columns.

use std::ops::Range;

use crate::unicode::escaped;

/// The files of one registry: the registry itself first, then what it includes, in sorted order, then the crate's `Cargo.toml`
/// where that is held against it.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// As shown to the user, with `/`: `errors.toml`, `errors/billing.toml`. Whatever the file system allows, this is one
    /// line, and nothing in it is hidden.
    pub path: String,
    /// The text, without a byte-order mark.
    pub text: String,
    /// Byte offset of each line's first byte.
    lines: Vec<usize>,
    /// How many characters begin before each [`STRIDE`] bytes, so that a column in a very long line is found quickly.
    marks: Vec<usize>,
}

const STRIDE: usize = 1024;

/// Which file of [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) usize);

/// A place: a run of bytes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Bytes of its text.
    pub bytes: Range<usize>,
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Span {
    /// The place of `bytes` in `file`.
    #[must_use]
    pub fn new(file: FileId, bytes: Range<usize>) -> Self {
        Self { file, bytes }
    }
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(Source::new(&path.into(), text.into()));
        FileId(self.0.len() - 1)
    }

    /// One file.
    #[must_use]
    pub fn get(&self, file: FileId) -> &Source {
        &self.0[file.0]
    }

    /// All files, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, source)| (FileId(index), source))
    }

    /// Where a span begins.
    #[must_use]
    pub fn position(&self, span: &Span) -> Position {
        self.get(span.file).position(span.bytes.start)
    }

    /// Where a span ends: behind its last character.
    #[must_use]
    pub fn end(&self, span: &Span) -> Position {
        self.get(span.file).position(span.bytes.end)
    }
}

impl Source {
    fn new(path: &str, text: String) -> Self {
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let mut characters = 0;
        let mut marks = vec![0];
        for block in text.as_bytes().chunks(STRIDE) {
            characters += beginning(block);
            marks.push(characters);
        }
        Self {
            path: escaped(path).replace('\n', "\\n"),
            text,
            lines,
            marks,
        }
    }

    /// The line (from 0) that holds a byte offset, and the offset of its first byte.
    #[must_use]
    pub fn line(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1) - 1;
        (line, self.lines[line])
    }

    /// How many lines there are; a file has at least one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line, counted from 0, without its line feed; empty past the end.
    #[must_use]
    pub fn line_range(&self, line: usize) -> (usize, usize) {
        let end = |next: &usize| next - 1;
        let start = self.lines.get(line).copied().unwrap_or(self.text.len());
        (start, self.lines.get(line + 1).map_or(self.text.len(), end))
    }

    /// The text of a line, counted from 0, without its line feed; empty past the end.
    #[must_use]
    pub fn line_text(&self, line: usize) -> &str {
        let (start, end) = self.line_range(line);
        &self.text[start..end]
    }

    /// The line and column of a byte offset; one past the end is the place behind the last character.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (line, start) = self.line(offset);
        Position {
            line: line + 1,
            column: self.characters(offset) - self.characters(start) + 1,
        }
    }

    /// How many characters begin before a byte offset.
    fn characters(&self, offset: usize) -> usize {
        let block = offset / STRIDE;
        self.marks[block] + beginning(&self.text.as_bytes()[block * STRIDE..offset])
    }
}

/// How many characters begin in a run of UTF-8.
fn beginning(bytes: &[u8]) -> usize {
    let is_first = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(is_first).count()
}
