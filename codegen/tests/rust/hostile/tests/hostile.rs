//! Texts that would be code, markup or a link are text.

use golden_hostile::{ApiError, ErrorCode, Level};

#[test]
fn messages_are_what_the_registry_says() {
    let expected = r#"*/ /* // " \ {not_a_field} {} \n \u{7d} %s $x ${x}"#;
    assert_eq!(ApiError::comment().message(), expected);
    let expected = r##""; panic!(); " r#"raw"# b'x' {text} "x""##;
    assert_eq!(ApiError::rust("{text} \"x\"").message(), expected);
    assert_eq!(ApiError::unicode().message(), "日本語 👩‍👩‍👧");
}

#[test]
fn texts_are_kept() {
    let action = "/ starts with a slash ! then a bang /// and a doc comment";
    assert_eq!(ErrorCode::Comment.action(), Some(action));
    assert_eq!(ErrorCode::Unicode.meaning(), Some("日本語 👩‍👩‍👧 é ß ﬁ"));
    assert_eq!(
        ErrorCode::Rust.docs_url(),
        Some("https://docs.example.com/(x)/errors#rust")
    );
    let values: Vec<_> = [Level::AB, Level::B, Level::CD, Level::E1]
        .iter()
        .map(Level::to_string)
        .collect();
    assert_eq!(values, ["a b", "<b>", "c&d", "1"]);
}
