//! Codes from texts.

use ours::ErrorCode;

use crate::contest::Contest;

const BATCH: usize = 8_192;

pub fn known() {
    // On the heap, so that no text is the one that it is compared with.
    let texts = ErrorCode::ALL.iter().map(|code| code.as_str().to_owned());
    let texts: Vec<String> = texts.collect();
    let text = |pick: usize| texts[pick].as_str();
    let with_answer = |pick: usize| (text(pick), ErrorCode::ALL[pick].as_str());
    let contest = contest("lookup-known", texts.len(), text);
    contest
        .with("compare", with_answer, |(text, answer)| text == answer)
        .run();
}

pub fn unknown() {
    let texts = crate::unknown_codes();
    contest("lookup-unknown", texts.len(), |pick| texts[pick]).run();
}

fn contest<'a>(
    row: &'static str,
    inputs: usize,
    text: impl Fn(usize) -> &'a str + Copy + 'a,
) -> Contest<'a> {
    let contest = Contest::new(row, inputs, BATCH);
    let contest = contest.with("ours", text, |text| text.parse::<ErrorCode>());
    #[cfg(feature = "peer")]
    let contest = peers(contest, text);
    contest
}

#[cfg(feature = "peer")]
fn peers<'a>(contest: Contest<'a>, text: impl Fn(usize) -> &'a str + Copy + 'a) -> Contest<'a> {
    use peer::Code;
    use serde::Deserialize as _;
    use serde::de::value::{Error, StrDeserializer};

    contest
        .with("strum", text, |text| text.parse::<Code>())
        .with("phf", text, |text| crate::perfect::CODES.get(text).copied())
        .with("serde", text, |text| {
            Code::deserialize(StrDeserializer::<Error>::new(text))
        })
}
