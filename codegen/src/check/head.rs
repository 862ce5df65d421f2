//! `[registry]` and `[envelope]`.

use super::{choice, owned, text};
use crate::diag::{Sink, rules};
use crate::markup::{Inline, is_allowed_url};
use crate::model::{Case, DocsUrl, Envelope, Outputs, Registry};
use crate::syntax::{Document, EnvelopeTable, RegistryTable, Text};
use crate::unicode::shown;

/// What `[registry]` says.
pub(super) struct Head {
    pub name: String,
    pub title: Inline,
    pub description: Inline,
    pub code_case: Case,
    pub field_case: Case,
    pub docs_url: Option<DocsUrl>,
    pub version: Option<String>,
    pub updated: Option<String>,
}

impl Head {
    /// A registry with this head and nothing else.
    pub fn into_registry(self) -> Registry {
        Registry {
            name: self.name,
            title: self.title,
            description: self.description,
            code_case: self.code_case,
            field_case: self.field_case,
            docs_url: self.docs_url,
            version: self.version,
            updated: self.updated,
            envelope: default_envelope(),
            codes: Vec::new(),
            types: Vec::new(),
            retired: Vec::new(),
            operations: Vec::new(),
            rejections: std::collections::BTreeMap::new(),
            outputs: Outputs {
                rust: None,
                markdown: None,
                json_schema: None,
                registry_schema: None,
                pages: Vec::new(),
                pages_per_code: None,
                html: None,
            },
        }
    }
}

const CODE_CASES: [(&str, Case); 6] = [
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("camelCase", Case::Camel),
    ("PascalCase", Case::Pascal),
    ("any", Case::Any),
];
const FIELD_CASES: [(&str, Case); 2] = [("snake_case", Case::Snake), ("camelCase", Case::Camel)];

pub(super) fn head(table: &RegistryTable, sink: &mut Sink) -> Head {
    Head {
        name: name(table.name.as_ref(), sink),
        title: text::inline(table.title.as_ref()),
        description: text::inline(table.description.as_ref()),
        code_case: case(
            table.code_case.as_ref(),
            table.lost.has("code_case"),
            &CODE_CASES,
            sink,
        ),
        field_case: case(
            table.field_case.as_ref(),
            table.lost.has("field_case"),
            &FIELD_CASES,
            sink,
        ),
        docs_url: table.docs_url.as_ref().and_then(|url| docs_url(url, sink)),
        version: version(table.version.as_ref(), sink),
        updated: owned(table.updated.as_ref()),
    }
}

/// The style that a key chooses. Where that cannot be known, names are not measured by one that nobody chose.
fn case(
    text: Option<&Text>,
    is_lost: bool,
    choices: &[(&'static str, Case)],
    sink: &mut Sink,
) -> Case {
    match text {
        None if is_lost => Case::Any,
        None => Case::Snake,
        Some(_) => choice(text, choices, "style", sink).unwrap_or(Case::Any),
    }
}

/// The name is a stem for crates and packages.
fn name(name: Option<&Text>, sink: &mut Sink) -> String {
    let Some(name) = name else {
        return "api".to_owned();
    };
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fits =
        name.value.starts_with(|c: char| c.is_ascii_lowercase()) && name.value.chars().all(rest);
    if !fits || name.value.len() > 64 {
        let message = format!("{} cannot name a package", shown(&name.value));
        let help =
            "write lower-case ASCII letters, digits and `-`, a letter first, 64 at most: `my-api`";
        sink.report(&rules::REGISTRY_NAME, &name.span, message, help);
    }
    name.value.clone()
}

/// `docs_url` is a URL with a place for the code.
fn docs_url(url: &Text, sink: &mut Sink) -> Option<DocsUrl> {
    let parts: Vec<String> = url.value.split("{code}").map(str::to_owned).collect();
    let braces = parts.iter().any(|part| part.contains(['{', '}']));
    let problem = if braces {
        "has braces other than `{code}`"
    } else if !is_allowed_url(&url.value.replace("{code}", "code")) {
        "is not a URL that docs can link to"
    } else if parts.len() < 2 {
        "has no `{code}`"
    } else {
        return Some(DocsUrl { parts });
    };
    let message = format!("{} {problem}", shown(&url.value));
    let help =
        "write it as `https://docs.example.com/errors#{code}`: `{code}` is replaced by each code";
    sink.report(&rules::URL, &url.span, message, help);
    None
}

/// The version is one of Semantic Versioning 2.0.0.
fn version(version: Option<&Text>, sink: &mut Sink) -> Option<String> {
    let version = version?;
    if !is_semantic(&version.value) {
        let message = format!("{} is not a semantic version", shown(&version.value));
        sink.report(
            &rules::VERSION,
            &version.span,
            message,
            "write three numbers: `version = \"1.4.0\"`",
        );
    }
    Some(version.value.clone())
}

/// `1.4.0-rc.1+build.5`
fn is_semantic(version: &str) -> bool {
    let (rest, build) = split_off(version, '+');
    let (release, before) = split_off(rest, '-');
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let number = |part: &str| digits(part) && (part == "0" || !part.starts_with('0'));
    let word = |part: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !part.is_empty() && part.bytes().all(fits)
    };
    let numbers: Vec<_> = release.split('.').collect();
    let identifiers = |part: Option<&str>, fits: &dyn Fn(&str) -> bool| {
        part.is_none_or(|part| part.split('.').all(|part| word(part) && fits(part)))
    };
    numbers.len() == 3
        && numbers.iter().all(|part| !part.is_empty() && number(part))
        && identifiers(before, &|part| !digits(part) || number(part))
        && identifiers(build, &|_| true)
}

/// What stands before the first `mark`, and what stands behind it.
fn split_off(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

fn default_envelope() -> Envelope {
    Envelope {
        wrapper: "error".to_owned(),
        fields: String::new(),
        code: "code".to_owned(),
        message: "message".to_owned(),
        common: Vec::new(),
    }
}

/// The envelope without its common fields.
pub(super) fn envelope(main: &Document, sink: &mut Sink) -> Envelope {
    let table = &main.envelope;
    let mut envelope = default_envelope();
    for (key, text, may_be_empty) in [
        (&mut envelope.wrapper, &table.wrapper, true),
        (&mut envelope.fields, &table.fields, true),
        (&mut envelope.code, &table.code, false),
        (&mut envelope.message, &table.message, false),
    ] {
        if let Some(text) = text {
            envelope_key(text, may_be_empty, sink);
            key.clone_from(&text.value);
        }
    }
    distinct_keys(&envelope, table, sink);
    envelope
}

/// Code, message and fields have keys of their own.
fn distinct_keys(envelope: &Envelope, table: &EnvelopeTable, sink: &mut Sink) {
    let all = [
        ("code", &envelope.code, &table.code),
        ("message", &envelope.message, &table.message),
        ("fields", &envelope.fields, &table.fields),
    ];
    let keys = all.map(|(name, key, text)| (key, text, table.lost.has(name)));
    for (index, (key, text, lost)) in keys.iter().enumerate() {
        let same = |(other, _, other_lost): &&(&String, &Option<Text>, bool)| {
            other == key && !lost && !other_lost && !key.is_empty()
        };
        let Some((_, earlier, _)) = keys[..index].iter().find(same) else {
            continue;
        };
        let Some(place) = text.as_ref().or(earlier.as_ref()) else {
            continue;
        };
        let message = format!("{} has two meanings in the envelope", shown(key));
        let help = "give code, message and fields keys of their own";
        let diagnostic = sink.report(&rules::ENVELOPE_KEY, &place.span, message, help);
        if let (Some(_), Some(earlier)) = (text, earlier) {
            diagnostic.related(&earlier.span, "the other meaning");
        }
        return;
    }
}

fn envelope_key(text: &Text, may_be_empty: bool, sink: &mut Sink) {
    let fits = text
        .value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-.$@".contains(c))
        && text.value.chars().any(|c| c.is_ascii_alphanumeric())
        && text.value != "__proto__"
        && text.value.len() <= 64;
    if !(fits || may_be_empty && text.value.is_empty()) {
        let message = format!("{} cannot be a key of the envelope", shown(&text.value));
        let help = match text.value.as_str() {
            "__proto__" => "choose another: it means something else in JavaScript",
            _ => "write ASCII letters, digits, `_`, `-`, `.`, `$` or `@`, 64 at most",
        };
        sink.report(&rules::ENVELOPE_KEY, &text.span, message, help);
    }
}
