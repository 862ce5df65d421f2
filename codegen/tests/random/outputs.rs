//! What holds of every output of every registry.

use errbook::emit;
use errbook::files::Files;
use errbook::load::load_text;
use errbook::model::Registry;
use serde_json::Value;

use crate::examples;
use crate::generate::{self, Generated};
use crate::html;
use crate::markdown;
use crate::pages::{MDBOOK, comparable, includes_nothing, with_pages};
use crate::rust;
use crate::twin::Texts;

/// Was the registry accepted?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Accepted,
    /// By this rule.
    Refused(&'static str),
}

/// What else holds of a registry.
pub type Rule = fn(&Registry) -> Result<(), String>;

/// Generates a registry and all that follows from it, and holds the outputs against those of the registry's twin.
pub fn check(bytes: &[u8], rule: Rule) -> Result<Outcome, String> {
    let Generated { toml, has_hidden } = generate::registry(bytes);
    let loaded = load_text("errors.toml", &toml);
    let Some(registry) = &loaded.registry else {
        let error = loaded
            .diagnostics
            .iter()
            .find(|diagnostic| diagnostic.is_error());
        return Ok(Outcome::Refused(error.map_or("", |error| error.rule.id)));
    };
    if has_hidden {
        return Err(format!(
            "accepted with a character that nobody sees\n{toml}"
        ));
    }
    let held = hold(registry).and_then(|()| rule(registry));
    held.map_err(|problem| format!("{problem}\n\n{toml}"))?;
    Ok(Outcome::Accepted)
}

/// Holds the outputs of a registry against its twin's.
pub fn hold(registry: &Registry) -> Result<(), String> {
    examples::hold(registry)?;
    let registry = with_pages(registry);
    let (twin, texts) = Texts::of(&registry);
    let (files, twins) = (emit::all(&registry), emit::all(&twin));
    let paths = |files: &Files| {
        files
            .iter()
            .map(|(path, _)| path.to_owned())
            .collect::<Vec<_>>()
    };
    if paths(&files) != paths(&twins) {
        return Err("other files than the twin's".to_owned());
    }
    for ((path, text), (_, twin)) in files.iter().zip(twins.iter()) {
        compare(path, text, twin, &texts).map_err(|problem| format!("{path}: {problem}"))?;
    }
    Ok(())
}

fn compare(path: &str, text: &str, twin: &str, texts: &Texts) -> Result<(), String> {
    if let Some(hidden) = text
        .chars()
        .find(|c| *c != '\n' && *c != '\t' && c.is_control())
    {
        return Err(format!("the control character {hidden:?}"));
    }
    match path.rsplit('.').next() {
        // What is the same is the same in every registry, and other tests read it.
        _ if text == twin => Ok(()),
        Some("rs") => rust::compare_files(text, twin, texts),
        Some("md") if path == MDBOOK && !includes_nothing(text) => {
            Err("a file to include".to_owned())
        }
        Some("md" | "mdx" | "txt") => {
            let is_mdbook = path == MDBOOK;
            let options = if is_mdbook {
                markdown::MDBOOK
            } else {
                markdown::PAGE
            };
            markdown::compare(&comparable(text), &comparable(twin), texts, options)
        }
        Some("html") => html::compare(text, twin, texts),
        _ => compare_json(text, twin, texts),
    }
}

fn compare_json(text: &str, twin: &str, texts: &Texts) -> Result<(), String> {
    let parse =
        |text: &str| serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"));
    let (value, twin): (Value, _) = (parse(text)?, parse(twin)?);
    match difference(&value, &markdown::restored_json(twin, texts), "") {
        None => Ok(()),
        Some(problem) => Err(problem),
    }
}

/// Where two values differ first, and how.
fn difference(value: &Value, expected: &Value, path: &str) -> Option<String> {
    let differ = || format!("{path}: {value} instead of {expected}");
    match (value, expected) {
        (Value::Object(entries), Value::Object(others)) if entries.keys().eq(others.keys()) => {
            let mut pairs = entries.iter().zip(others.values());
            pairs.find_map(|((key, value), other)| {
                difference(value, other, &format!("{path}/{key}"))
            })
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.find_map(|(at, (value, other))| difference(value, other, &format!("{path}/{at}")))
        }
        _ => (value != expected).then(differ),
    }
}
