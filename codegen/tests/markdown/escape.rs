//! What is written for each place reads back as what it was.

use errbook::escape::Rendered as _;
use errbook::escape::markdown::{Cell, Heading, LinkUrl, Page, Prose, Table};
use errbook::markup::{Block, Blocks, Inline, Span};

use crate::hostile::texts;
use crate::read::{self, Node};

fn rendered(build: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new();
    build(&mut page);
    page.into_text()
}

fn paragraph(prose: &Prose) -> String {
    rendered(|page| page.paragraph(prose))
}

/// White space as every reader shows it.
fn squeezed(text: &str) -> String {
    text.split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Tabs are blanks, and where lines cannot break, line feeds too.
fn shown(spans: &[Span], line_feed: &str) -> Vec<Span> {
    let all = |spans: &[Span]| shown(spans, line_feed);
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) => Span::Text(text.replace('\t', " ").replace('\n', line_feed)),
            Span::Code(code) => Span::Code(code.replace('\t', " ")),
            Span::Emphasis(spans) => Span::Emphasis(all(spans)),
            Span::Strong(spans) => Span::Strong(all(spans)),
            Span::Link { text, url } => Span::Link {
                text: all(text),
                url: url.clone(),
            },
        })
        .collect()
}

#[test]
fn paragraphs_read_back() {
    for text in texts(6_000) {
        let inline = Inline::parse(&text);
        if inline.is_empty() {
            continue;
        }
        let markdown = paragraph(&Prose::new().inline(&inline));
        let expected = [Block::Paragraph(Inline(shown(&inline.0, "\n")))];
        assert_eq!(
            read::blocks(&markdown),
            expected,
            "{text:?} as {markdown:?}"
        );
    }
}

#[test]
fn cells_and_headings_read_back() {
    for text in texts(6_000) {
        let inline = Inline::parse(&text);
        let mut table = Table::new(vec!["A", "B"]);
        table.row(vec![
            Cell::new().inline(&inline),
            Cell::new().literal("end"),
        ]);
        let markdown = rendered(|page| {
            page.heading(2, &Heading::new().inline(&inline));
            page.table(&table);
        });
        let spans = shown(&inline.0, " ");
        let word = |word: &str| vec![Span::Text(word.to_owned())];
        let rows = vec![vec![word("A"), word("B")], vec![spans.clone(), word("end")]];
        let expected = [Node::Heading(2, spans), Node::Table(rows)];
        assert_eq!(read::page(&markdown), expected, "{text:?} as {markdown:?}");
    }
}

#[test]
fn blocks_read_back() {
    for text in texts(6_000) {
        let blocks = Blocks::parse(&text);
        if blocks.is_empty() {
            continue;
        }
        let markdown = rendered(|page| page.blocks(&blocks));
        let expected = shown_blocks(&blocks.0);
        assert_eq!(
            read::blocks(&markdown),
            expected,
            "{text:?} as {markdown:?}"
        );
    }
}

fn shown_blocks(blocks: &[Block]) -> Vec<Block> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(inline) => Block::Paragraph(Inline(shown(&inline.0, "\n"))),
            Block::Code { .. } => block.clone(),
            Block::List { start, items } => Block::List {
                start: *start,
                items: items.iter().map(|item| shown_blocks(item)).collect(),
            },
        })
        .collect()
}

#[test]
fn plain_text_and_code_read_back_as_they_are() {
    for text in texts(6_000) {
        let mut table = Table::new(vec!["A", "B", "C"]);
        table.row(vec![
            Cell::new().text(&text),
            Cell::new().code(&text),
            Cell::new().literal("end"),
        ]);
        let markdown = rendered(|page| {
            page.paragraph(&Prose::new().literal("x ").text(&text).literal(" x"));
            page.paragraph(&Prose::new().text(&text));
            page.heading(3, &Heading::new().text(&text).literal(" x"));
            page.code("json", &text);
            page.table(&table);
        });
        let plain = squeezed(&text);
        let nodes = read::page(&markdown);
        let mut nodes = nodes.iter();
        assert_eq!(
            nodes.next().map(only_text),
            Some(squeezed(&format!("x {plain} x"))),
            "{markdown:?}"
        );
        if !plain.is_empty() {
            assert_eq!(
                nodes.next().map(only_text).as_ref(),
                Some(&plain),
                "{markdown:?}"
            );
        }
        assert_eq!(
            nodes.next().map(only_text),
            Some(squeezed(&format!("{plain} x"))),
            "{markdown:?}"
        );
        let code = Block::Code {
            language: "json".to_owned(),
            text: text.clone(),
        };
        assert_eq!(nodes.next(), Some(&Node::Block(code)), "{markdown:?}");
        let Some(Node::Table(rows)) = nodes.next() else {
            panic!("{markdown:?}")
        };
        assert_eq!(
            squeezed(&Inline(rows[1][0].clone()).plain()),
            plain,
            "{markdown:?}"
        );
        assert_eq!(
            squeezed(&Inline(rows[1][1].clone()).plain()),
            plain,
            "{markdown:?}"
        );
        assert_eq!(Inline(rows[1][2].clone()).plain(), "end", "{markdown:?}");
        assert_eq!(nodes.next(), None, "{markdown:?}");
    }
}

/// The text of a paragraph or heading that holds nothing but text.
fn only_text(node: &Node) -> String {
    let (Node::Heading(_, spans) | Node::Block(Block::Paragraph(Inline(spans)))) = node else {
        panic!("{node:?}");
    };
    assert!(matches!(spans.as_slice(), [Span::Text(_)]), "{spans:?}");
    squeezed(&Inline(spans.clone()).plain())
}

/// Prose stays as a person would write it.
#[test]
fn only_markup_is_escaped() {
    let kept = [
        "clip_not_found doesn't exist (concurrency, file size). See 1.5 - e.g. a > b, a|b!",
        "2 * 3 = 6; 50% of C# and R&D, #1, a + b: \"c\" ... x^2 ] }",
        "C:\\temp and a\\b",
        "a@b and @c; ratio 1:2; http: //x; 5 $",
        "a < b",
    ];
    for text in kept {
        assert_eq!(paragraph(&Prose::new().text(text)), format!("{text}\n"));
    }
    let cell = Cell::new().inline(&Inline::parse(
        "Use [Limits](/support/limits), `a_b` or *c*",
    ));
    let mut table = Table::new(vec!["A"]);
    table.row(vec![cell]);
    let text = rendered(|page| page.table(&table));
    assert!(
        text.ends_with("\n| Use [Limits](/support/limits), `a_b` or *c* |\n"),
        "{text}"
    );
}

#[test]
fn escapes_are_as_short_as_can_be() {
    let cases = [
        ("# a", "\\# a\n"),
        ("a\n# b", "a\n\\# b\n"),
        ("1. a", "1\\. a\n"),
        ("- a", "\\- a\n"),
        ("---", "\\---\n"),
        ("a\n===", "a\n\\===\n"),
        ("> a", "\\> a\n"),
        ("a\n: b\n:1", "a\n\\: b\n\\:1\n"),
        ("{a} <b>", "\\{a} \\<b>\n"),
        ("&amp;", "\\&amp;\n"),
        ("import a", "&#105;mport a\n"),
        ("a\nexport b", "a\n&#101;xport b\n"),
        ("https://a.b", "https:<wbr/>//a.b\n"),
        ("www.a.b", "www<wbr/>.a.b\n"),
        ("a@b.c", "a<wbr/>@b.c\n"),
        ("_a_ b_c", "\\_a\\_ b_c\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(paragraph(&Prose::new().text(text)), expected);
    }
}

/// mdBook sets quotation marks, dashes and dots of text as a printer does, and tags do not tell it that theirs is code.
#[test]
fn code_in_tags_is_no_prose() {
    let mut table = Table::new(vec!["A"]);
    table.row(vec![Cell::new().code("^\"a\\|--\"...'$").text("\"-- ...'")]);
    let text = rendered(|page| page.table(&table));
    let shown = "<code>^\\\"a\\\\\\|\\--\\\"\\.\\..\\'$</code>\"-- ...'";
    assert!(text.contains(shown), "{text}");
}

/// Marks where no reader can doubt them, tags elsewhere.
#[test]
fn emphasis_is_written_so_that_all_readers_agree() {
    let kept = [
        "**Note:** a *b* (*c*), **d `e` and [f](/g)**. *h*",
        "a*b*c and \u{4e2d}**\u{6587}**\u{ff0c}\u{4e2d}",
        "**a _b_ c** *d (__e__) f*",
        "[*a*](/b) *[c](/d)* *`e`*",
        "*__a__* **_b_** **c _d_** *e __f *g* h__*",
    ];
    for text in kept {
        assert_eq!(
            paragraph(&Prose::new().inline(&Inline::parse(text))),
            format!("{text}\n")
        );
    }
    let tagged = [
        ("*a*_b_ *c*", "<em>a</em><em>b</em> *c*\n"),
        ("***a*** *b **c***", "*__a__* *b __c__*\n"),
        ("\\**a* b", "\\*<em>a</em> b\n"),
        ("***a*b** c", "**<em>a</em>b** c\n"),
        // A paragraph of tags alone would be none to MDX.
        ("*a*_b_ *c*_d_", "ab cd\n"),
    ];
    for (text, expected) in tagged {
        assert_eq!(
            paragraph(&Prose::new().inline(&Inline::parse(text))),
            expected
        );
    }
}

#[test]
fn links_lead_only_where_they_may() {
    assert_eq!(LinkUrl::new("javascript:alert(1)"), None);
    let url = LinkUrl::new("/a_(b)?c=1&lt;=2").expect("a relative link");
    let markdown = paragraph(
        &Prose::new()
            .link("x]y", &url)
            .literal(" ")
            .code_link("c|d", &LinkUrl::anchor("a b\"")),
    );
    assert_eq!(
        markdown,
        "[x\\]y](/a_(b)?c=1&amp;lt;=2) [`c|d`](#a%20b%22)\n"
    );
    let shown = Prose::new().link("https://a.b", &LinkUrl::new("https://a.b").expect("a URL"));
    assert_eq!(paragraph(&shown), "[https://a.b](https://a.b)\n");
    let odd = LinkUrl::new("/a)b").expect("a relative link");
    assert_eq!(
        paragraph(&Prose::new().text("no!").link("x", &odd)),
        "no\\![x](/a\\)b)\n"
    );
}

#[test]
fn anchors_cannot_leave_their_tag() {
    let heading = Heading::new().anchor("a\"><script>{}").code("a");
    let markdown = rendered(|page| page.heading(1, &heading));
    assert_eq!(
        markdown,
        "# <a id=\"a&#34;&#62;&#60;script&#62;&#123;&#125;\"></a>`a`\n"
    );
}

#[test]
fn columns_are_as_wide_as_their_widest_cell() {
    let mut table = Table::new(vec!["A", "Heading"]);
    table.row(vec![Cell::new().text("caf\u{e9}"), Cell::new()]);
    table.row(vec![Cell::new().text("x|y"), Cell::new().text("b")]);
    let markdown = rendered(|page| page.table(&table));
    let lines = [
        "| A    | Heading |",
        "| ---- | ------- |",
        "| caf\u{e9} |         |",
        "| x\\|y | b       |",
    ];
    assert_eq!(markdown, format!("{}\n", lines.join("\n")));
}

#[test]
fn lists_in_a_row_and_in_each_other_stay_apart() {
    let cases = [
        ("- a\n* b\n\n1. c\n1) d", "- a\n\n* b\n\n1. c\n\n1) d\n"),
        ("- a\n  - b\n  * c", "- a\n\n  - b\n\n  * c\n"),
        ("- * -", "- * -\n"),
        (
            "9999999999. a\n\n999999999. b\n1. c",
            "9999999999. a\n\n999999999. b\n999999999. c\n",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(
            rendered(|page| page.blocks(&Blocks::parse(source))),
            expected
        );
    }
}

#[test]
fn fences_are_longer_than_what_they_hold() {
    let markdown = rendered(|page| page.code("json", "a\n````\nb"));
    assert_eq!(markdown, "`````json\na\n````\nb\n`````\n");
}
