//! Inline Markdown, and the few blocks, of registry text: parsed once into a small tree that every
//! emitter renders for itself.
//!
//! Inline Markdown is text, code spans, emphasis, strong and links (`http`, `https`, `mailto` or
//! relative). Anything else (raw HTML, `{...}`, images, autolinks) is text. Blocks add paragraphs,
//! lists and fenced code.
//!
//! No character of the author is lost but the marks of what was accepted, the backslash of an escape
//! (`\*` is `*`), and white space around line breaks. Entities are text too: `&amp;` shows `&amp;`.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// A run of inline Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline(pub Vec<Span>);

/// One piece of inline Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text, to be shown literally. May hold a line feed (a soft break).
    Text(String),
    /// A code span.
    Code(String),
    /// Emphasised text.
    Emphasis(Vec<Span>),
    /// Strong text.
    Strong(Vec<Span>),
    /// A link whose URL is `http`, `https`, `mailto` or relative.
    Link {
        /// What is shown.
        text: Vec<Span>,
        /// Where it leads.
        url: String,
    },
}

/// Block Markdown: what a code's `description` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks(pub Vec<Block>);

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inline),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number, of an ordered list.
        start: Option<u64>,
        /// The items, each a run of blocks.
        items: Vec<Vec<Block>>,
    },
    /// Fenced code.
    Code {
        /// The language named behind the fence: empty, or letters, digits, `+`, `-`, `_`, `#`, `.`.
        language: String,
        /// The code, without a line feed at its end.
        text: String,
    },
}

/// How deep spans nest in spans, and lists in lists; what is deeper is text.
pub const MAX_DEPTH: usize = 32;

impl Inline {
    /// Parses inline Markdown. Total: whatever is not inline Markdown is text.
    ///
    /// White space at both ends and around line breaks goes, and several line breaks are one.
    ///
    /// ```
    /// use errbook::markup::{Inline, Span};
    ///
    /// let inline = Inline::parse("See `have`, not <b>");
    /// assert_eq!(inline.0[1], Span::Code("have".to_owned()));
    /// assert_eq!(inline.plain(), "See have, not <b>");
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let source = trimmed_lines(text);
        if source.is_empty() {
            return Self::default();
        }
        if !source.contains(['*', '_', '`', '[', '\\']) {
            return Self(vec![Span::Text(source)]);
        }
        let outline = without_braces(&masked(&source, inline_mask));
        let guarded = format!("{GUARD} {outline} {GUARD}");
        let mut tree = InlineTree::new(&source);
        for (event, range) in Parser::new_ext(&guarded, Options::empty()).into_offset_iter() {
            tree.take(&event, unguarded(&range, source.len()));
        }
        Self(tree.spans)
    }

    /// Is there nothing to show?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text alone, without any marks; line feeds become spaces.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut out = String::new();
        plain_into(&mut out, &self.0);
        out.replace('\n', " ")
    }
}

impl Blocks {
    /// Parses block Markdown. Total: whatever is no paragraph, list or fenced code is text.
    ///
    /// Of what follows the fence of a code block, only the language is kept.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let source = text.replace("\r\n", "\n").replace('\r', "\n");
        let outline = masked(&source, block_mask);
        let mut tree = BlockTree::new(&source);
        for (event, range) in Parser::new_ext(&outline, Options::empty()).into_offset_iter() {
            tree.take(&event, &range);
        }
        Self(tree.finish())
    }

    /// Is there nothing to show?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text alone, without any marks but those of lists, paragraphs separated by a blank line.
    #[must_use]
    pub fn plain(&self) -> String {
        plain_blocks(&self.0)
    }
}

/// May a link lead there? Yes for `http`, `https` and `mailto` URLs and for what is relative to the page or its
/// site (`/limits`, `#codes`); never where another scheme, another host without scheme (`//host`), or a character
/// that no URL holds (white space, controls, quotes, backslashes, braces, angle brackets) is seen.
#[must_use]
pub fn is_allowed_url(url: &str) -> bool {
    if url.is_empty() || !url.chars().all(is_url_char) {
        return false;
    }
    let end = url.find([':', '/', '?', '#']).unwrap_or(url.len());
    let (scheme, rest) = url.split_at(end);
    let Some(rest) = rest.strip_prefix(':') else {
        return !url.starts_with("//");
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(names_a_host),
        "mailto" => !rest.is_empty(),
        _ => false,
    }
}

fn names_a_host(rest: &str) -> bool {
    !rest.is_empty() && !rest.starts_with(['/', '?', '#', ':', '@'])
}

/// The characters of RFC 3986, and what IRIs add to them.
fn is_url_char(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
    } else {
        !c.is_whitespace() && !c.is_control()
    }
}

/// May this stand behind a fence? Letters, digits, `+`, `-`, `_`, `#`, `.`.
#[must_use]
pub fn is_language(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-_#.".contains(c))
}

fn plain_into(out: &mut String, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) => out.push_str(text),
            Span::Emphasis(spans) | Span::Strong(spans) | Span::Link { text: spans, .. } => {
                plain_into(out, spans);
            }
        }
    }
}

fn plain_blocks(blocks: &[Block]) -> String {
    let parts: Vec<_> = blocks.iter().map(plain_block).collect();
    parts.join("\n\n")
}

fn plain_block(block: &Block) -> String {
    match block {
        Block::Paragraph(inline) => inline.plain(),
        Block::Code { text, .. } => text.clone(),
        Block::List { start, items } => {
            let mark = |index| match start {
                Some(start) => format!("{}. ", start.saturating_add(index)),
                None => "- ".to_owned(),
            };
            let item = |(index, item): (u64, &Vec<Block>)| hung(&mark(index), &plain_blocks(item));
            (0..).zip(items).map(item).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Text behind a mark, with its other lines below the first one's.
fn hung(mark: &str, text: &str) -> String {
    let indent = " ".repeat(mark.len());
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let rest = lines.map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("\n{indent}{line}"),
    });
    format!("{mark}{first}{}", rest.collect::<String>())
}

/// The lines of `text` without the white space around them, and without the blank ones.
fn trimmed_lines(text: &str) -> String {
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .map(|line| line.trim_matches([' ', '\t']))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// A word before and behind the text: the parser then sees one line that starts with a letter, in which no block
/// can begin, and it strips nothing from its ends.
const GUARD: &str = "x";

/// A place in the guarded text as a place in the text itself.
fn unguarded(range: &Range<usize>, len: usize) -> Range<usize> {
    let before = GUARD.len() + 1;
    let place = |at: usize| at.saturating_sub(before).min(len);
    place(range.start)..place(range.end)
}

/// `text` with single ASCII characters exchanged, so that every place stays where it was. The parser reads this;
/// what is shown is always taken from the text itself.
fn masked(text: &str, mask: fn(char) -> char) -> String {
    text.chars().map(mask).collect()
}

/// One line, and no entities: `%` is punctuation as `&` is, and means nothing.
fn inline_mask(c: char) -> char {
    match c {
        '&' => '%',
        c if c.is_ascii_control() => ' ',
        c => c,
    }
}

/// `{...}` is text, whatever stands in it: between braces that belong together, all that could mean anything is
/// exchanged for a letter. Braces of code spans, and braces behind a backslash, are none of these.
fn without_braces(text: &str) -> String {
    let mut outline = text.to_owned().into_bytes();
    for inside in braces(text) {
        let means = outline[inside]
            .iter_mut()
            .filter(|byte| byte.is_ascii_punctuation());
        means.for_each(|byte| *byte = b'x');
    }
    // ASCII was exchanged for ASCII.
    String::from_utf8(outline).unwrap_or_default()
}

/// The outermost pairs of braces.
fn braces(text: &str) -> Vec<Range<usize>> {
    let mut pairs: Vec<Range<usize>> = Vec::new();
    if !text.contains('{') {
        return pairs;
    }
    let last = last_backticks(text);
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '}', '`', '\\']) {
        let place = at + found;
        at = place + 1;
        match text.as_bytes()[place] {
            b'{' => open.push(place),
            b'}' => {
                let Some(start) = open.pop() else { continue };
                while pairs.last().is_some_and(|inner| inner.start > start) {
                    pairs.pop();
                }
                pairs.push(start..at);
            }
            b'`' => at = behind_backticks(text, place, &last),
            _ => at += text[at..].chars().next().map_or(0, char::len_utf8),
        }
    }
    pairs
}

/// How many backticks stand in a row at the start of a text.
fn backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Where the last run of backticks of each length stands.
fn last_backticks(text: &str) -> BTreeMap<usize, usize> {
    let mut last = BTreeMap::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let length = backticks(&text[at + found..]);
        last.insert(length, at + found);
        at += found + length;
    }
    last
}

/// The end of the code span that starts at `place`; the end of its backticks where they have no partner.
fn behind_backticks(text: &str, place: usize, last: &BTreeMap<usize, usize>) -> usize {
    let ticks = backticks(&text[place..]);
    let mut at = place + ticks;
    if last.get(&ticks).is_none_or(|last| *last <= place) {
        return at;
    }
    while let Some(found) = text[at..].find('`') {
        let length = backticks(&text[at + found..]);
        at += found + length;
        if length == ticks {
            break;
        }
    }
    at
}

/// No headings, quotes, HTML, reference definitions or rules of `_`: what begins them is a letter.
fn block_mask(c: char) -> char {
    match c {
        '#' | '>' | '<' | '[' | '=' | '_' | '&' => 'x',
        '\n' | '\t' => c,
        c if c.is_ascii_control() => 'x',
        c => c,
    }
}

/// The tree of a run of inline Markdown while it grows.
struct InlineTree<'a> {
    source: &'a str,
    /// The innermost open span's content.
    spans: Vec<Span>,
    /// What was open around it, outermost first.
    outer: Vec<Vec<Span>>,
    /// Everything before this place has been taken literally.
    done: usize,
    /// Where the last event inside of the innermost open span ended.
    end: usize,
}

impl<'a> InlineTree<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            spans: Vec::new(),
            outer: Vec::new(),
            done: 0,
            end: 0,
        }
    }

    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        if range.end <= self.done {
            return;
        }
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => return,
            Event::Start(tag) if is_span(tag) && self.outer.len() < MAX_DEPTH => {
                self.outer.push(std::mem::take(&mut self.spans));
                return;
            }
            Event::End(tag) => self.close(*tag, &range),
            Event::Code(_) => self
                .spans
                .push(Span::Code(code_text(&self.source[range.clone()]))),
            // Text, and whatever is shown as it was written: HTML, images, autolinks, what is too deep.
            _ => {
                self.text(range.clone());
                self.done = range.end;
            }
        }
        self.end = range.end;
    }

    fn close(&mut self, tag: TagEnd, range: &Range<usize>) {
        let outer = self.outer.pop().unwrap_or_default();
        let inner = std::mem::replace(&mut self.spans, outer);
        let span = match tag {
            TagEnd::Emphasis => Some(Span::Emphasis(inner)),
            TagEnd::Strong => Some(Span::Strong(inner)),
            _ => self.link(inner, range),
        };
        match span {
            Some(span) => self.spans.push(span),
            None => self.text(range.clone()),
        }
    }

    /// The link at `range`, whose text has just ended; none where it is to be shown as it was written.
    fn link(&self, text: Vec<Span>, range: &Range<usize>) -> Option<Span> {
        let target = self.source.get(self.end..range.end)?;
        let target = target.strip_prefix("](")?.strip_suffix(')')?;
        let target = target.trim_matches([' ', '\n', '\t']);
        let bare = target
            .strip_prefix('<')
            .map_or(Some(target), |target| target.strip_suffix('>'))?;
        let url = unescaped(bare);
        let mut shown = String::new();
        plain_into(&mut shown, &text);
        let fits = is_allowed_url(&url) && !shown.trim().is_empty();
        fits.then_some(Span::Link { text, url })
    }

    fn text(&mut self, range: Range<usize>) {
        let text = &self.source[range];
        match self.spans.last_mut() {
            Some(Span::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.spans.push(Span::Text(text.to_owned())),
        }
    }
}

/// Is this one of the spans that the tree has? A title would get lost, so that such a link is shown as written.
fn is_span(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Emphasis | Tag::Strong => true,
        Tag::Link {
            link_type, title, ..
        } => *link_type == LinkType::Inline && title.is_empty(),
        _ => false,
    }
}

/// What a code span shows: without its backticks, in one line, and without the one space that may pad it.
fn code_text(span: &str) -> String {
    let ticks = span.len() - span.trim_start_matches('`').len();
    let inner = span.get(ticks..span.len() - ticks).unwrap_or(span);
    let inner = inner.replace('\n', " ");
    let padded = inner.len() > 1 && inner.starts_with(' ') && inner.ends_with(' ');
    if padded && !inner.trim_matches(' ').is_empty() {
        inner[1..inner.len() - 1].to_owned()
    } else {
        inner
    }
}

/// `text` without the backslashes that stand before punctuation.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(escaped) => out.push(escaped),
            None => out.push(c),
        }
    }
    out
}

/// The tree of a run of blocks while it grows. Only lists and fenced code are taken from the parser; all text
/// between them is paragraphs.
struct BlockTree<'a> {
    source: &'a str,
    /// The open lists, outermost first: first number, and items so far.
    lists: Vec<(Option<u64>, Vec<Vec<Block>>)>,
    /// The page, and the open item of each open list.
    levels: Vec<Level>,
    /// The open code block.
    code: Option<String>,
    /// How many lists are open that are too deep, and therefore text.
    too_deep: usize,
}

/// A run of blocks that is still open.
#[derive(Default)]
struct Level {
    blocks: Vec<Block>,
    /// Up to here, the text has been taken.
    at: usize,
}

impl<'a> BlockTree<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            lists: Vec::new(),
            levels: vec![Level::default()],
            code: None,
            too_deep: 0,
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.paragraphs_until(self.source.len());
        self.levels.pop().unwrap_or_default().blocks
    }

    fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::List(_)) if self.lists.len() >= MAX_DEPTH => self.too_deep += 1,
            Event::End(TagEnd::List(_)) if self.too_deep > 0 => self.too_deep -= 1,
            _ if self.too_deep > 0 => {}
            Event::Start(Tag::List(start)) => {
                self.paragraphs_until(range.start);
                self.lists.push((*start, Vec::new()));
            }
            Event::Start(Tag::Item) => self.levels.push(Level {
                at: range.start + marker_len(&self.source[range.clone()]),
                ..Level::default()
            }),
            Event::End(TagEnd::Item) => self.close_item(range.end),
            Event::End(TagEnd::List(_)) => self.close_list(range.end),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                self.paragraphs_until(range.start);
                self.code = Some(String::new());
            }
            Event::Text(text) => self.code_line(text, range),
            Event::End(TagEnd::CodeBlock) => self.close_code(range),
            _ => {}
        }
    }

    fn close_item(&mut self, end: usize) {
        self.paragraphs_until(end);
        let level = self.levels.pop().unwrap_or_default();
        if let Some((_, items)) = self.lists.last_mut() {
            items.push(level.blocks);
        }
    }

    fn close_list(&mut self, end: usize) {
        if let Some((start, items)) = self.lists.pop() {
            self.block(Block::List { start, items }, end);
        }
    }

    fn code_line(&mut self, text: &str, range: &Range<usize>) {
        let Some(code) = &mut self.code else { return };
        // A tab that is partly indentation comes as spaces that the source does not have.
        match self.source.get(range.clone()) {
            Some(line) if line.len() == text.len() => code.push_str(line),
            _ => code.push_str(text),
        }
    }

    fn close_code(&mut self, range: &Range<usize>) {
        let Some(mut text) = self.code.take() else {
            return;
        };
        if text.ends_with('\n') {
            text.pop();
        }
        let language = language(&self.source[range.clone()]);
        self.block(Block::Code { language, text }, range.end);
    }

    fn block(&mut self, block: Block, end: usize) {
        if let Some(level) = self.levels.last_mut() {
            level.blocks.push(block);
            level.at = end;
        }
    }

    /// Takes the text that has not been taken yet as paragraphs, which blank lines separate.
    fn paragraphs_until(&mut self, end: usize) {
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        let text = self.source.get(level.at..end).unwrap_or_default();
        let mut paragraph = String::new();
        for line in text.split('\n').chain([""]) {
            if !line.trim_matches([' ', '\t']).is_empty() {
                paragraph.push_str(line);
                paragraph.push('\n');
            } else if !paragraph.is_empty() {
                let inline = Inline::parse(&paragraph);
                level.blocks.push(Block::Paragraph(inline));
                paragraph.clear();
            }
        }
        level.at = end;
    }
}

/// The length of a list item's marker, `- ` or `1. `.
fn marker_len(item: &str) -> usize {
    let marker = item
        .trim_start_matches([' ', '\t'])
        .trim_start_matches(|c: char| c.is_ascii_digit());
    item.len() - marker.len() + usize::from(marker.starts_with(['-', '+', '*', '.', ')']))
}

/// The language of fenced code: the first word behind the fence, where it can be one.
fn language(block: &str) -> String {
    let info = block.lines().next().unwrap_or_default();
    let word = info
        .trim_start_matches([' ', '`', '~'])
        .split([' ', '\t'])
        .next()
        .unwrap_or_default();
    if is_language(word) {
        word.to_owned()
    } else {
        String::new()
    }
}
