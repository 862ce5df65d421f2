//! HTML: the context of the reference.
//!
//! Elements are built, never written: names of elements and attributes are this crate's own, and registry text is the text
//! of an element, or the value of one of the few attributes that take some, none of which runs or loads anything. A whole page is a [`Template`]
//! whose slots are filled.

use super::{Rendered, sealed::Sealed};
use crate::markup::{Block, Blocks, Inline, Span, is_allowed_url};

/// A part of a page: elements and text.
#[derive(Clone, Debug, Default)]
pub struct Html(String);

/// An element that is to be added, with its attributes.
#[derive(Clone, Debug)]
pub struct Tag {
    name: &'static str,
    attributes: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlUrl(HtmlAttr);

/// Text as it stands between the quotes of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
struct HtmlAttr(String);

impl HtmlAttr {
    fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        push_escaped(&mut out, text, &['&', '<', '>', '"']);
        Self(out)
    }
}

impl HtmlUrl {
    /// A URL of the registry; none where no link may lead.
    #[must_use]
    pub fn new(url: &str) -> Option<Self> {
        is_allowed_url(url).then(|| Self(HtmlAttr::new(url)))
    }

    /// The element with this [id](Tag::id) on the same page.
    #[must_use]
    pub fn id(id: &str) -> Self {
        Self(HtmlAttr::new(&super::fragment(id)))
    }
}

impl Tag {
    /// An element that has an end tag.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
        }
    }

    /// An attribute whose value is this crate's own.
    #[must_use]
    pub fn with(self, name: &'static str, value: &'static str) -> Self {
        self.attribute(name, &HtmlAttr::new(value))
    }

    /// The classes, which are this crate's own.
    #[must_use]
    pub fn class(self, names: &'static str) -> Self {
        self.with("class", names)
    }

    /// The same, of several.
    #[must_use]
    pub fn classes(self, names: &[&'static str]) -> Self {
        self.attribute("class", &HtmlAttr::new(&names.join(" ")))
    }

    /// What links lead to.
    #[must_use]
    pub fn id(self, id: &str) -> Self {
        self.attribute("id", &HtmlAttr::new(id))
    }

    /// What the page's script reads. `name` begins with `data-`.
    #[must_use]
    pub fn data(self, name: &'static str, value: &str) -> Self {
        debug_assert!(name.starts_with("data-"), "{name} is no place for text");
        self.attribute(name, &HtmlAttr::new(value))
    }

    /// The first number of an ordered list.
    #[must_use]
    fn start(self, number: u64) -> Self {
        self.attribute("start", &HtmlAttr::new(&number.to_string()))
    }

    /// Where a link leads.
    #[must_use]
    pub fn href(self, url: &HtmlUrl) -> Self {
        self.attribute("href", &url.0)
    }

    fn attribute(mut self, name: &'static str, value: &HtmlAttr) -> Self {
        self.attributes.extend([" ", name, "=\"", &value.0, "\""]);
        self
    }
}

impl Html {
    /// An empty part.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds text, to be shown as it is.
    pub fn text(&mut self, text: &str) -> &mut Self {
        push_escaped(&mut self.0, text, &['&', '<', '>']);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Adds an element, which `content` fills.
    pub fn element(&mut self, tag: Tag, content: impl FnOnce(&mut Self)) -> &mut Self {
        let Tag { name, attributes } = tag;
        self.0.extend(["<", name, &attributes, ">"]);
        content(self);
        self.0.extend(["</", name, ">"]);
        self
    }

    /// Adds an element without attributes, which holds this text.
    pub fn simple(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.element(Tag::new(name), |inside| {
            inside.text(text);
        })
    }

    /// Adds a link that shows `text`; the text alone where no link may lead there.
    pub fn link(&mut self, text: &str, url: &str) -> &mut Self {
        match HtmlUrl::new(url) {
            Some(url) => self.element(Tag::new("a").href(&url), |link| {
                link.text(text);
            }),
            None => self.text(text),
        }
    }

    /// Adds a script of this crate's own.
    pub fn script(&mut self, file: &'static str) -> &mut Self {
        self.0
            .extend(["<script type=\"module\">", file, "</script>\n"]);
        self
    }

    /// Adds a line break of the source, where blanks mean nothing.
    pub fn line(&mut self) -> &mut Self {
        self.0.push('\n');
        self
    }

    /// Adds another part.
    pub fn part(&mut self, part: &Self) -> &mut Self {
        self.0.push_str(&part.0);
        self
    }

    /// Adds inline Markdown.
    pub fn inline(&mut self, inline: &Inline) -> &mut Self {
        self.spans(&inline.0, false);
        self
    }

    /// Adds block Markdown.
    pub fn blocks(&mut self, blocks: &Blocks) -> &mut Self {
        self.each_block(&blocks.0);
        self
    }

    /// Adds a block of code. `language` is shown beside it; empty: it has none.
    pub fn code_block(&mut self, language: &str, code: &str) -> &mut Self {
        let tag = Tag::new("pre");
        let tag = match language {
            "" => tag,
            language => tag.data("data-lang", language),
        };
        self.element(tag, |pre| {
            // A line feed at the start is dropped.
            if code.starts_with('\n') {
                pre.line();
            }
            pre.text(code);
        })
    }

    fn spans(&mut self, spans: &[Span], in_link: bool) {
        for span in spans {
            match span {
                Span::Text(text) => {
                    self.text(text);
                }
                Span::Code(code) => {
                    self.simple("code", code);
                }
                Span::Emphasis(inner) => self.marked("em", inner, in_link),
                Span::Strong(inner) => self.marked("strong", inner, in_link),
                Span::Link { text, url } => match HtmlUrl::new(url) {
                    Some(url) if !in_link => {
                        self.element(Tag::new("a").href(&url), |link| link.spans(text, true));
                    }
                    _ => self.spans(text, in_link),
                },
            }
        }
    }

    fn marked(&mut self, name: &'static str, inner: &[Span], in_link: bool) {
        self.element(Tag::new(name), |marked| marked.spans(inner, in_link));
    }

    fn each_block(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inline) => {
                    self.element(Tag::new("p"), |paragraph| {
                        paragraph.inline(inline);
                    });
                }
                Block::Code { language, text } => {
                    self.code_block(language, text);
                }
                Block::List { start, items } => self.list(*start, items),
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let tag = match start {
            None => Tag::new("ul"),
            Some(1) => Tag::new("ol"),
            Some(number) => Tag::new("ol").start(number),
        };
        self.element(tag, |list| {
            for item in items {
                list.element(Tag::new("li"), |inside| inside.each_block(item));
            }
        });
    }
}

/// Adds `text`, with those characters escaped that mean something where it stands.
fn push_escaped(out: &mut String, text: &str, meaning: &[char]) {
    let mut rest = text;
    while let Some(at) = rest.find(meaning) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// A page of this crate's own with slots, `<!--{name}-->`, and what they are filled with.
#[derive(Clone, Debug)]
pub struct Template {
    page: &'static str,
    slots: Vec<(&'static str, String)>,
}

impl Template {
    /// A page whose slots are empty.
    #[must_use]
    pub fn new(page: &'static str) -> Self {
        Self {
            page,
            slots: Vec::new(),
        }
    }

    /// Fills a slot.
    #[must_use]
    pub fn fill(mut self, slot: &'static str, part: Html) -> Self {
        self.slots.push((slot, part.0));
        self
    }

    /// Fills a slot with a file of this crate's own: the text of a `style` or a `script`, or HTML.
    #[must_use]
    pub fn fill_own(mut self, slot: &'static str, file: &'static str) -> Self {
        self.slots.push((slot, file.to_owned()));
        self
    }

    fn slot(&self, name: &str) -> &str {
        let found = self.slots.iter().find(|(slot, _)| *slot == name);
        found.map_or("", |(_, part)| part)
    }
}

impl Sealed for Template {}

impl Rendered for Template {
    fn into_text(self) -> String {
        let mut out = String::new();
        let mut pieces = self.page.split("<!--{");
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (name, rest) = piece.split_once("}-->").unwrap_or((piece, ""));
            out.push_str(self.slot(name));
            out.push_str(rest);
        }
        out
    }
}
