//! Examples that handle errors: each is run as it is, against a server that answers with the errors it handles. Those of the
//! reference are the same, in parts.
//!
//! Needs Node.js with `npm ci` in `codegen/tests/handling`, and a Python with requests, which `ERRBOOK_PYTHON` can name.
//! Where one is not there, that language is not run; with `ERRBOOK_HANDLING` set, that is a failure.

mod languages;
mod reference;
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use errbook::emit::handling::handling;
use errbook::load::load_bytes;
use errbook::markup::Inline;
use errbook::model::{Code, Field, Language, Registry, Retry};
use serde_json::Value;

use crate::languages::{Job, Toolbox};
use crate::server::Server;

const REGISTRIES: [&str; 4] = [
    "../errors.toml",
    "../examples/rendobar/errors.toml",
    "tests/markdown/data/everything.toml",
    "tests/handling/waits.toml",
];

/// The languages whose examples send requests.
const WITH_A_SERVER: [(&str, Language); 3] = [
    ("node", Language::Node),
    ("typescript", Language::TypeScript),
    ("python", Language::Python),
];

/// More than this many codes of a registry show nothing new.
const ENOUGH: usize = 30;

/// The registries of the examples, and every hostile one that is accepted, in which all codes are common.
fn registries() -> Vec<(String, Registry)> {
    let hostile = glob::glob("../tests/adversarial/*.toml").unwrap();
    let hostile = hostile.map(|path| path.unwrap().display().to_string());
    let own = REGISTRIES.map(|path| (path.to_owned(), load(path).unwrap()));
    let hostile = hostile.filter_map(|path| Some((path.clone(), load(&path)?)));
    let loaded: Vec<_> = own.into_iter().chain(hostile).collect();
    assert!(loaded.len() > 30, "only {} registries", loaded.len());
    loaded
}

fn load(path: &str) -> Option<Registry> {
    let bytes = fs::read(path).unwrap();
    let mut registry = load_bytes("errors.toml", &bytes).registry?;
    for code in &mut registry.codes {
        code.common = !code.internal;
    }
    Some(registry)
}

fn example(registry: &Registry, language: Language) -> String {
    let examples = handling(registry, &[language]);
    examples[0].text().to_owned()
}

/// The addresses of the common codes of a registry: each fails twice.
fn addresses(registry: &Registry, server: &Server) -> Vec<String> {
    let common = registry
        .codes
        .iter()
        .enumerate()
        .filter(|(_, code)| code.common);
    let address = |(index, _)| format!("http://{}/{index}/2", server.address);
    common.map(address).take(ENOUGH).collect()
}

#[test]
fn every_example_does_what_its_errors_call_for() {
    let toolbox = Toolbox::new();
    let registries = registries();
    for (name, language) in WITH_A_SERVER {
        let servers: Vec<_> = registries
            .iter()
            .map(|(_, registry)| Server::start(registry))
            .collect();
        let jobs: Vec<_> = (registries.iter().zip(&servers))
            .map(|((_, registry), server)| Job {
                example: example(registry, language),
                addresses: addresses(registry, server),
            })
            .collect();
        let Some(results) = toolbox.run(language, name, &jobs) else {
            continue;
        };
        let mut runs = 0;
        for (((path, registry), server), results) in registries.iter().zip(&servers).zip(&results) {
            let codes = registry
                .codes
                .iter()
                .enumerate()
                .filter(|(_, code)| code.common);
            for ((index, code), result) in codes.zip(results) {
                let requests = server.requests(&format!("/{index}/2"));
                let what = format!("{path}, {name}, {}: {result}", code.wire);
                check(registry, code, result, requests, &what);
                runs += 1;
            }
        }
        assert!(runs > 60, "only {runs} errors were handled");
    }
}

/// A code that may be tried again was, after as long as it says; of any other, there is a message with its fields.
fn check(registry: &Registry, code: &Code, result: &Value, requests: usize, what: &str) {
    let waited: Vec<f64> = numbers(&result["waited"]);
    if code.retry == Retry::Never {
        assert_eq!(requests, 1, "{what}");
        assert!(waited.is_empty(), "{what}");
        assert_eq!(
            result["thrown"],
            registry.sample_message(code).as_str(),
            "{what}"
        );
        check_log(registry, code, &result["logged"], what);
        return;
    }
    assert_eq!(requests, 3, "{what}");
    assert_eq!(result["answer"]["ok"], true, "{what}");
    match seconds_said(registry, code) {
        Some(said) => assert!(
            waited
                .iter()
                .all(|waited| (waited / 1e3 - said).abs() < 1e-6),
            "{what}: not {said} s"
        ),
        None => assert!(0.0 < waited[0] && waited[0] < waited[1], "{what}"),
    }
    assert_eq!(waited.len(), 2, "{what}");
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

/// What the sample says, if anything: in the field of `Retry-After`, or else in that header, or else in another field.
fn seconds_said(registry: &Registry, code: &Code) -> Option<f64> {
    if code.retry != Retry::After {
        return None;
    }
    let response = registry.sample_response(code);
    let (head, body) = response.split_once("\n\n")?;
    let body: Value = serde_json::from_str(body).ok()?;
    let keys = [&registry.envelope.wrapper, &registry.envelope.fields];
    let keys = keys.into_iter().filter(|key| !key.is_empty());
    let fields = keys.fold(&body, |object, key| &object[key]);
    let in_body = |field: &Field| {
        let count = fields[&field.name.raw].as_u64()?;
        Some(Duration::from_nanos(count * field.time_unit_nanos()?).as_secs_f64())
    };
    let in_header = head
        .lines()
        .find_map(|line| line.strip_prefix("Retry-After: ")?.parse().ok());
    let declared = || code.fields.iter().chain(&registry.envelope.common);
    let named = declared().find(|field| field.is_retry_after());
    let first = || declared().find(|field| field.in_body && field.time_unit_nanos().is_some());
    match named {
        Some(field) => in_body(field).or(in_header),
        None => in_header.or_else(|| in_body(first()?)),
    }
}

fn check_log(registry: &Registry, code: &Code, logged: &Value, what: &str) {
    let is_shown = |field: &&Field| field.in_body && !field.sensitive;
    let fields: Vec<_> = code.fields.iter().filter(is_shown).collect();
    assert_eq!(
        logged[0][0],
        registry.sample_message(code).as_str(),
        "{what}"
    );
    if fields.is_empty() {
        assert!(logged[0][1].is_null(), "{what}");
        return;
    }
    for field in fields.iter().filter(|field| !field.optional) {
        let expected: Value =
            serde_json::from_str(&registry.sample_value(field).to_json()).unwrap();
        assert_eq!(logged[0][1][&field.name.raw], expected, "{what}");
    }
    let secrets = code.fields.iter().filter(|field| field.sensitive);
    secrets.for_each(|field| assert!(logged[0][1].get(&field.name.raw).is_none(), "{what}"));
}

/// `Retry-After` may also be a date (RFC 9110, section 10.2.3), also where the registry's own server sends seconds.
#[test]
fn a_date_to_wait_for_is_no_mistake() {
    const DATE: &str = "\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\n\n";
    let toolbox = Toolbox::new();
    let registry = load("tests/handling/waits.toml").unwrap();
    let mut codes = registry.codes.iter();
    let at = codes.position(|code| code.wire == "nothing_says_it");
    for (name, language) in WITH_A_SERVER {
        let samples = registry
            .codes
            .iter()
            .map(|code| registry.sample_response(code));
        let server = Server::answering(samples.map(|sample| sample.replacen("\n\n", DATE, 1)));
        let job = Job {
            example: example(&registry, language),
            addresses: vec![format!("http://{}/{}/2", server.address, at.unwrap())],
        };
        let Some(results) = toolbox.run(language, &format!("date-{name}"), &[job]) else {
            continue;
        };
        let result = &results[0][0];
        assert_eq!(result["answer"]["ok"], true, "{name}: {result}");
        assert_eq!(numbers(&result["waited"]), [500.0, 1000.0], "{name}");
    }
}

/// An error that is not common, or newer than the example, is said as it is.
#[test]
fn what_an_example_does_not_know_is_said() {
    let toolbox = Toolbox::new();
    let mut registry = load(REGISTRIES[0]).unwrap();
    registry
        .codes
        .iter_mut()
        .skip(1)
        .for_each(|code| code.common = false);
    for (name, language) in WITH_A_SERVER {
        let server = Server::start(&registry);
        let job = Job {
            example: example(&registry, language),
            addresses: vec![format!("http://{}/2/9", server.address)],
        };
        let Some(results) = toolbox.run(language, &format!("unknown-{name}"), &[job]) else {
            continue;
        };
        let result = &results[0][0];
        let (code, message) = (
            &registry.codes[2].wire,
            registry.sample_message(&registry.codes[2]),
        );
        assert_eq!(
            result["logged"][0][0],
            format!("API error: {code} - {message}"),
            "{name}"
        );
        assert_eq!(result["thrown"], message, "{name}");
    }
}

/// Texts change nothing but comments: without these, the example is that of a registry with other texts.
#[test]
fn texts_are_comments_in_rust() {
    for (path, registry) in registries() {
        let mut harmless = registry.clone();
        for code in &mut harmless.codes {
            (code.action, code.meaning) = Default::default();
        }
        let tokens = |registry| {
            let text = example(registry, Language::Rust);
            let file =
                syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            quote::ToTokens::to_token_stream(&file).to_string()
        };
        assert_eq!(tokens(&registry), tokens(&harmless), "{path}");
    }
}

/// A word with a sign in it, or with a colon behind it, may be an order to a tool where it begins a comment.
#[test]
fn lines_of_comments_begin_with_plain_words() {
    let mut registry = load(REGISTRIES[0]).unwrap();
    let text = "words and type: int @ts-ignore eslint-disable-next-line noqa: x ".repeat(20);
    for code in &mut registry.codes {
        code.action = Inline::parse(&text);
    }
    for (_, language) in Language::ALL {
        let example = example(&registry, language);
        let lines = example.lines().map(str::trim_start);
        let comments =
            lines.filter_map(|line| line.strip_prefix("// ").or(line.strip_prefix("# ")));
        let words: BTreeSet<_> = comments
            .filter_map(|comment| comment.split(' ').next())
            .filter(|word| word.parse::<u16>().is_err())
            .collect();
        assert!(words.contains("words"), "{words:?}");
        let plain = BTreeSet::from(["words", "and", "int", "x"]);
        assert!(words.is_subset(&plain), "{words:?}");
    }
}

#[test]
fn a_code_without_action_and_meaning_has_its_status_above_its_case() {
    let text = b"[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\ncommon = true\n";
    let registry = load_bytes("errors.toml", text).registry.unwrap();
    for language in [Language::Node, Language::Python, Language::Rust] {
        let example = example(&registry, language);
        let mut lines = example.lines().map(str::trim);
        assert!(
            lines.any(|line| line == "// 410 Gone" || line == "# 410 Gone"),
            "{example}"
        );
    }
}

/// The root package's tests run these against their crates.
#[test]
fn the_examples_of_the_errors_crates_are_committed() {
    for (name, path) in [("lavendly", REGISTRIES[0]), ("rendobar", REGISTRIES[1])] {
        let registry = load(path).unwrap();
        let expected = format!("{}\n", example(&registry, Language::Rust));
        let file = Path::new("../tests/handling").join(format!("{name}.rs"));
        if fs::read_to_string(&file).unwrap_or_default() != expected {
            fs::write(&file, expected).unwrap();
            panic!(
                "{} was out of date; it has been written anew: look at it and commit it",
                file.display()
            );
        }
    }
}

#[test]
fn no_common_code_no_example() {
    let text = "[errors.gone]\nstatus = 404\nmessage = \"Gone.\"\n";
    let registry = load_bytes("errors.toml", text.as_bytes()).registry.unwrap();
    assert!(handling(&registry, &[Language::Rust]).is_empty());
}
