//! Markdown: the context of the docs page.
//!
//! What comes out reads the same as `CommonMark`, as GitHub's Markdown and as MDX 3. Only what one of the three would
//! take for markup is escaped, so that ordinary prose and code spans look as a person would write them.
//!
//! Inline Markdown is built as a [`Run`] for one [`Place`]; a [`Page`] is built of runs, tables and fenced code.

use std::marker::PhantomData;

use super::{Rendered, sealed::Sealed};
use crate::markup::{Block, Blocks, Inline, Span, is_allowed_url, is_language};

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

    /// Adds registry Markdown.
    #[must_use]
    pub fn inline(mut self, inline: &Inline) -> Self {
        let marks = Marks::that_keep(&inline.0);
        self.push_spans(&inline.0, marks);
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

    fn push_spans(&mut self, spans: &[Span], marks: Marks) {
        for span in spans {
            match span {
                Span::Text(text) => self.push_text(text),
                Span::Code(code) => self.push_code(code),
                Span::Emphasis(spans) => {
                    let around = marks.emphasis(&self.out);
                    self.push_marked(spans, marks, around)
                }
                Span::Strong(spans) => self.push_marked(spans, marks, marks.strong()),
                Span::Link { text, url } => match LinkUrl::new(url) {
                    Some(url) if !self.in_link => {
                        self.push_link(&url, |link| link.push_spans(text, marks));
                    }
                    _ => self.push_spans(text, marks),
                },
            }
        }
    }

    fn push_marked(&mut self, spans: &[Span], marks: Marks, (open, close): (&str, &str)) {
        self.out.push_str(open);
        self.push_spans(spans, marks);
        self.out.push_str(close);
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

    /// A code span, its backticks one more than any run of them inside. A cell cannot hold a code span with `\|`
    /// (the backslash would go), and nothing can hold an empty one.
    fn push_code(&mut self, code: &str) {
        let code = one_line(code);
        if code.is_empty() {
            return;
        }
        if P::KIND == Kind::Cell && code.contains("\\|") {
            self.out.push_str("<code>");
            self.push_text(&code);
            self.out.push_str("</code>");
            return;
        }
        // Two code spans side by side would share their backticks.
        if self.out.ends_with('`') {
            self.out.push_str(NOTHING);
        }
        let fence = "`".repeat(longest_run(&code, '`') + 1);
        let ends = |c| code.starts_with(c) || code.ends_with(c);
        let blank = code.trim_matches(' ').is_empty();
        let pad = if ends('`') || (ends(' ') && !blank) {
            " "
        } else {
            ""
        };
        let code = if P::KIND == Kind::Cell {
            code.replace('|', "\\|")
        } else {
            code
        };
        self.out.extend([&fence, pad, &code, pad, &fence]);
    }

    fn push_text(&mut self, text: &str) {
        let dollars = text.matches('$').count() > 1;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let spot = Spot {
                before: &text[..at],
                text: &text[at..],
                kind: P::KIND,
                begins_line: P::KIND == Kind::Paragraph && self.begins_line(),
                in_link: self.in_link,
                dollars,
            };
            at += self.push_next(c, &spot);
        }
    }

    /// Adds the next character, or the next few, and returns how many bytes these are.
    fn push_next(&mut self, c: char, spot: &Spot<'_>) -> usize {
        match c {
            '\n' | '\r' | '\t' | ' ' => self.push_space(c),
            '*' | '_' => return self.push_delimiters(c, spot),
            '@' if spot.is_email() => self.out.extend([NOTHING, "@"]),
            ':' if spot.is_url() => self.out.extend([":", NOTHING]),
            'w' | 'W' if spot.is_host() => {
                self.out.extend([&spot.text[..3], NOTHING]);
                return 3;
            }
            'i' | 'e' if spot.begins_module() => self.push_entity(c),
            '0'..='9' if spot.begins_line => return self.push_number(spot),
            _ if spot.is_markup(c) => self.out.extend(['\\', c]),
            _ => self.out.push(c),
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
        self.out.push_str(&spot.text[..digits]);
        let is_marker = rest.starts_with(['.', ')']) && ends_word(&rest[1..]);
        if !is_marker {
            return digits;
        }
        self.out.extend(["\\", &rest[..1]]);
        digits + 1
    }

    fn push_entity(&mut self, c: char) {
        self.out.push_str(&format!("&#{};", u32::from(c)));
    }
}

/// An element that shows nothing, in HTML and in MDX. It keeps apart what would be a link of GitHub's if it stood
/// together: GitHub and remark look for those in the text that is left when all escapes are gone.
const NOTHING: &str = "<wbr/>";

/// A character of a text, with what decides whether it is markup.
struct Spot<'a> {
    /// The text before it. Where it is empty, anything may stand before.
    before: &'a str,
    /// The text from the character on.
    text: &'a str,
    kind: Kind,
    begins_line: bool,
    in_link: bool,
    /// Has the text two `$`, which some renderers take for mathematics?
    dollars: bool,
}

impl Spot<'_> {
    /// Is `c`, which is punctuation then, markup here?
    fn is_markup(&self, c: char) -> bool {
        let rest = &self.text[c.len_utf8()..];
        match c {
            '`' | '[' | '{' | '~' => true,
            '<' => !stands_alone(rest),
            ']' | '^' => self.in_link,
            '|' => self.kind == Kind::Cell || self.begins_line,
            '$' => self.dollars,
            '&' => begins_entity(rest),
            '\\' => rest.starts_with(|next: char| next.is_ascii_punctuation()) || ends_line(rest),
            '>' => self.begins_line,
            '#' if self.kind == Kind::Heading => self.closes_heading(),
            '#' | '+' | '=' => self.begins_line && (rest.starts_with(c) || ends_word(rest)),
            '-' => self.begins_line && (rest.starts_with(['-', '|', ':']) || ends_word(rest)),
            ':' => self.begins_line && rest.starts_with(['-', ':']),
            _ => false,
        }
    }

    /// Would a heading drop this `#`, because nothing else follows?
    fn closes_heading(&self) -> bool {
        let begins_word = self.last().is_none_or(char::is_whitespace);
        begins_word && self.text.trim_start_matches('#').trim().is_empty()
    }

    /// Would GitHub make an address of what stands around this `@`?
    fn is_email(&self) -> bool {
        let local = |c: char| c.is_alphanumeric() || "._+-".contains(c);
        let host = |c: &char| c.is_alphanumeric() || "_-.".contains(*c);
        let has_dot = || self.text[1..].chars().take_while(host).any(|c| c == '.');
        self.last().is_some_and(local) && has_dot()
    }

    /// Is this the colon of `https://`?
    fn is_url(&self) -> bool {
        let schemes = ["http", "https", "ftp"];
        self.text.starts_with("://") && schemes.iter().any(|scheme| has_suffix(self.before, scheme))
    }

    /// Does a host begin here that GitHub would link, `www.`?
    fn is_host(&self) -> bool {
        has_prefix(self.text, "www.") && !self.last().is_some_and(char::is_alphanumeric)
    }

    /// Would MDX take this line for JavaScript?
    fn begins_module(&self) -> bool {
        let module = ["import", "export"]
            .iter()
            .find_map(|word| self.text.strip_prefix(word));
        self.begins_line && module.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    fn last(&self) -> Option<char> {
        self.before.chars().next_back()
    }
}

fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

fn ends_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])
}

/// Do a blank and a word follow? Then a `<` is no tag, not even to MDX.
fn stands_alone(rest: &str) -> bool {
    rest.strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn has_suffix(text: &str, suffix: &str) -> bool {
    let at = text.len().saturating_sub(suffix.len());
    text.get(at..)
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Is this what follows the `&` of an entity? No entity's name is longer than 31 letters.
fn begins_entity(rest: &str) -> bool {
    let name = |c: &u8| c.is_ascii_alphanumeric() || *c == b'#';
    let len = rest.bytes().take(40).take_while(name).count();
    len > 0 && rest[len..].starts_with(';')
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

/// `text` in one line: a line break, with the blanks around it, is a space.
fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}

/// How emphasis is written. Tags say the same as marks where marks could not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// `*a*`, and `_a_` where it follows another mark.
    Mixed,
    Stars,
    Tags,
}

impl Marks {
    /// The first way of writing `spans` that reads back as the same.
    fn that_keep(spans: &[Span]) -> Self {
        let marked = |span: &Span| !matches!(span, Span::Text(_) | Span::Code(_));
        if !spans.iter().any(marked) {
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
    fn emphasis(self, before: &str) -> (&'static str, &'static str) {
        match self {
            Self::Mixed if before.ends_with('*') => ("_", "_"),
            Self::Mixed | Self::Stars => ("*", "*"),
            Self::Tags => ("<em>", "</em>"),
        }
    }

    fn strong(self) -> (&'static str, &'static str) {
        match self {
            Self::Mixed | Self::Stars => ("**", "**"),
            Self::Tags => ("<strong>", "</strong>"),
        }
    }
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

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUrl(String);

impl LinkUrl {
    /// A URL of the registry; none where no link may lead.
    #[must_use]
    pub fn new(url: &str) -> Option<Self> {
        if !is_allowed_url(url) {
            return None;
        }
        let keeps_parentheses = has_balanced_parentheses(url);
        let mut out = String::with_capacity(url.len());
        for (at, c) in url.char_indices() {
            match c {
                '(' | ')' if !keeps_parentheses => out.extend(['\\', c]),
                // GitHub decodes entities before it looks at backslashes.
                '&' if begins_entity(&url[at + 1..]) => out.push_str("&amp;"),
                _ => out.push(c),
            }
        }
        Some(Self(out))
    }

    /// The [anchor](Run::anchor) `id` of the same page.
    #[must_use]
    pub fn anchor(id: &str) -> Self {
        let mut out = String::from("#");
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || b"_-./:~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        Self(out)
    }
}

fn has_balanced_parentheses(url: &str) -> bool {
    let mut depth = 0_u32;
    for c in url.chars() {
        depth = match (c, depth) {
            ('(', _) => depth + 1,
            (')', 0) => return false,
            (')', _) => depth - 1,
            _ => depth,
        };
    }
    depth == 0
}

/// A table. Every column is as wide as its widest cell, counted in characters: that never depends on a version of
/// Unicode's tables.
pub struct Table {
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(headings: Vec<&'static str>) -> Self {
        Self {
            headings,
            rows: Vec::new(),
        }
    }

    /// Adds a row: one cell for each heading.
    pub fn row(&mut self, cells: Vec<Cell>) {
        let cells = cells
            .into_iter()
            .map(|cell| cell.out.trim_end_matches(' ').to_owned());
        self.rows.push(cells.collect());
    }

    fn lines(&self) -> Vec<String> {
        let headings: Vec<String> = self.headings.iter().map(|&text| text.to_owned()).collect();
        let widths: Vec<usize> = (0..headings.len())
            .map(|column| self.width(&headings, column))
            .collect();
        let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
        [&headings, &rule]
            .into_iter()
            .chain(&self.rows)
            .map(|cells| table_line(cells, &widths))
            .collect()
    }

    fn width(&self, headings: &[String], column: usize) -> usize {
        self.rows
            .iter()
            .map(Vec::as_slice)
            .chain([headings])
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .fold(3, usize::max)
    }
}

fn table_line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (index, width) in widths.iter().enumerate() {
        let cell = cells.get(index).map_or("", String::as_str);
        let blanks = width - cell.chars().count();
        line.extend([" ", cell, &" ".repeat(blanks), " |"]);
    }
    line
}

/// A whole Markdown file, block by block.
#[derive(Default)]
pub struct Page {
    blocks: Vec<String>,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line that no reader of the rendered page sees. `CommonMark` and MDX share no comments; a link's
    /// definition that nothing refers to is one in both. `text` has no parentheses.
    pub fn comment(&mut self, text: &'static str) {
        self.blocks.push(format!("[//]: # ({text})"));
    }

    /// Adds a heading of `level` 1 to 6.
    pub fn heading(&mut self, level: usize, heading: &Heading) {
        let text = heading.out.trim_end_matches(' ');
        self.blocks.push(format!("{} {text}", "#".repeat(level)));
    }

    /// Adds a paragraph; nothing where it is empty.
    pub fn paragraph(&mut self, prose: &Prose) {
        self.push(paragraph(prose));
    }

    /// Adds a list of one paragraph each.
    pub fn list(&mut self, items: &[Prose]) {
        let items: Vec<String> = items
            .iter()
            .map(|item| item_text("-", &paragraph(item)))
            .collect();
        self.push(items.join("\n"));
    }

    /// Adds a table.
    pub fn table(&mut self, table: &Table) {
        self.push(table.lines().join("\n"));
    }

    /// Adds fenced code in a language.
    pub fn code(&mut self, language: &'static str, code: &str) {
        self.push(fenced(language, code));
    }

    /// Adds blocks of the registry.
    pub fn blocks(&mut self, blocks: &Blocks) {
        self.push(joined_blocks(&blocks.0));
    }

    fn push(&mut self, block: String) {
        if !block.is_empty() {
            self.blocks.push(block);
        }
    }
}

impl Sealed for Page {}

impl Rendered for Page {
    fn into_text(self) -> String {
        let mut text = self.blocks.join("\n\n");
        text.push('\n');
        text
    }
}

fn paragraph(prose: &Prose) -> String {
    prose.out.trim_end_matches([' ', '\n']).to_owned()
}

/// Blocks with a blank line between them. Two lists in a row differ in their markers: they would be one otherwise.
fn joined_blocks(blocks: &[Block]) -> String {
    let mut texts = Vec::new();
    let mut lists = 0;
    for block in blocks {
        let is_list = matches!(block, Block::List { .. });
        texts.push(match block {
            Block::Paragraph(inline) => paragraph(&Prose::new().inline(inline)),
            Block::Code { language, text } => fenced(language, text),
            Block::List { start, items } => list_text(*start, items, lists % 2 == 1),
        });
        lists = if is_list { lists + 1 } else { 0 };
    }
    texts.retain(|text| !text.is_empty());
    texts.join("\n\n")
}

fn list_text(start: Option<u64>, items: &[Vec<Block>], other_marker: bool) -> String {
    let is_tight = items
        .iter()
        .all(|item| matches!(item.as_slice(), [] | [Block::Paragraph(_)]));
    let item = |(index, item): (u64, &Vec<Block>)| {
        let marker = match start {
            // CommonMark has no longer numbers; only the first of a list matters.
            Some(first) => format!(
                "{}{}",
                first.saturating_add(index).min(999_999_999),
                if other_marker { ')' } else { '.' }
            ),
            None => String::from(if other_marker { "*" } else { "-" }),
        };
        item_text(&marker, &joined_blocks(item))
    };
    let items: Vec<String> = (0..).zip(items).map(item).collect();
    items.join(if is_tight { "\n" } else { "\n\n" })
}

/// A list's item: what follows its first line stands below the text, not below the marker.
fn item_text(marker: &str, text: &str) -> String {
    let indent = " ".repeat(marker.len() + 1);
    let mut out = marker.to_owned();
    for (index, line) in text.split('\n').enumerate() {
        out.push_str(if index > 0 { "\n" } else { "" });
        if !line.is_empty() {
            out.push_str(if index > 0 { &indent } else { " " });
            out.push_str(line);
        }
    }
    out
}

/// Fenced code; its fence is longer than any run of backticks inside.
fn fenced(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let language = if is_language(language) { language } else { "" };
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    let line_end = if code.is_empty() { "" } else { "\n" };
    format!("{fence}{language}\n{code}{line_end}{fence}")
}
