//! Where a part of a text stands in the file: TOML's strings may hold escapes, so that places inside of a
//! value are not places inside of its source.

use std::ops::Range;

use crate::source::{Source, Span};

/// The place of some bytes of a decoded string, whose literal (or bare key) stands at `span`.
pub(crate) fn part(source: &Source, span: &Span, decoded: Range<usize>) -> Span {
    /// In a longer text, a place would take long to find, and longer to see.
    const LONGEST: usize = 1 << 16;
    let literal = source.text.get(span.bytes.clone()).unwrap_or_default();
    if literal.len() > LONGEST {
        return span.clone();
    }
    let mut at = 0;
    let mut place: Option<Range<usize>> = None;
    for (written, c) in characters(literal) {
        if decoded.contains(&at) {
            place = Some(place.map_or(written.start, |place| place.start)..written.end);
        }
        at += c.len_utf8();
    }
    let bytes = match place {
        Some(place) => span.bytes.start + place.start..span.bytes.start + place.end,
        None => span.bytes.clone(),
    };
    Span::new(span.file, bytes)
}

/// The characters that a well-formed literal stands for, each with the bytes of the literal that write it.
fn characters(literal: &str) -> Vec<(Range<usize>, char)> {
    let is_basic = literal.starts_with('"');
    let quote = match literal {
        _ if literal.starts_with("\"\"\"") && literal.len() >= 6 => 3,
        _ if literal.starts_with("'''") && literal.len() >= 6 => 3,
        _ if literal.starts_with(['"', '\'']) && literal.len() >= 2 => 1,
        _ => 0,
    };
    let mut found = Vec::new();
    let mut at = quote;
    if quote == 3 && literal[at..].starts_with('\n') {
        at += 1; // A line feed behind the opening quotes is not part of the text.
    }
    let end = literal.len() - quote;
    while let Some(c) = literal[at..end].chars().next() {
        let (length, meant) = match c {
            '\\' if is_basic => escape(&literal[at..end]),
            _ => (c.len_utf8(), Some(c)),
        };
        found.extend(meant.map(|meant| (at..at + length, meant)));
        at += length;
    }
    found
}

/// How long the escape at the start of `rest` is, and which character it stands for; a line that is continued
/// stands for none.
fn escape(rest: &str) -> (usize, Option<char>) {
    let digits = |count: usize| {
        let digits = rest.get(2..2 + count).unwrap_or_default();
        let number = u32::from_str_radix(digits, 16).ok();
        (2 + digits.len(), number.and_then(char::from_u32))
    };
    match rest[1..].chars().next() {
        Some('b') => (2, Some('\u{8}')),
        Some('e') => (2, Some('\u{1b}')),
        Some('f') => (2, Some('\u{c}')),
        Some('n') => (2, Some('\n')),
        Some('r') => (2, Some('\r')),
        Some('t') => (2, Some('\t')),
        Some('x') => digits(2),
        Some('u') => digits(4),
        Some('U') => digits(8),
        Some(c @ ('"' | '\\')) => (2, Some(c)),
        _ => (rest.len() - rest[1..].trim_start().len(), None),
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;
    use crate::source::Sources;

    #[test]
    fn literals_decode_as_toml_does() {
        for literal in [
            r#""plain""#,
            r#""tab\t quote\" back\\ \u00e9 \U0001F600 \x41 \e\b\f\n\r""#,
            r"'as it \n is'",
            "\"\"\"\nfirst\nsecond \\\n   third\\\"\"\"\"",
            "'''\nas it\nis'''",
            "\"\"\"one \"\"quoted\"\" \"\"\"",
            "\"\"",
            "''''''",
            "\"\u{fc}ml\u{e4}ut \u{1f469}\u{200d}\u{1f4bb}\"",
        ] {
            let document = format!("key = {literal}");
            let table = DeTable::parse(&document).unwrap().into_inner();
            let expected = table.get("key").and_then(|value| value.get_ref().as_str());
            let found: String = characters(literal).into_iter().map(|(_, c)| c).collect();
            assert_eq!(expected, Some(found.as_str()), "{literal}");
        }
    }

    #[test]
    fn a_part_is_found_behind_escapes() {
        let mut sources = Sources::default();
        let text = "message = \"\\u00e9 {id} \\t.\"";
        let file = sources.add("errors.toml", text);
        let source = sources.get(file);
        let whole = Span::new(file, 10..text.len());
        // In the decoded text, `é {id} ...`, the placeholder stands behind three bytes.
        let place = part(source, &whole, 3..7);
        assert_eq!(&text[place.bytes], "{id}");
    }
}
