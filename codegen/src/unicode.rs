//! Characters that a reader cannot see, or that make text look other than it is.

use std::borrow::Cow;

/// Why a character is refused in a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// A control character other than TAB and LF, or a line or paragraph separator.
    Control,
    /// Changes the direction in which text around it is shown (CVE-2021-42574, "Trojan Source").
    Bidirectional,
    /// Shows nothing, and is no joiner.
    Invisible,
    /// Never a character (Unicode 23.7).
    Noncharacter,
}

/// Why `c` is refused, if it is. TAB, LF, joiners (U+200C, U+200D) and variation selectors are fine:
/// Persian and emoji need them.
#[must_use]
pub fn hidden(c: char) -> Option<Hidden> {
    match c {
        '\t' | '\n' | ' '..='~' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => Some(Hidden::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Hidden::Bidirectional)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some(Hidden::Invisible),
        '\u{fdd0}'..='\u{fdef}' => Some(Hidden::Noncharacter),
        _ if u32::from(c) & 0xfffe == 0xfffe => Some(Hidden::Noncharacter),
        _ => None,
    }
}

/// The first hidden character of a text, and where it stands.
#[must_use]
pub fn first_hidden(text: &str) -> Option<(usize, char)> {
    let is_plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b' '..=b'~');
    // Whole texts are of these nearly always, and that is told without reading character by character.
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        return None;
    }
    text.char_indices().find(|(_, c)| hidden(*c).is_some())
}

/// `c` as a person writes it down: `U+202E`.
#[must_use]
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Text of a registry for a message: in backticks, hidden characters as escapes, long text cut.
#[must_use]
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == MOST {
            shown.push('…');
            break;
        }
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            c if hidden(c).is_some() => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown.push('`');
    shown
}

/// Text with each hidden character as an escape, so that a terminal does not obey it.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| hidden(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for c in text.chars() {
        match hidden(c) {
            Some(_) => shown.extend(c.escape_unicode()),
            None => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Text with each hidden character replaced by a visible one that takes as many bytes, so that places stay right.
#[must_use]
pub fn visible(text: &str) -> String {
    let visible = |c: char| match (hidden(c), c.len_utf8()) {
        (None, _) | (Some(_), 1) => c,
        (Some(_), 2) => '¿',
        (Some(_), 3) => char::REPLACEMENT_CHARACTER,
        (Some(_), _) => '🯄',
    };
    text.chars().map(visible).collect()
}
