//! HTML, as the tree that a browser makes of it.

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::markdown::{is_same_code, visible};
use crate::twin::Texts;

#[derive(Debug, PartialEq)]
enum Token {
    /// The start of an element, with its attributes but for those below; its end.
    Mark(String),
    /// Where a link leads.
    Url(String),
    Text(String),
    /// A block of code.
    Code(String),
}

/// `text`, and the structure of the twin's, must be one: only texts differ, and each is the one that belongs there.
pub fn compare(text: &str, twin: &str, texts: &Texts) -> Result<(), String> {
    let (tokens, expected) = (tokens(text)?, tokens(twin)?);
    for (index, (token, expected)) in tokens.iter().zip(&expected).enumerate() {
        if !is_same(token, expected, texts) {
            let before = &tokens[index.saturating_sub(3)..index];
            return Err(format!(
                "{token:?} instead of {expected:?}, behind {before:?}"
            ));
        }
    }
    if tokens.len() != expected.len() {
        return Err(format!("{} tokens, not {}", tokens.len(), expected.len()));
    }
    Ok(())
}

/// What a browser sees; nothing that it would have to mend.
fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
    if let Some(error) = dom.errors.borrow().first() {
        return Err(format!("no HTML: {error}"));
    }
    let mut tokens = Vec::new();
    visit(&dom.document, false, &mut tokens);
    Ok(tokens)
}

/// The language and the text of a block of code, where the HTML is nothing else.
pub fn code_block(html: &str) -> Option<(String, String)> {
    let page = format!("<!DOCTYPE html><title></title>{}", html.trim_end());
    let tokens = tokens(&page).ok()?;
    let at = tokens.iter().position(|token| *token == mark("<pre"))?;
    let ends = ["</code", "</pre", "</body", "</html"].map(mark);
    let (before, [_, code, class, rest @ ..]) = tokens.split_at(at) else {
        return None;
    };
    let (text, after) = match rest {
        [Token::Code(text), after @ ..] => (text.clone(), after),
        after => (String::new(), after),
    };
    let Token::Mark(class) = class else {
        return None;
    };
    let language = class.strip_prefix("class=language-")?;
    let is_all = before.last() == Some(&mark("<body")) && *code == mark("<code") && after == ends;
    is_all.then(|| (language.to_owned(), text))
}

fn mark(text: &str) -> Token {
    Token::Mark(text.to_owned())
}

fn visit(node: &Handle, is_code: bool, tokens: &mut Vec<Token>) {
    let mut name = String::new();
    match &node.data {
        NodeData::Element {
            name: found, attrs, ..
        } => {
            name = found.local.to_string();
            tokens.push(Token::Mark(format!("<{name}")));
            for attribute in attrs.borrow().iter() {
                let (name, value) = (&attribute.name.local, attribute.value.to_string());
                tokens.push(if &**name == "href" {
                    Token::Url(value)
                } else {
                    Token::Mark(format!("{name}={value}"))
                });
            }
        }
        NodeData::Text { contents } => {
            let text = contents.borrow().to_string();
            if is_code {
                tokens.push(Token::Code(text));
            } else if !visible(&text).is_empty() {
                tokens.push(Token::Text(text));
            }
        }
        NodeData::Comment { contents } => tokens.push(Token::Mark(format!("<!--{contents}"))),
        NodeData::Doctype { name, .. } => tokens.push(Token::Mark(format!("<!{name}"))),
        NodeData::Document | NodeData::ProcessingInstruction { .. } => {}
    }
    for child in node.children.borrow().iter() {
        visit(child, is_code || name == "pre", tokens);
    }
    if !name.is_empty() {
        tokens.push(Token::Mark(format!("</{name}")));
    }
}

fn is_same(token: &Token, expected: &Token, texts: &Texts) -> bool {
    match (token, expected) {
        (Token::Mark(mark), Token::Mark(expected)) => mark == expected,
        (Token::Url(url), Token::Url(expected)) => *url == texts.restored(expected),
        (Token::Text(text), Token::Text(expected)) => {
            visible(text) == visible(&texts.restored(expected))
                || visible(text) == visible(&texts.restored_in_json(expected))
        }
        (Token::Code(text), Token::Code(expected)) => is_same_code(text, expected, texts),
        _ => false,
    }
}

#[test]
fn only_code_is_a_block_of_code() {
    let code = |html: &str| code_block(&format!("<pre><code class=\"language-js\">{html}\n"));
    let found = code("&#123;&#10;&lt;</code></pre>");
    assert_eq!(found, Some(("js".to_owned(), "{\n<".to_owned())));
    for more in [
        "a</code></pre>b",
        "a<b>c</b></code></pre>",
        "a</code>b</pre>",
        "a",
    ] {
        assert_eq!(code(more), None, "{more}");
    }
    for other in [
        "<p>a</p>",
        "<pre>a</pre>",
        "<pre><code class=\"language-js\" onclick=\"a\">b</code></pre>",
    ] {
        assert_eq!(code_block(other), None, "{other}");
    }
}
