//! `[types]`, and the types of fields.

use super::fields::{self, Scope};
use super::{Entries, text};
use crate::diag::{Sink, closest, one_of, rules};
use crate::model::{Field, Name, NamedType, Shape, Type};
use crate::syntax::{Text, TypeEntry};
use crate::unicode::shown;

const BUILT_IN: [(&str, Type); 8] = [
    ("bool", Type::Bool),
    ("i32", Type::I32),
    ("i64", Type::I64),
    ("u32", Type::U32),
    ("u64", Type::U64),
    ("f64", Type::F64),
    ("string", Type::String),
    ("json", Type::Json),
];
/// Names that other formats and languages have for some of these.
const FOREIGN: [(&str, &str); 24] = [
    ("any", "json"),
    ("boolean", "bool"),
    ("date", "string"),
    ("datetime", "string"),
    ("decimal", "string"),
    ("double", "f64"),
    ("f32", "f64"),
    ("float", "f64"),
    ("i16", "i32"),
    ("i8", "i32"),
    ("int", "i64"),
    ("integer", "i64"),
    ("isize", "i64"),
    ("long", "i64"),
    ("number", "f64"),
    ("object", "json"),
    ("str", "string"),
    ("text", "string"),
    ("timestamp", "string"),
    ("u16", "u32"),
    ("u8", "u32"),
    ("usize", "u64"),
    ("uuid", "string"),
    ("value", "json"),
];
/// How many `[]` and `map<>` a type may have.
const MOST_DEEP: usize = 8;
const MOST_VALUES: usize = 4_096;
/// Stands for a type that could not be read, so that nothing is said of what the field may hold. A registry with such
/// a type is never generated.
const UNREADABLE: Type = Type::Named(usize::MAX);

/// Could the type of a field not be read?
pub(super) fn is_unreadable(ty: &Type) -> bool {
    *ty == UNREADABLE
}

/// The type of a field as it is written, and whether a trailing `?` makes it optional.
pub(super) fn of_field(
    text: Option<&Text>,
    entries: &Entries<'_>,
    sink: &mut Sink,
) -> (Type, bool) {
    let Some(text) = text else {
        return (UNREADABLE, false);
    };
    let (written, optional) = match text.value.strip_suffix('?') {
        Some(written) => (written, true),
        None => (text.value.as_str(), false),
    };
    match parse(written, entries, 0) {
        Ok(ty) => (ty, optional),
        Err(problem) => {
            let (message, help) = problem.explain(&text.value, entries);
            sink.report(&rules::UNKNOWN_TYPE, &text.span, message, help);
            (UNREADABLE, optional)
        }
    }
}

enum Problem<'t> {
    Unknown(&'t str),
    InnerOptional,
    TooDeep,
}

fn parse<'t>(text: &'t str, entries: &Entries<'_>, depth: usize) -> Result<Type, Problem<'t>> {
    if depth > MOST_DEEP {
        return Err(Problem::TooDeep);
    }
    if let Some(item) = text.strip_suffix("[]") {
        return Ok(Type::Array(Box::new(parse(item, entries, depth + 1)?)));
    }
    if let Some(item) = text
        .strip_prefix("map<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        return Ok(Type::Map(Box::new(parse(item, entries, depth + 1)?)));
    }
    if text.ends_with('?') {
        return Err(Problem::InnerOptional);
    }
    let built_in = BUILT_IN
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, ty)| ty.clone());
    let named = || {
        entries
            .type_names
            .get(text)
            .map(|index| Type::Named(*index))
    };
    built_in.or_else(named).ok_or(Problem::Unknown(text))
}

impl Problem<'_> {
    fn explain(self, written: &str, entries: &Entries<'_>) -> (String, String) {
        match self {
            Self::Unknown("") => (
                format!("a type is missing in {}", shown(written)),
                "write it as `string`, `string[]` or `map<string>`".to_owned(),
            ),
            Self::Unknown(name) => (
                format!("unknown type {}", shown(name)),
                unknown_help(name, entries),
            ),
            Self::InnerOptional => (
                format!("the type {} has `?` inside of it", shown(written)),
                "only a whole field can be optional: write `?` at the end".to_owned(),
            ),
            Self::TooDeep => (
                format!("a type of more than {MOST_DEEP} levels"),
                "give the inner part a name in `[types]`".to_owned(),
            ),
        }
    }
}

fn unknown_help(name: &str, entries: &Entries<'_>) -> String {
    let built_in = BUILT_IN.iter().map(|(name, _)| *name);
    if let Some(item) = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
    {
        return format!("an array is written with its item first: `{item}[]`");
    }
    let lower = name.trim().to_ascii_lowercase();
    let foreign = FOREIGN.iter().find(|(foreign, _)| *foreign == lower);
    let meant = foreign.map(|(_, ours)| *ours);
    let meant = meant.or_else(|| closest(name, built_in.clone()));
    match meant.or_else(|| entries.closest(name, entries.type_names.keys().copied())) {
        Some(found) => format!("did you mean `{found}`?"),
        None => format!(
            "it is {}, `T[]`, `map<T>` or one of `[types]`; `?` at the end makes the field optional",
            one_of(built_in).replace(" or ", ", ")
        ),
    }
}

/// Every type of `[types]`.
pub(super) fn types(scope: &Scope<'_>, sink: &mut Sink) -> Vec<NamedType> {
    let entries = scope.entries;
    let types: Vec<_> = entries
        .types
        .iter()
        .map(|entry| named(entry, scope, sink))
        .collect();
    unique(entries, sink);
    finite(entries, &types, sink);
    types
}

fn named(entry: &TypeEntry, scope: &Scope<'_>, sink: &mut Sink) -> NamedType {
    type_name(&entry.name, sink);
    let shape = match (&entry.fields, &entry.values) {
        (Some(fields), None) => Shape::Object(fields::of_type(fields, scope, sink)),
        (None, Some(values)) => Shape::Values(self::values(&entry.name, values, sink)),
        (None, None) if entry.lost.has("fields") || entry.lost.has("values") => {
            Shape::Object(Vec::new())
        }
        (both, _) => {
            let problem = if both.is_some() {
                "both `fields` and `values`"
            } else {
                "neither `fields` nor `values`"
            };
            let message = format!("the type {} has {problem}", shown(&entry.name.value));
            let help = "give an object `fields`, or a set of strings `values`";
            sink.report(&rules::TYPE_SHAPE, &entry.name.span, message, help);
            Shape::Object(Vec::new())
        }
    };
    NamedType {
        name: Name::new(&entry.name.value),
        doc: text::inline(entry.doc.as_ref()),
        shape,
    }
}

/// A type's name is an ASCII identifier that starts with a capital.
fn type_name(name: &Text, sink: &mut Sink) {
    let fits = name.value.starts_with(|c: char| c.is_ascii_uppercase())
        && name.value.chars().all(|c| c.is_ascii_alphanumeric())
        && name.value.len() <= 64;
    if !fits {
        let message = format!("{} cannot name a type", shown(&name.value));
        let help = "write ASCII letters and digits, a capital first, 64 at most: `PlanLimit`";
        sink.report(&rules::TYPE_NAME, &name.span, message, help);
    }
}

/// A set has at least one value; each is a short text that makes an identifier.
fn values(name: &Text, values: &[Text], sink: &mut Sink) -> Vec<Name> {
    if values.is_empty() {
        let message = format!("the type {} has no value", shown(&name.value));
        sink.report(&rules::TYPE_SHAPE, &name.span, message, "name at least one");
    }
    if let Some(extra) = values.get(MOST_VALUES) {
        let message = format!("more than {MOST_VALUES} values");
        let help = "make the field a string, and describe its values in `doc`";
        sink.report(&rules::TOO_MANY, &extra.span, message, help);
    }
    let values = first(values);
    for value in values {
        let visible = value
            .value
            .chars()
            .all(|c| c == ' ' || c.is_ascii_graphic());
        let fits =
            value.value.chars().any(|c| c.is_ascii_alphanumeric()) && value.value.len() <= 128;
        if !visible || !fits {
            let message = format!("{} cannot be a value of a type", shown(&value.value));
            let help = "write ASCII text with a letter or digit, 128 characters at most";
            sink.report(&rules::TYPE_SHAPE, &value.span, message, help);
        }
    }
    values.iter().map(|value| Name::new(&value.value)).collect()
}

/// As many values as there may be: the others are reported as too many, and not looked at.
pub(super) fn first(values: &[Text]) -> &[Text] {
    &values[..values.len().min(MOST_VALUES)]
}

/// A type is defined in one file only (within a file, TOML sees to it).
fn unique(entries: &Entries<'_>, sink: &mut Sink) {
    for (index, ty) in entries.types.iter().enumerate() {
        let first = entries
            .type_names
            .get(ty.name.value.as_str())
            .copied()
            .unwrap_or(index);
        if first != index {
            let message = format!("the type {} is defined twice", shown(&ty.name.value));
            sink.report(
                &rules::DUPLICATE_TYPE,
                &ty.name.span,
                message,
                "remove one, or rename it",
            )
            .related(&entries.types[first].name.span, "first defined here");
        }
    }
}

/// No type holds itself, except inside of an array or a map: such a value could not end.
fn finite(entries: &Entries<'_>, types: &[NamedType], sink: &mut Sink) {
    let mut search = Search {
        types,
        state: vec![State::New; types.len()],
        path: Vec::new(),
    };
    for index in 0..types.len() {
        search.from(index, &mut |circle| recursive(entries, circle, sink));
    }
}

/// Types that hold each other, each with the number of the field that does.
type Circle = [(usize, usize)];

/// Reports a circle of types, at the field with which the first of them leads into it.
fn recursive(entries: &Entries<'_>, circle: &Circle, sink: &mut Sink) {
    let name = |(ty, _): &(usize, usize)| shown(&entries.types[*ty].name.value);
    let Some((ty, field)) = circle.first() else {
        return;
    };
    let by_way: Vec<_> = circle[1..].iter().take(8).map(name).collect();
    let mut message = format!("the type {} holds itself", name(&circle[0]));
    if !by_way.is_empty() {
        message = format!("{message}, by way of {}", by_way.join(", "));
    }
    let help = "put it into an array or a map, which can be empty";
    let written = (entries.types[*ty].fields.iter().flatten()).nth(*field);
    if let Some(text) = written.and_then(|field| field.ty.as_ref()) {
        sink.report(&rules::RECURSIVE_TYPE, &text.span, message, help);
    }
}

/// A search for circles, depth first and without recursion: types may hold each other in very long chains.
struct Search<'t> {
    types: &'t [NamedType],
    state: Vec<State>,
    /// Types that hold each other, each with the number of the field that is looked at.
    path: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    OnPath(usize),
    Done,
}

impl Search<'_> {
    fn from(&mut self, start: usize, found: &mut impl FnMut(&Circle)) {
        self.enter(start);
        while let Some((ty, field)) = self.path.last().copied() {
            match fields_of(&self.types[ty]).get(field).map(|field| &field.ty) {
                None => {
                    self.state[ty] = State::Done;
                    self.path.pop();
                    self.next_field();
                }
                Some(Type::Named(inner)) if *inner < self.types.len() => match self.state[*inner] {
                    State::New => self.enter(*inner),
                    State::OnPath(at) => {
                        found(&self.path[at..]);
                        self.next_field();
                    }
                    State::Done => self.next_field(),
                },
                Some(_) => self.next_field(),
            }
        }
    }

    fn enter(&mut self, ty: usize) {
        if self.state[ty] == State::New {
            self.state[ty] = State::OnPath(self.path.len());
            self.path.push((ty, 0));
        }
    }

    fn next_field(&mut self) {
        if let Some((_, field)) = self.path.last_mut() {
            *field += 1;
        }
    }
}

fn fields_of(ty: &NamedType) -> &[Field] {
    match &ty.shape {
        Shape::Object(fields) => fields,
        Shape::Values(_) => &[],
    }
}
