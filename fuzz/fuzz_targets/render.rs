//! Errors with any values in their fields: the message holds them as JSON writes them, the body is JSON with just the
//! keys of the code, and it is read back as what it was.
#![no_main]

use arbitrary::Arbitrary;
use golden_everything::{ApiError, Place, Required};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Arbitrary, Debug)]
struct Fields<'a> {
    bool: bool,
    small: i32,
    large: i64,
    count: u32,
    big: u64,
    ratio: f64,
    text: &'a str,
    list: Vec<&'a str>,
    map: Vec<(&'a str, u32)>,
    path: &'a str,
    lines: Vec<u32>,
}

fuzz_target!(|fields: Fields<'_>| {
    let mut place = Place::new(fields.path, Vec::new());
    for line in fields.lines.iter().take(20) {
        place = Place::new(fields.path, vec![place]).with_line(*line);
    }
    let payload = Required::new(
        fields.bool,
        fields.small,
        fields.large,
        fields.count,
        fields.big,
        fields.ratio,
        fields.text,
        Value::from(fields.text),
        fields.list.iter().map(ToString::to_string).collect(),
        fields
            .map
            .iter()
            .map(|(key, value)| ((*key).to_owned(), *value))
            .collect(),
        fields.text.into(),
        place,
        Vec::new(),
    );
    let error = ApiError::from(payload);
    let ratio = serde_json::to_string(&fields.ratio).expect("a number is JSON");
    let message = format!(
        "{} {} {} {} {} {ratio} {}",
        fields.bool, fields.small, fields.large, fields.count, fields.big, fields.text
    );
    let body = error.to_json();
    assert_eq!(error.message(), message);
    assert_eq!(
        error.to_json(),
        body,
        "the same, whether the message is there already or not"
    );

    let document: Value = serde_json::from_slice(&body).expect("what is sent is JSON");
    let sent = document["error"].as_object().expect("an error object");
    assert_eq!(sent["message"], message.as_str());
    assert_eq!(
        sent.len(),
        15,
        "code, message and thirteen fields: {sent:?}"
    );
    if fields.ratio.is_finite() {
        let read = ApiError::from_response(error.status(), &[], &body);
        assert_eq!(read.code(), error.code());
        // Not the body again: serde_json reads some doubles as their neighbour, unless `float_roundtrip` is on.
        assert_eq!(read.message(), message);
    }
});
