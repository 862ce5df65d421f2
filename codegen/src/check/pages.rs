//! `[outputs.pages]`, and the regions of the pages that it names.

use std::collections::BTreeSet;

use super::{Entries, choice, code_named, list_items};
use crate::diag::{Sink, choice_help, rules};
use crate::model::{
    Code, Column, Comment, Flavour, FrontKey, Indent, Language, Layout, Operation, Order, Outputs,
    Page, Part, Region, RegionKind, Selection,
};
use crate::source::{Sources, Span};
use crate::syntax::{At, OutputTable, PageEntry, RegionEntry, Text, written};
use crate::unicode::shown;

/// What the flavour of pages can be called.
const FLAVOURS: [(&str, Flavour); 5] = [
    ("github", Flavour::Github),
    ("mintlify", Flavour::Mintlify),
    ("docusaurus", Flavour::Docusaurus),
    ("mdbook", Flavour::Mdbook),
    ("starlight", Flavour::Starlight),
];

const ORDERS: [(&str, Order); 3] = [
    ("registry", Order::Registry),
    ("code", Order::Code),
    ("status", Order::Status),
];
const LAYOUTS: [(&str, Layout); 3] = [
    ("lines", Layout::Lines),
    ("aligned", Layout::Aligned),
    ("line", Layout::Line),
];
const FRONT_KEYS: [(&str, FrontKey); 2] = [
    ("title", FrontKey::Title),
    ("description", FrontKey::Description),
];
const FLAGS: [(&str, bool); 2] = [("true", true), ("false", false)];
/// How deep headings can be.
const LEVELS: [(&str, usize); 5] = [("2", 2), ("3", 3), ("4", 4), ("5", 5), ("6", 6)];

/// A kind of region, as pages name it.
struct Kind {
    name: &'static str,
    attributes: &'static [&'static str],
    /// Does a name of a code follow? Otherwise none may.
    has_code: bool,
    place: Place,
    make: fn(&mut Reader<'_, '_>) -> Option<RegionKind>,
}

/// Where a region can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between lines.
    Lines,
    /// Within a line.
    Line,
    /// Within a line, also between values of JavaScript: of a number or a date, nothing can be more than that.
    LineOrScript,
    /// Between lines of front matter.
    FrontMatter,
}

const KINDS: [Kind; 11] = [
    Kind {
        name: "table",
        attributes: &[
            "columns",
            "status",
            "category",
            "operation",
            "common",
            "order",
        ],
        has_code: false,
        place: Place::Lines,
        make: |reader| Some(RegionKind::Table(reader.columns(), reader.selection())),
    },
    Kind {
        name: "code",
        attributes: &["level"],
        has_code: true,
        place: Place::Lines,
        make: |reader| Some(RegionKind::Code(reader.code(true)??, reader.level())),
    },
    Kind {
        name: "codes",
        attributes: &["level", "status", "category", "operation", "common"],
        has_code: false,
        place: Place::Lines,
        make: |reader| Some(RegionKind::Codes(reader.selection(), reader.level())),
    },
    Kind {
        name: "sample",
        attributes: &["layout"],
        has_code: true,
        place: Place::Lines,
        make: |reader| {
            let layout = reader.choice("layout", &LAYOUTS);
            Some(RegionKind::Sample(
                reader.code(false)?,
                layout.unwrap_or_default(),
            ))
        },
    },
    Kind {
        name: "schema",
        attributes: &[],
        has_code: false,
        place: Place::Lines,
        make: |_| Some(RegionKind::Schema),
    },
    Kind {
        name: "count",
        attributes: &["words", "status", "category", "operation", "common"],
        has_code: false,
        place: Place::LineOrScript,
        make: |reader| {
            let words = reader.choice("words", &FLAGS).unwrap_or_default();
            Some(RegionKind::Count(reader.selection(), words))
        },
    },
    Kind {
        name: "common",
        attributes: &["status", "category", "operation", "order"],
        has_code: false,
        place: Place::Line,
        make: |reader| {
            let common = Some(true);
            Some(RegionKind::Common(Selection {
                common,
                ..reader.selection()
            }))
        },
    },
    Kind {
        name: "retired",
        attributes: &[],
        has_code: false,
        place: Place::Lines,
        make: |_| Some(RegionKind::Retired),
    },
    Kind {
        name: "handling",
        attributes: &["langs"],
        has_code: false,
        place: Place::Lines,
        make: |reader| Some(RegionKind::Handling(reader.languages())),
    },
    Kind {
        name: "updated",
        attributes: &[],
        has_code: false,
        place: Place::LineOrScript,
        make: |reader| reader.updated(),
    },
    Kind {
        name: "field",
        attributes: &["name", "text"],
        has_code: false,
        place: Place::FrontMatter,
        make: |reader| reader.field(),
    },
];

/// What the regions of pages are held against.
pub(super) struct Scope<'a> {
    pub sources: &'a Sources,
    pub entries: &'a Entries<'a>,
    pub codes: &'a [Code],
    pub operations: &'a [Operation],
    /// The columns of tables that name none.
    pub columns: &'a [Column],
    /// Has the registry a date?
    pub has_date: bool,
}

/// The pages that have a region; none of them is another output.
pub(super) fn pages(scope: &Scope<'_>, outputs: &Outputs, sink: &mut Sink) -> Vec<Page> {
    let markdown = outputs.markdown.as_ref().map(|output| &output.path);
    let table = &scope.entries.main.outputs.pages;
    let flavour = flavour(table, sink);
    let mut pages = Vec::new();
    let entries = scope.entries.pages.iter();
    for entry in entries.filter(|entry| Some(&entry.path) != markdown) {
        let default = match entry.path.rsplit_once('.') {
            Some((_, "mdx")) => Flavour::Mintlify,
            _ => Flavour::Github,
        };
        let flavour = flavour.unwrap_or(default);
        pages.extend(page(entry, scope, flavour, sink));
    }
    pages
}

/// The site that is named.
pub(super) fn flavour(table: &OutputTable, sink: &mut Sink) -> Option<Flavour> {
    choice(table.flavour.as_ref(), &FLAVOURS, "flavour", sink)
}

fn page(entry: &PageEntry, scope: &Scope<'_>, flavour: Flavour, sink: &mut Sink) -> Option<Page> {
    if entry.regions.is_empty() {
        return None;
    }
    let raw = Raw::new(entry, &scope.sources.get(entry.file).text);
    let mut parts = Vec::new();
    let mut at = 0;
    for region in &entry.regions {
        let Some(kind) = kind(region, scope, sink) else {
            continue;
        };
        let begin = if region.is_block {
            scope
                .sources
                .get(entry.file)
                .line(region.begin.bytes.start)
                .1
        } else {
            region.begin.bytes.start
        };
        parts.push(Part::Own(raw.slice(at, begin)));
        parts.push(Part::Region(Box::new(raw.region(
            region,
            begin,
            kind,
            scope.sources,
        ))));
        at = region.end.end;
    }
    parts.push(Part::Own(raw.slice(at, raw.len)));
    Some(Page {
        path: entry.path.clone(),
        flavour,
        parts,
    })
}

/// The way from places in the text that was read to the bytes of the file.
struct Raw<'a> {
    file: &'a str,
    /// Bytes of a byte-order mark.
    head: usize,
    /// Where in the text line feeds are whose CR is not there.
    crs: Vec<usize>,
    len: usize,
}

impl<'a> Raw<'a> {
    fn new(entry: &'a PageEntry, text: &str) -> Self {
        let bare = entry.raw.strip_prefix('\u{feff}').unwrap_or(&entry.raw);
        let head = entry.raw.len() - bare.len();
        let pairs = entry.raw[head..].match_indices("\r\n");
        let crs = pairs.enumerate().map(|(before, (at, _))| at - before);
        Self {
            crs: crs.collect(),
            file: &entry.raw,
            head,
            len: text.len(),
        }
    }

    fn place(&self, at: usize) -> usize {
        if at == 0 {
            return 0;
        }
        self.head + at + self.crs.partition_point(|cr| *cr < at)
    }

    fn slice(&self, from: usize, to: usize) -> String {
        let range = self.place(from)..self.place(to);
        self.file.get(range).unwrap_or_default().to_owned()
    }

    fn region(
        &self,
        entry: &RegionEntry,
        start: usize,
        kind: RegionKind,
        sources: &Sources,
    ) -> Region {
        let begin = self.slice(start, entry.text.start);
        let block = entry.is_block.then(|| {
            let bare = begin.trim_start_matches([' ', '\t']);
            Indent {
                before: begin[..begin.len() - bare.len()].to_owned(),
                crlf: begin.ends_with("\r\n"),
            }
        });
        Region {
            kind,
            begin,
            text: self.slice(entry.text.start, entry.text.end),
            end: self.slice(entry.end.start, entry.end.end),
            recorded: entry.recorded.clone(),
            comment: entry.comment,
            line: sources.position(&entry.begin).line,
            block,
        }
    }
}

/// What belongs into a region; everything that is wrong with its marker is reported.
fn kind(entry: &RegionEntry, scope: &Scope<'_>, sink: &mut Sink) -> Option<RegionKind> {
    let kinds: Vec<_> = (KINDS.iter().enumerate())
        .map(|(index, kind)| (kind.name, index))
        .collect();
    let kind = &KINDS[choice(Some(&entry.name), &kinds, "region", sink)?];
    let known = known_attributes(entry, kind, sink);
    let is_placed = placed(entry, kind, sink);
    let mut reader = Reader { entry, scope, sink };
    let words = entry.words.iter().skip(usize::from(kind.has_code));
    for word in words {
        let message = format!("{} behind the region `{}`", shown(&word.value), kind.name);
        let help = "write attributes as `key=\"value\"`, or remove it";
        reader
            .sink
            .report(&rules::PAGE_REGION, &word.span, message, help);
    }
    let made = (kind.make)(&mut reader);
    made.filter(|_| known && is_placed)
}

/// Is every attribute one that the region has, and none there twice?
fn known_attributes(entry: &RegionEntry, kind: &Kind, sink: &mut Sink) -> bool {
    let mut seen = BTreeSet::new();
    let mut fine = true;
    for (key, _) in &entry.attributes {
        let is_known = kind.attributes.contains(&key.value.as_str());
        if is_known && seen.insert(&key.value) {
            continue;
        }
        fine = false;
        if is_known {
            let message = format!("the attribute {} twice", shown(&key.value));
            sink.report(&rules::PAGE_REGION, &key.span, message, "remove one");
            continue;
        }
        let message = format!(
            "unknown attribute {} of the region `{}`",
            shown(&key.value),
            kind.name
        );
        let help = match kind.attributes {
            [] => "it has none: remove it".to_owned(),
            names => choice_help(&key.value, names),
        };
        sink.report(&rules::UNKNOWN_KEY, &key.span, message, help);
    }
    fine
}

/// Is the region where one of its kind can be?
fn placed(entry: &RegionEntry, kind: &Kind, sink: &mut Sink) -> bool {
    let is_line = !entry.is_block;
    let fits = match (kind.place, entry.comment) {
        (Place::Lines, Comment::Mdx | Comment::Html) => entry.is_block,
        (Place::Line | Place::LineOrScript, Comment::Mdx | Comment::Html)
        | (Place::LineOrScript, Comment::Script) => is_line,
        (Place::FrontMatter, Comment::Yaml) => true,
        _ => false,
    };
    if !fits {
        let (what, help) = match kind.place {
            Place::Lines => (
                "stands between lines",
                "give each of its two markers a line for itself, outside of front matter and JavaScript",
            ),
            Place::Line => (
                "stands within a line",
                "put both markers into one line with text, outside of front matter and JavaScript",
            ),
            Place::LineOrScript => (
                "stands within a line",
                "put both markers into one line, outside of front matter",
            ),
            Place::FrontMatter => (
                "stands in front matter",
                "put `# errbook:field name=\"...\"` and `# errbook:end` into the lines around it",
            ),
        };
        let message = format!("the region `{}` {what}", kind.name);
        sink.report(&rules::PAGE_REGION, &entry.begin, message, help);
    }
    fits
}

/// Reads the marker of one region.
struct Reader<'a, 's> {
    entry: &'a RegionEntry,
    scope: &'a Scope<'a>,
    sink: &'s mut Sink,
}

impl<'a> Reader<'a, '_> {
    fn attribute(&self, name: &str) -> Option<&'a Text> {
        let mut attributes = self.entry.attributes.iter();
        attributes
            .find(|(key, _)| key.value == name)
            .map(|(_, value)| value)
    }

    fn choice<T: Copy>(&mut self, name: &str, choices: &[(&'static str, T)]) -> Option<T> {
        choice(self.attribute(name), choices, name, self.sink)
    }

    fn level(&mut self) -> usize {
        self.choice("level", &LEVELS).unwrap_or(3)
    }

    /// The parts of a list, which commas separate.
    fn list(&mut self, name: &str, what: &str) -> Option<Vec<Text>> {
        let given = self.attribute(name)?;
        let mut items = Vec::new();
        let mut at = given.span.bytes.start;
        for part in given.value.split(',') {
            let start = at + part.len() - part.trim_start().len();
            let value = part.trim().to_owned();
            let span = Span::new(given.span.file, start..start + value.len());
            items.push(At { value, span });
            at += part.len() + 1;
        }
        let (value, span) = (items, given.span.clone());
        let list = At { value, span };
        list_items(&list, what, self.sink);
        Some(list.value)
    }

    /// The items of a list of words.
    fn choices<T: Copy>(
        &mut self,
        name: &str,
        choices: &[(&'static str, T)],
        what: &str,
    ) -> Option<Vec<T>> {
        let items = self.list(name, what)?;
        let found = items
            .iter()
            .filter_map(|text| choice(Some(text), choices, what, self.sink));
        Some(found.collect())
    }

    /// The languages of examples: those that are named, or all.
    fn languages(&mut self) -> Vec<Language> {
        let given = self.choices("langs", &Language::ALL, "language");
        given.unwrap_or_else(|| Language::ALL.map(|(_, language)| language).to_vec())
    }

    fn columns(&mut self) -> Vec<Column> {
        let given = self.choices("columns", &super::outputs::COLUMNS, "column");
        given.unwrap_or_else(|| self.scope.columns.to_vec())
    }

    /// The code that is named. One that is internal is in no page.
    #[allow(clippy::option_option, reason = "a code may be wrong, or not be there")]
    fn code(&mut self, is_required: bool) -> Option<Option<usize>> {
        let Some(word) = self.entry.words.first() else {
            if !is_required {
                return Some(None);
            }
            let inside = format!("errbook:{} not_found", self.entry.name.value);
            let help = format!("name it: `{}`", written(self.entry.comment, &inside));
            let place = &self.entry.begin;
            let message = "a region that shows a code, and names none";
            self.sink.report(&rules::PAGE_REGION, place, message, help);
            return None;
        };
        let index = code_named(Some(word), None, self.scope.entries, self.sink)?;
        if self
            .scope
            .codes
            .get(index)
            .is_some_and(|code| code.internal)
        {
            let message = format!("the code {} is internal", shown(&word.value));
            let help = "name a code that the docs show";
            self.sink
                .report(&rules::UNKNOWN_CODE, &word.span, message, help);
            return None;
        }
        Some(Some(index))
    }

    fn selection(&mut self) -> Selection {
        Selection {
            statuses: self.statuses(),
            categories: self.categories(),
            operation: self.operation(),
            common: self.choice("common", &FLAGS),
            order: self.choice("order", &ORDERS).unwrap_or_default(),
        }
    }

    /// `404` or `4xx`
    fn statuses(&mut self) -> Vec<(u16, u16)> {
        let items = self.list("status", "status").unwrap_or_default();
        let mut ranges = Vec::new();
        for item in items {
            let range = match item.value.as_str() {
                "4xx" => Some((400, 499)),
                "5xx" => Some((500, 599)),
                other => other.parse().ok().map(|status| (status, status)),
            };
            if let Some(range) = range.filter(|(first, _)| (400..600).contains(first)) {
                ranges.push(range);
                continue;
            }
            let message = format!("{} is no status of an error", shown(&item.value));
            let help = "write statuses from 400 to 599, or classes: `404,5xx`";
            self.sink
                .report(&rules::STATUS_RANGE, &item.span, message, help);
        }
        ranges
    }

    fn categories(&mut self) -> Vec<String> {
        let items = self.list("category", "category").unwrap_or_default();
        let known: BTreeSet<&str> = (self.scope.codes.iter())
            .filter_map(|code| code.category.as_deref())
            .collect();
        for item in &items {
            if !known.contains(item.value.as_str()) {
                self.unknown(item, "category", &known.iter().copied().collect::<Vec<_>>());
            }
        }
        items.into_iter().map(|item| item.value).collect()
    }

    fn operation(&mut self) -> Option<usize> {
        let given = self.attribute("operation")?;
        let operations = self.scope.operations;
        let names: Vec<&str> = operations.iter().map(|on| on.name.raw.as_str()).collect();
        let found = names.iter().position(|name| *name == given.value);
        if found.is_none() {
            self.unknown(given, "operation", &names);
        }
        found
    }

    fn unknown(&mut self, text: &Text, what: &str, names: &[&str]) {
        let message = format!("unknown {what} {}", shown(&text.value));
        let help = match names {
            [] => format!("the registry has no {what}"),
            names => choice_help(&text.value, names),
        };
        self.sink
            .report(&rules::UNKNOWN_CHOICE, &text.span, message, help);
    }

    fn updated(&mut self) -> Option<RegionKind> {
        if self.scope.has_date {
            return Some(RegionKind::Updated);
        }
        let message = "the registry has no date";
        let help = "add it to `[registry]`, such as `updated = 2026-01-31`";
        let place = &self.entry.begin;
        self.sink.report(&rules::PAGE_REGION, place, message, help);
        None
    }

    fn field(&mut self) -> Option<RegionKind> {
        if self.attribute("name").is_none() {
            let message = "a region of front matter that does not name its key";
            let help = "write `# errbook:field name=\"description\"`";
            let place = &self.entry.begin;
            self.sink.report(&rules::PAGE_REGION, place, message, help);
        }
        let key = self.choice("name", &FRONT_KEYS)?;
        let text = self.attribute("text").map(|text| text.value.clone());
        Some(RegionKind::Field(key, text))
    }
}
