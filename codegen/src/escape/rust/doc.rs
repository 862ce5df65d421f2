//! Doc comments: registry text as the Markdown that rustdoc reads.
//!
//! rustdoc's Markdown has more marks than the registry's, and more than `CommonMark`: links to items, HTML,
//! tables, footnotes, doctests. Whatever could be read as one of them is escaped.

use proc_macro2::{Literal, TokenStream};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quote::{ToTokens, quote};

use super::source;
use crate::markup::{Block, Blocks, Inline, Span};
use crate::model::DocsUrl;

/// Stands for a line's end in the one attribute of a comment. The text of a registry holds no such character.
pub(super) const LINE_END: char = '\u{1}';

/// A doc comment, made of paragraphs.
#[derive(Clone, Debug, Default)]
pub struct Doc<'a> {
    /// What stands behind each `///`, with a space before, so that no line begins with a slash or an exclamation mark.
    text: String,
    site: Option<&'a DocsUrl>,
}

impl<'a> Doc<'a> {
    /// An empty comment. Links to paths are taken as paths of the site that `docs_url` names.
    #[must_use]
    pub fn new(docs_url: Option<&'a DocsUrl>) -> Self {
        Self {
            text: String::new(),
            site: docs_url,
        }
    }

    /// Adds a paragraph of this crate's own Markdown, or a line of a code block when it is fenced.
    #[must_use]
    pub fn literal(mut self, lines: &[&'static str]) -> Self {
        self.push(lines.iter().copied());
        self
    }

    /// Adds a paragraph; nothing where there is no text.
    #[must_use]
    pub fn inline(mut self, text: &Inline) -> Self {
        self.push_spans(&text.0);
        self
    }

    /// Adds a paragraph of `spans`.
    #[must_use]
    pub fn spans(mut self, spans: impl AsRef<[Span]>) -> Self {
        self.push_spans(spans.as_ref());
        self
    }

    /// Adds a paragraph of `spans` where there is nothing yet.
    #[must_use]
    pub fn or(self, spans: impl AsRef<[Span]>) -> Self {
        if self.is_empty() {
            return self.spans(spans);
        }
        self
    }

    /// Adds blocks.
    #[must_use]
    pub fn blocks(mut self, blocks: &Blocks) -> Self {
        let lines = block_lines(&blocks.0, self.site);
        self.push(lines.iter().map(String::as_str));
        self
    }

    /// Adds code of this crate's making. It is shown and not run: rustdoc does not know the crate's name here.
    #[must_use]
    pub fn code(mut self, statements: &TokenStream) -> Self {
        let lines = code_lines(&source::statements(statements));
        self.push(lines.iter().map(String::as_str));
        self
    }

    /// Adds another comment.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.push(other.lines());
        self
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The comment of a whole file: `//!`.
    #[must_use]
    pub fn inner(&self) -> TokenStream {
        let lines = self.text.split(LINE_END);
        quote!(#(#![doc = #lines])*)
    }

    /// The text, for attributes that hold Markdown, such as the note of `deprecated`.
    #[must_use]
    pub fn note(&self) -> impl ToTokens {
        super::string(&self.lines().collect::<Vec<_>>().join(" "))
    }

    fn push_spans(&mut self, spans: &[Span]) {
        let text = inline(spans, self.site);
        self.push(paragraph(&text));
    }

    /// Adds a paragraph: lines behind an empty one, unless they are the first.
    fn push<'l>(&mut self, lines: impl IntoIterator<Item = &'l str>) {
        let mut is_apart = self.is_empty();
        for line in lines {
            if !self.is_empty() {
                self.text.push(LINE_END);
            }
            if !std::mem::replace(&mut is_apart, true) {
                self.text.push(LINE_END);
            }
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
        }
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.split(LINE_END).filter(|_| !self.is_empty());
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line))
    }
}

impl ToTokens for Doc<'_> {
    /// One attribute, which [`SourceFile`](super::SourceFile) breaks into lines.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if !self.is_empty() {
            let text = literal(&self.text);
            tokens.extend(quote!(#[doc = #text]));
        }
    }
}

/// A raw string, by which [`Shapes`](super::shape::Shapes) know the text of a comment.
fn literal(text: &str) -> Literal {
    let mut hashes = String::new();
    if text.contains('"') {
        hashes.push('#');
        while text.contains(&format!("\"{hashes}")) {
            hashes.push('#');
        }
    }
    let raw = format!("r{hashes}\"{text}\"{hashes}");
    // More hashes than Rust allows: the comment is as good, but has a shape of its own.
    raw.parse().unwrap_or_else(|_| super::string(text))
}

/// The text of a comment's literal.
pub(super) fn text_of(literal: &str) -> Option<&str> {
    let raw = literal.strip_prefix('r')?.trim_matches('#');
    raw.strip_prefix('"')?.strip_suffix('"')
}

/// The lines of a paragraph's Markdown.
fn paragraph(markdown: &str) -> impl Iterator<Item = &str> {
    let lines = markdown.lines().map(|line| line.trim_matches(' '));
    lines.filter(|line| !line.is_empty())
}

/// How emphasis is written: marks that touch others are not always read back as they were meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// `*a*`
    Stars,
    /// `*a*`, and `_a_` behind a star.
    Mixed,
    /// Not at all.
    Plain,
}

/// `spans` as Markdown, with the first marks that are read back.
fn inline(spans: &[Span], site: Option<&DocsUrl>) -> String {
    let written = |marks: Marks| {
        let mut run = Run {
            out: String::with_capacity(128),
            site,
            marks,
        };
        run.spans(spans);
        run.out
    };
    let marked = spans.iter().any(is_marked);
    let keeps = |out: &String| !marked || read_back(out) == styled(spans);
    let mut tries = [Marks::Stars, Marks::Mixed].into_iter().map(written);
    tries.find(keeps).unwrap_or_else(|| written(Marks::Plain))
}

fn is_marked(span: &Span) -> bool {
    match span {
        Span::Text(_) | Span::Code(_) => false,
        Span::Emphasis(_) | Span::Strong(_) => true,
        Span::Link { text, .. } => text.iter().any(is_marked),
    }
}

/// What emphasis counts, and strong: more than emphasis can be nested.
const EMPHASIS: usize = 1;
const STRONG: usize = 1000;

/// Each character with the marks that are around it; blanks do not count.
fn styled(spans: &[Span]) -> Vec<(char, usize)> {
    let mut seen = Vec::new();
    push_styled(&mut seen, spans, 0);
    seen
}

fn push_styled(seen: &mut Vec<(char, usize)>, spans: &[Span], style: usize) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) => push_visible(seen, text, style),
            Span::Emphasis(inner) => push_styled(seen, inner, style + EMPHASIS),
            Span::Strong(inner) => push_styled(seen, inner, style + STRONG),
            Span::Link { text, .. } => push_styled(seen, text, style),
        }
    }
}

fn push_visible(seen: &mut Vec<(char, usize)>, text: &str, style: usize) {
    let visible = |c: &char| !c.is_whitespace() && !c.is_control();
    seen.extend(text.chars().filter(visible).map(|c| (c, style)));
}

/// The same of Markdown, as rustdoc reads it.
fn read_back(markdown: &str) -> Vec<(char, usize)> {
    let mut seen = Vec::new();
    let mut style = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => push_visible(&mut seen, &text, style),
            Event::Start(Tag::Emphasis) => style += EMPHASIS,
            Event::Start(Tag::Strong) => style += STRONG,
            Event::End(TagEnd::Emphasis) => style -= EMPHASIS,
            Event::End(TagEnd::Strong) => style -= STRONG,
            _ => {}
        }
    }
    seen
}

/// A run of Markdown that is being written.
struct Run<'a> {
    out: String,
    site: Option<&'a DocsUrl>,
    marks: Marks,
}

impl Run<'_> {
    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(text) => push_text(&mut self.out, text),
                Span::Code(code) => push_code(&mut self.out, code),
                Span::Emphasis(inner) => {
                    let behind_star = self.marks == Marks::Mixed && self.out.ends_with('*');
                    self.marked(if behind_star { "_" } else { "*" }, inner);
                }
                Span::Strong(inner) => self.marked("**", inner),
                Span::Link { text, url } => match destination(url, self.site) {
                    Some(url) => self.link(text, &url),
                    None => self.spans(text),
                },
            }
        }
    }

    fn marked(&mut self, mark: &str, inner: &[Span]) {
        let mark = if self.marks == Marks::Plain { "" } else { mark };
        self.out.push_str(mark);
        self.spans(inner);
        self.out.push_str(mark);
    }

    fn link(&mut self, text: &[Span], url: &str) {
        // `![` would begin an image.
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        let plain = url.bytes().all(|byte| !b"()'\"*_".contains(&byte));
        self.out.push('[');
        self.spans(text);
        self.out.push_str(if plain { "](" } else { "](<" });
        self.out.push_str(url);
        self.out.push_str(if plain { ")" } else { ">)" });
    }
}

/// Text, with every mark in it escaped.
fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
        out.push_str(&rest[..at]);
        let mut after = rest[at..].chars();
        match after.next() {
            Some('\n') => out.push('\n'),
            Some(c) if c.is_whitespace() || c.is_control() => out.push(' '),
            Some(c) => {
                if is_mark(c, out, after.clone()) {
                    out.push('\\');
                }
                out.push(c);
            }
            None => {}
        }
        rest = after.as_str();
    }
    out.push_str(rest);
}

/// Is it a character that is never a mark, nor white space other than a blank?
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b' '..=b'"' | b'\'' | b'(' | b',' | b'/' | b';' | b'?')
}

/// Could `c`, between what stands in `before` and `after`, be read as a mark?
fn is_mark(c: char, before: &str, mut after: impl Iterator<Item = char>) -> bool {
    let line = || {
        let line = before.rsplit('\n').next();
        line.unwrap_or_default().trim_start_matches(' ')
    };
    let is_digit = |c: char| c.is_ascii_digit();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
        // `snake_case` needs no escapes.
        '_' => {
            let inside = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
            !(inside(before.chars().next_back()) && inside(after.next()))
        }
        // An entity.
        '&' => after
            .next()
            .is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
        // rustdoc warns of bare URLs.
        ':' => after.take(2).eq("//".chars()),
        '#' | '>' | '+' | '-' | '=' => line().is_empty(),
        '.' | ')' => before.ends_with(is_digit) && line().chars().all(is_digit),
        _ => false,
    }
}

/// A code span, between more backticks than it holds.
fn push_code(out: &mut String, code: &str) {
    let code = code.replace(|c: char| c.is_whitespace() || c.is_control(), " ");
    if code.is_empty() {
        return;
    }
    let fence = "`".repeat(longest_run(&code) + 1);
    let padded = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    let pad = if padded && !code.trim_matches(' ').is_empty() {
        " "
    } else {
        ""
    };
    // Two code spans side by side would share their backticks.
    let apart = if out.ends_with('`') && !out.ends_with("\\`") {
        " "
    } else {
        ""
    };
    out.extend([apart, &fence, pad, &code, pad, &fence]);
}

/// The longest run of backticks in `text`.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// Where a link leads, if it leads somewhere from a page of rustdoc's.
fn destination(url: &str, site: Option<&DocsUrl>) -> Option<String> {
    let mut out = String::new();
    let scheme = url
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if url.starts_with('/') && !url.starts_with("//") {
        out.push_str(origin(site?)?);
    } else if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' | '`' | '|' => out.push_str(&percent_encoded(c)),
            _ if c.is_whitespace() || c.is_control() => out.push_str(&percent_encoded(c)),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    Some(out)
}

fn percent_encoded(c: char) -> String {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).bytes();
    bytes.fold(String::new(), |encoded, byte| {
        format!("{encoded}%{byte:02X}")
    })
}

/// `https://docs.example.com` of `https://docs.example.com/errors#{code}`.
fn origin(site: &DocsUrl) -> Option<&str> {
    let start = site.parts.first()?;
    let host = start.find("://")? + 3;
    let end = start[host..].find(['/', '?', '#']).map(|at| host + at)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:@[]/".contains(&byte);
    let http = start.starts_with("https://") || start.starts_with("http://");
    (http && end > host && start[..end].bytes().all(plain)).then(|| &start[..end])
}

fn block_lines(blocks: &[Block], site: Option<&DocsUrl>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut second_list = false;
    for (index, block) in blocks.iter().enumerate() {
        // Two lists in a row are one, unless their marks differ.
        let after_list = index > 0 && matches!(blocks[index - 1], Block::List { .. });
        second_list = after_list && !second_list;
        let block = match block {
            Block::Paragraph(text) => paragraph(&inline(&text.0, site))
                .map(str::to_owned)
                .collect(),
            Block::List { start, items } => list_lines(*start, items, second_list, site),
            Block::Code { text, .. } => code_lines(text),
        };
        if !lines.is_empty() && !block.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines
}

fn list_lines(
    start: Option<u64>,
    items: &[Vec<Block>],
    second: bool,
    site: Option<&DocsUrl>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, item) in (0..).zip(items) {
        let mark = match (start, second) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(first), false) => format!("{}. ", first.saturating_add(index)),
            (Some(first), true) => format!("{}) ", first.saturating_add(index)),
        };
        let indent = " ".repeat(mark.len());
        // A list in a list begins on the next line: `- - -` would be a rule.
        let content = block_lines(item, site);
        let alone = content.is_empty() || matches!(item.first(), Some(Block::List { .. }));
        if alone {
            lines.push(mark.trim_end().to_owned());
        }
        for (line, text) in content.iter().enumerate() {
            let lead = if line == 0 && !alone { &mark } else { &indent };
            lines.push(format!("{lead}{text}").trim_end().to_owned());
        }
    }
    lines
}

/// A code block that is no doctest, whatever its language.
fn code_lines(code: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    let text = code.lines().map(|line| {
        let line = line.replace('\t', "    ").replace(char::is_control, " ");
        line.trim_end().to_owned()
    });
    std::iter::once(format!("{fence}text"))
        .chain(text)
        .chain([fence.clone()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(doc: &Doc<'_>) -> Vec<String> {
        doc.lines().map(str::to_owned).collect()
    }

    fn text(text: &str) -> Vec<String> {
        lines(&Doc::default().spans([Span::Text(text.to_owned())]))
    }

    #[test]
    fn marks_are_escaped() {
        let cases = [
            ("clip_not_found, a (b) c.", "clip_not_found, a (b) c."),
            (
                "_a_ *b* `c` [d] <e> ~f~ g|h",
                r"\_a\_ \*b\* \`c\` \[d\] \<e> \~f\~ g\|h",
            ),
            ("Q&A, &amp; &#38; a & b", r"Q\&A, \&amp; \&#38; a & b"),
            ("see https://example.com", r"see https\://example.com"),
            ("# a", r"\# a"),
            ("a # b", "a # b"),
            ("1. a 2. b", r"1\. a 2. b"),
            ("- a - b", r"\- a - b"),
            (r"back\slash\", r"back\\slash\\"),
        ];
        for (given, expected) in cases {
            assert_eq!(text(given), [expected], "{given}");
        }
    }

    #[test]
    fn a_line_begins_no_block() {
        assert_eq!(text("a\n=\n\n    b\n> c"), ["a", r"\=", "b", r"\> c"]);
    }

    #[test]
    fn code_holds_backticks() {
        let code = |code: &str| lines(&Doc::default().spans([Span::Code(code.to_owned())]));
        assert_eq!(code("a"), ["`a`"]);
        assert_eq!(code("a`b"), ["``a`b``"]);
        assert_eq!(code("`"), ["`` ` ``"]);
        assert_eq!(code("a\nb"), ["`a b`"]);
    }

    #[test]
    fn links_lead_somewhere_or_are_text() {
        let site = DocsUrl {
            parts: vec!["https://docs.example.com/errors#".to_owned(), String::new()],
        };
        let link = |url: &str, site| {
            let text = vec![Span::Text("t".to_owned())];
            lines(&Doc::new(site).spans([Span::Link {
                text,
                url: url.to_owned(),
            }]))
        };
        assert_eq!(
            link("https://a.b/c d?x=1&y;", None),
            ["[t](https://a.b/c%20d?x=1&amp;y;)"]
        );
        assert_eq!(
            link("/limits", Some(&site)),
            ["[t](https://docs.example.com/limits)"]
        );
        assert_eq!(link("/limits", None), ["t"]);
        for url in [
            "//evil.example",
            "crate::Foo",
            "String",
            "mailto:a@b.example",
            "x/y",
        ] {
            assert_eq!(link(url, Some(&site)), ["t"], "{url}");
        }
    }

    #[test]
    fn code_blocks_are_no_doctests() {
        let code = Block::Code {
            language: "rust".to_owned(),
            text: "fn a() {}\n```".to_owned(),
        };
        let item = vec![
            Block::Paragraph(Inline(vec![Span::Text("b".to_owned())])),
            code,
        ];
        let list = Block::List {
            start: Some(9),
            items: vec![item],
        };
        let doc = Doc::default().blocks(&Blocks(vec![list]));
        let expected = [
            "9. b",
            "",
            "   ````text",
            "   fn a() {}",
            "   ```",
            "   ````",
        ];
        assert_eq!(lines(&doc), expected);
    }
}
