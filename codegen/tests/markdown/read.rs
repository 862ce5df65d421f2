//! Reads Markdown back: pulldown-cmark's events, with every extension of GitHub's and mdBook's lists of definitions, become the tree again.

use errbook::markup::{Block, Inline, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A block of a page.
#[derive(Debug, PartialEq)]
pub enum Node {
    Heading(usize, Vec<Span>),
    Table(Vec<Vec<Vec<Span>>>),
    Block(Block),
}

/// The page's blocks. Panics where it holds anything that no page of ours may hold.
pub fn page(markdown: &str) -> Vec<Node> {
    let mut reader = Reader(Parser::new_ext(markdown, extensions()).collect(), 0);
    let mut nodes = Vec::new();
    while let Some(node) = reader.node() {
        nodes.push(node);
    }
    nodes
}

/// The blocks of a page that has neither headings nor tables.
pub fn blocks(markdown: &str) -> Vec<Block> {
    page(markdown)
        .into_iter()
        .map(|node| match node {
            Node::Block(block) => block,
            other => panic!("{other:?} in {markdown:?}"),
        })
        .collect()
}

fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

struct Reader<'a>(Vec<Event<'a>>, usize);

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        let event = self.0.get(self.1).cloned();
        self.1 += 1;
        event
    }

    fn node(&mut self) -> Option<Node> {
        let event = self.next()?;
        Some(match event {
            Event::Start(Tag::Heading { level, .. }) => Node::Heading(level as usize, self.spans()),
            Event::Start(Tag::Table(_)) => Node::Table(self.rows()),
            event => Node::Block(self.block(event)),
        })
    }

    fn rows(&mut self) -> Vec<Vec<Vec<Span>>> {
        let mut rows: Vec<Vec<Vec<Span>>> = Vec::new();
        loop {
            match self.next() {
                Some(Event::Start(Tag::TableHead | Tag::TableRow)) => rows.push(Vec::new()),
                Some(Event::Start(Tag::TableCell)) => {
                    let cell = self.spans();
                    rows.last_mut().expect("a row").push(cell);
                }
                Some(Event::End(TagEnd::Table)) => return rows,
                Some(Event::End(_)) => {}
                other => panic!("{other:?} in a table"),
            }
        }
    }

    fn block(&mut self, event: Event<'a>) -> Block {
        match event {
            Event::Start(Tag::Paragraph) => Block::Paragraph(Inline(self.spans())),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => Block::Code {
                language: language.into_string(),
                text: self.code(),
            },
            Event::Start(Tag::List(start)) => Block::List {
                start,
                items: self.items(),
            },
            other => panic!("unexpected {other:?}"),
        }
    }

    fn code(&mut self) -> String {
        let mut code = String::new();
        loop {
            match self.next() {
                Some(Event::Text(text)) => code.push_str(&text),
                Some(Event::End(TagEnd::CodeBlock)) => {
                    return code.strip_suffix('\n').unwrap_or(&code).to_owned();
                }
                other => panic!("{other:?} in code"),
            }
        }
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        loop {
            match self.next() {
                Some(Event::Start(Tag::Item)) => items.push(self.item()),
                Some(Event::End(TagEnd::List(_))) => return items,
                other => panic!("{other:?} in a list"),
            }
        }
    }

    fn item(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        loop {
            match self.0[self.1].clone() {
                Event::End(TagEnd::Item) => {
                    self.1 += 1;
                    return blocks;
                }
                Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::List(_)) => {
                    let event = self.next().expect("the event just seen");
                    blocks.push(self.block(event));
                }
                // The text of a tight list's item has no paragraph around it.
                _ => blocks.push(Block::Paragraph(Inline(self.spans()))),
            }
        }
    }

    /// The spans up to the end of what holds them. Tags that our pages use are read as what they mean.
    fn spans(&mut self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        loop {
            let event = self.0[self.1].clone();
            let ends_item = matches!(
                event,
                Event::End(TagEnd::Item)
                    | Event::Start(Tag::List(_) | Tag::CodeBlock(_) | Tag::Paragraph)
            );
            if ends_item {
                return spans;
            }
            self.1 += 1;
            match event {
                Event::End(_) => return spans,
                Event::Text(text) => text_into(&mut spans, &text),
                Event::SoftBreak => text_into(&mut spans, "\n"),
                Event::Code(code) => spans.push(Span::Code(code.into_string())),
                Event::Start(Tag::Emphasis) => spans.push(Span::Emphasis(self.spans())),
                Event::Start(Tag::Strong) => spans.push(Span::Strong(self.spans())),
                Event::Start(Tag::Link { dest_url, .. }) => spans.push(Span::Link {
                    url: dest_url.into_string(),
                    text: self.spans(),
                }),
                Event::InlineHtml(tag) => match &*tag {
                    "<wbr/>" => {}
                    "<em>" => spans.push(Span::Emphasis(self.spans())),
                    "<strong>" => spans.push(Span::Strong(self.spans())),
                    "<code>" => {
                        let code = Inline(self.spans()).plain();
                        spans.push(Span::Code(code));
                    }
                    "</em>" | "</strong>" | "</code>" => return spans,
                    tag if tag.starts_with("<a id=") || tag == "</a>" => {}
                    other => panic!("unexpected {other}"),
                },
                other => panic!("unexpected {other:?}"),
            }
        }
    }
}

fn text_into(spans: &mut Vec<Span>, text: &str) {
    match spans.last_mut() {
        Some(Span::Text(last)) => last.push_str(text),
        _ => spans.push(Span::Text(text.to_owned())),
    }
}
