//! Syntax errors in words: what TOML's parser says is meant for those who know its grammar.

use crate::unicode::shown;

/// A syntax error, as the parser describes it.
#[derive(Clone, Debug)]
pub(super) struct Problem<'t> {
    /// The parser's words for what is wrong.
    pub description: &'t str,
    /// The same, with what it expected.
    pub message: &'t str,
    /// What stands at the place, and behind it.
    pub rest: &'t str,
    /// How many bytes of it are the place itself.
    pub length: usize,
}

const GENERAL: &str = "write it as TOML does: `[table]`, `key = value`, text in quotes";

impl Problem<'_> {
    /// What is wrong, and what to do about it.
    pub fn explained(&self) -> (String, &'static str) {
        let (message, help) = self.said();
        (message.unwrap_or_else(|| self.message.to_owned()), help)
    }

    fn said(&self) -> (Option<String>, &'static str) {
        let (message, help) = match self.description {
            "unclosed table" | "unclosed array table" => (
                "a header that is not closed",
                "close it with `]`; a name of other characters than letters, digits, `_` and `-` stands in quotes",
            ),
            "missing table open" | "missing array opening" => (
                "a `]` that nothing opens",
                "remove it, or write the `[` before it",
            ),
            "missing inline table opening" => (
                "a `}` that nothing opens",
                "remove it, or write the `{` before it",
            ),
            "unquoted keys cannot be empty" => (
                "a key is missing",
                "write `key = value`, or `[table]`, with one `.` between two keys",
            ),
            "invalid key-value pair" => (
                "a line that is no entry",
                "write `key = value` or `[table]`",
            ),
            "key with no value" | "missing value for key" => {
                ("a key without a value", "write `key = value`")
            }
            "extra `=`" => ("an `=` too many", "remove it"),
            "missing comma between array elements" => (
                "a comma is missing before this value",
                "write `,` between two values of an array",
            ),
            "missing comma between key-value pairs" => (
                "a comma is missing before this entry",
                "write `,` between two entries of a table in braces",
            ),
            "extra comma in array" | "extra comma in inline table" => {
                ("a comma too many", "remove it")
            }
            "unexpected leading zero" => {
                ("a number with a leading zero", "write it without the zero")
            }
            "unexpected key or value" if self.rest.starts_with(']') => (
                "a `]` that nothing opens",
                "remove it, or write the `[` before it",
            ),
            "unexpected key or value" if self.rest.starts_with('}') => (
                "a `}` that nothing opens",
                "remove it, or write the `{` before it",
            ),
            "unexpected key or value" => (
                "unexpected text behind an entry",
                "put each entry on a line of its own; in text in double quotes, a quote is written `\\\"`",
            ),
            "keys cannot be multi-line basic strings"
            | "keys cannot be multi-line literal strings" => (
                "a key of several lines",
                "write the key in one pair of quotes",
            ),
            "missing escaped value" => (
                "an escape that TOML does not have",
                "write a backslash as `\\\\`, or put the text in single quotes, where backslashes mean nothing",
            ),
            "invalid value" | "too few unicode value digits" => (
                "an escape that names no character",
                "write four hexadecimal digits, as in `\\u00e9`, or eight, as in `\\U0001f600`",
            ),
            "carriage return must be followed by newline" => (
                "a carriage return without a line feed",
                "end lines with LF or CRLF",
            ),
            _ => return self.said_of_text(),
        };
        (Some(message.to_owned()), help)
    }

    /// The errors whose words depend on what stands at the place.
    fn said_of_text(&self) -> (Option<String>, &'static str) {
        let place = self.rest.get(..self.length).unwrap_or_default();
        let at_end = self.rest.is_empty() || self.rest.starts_with('\n');
        match self.description {
            "invalid unquoted key" => (
                Some(format!("a key without quotes holds {}", shown(place))),
                "put the key in quotes, or write it with letters, digits, `_` and `-`",
            ),
            "invalid basic string" if at_end => (Some(not_closed()), "end it with `\"`"),
            "invalid literal string" if at_end => (Some(not_closed()), "end it with `'`"),
            "string values must be quoted" | "invalid boolean" | "invalid float" => unquoted(place),
            description
                if description.starts_with("invalid date") || description.contains("time") =>
            {
                (None, "write a date as `2026-01-31`; put text in quotes")
            }
            description
                if ["number", "sign", "radix", "digits"]
                    .iter()
                    .any(|word| description.contains(word)) =>
            {
                (None, "write a number such as `400`; put text in quotes")
            }
            _ => (None, GENERAL),
        }
    }
}

fn not_closed() -> String {
    "a string that is not closed".to_owned()
}

fn unquoted(place: &str) -> (Option<String>, &'static str) {
    let written = shown(place);
    let flags = ["true", "false", "yes", "no", "on", "off"];
    let (message, help) = if place.is_empty() {
        let message = "a value is missing behind `=`".to_owned();
        (message, "write `key = value`")
    } else if place.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        let message = format!("{written} is no number and no date");
        (message, "write a number such as `400`; put text in quotes")
    } else if flags.contains(&place.to_ascii_lowercase().as_str()) {
        let message = format!("{written} is no boolean");
        (message, "write `true` or `false`; put text in quotes")
    } else {
        let message = format!("{written} is text without quotes");
        (message, "put text in straight double quotes: `\"...\"`")
    };
    (Some(message), help)
}

/// A key, or a table, that stands twice; and a value that something is added to elsewhere.
pub(super) fn twice(description: &str, key: &str) -> Option<(String, &'static str)> {
    let key = shown(key.trim_matches(['"', '\'']));
    if description == "duplicate key" {
        let help =
            "a key or table is written once: rename this one, or put its entries into the first";
        return Some((format!("{key} is defined twice"), help));
    }
    let kind = description
        .strip_prefix("cannot extend value of type ")?
        .strip_suffix(" with a dotted key")?;
    let message = format!(
        "{key} is {} already: nothing can be added to it",
        article(kind)
    );
    let help = match kind {
        "inline table" => "write the entry inside of its braces",
        _ => "rename one of the two",
    };
    Some((message, help))
}

fn article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    let kind = kind.replace("inline table", "table in braces");
    if vowel && !kind.starts_with("table") {
        format!("an {kind}")
    } else {
        format!("a {kind}")
    }
}
