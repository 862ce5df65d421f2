//! How many entries the tables and arrays of a registry have, counted before anything is built of them: a file with
//! millions is refused in the time that it takes to read as far as the first one that is too many.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use super::Document;
use super::outline::MOST_DEEP;

/// How many entries a table may have, and how many items an array. Of codes, types and the like, all files together.
const MOST_ENTRIES: usize = 65_536;

/// The entries of the files that were read so far, in each table that several files may have.
#[derive(Debug, Default)]
pub(crate) struct Size {
    entries: BTreeMap<&'static str, usize>,
    /// Was there too much of something? Then nothing more is read.
    pub is_exceeded: bool,
}

/// The first entry or item that is too many.
pub(super) struct Excess {
    pub bytes: Range<usize>,
    pub message: String,
}

impl Size {
    /// Adds the entries of a file.
    pub fn add(&mut self, document: &Document) {
        *self.entries.entry("errors").or_default() += document.codes.len();
        *self.entries.entry("retired").or_default() += document.retired.len();
        *self.entries.entry("types").or_default() += document.types.len();
    }

    /// What a file has too much of, together with those before it.
    pub(super) fn excess(&mut self, text: &str) -> Option<Excess> {
        let mut counter = Counter {
            text,
            before: &self.entries,
            header: Vec::new(),
            keys: Vec::new(),
            part: Part::Key,
            open: Vec::new(),
            roots: BTreeSet::new(),
            names: BTreeMap::new(),
            body: BTreeSet::new(),
        };
        for token in Source::new(text).lex() {
            if let Some(message) = counter.follow(&token) {
                let bytes = token.span().start()..token.span().end();
                self.is_exceeded = true;
                return Some(Excess { bytes, message });
            }
            if counter.open.len() > MOST_DEEP {
                // That is refused by itself, and what is behind it is counted without it.
                break;
            }
        }
        None
    }
}

/// The tables whose entries are counted by name, since they may stand anywhere, and what one of them is called.
const TABLES: [(&str, &str); 5] = [
    ("errors", "codes"),
    ("operations", "operations"),
    ("retired", "retired codes"),
    ("statuses", "statuses"),
    ("types", "types"),
];

/// What a statement is read of.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// The keys of an entry, or its beginning.
    Key,
    /// Behind `[` at the beginning.
    Header,
    /// Behind `=`, or behind `]` of a header.
    Value,
}

/// An open bracket.
struct Open {
    items: usize,
    /// Does something stand behind the last comma?
    has_item: bool,
    /// Is it the inline table of one of `TABLES`?
    table: Option<&'static str>,
}

struct Counter<'t, 's> {
    text: &'t str,
    before: &'s BTreeMap<&'static str, usize>,
    /// The first keys of the header, and of the entry.
    header: Vec<&'t str>,
    keys: Vec<&'t str>,
    part: Part,
    open: Vec<Open>,
    /// The keys of the file itself.
    roots: BTreeSet<&'t str>,
    /// The keys of each of `TABLES`.
    names: BTreeMap<&'static str, BTreeSet<&'t str>>,
    /// The keys of the entries below the header.
    body: BTreeSet<&'t str>,
}

impl<'t> Counter<'t, '_> {
    /// Follows a token; says of what there is too much.
    fn follow(&mut self, token: &Token) -> Option<String> {
        use TokenKind as Kind;
        match (token.kind(), self.part) {
            (Kind::Newline, _) => self.newline(),
            (Kind::LeftSquareBracket, Part::Key | Part::Header) => self.header(),
            (Kind::RightSquareBracket, Part::Header) | (Kind::Equals, Part::Key) => {
                self.part = Part::Value;
            }
            (Kind::RightSquareBracket | Kind::RightCurlyBracket, _) => drop(self.open.pop()),
            (Kind::Comma, _) => self.comma(),
            (Kind::Whitespace | Kind::Comment | Kind::Eof | Kind::Dot, _) => {}
            (Kind::LeftSquareBracket | Kind::LeftCurlyBracket, _) => return self.enter(token),
            (_, Part::Value) => return self.item(token),
            _ => return self.key(self.name_of(token)),
        }
        None
    }

    fn newline(&mut self) {
        if self.open.is_empty() {
            self.keys.clear();
            self.part = Part::Key;
        }
    }

    fn header(&mut self) {
        if self.part == Part::Key {
            self.header.clear();
            self.keys.clear();
            self.body.clear();
        }
        self.part = Part::Header;
    }

    fn comma(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.has_item = false;
        }
    }

    /// A key without its quotes.
    fn name_of(&self, token: &Token) -> &'t str {
        let key = &self.text[token.span().start()..token.span().end()];
        let unquoted = |quote: char| key.strip_prefix(quote)?.strip_suffix(quote);
        unquoted('"').or_else(|| unquoted('\'')).unwrap_or(key)
    }

    /// A key of a header, or of an entry that no bracket is around.
    fn key(&mut self, key: &'t str) -> Option<String> {
        let depth = self.header.len() + self.keys.len();
        let is_first = self.keys.is_empty();
        match self.part {
            Part::Header => self.header.push(key),
            _ => self.keys.push(key),
        }
        match depth {
            0 => self.root(key),
            _ if depth == 1 && self.table().is_some() => self.name(self.table()?, key),
            _ if self.part == Part::Key && is_first => self.entry(key),
            _ => None,
        }
    }

    /// Which of `TABLES` is read?
    fn table(&self) -> Option<&'static str> {
        let root = self.header.iter().chain(&self.keys).next()?;
        let table = TABLES.iter().find(|(table, _)| table == root)?;
        Some(table.0)
    }

    fn root(&mut self, key: &'t str) -> Option<String> {
        self.roots.insert(key);
        too_many(self.roots.len(), "entries in one table")
    }

    fn name(&mut self, table: &'static str, name: &'t str) -> Option<String> {
        let names = self.names.entry(table).or_default();
        names.insert(name);
        let before = self.before.get(table).copied().unwrap_or_default();
        let what = TABLES.iter().find(|(name, _)| *name == table)?.1;
        too_many(before + names.len(), what)
    }

    fn entry(&mut self, key: &'t str) -> Option<String> {
        self.body.insert(key);
        too_many(self.body.len(), "entries in one table")
    }

    fn enter(&mut self, bracket: &Token) -> Option<String> {
        let excess = self.count();
        let is_table = bracket.kind() == TokenKind::LeftCurlyBracket && self.open.is_empty();
        let is_root = self.header.len() + self.keys.len() == 1;
        self.open.push(Open {
            items: 0,
            has_item: false,
            table: self.table().filter(|_| is_table && is_root),
        });
        excess
    }

    /// A token of a value, or of a key in an inline table.
    fn item(&mut self, token: &Token) -> Option<String> {
        let open = self.open.last()?;
        if let Some(table) = open.table.filter(|_| !open.has_item) {
            self.count();
            return self.name(table, self.name_of(token));
        }
        self.count()
    }

    /// Counts an item of the innermost bracket, once.
    fn count(&mut self) -> Option<String> {
        let open = self.open.last_mut()?;
        if std::mem::replace(&mut open.has_item, true) || open.table.is_some() {
            return None;
        }
        open.items += 1;
        too_many(open.items, "items in one array or table")
    }
}

fn too_many(count: usize, what: &str) -> Option<String> {
    (count > MOST_ENTRIES).then(|| format!("more than {MOST_ENTRIES} {what}"))
}
