//! Registry text in doc comments: whatever it holds, a reader of rustdoc's pages sees that text, and no mark that
//! the registry does not have.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what went wrong by failing"
)]

use errbook::escape::rust::Doc;
use errbook::markup::{Blocks, Inline, Span};
use pulldown_cmark::{Event, Options, Parser, Tag};
use quote::ToTokens;

/// What rustdoc switches on, apart from the curly quotes.
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// The Markdown of a comment, as rustdoc gets it.
fn markdown(doc: &Doc<'_>) -> String {
    let tokens = doc.to_token_stream();
    let item = syn::parse2::<syn::ItemStruct>(quote::quote!(#tokens struct S;)).unwrap();
    let mut text = String::new();
    for attribute in &item.attrs {
        let pair = attribute.meta.require_name_value().unwrap();
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(value),
            ..
        }) = &pair.value
        else {
            panic!("no text");
        };
        for line in value.value().split('\u{1}') {
            assert!(line.is_empty() || line.starts_with(' '), "{line:?}");
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
    }
    text
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader sees: the words, the code spans, and where the links lead.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    text: String,
    codes: Vec<String>,
    links: usize,
}

impl Seen {
    fn of(markdown: &str) -> Self {
        let mut seen = Self::default();
        for event in Parser::new_ext(markdown, RUSTDOC) {
            match event {
                Event::Text(text) => seen.text.push_str(&text),
                Event::Code(code) => {
                    seen.text.push_str(&code);
                    seen.codes.push(words(&code));
                }
                Event::SoftBreak => seen.text.push(' '),
                Event::Start(Tag::Link { .. }) => seen.links += 1,
                Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong) | Event::End(_) => {}
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        seen.text = words(&seen.text);
        seen
    }

    fn of_spans(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(text) => self.text.push_str(text),
                Span::Code(code) => {
                    self.text.push_str(code);
                    self.codes.push(words(code));
                }
                Span::Emphasis(inner) | Span::Strong(inner) => self.of_spans(inner),
                Span::Link { text, url } => {
                    self.links += usize::from(url.starts_with("http"));
                    self.of_spans(text);
                }
            }
        }
    }

    fn expected(inline: &Inline) -> Self {
        let mut seen = Self::default();
        seen.of_spans(&inline.0);
        seen.text = words(&seen.text);
        seen
    }
}

/// A small generator of numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

const PIECES: [&str; 56] = [
    "a",
    "b c",
    " ",
    "\n",
    "_",
    "*",
    "**",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "](x)",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#42;",
    "|",
    "|-|",
    "\n|-|\n",
    "~",
    "~~",
    "#",
    "# ",
    "\n# ",
    "- ",
    "\n- ",
    "+ ",
    "1. ",
    "\n1) ",
    "\n>",
    "=",
    "\n===\n",
    "\n---\n",
    "\\",
    "\\*",
    "!",
    "![",
    "[^1]",
    "[^1]: ",
    "[a]: http://b",
    "https://example.com",
    "[t](https://example.com/a_b*c)",
    "snake_case",
    "{x}",
    "\"",
    "'",
    "$",
    "é",
    "```rust",
];

#[test]
fn text_is_read_back() {
    let mut random = Random(1);
    for _ in 0..60_000 {
        let count = 1 + random.below(9);
        let text: String = (0..count)
            .map(|_| PIECES[random.below(PIECES.len())])
            .collect();
        let inline = Inline::parse(&text);
        let page = markdown(&Doc::default().inline(&inline));
        assert_eq!(Seen::of(&page), Seen::expected(&inline), "{text:?}\n{page}");
    }
}

#[test]
fn blocks_are_read_back() {
    let mut random = Random(2);
    for _ in 0..30_000 {
        let count = 1 + random.below(12);
        let text: String = (0..count)
            .map(|_| PIECES[random.below(PIECES.len())])
            .collect();
        let blocks = Blocks::parse(&text);
        let page = markdown(&Doc::default().blocks(&blocks));
        let mut seen = String::new();
        let mut lists = Vec::new();
        for event in Parser::new_ext(&page, RUSTDOC) {
            match event {
                Event::Text(text) | Event::Code(text) => seen.push_str(&text),
                Event::SoftBreak => seen.push(' '),
                Event::Start(Tag::List(start)) => lists.push(start),
                Event::End(pulldown_cmark::TagEnd::List(_)) => drop(lists.pop()),
                Event::Start(Tag::Item) => match lists.last_mut() {
                    Some(Some(number)) => {
                        seen.push_str(&number.to_string());
                        seen.push_str(". ");
                        *number += 1;
                    }
                    _ => seen.push_str("- "),
                },
                Event::Start(Tag::CodeBlock(kind)) => {
                    let fence = pulldown_cmark::CodeBlockKind::Fenced("text".into());
                    assert_eq!(kind, fence, "{text:?}\n{page}");
                }
                Event::End(pulldown_cmark::TagEnd::Paragraph | pulldown_cmark::TagEnd::Item) => {
                    seen.push(' ');
                }
                Event::Start(Tag::Paragraph | Tag::Link { .. } | Tag::Emphasis | Tag::Strong)
                | Event::End(_) => {}
                other => panic!("{other:?}: {text:?}\n{page}"),
            }
        }
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&seen), letters(&blocks.plain()), "{text:?}\n{page}");
    }
}
