//! What the pages say of a registry beside its own texts, as inline Markdown that each page renders for itself: so all of them
//! say the same.

pub mod fields;

use std::collections::BTreeMap;

use crate::markup::{Inline, Span};
use crate::model::{Code, Deprecated, Field, Registry, Retired, Retry};

/// Inline Markdown in the making.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<Span>);

impl Words {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn text(mut self, text: &str) -> Self {
        self.0.push(Span::Text(text.to_owned()));
        self
    }

    pub fn code(mut self, code: &str) -> Self {
        self.0.push(Span::Code(code.to_owned()));
        self
    }

    pub fn inline(mut self, inline: &Inline) -> Self {
        self.0.extend(inline.0.iter().cloned());
        self
    }

    /// Adds a link to the place of that name on the same page, which shows a code span.
    pub fn code_link(mut self, code: &str, id: &str) -> Self {
        self.0.push(Span::Link {
            text: vec![Span::Code(code.to_owned())],
            url: format!("#{id}"),
        });
        self
    }

    /// Adds a link to the section of a code.
    pub fn error(self, code: &Code) -> Self {
        self.code_link(&code.wire, &code.wire)
    }

    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub fn joined(mut self, others: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        for (index, other) in others.into_iter().enumerate() {
            if index > 0 {
                self = self.text(separator);
            }
            self = self.and(other);
        }
        self
    }

    pub fn done(self) -> Inline {
        Inline(self.0)
    }
}

/// The contract's version and date.
pub fn edition(registry: &Registry) -> Inline {
    let version = registry.version.iter();
    let version = version.map(|version| Words::new().text("Version ").text(version).text("."));
    let updated = registry.updated.iter();
    let updated = updated.map(|date| Words::new().text("Last updated ").text(date).text("."));
    Words::new().joined(version.chain(updated), " ").done()
}

/// What the parts of the envelope are for.
pub fn reading_advice(registry: &Registry) -> Inline {
    let envelope = &registry.envelope;
    let advice = Words::new()
        .code(&path(registry, &[&envelope.code]))
        .text(" is stable and safe to switch on. ")
        .code(&path(registry, &[&envelope.message]))
        .text(" is for people and may change.");
    let has_fields = |code: &Code| code.fields.iter().any(|field| field.in_body);
    let advice = if !registry.public_codes().any(has_fields) {
        advice
    } else if envelope.fields.is_empty() {
        advice.text(" Some codes carry more fields beside these; the section of each names them.")
    } else {
        advice
            .text(" Some codes carry more fields in ")
            .code(&path(registry, &[&envelope.fields]))
            .text("; the section of each names them.")
    };
    advice
        .text(" New codes may be added: treat one that you do not know by its HTTP status.")
        .done()
}

/// `error.details.path`: where a key of the error stands in the body.
pub fn path(registry: &Registry, keys: &[&str]) -> String {
    let wrapper = registry.envelope.wrapper.as_str();
    let parts: Vec<&str> = std::iter::once(&wrapper)
        .chain(keys)
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(".")
}

fn field_path(registry: &Registry, field: &Field) -> String {
    path(registry, &[&registry.envelope.fields, &field.name.raw])
}

/// The codes that callers meet most; empty where there are none.
pub fn common(registry: &Registry) -> Inline {
    let codes = registry.public_codes().filter(|code| code.common);
    let links: Vec<_> = codes.map(|code| Words::new().error(code)).collect();
    let intro = match links.len() {
        0 => return Inline::default(),
        1 => "The one you will hit most: ",
        _ => "The ones you will hit most: ",
    };
    Words::new()
        .text(intro)
        .joined(links, ", ")
        .text(".")
        .done()
}

/// Codes by category, in the order of each category's first code; those without one come last.
pub fn groups<'r>(
    codes: impl IntoIterator<Item = &'r Code>,
) -> Vec<(Option<&'r str>, Vec<&'r Code>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Code>)> = Vec::new();
    let mut places = BTreeMap::new();
    for code in codes {
        let category = code.category.as_deref();
        let place = *places.entry(category).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, codes)) => codes.push(code),
            None => groups.push((category, vec![code])),
        }
    }
    groups.sort_by_key(|(category, _)| category.is_none());
    groups
}

/// The name of a category as people write it: `Not found`.
pub fn category(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// What stands behind "Deprecated".
pub fn deprecation(registry: &Registry, deprecated: &Deprecated) -> Inline {
    let since = match &deprecated.since {
        Some(since) => Words::new().text(" since ").text(since),
        None => Words::new(),
    };
    with_advice(
        since.text("."),
        registry,
        deprecated.use_instead,
        &deprecated.note,
    )
}

/// What stands behind the name of a code that is gone.
pub fn removal(registry: &Registry, retired: &Retired) -> Inline {
    let words = match &retired.since {
        Some(since) => Words::new().text("removed in ").text(since).text("."),
        None => Words::new().text("removed."),
    };
    with_advice(words, registry, retired.use_instead, &retired.reason)
}

/// Adds what to use instead of a code, unless that is not public, and a note.
fn with_advice(words: Words, registry: &Registry, instead: Option<usize>, note: &Inline) -> Inline {
    let instead = instead
        .and_then(|index| registry.codes.get(index))
        .filter(|code| !code.internal);
    let words = match instead {
        Some(code) => words.text(" Use ").error(code).text(" instead."),
        None => words,
    };
    if note.is_empty() {
        return words.done();
    }
    words.text(" ").inline(note).done()
}

/// Says in a note which code to use instead, where that is on another page: at this URL, if it is known.
pub fn say_instead(note: &mut Inline, code: &Code, url: Option<String>) {
    let name = Span::Code(code.wire.clone());
    let name = match url {
        Some(url) => Span::Link {
            text: vec![name],
            url,
        },
        None => name,
    };
    let end = if note.is_empty() {
        " instead."
    } else {
        " instead. "
    };
    let lead = [
        Span::Text("Use ".to_owned()),
        name,
        Span::Text(end.to_owned()),
    ];
    note.0.splice(0..0, lead);
}

/// What stands behind "Retry:".
pub fn retry_advice(registry: &Registry, code: &Code) -> Inline {
    let words = Words::new();
    let words = match code.retry {
        Retry::Never => words.text("no. Sending the same request again does not help."),
        Retry::Backoff => {
            words.text("yes. The same request may succeed later; wait longer before each attempt.")
        }
        Retry::After => words
            .text("yes. Wait as long as ")
            .and(waiting_time(registry, code))
            .text(" says before you send the same request again."),
    };
    words.done()
}

/// What in the response says how long to wait.
fn waiting_time(registry: &Registry, code: &Code) -> Words {
    let Some(field) = registry.waiting_field(code) else {
        return Words::new().text("the response");
    };
    let path = field_path(registry, field);
    if !field.is_retry_after() {
        return Words::new().code(&path);
    }
    let header = Words::new().text("the ").code("Retry-After");
    let header = header.text(" header");
    if field.in_body {
        header.text(" or ").code(&path)
    } else {
        header
    }
}
