//! Examples that handle errors, held against those of the twin: only strings and comments differ.

use errbook::emit::handling::handling;
use errbook::model::{Language, Registry};

use crate::markdown::visible;
use crate::rust;
use crate::twin::Texts;

/// An example, and the same of the registry's twin.
pub struct Pair {
    pub language: Language,
    pub text: String,
    pub twin: String,
}

/// The examples in some languages. Here a wire code is a text as well, since it stands in strings only.
pub fn pairs(registry: &Registry, languages: &[Language]) -> (Vec<Pair>, Texts) {
    let (mut twin, mut texts) = Texts::of(registry);
    texts.wires(&mut twin);
    let twins = handling(&twin, languages);
    let examples = handling(registry, languages).into_iter().zip(twins);
    let pairs = examples.map(|(example, twin)| Pair {
        language: example.language(),
        text: example.text().to_owned(),
        twin: twin.text().to_owned(),
    });
    (pairs.collect(), texts)
}

/// Holds the example in Rust, whose parser is always there.
pub fn hold(registry: &Registry) -> Result<(), String> {
    let (pairs, texts) = pairs(registry, &[Language::Rust]);
    let mut pairs = pairs.iter();
    pairs.try_for_each(|pair| {
        let title = pair.language.title();
        let held = compare_rust(&pair.text, &pair.twin, &texts);
        held.map_err(|problem| format!("the example in {title}: {problem}"))
    })
}

/// The tokens, and the comments, which are no tokens.
pub fn compare_rust(text: &str, twin: &str, texts: &Texts) -> Result<(), String> {
    rust::compare_files(text, twin, texts)?;
    if is_same(text, twin, texts) {
        Ok(())
    } else {
        Err(format!("other comments than in\n{twin}\n:\n{text}"))
    }
}

/// Is it the same line by line? Where a comment is broken into lines depends on its text.
pub fn is_same(text: &str, twin: &str, texts: &Texts) -> bool {
    let (lines, expected) = (lines(text), lines(twin));
    let mut pairs = lines.iter().zip(&expected);
    lines.len() == expected.len()
        && pairs.all(|pair| match pair {
            (Line::Code(code), Line::Code(expected)) => *code == texts.restored(expected),
            (Line::Comment(text), Line::Comment(expected)) => {
                visible(text) == visible(&texts.restored(expected))
            }
            _ => false,
        })
}

enum Line<'t> {
    Code(&'t str),
    /// Lines of comment, one below the other.
    Comment(String),
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim_start();
        let comment = bare.strip_prefix("// ").or(bare.strip_prefix("# "));
        match (lines.last_mut(), comment) {
            (_, None) => lines.push(Line::Code(line)),
            (Some(Line::Comment(text)), Some(more)) => text.extend([" ", more]),
            (_, Some(comment)) => lines.push(Line::Comment(comment.to_owned())),
        }
    }
    lines
}
