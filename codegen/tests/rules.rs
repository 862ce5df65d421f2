//! The table of rules keeps what it promises: each rule's own examples are right and wrong as it says, and golden cases
//! break every one.

#[path = "diagnostics/cases.rs"]
#[allow(dead_code, reason = "the tests of the golden cases use the rest")]
mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::io;

use errbook::diag::{Diagnostic, Level, RULES, Rule, rules};
use errbook::load::{self, Loaded};

/// Reads the registry of an example from its files, written to disk as the example says.
fn load_example(rule: &Rule, example: &str) -> io::Result<Loaded> {
    let folder = tempfile::tempdir()?;
    for (index, file) in example.split("# File: ").enumerate() {
        let named = file.split_once('\n').filter(|_| index > 0);
        let (name, text) = named.unwrap_or(("errors.toml", file));
        fs::write(folder.path().join(name), saved(rule, text))?;
    }
    load::load(&folder.path().join("errors.toml"))
}

/// The bytes of a file of an example: what cannot be printed is said in a comment.
fn saved(rule: &Rule, text: &str) -> Vec<u8> {
    match rule.id {
        "encoding" if text.contains("Latin-1") => {
            text.chars().map(|c| u8::try_from(c).unwrap()).collect()
        }
        "too-large" => text.replace("...", &".".repeat(17 << 20)).into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}

fn broken(loaded: &Loaded) -> Vec<&'static str> {
    (loaded.diagnostics.iter())
        .map(|diagnostic| diagnostic.rule.id)
        .collect()
}

#[test]
fn ids_are_kebab_case_and_sorted() {
    for rule in RULES {
        let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
        assert!(rule.id.split('-').all(letters), "{}", rule.id);
        let found = rules::rule(rule.id).unwrap_or_else(|| panic!("{} is not found", rule.id));
        assert!(std::ptr::eq(found, *rule), "{} stands for another", rule.id);
    }
    for pair in RULES.windows(2) {
        assert!(
            pair[0].id < pair[1].id,
            "{} after {}",
            pair[1].id,
            pair[0].id
        );
    }
    assert!(rules::rule("no-such-rule").is_none());
}

#[test]
fn summaries_and_reasons_are_sentences() {
    for rule in RULES {
        for text in [rule.summary, rule.why] {
            let capital = |c: char| c.is_ascii_uppercase() || c == '`';
            let begins = text.starts_with(capital) || text.starts_with("errbook ");
            assert!(begins && text.ends_with('.'), "{}: {text}", rule.id);
            assert!(!text.contains('\n'), "{}: several lines: {text}", rule.id);
        }
        let sentences = rule.summary.trim_end_matches('.').matches(". ").count() + 1;
        assert_eq!(sentences, 1, "{}: {}", rule.id, rule.summary);
    }
}

#[test]
fn every_wrong_example_breaks_its_rule_alone() -> io::Result<()> {
    for rule in RULES {
        let loaded = load_example(rule, rule.wrong)?;
        assert_eq!(broken(&loaded), [rule.id], "in the example of {}", rule.id);
        let is_error = loaded.diagnostics.iter().all(Diagnostic::is_error);
        assert_eq!(is_error, rule.level == Level::Error, "{}", rule.id);
        assert_eq!(loaded.registry.is_none(), is_error, "{}", rule.id);
    }
    Ok(())
}

#[test]
fn every_right_example_is_right() -> io::Result<()> {
    for rule in RULES {
        let loaded = load_example(rule, rule.right)?;
        let shown = cases::shown(&loaded);
        assert!(loaded.diagnostics.is_empty(), "{}:\n{shown}", rule.id);
        assert!(loaded.registry.is_some(), "{}", rule.id);
    }
    Ok(())
}

#[test]
fn every_rule_is_broken_by_a_golden_case() -> io::Result<()> {
    let mut shown = BTreeSet::new();
    for group in cases::groups()? {
        for case in group.cases {
            shown.extend(
                case.expected
                    .lines()
                    .filter_map(rule_of_line)
                    .map(str::to_owned),
            );
        }
    }
    let is_missing = |rule: &&&Rule| !shown.contains(rule.id);
    let missing: Vec<_> = RULES
        .iter()
        .filter(is_missing)
        .map(|rule| rule.id)
        .collect();
    assert!(missing.is_empty(), "no golden case shows {missing:?}");
    let unknown: Vec<_> = (shown.iter())
        .filter(|id| rules::rule(id).is_none())
        .collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
    Ok(())
}

/// The rule of a line such as `error[url]: ...`.
fn rule_of_line(line: &str) -> Option<&str> {
    let rest = (line.strip_prefix("error[")).or(line.strip_prefix("warning["))?;
    rest.split_once("]: ").map(|(id, _)| id)
}

#[test]
fn encoding_is_about_bytes() {
    let loaded = load::load_bytes("errors.toml", b"[errors.a]\nstatus = 4\xff00\n");
    assert_eq!(broken(&loaded), ["encoding"]);
    let place = loaded.sources.position(&loaded.diagnostics[0].span);
    assert_eq!((place.line, place.column), (2, 11));
}

/// A build script watches the manifest that features are held against, and no other.
#[test]
fn crate_feature_is_about_a_file_that_is_read() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text);
    let code = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
    let main = folder.path().join("errors.toml");
    write("errors.toml", code)?;
    write("Cargo.toml", "[package]\nname = \"shop-errors\"\n")?;
    assert_eq!(load::load(&main)?.read, [&*main]);

    let text = format!("{code}[outputs.rust]\nfeatures = [\"std\"]\n");
    write("errors.toml", &text)?;
    let loaded = load::load(&main)?;
    assert_eq!(broken(&loaded), ["crate-feature"]);
    assert_eq!(loaded.read, [main, folder.path().join("Cargo.toml")]);
    assert_eq!(broken(&load::load_text("errors.toml", &text)), [""; 0]);
    Ok(())
}

/// What is shown of a file that an include leads to may be a secret of whoever runs errbook on a stranger's registry.
#[cfg(unix)]
#[test]
fn no_include_leads_out_of_the_folder_through_a_link() -> io::Result<()> {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir()?;
    fs::write(
        outside.path().join("secret.toml"),
        "password = \"hunter2\"\n",
    )?;
    let folder = tempfile::tempdir()?;
    let main = folder.path().join("errors.toml");
    let parts = folder.path().join("parts");
    fs::create_dir(&parts)?;
    let code = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
    fs::write(&main, "include = [\"parts/*.toml\"]\n")?;
    fs::write(folder.path().join("gone.txt"), code)?;
    symlink("../gone.txt", parts.join("inside.toml"))?;
    assert_eq!(broken(&load::load(&main)?), [""; 0]);

    symlink(outside.path().join("secret.toml"), parts.join("file.toml"))?;
    let shown = cases::shown(&load::load(&main)?);
    assert!(
        shown.contains("leaves the registry's folder through a symbolic link"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");

    fs::remove_file(parts.join("file.toml"))?;
    symlink(outside.path(), folder.path().join("more"))?;
    fs::write(&main, format!("include = [\"more/*.toml\"]\n{code}"))?;
    assert_eq!(broken(&load::load(&main)?), ["include"]);
    Ok(())
}

#[test]
fn too_large_is_about_all_files_together() -> io::Result<()> {
    const LIMIT: usize = 16 << 20;
    let code = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
    let filled = |size: usize| code.to_owned() + &"#".repeat(size - code.len());
    assert_eq!(
        broken(&load::load_text("errors.toml", &filled(LIMIT))),
        [""; 0]
    );
    assert_eq!(
        broken(&load::load_text("errors.toml", &filled(LIMIT + 1))),
        ["too-large"]
    );

    let folder = tempfile::tempdir()?;
    let main = folder.path().join("errors.toml");
    fs::write(&main, format!("include = [\"a.toml\"]\n{code}"))?;
    fs::write(folder.path().join("a.toml"), "#".repeat(LIMIT))?;
    let loaded = load::load(&main)?;
    assert_eq!(broken(&loaded), ["too-large"]);
    assert!(loaded.registry.is_none());
    Ok(())
}
