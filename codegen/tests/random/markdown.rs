//! Markdown, as a list of tokens: what a reader of it sees, and how it is marked up.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::examples;
use crate::html;
use crate::rust;
use crate::twin::Texts;

/// What GitHub and docs sites read.
pub const PAGE: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);

/// What mdBook reads, where its configuration turns nothing off.
pub const MDBOOK: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// What rustdoc reads.
pub const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

#[derive(Debug, PartialEq)]
enum Token {
    /// Anything that is no text.
    Mark(String),
    Link(String),
    Text(String),
    /// A code span.
    Span(String),
    /// A code block.
    Code(String),
}

/// `text`, and the structure of the twin's, must be one: only texts differ, and each is the one that belongs there.
pub fn compare(text: &str, twin: &str, texts: &Texts, options: Options) -> Result<(), String> {
    let (tokens, emphasis, definitions) = tokens(text, options);
    let (expected, own_emphasis, most_definitions) = self::tokens(twin, options);
    // The one strong text of the generator's own is dropped with the emphasis of the text behind it.
    let own_emphasis = own_emphasis + twin.matches("What to do:").count();
    let most_emphasis = own_emphasis + texts.most_emphasis(twin);
    for (index, (token, expected)) in tokens.iter().zip(&expected).enumerate() {
        if !is_same(token, expected, texts, options) {
            let before = &tokens[index.saturating_sub(3)..index];
            return Err(format!(
                "{token:?} instead of {expected:?}, {:?}, behind {before:?}",
                restored(expected, texts)
            ));
        }
    }
    if tokens.len() != expected.len() {
        let end = tokens.len().min(expected.len());
        return Err(format!(
            "{:?} instead of {:?}",
            tokens.get(end),
            expected.get(end)
        ));
    }
    // Emphasis that could not be read back is left out.
    if emphasis > most_emphasis || definitions != most_definitions {
        return Err(format!(
            "{emphasis} emphasised, {definitions} link definitions; not {most_emphasis}, {most_definitions}"
        ));
    }
    Ok(())
}

/// The tokens, and how many runs of emphasis and link definitions there are.
fn tokens(text: &str, options: Options) -> (Vec<Token>, usize, usize) {
    let mut tokens = Vec::new();
    let mut emphasis = 0;
    let mut is_code = false;
    let mut html = String::new();
    let parser = Parser::new_ext(text, options);
    let definitions = parser.reference_definitions().iter().count();
    for event in parser {
        let text = |text: &str| {
            if is_code {
                Token::Code(text.to_owned())
            } else {
                Token::Text(visible(text))
            }
        };
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong) => emphasis += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Strong) | Event::SoftBreak => {}
            Event::InlineHtml(tag) => match &*tag {
                "<wbr/>" | "</em>" | "</strong>" => {}
                "<em>" | "<strong>" => emphasis += 1,
                // A code span of a cell.
                "<code>" | "</code>" => push(&mut tokens, Token::Mark("code".to_owned())),
                other => tokens.push(Token::Mark(other.to_owned())),
            },
            Event::Text(found) => push(&mut tokens, text(&found)),
            Event::Code(code) => push(&mut tokens, Token::Span(code.into_string())),
            Event::Start(Tag::Link {
                dest_url,
                title,
                link_type,
                ..
            }) => {
                tokens.push(Token::Mark(format!("{link_type:?} {title}")));
                tokens.push(Token::Link(dest_url.into_string()));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                is_code = true;
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.into_string(),
                    CodeBlockKind::Indented => "indented".to_owned(),
                };
                tokens.push(Token::Mark(format!("code block {language}")));
            }
            Event::End(TagEnd::CodeBlock) => {
                is_code = false;
                tokens.push(Token::Mark("end of code".to_owned()));
            }
            Event::Start(Tag::HtmlBlock) => html.clear(),
            Event::Html(line) => html.push_str(&line),
            Event::End(TagEnd::HtmlBlock) => tokens.extend(html_block(&html)),
            other => tokens.push(Token::Mark(format!("{other:?}"))),
        }
    }
    (code_spans(tokens), emphasis, definitions)
}

/// A block of HTML; where it is nothing but a block of code, as which mdBook has some, that.
fn html_block(html: &str) -> Vec<Token> {
    match html::code_block(html) {
        None => vec![Token::Mark(format!("HTML {html}"))],
        Some((language, code)) => vec![
            Token::Mark(format!("code block {language}")),
            Token::Code(code),
            Token::Mark("end of code".to_owned()),
        ],
    }
}

/// Adds a token; text to the text before it.
fn push(tokens: &mut Vec<Token>, token: Token) {
    match (tokens.last_mut(), token) {
        (_, Token::Text(text)) if text.is_empty() => {}
        (Some(Token::Text(last)), Token::Text(text))
        | (Some(Token::Code(last)), Token::Code(text)) => last.push_str(&text),
        (_, token) => tokens.push(token),
    }
}

/// `<code>` in cells is a code span as any other.
fn code_spans(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut open = None;
    for token in tokens {
        match (&mut open, token) {
            (None, Token::Mark(mark)) if mark == "code" => open = Some(String::new()),
            (Some(text), Token::Mark(mark)) if mark == "code" => {
                out.push(Token::Span(std::mem::take(text)));
                open = None;
            }
            (Some(text), Token::Text(more)) => text.push_str(&more),
            (_, token) => push(&mut out, token),
        }
    }
    out
}

fn is_same(token: &Token, expected: &Token, texts: &Texts, options: Options) -> bool {
    match (token, expected) {
        (Token::Mark(mark), Token::Mark(expected)) => mark == expected,
        (Token::Link(url), Token::Link(expected)) => {
            decoded(url) == decoded(&texts.restored(expected))
        }
        (Token::Text(text), Token::Text(expected)) => {
            shown(text, options) == shown(&texts.restored(expected), options)
        }
        (Token::Span(text), Token::Span(expected)) => {
            let restored = texts.restored(expected);
            visible(text) == visible(&restored)
                || visible(text) == visible(&texts.restored_in_json(expected))
        }
        (Token::Code(text), Token::Code(expected)) => is_same_code(text, expected, texts),
        _ => false,
    }
}

fn restored(token: &Token, texts: &Texts) -> String {
    match token {
        Token::Mark(text) => text.clone(),
        Token::Link(text) | Token::Text(text) | Token::Span(text) | Token::Code(text) => {
            texts.restored(text)
        }
    }
}

/// A block of code: of the registry, JSON, a response with a JSON body, or Rust.
pub fn is_same_code(text: &str, expected: &str, texts: &Texts) -> bool {
    let body = |text: &str| {
        text.rsplit_once("\n\n")
            .map(|(head, body)| (head.to_owned(), body.to_owned()))
    };
    let is_response = || match (body(text), body(expected)) {
        (Some((head, json)), Some((expected_head, expected))) => {
            head == texts.restored(&expected_head) && is_same_json(&json, &expected, texts)
        }
        _ => false,
    };
    visible(text) == visible(&texts.restored(expected))
        || is_same_json(text, expected, texts)
        || is_response()
        || rust::compare(text, expected, texts).is_ok()
        || examples::is_same(text, expected, texts)
}

pub fn is_same_json(text: &str, expected: &str, texts: &Texts) -> bool {
    match (
        serde_json::from_str::<Value>(text),
        serde_json::from_str(expected),
    ) {
        (Ok(value), Ok(expected)) => value == restored_json(expected, texts),
        _ => false,
    }
}

/// JSON with each mark in its texts replaced.
pub fn restored_json(value: Value, texts: &Texts) -> Value {
    match value {
        Value::String(text) => Value::String(texts.restored(&text)),
        Value::Array(items) => items
            .into_iter()
            .map(|item| restored_json(item, texts))
            .collect(),
        Value::Object(entries) => {
            let entry =
                |(key, value): (String, Value)| (texts.restored(&key), restored_json(value, texts));
            entries.into_iter().map(entry).collect()
        }
        other => other,
    }
}

/// All but white space, which Markdown changes.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// As [`visible`], but with quotation marks, dashes and dots as they are typed where the reader sets them as a printer would.
fn shown(text: &str, options: Options) -> String {
    let text = visible(text);
    if !options.contains(Options::ENABLE_SMART_PUNCTUATION) {
        return text;
    }
    let text = text.replace(['\u{2018}', '\u{2019}'], "'");
    let text = text.replace(['\u{201c}', '\u{201d}'], "\"");
    let text = text.replace('\u{2013}', "--").replace('\u{2014}', "---");
    text.replace('\u{2026}', "...")
}

/// A URL without what is encoded.
fn decoded(url: &str) -> Vec<u8> {
    let bytes = url.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let code = url
            .get(at + 1..at + 3)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        let encoded = code.filter(|_| bytes[at] == b'%');
        out.push(encoded.unwrap_or(bytes[at]));
        at += if encoded.is_some() { 3 } else { 1 };
    }
    out
}
