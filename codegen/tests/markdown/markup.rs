//! Registry Markdown becomes the tree that it means, and none of its text is lost.

use std::time::{Duration, Instant};

use errbook::markup::{Block, Blocks, Inline, MAX_DEPTH, Span, is_allowed_url};

use crate::hostile::texts;

fn text(text: &str) -> Span {
    Span::Text(text.to_owned())
}

fn code(text: &str) -> Span {
    Span::Code(text.to_owned())
}

fn link(shown: &str, url: &str) -> Span {
    Span::Link {
        text: vec![text(shown)],
        url: url.to_owned(),
    }
}

fn paragraph(source: &str) -> Block {
    Block::Paragraph(Inline::parse(source))
}

fn fenced(language: &str, text: &str) -> Block {
    Block::Code {
        language: language.to_owned(),
        text: text.to_owned(),
    }
}

fn list(start: Option<u64>, items: &[&[Block]]) -> Block {
    Block::List {
        start,
        items: items.iter().map(|item| item.to_vec()).collect(),
    }
}

#[test]
fn accepts_what_inline_markdown_is() {
    let cases = [
        ("plain text", vec![text("plain text")]),
        (
            "Includes `needed`, `have`.",
            vec![
                text("Includes "),
                code("needed"),
                text(", "),
                code("have"),
                text("."),
            ],
        ),
        (
            "*a* _b_",
            vec![
                Span::Emphasis(vec![text("a")]),
                text(" "),
                Span::Emphasis(vec![text("b")]),
            ],
        ),
        (
            "**a *b***",
            vec![Span::Strong(vec![
                text("a "),
                Span::Emphasis(vec![text("b")]),
            ])],
        ),
        (
            "See [Limits](/support/limits)",
            vec![text("See "), link("Limits", "/support/limits")],
        ),
        (
            "[a&amp;b](https://x.y/?a=1&amp;b=(2))",
            vec![link("a&amp;b", "https://x.y/?a=1&amp;b=(2)")],
        ),
        (
            "[a](<#b>) [c](\\(d)",
            vec![link("a", "#b"), text(" "), link("c", "(d")],
        ),
        ("[a](mailto:a@b.c)", vec![link("a", "mailto:a@b.c")]),
        ("`` a`b `` ` `` `", vec![code("a`b"), text(" "), code("``")]),
        ("`a\n  b` c", vec![code("a b"), text(" c")]),
        ("clip_not_found", vec![text("clip_not_found")]),
    ];
    for (source, expected) in cases {
        assert_eq!(Inline::parse(source).0, expected, "{source:?}");
    }
}

#[test]
fn shows_the_rest_as_written() {
    let literal = [
        "<b>x</b> <br/> <!-- c -->",
        "<https://example.com/a_b_c> <a@example.com>",
        "![alt](/i.png) ![*alt*](<a>)",
        "{needed} {`",
        "&amp; &#123; &copy;",
        "# a",
        "1. a",
        "- a",
        "> a",
        "+ a",
        "---",
        "***",
        "    a".trim_start(),
        "~~~",
        "a\n===",
        "a\n---",
        "| a |\n|---|",
        "[a]: /b",
        "[^1]: a",
        "---\ntitle: x\n---",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](crate::x)",
        "[a](//evil.com)",
        "[a](/x \"title\")",
        "[a]()",
        "[](/x)",
        "[a][b] [a][] [a]",
        "[a](<b c>)",
        "`not closed",
        "*not closed",
        "**",
        "a\\b",
        "ends with \\",
        "a\\\nb",
    ];
    for source in literal {
        assert_eq!(Inline::parse(source).0, [text(source)], "{source:?}");
    }
}

#[test]
fn braces_and_what_they_hold_are_text() {
    let all_text = [
        "{__import__('os').system('id')}",
        "{a *b* `c` [d](https://example.com) \\* e}",
        "{ {*nested*} *x* }",
        "{error: {code, _message_}}",
    ];
    for source in all_text {
        assert_eq!(Inline::parse(source).0, [text(source)], "{source}");
    }
    assert_eq!(
        Inline::parse("*{a*b}*").0,
        [Span::Emphasis(vec![text("{a*b}")])]
    );
    assert_eq!(
        Inline::parse("{ `}` *x*").0,
        [
            text("{ "),
            code("}"),
            text(" "),
            Span::Emphasis(vec![text("x")])
        ]
    );
    assert_eq!(
        Inline::parse("\\{*x*}").0,
        [text("{"), Span::Emphasis(vec![text("x")]), text("}")]
    );
    assert_eq!(
        Inline::parse("{ *x*").0,
        [text("{ "), Span::Emphasis(vec![text("x")])]
    );
}

#[test]
fn backslashes_escape_punctuation() {
    let inline = Inline::parse("\\*a\\* \\`b\\` \\[c\\](d) \\\\ \\& \\<");
    assert_eq!(inline.0, [text("*a* `b` [c](d) \\ & <")]);
}

#[test]
fn white_space_around_lines_goes() {
    let inline = Inline::parse("  a  \r\n\n \tb *c\n\nd*\n");
    assert_eq!(
        inline.0,
        [text("a\nb "), Span::Emphasis(vec![text("c\nd")])]
    );
    assert_eq!(inline.plain(), "a b c d");
    assert!(Inline::parse(" \n\t\n").is_empty());
}

#[test]
fn accepts_paragraphs_lists_and_fences() {
    let source = "Intro *text*\nmore.\n\n- a\n- b\n  1. c\n\n     d\n* e\n\n```json theme=x\n{\n  \"a\": [1]\n}\n```\nOutro.";
    let nested = list(Some(1), &[&[paragraph("c"), paragraph("d")]]);
    let expected = [
        paragraph("Intro *text*\nmore."),
        list(None, &[&[paragraph("a")], &[paragraph("b"), nested]]),
        list(None, &[&[paragraph("e")]]),
        fenced("json", "{\n  \"a\": [1]\n}"),
        paragraph("Outro."),
    ];
    assert_eq!(Blocks::parse(source).0, expected);
    assert!(Blocks::parse(" \n\n").is_empty());
}

#[test]
fn fences_keep_their_code() {
    let cases = [
        ("~~~\n<b> & *c* [d]: e\n~~~", fenced("", "<b> & *c* [d]: e")),
        ("```{r}\nx\n```", fenced("", "x")),
        ("```c++\n\n  x \n\n```", fenced("c++", "\n  x \n")),
        ("````\n```\n````", fenced("", "```")),
        ("```\nnot closed\n", fenced("", "not closed")),
        ("```\r\na\r\nb\r\n```", fenced("", "a\nb")),
    ];
    for (source, expected) in cases {
        assert_eq!(Blocks::parse(source).0, [expected], "{source:?}");
    }
    let item = list(Some(3), &[&[paragraph("a"), fenced("sh", "x\n\n  y")], &[]]);
    assert_eq!(
        Blocks::parse("3. a\n   ```sh\n   x\n\n     y\n   ```\n4.").0,
        [item]
    );
}

#[test]
fn other_blocks_are_paragraphs() {
    let cases: [(&str, &[&str]); 9] = [
        ("# a\nb", &["# a\nb"]),
        ("a\n===\n\nb\n---", &["a\n===", "b\n---"]),
        ("***\n\n___", &["***", "___"]),
        ("> a\n> - b\n\nc", &["> a\n> - b", "c"]),
        ("    - a\n\n    b", &["\\- a", "b"]),
        ("<div>\n\n*a*\n</div>", &["<div>", "*a*\n</div>"]),
        ("[a]: /b\n[c]: /d\n\n[a]", &["[a]: /b\n[c]: /d", "[a]"]),
        ("| a |\n|---|\n| b |", &["| a |\n|---|\n| b |"]),
        ("&amp; {x}\n\nimport a", &["&amp; {x}", "import a"]),
    ];
    for (source, paragraphs) in cases {
        let expected: Vec<Block> = paragraphs.iter().map(|text| paragraph(text)).collect();
        assert_eq!(Blocks::parse(source).0, expected, "{source:?}");
    }
}

#[test]
fn plain_text_has_no_marks_but_those_of_lists() {
    let blocks = Blocks::parse("a *b*\nc\n\n- `d`\n- e\n\n  f\n  1. g\n  2. h\n\n```\ni\nj\n```");
    let expected = "a b c\n\n- d\n- e\n\n  f\n\n  1. g\n  2. h\n\ni\nj";
    assert_eq!(blocks.plain(), expected);
}

#[test]
fn urls_lead_only_where_they_may() {
    let allowed = [
        "https://a",
        "HTTP://a.b/c?d#e",
        "mailto:a@b",
        "a",
        "/a",
        "./a",
        "../a:b",
        "#a",
        "?a:b",
        "/a(b)",
        "\u{e9}/\u{4e2d}",
        "a%20b",
    ];
    let refused = [
        "",
        "javascript:x",
        "JavaScript:x",
        "data:x",
        "vbscript:x",
        "file:///a",
        "crate::a",
        "a:b",
        ":a",
        "//a",
        "///a",
        "https:",
        "https:a",
        "https://",
        "https:///a",
        "mailto:",
        "a b",
        "a\nb",
        "a\\b",
        "\\\\a",
        "/\\a",
        "a\"b",
        "a<b",
        "a>b",
        "{a}",
        "a|b",
        "a^b",
        "a`b",
        "\u{0}",
        "java\tscript:x",
        "\u{a0}a",
        "\u{85}a",
    ];
    assert_eq!(allowed.map(is_allowed_url), [true; 12]);
    assert!(
        refused.iter().all(|url| !is_allowed_url(url)),
        "{refused:?}"
    );
}

/// Every character that is never a mark is still there, in its order.
#[test]
fn no_text_is_lost() {
    let kept = |text: &str| -> String {
        let is_mark = |c: char| c.is_whitespace() || "*_`[]()\\<>".contains(c);
        text.chars().filter(|c| !is_mark(*c)).collect()
    };
    for source in texts(10_000) {
        let mut shown = String::new();
        everything(&mut shown, &Inline::parse(&source).0);
        assert_eq!(kept(&shown), kept(&source), "{source:?}");
    }
}

/// The same for blocks, where the marks of lists and fences go too.
#[test]
fn no_text_of_blocks_is_lost() {
    let kept = |text: &str| -> String {
        let stays = |c: char| c.is_alphabetic() || "&;{}|#^=$@,/\"'!".contains(c);
        text.chars().filter(|c| stays(*c)).collect()
    };
    for source in texts(10_000).filter(|source| !source.contains("```") && !source.contains("~~~"))
    {
        let mut shown = String::new();
        everything_in(&mut shown, &Blocks::parse(&source).0);
        assert_eq!(kept(&shown), kept(&source), "{source:?}");
    }
}

fn everything(out: &mut String, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) => out.push_str(text),
            Span::Emphasis(spans) | Span::Strong(spans) => everything(out, spans),
            Span::Link { text, url } => {
                everything(out, text);
                out.push_str(url);
            }
        }
    }
}

fn everything_in(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(inline) => everything(out, &inline.0),
            Block::List { items, .. } => items.iter().for_each(|item| everything_in(out, item)),
            Block::Code { text, .. } => out.push_str(text),
        }
    }
}

fn depth(spans: &[Span]) -> usize {
    let inside = spans.iter().map(|span| match span {
        Span::Text(_) | Span::Code(_) => 0,
        Span::Emphasis(spans) | Span::Strong(spans) | Span::Link { text: spans, .. } => {
            1 + depth(spans)
        }
    });
    inside.max().unwrap_or(0)
}

fn list_depth(blocks: &[Block]) -> usize {
    let inside = blocks.iter().map(|block| match block {
        Block::List { items, .. } => {
            1 + items.iter().map(|item| list_depth(item)).max().unwrap_or(0)
        }
        _ => 0,
    });
    inside.max().unwrap_or(0)
}

#[test]
fn nesting_is_limited() {
    let source = format!("{}x{}", "*a **b ".repeat(40), "** c*".repeat(40));
    let inline = Inline::parse(&source);
    assert_eq!(depth(&inline.0), MAX_DEPTH);
    assert_eq!(
        inline.plain().matches(|c: char| c.is_alphabetic()).count(),
        121
    );
    let blocks = Blocks::parse(&format!("{}x", "- ".repeat(40)));
    assert_eq!(list_depth(&blocks.0), MAX_DEPTH);
    assert_eq!(blocks.plain(), format!("{}x", "- ".repeat(40)));
}

/// Not a measurement: what takes minutes, or the whole stack, is a mistake.
#[test]
fn hostile_texts_end_soon() {
    let units = [
        "[",
        "]",
        "*",
        "_",
        "`",
        "**a ",
        "*a _b ",
        "[a](",
        "![",
        "<",
        "<a ",
        "<!--",
        "&",
        "\\",
        "- ",
        "> ",
        "1. ",
        "\n- ",
        "`a``b",
        "a\n",
        "[]",
        "[a]: b\n",
        "(",
        "*a*_b_",
        "**a*",
        "{",
        "~~~\n",
        "```\n",
        "$",
        "<?",
        "<![CDATA[",
        "#",
        "a*",
        "\t- ",
    ];
    let start = Instant::now();
    for unit in units {
        let source = unit.repeat(100_000 / unit.len());
        let inline = Inline::parse(&source);
        let blocks = Blocks::parse(&source);
        assert!(depth(&inline.0) <= MAX_DEPTH && list_depth(&blocks.0) <= MAX_DEPTH);
        assert!(start.elapsed() < Duration::from_secs(60), "{unit:?}");
    }
}
