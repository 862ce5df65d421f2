//! The examples of how to handle a code, run: each gets the sample response of its code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::model::{Code, Registry, Retry};
use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use serde_json::{Value, json};

use crate::registries::{self, EVERYTHING, LAVENDLY, RENDOBAR, page, registry};

/// Envelopes and waiting times of other shapes.
const OTHERS: &str = r#"
[envelope]
wrapper = ""
fields = "more"
code = "error-code"

[errors."class"]
status = 429
message = "Wait {ms} ms."
retry = "after"
fields.ms = { type = "u64", unit = "ms", example = 2500 }
fields."if" = { type = "string?", example = "x" }

[errors.minutes]
status = 503
message = "Wait {wait} minutes."
retry = "after"
fields.wait = { type = "u64", unit = "min", example = 2 }
"#;

/// The blocks of code of each example, by language, in the order of the page.
fn examples(page: &str, language: &str) -> Vec<String> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut found = Vec::new();
    visit(&dom.document, language, &mut found);
    found
}

fn visit(node: &Handle, language: &str, found: &mut Vec<String>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let is_wanted = |attribute: &html5ever::Attribute| {
            &*attribute.name.local == "data-lang" && &*attribute.value == language
        };
        if &*name.local == "pre" && attrs.borrow().iter().any(is_wanted) {
            let children = node.children.borrow();
            if let Some(NodeData::Text { contents }) = children.first().map(|child| &child.data) {
                found.push(contents.borrow().to_string());
            }
        }
    }
    for child in node.children.borrow().iter() {
        visit(child, language, found);
    }
}

/// A response as it is answered, and what the example is to do with it.
fn case(registry: &Registry, code: &Code) -> Value {
    let response = registry.sample_response(code);
    let (head, body) = response.split_once("\n\n").expect("a body");
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = headers.map(|(name, value)| json!([name, value])).collect();
    let seconds = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("retry-after")
            .then(|| value.parse::<f64>().ok())?
    });
    let waits = match code.retry {
        Retry::Never => Value::Null,
        Retry::Backoff => json!(8.0),
        Retry::After => match code.wire.as_str() {
            "class" => json!(2.5),
            "minutes" => json!(120.0),
            _ => json!(seconds.unwrap_or(1.0)),
        },
    };
    let body: Value = serde_json::from_str(body).expect("JSON");
    let message = registry.sample_message(code);
    json!({"code": code.wire, "headers": headers, "body": body, "waits": waits, "message": message})
}

/// In the order of the page, which is by category.
fn cases(registry: &Registry) -> Vec<Value> {
    let page = page(registry);
    let mut codes: Vec<_> = registry.public_codes().collect();
    codes.sort_by_key(|code| page.find(&format!("id=\"{}\"", code.wire)));
    let (typescript, python) = (examples(&page, "TypeScript"), examples(&page, "Python"));
    assert_eq!((typescript.len(), python.len()), (codes.len(), codes.len()));
    let examples = typescript.into_iter().zip(python);
    let case = |(code, (typescript, python)): (&Code, (String, String))| {
        let mut case = case(registry, code);
        case["typescript"] = typescript.into();
        case["python"] = python.into();
        case
    };
    codes.into_iter().zip(examples).map(case).collect()
}

#[test]
fn they_do_what_the_code_calls_for() {
    let registries = [LAVENDLY, RENDOBAR, EVERYTHING, OTHERS].map(registry);
    let cases: Vec<_> = registries.iter().flat_map(cases).collect();
    assert!(cases.len() > 30);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("examples.json");
    fs::write(&path, Value::Array(cases).to_string()).expect("the cases are written");
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    for (command, script) in [("node", "examples.mjs"), ("python3", "examples.py")] {
        let output = Command::new(command)
            .arg(scripts.join(script))
            .arg(&path)
            .output();
        let Ok(output) = output else {
            assert!(
                std::env::var_os("ERRBOOK_CHROMIUM").is_none(),
                "install {command}"
            );
            println!("NOT RUN: there is no {command}");
            continue;
        };
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}: {errors}");
    }
}

#[test]
fn rust_s_are_rust() {
    for registry in [
        registry(LAVENDLY),
        registry(EVERYTHING),
        registry(OTHERS),
        registries::hostile(),
    ] {
        let examples = examples(&page(&registry), "Rust");
        // Those of descriptions may be in any language.
        assert!(examples.len() >= registry.public_codes().count());
        for example in examples {
            let block: Result<syn::Block, _> = syn::parse_str(&format!("{{ {example} }}"));
            assert!(block.is_ok(), "{example}");
        }
    }
}
