//! Codes: how many there are, how they are written, that each is unique.

use heck::{
    ToKebabCase as _, ToLowerCamelCase as _, ToShoutySnakeCase as _, ToSnakeCase as _,
    ToUpperCamelCase as _,
};

use super::fields::Scope;
use super::head::Head;
use super::{Claims, Entries, choice, fields, flag, headers, lifecycle, statuses, text};
use crate::diag::{Sink, rules};
use crate::model::{Case, Code, Envelope, Name, Retry};
use crate::syntax::{CodeEntry, Text};
use crate::unicode::{code_point, shown};

const MOST_CHARACTERS: usize = 128;

/// A registry has at least one code.
pub(super) fn any(entries: &Entries<'_>, sink: &mut Sink) {
    if entries.codes.is_empty() {
        let help =
            "add one: `[errors.not_found]` with `status = 404` and `message = \"Not found.\"`";
        sink.report(
            &rules::EMPTY_REGISTRY,
            &entries.main.place,
            "the registry has no error code",
            help,
        );
    }
}

/// A wire code is unique over retired codes, codes and aliases; so is the name of a code over all files.
pub(super) fn unique(entries: &Entries<'_>, sink: &mut Sink) {
    let mut wires = Claims::new();
    let retired = (entries.retired.iter()).map(|retired| (&retired.wire, "a retired code"));
    let codes = (entries.codes.iter())
        .filter(|code| code.code.is_some() || !code.lost.has("code"))
        .map(|code| (code.wire(), "a code"));
    let aliases = (entries.codes.iter())
        .flat_map(|code| code.aliases.iter().map(|alias| (alias, "an alias")));
    for (wire, what) in retired.chain(codes).chain(aliases) {
        if let Some(earlier) = wires.claim(wire.value.as_str(), wire, what) {
            duplicate(wire, what, earlier, sink);
        }
    }
    let mut names = Claims::new();
    for code in &entries.codes {
        let earlier = names.claim(code.name.value.as_str(), &code.name, "a code");
        let earlier = earlier.filter(|_| code.code.is_some() || code.lost.has("code"));
        if let Some(earlier) = earlier {
            duplicate(&code.name, "a code", earlier, sink);
        }
    }
}

fn duplicate(wire: &Text, what: &str, (earlier, earlier_what): (&Text, &str), sink: &mut Sink) {
    let message = format!("{} is already {earlier_what}", shown(&wire.value));
    let help = match (what, earlier_what) {
        ("a code", "a retired code") => {
            "a code that is gone is never used again: choose another name"
        }
        ("a code", _) => "give this one another name, or remove it",
        ("an alias", "a retired code") => {
            "remove the alias, or the retired code: clients decode both"
        }
        ("an alias", _) => "remove the alias: each code decodes to one error",
        _ => "remove one of the two",
    };
    sink.report(&rules::DUPLICATE_CODE, &wire.span, message, help)
        .related(&earlier.span, format!("{earlier_what} here"));
}

/// One code, resolved.
pub(super) fn code(
    entry: &CodeEntry,
    scope: &Scope<'_>,
    head: &Head,
    envelope: &Envelope,
    phrases: &statuses::Phrases,
    sink: &mut Sink,
) -> Code {
    style(entry, head.code_case, sink);
    let fields = fields::of_code(entry, scope, envelope, sink);
    entry
        .aliases
        .iter()
        .for_each(|alias| characters(alias, sink));
    let (status, reason) = statuses::status(entry.status.as_ref(), phrases, sink);
    let retry = retry(entry, sink);
    if let Some(retry) = retry.filter(|_| !entry.lost.has("retry")) {
        headers::advice(&entry.fields, retry, sink);
    }
    let wire = entry.wire().value.clone();
    Code {
        name: Name::new(&entry.name.value),
        status,
        reason,
        message: text::message(entry, &fields, scope, sink),
        title: text::line(entry.title.as_ref(), "a title", sink),
        meaning: text::inline(entry.meaning.as_ref()),
        action: text::inline(entry.action.as_ref()),
        description: text::blocks(entry.description.as_ref()),
        retry: retry.unwrap_or_default(),
        category: category(entry, sink),
        common: flag(entry.common.as_ref()),
        internal: flag(entry.internal.as_ref()),
        since: text::line(entry.since.as_ref(), "a version", sink),
        deprecated: lifecycle::deprecated(entry, scope.entries, sink),
        aliases: entry
            .aliases
            .iter()
            .map(|alias| alias.value.clone())
            .collect(),
        links: text::links(&entry.links, sink),
        grpc: statuses::grpc(entry.grpc.as_ref(), status, sink),
        fields,
        wire,
    }
}

/// The retry advice; none where an unknown one was reported.
fn retry(entry: &CodeEntry, sink: &mut Sink) -> Option<Retry> {
    let choices = [
        ("never", Retry::Never),
        ("backoff", Retry::Backoff),
        ("after", Retry::After),
    ];
    match &entry.retry {
        None => Some(Retry::default()),
        Some(_) => choice(entry.retry.as_ref(), &choices, "retry advice", sink),
    }
}

/// A category is in `snake_case`, and not too long.
fn category(entry: &CodeEntry, sink: &mut Sink) -> Option<String> {
    const MOST: usize = 64;
    let category = entry.category.as_ref()?;
    if !follows(Case::Snake, &category.value) {
        let name = shown(&category.value);
        let message = format!("the category {name} is not in snake_case");
        let help = suggestion(Case::Snake, &category.value);
        sink.report(&rules::CATEGORY_STYLE, &category.span, message, help);
    } else if category.value.len() > MOST {
        let message = format!("a category of more than {MOST} characters");
        sink.report(&rules::TOO_LONG, &category.span, message, "shorten it");
    }
    Some(category.value.clone())
}

/// A code is written in the registry's style. Where it differs from the name, the name need only make
/// identifiers.
fn style(entry: &CodeEntry, case: Case, sink: &mut Sink) {
    if entry.code.is_some() {
        characters(&entry.name, sink);
    }
    let wire = entry.wire();
    if case == Case::Any || !allowed(&wire.value) {
        return characters(wire, sink);
    }
    if entry.code.is_none() && entry.lost.has("code") {
        return;
    }
    if !follows(case, &wire.value) {
        let message = format!(
            "the code {} is not in {}",
            shown(&wire.value),
            case_name(case)
        );
        sink.report(
            &rules::CODE_STYLE,
            &wire.span,
            message,
            suggestion(case, &wire.value),
        );
    }
}

/// A wire code, in whatever style, is made of a few ASCII characters.
pub(super) fn characters(wire: &Text, sink: &mut Sink) {
    if wire.value.is_empty() {
        let help = "write it with letters, digits and `_`: `not_found`";
        sink.report(&rules::CODE_STYLE, &wire.span, "an empty code", help);
    } else if wire.value.chars().count() > MOST_CHARACTERS {
        let message = format!("a code of more than {MOST_CHARACTERS} characters");
        sink.report(&rules::TOO_LONG, &wire.span, message, "shorten it");
    } else if let Some(strange) = wire.value.chars().find(|c| !is_code_character(*c)) {
        let message = format!(
            "the code {} holds {}",
            shown(&wire.value),
            strange_character(strange)
        );
        let help = "a code is made of letters, digits and `_` (in other styles also `.`, `-`, `/`, `:`), all ASCII";
        sink.report(&rules::CODE_STYLE, &wire.span, message, help);
    } else if !allowed(&wire.value) {
        let message = format!(
            "the code {} does not start and end with a letter or digit",
            shown(&wire.value)
        );
        let help = "start and end it with a letter or digit: identifiers derive from it";
        sink.report(&rules::CODE_STYLE, &wire.span, message, help);
    }
}

/// A character that a name must not hold, as a message says it.
pub(super) fn strange_character(c: char) -> String {
    if c.is_ascii() {
        shown(&c.to_string())
    } else {
        format!("{} ({})", shown(&c.to_string()), code_point(c))
    }
}

fn is_code_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.-/:".contains(c)
}

pub(super) fn allowed(wire: &str) -> bool {
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    wire.len() <= MOST_CHARACTERS
        && wire.chars().all(is_code_character)
        && ends(wire.chars().next())
        && ends(wire.chars().next_back())
}

/// Is `word` written in `case`?
pub(super) fn follows(case: Case, word: &str) -> bool {
    let words = |separator: char, letter: fn(char) -> bool| {
        word.starts_with(letter)
            && word.split(separator).all(|part| {
                !part.is_empty() && part.chars().all(|c| letter(c) || c.is_ascii_digit())
            })
    };
    let lower = |c: char| c.is_ascii_lowercase();
    let upper = |c: char| c.is_ascii_uppercase();
    let alphanumeric = word.chars().all(|c| c.is_ascii_alphanumeric());
    match case {
        Case::Snake => words('_', lower),
        Case::ScreamingSnake => words('_', upper),
        Case::Kebab => words('-', lower),
        Case::Camel => word.starts_with(lower) && alphanumeric,
        Case::Pascal => word.starts_with(upper) && alphanumeric,
        Case::Any => allowed(word),
    }
}

/// `case` as the registry writes it.
pub(super) fn case_name(case: Case) -> &'static str {
    match case {
        Case::Snake => "snake_case",
        Case::ScreamingSnake => "SCREAMING_SNAKE_CASE",
        Case::Kebab => "kebab-case",
        Case::Camel => "camelCase",
        Case::Pascal => "PascalCase",
        Case::Any => "any",
    }
}

/// Help that shows `word` in `case`.
pub(super) fn suggestion(case: Case, word: &str) -> String {
    let written = match case {
        Case::Snake => word.to_snake_case(),
        Case::ScreamingSnake => word.to_shouty_snake_case(),
        Case::Kebab => word.to_kebab_case(),
        Case::Camel => word.to_lower_camel_case(),
        Case::Pascal => word.to_upper_camel_case(),
        Case::Any => word.to_owned(),
    };
    if written != word && follows(case, &written) {
        format!("write it as `{written}`")
    } else {
        let example = match case {
            Case::Snake => "rate_limited",
            Case::ScreamingSnake => "RATE_LIMITED",
            Case::Kebab => "rate-limited",
            Case::Camel | Case::Any => "rateLimited",
            Case::Pascal => "RateLimited",
        };
        format!(
            "{} looks like `{example}`: it starts with a letter and ends with a letter or digit",
            case_name(case)
        )
    }
}
