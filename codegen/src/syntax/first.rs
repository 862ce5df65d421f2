//! Where a key that is defined twice was defined first: TOML's parser names only the second place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// For each of `duplicates` (offsets of keys), the place of the first key with the same path.
pub(super) fn first_definitions(
    text: &str,
    duplicates: &BTreeSet<usize>,
) -> BTreeMap<usize, Range<usize>> {
    if duplicates.is_empty() {
        return BTreeMap::new();
    }
    let events = events(text);
    let mut wanted = BTreeMap::new();
    follow(text, &events, |path, key| {
        if duplicates.contains(&key.start) {
            wanted.insert(key.start, path.to_vec());
        }
    });
    let mut first: BTreeMap<&[&str], Option<Range<usize>>> = wanted
        .values()
        .map(|path| (path.as_slice(), None))
        .collect();
    follow(text, &events, |path, key| {
        if let Some(place) = first.get_mut(path) {
            place.get_or_insert(key);
        }
    });
    let earlier = |(at, path): (&usize, &Vec<&str>)| {
        let place = first.get(path.as_slice()).cloned().flatten()?;
        (place.start < *at).then_some((*at, place))
    };
    wanted.iter().filter_map(earlier).collect()
}

fn events(text: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut receiver = |event: Event| events.push(event);
    parse_document(&Source::new(text).lex().into_vec(), &mut receiver, &mut ());
    events
}

/// Calls `visit` for each key with its path and its place.
fn follow<'t>(text: &'t str, events: &[Event], mut visit: impl FnMut(&[&'t str], Range<usize>)) {
    let mut paths = Paths::default();
    for event in events {
        if let Some(place) = paths.follow(text, event) {
            visit(&paths.path, place);
        }
    }
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
