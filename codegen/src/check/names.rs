//! Names: the identifiers that derive from them never clash, in any target language.

use super::codes::{case_name, follows, strange_character, suggestion};
use super::{Claims, Entries, types};
use crate::diag::{Sink, rules};
use crate::model::name::{RESERVED_TYPES, RESERVED_VALUES, of_errors};
use crate::model::{Case, Name};
use crate::syntax::{FieldEntry, Text};
use crate::unicode::shown;

const MOST_FIELD_NAME: usize = 64;
/// An operation as messages call it: its identifiers are those of the type of its errors.
const OPERATION: &str = "the operation";
/// Longer names are reported as such.
const LONGEST_NAME: usize = 256;

/// The identifiers of a code differ from those of every other code and type, and of the types of operations' errors.
pub(super) fn distinct(entries: &Entries<'_>, sink: &mut Sink) {
    let mut claims = Identifiers::new();
    let codes = entries.codes.iter().map(|code| (&code.name, "the code"));
    let types = entries.types.iter().map(|ty| (&ty.name, "the type"));
    let operations = (entries.main.operations.iter()).map(|entry| (&entry.name, OPERATION));
    for (name, what) in codes.chain(types).chain(operations) {
        claims.claim(name, what, sink);
    }
    for ty in &entries.types {
        let mut values = Identifiers::new();
        for value in types::first(ty.values.as_deref().unwrap_or_default()) {
            values.claim(value, "the value", sink);
        }
    }
}

/// The identifiers of a field differ from those of the fields beside it, and of the `common` ones.
pub(super) fn distinct_fields(
    fields: &[FieldEntry],
    common: Option<&Identifiers<'_>>,
    sink: &mut Sink,
) {
    let mut claims = Identifiers::new();
    for field in fields {
        match common.and_then(|common| common.earlier(&field.name)) {
            Some((identifier, earlier)) => {
                collision(&field.name, "the field", &identifier, earlier, sink);
            }
            None => claims.claim(&field.name, "the field", sink),
        }
    }
}

/// The identifiers of the fields that any error may carry.
pub(super) fn of_common(fields: &[FieldEntry]) -> Identifiers<'_> {
    let mut claims = Identifiers::new();
    for field in fields {
        claims.claim(&field.name, "the common field", &mut Sink::default());
    }
    claims
}

/// Who has claimed which identifier, in any of the styles that a target language uses.
pub(super) struct Identifiers<'a>(Claims<'a, (usize, String)>);

impl<'a> Identifiers<'a> {
    fn new() -> Self {
        Self(Claims::new())
    }

    fn claim(&mut self, text: &'a Text, what: &'static str, sink: &mut Sink) {
        let mut earlier = None;
        for key in identifiers(text, what) {
            let identifier = key.1.clone();
            let claimed = self.0.claim(key, text, what);
            earlier = earlier.or(claimed.map(|claimed| (identifier, claimed)));
        }
        if let Some((identifier, earlier)) = earlier {
            collision(text, what, &identifier, earlier, sink);
        }
    }

    /// Who has claimed an identifier of `text`, and which.
    fn earlier(&self, text: &Text) -> Option<(String, (&'a Text, &'static str))> {
        let claimed = |key: (usize, String)| Some((key.1.clone(), *self.0.0.get(&key)?));
        identifiers(text, "the field").into_iter().find_map(claimed)
    }
}

/// The identifiers that a name makes, in each style. One that makes none, or holds other characters than names have,
/// is reported as such.
fn identifiers(text: &Text, what: &str) -> Vec<(usize, String)> {
    let is_plain = |c: char| {
        c.is_ascii_alphanumeric() || "_.-/:".contains(c) || what == "the value" && !c.is_control()
    };
    let has_letter = text.value.contains(|c: char| c.is_ascii_alphanumeric());
    if !has_letter || !text.value.chars().all(is_plain) || text.value.len() > LONGEST_NAME {
        return Vec::new();
    }
    let name = match what {
        OPERATION => of_errors(&text.value),
        _ => Name::new(&text.value),
    };
    let styles = [name.pascal, name.camel, name.snake, name.screaming];
    styles.into_iter().enumerate().collect()
}

fn collision(
    text: &Text,
    what: &str,
    identifier: &str,
    (earlier, earlier_what): (&Text, &str),
    sink: &mut Sink,
) {
    let (name, other) = (shown(&text.value), shown(&earlier.value));
    let same = text.value == earlier.value;
    let (message, help) = match (what, earlier_what) {
        // A code or a type that stands twice is reported as such.
        ("the code", "the code") | ("the type", "the type") | (OPERATION, OPERATION) if same => {
            return;
        }
        ("the value", _) if same => (format!("the value {name} stands twice"), "remove one"),
        ("the field", "the common field") if same => (
            format!("the field {name} is a common field already"),
            "remove it, since any error may carry the common one; or rename one of the two",
        ),
        _ => (
            format!(
                "{what} {name} and {earlier_what} {other} make the same identifier: `{identifier}`"
            ),
            match what {
                "the code" | "the type" => {
                    "rename one of the two; where it is a code, `code = \"...\"` keeps what is on the wire"
                }
                _ => "rename one of the two",
            },
        ),
    };
    sink.report(&rules::NAME_COLLISION, &text.span, message, help)
        .related(&earlier.span, format!("{earlier_what} here"));
}

/// Codes, types and operations are not named as something that every generated crate has.
pub(super) fn reserved(entries: &Entries<'_>, sink: &mut Sink) {
    let code_help = "rename it; `code = \"...\"` keeps what is on the wire";
    let codes = (entries.codes.iter()).map(|code| (&code.name, code_help));
    let types = entries.types.iter().map(|ty| (&ty.name, "rename it"));
    let codes = codes
        .chain(types)
        .map(|(name, help)| (name, help, Name::new(&name.value)));
    let operations = (entries.main.operations.iter())
        .map(|entry| (&entry.name, "rename it", of_errors(&entry.name.value)));
    for (name, help, Name { pascal, .. }) in codes.chain(operations) {
        if RESERVED_TYPES.contains(&pascal.as_str()) {
            let message = format!(
                "{} is reserved: `{pascal}` means something else in generated code",
                shown(&name.value)
            );
            sink.report(&rules::RESERVED_NAME, &name.span, message, help);
        }
    }
    let values = (entries.types.iter()).filter_map(|ty| ty.values.as_deref());
    for value in values.flat_map(types::first) {
        let pascal = Name::new(&value.value).pascal;
        if RESERVED_VALUES.contains(&pascal.as_str()) {
            let why = match pascal.as_str() {
                "Self" => "is a word of Rust's own",
                _ => "stands for values that are not known yet",
            };
            let message = format!("{} is reserved: `{pascal}` {why}", shown(&value.value));
            sink.report(
                &rules::RESERVED_NAME,
                &value.span,
                message,
                "rename the value",
            );
        }
    }
}

/// A field's name is an ASCII identifier in the registry's style.
pub(super) fn field(name: &Text, case: Case, sink: &mut Sink) {
    let strange = name
        .value
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && *c != '_');
    if name.value.is_empty() {
        let help = "name it with ASCII letters and digits, and single `_` between them";
        sink.report(
            &rules::FIELD_STYLE,
            &name.span,
            "a field without a name",
            help,
        );
    } else if let Some(strange) = strange {
        let message = format!(
            "the field {} holds {}",
            shown(&name.value),
            strange_character(strange)
        );
        let help =
            "a field's name is made of ASCII letters and digits, and single `_` between them";
        sink.report(&rules::FIELD_STYLE, &name.span, message, help);
    } else if case != Case::Any && !follows(case, &name.value) {
        let message = format!(
            "the field {} is not in {}",
            shown(&name.value),
            case_name(case)
        );
        sink.report(
            &rules::FIELD_STYLE,
            &name.span,
            message,
            suggestion(case, &name.value),
        );
    } else if name.value.len() > MOST_FIELD_NAME {
        let message = format!("a field's name of more than {MOST_FIELD_NAME} characters");
        sink.report(&rules::TOO_LONG, &name.span, message, "shorten it");
    }
}
