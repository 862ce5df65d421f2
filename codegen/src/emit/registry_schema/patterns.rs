//! Regular expressions that are built of parts. They are written for ECMA-262, and mean the same to the engines of
//! taplo and tombi: they look neither ahead nor behind.

/// How deep a type may nest.
const DEEPEST: usize = 8;

/// A field's type: `T`, `T[]` and `map<T>`, inside of each other, and a `?` at the end.
pub(super) fn field_type() -> String {
    let simple = "bool|[iu](?:32|64)|f64|string|json|[A-Z][A-Za-z0-9]*";
    let mut pattern = format!(r"(?:{simple})(?:\[\])*");
    for _ in 0..DEEPEST {
        pattern = format!(r"(?:{simple}|map<{pattern}>)(?:\[\])*");
    }
    format!(r"^{pattern}\??$")
}

/// What stands in no part of a path, on some system or other.
const NEVER: &str = r#"\\/:*?"<>|\x00-\x1f\x7f"#;

/// A part of a path: it does not begin with a space, nor end with a space or a dot, so that it is neither `.` nor `..`.
fn part() -> String {
    format!("(?:[^{NEVER}. ]|[^{NEVER} ][^{NEVER}]*[^{NEVER}. ])")
}

/// A folder below the registry's own.
pub(super) fn folder() -> String {
    let part = part();
    format!("^(?:{part}/)*{part}/*$")
}

/// A file below the registry's folder, with one of the endings.
pub(super) fn file(endings: &[&str]) -> String {
    let endings = endings.join("|").replace('.', r"\.");
    format!("^(?:{}/)*(?:[^{NEVER} ][^{NEVER}]*)?(?:{endings})$", part())
}
