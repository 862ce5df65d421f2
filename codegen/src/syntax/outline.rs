//! The outline of a file: its headers and entries, and what keeps them from being read, before anything is built.

use std::ops::Range;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

/// How deep tables and arrays may nest: keys of a header and of an entry count, and so do brackets. A deeper tree is
/// never built, since whatever walks it, even to free it, would take as much stack as it is deep.
pub(super) const MOST_DEEP: usize = 32;
/// How many errors are kept: a file with more of them is something else than TOML.
pub(super) const MOST_ERRORS: usize = 10_000;

/// What a file consists of.
#[derive(Default)]
pub(super) struct Outline {
    /// Headers and entries, in order.
    pub statements: Vec<Statement>,
    /// The first errors, in the order in which they were found.
    pub errors: Vec<ParseError>,
    /// How many errors there are.
    pub error_count: usize,
    /// The first place that nests deeper than the format allows.
    pub too_deep: Option<Range<usize>>,
    /// Brackets and quotes that are never closed, in order.
    pub unclosed: Vec<Range<usize>>,
}

/// A header, or an entry with its value. A file may have millions, so that each is kept small.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    start: u32,
    end: u32,
    /// The first two of the keys that lead to it from the root; empty where there are fewer.
    keys: [(u32, u32); 2],
    /// Is it `[a.b]` or `[[a.b]]`, not an entry?
    pub is_header: bool,
    /// Do more keys than these two lead to it?
    pub is_inner: bool,
}

/// Where a statement is cut off that no registry may have: past the largest file by far.
fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl Outline {
    pub fn of(text: &str) -> Self {
        let mut reader = Reader {
            text,
            header: Vec::new(),
            keys: Vec::new(),
            open: Vec::new(),
            in_header: false,
            in_statement: false,
            outline: Self::default(),
        };
        let (mut errors, mut open, mut count) = (Vec::new(), Vec::new(), 0);
        let mut sink = |error: ParseError| {
            count += 1;
            // These come at the end of the text, behind whatever else follows from them.
            open.extend(unclosed(&error));
            if errors.len() < MOST_ERRORS {
                errors.push(error);
            }
        };
        parse_document(&Source::new(text).lex().into_vec(), &mut reader, &mut sink);
        reader.end(text.len());
        let mut outline = reader.outline;
        outline.unclosed.append(&mut open);
        outline.unclosed.sort_by_key(|open| open.start);
        outline.errors = errors;
        outline.error_count = count;
        outline
    }

    /// The statement that holds an offset.
    pub fn statement(&self, offset: usize) -> Option<usize> {
        let before = (self.statements).partition_point(|statement| statement.begin() <= offset);
        let index = before.checked_sub(1)?;
        (offset <= self.statements[index].bytes().end).then_some(index)
    }

    /// The bytes of a statement; of a header, also the entries below it.
    pub fn extent(&self, index: usize) -> Range<usize> {
        let statement = &self.statements[index];
        if !statement.is_header {
            return statement.bytes();
        }
        let below = &self.statements[index + 1..];
        let last = below.iter().take_while(|below| !below.is_header).last();
        statement.begin()..last.unwrap_or(statement).bytes().end
    }

    /// Where the next header begins, or the text ends.
    pub fn next_header(&self, offset: usize, text: &str) -> usize {
        let after = (self.statements).partition_point(|statement| statement.begin() <= offset);
        let header = self.statements[after..].iter().find(|next| next.is_header);
        header.map_or(text.len(), Statement::begin)
    }
}

impl Statement {
    /// Where its first key or bracket stands.
    pub fn begin(&self) -> usize {
        self.start as usize
    }

    /// From its first key or bracket to the end of its last line.
    pub fn bytes(&self) -> Range<usize> {
        self.begin()..self.end as usize
    }

    /// The part of the registry that it belongs to: `errors` and the name of a code, `types` and the name of a type, or
    /// else the name of a table.
    pub fn section<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let key = |(start, end)| text[start as usize..end as usize].trim_matches(['"', '\'']);
        let [first, second] = self.keys.map(key);
        match first {
            "errors" | "types" => (first, second),
            _ => (first, ""),
        }
    }
}

/// Where the bracket stands that an error says is never closed.
fn unclosed(error: &ParseError) -> Option<Range<usize>> {
    let is_unclosed = ["unclosed array", "unclosed inline table"].contains(&error.description());
    let open = error.context().filter(|_| is_unclosed)?;
    Some(open.start()..open.end())
}

struct Reader<'t> {
    text: &'t str,
    /// Keys of the table header.
    header: Vec<Range<usize>>,
    /// Keys of the entry, and of the inline tables around what is read.
    keys: Vec<Range<usize>>,
    /// How many `keys` there were before each open bracket.
    open: Vec<usize>,
    in_header: bool,
    in_statement: bool,
    outline: Outline,
}

impl<'t> Reader<'t> {
    fn raw(&self, span: Span, encoding: Option<Encoding>) -> Raw<'t> {
        Raw::new_unchecked(&self.text[span.start()..span.end()], encoding, span)
    }

    fn deeper(&mut self, span: Span) -> bool {
        let fits = self.header.len() + self.keys.len() + self.open.len() <= MOST_DEEP;
        if !fits && self.outline.too_deep.is_none() {
            self.outline.too_deep = Some(span.start()..span.end());
        }
        fits
    }

    fn enter(&mut self, span: Span) -> bool {
        self.open.push(self.keys.len());
        self.deeper(span)
    }

    fn leave(&mut self) {
        let before = self.open.pop().unwrap_or_default();
        self.keys.truncate(before);
    }

    fn open_header(&mut self, span: Span) {
        self.end(span.start());
        self.header.clear();
        self.in_header = true;
        self.begin(span);
    }

    fn begin(&mut self, span: Span) {
        self.in_statement = true;
        self.outline.statements.push(Statement {
            start: small(span.start()),
            end: small(span.end()),
            keys: [(0, 0); 2],
            is_header: self.in_header,
            is_inner: false,
        });
    }

    /// Notes the path of the statement once its keys are known.
    fn name(&mut self) {
        let mut path = self.header.iter().chain(&self.keys);
        let keys = [(); 2].map(|()| {
            path.next()
                .map_or((0, 0), |key| (small(key.start), small(key.end)))
        });
        let is_inner = path.next().is_some();
        if let Some(statement) = self.outline.statements.last_mut() {
            statement.keys = keys;
            statement.is_inner = is_inner;
        }
    }

    fn end(&mut self, at: usize) {
        if !std::mem::take(&mut self.in_statement) {
            return;
        }
        if let Some(statement) = self.outline.statements.last_mut() {
            statement.end = small(at).max(statement.end);
        }
        self.keys.clear();
        self.open.clear();
        self.in_header = false;
    }
}

impl EventReceiver for Reader<'_> {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_header(span);
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_header(span);
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

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        self.raw(span, encoding).decode_key(&mut (), errors);
        if !self.in_statement {
            self.begin(span);
        }
        let keys = if self.in_header {
            &mut self.header
        } else {
            &mut self.keys
        };
        keys.push(span.start()..span.end());
        if self.open.is_empty() {
            self.name();
        }
        self.deeper(span);
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let _kind = self.raw(span, encoding).decode_scalar(&mut (), errors);
        let quotes = match encoding {
            Some(Encoding::MlBasicString) => "\"\"\"",
            Some(Encoding::MlLiteralString) => "'''",
            _ => return,
        };
        let written = &self.text[span.start()..span.end()];
        let is_closed = written.len() >= 6 && written.ends_with(quotes);
        if !is_closed {
            self.outline.unclosed.push(span.start()..span.start() + 3);
        }
    }

    fn value_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        // The next entry of an inline table begins where the bracket left off.
        let before = self.open.last().copied().unwrap_or_default();
        self.keys.truncate(before);
    }

    fn comment(&mut self, span: Span, errors: &mut dyn ErrorSink) {
        self.raw(span, None).decode_comment(errors);
    }

    fn newline(&mut self, span: Span, errors: &mut dyn ErrorSink) {
        self.raw(span, None).decode_newline(errors);
        if self.open.is_empty() {
            self.end(span.start());
        }
    }
}
