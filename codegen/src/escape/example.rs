//! Examples in other languages, for people to copy: a file of this crate's own with slots, `__code__`, which stand where a
//! literal or a name does.

use proc_macro2::Ident;

/// What fills a slot: nothing that could be more than one literal, key or name, or a list of these.
#[derive(Clone, Debug, Default)]
pub struct Piece(String);

impl Piece {
    /// Nothing: the line is there, and that is all.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// A string literal, which JavaScript and Python read as JSON does.
    #[must_use]
    pub fn string(text: &str) -> Self {
        Self(super::json::string(text))
    }

    /// A number.
    #[must_use]
    pub fn number(number: u64) -> Self {
        Self(number.to_string())
    }

    /// A name of Rust.
    #[must_use]
    pub fn ident(ident: &Ident) -> Self {
        Self(ident.to_string())
    }

    /// Reads these keys of a JavaScript object, one in the other: `.details.path`.
    #[must_use]
    pub fn members(keys: &[&str]) -> Self {
        let member = |key: &&str| {
            let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
            let is_name = key.starts_with(starts)
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if is_name {
                format!(".{key}")
            } else {
                format!("[{}]", super::json::string(key))
            }
        };
        Self(keys.iter().map(member).collect())
    }

    /// Reads these keys of a Python dictionary, one in the other: `["details"]["path"]`.
    #[must_use]
    pub fn items(keys: &[&str]) -> Self {
        let item = |key: &&str| format!("[{}]", super::json::string(key));
        Self(keys.iter().map(item).collect())
    }

    /// The same, where the last key may be absent: `.get("path")`.
    #[must_use]
    pub fn item_if_any(keys: &[&str]) -> Self {
        let Some((last, outer)) = keys.split_last() else {
            return Self::default();
        };
        let Self(outer) = Self::items(outer);
        Self(format!("{outer}.get({})", super::json::string(last)))
    }

    /// This behind `before`, which is code of this crate's own.
    #[must_use]
    pub fn of(self, before: &'static str) -> Self {
        Self(format!("{before}{}", self.0))
    }

    /// A list of arguments.
    #[must_use]
    pub fn list(pieces: impl IntoIterator<Item = Self>) -> Self {
        let pieces: Vec<_> = pieces.into_iter().map(|Self(piece)| piece).collect();
        Self(pieces.join(", "))
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An example in the making.
#[derive(Clone, Debug)]
pub struct Example {
    file: &'static str,
    slots: Vec<(&'static str, Piece)>,
}

impl Example {
    /// A file whose lines with slots are left out, so far.
    #[must_use]
    pub fn new(file: &'static str) -> Self {
        Self {
            file,
            slots: Vec::new(),
        }
    }

    /// Fills a slot. A line is there once all of its slots are filled.
    #[must_use]
    pub fn fill(mut self, slot: &'static str, piece: Piece) -> Self {
        self.slots.push((slot, piece));
        self
    }

    /// The text, without a line break at its end.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<_> = self
            .file
            .lines()
            .filter_map(|line| self.line(line))
            .collect();
        lines.join("\n")
    }

    /// Pieces of a line that stand between `__` are names of slots and text in turn.
    fn line(&self, line: &str) -> Option<String> {
        let mut out = String::new();
        for (index, part) in line.split("__").enumerate() {
            if index % 2 == 0 {
                out.push_str(part);
            } else {
                let found = self.slots.iter().find(|(slot, _)| *slot == part);
                out.push_str(&found?.1.0);
            }
        }
        Some(out)
    }
}
