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

const CLOSED_ARRAY: &str = "a `]` that nothing opens";
const OPEN_ARRAY: &str = "remove it, or write the `[` before it";
const CLOSED_TABLE: &str = "a `}` that nothing opens";
const OPEN_TABLE: &str = "remove it, or write the `{` before it";
const KEY: &str = "write `key = value`, or `[table]`, with one `.` between two keys";
const HEADER: &str = "close it with `]`; a name of other characters than letters, digits, `_` and `-` stands in quotes";
const ESCAPE: &str =
    "write four hexadecimal digits, as in `\\u00e9`, or eight, as in `\\U0001f600`";
const BACKSLASH: &str =
    "write a backslash as `\\\\`, or put the text in single quotes, where backslashes mean nothing";

/// What the parser says; what is wrong; what to do.
const PLAIN: [(&str, &str, &str); 33] = [
    (
        "carriage return must be followed by newline",
        "a carriage return without a line feed",
        "end lines with LF or CRLF",
    ),
    (
        "extra assignment between key-value pairs",
        "an `=` too many",
        "remove it",
    ),
    ("extra comma in array", "a comma too many", "remove it"),
    (
        "extra comma in inline table",
        "a comma too many",
        "remove it",
    ),
    ("extra `=`", "an `=` too many", "remove it"),
    (
        "integers with a radix cannot be signed",
        "a sign before a number with a prefix",
        "remove the sign, or write the number without the prefix",
    ),
    (
        "invalid binary number",
        "a digit that is not binary",
        "behind `0b`, write the digits 0 and 1 only",
    ),
    (
        "invalid exponent",
        "a digit is missing in an exponent",
        "write a number such as `1e6`",
    ),
    (
        "invalid fraction",
        "a digit is missing behind a point",
        "write a number such as `0.5`",
    ),
    (
        "invalid hexadecimal number",
        "a digit that is not hexadecimal",
        "behind `0x`, write the digits 0 to 9 and a to f only",
    ),
    (
        "invalid key-value pair",
        "a line that is no entry",
        "write `key = value` or `[table]`",
    ),
    (
        "invalid mantissa",
        "a digit is missing before a point",
        "write a number such as `0.5`",
    ),
    (
        "invalid octal number",
        "a digit that is not octal",
        "behind `0o`, write the digits 0 to 7 only",
    ),
    ("invalid value", "an escape that names no character", ESCAPE),
    (
        "key with no value",
        "a key without a value",
        "write `key = value`",
    ),
    (
        "keys cannot be multi-line basic strings",
        "a key of several lines",
        "write the key in one pair of quotes",
    ),
    (
        "keys cannot be multi-line literal strings",
        "a key of several lines",
        "write the key in one pair of quotes",
    ),
    ("missing array opening", CLOSED_ARRAY, OPEN_ARRAY),
    (
        "missing assignment between key-value pairs",
        "an `=` is missing behind this key",
        "write `key = value`",
    ),
    (
        "missing comma between array elements",
        "a comma is missing before this value",
        "write `,` between two values of an array",
    ),
    (
        "missing comma between key-value pairs",
        "a comma is missing before this entry",
        "write `,` between two entries of a table in braces",
    ),
    (
        "missing escaped value",
        "an escape that TOML does not have",
        BACKSLASH,
    ),
    ("missing inline table opening", CLOSED_TABLE, OPEN_TABLE),
    ("missing table open", CLOSED_ARRAY, OPEN_ARRAY),
    (
        "missing value for key",
        "a key without a value",
        "write `key = value`",
    ),
    (
        "radix must be lowercase",
        "a prefix in capitals",
        "write `0x`, `0o` or `0b`",
    ),
    ("redundant numeric sign", "a sign too many", "remove it"),
    (
        "too few unicode value digits",
        "an escape that names no character",
        ESCAPE,
    ),
    (
        "unclosed array table",
        "a header that is not closed",
        HEADER,
    ),
    ("unclosed table", "a header that is not closed", HEADER),
    (
        "unexpected leading zero",
        "a number with a leading zero",
        "write it without the zero",
    ),
    (
        "unexpected sign",
        "a sign that does not belong here",
        "write a number such as `-1`",
    ),
    ("unquoted keys cannot be empty", "a key is missing", KEY),
];

impl Problem<'_> {
    /// What is wrong, and what to do about it.
    pub fn explained(&self) -> (String, &'static str) {
        let (message, help) = self.said();
        (message.unwrap_or_else(|| self.message.to_owned()), help)
    }

    fn said(&self) -> (Option<String>, &'static str) {
        let same = |(description, ..): &&(&str, &str, &str)| *description == self.description;
        match PLAIN.iter().find(same) {
            Some((_, message, help)) => (Some((*message).to_owned()), help),
            None => self.said_of_text(),
        }
    }

    /// The errors whose words depend on what stands at the place.
    fn said_of_text(&self) -> (Option<String>, &'static str) {
        let place = self.rest.get(..self.length).unwrap_or_default();
        let at_end = self.rest.is_empty() || self.rest.starts_with('\n');
        match self.description {
            "unexpected key or value" => beside(self.rest),
            "invalid unquoted key" => (
                Some(format!("a key without quotes holds {}", shown(place))),
                "write it with ASCII letters, digits, `_` and `-`, or put it in quotes where it may hold more",
            ),
            "invalid basic string" if at_end => (Some(not_closed()), "end it with `\"`"),
            "invalid literal string" if at_end => (Some(not_closed()), "end it with `'`"),
            "invalid literal string" if self.rest.starts_with(['}', ']']) => unquoted(""),
            "string values must be quoted" | "invalid boolean" | "invalid float" => unquoted(place),
            _ if self.says(&["date", "offset", "time"]) => {
                (None, "write a date as `2026-01-31`; put text in quotes")
            }
            _ if self.says(&["number", "digits"]) => {
                (None, "write a number such as `400`; put text in quotes")
            }
            _ => (None, GENERAL),
        }
    }

    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.description.contains(word))
    }
}

/// Words behind an entry, where nothing more is expected.
fn beside(rest: &str) -> (Option<String>, &'static str) {
    let (message, help) = if rest.starts_with(']') {
        (CLOSED_ARRAY, OPEN_ARRAY)
    } else if rest.starts_with('}') {
        (CLOSED_TABLE, OPEN_TABLE)
    } else {
        (
            "unexpected text behind an entry",
            "put each entry on a line of its own; in text in double quotes, a quote is written `\\\"`",
        )
    };
    (Some(message.to_owned()), help)
}

fn not_closed() -> String {
    "a string that is not closed".to_owned()
}

fn unquoted(place: &str) -> (Option<String>, &'static str) {
    let written = shown(place);
    let nothing = ["null", "nil", "none"];
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
    } else if nothing.contains(&place.to_ascii_lowercase().as_str()) {
        let message = format!("{written} is no value of TOML");
        (message, "leave the entry out; put text in quotes")
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
