//! What syntax errors have made unreadable, so that nothing is reported that only follows from them.

use std::ops::Range;

use crate::diag::{Diagnostic, rules};
use crate::source::{FileId, Source};

/// The damaged parts of one file.
#[derive(Debug)]
pub(crate) struct Damage {
    file: FileId,
    /// Tables with a syntax error in them, header to header, as bytes of the file.
    tables: Vec<Range<usize>>,
}

impl Damage {
    pub fn none(file: FileId) -> Self {
        Self {
            file,
            tables: Vec::new(),
        }
    }

    /// Nothing of the file was read.
    pub fn total(file: FileId) -> Self {
        Self {
            file,
            tables: std::iter::once(0..usize::MAX).collect(),
        }
    }

    /// There is a syntax error on `line`: the table around it is damaged.
    pub fn add(&mut self, source: &Source, line: usize) {
        let (offset, _) = source.line_range(line);
        if self
            .tables
            .last()
            .is_some_and(|table| table.contains(&offset))
        {
            return;
        }
        let is_header = |line: &usize| source.line_text(*line).trim_start().starts_with('[');
        let first = (0..=line).rev().find(is_header).unwrap_or(0);
        let next = (line + 1..source.line_count()).find(is_header);
        let end = next.map_or(usize::MAX, |line| source.line_range(line).0);
        self.tables.push(source.line_range(first).0..end);
    }

    /// Is there any?
    pub fn is_none(&self) -> bool {
        self.tables.is_empty()
    }

    /// Would the diagnostic perhaps not be, but for a syntax error?
    pub fn explains(&self, diagnostic: &Diagnostic) -> bool {
        let causes = [
            &rules::TOML_SYNTAX,
            &rules::TOO_DEEP,
            &rules::ENCODING,
            &rules::TOO_LARGE,
        ];
        if causes.contains(&diagnostic.rule) {
            return false;
        }
        let start = diagnostic.span.bytes.start;
        diagnostic.span.file == self.file && self.tables.iter().any(|table| table.contains(&start))
    }
}
