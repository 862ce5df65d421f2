//! A page as documentation sites serve it to language models: plain Markdown without front matter and markers.

use super::{View, content};
use crate::escape::page::without_markers;
use crate::model::{Flavour, Page, Registry};

/// The page as Markdown, its regions filled.
#[must_use]
pub fn export(registry: &Registry, page: &Page) -> String {
    let view = View::of(registry, page);
    let text = without_markers(&page.parts, |region| content(&view, region));
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (head, body) = front_matter(text);
    let mut out = String::new();
    if let Some(title) = value(head, "title") {
        out.extend(["# ", &title, "\n\n"]);
    }
    if let Some(description) = value(head, "description") {
        out.extend(["> ", &description, "\n\n"]);
    }
    push_body(&mut out, body.trim_start_matches('\n'), page.flavour);
    out
}

/// What is between two lines `---` at the start, and what is behind them.
fn front_matter(text: &str) -> (&str, &str) {
    let inside = text.strip_prefix("---\n");
    let parts = inside.and_then(|inside| inside.split_once("\n---\n"));
    parts.unwrap_or(("", text))
}

/// The text of a key of front matter, in one line.
fn value(head: &str, key: &str) -> Option<String> {
    let mut lines = head.lines();
    let text = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let text = text.trim();
    let quoted = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let value = if text.starts_with('"') {
        serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
    } else if let Some(inside) = quoted('\'') {
        inside.replace("''", "'")
    } else {
        text.split(" #")
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// Mintlify says in each fence that its code has no theme.
fn push_body(out: &mut String, body: &str, flavour: Flavour) {
    let is_mintlify = flavour == Flavour::Mintlify;
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        let bare = line.trim_start();
        let info = bare.trim_start_matches('`');
        let ticks = &bare[..bare.len() - info.len()];
        out.push_str(line);
        match fence {
            Some(open) if ticks.len() >= open.len() && info.trim().is_empty() => fence = None,
            None if ticks.len() >= 3 && !info.contains('`') => {
                let is_due = is_mintlify && !info.contains("theme=");
                out.push_str(if is_due { " theme={null}" } else { "" });
                fence = Some(ticks);
            }
            _ => {}
        }
        out.push('\n');
    }
}
