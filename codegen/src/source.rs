//! A file's text, and the way from byte offsets to lines and columns.

use std::ops::Range;

/// The files of one registry: the registry itself first, then what it includes, in sorted order.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

/// One file.
#[derive(Clone, Debug)]
pub struct Source {
    /// As shown to the user, with `/`: `errors.toml`, `errors/billing.toml`.
    pub path: String,
    /// The text, without a byte-order mark.
    pub text: String,
    /// Byte offset of each line's first byte.
    lines: Vec<usize>,
}

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
        let text = text.into();
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        self.0.push(Source {
            path: path.into(),
            text,
            lines,
        });
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
}

impl Source {
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
        let inside = |at: &usize| self.text.is_char_boundary(*at);
        let offset = (0..=offset.min(self.text.len()))
            .rev()
            .find(inside)
            .unwrap_or(0);
        let (line, start) = self.line(offset);
        Position {
            line: line + 1,
            column: self.text[start..offset].chars().count() + 1,
        }
    }
}
