//! Identifiers: names of the registry are split into ASCII words before, so that only keywords are left.

use proc_macro2::{Ident, Span};

use crate::model::Name;

/// The keywords of every edition up to 2024, but for those of [`NEVER_RAW`]. Sorted.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written as raw identifiers.
const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

/// A function, field or parameter: `insufficient_credits`, `r#type`, `self_`.
///
/// `suffix` is for names that are taken: underscores, which no name of the registry ends in.
#[must_use]
pub fn value_ident(prefix: &'static str, name: &Name, suffix: &'static str) -> Ident {
    escaped(&format!("{prefix}{}{suffix}", name.snake))
}

/// A type or a variant: `InsufficientCredits`.
#[must_use]
pub fn type_ident(name: &Name) -> Ident {
    escaped(&name.pascal)
}

/// A constant: `CODE_INSUFFICIENT_CREDITS`. The prefix keeps it apart from others, and from keywords.
#[must_use]
pub fn const_ident(prefix: &'static str, name: &Name) -> Ident {
    Ident::new(&format!("{prefix}{}", name.screaming), Span::call_site())
}

/// Is it a word of the language, in any edition?
pub(super) fn is_keyword(text: &str) -> bool {
    KEYWORDS.binary_search(&text).is_ok() || NEVER_RAW.contains(&text)
}

fn escaped(text: &str) -> Ident {
    if NEVER_RAW.contains(&text) {
        return Ident::new(&format!("{text}_"), Span::call_site());
    }
    if KEYWORDS.binary_search(&text).is_ok() {
        return Ident::new_raw(text, Span::call_site());
    }
    Ident::new(text, Span::call_site())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_and_escaped() {
        assert!(KEYWORDS.is_sorted());
        for keyword in KEYWORDS {
            assert_eq!(escaped(keyword).to_string(), format!("r#{keyword}"));
        }
        for keyword in NEVER_RAW {
            assert_eq!(escaped(keyword).to_string(), format!("{keyword}_"));
        }
    }

    #[test]
    fn a_prefix_or_suffix_frees_a_keyword() {
        let name = Name::new("type");
        assert_eq!(value_ident("", &name, "").to_string(), "r#type");
        assert_eq!(value_ident("with_", &name, "").to_string(), "with_type");
        assert_eq!(value_ident("", &name, "_").to_string(), "type_");
    }
}
