//! `[types]`, and the types of fields.

use super::fields::{self, Scope};
use super::{Entries, text};
use crate::diag::{Sink, closest, one_of, rules};
use crate::model::{Case, Field, Name, NamedType, Shape, Type};
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
/// How many `[]` and `map<>` a type may have.
const MOST_DEEP: usize = 8;

/// The type of a field as it is written, and whether a trailing `?` makes it optional.
pub(super) fn of_field(text: &Text, entries: &Entries<'_>, sink: &mut Sink) -> (Type, bool) {
    let (written, optional) = match text.value.strip_suffix('?') {
        Some(written) => (written, true),
        None => (text.value.as_str(), false),
    };
    match parse(written, entries, 0) {
        Ok(ty) => (ty, optional),
        Err(problem) => {
            let (message, help) = problem.explain(&text.value, entries);
            sink.report(&rules::UNKNOWN_TYPE, &text.span, message, help);
            (Type::Json, optional)
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
            Self::Unknown(name) => {
                let known = BUILT_IN
                    .iter()
                    .map(|(name, _)| *name)
                    .chain(entries.type_names.keys().copied());
                let help = match closest(name, known) {
                    Some(found) => format!("did you mean `{found}`?"),
                    None => format!(
                        "it is {}, `T[]`, `map<T>` or one of `[types]`; `?` at the end makes the field optional",
                        one_of(BUILT_IN.iter().map(|(name, _)| *name)).replace(" or ", ", ")
                    ),
                };
                (format!("unknown type {}", shown(name)), help)
            }
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

/// Every type of `[types]`.
pub(super) fn types(entries: &Entries<'_>, case: Case, sink: &mut Sink) -> Vec<NamedType> {
    let scope = Scope { entries, case };
    let types: Vec<_> = entries
        .types
        .iter()
        .map(|entry| named(entry, &scope, sink))
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
    for (index, entry) in entries.types.iter().enumerate() {
        let Some(fields) = &entry.fields else {
            continue;
        };
        for (field, written) in fields_of(&types[index]).iter().zip(fields) {
            if let Type::Named(inner) = field.ty
                && holds(types, inner, index, &mut vec![false; types.len()])
            {
                let message = format!("the type {} holds itself", shown(&entry.name.value));
                let help = "put it into an array or a map, which can be empty";
                let span = written
                    .ty
                    .as_ref()
                    .map_or(&written.name.span, |ty| &ty.span);
                sink.report(&rules::RECURSIVE_TYPE, span, message, help);
            }
        }
    }
}

fn fields_of(ty: &NamedType) -> &[Field] {
    match &ty.shape {
        Shape::Object(fields) => fields,
        Shape::Values(_) => &[],
    }
}

/// Does a value of type `from` always hold one of type `wanted`, or is it one?
fn holds(types: &[NamedType], from: usize, wanted: usize, seen: &mut [bool]) -> bool {
    if from == wanted {
        return true;
    }
    if std::mem::replace(&mut seen[from], true) {
        return false;
    }
    fields_of(&types[from]).iter().any(|field| match field.ty {
        Type::Named(inner) => holds(types, inner, wanted, seen),
        _ => false,
    })
}
