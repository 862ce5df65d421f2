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
fn messages_are_the_same_in_the_body() {
    let errors = [
        ApiError::comment(),
        ApiError::rust("\"\\"),
        ApiError::unicode(),
        ApiError::quoted("\"\\"),
    ];
    for error in errors {
        // Before the message is asked for: it is then rendered as it is written.
        let body: serde_json::Value = serde_json::from_slice(&error.to_json()).unwrap();
        let message = body["error"]["message"]
            .as_str()
            .or(body["message"].as_str());
        assert_eq!(message, Some(error.message()));
    }
    assert_eq!(ApiError::quoted("it").message(), r#""it" is not "\""#);
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
