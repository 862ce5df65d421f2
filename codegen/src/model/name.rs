//! The identifiers that a name becomes in each target language.

use heck::ToSnakeCase as _;

/// A name of the registry and the identifiers derived from it, before any language escapes its keywords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written in the registry.
    pub raw: String,
    /// `InsufficientCredits`: Rust variants and structs, TypeScript and Python types.
    pub pascal: String,
    /// `insufficient_credits`: Rust and Python functions and fields.
    pub snake: String,
    /// `insufficientCredits`: TypeScript members.
    pub camel: String,
    /// `INSUFFICIENT_CREDITS`: Python and TypeScript constants.
    pub screaming: String,
}

impl Name {
    /// Derives the identifiers of `raw`, which is split at whatever is no letter or digit. One that would
    /// start with a digit gets an `E` before it.
    ///
    /// ```
    /// let name = errbook::model::Name::new("42P01");
    /// assert_eq!((name.pascal.as_str(), name.snake.as_str()), ("E42P01", "e42p01"));
    /// ```
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let mut snake = match raw {
            _ if is_snake_case(raw) => raw.to_owned(),
            _ => raw.to_snake_case(),
        };
        let mut pascal: String = snake.split('_').map(capitalized).collect();
        let camel;
        if pascal.starts_with(|first: char| first.is_ascii_digit()) {
            camel = format!("e{pascal}");
            pascal.insert(0, 'E');
            snake.insert(0, 'e');
        } else {
            let first = snake.split('_').next().unwrap_or_default().len();
            camel = format!("{}{}", &snake[..first], &pascal[first..]);
        }
        let screaming = snake.to_ascii_uppercase();
        Self {
            raw: raw.to_owned(),
            pascal,
            snake,
            camel,
            screaming,
        }
    }
}

/// Is it what heck would make of it? Most names are.
fn is_snake_case(raw: &str) -> bool {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        !word.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    raw.split('_').all(is_word)
}

/// `credits` → `Credits`, `42p01` → `42P01`: the first letter of a word is a capital, digits before it or not.
fn capitalized(word: &str) -> String {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, letters) = word.split_at(digits);
    let mut letters = letters.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    digits.chars().chain(first).chain(letters).collect()
}

/// Identifiers that codes and types cannot have: every generated crate has them.
pub const RESERVED_TYPES: &[&str] = &[
    "ApiError",
    "ErrorCode",
    "ErrorKind",
    "ErrorResponse",
    "Listed",
    "Malformed",
    "NoFields",
    "Retry",
    "Self",
    "Unknown",
    "UnknownCode",
    "Unrecognized",
    "UnrecognizedReason",
];

/// The name of the type of an operation's errors: `render` → `RenderError`.
#[must_use]
pub fn of_errors(operation: &str) -> Name {
    Name::new(&format!("{operation}_error"))
}

/// Identifiers that the values of a type cannot have: they stand for a value that is not known yet.
pub const RESERVED_VALUES: &[&str] = &["Self", "Unknown", "Unrecognized"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_snake_case_is_what_heck_makes_of_it() {
        let names = [
            "a", "credits", "a1_2b", "42p01", "x9", "a__b", "_a", "a_", "A", "aB", "a-b", "",
        ];
        for name in names {
            assert!(
                !is_snake_case(name) || name.to_snake_case() == name,
                "{name}"
            );
        }
        assert!(["a", "a1_2b", "42p01"].into_iter().all(is_snake_case));
    }
}
