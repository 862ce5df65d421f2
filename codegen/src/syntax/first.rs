//! Where a key that is defined twice was defined first: TOML's parser names only the second place.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// For each of `duplicates` (offsets of keys), the place of the first key with the same path.
pub(super) fn first_definitions(
    text: &str,
    duplicates: impl Iterator<Item = usize>,
) -> BTreeMap<usize, Range<usize>> {
    let wanted: Vec<usize> = duplicates.collect();
    let mut found = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    let mut first: BTreeMap<Vec<&str>, Range<usize>> = BTreeMap::new();
    let mut paths = Paths::default();
    for event in events(text) {
        if let Some(span) = paths.follow(text, &event) {
            let earlier = first
                .entry(paths.path.clone())
                .or_insert_with(|| span.clone());
            if wanted.contains(&span.start) && *earlier != span {
                found.insert(span.start, earlier.clone());
            }
        }
    }
    found
}

fn events(text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut receiver = |event: Event| events.push(event);
    parse_document(&Source::new(text).lex().into_vec(), &mut receiver, &mut ());
    events
}

/// The path of the key that is read.
#[derive(Default)]
struct Paths<'t> {
    path: Vec<&'t str>,
    /// Length of the path that the current header or bracket gives.
    base: Vec<usize>,
    in_header: bool,
}

impl<'t> Paths<'t> {
    /// Follows an event; returns the place of a key when its path is complete up to it.
    fn follow(&mut self, text: &'t str, event: &Event) -> Option<Range<usize>> {
        let span = event.span().start()..event.span().end();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.path.clear();
                self.base.clear();
                self.in_header = true;
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.in_header = false;
                self.base = vec![self.path.len()];
            }
            EventKind::InlineTableOpen | EventKind::ArrayOpen => self.base.push(self.path.len()),
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                self.base.pop();
            }
            EventKind::ValueSep => self.rewind(),
            EventKind::Newline if !self.in_header && self.base.len() <= 1 => self.rewind(),
            EventKind::SimpleKey => {
                self.path.push(text[span.clone()].trim_matches(['"', '\'']));
                return Some(span);
            }
            _ => {}
        }
        None
    }

    fn rewind(&mut self) {
        self.path.truncate(self.base.last().copied().unwrap_or(0));
    }
}
