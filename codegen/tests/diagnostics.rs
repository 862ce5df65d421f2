//! Golden diagnostics: what errbook says of wrong registries, word for word, and that each place is exact.
//!
//! On a mismatch the new expectation is written into the file and the test still fails: read the difference that
//! git shows, and run it again.

#[path = "diagnostics/cases.rs"]
mod cases;

use std::fmt::Write as _;
use std::io;

use cases::Case;
use errbook::diag::Diagnostic;
use errbook::load::Loaded;
use errbook::unicode::escaped;

#[test]
fn diagnostics_are_as_expected() -> io::Result<()> {
    let mut changed = String::new();
    for mut group in cases::groups()? {
        let mut same = true;
        let name = group.name();
        for case in &mut group.cases {
            let found = cases::shown(&case.load()?);
            if found != case.expected {
                let _ = writeln!(changed, "{name}: {}", case.name);
                case.expected = found;
                same = false;
            }
        }
        if !same {
            group.bless()?;
        }
    }
    assert!(
        changed.is_empty(),
        "these cases came out otherwise and were rewritten; look at the difference:\n{changed}"
    );
    Ok(())
}

#[test]
fn every_diagnostic_is_well_formed() -> io::Result<()> {
    for group in cases::groups()? {
        for case in &group.cases {
            let loaded = case.load()?;
            let name = format!("{}: {}", group.name(), case.name);
            for diagnostic in &loaded.diagnostics {
                in_good_words(&name, diagnostic);
                at_its_place(&name, case, diagnostic, &loaded);
            }
            sorted_by_place(&name, &loaded);
            let errors = loaded.diagnostics.iter().any(Diagnostic::is_error);
            assert_eq!(loaded.registry.is_none(), errors, "{name}");
        }
    }
    Ok(())
}

#[test]
fn cases_have_names_of_their_own() -> io::Result<()> {
    let mut count = 0;
    for group in cases::groups()? {
        let mut names: Vec<_> = group.cases.iter().map(|case| &case.name).collect();
        count += names.len();
        names.sort();
        for pair in names.windows(2) {
            assert_ne!(pair[0], pair[1], "in {}", group.name());
        }
    }
    assert!(count >= 500, "only {count} cases are left");
    Ok(())
}

fn in_good_words(case: &str, diagnostic: &Diagnostic) {
    let Diagnostic { message, help, .. } = diagnostic;
    for text in [message, help] {
        assert!(!text.contains('\n'), "{case}: several lines: {text}");
        assert!(!text.trim().is_empty(), "{case}: blank text");
        assert!(!text.ends_with('.'), "{case}: a full stop: {text}");
        let first_word = text.split(' ').next().unwrap_or_default();
        let capital = first_word.starts_with(|c: char| c.is_uppercase());
        let name = first_word.chars().skip(1).any(char::is_uppercase);
        assert!(!capital || name, "{case}: a capital: {text}");
    }
}

/// Line and column, counted here from the case's own text, are those that are shown.
fn at_its_place(case: &str, input: &Case, diagnostic: &Diagnostic, loaded: &Loaded) {
    let source = loaded.sources.get(diagnostic.span.file);
    let bytes = &diagnostic.span.bytes;
    assert!(bytes.start <= bytes.end, "{case}: {bytes:?}");
    assert!(bytes.end <= source.text.len(), "{case}: {bytes:?}");
    let position = loaded.sources.position(&diagnostic.span);
    let path = cases::from_folder(&source.path, loaded);
    let is_it = |name: &str| escaped(name).replace('\n', "\\n") == path;
    let file = input.files.iter().find(|(name, _)| is_it(name));
    assert!(file.is_some(), "{case}: no file {path}");
    let bytes_of_file = file.map_or(&[][..], |(_, bytes)| bytes);
    if let Ok(text) = std::str::from_utf8(bytes_of_file) {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        if !source.text.is_empty() {
            assert_eq!(text, source.text, "{case}");
        }
        let before = &text[..bytes.start];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        assert_eq!((position.line, position.column), (line, column), "{case}");
    }
    let place = format!("--> {path}:{}:{}\n", position.line, position.column);
    let text = cases::shown_alone(diagnostic, loaded);
    assert!(text.contains(&place), "{case}: {place} is not in\n{text}");
}

fn sorted_by_place(case: &str, loaded: &Loaded) {
    let place = |diagnostic: &Diagnostic| (diagnostic.span.file, diagnostic.span.bytes.start);
    for pair in loaded.diagnostics.windows(2) {
        assert!(place(&pair[0]) <= place(&pair[1]), "{case}: {pair:?}");
        assert_ne!(pair[0], pair[1], "{case}: said twice");
    }
}
