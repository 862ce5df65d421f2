//! Reading on behind mistakes: a statement that cannot be read is reported and blanked, and the rest of the file is
//! read as if it were not there. Places stay what they are.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::Error;
use toml_parser::ParseError;

use super::damage::Damage;
use super::explain::{Problem, twice};
use super::first::first_definitions;
use super::outline::{MOST_ERRORS, Outline};
use super::size::Size;
use crate::diag::{Sink, rules};
use crate::source::{FileId, Source, Span};
use crate::unicode::hidden;

/// How often a file is read anew at most, each time without what was unreadable the time before, and how many bytes.
const MOST_ROUNDS: usize = 64;
const MOST_BYTES: usize = 32 << 20;
/// How many lines one side of a merge conflict may have.
const MOST_LINES: usize = 1_000;
/// How many keys of tables that stand twice are looked at: each of their keys stands twice as well.
const MOST_DUPLICATES: usize = 10 * MOST_ERRORS;
const CONFLICT_MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// A file on its way to a text without syntax errors.
pub(super) struct Recovery<'t, 's> {
    source: &'t Source,
    file: FileId,
    sink: &'s mut Sink,
    /// The text, with what could not be read as blanks.
    pub text: Cow<'t, str>,
    pub damage: Damage,
    /// Has it been said already that the file looks like YAML?
    is_yaml: bool,
}

/// A syntax error: its place, and the parser's words.
struct Mistake {
    bytes: Range<usize>,
    message: String,
}

impl<'t, 's> Recovery<'t, 's> {
    pub fn new(source: &'t Source, file: FileId, sink: &'s mut Sink) -> Self {
        Self {
            source,
            file,
            sink,
            text: Cow::Borrowed(&source.text),
            damage: Damage::default(),
            is_yaml: false,
        }
    }

    /// Blanks what keeps the file from being parsed at all. Is the rest worth reading?
    pub fn structure(&mut self, size: &mut Size) -> bool {
        if let Some(brace) = json(&self.text) {
            let help = "TOML has `[table]` and `key = value`";
            self.report(brace..brace + 1, "this looks like JSON", help);
            return self.give_up();
        }
        let rounds = MOST_BYTES / self.text.len().max(1);
        for _ in 0..=rounds.min(MOST_ROUNDS) {
            if let Some(excess) = size.excess(&self.text) {
                let place = Span::new(self.file, excess.bytes);
                let help = "split the registry into several";
                (self.sink).report(&rules::TOO_MANY, &place, excess.message, help);
                return self.give_up();
            }
            let outline = Outline::of(&self.text);
            let broken = broken(&outline);
            if outline.error_count == 0 && broken.is_none() {
                return true;
            }
            let before = broken
                .as_ref()
                .map_or(usize::MAX, |broken| broken.statement);
            let mistakes = outline.errors.iter().map(Mistake::of_parser);
            let mistakes: Vec<_> = mistakes
                .filter(|mistake| mistake.bytes.start < before)
                .collect();
            let mut regions = self.mistakes(&outline, &mistakes);
            if broken.is_none() && outline.error_count > MOST_ERRORS {
                return self.give_up();
            }
            regions.extend(broken.map(|broken| self.broken(&outline, &broken)));
            self.blank(&outline, regions);
        }
        self.give_up()
    }

    /// Blanks the statements with values, or duplicates, that the errors are about. Is the rest worth reading?
    pub fn values(&mut self, errors: &[Error]) -> bool {
        let outline = Outline::of(&self.text);
        let mistakes: Vec<_> = errors
            .iter()
            .take(MOST_DUPLICATES)
            .map(Mistake::of_builder)
            .collect();
        let regions = self.mistakes(&outline, &mistakes);
        if errors.len() > MOST_DUPLICATES {
            return self.give_up();
        }
        self.blank(&outline, regions);
        true
    }

    fn give_up(&mut self) -> bool {
        self.damage = Damage::total();
        false
    }

    fn report(&mut self, bytes: Range<usize>, message: &str, help: &str) {
        let place = Span::new(self.file, bytes);
        self.sink.report(&rules::TOML_SYNTAX, &place, message, help);
    }

    /// Reports the mistakes, one of each line, since the others follow from it; what is to be blanked.
    fn mistakes(&mut self, outline: &Outline, mistakes: &[Mistake]) -> Vec<Range<usize>> {
        let mut lines: BTreeMap<usize, &Mistake> = BTreeMap::new();
        for mistake in mistakes {
            let (line, _) = self.source.line(mistake.bytes.start);
            let first = lines.entry(line).or_insert(mistake);
            if mistake.rank() < first.rank() {
                *first = mistake;
            }
        }
        let duplicates = lines.values().filter(|mistake| mistake.is_twice());
        let duplicates: BTreeSet<usize> = duplicates.map(|mistake| mistake.bytes.start).collect();
        let first = first_definitions(&self.text, &duplicates);
        let mut regions: Vec<Range<usize>> = Vec::new();
        for (line, mistake) in lines {
            let is_blank = |region: &Range<usize>| region.contains(&mistake.bytes.start);
            if !regions.last().is_some_and(is_blank) {
                let earlier = first.get(&mistake.bytes.start);
                regions.push(self.mistake(outline, line, mistake, earlier));
            }
        }
        regions
    }

    /// Reports one mistake; what is to be blanked for it.
    fn mistake(
        &mut self,
        outline: &Outline,
        line: usize,
        mistake: &Mistake,
        earlier: Option<&Range<usize>>,
    ) -> Range<usize> {
        let (begin, end) = self.source.line_range(line);
        let written = self.source.line_text(line);
        if let Some(mark) = CONFLICT_MARKS
            .iter()
            .find(|mark| written.starts_with(**mark))
        {
            let help = "resolve the conflict: keep one side, and remove the marks";
            self.report(
                begin..begin + mark.len(),
                "a mark of a merge conflict",
                help,
            );
            return begin..self.conflict_end(line);
        }
        let region = match outline.statement(mistake.bytes.start) {
            Some(index) => outline.extent(index),
            None => begin..end,
        };
        if mistake.has_no_value() {
            return self.without_value(outline, mistake, region, line);
        }
        // A character that nobody sees is reported as such.
        let rest = &self.source.text[mistake.bytes.start..];
        if !rest.starts_with(|c| c != '\r' && hidden(c).is_some()) {
            self.explain(mistake, earlier);
        }
        region
    }

    fn explain(&mut self, mistake: &Mistake, earlier: Option<&Range<usize>>) {
        let text = &self.source.text;
        let bytes = match mistake.description() {
            "unexpected key or value" => second_key(text, &mistake.bytes),
            _ => mistake.bytes.clone(),
        };
        let key = &text[bytes.clone()];
        let problem = Problem {
            description: mistake.description(),
            message: &mistake.message,
            rest: &text[bytes.start..],
            length: bytes.len(),
        };
        let (message, help) =
            twice(mistake.description(), key).unwrap_or_else(|| problem.explained());
        let place = Span::new(self.file, bytes);
        let diagnostic = self.sink.report(&rules::TOML_SYNTAX, &place, message, help);
        if let Some(bytes) = earlier {
            diagnostic.related(&Span::new(self.file, bytes.clone()), "first defined here");
        }
    }

    /// The side of a conflict that begins with a mark, up to the next one. Only the first side is read.
    fn conflict_end(&self, line: usize) -> usize {
        let next = match self.source.line_text(line).chars().next() {
            Some('|') => "=======",
            Some('=') => ">>>>>>>",
            _ => return self.source.line_range(line).1,
        };
        let mut lines = (line + 1..self.source.line_count()).take(MOST_LINES);
        let end = lines.find(|line| self.source.line_text(*line).starts_with(next));
        end.map_or(self.source.line_range(line).1, |end| {
            self.source.line_range(end).0
        })
    }

    /// A line without `=`: YAML, or a header whose bracket is missing, in which case the entries below it are not known
    /// to belong to anything.
    fn without_value(
        &mut self,
        outline: &Outline,
        mistake: &Mistake,
        region: Range<usize>,
        line: usize,
    ) -> Range<usize> {
        self.damage.hide_all();
        let written = self.source.line_text(line).trim();
        let behind = &self.source.text[mistake.bytes.start..];
        let key = &self.source.text[region.start..mistake.bytes.start];
        if behind.starts_with(':') || key.trim_end().ends_with(':') {
            if !std::mem::replace(&mut self.is_yaml, true) {
                let help = "TOML has `[table]` and `key = value`; this looks like YAML";
                self.report(mistake.bytes.clone(), "a key without a value", help);
            }
            return region;
        }
        if written.ends_with(']') && !written.starts_with('[') {
            let message = "a header that is not opened";
            self.report(region.start..region.end, message, "write `[` before it");
            return region.start..outline.next_header(region.start, &self.text);
        }
        self.explain(mistake, None);
        region
    }

    /// Reports a bracket that is never closed, or nests too deep; what is to be blanked for it.
    fn broken(&mut self, outline: &Outline, broken: &Broken) -> Range<usize> {
        let end = if outline.unclosed.is_empty() {
            let statement = outline.statement(broken.statement);
            statement.map_or(self.text.len(), |index| outline.extent(index).end)
        } else {
            self.next_statement(broken.statement)
        };
        if broken.is_too_deep {
            let help =
                "a registry needs only a few levels: look for brackets that are never closed";
            let message = "tables and arrays nest deeper than 32";
            let place = Span::new(self.file, broken.bytes.clone());
            self.sink.report(&rules::TOO_DEEP, &place, message, help);
        } else {
            // A bracket around the one that is not closed is not closed either.
            let inside = |open: &&Range<usize>| (broken.bytes.start..end).contains(&open.start);
            let open = outline.unclosed.iter().rfind(inside);
            self.unclosed(open.unwrap_or(&broken.bytes));
        }
        broken.statement..end
    }

    fn unclosed(&mut self, bytes: &Range<usize>) {
        let open = &self.source.text[bytes.clone()];
        let help = match open {
            "[" => "close it with `]`",
            "{" => "close it with `}`",
            _ => "close it with the same quotes",
        };
        self.report(
            bytes.clone(),
            &format!("this `{open}` is never closed"),
            help,
        );
    }

    /// Where a statement that swallows all that follows it probably ends: before a line that looks like a header, or like
    /// an entry that is indented no deeper.
    fn next_statement(&self, begin: usize) -> usize {
        let (first, start) = self.source.line(begin);
        let indent = begin - start;
        let next = (first + 1..self.source.line_count()).find(|line| {
            let line = self.source.line_text(*line);
            let written = line.trim_start();
            looks_like_header(written)
                || line.len() - written.len() <= indent && looks_like_entry(written)
        });
        next.map_or(self.text.len(), |line| self.source.line_range(line).0)
    }

    /// Replaces the regions with blanks, and notes what is missing now.
    fn blank(&mut self, outline: &Outline, regions: Vec<Range<usize>>) {
        let mut bytes = self.text.as_bytes().to_vec();
        for region in regions {
            self.note(outline, &region);
            for byte in &mut bytes[region] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        // Only whole statements and lines are blanked, so that the text stays UTF-8.
        self.text = Cow::Owned(String::from_utf8_lossy(&bytes).into_owned());
    }

    fn note(&mut self, outline: &Outline, region: &Range<usize>) {
        let first =
            (outline.statements).partition_point(|statement| statement.bytes().end < region.start);
        let within = outline.statements[first..].iter();
        let mut any = false;
        for statement in within.take_while(|statement| statement.begin() < region.end) {
            let section = statement.section(&self.text);
            self.damage.add(section);
            if statement.is_header || !statement.is_inner {
                self.damage.hide(section.0);
            }
            any = true;
        }
        let is_comment = self.text[region.clone()].trim_start().starts_with('#');
        if !any && !is_comment {
            self.damage.hide_all();
        }
    }
}

impl Mistake {
    fn of_parser(error: &ParseError) -> Self {
        let bytes = error.unexpected().or(error.context());
        Self {
            bytes: bytes.map_or(0..0, |bytes| bytes.start()..bytes.end()),
            message: error.description().to_owned(),
        }
    }

    fn of_builder(error: &Error) -> Self {
        Self {
            bytes: error.span().unwrap_or(0..0),
            message: error.message().to_owned(),
        }
    }

    /// The parser's words, without what it expected.
    fn description(&self) -> &str {
        let parts = self.message.split_once(", expected ");
        parts.map_or(self.message.as_str(), |(description, _)| description)
    }

    /// Of the mistakes of a line, the one with the lowest rank explains the others: that it is no entry at all, or more
    /// than one, or else the first.
    fn rank(&self) -> (usize, usize) {
        let kind = match self.description() {
            _ if self.has_no_value() => 0,
            "unexpected key or value" | "extra `=`" => 1,
            _ => 2,
        };
        (kind, self.bytes.start)
    }

    fn is_twice(&self) -> bool {
        twice(self.description(), "").is_some()
    }

    fn has_no_value(&self) -> bool {
        ["key with no value", "missing value for key"].contains(&self.description())
    }
}

/// A bracket that is never closed, or that nests too deep.
struct Broken {
    bytes: Range<usize>,
    /// Where the statement around it begins.
    statement: usize,
    is_too_deep: bool,
}

/// The first of a file.
fn broken(outline: &Outline) -> Option<Broken> {
    let statement = |bytes: &Range<usize>| match outline.statement(bytes.start) {
        Some(index) => outline.statements[index].begin(),
        None => bytes.start,
    };
    let broken = |is_too_deep| {
        move |bytes: &Range<usize>| Broken {
            bytes: bytes.clone(),
            statement: statement(bytes),
            is_too_deep,
        }
    };
    let deep = outline.too_deep.as_ref().map(broken(true));
    let unclosed = outline.unclosed.first().map(broken(false));
    unclosed
        .into_iter()
        .chain(deep)
        .min_by_key(|broken| broken.statement)
}

/// In `status = 400 message = "..."`, the second key: the parser takes it for a part of the first value.
fn second_key(text: &str, place: &Range<usize>) -> Range<usize> {
    let before = text[..place.start].trim_end_matches([' ', '\t']);
    let in_key = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let start = before.trim_end_matches(in_key).len();
    if text[place.start..].starts_with('=') && start < before.len() {
        start..before.len()
    } else {
        place.clone()
    }
}

/// The brace with which a file begins that is no TOML at all.
fn json(text: &str) -> Option<usize> {
    let begin = text.len() - text.trim_start().len();
    text[begin..].starts_with('{').then_some(begin)
}

/// `[errors.gone]`
fn looks_like_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim_end();
    let keys = line
        .strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'));
    keys.is_some_and(|keys| !keys.is_empty() && !keys.contains([',', '=', '{']))
}

/// `status = 400`
fn looks_like_entry(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else {
        return false;
    };
    let key = key.trim_end();
    let part = |c: char| c.is_ascii_alphanumeric() || "_-.\"'".contains(c);
    !key.is_empty() && key.chars().all(part)
}
