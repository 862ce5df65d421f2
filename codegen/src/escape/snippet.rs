//! Code of examples: JavaScript, TypeScript, Python and Rust.
//!
//! Code is this crate's own; what a registry says enters as a string, a property, an identifier or a comment.

use proc_macro2::Ident;

use super::json;
use crate::model::{Language, Name};

/// How many characters of a comment's text stand in a line, unless a word is longer.
const WIDTH: usize = 80;

/// Code in one language, line by line.
#[derive(Clone, Debug)]
pub struct Snippet {
    language: Language,
    /// How many levels deep lines begin, at least.
    depth: usize,
    text: String,
}

impl Snippet {
    /// No code.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            depth: 0,
            text: String::new(),
        }
    }

    /// Its language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The code; it ends without a line end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// From now on, lines begin `depth` levels deeper than they say.
    #[must_use]
    pub fn indented(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// Adds lines of this crate's own, which are as deep as they are.
    #[must_use]
    pub fn lines(mut self, code: &'static str) -> Self {
        self.break_line();
        self.text.push_str(code);
        self
    }

    /// Begins a line, `depth` levels deep.
    #[must_use]
    pub fn line(mut self, depth: usize, code: &'static str) -> Self {
        self.break_line();
        self.indent(depth);
        self.code(code)
    }

    /// Adds code of this crate's own.
    #[must_use]
    pub fn code(mut self, code: &'static str) -> Self {
        self.text.push_str(code);
        self
    }

    /// Adds a string that holds `text`. What JSON writes means the same in all four languages, but for what ends a line in
    /// JavaScript of before 2019.
    #[must_use]
    pub fn string(mut self, text: &str) -> Self {
        let string = match self.language {
            Language::Rust => super::rust::string(text).to_string(),
            _ => json::string(text)
                .replace('\u{2028}', "\\u2028")
                .replace('\u{2029}', "\\u2029"),
        };
        self.text.push_str(&string);
        self
    }

    /// Adds the same between `'`, as it stands inside of Python's formatted strings.
    #[must_use]
    pub fn inner_string(mut self, text: &str) -> Self {
        let double = json::string(text);
        let bare = double[1..double.len() - 1]
            .replace("\\\"", "\"")
            .replace('\'', "\\'");
        self.text.extend(["'", &bare, "'"]);
        self
    }

    /// Adds a key of an object that is written out: `needed` or `"x-needed"` of JavaScript.
    #[must_use]
    pub fn key(self, name: &str) -> Self {
        if self.language == Language::Python || !is_identifier(name) {
            return self.string(name);
        }
        self.name(name)
    }

    /// Adds an access to what an object holds: `.needed`, `["x-needed"]`.
    #[must_use]
    pub fn member(self, name: &str) -> Self {
        if self.language == Language::Python || !is_identifier(name) {
            return self.code("[").string(name).code("]");
        }
        self.code(".").name(name)
    }

    /// Adds the same of an object that may be missing.
    #[must_use]
    pub fn optional_member(self, name: &str) -> Self {
        match self.language {
            Language::Python => self.code(".get(").string(name).code(")"),
            _ if is_identifier(name) => self.code("?.").name(name),
            _ => self.code("?.[").string(name).code("]"),
        }
    }

    /// Adds an identifier of Rust.
    #[must_use]
    pub fn ident(mut self, ident: &Ident) -> Self {
        self.text.push_str(&ident.to_string());
        self
    }

    /// Adds a name inside of a string of this crate's own: letters, digits and underscores, which mean nothing there.
    #[must_use]
    pub fn word(mut self, name: &Name) -> Self {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        self.text.extend(name.raw.chars().filter(is_plain));
        self
    }

    /// Adds lines of comment, which begin with `head`. No line begins with what a tool would obey, such as `@ts-ignore`, or
    /// `type: int`, which to type checkers of Python is code.
    #[must_use]
    pub fn comment(mut self, depth: usize, head: &str, text: &str) -> Self {
        let mark = if self.language == Language::Python {
            "#"
        } else {
            "//"
        };
        let head: Vec<&str> = words(head).collect();
        let mut line = head.join(" ");
        for word in words(text) {
            let is_full = line.chars().count() + 1 + word.chars().count() > WIDTH;
            if is_full && begins_prose(word) {
                self.push_comment(depth, mark, &line);
                line.clear();
                line.push_str(word);
            } else {
                line.extend([" ", word]);
            }
        }
        self.push_comment(depth, mark, &line);
        self
    }

    fn push_comment(&mut self, depth: usize, mark: &str, line: &str) {
        self.break_line();
        self.indent(depth);
        self.text.extend([mark, " ", line]);
    }

    fn name(mut self, name: &str) -> Self {
        self.text.push_str(name);
        self
    }

    fn break_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn indent(&mut self, depth: usize) {
        let wide = matches!(self.language, Language::Python | Language::Rust);
        let step = if wide { "    " } else { "  " };
        self.text.push_str(&step.repeat(self.depth + depth));
    }
}

/// White space of any kind parts words: no language's line end is left.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
}

/// Is it a word as prose has them? What tools obey has a sign in it, or a colon behind it.
fn begins_prose(word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    word.starts_with(char::is_alphanumeric) && word.trim_end_matches(['.', ',']).chars().all(inside)
}

/// May it stand for itself, as a name of a property?
fn is_identifier(name: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "_$".contains(c);
    name.chars().all(inside) && name.starts_with(|c: char| !c.is_ascii_digit())
}
