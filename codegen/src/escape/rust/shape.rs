//! The shapes of items: of those that are alike but for names and doc comments, syn and prettyplease see one.
//!
//! A thousand codes make a thousand functions, of a few shapes. A shape is Rust with holes where names and doc comments
//! stand. It is parsed and printed once, and then filled. What fills it was made for Rust before: a name is an identifier,
//! and no line of a comment stands elsewhere than behind `///`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Ident, Literal, Spacing, Span, TokenStream, TokenTree};

use super::doc;
use super::ident::is_keyword;

/// The holes of a shape's source. No token is written with such characters: literals escape them.
const NAME: char = '\u{2}';
const DOC: char = '\u{3}';

/// Names that are words of the language in some places.
const SOMETIMES_WORDS: &[&str] = &["auto", "default", "raw", "safe", "union"];

/// The shapes that have been printed, by their sources.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    printed: BTreeMap<String, Printed>,
    /// What is printed now: kept, for its memory.
    source: Source,
}

/// What stands before each hole of a printed shape, and behind the last one.
type Printed = Vec<String>;

impl Shapes {
    /// Adds to `out` what `print` makes of `tokens`, which sees no more than their shape.
    pub(super) fn print(
        &mut self,
        out: &mut String,
        tokens: TokenStream,
        print: impl Fn(TokenStream) -> syn::Result<String>,
    ) -> syn::Result<()> {
        let Self { printed, source } = self;
        source.clear();
        source.tokens(tokens, false);
        if !printed.contains_key(&source.shape) {
            printed.insert(source.shape.clone(), source.print(print)?);
        }
        let parts = printed.get(&source.shape).into_iter().flatten();
        let mut start = 0;
        for (index, part) in parts.enumerate() {
            out.push_str(part);
            if let Some(&end) = source.ends.get(index) {
                out.push_str(&source.fillings[start..end]);
                start = end;
            }
        }
        Ok(())
    }
}

/// Tokens: their shape, and what fills its holes.
#[derive(Clone, Debug, Default)]
struct Source {
    shape: String,
    fillings: String,
    /// Where each filling ends.
    ends: Vec<usize>,
}

impl Source {
    fn clear(&mut self) {
        self.shape.clear();
        self.fillings.clear();
        self.ends.clear();
    }

    fn tokens(&mut self, tokens: TokenStream, in_attribute: bool) {
        let mut before = ' ';
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let sign = sign(&token);
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = brackets(group.delimiter());
                    let kept = in_attribute || (before == '#' && open == "[");
                    let inner = group.stream();
                    // Tokens that nothing else holds are not copied to be read.
                    drop(group);
                    self.shape.push_str(open);
                    self.tokens(inner, kept);
                    self.shape.push_str(close);
                }
                TokenTree::Punct(punct) => {
                    self.shape.push(sign);
                    if punct.spacing() == Spacing::Alone {
                        self.shape.push(' ');
                    }
                }
                TokenTree::Literal(literal) => self.literal(&literal),
                TokenTree::Ident(ident) => {
                    let is_macro = tokens.peek().is_some_and(|next| self::sign(next) == '!');
                    let kept = in_attribute || before == '\'' || is_macro;
                    self.ident(&ident, kept);
                }
            }
            before = sign;
        }
    }

    /// An identifier. Words that mean something to Rust or to its printers are a part of the shape.
    fn ident(&mut self, ident: &Ident, kept: bool) {
        let start = self.fillings.len();
        // A `String` takes whatever is written to it.
        let _ = write!(self.fillings, "{ident}");
        let word = &self.fillings[start..];
        if kept || is_keyword(word) || SOMETIMES_WORDS.contains(&word) {
            self.shape.push_str(word);
            self.fillings.truncate(start);
        } else {
            self.shape.push(NAME);
            self.ends.push(self.fillings.len());
        }
        self.shape.push(' ');
    }

    fn literal(&mut self, literal: &Literal) {
        let text = literal.to_string();
        if let Some(comment) = doc::text_of(&text) {
            self.fillings.push_str(comment);
            self.ends.push(self.fillings.len());
            self.shape.push(DOC);
        } else {
            self.shape.push_str(&text);
        }
        self.shape.push(' ');
    }

    /// Prints the shape with names in its holes that are nowhere else in it, and takes them out again.
    fn print(&self, print: impl Fn(TokenStream) -> syn::Result<String>) -> syn::Result<Printed> {
        let mut mark = "hole".to_owned();
        while self.shape.contains(&mark) {
            mark.push('_');
        }
        let name = |number: usize| format!("{mark}{number}_");
        let mut source = String::new();
        for (number, part) in self.shape.split_inclusive([NAME, DOC]).enumerate() {
            source.push_str(part.trim_end_matches([NAME, DOC]));
            match part.chars().next_back() {
                Some(NAME) => source.push_str(&name(number)),
                Some(DOC) => source.extend(["\"", &name(number), "\""]),
                _ => {}
            }
        }
        let text = print(syn::parse_str(&source)?)?;
        let mut rest = text.as_str();
        let mut printed = Vec::new();
        for number in 0..self.ends.len() {
            let (part, after) = rest.split_once(&name(number)).ok_or_else(lost)?;
            printed.push(part.to_owned());
            rest = after;
        }
        printed.push(rest.to_owned());
        Ok(printed)
    }
}

fn lost() -> syn::Error {
    syn::Error::new(
        Span::call_site(),
        "a name was moved or left out when it was printed",
    )
}

/// The character of a punctuation mark.
fn sign(token: &TokenTree) -> char {
    match token {
        TokenTree::Punct(punct) => punct.as_char(),
        _ => ' ',
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use quote::quote;
    use syn::File;

    use super::*;
    use crate::escape::rust::{Doc, string};
    use crate::markup::Span as Markup;

    fn direct(tokens: TokenStream) -> syn::Result<String> {
        Ok(prettyplease::unparse(&syn::parse2::<File>(tokens)?))
    }

    /// The text of each, which must be what it is without shapes; and how many were printed.
    fn printed(items: &[TokenStream]) -> usize {
        let (mut shapes, prints) = (Shapes::default(), Cell::new(0));
        for item in items {
            let mut text = String::new();
            let print = |tokens| {
                prints.set(prints.get() + 1);
                direct(tokens)
            };
            let result = shapes.print(&mut text, item.clone(), print);
            assert!(result.is_ok(), "{item}");
            assert_eq!(text, direct(item.clone()).unwrap_or_default());
        }
        prints.get()
    }

    fn function(name: &str, doc: &str) -> TokenStream {
        let name = Ident::new(name, Span::call_site());
        let doc = Doc::default().spans([Markup::Text(doc.to_owned())]);
        quote!(#doc pub fn #name(a: u64) -> Self { let b = Some::#name(a); b })
    }

    #[test]
    fn what_is_alike_is_printed_once() {
        assert_eq!(
            printed(&[function("a", "One."), function("bcd", "Another.")]),
            1
        );
        let other = quote!(
            pub fn a(a: u64, b: u64) -> Self {
                a
            }
        );
        assert_eq!(printed(&[function("a", "One."), other]), 2);
    }

    #[test]
    fn texts_are_what_they_were() {
        let texts = [
            "hole0_ hole1_ hole_0_",
            "a \" b, \"# c, r\"d\"#",
            "back\\slash \\u{2}",
            "{ } */ // é",
        ];
        assert_eq!(printed(&texts.map(|text| function("hole0_", text))), 1);
        let noted = |text: &str| {
            let note = string(text);
            quote!(
                #[deprecated(note = #note)]
                pub fn hole0_(hole1_: u8) {}
            )
        };
        assert_eq!(printed(&texts.map(noted)), texts.len());
        let many = format!("\"{}", "#".repeat(300));
        assert_eq!(printed(&[function("a", &many)]), 1);
    }

    #[test]
    fn words_of_the_language_are_no_names() {
        let name = Ident::new_raw("type", Span::call_site());
        printed(&[
            quote!(
                pub const A: &'static str = "a";
            ),
            quote!(pub fn #name(&mut self, r#fn: u8) -> super::B { self.#name = [r#fn; 3]; }),
            quote!(
                pub fn a() {
                    assert!(a == 1, "{}", 2);
                    vec![1, 2]
                }
            ),
            quote!(
                #[cfg(test)]
                pub union A {
                    b: u8,
                }
            ),
        ]);
    }
}
