//! Rust, as a list of tokens whose literals and docs are texts.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use quote::ToTokens as _;

use crate::markdown::{self, RUSTDOC};
use crate::twin::Texts;

#[derive(Debug)]
enum Token {
    /// An identifier, a mark, or a number.
    Code(String),
    /// What a string literal holds.
    Text(String),
    /// The Markdown of a comment.
    Doc(String),
}

/// A whole file, which is Rust, and the twin's: only texts differ, and each is the one that belongs there.
pub fn compare_files(text: &str, twin: &str, texts: &Texts) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|error| format!("no Rust: {error}"))?;
    let twin_file =
        syn::parse_file(twin).map_err(|error| format!("the twin is no Rust: {error}"))?;
    if file.items.len() != twin_file.items.len() {
        return Err(format!(
            "{} items, not {}",
            file.items.len(),
            twin_file.items.len()
        ));
    }
    compare_tokens(
        file.into_token_stream(),
        twin_file.into_token_stream(),
        texts,
    )
}

/// Any tokens.
pub fn compare(text: &str, twin: &str, texts: &Texts) -> Result<(), String> {
    let parse = |text: &str| text.parse().map_err(|error| format!("no tokens: {error}"));
    compare_tokens(parse(text)?, parse(twin)?, texts)
}

fn compare_tokens(tokens: TokenStream, twin: TokenStream, texts: &Texts) -> Result<(), String> {
    let (tokens, expected) = (flat(tokens), flat(twin));
    for (index, (token, expected)) in tokens.iter().zip(&expected).enumerate() {
        let problem = match (token, expected) {
            (Token::Code(code), Token::Code(expected)) if code == expected => continue,
            (Token::Text(text), Token::Text(expected)) if is_same_text(text, expected, texts) => {
                continue;
            }
            (Token::Doc(doc), Token::Doc(expected)) => {
                match markdown::compare(doc, expected, texts, RUSTDOC) {
                    Ok(()) => continue,
                    Err(problem) => format!("{problem} in\n{doc}\nnot\n{expected}"),
                }
            }
            _ => format!("{token:?} instead of {expected:?}"),
        };
        let before = &tokens[index.saturating_sub(5)..index];
        return Err(format!("{problem}, behind {before:?}"));
    }
    if tokens.len() == expected.len() {
        Ok(())
    } else {
        Err(format!("{} tokens, not {}", tokens.len(), expected.len()))
    }
}

/// A literal holds a text as it is, in JSON, inside of the quotes of JSON, in the beginning of JSON, or as Markdown.
fn is_same_text(text: &str, expected: &str, texts: &Texts) -> bool {
    let in_quotes = |text: &str| format!("\"{text}\"");
    let with_end = |end: &str| {
        markdown::is_same_json(&format!("{text}{end}"), &format!("{expected}{end}"), texts)
    };
    text == texts.restored(expected)
        || markdown::is_same_json(text, expected, texts)
        || markdown::is_same_json(&in_quotes(text), &in_quotes(expected), texts)
        || ["}", "}}", "\"}", "\"}}"].into_iter().any(with_end)
        || markdown::compare(text, expected, texts, RUSTDOC).is_ok()
}

fn flat(tokens: TokenStream) -> Vec<Token> {
    let mut out = Vec::new();
    push(tokens, &mut out);
    out
}

fn push(tokens: TokenStream, out: &mut Vec<Token>) {
    let trees: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        if let Some((length, line)) = doc(&trees[at..]) {
            match out.last_mut() {
                Some(Token::Doc(lines)) => lines.extend(["\n", &line]),
                _ => out.push(Token::Doc(line)),
            }
            at += length;
            continue;
        }
        match &trees[at] {
            TokenTree::Group(group) => {
                let (open, close) = marks(group.delimiter());
                out.push(Token::Code(open.to_owned()));
                push(group.stream(), out);
                // A comma at the end depends on the length of lines.
                if matches!(out.last(), Some(Token::Code(last)) if last == ",") {
                    out.pop();
                }
                out.push(Token::Code(close.to_owned()));
            }
            TokenTree::Literal(literal) => out.push(literal_token(literal)),
            other => out.push(Token::Code(other.to_string())),
        }
        at += 1;
    }
}

fn marks(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn literal_token(literal: &Literal) -> Token {
    match syn::parse_str(&literal.to_string()) {
        Ok(syn::Lit::Str(text)) => Token::Text(text.value()),
        _ => Token::Code(literal.to_string()),
    }
}

/// `#[doc = "..."]` and `#![doc = "..."]` at the start: how many trees it has, and the line.
fn doc(trees: &[TokenTree]) -> Option<(usize, String)> {
    let is_mark = |at: usize, mark: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
    let inner = usize::from(is_mark(1, '!'));
    let (true, Some(TokenTree::Group(group))) = (is_mark(0, '#'), trees.get(1 + inner)) else {
        return None;
    };
    let content: Vec<_> = group.stream().into_iter().collect();
    let [TokenTree::Ident(name), _, TokenTree::Literal(literal)] = content.as_slice() else {
        return None;
    };
    let Token::Text(line) = literal_token(literal) else {
        return None;
    };
    let line = line.strip_prefix(' ').unwrap_or(&line).to_owned();
    (name == "doc").then_some((2 + inner, line))
}
