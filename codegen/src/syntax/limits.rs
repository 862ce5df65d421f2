//! The format's limits, held before anything is built: how deep values nest.

use std::ops::Range;

use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, Source, Span};

/// How deep tables and arrays may nest: keys of a header and of an entry count, and so do brackets.
const MOST_DEEP: usize = 32;

/// The first place that nests deeper than the format allows. A deeper tree is never built, since whatever
/// walks it, even to free it, would take as much stack as it is deep.
pub(super) fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut depth = Depth::default();
    parse_document(&Source::new(text).lex().into_vec(), &mut depth, &mut ());
    depth.found
}

#[derive(Default)]
struct Depth {
    /// Keys of the table header.
    header: usize,
    /// Keys of the entry, and brackets around the value that is read.
    inner: usize,
    /// What `inner` was before each open bracket.
    open: Vec<usize>,
    in_header: bool,
    found: Option<Range<usize>>,
}

impl Depth {
    fn deeper(&mut self, span: Span) -> bool {
        let too_deep = self.header + self.inner > MOST_DEEP;
        if too_deep && self.found.is_none() {
            self.found = Some(span.start()..span.end());
        }
        !too_deep
    }

    fn enter(&mut self, span: Span) -> bool {
        self.open.push(self.inner);
        self.inner += 1;
        self.deeper(span)
    }

    fn leave(&mut self) {
        self.inner = self.open.pop().unwrap_or_default();
    }

    fn open_header(&mut self) {
        *self = Self {
            in_header: true,
            found: self.found.take(),
            ..Self::default()
        };
    }
}

impl EventReceiver for Depth {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.open_header();
    }

    fn std_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.in_header = false;
    }

    fn array_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.open_header();
    }

    fn array_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.in_header = false;
    }

    fn inline_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.enter(span)
    }

    fn inline_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.leave();
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.enter(span)
    }

    fn array_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.leave();
    }

    fn simple_key(
        &mut self,
        span: Span,
        _: Option<toml_parser::decoder::Encoding>,
        _: &mut dyn ErrorSink,
    ) {
        if self.in_header {
            self.header += 1;
        } else {
            self.inner += 1;
        }
        self.deeper(span);
    }

    fn value_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        // The next entry of an inline table begins where the bracket left off.
        self.inner = self.open.last().map_or(0, |before| before + 1);
    }

    fn newline(&mut self, _: Span, _: &mut dyn ErrorSink) {
        if self.open.is_empty() {
            self.inner = 0;
            self.in_header = false;
        }
    }
}
