//! Which characters of a text are markup where they stand.

use super::Kind;

/// A character of a text, with what decides whether it is markup.
pub struct Spot<'a> {
    /// The text before it. Where it is empty, anything may stand before.
    pub before: &'a str,
    /// The text from the character on.
    pub text: &'a str,
    pub kind: Kind,
    pub begins_line: bool,
    pub in_link: bool,
    /// Is it code, in tags?
    pub in_code: bool,
    /// Has the text two `$`, which some renderers take for mathematics?
    pub dollars: bool,
}

impl Spot<'_> {
    /// How many bytes from here are never markup inside of a line.
    pub fn plain_len(&self) -> usize {
        let bytes = self.text.bytes();
        bytes.take_while(|byte| !can_be_markup(*byte)).count()
    }

    /// Is `c`, which is punctuation then, markup here?
    pub fn is_markup(&self, c: char) -> bool {
        let rest = &self.text[c.len_utf8()..];
        match c {
            '`' | '[' | '{' | '~' => true,
            '<' => !stands_alone(rest),
            ']' | '^' => self.in_link,
            '|' => self.kind == Kind::Cell || self.begins_line,
            '$' => self.dollars,
            '&' => begins_entity(rest),
            '\\' => rest.starts_with(|next: char| next.is_ascii_punctuation()) || ends_line(rest),
            '>' => self.begins_line,
            '#' if self.kind == Kind::Heading => self.closes_heading(),
            '#' | '+' | '=' => self.begins_line && (rest.starts_with(c) || ends_word(rest)),
            // In code, mdBook would set dashes, dots and quotation marks as a printer does.
            '"' | '\'' => self.in_code,
            '-' | '.' if self.in_code && rest.starts_with(c) => true,
            '-' => self.begins_line && (rest.starts_with(['-', '|', ':']) || ends_word(rest)),
            // To mdBook, a definition of the line above.
            ':' => self.begins_line || self.begins_directive(rest),
            _ => false,
        }
    }

    /// Would Docusaurus or Starlight take this `:` and the word behind it for a directive?
    fn begins_directive(&self, rest: &str) -> bool {
        self.last() != Some(':') && rest.starts_with(char::is_alphabetic)
    }

    /// Would a heading drop this `#`, because nothing else follows?
    fn closes_heading(&self) -> bool {
        let begins_word = self.last().is_none_or(char::is_whitespace);
        begins_word && self.text.trim_start_matches('#').trim().is_empty()
    }

    /// Is `c` where a link of GitHub's has to be cut: before the `@` of an address, before the `//` of a URL, before
    /// the dot of `www.`? In a link there is no other.
    pub fn is_in_autolink(&self, c: char) -> bool {
        !self.in_link
            && match c {
                '@' => self.is_address(),
                '/' => self.is_url(),
                '.' => self.is_host(),
                _ => false,
            }
    }

    fn is_address(&self) -> bool {
        let local = |c: char| c.is_alphanumeric() || "._+-".contains(c);
        let host = |c: &char| c.is_alphanumeric() || "_-.".contains(*c);
        let has_dot = || self.text[1..].chars().take_while(host).any(|c| c == '.');
        self.last().is_some_and(local) && has_dot()
    }

    fn is_url(&self) -> bool {
        let schemes = ["http:", "https:", "ftp:"];
        self.text.starts_with("//") && schemes.iter().any(|scheme| has_suffix(self.before, scheme))
    }

    fn is_host(&self) -> bool {
        let is_start = |before: &str| !before.ends_with(char::is_alphanumeric);
        let before = self.before.len().saturating_sub(3);
        has_suffix(self.before, "www") && is_start(&self.before[..before])
    }

    /// Would MDX take this line for JavaScript?
    pub fn begins_module(&self) -> bool {
        let module = ["import", "export"]
            .iter()
            .find_map(|word| self.text.strip_prefix(word));
        self.begins_line && module.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    pub fn last(&self) -> Option<char> {
        self.before.chars().next_back()
    }
}

#[rustfmt::skip]
fn can_be_markup(byte: u8) -> bool {
    matches!(
        byte,
        b'\n' | b'\r' | b'\t' | b'*' | b'_' | b'`' | b'[' | b']' | b'^' | b'{' | b'~' | b'<' | b'|'
            | b'$' | b'&' | b'\\' | b'#' | b'@' | b'/' | b'.' | b':' | b'-' | b'"' | b'\''
    )
}

fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

fn ends_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])
}

/// Is this what follows the number of a list's item?
pub fn is_list_marker(rest: &str) -> bool {
    rest.strip_prefix(['.', ')']).is_some_and(ends_word)
}

/// Do a blank and a word follow? Then a `<` is no tag, not even to MDX.
fn stands_alone(rest: &str) -> bool {
    rest.strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
}

fn has_suffix(text: &str, suffix: &str) -> bool {
    let at = text.len().saturating_sub(suffix.len());
    text.get(at..)
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Is this what follows the `&` of an entity? No entity's name is longer than 31 letters.
pub fn begins_entity(rest: &str) -> bool {
    let name = |c: &u8| c.is_ascii_alphanumeric() || *c == b'#';
    let len = rest.bytes().take(40).take_while(name).count();
    len > 0 && rest[len..].starts_with(';')
}
