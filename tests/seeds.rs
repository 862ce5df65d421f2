//! The pages of the two APIs that were the first registries: what errbook derives of them is theirs to the byte.

use std::fs;

/// The first table below the first heading that begins so.
fn table<'t>(page: &'t str, heading: &str) -> Vec<&'t str> {
    let lines = page
        .lines()
        .skip_while(|line| !line.starts_with(heading))
        .skip(1);
    lines
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .collect()
}

/// The first fenced JSON of a page.
fn sample(page: &str) -> &str {
    let (_, after) = page.split_once("```json").expect("a sample");
    let (_, json) = after.split_once('\n').expect("a line end behind the fence");
    json.split_once("```").expect("the end of the fence").0
}

/// A JSON text without what means nothing in it; the order of keys stays.
fn tokens(json: &str) -> String {
    let mut inside = false;
    let mut escaped = false;
    let keep = |c: &char| {
        let quote = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        inside ^= quote;
        inside || !c.is_whitespace()
    };
    json.chars().filter(keep).collect()
}

#[test]
fn lavendly_has_its_table_to_the_byte() {
    let seed = fs::read_to_string("tests/seeds/lavendly-errors.md").unwrap();
    let page = fs::read_to_string("generated/docs/errors.md").unwrap();
    let expected = table(&seed, "## Error codes");
    assert_eq!(expected.len(), 15);
    assert_eq!(table(&page, "## Error codes"), expected);
}

#[test]
fn lavendly_has_its_sample_envelope() {
    let seed = fs::read_to_string("tests/seeds/lavendly-errors.md").unwrap();
    let page = fs::read_to_string("generated/docs/errors.md").unwrap();
    assert_eq!(tokens(sample(&page)), tokens(sample(&seed)));
    assert!(tokens(sample(&seed)).contains("need 10, have 4"));
}

#[test]
fn rendobar_has_its_table_to_the_byte() {
    let seed = fs::read_to_string("tests/seeds/rendobar-errors.md").unwrap();
    let page = fs::read_to_string("examples/rendobar/generated/docs/errors.md").unwrap();
    let expected = table(&seed, "## Codes");
    assert_eq!(expected.len(), 15);
    assert_eq!(table(&page, "## Error codes"), expected);
}

#[test]
fn rendobar_names_its_common_codes() {
    let page = fs::read_to_string("examples/rendobar/generated/docs/errors.md").unwrap();
    let line = page
        .lines()
        .find(|line| line.starts_with("The ones you will hit most"))
        .expect("the line");
    for code in ["INSUFFICIENT_CREDITS", "RATE_LIMITED", "VALIDATION_ERROR"] {
        assert!(
            line.contains(&format!("`{code}`")),
            "{code} is missing: {line}"
        );
    }
    assert_eq!(line.matches('`').count(), 6, "{line}");
}
