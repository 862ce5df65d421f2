//! Every rule of the format: one file per concern, one function per rule. What they all accept is the model.

mod codes;
mod fields;
mod formats;
mod head;
mod headers;
mod lifecycle;
mod manifest;
mod names;
mod operations;
mod outputs;
mod pages;
mod pattern;
mod statuses;
mod text;
mod types;
mod values;

pub(crate) use outputs::RUST_FOLDER;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diag::{Sink, choice_help, closest, rules};
use crate::model::{NamedType, Registry};
use crate::source::Sources;
use crate::syntax::{At, CodeEntry, Document, Manifest, PageEntry, RetiredEntry, Text, TypeEntry};
use crate::unicode::shown;

/// The entries of all files, in the order in which they were read.
pub(crate) struct Entries<'d> {
    pub main: &'d Document,
    /// The `Cargo.toml` of the crate, where it is known.
    pub manifest: Option<&'d Manifest>,
    /// The pages that the registry names, in sorted order.
    pub pages: &'d [PageEntry],
    pub codes: Vec<&'d CodeEntry>,
    pub types: Vec<&'d TypeEntry>,
    pub retired: Vec<&'d RetiredEntry>,
    /// Name of a code → index into `codes`.
    pub code_names: BTreeMap<&'d str, usize>,
    /// Name of a type → index into `types`.
    pub type_names: BTreeMap<&'d str, usize>,
    /// Wire codes and aliases → the code's name.
    wires: BTreeMap<&'d str, &'d str>,
    /// How many comparisons are left for "did you mean".
    comparisons: Cell<usize>,
}

/// Comparing many unknown names with tens of thousands that exist would take long.
const MOST_COMPARISONS: usize = 500_000;

impl<'d> Entries<'d> {
    fn new(main: &'d Document, included: &'d [Document]) -> Self {
        let all = || std::iter::once(main).chain(included);
        let codes: Vec<_> = all().flat_map(|document| &document.codes).collect();
        let types: Vec<_> = all().flat_map(|document| &document.types).collect();
        Self {
            main,
            manifest: None,
            pages: &[],
            code_names: first_by_name(codes.iter().map(|code| code.name.value.as_str())),
            type_names: first_by_name(types.iter().map(|ty| ty.name.value.as_str())),
            retired: all().flat_map(|document| &document.retired).collect(),
            wires: (codes.iter())
                .flat_map(|code| {
                    let name = code.name.value.as_str();
                    let wires = code.aliases.iter().chain([code.wire()]);
                    wires.map(move |wire| (wire.value.as_str(), name))
                })
                .collect(),
            comparisons: Cell::new(MOST_COMPARISONS),
            codes,
            types,
        }
    }

    /// The name that `word` probably means.
    fn closest<'a>(
        &self,
        word: &str,
        names: impl ExactSizeIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let left = self.comparisons.get().checked_sub(names.len())?;
        self.comparisons.set(left);
        closest(word, names)
    }
}

fn first_by_name<'d>(names: impl Iterator<Item = &'d str>) -> BTreeMap<&'d str, usize> {
    let mut indices = BTreeMap::new();
    for (index, name) in names.enumerate() {
        indices.entry(name).or_insert(index);
    }
    indices
}

/// Checks the registry whose main file is `main`. The result is whole only if the sink has no error.
pub(crate) fn check(
    sources: &Sources,
    main: &Document,
    included: &[Document],
    manifest: Option<&Manifest>,
    pages: &[PageEntry],
    sink: &mut Sink,
) -> Registry {
    let entries = Entries {
        manifest,
        pages,
        ..Entries::new(main, included)
    };
    codes::any(&entries, sink);
    codes::unique(&entries, sink);
    names::distinct(&entries, sink);
    names::reserved(&entries, sink);

    let head = head::head(&main.registry, sink);
    let mut envelope = head::envelope(main, sink);
    let scope = fields::Scope {
        sources,
        entries: &entries,
        common: &names::of_common(fields::first(&main.envelope.common)),
        case: head.field_case,
    };
    let mut types = types::types(&scope, sink);
    let statuses = statuses::named(main, sink);
    envelope.common = fields::common(&scope, &envelope, sink);
    let mut codes: Vec<_> = (entries.codes.iter())
        .map(|entry| codes::code(entry, &scope, &head, &envelope, &statuses, sink))
        .collect();

    let shapes = types.clone();
    values::examples(
        &entries,
        &shapes,
        &mut envelope.common,
        &mut types,
        &mut codes,
        sink,
    );
    lifecycle::ends(&entries, &codes, sink);
    let retired = lifecycle::retired(&entries, sink);
    let operations = operations::operations(&entries, sink);
    let rejections = operations::rejections(&entries, &codes, sink);
    let mut outputs = outputs::outputs(sources, &entries, &codes, sink);
    let scope = pages::Scope {
        sources,
        entries: &entries,
        codes: &codes,
        operations: &operations,
        columns: &outputs::default_columns(&codes),
        has_date: main.registry.updated.is_some(),
    };
    outputs.pages = pages::pages(&scope, &outputs, sink);
    operations::unused_rejections(outputs.rust.as_ref(), &entries, sink);
    Registry {
        envelope,
        codes,
        types,
        retired,
        operations,
        rejections,
        outputs,
        ..head.into_registry()
    }
}

/// The text of an optional key.
fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

/// The value of an optional flag; absent is `false`.
fn flag(flag: Option<&At<bool>>) -> bool {
    flag.is_some_and(|flag| flag.value)
}

/// The value of one of a few words. Any other is reported.
fn choice<T: Copy>(
    text: Option<&Text>,
    choices: &[(&'static str, T)],
    what: &str,
    sink: &mut Sink,
) -> Option<T> {
    let text = text?;
    let found = choices.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
        let message = format!("unknown {what} {}", shown(&text.value));
        sink.report(
            &rules::UNKNOWN_CHOICE,
            &text.span,
            message,
            choice_help(&text.value, &words),
        );
    }
    found.map(|(_, value)| *value)
}

/// A list of names has at least one, and none twice. `what` is one of them, as messages call it.
fn list_items(list: &At<Vec<Text>>, what: &str, sink: &mut Sink) {
    if list.value.is_empty() {
        let message = format!("a list without a {what}");
        sink.report(&rules::LIST_ITEMS, &list.span, message, "name at least one");
    }
    let mut earlier = Claims::new();
    for text in &list.value {
        if let Some((earlier, _)) = earlier.claim(text.value.as_str(), text, "") {
            let message = format!("the {what} {} twice", shown(&text.value));
            sink.report(&rules::LIST_ITEMS, &text.span, message, "remove one")
                .related(&earlier.span, "also here");
        }
    }
}

/// The index of the code named `text`. An unknown one is reported, and so is one that names itself.
fn code_named(
    text: Option<&Text>,
    own: Option<&str>,
    entries: &Entries<'_>,
    sink: &mut Sink,
) -> Option<usize> {
    let text = text?;
    let index = entries.code_names.get(text.value.as_str()).copied();
    if own == Some(text.value.as_str()) {
        sink.report(
            &rules::UNKNOWN_CODE,
            &text.span,
            format!("`{}` names itself", text.value),
            "name the code to use instead, or leave `use` out",
        );
    } else if index.is_none() {
        unknown_code(text, entries, sink);
    }
    index
}

fn unknown_code(text: &Text, entries: &Entries<'_>, sink: &mut Sink) {
    let wire = text.value.as_str();
    let names = entries.code_names.keys().copied();
    let help = if let Some(name) = entries.wires.get(wire) {
        format!("codes are named by their table: write `{name}`")
    } else if entries
        .retired
        .iter()
        .any(|retired| retired.wire.value == wire)
    {
        "it is retired: name a code that is still there".to_owned()
    } else {
        match entries.closest(wire, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "name a code of this registry, or add it below `[errors]`".to_owned(),
        }
    };
    let message = format!("no code is named {}", shown(wire));
    sink.report(&rules::UNKNOWN_CODE, &text.span, message, help);
}

/// Who was first to claim a key: the text, and what it is.
struct Claims<'a, K: Ord>(BTreeMap<K, (&'a Text, &'static str)>);

impl<'a, K: Ord> Claims<'a, K> {
    fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Claims `key` for `text`; the earlier claim where there is one.
    fn claim(
        &mut self,
        key: K,
        text: &'a Text,
        what: &'static str,
    ) -> Option<(&'a Text, &'static str)> {
        match self.0.entry(key) {
            Entry::Occupied(earlier) => Some(*earlier.get()),
            Entry::Vacant(free) => {
                free.insert((text, what));
                None
            }
        }
    }
}

type Types = [NamedType];
