//! What programs read of diagnostics: every golden case, in every format, read back by a reader of that format.

#[path = "diagnostics/cases.rs"]
#[allow(dead_code, reason = "the tests of the golden cases use the rest")]
mod cases;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use errbook::diag::{Diagnostic, render};
use errbook::load::{self, Loaded};
use errbook::source::Span;
use errbook::unicode::hidden;
use serde_json::{Value, json};

/// Every golden case, and one whose paths hold what each format has to encode.
fn all() -> io::Result<Vec<(String, Loaded)>> {
    let mut all = vec![("strange paths".to_owned(), strange_paths()?)];
    for group in cases::groups()? {
        for case in &group.cases {
            all.push((format!("{}: {}", group.name(), case.name), case.load()?));
        }
    }
    Ok(all)
}

/// Names of files that mean something to a terminal, a workflow command, a URI or a line.
const STRANGE: [&str; 6] = [
    "a\u{1b}[31mred.toml",
    "b,file=other::x.toml",
    "c 100%25 [x](y) #?.toml",
    "d\n::error::forged\r.toml",
    "e\u{202e}größe\u{9b}31m.toml",
    "f{0}\\\"'.toml",
];

fn strange_paths() -> io::Result<Loaded> {
    let folder = tempfile::tempdir()?;
    let main = folder.path().join("errors.toml");
    fs::create_dir(folder.path().join("parts"))?;
    fs::write(&main, "include = [\"parts/*.toml\"]\n")?;
    for name in STRANGE {
        let path = folder.path().join("parts").join(name);
        fs::write(
            path,
            "[errors.invalid]\nstatus = 200\nmessage = \"{a]](b) 100%,\\u001b[0m\"\n",
        )?;
    }
    let loaded = load::load(&main)?;
    let files: BTreeSet<_> = (loaded.diagnostics.iter())
        .map(|diagnostic| diagnostic.span.file)
        .collect();
    assert_eq!(files.len(), STRANGE.len());
    Ok(loaded)
}

/// What a reader of any format finds: the rule, the level, the path, lines and columns.
type Found = (String, String, [usize; 4]);

fn expected(loaded: &Loaded) -> Vec<Found> {
    (loaded.diagnostics.iter())
        .map(|diagnostic| {
            let level = if diagnostic.is_error() {
                "error"
            } else {
                "warning"
            };
            (
                diagnostic.rule.id.to_owned(),
                level.to_owned(),
                region(&diagnostic.span, loaded),
            )
        })
        .collect()
}

fn region(span: &Span, loaded: &Loaded) -> [usize; 4] {
    let source = loaded.sources.get(span.file);
    let [start, end] = [span.bytes.start, span.bytes.end].map(|at| source.position(at));
    [start.line, start.column, end.line, end.column]
}

fn path<'a>(diagnostic: &Diagnostic, loaded: &'a Loaded) -> &'a str {
    &loaded.sources.get(diagnostic.span.file).path
}

fn numbers<const N: usize>(place: &Value, pointers: [&str; N]) -> [usize; N] {
    pointers.map(|pointer| {
        let number = place.pointer(pointer).and_then(Value::as_u64);
        usize::try_from(number.unwrap_or_else(|| panic!("no {pointer} in {place}"))).unwrap()
    })
}

/// Line ends and what belongs to a line are all that a terminal gets.
fn nothing_is_hidden(name: &str, text: &str) {
    let found = text.chars().find(|c| hidden(*c).is_some());
    assert!(found.is_none(), "{name}: {found:?} is in\n{text:?}");
}

#[test]
fn no_format_lets_a_hidden_character_through() -> io::Result<()> {
    for (name, loaded) in all()? {
        let Loaded {
            diagnostics,
            sources,
            unlisted,
            ..
        } = &loaded;
        for text in [
            render::text(diagnostics, sources, false),
            render::json(diagnostics, *unlisted, sources),
            render::github(diagnostics, sources),
            render::sarif(diagnostics, *unlisted, sources),
        ] {
            nothing_is_hidden(&name, &text);
        }
        // Colors are all that a terminal is told.
        let colored = render::text(diagnostics, sources, true);
        for (at, _) in colored.match_indices('\u{1b}') {
            let rest = colored[at + 1..]
                .trim_start_matches(['[', ';', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            assert!(rest.starts_with('m'), "{name}: {colored:?}");
        }
    }
    Ok(())
}

#[test]
fn json_is_what_its_schema_says() -> io::Result<()> {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/commands/diagnostics.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(page)?)?;
    let schema = jsonschema::draft202012::new(&schema).map_err(io::Error::other)?;
    let mut related = 0;
    for (name, loaded) in all()? {
        let text = render::json(&loaded.diagnostics, loaded.unlisted, &loaded.sources);
        let document: Value = serde_json::from_str(&text)?;
        let problems: Vec<String> = schema
            .iter_errors(&document)
            .map(|error| error.to_string())
            .collect();
        assert!(problems.is_empty(), "{name}: {problems:?}\n{text}");
        let items = document["diagnostics"].as_array().unwrap();
        let found: Vec<Found> = items.iter().map(found_in_json).collect();
        assert_eq!(found, expected(&loaded), "{name}");
        for (item, diagnostic) in items.iter().zip(&loaded.diagnostics) {
            assert_eq!(item["message"], diagnostic.message, "{name}");
            assert_eq!(item["help"], diagnostic.help, "{name}");
            assert_eq!(item["place"]["file"], path(diagnostic, &loaded), "{name}");
            let label = diagnostic.related.as_ref().map(|(_, label)| label.as_str());
            assert_eq!(item["related"]["message"].as_str(), label, "{name}");
            related += usize::from(label.is_some());
        }
    }
    assert!(related > 20, "only {related} cases have a second place");
    // The schema can say no.
    for wrong in [
        json!({}),
        json!({"version": 2, "diagnostics": [], "unlisted": 0}),
        json!({"version": 1, "diagnostics": [{}], "unlisted": 0}),
    ] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
    Ok(())
}

fn found_in_json(item: &Value) -> Found {
    let text = |key: &str| item[key].as_str().unwrap().to_owned();
    let place = ["/start/line", "/start/column", "/end/line", "/end/column"];
    (text("rule"), text("level"), numbers(&item["place"], place))
}

/// One command a line, read as the runner of GitHub Actions reads it.
#[test]
fn github_reads_its_commands() -> io::Result<()> {
    for (name, loaded) in all()? {
        let text = render::github(&loaded.diagnostics, &loaded.sources);
        let commands: Vec<_> = text.lines().map(|line| command(&name, line)).collect();
        assert_eq!(commands.len(), loaded.diagnostics.len(), "{name}");
        let found: Vec<Found> = commands.iter().map(found_in_command).collect();
        assert_eq!(found, expected(&loaded), "{name}");
        for (command, diagnostic) in commands.iter().zip(&loaded.diagnostics) {
            assert_eq!(
                command.properties["file"],
                path(diagnostic, &loaded),
                "{name}"
            );
            let lines: Vec<&str> = command.message.split('\n').collect();
            assert_eq!(lines[0], diagnostic.message, "{name}");
            assert_eq!(
                *lines.last().unwrap(),
                format!("help: {}", diagnostic.help),
                "{name}"
            );
            assert_eq!(
                lines.len(),
                2 + usize::from(diagnostic.related.is_some()),
                "{name}"
            );
        }
    }
    Ok(())
}

struct Command {
    level: String,
    properties: BTreeMap<String, String>,
    message: String,
}

fn command(case: &str, line: &str) -> Command {
    let rest = line
        .strip_prefix("::")
        .unwrap_or_else(|| panic!("{case}: {line}"));
    let (head, message) = rest.split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let property = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap();
        assert!(!value.contains(':'), "{case}: {line}");
        let value = value.replace("%3A", ":").replace("%2C", ",");
        (name.to_owned(), decoded(&value))
    };
    Command {
        level: level.to_owned(),
        properties: properties.split(',').map(property).collect(),
        message: decoded(message),
    }
}

/// In the order of the runner: the percent sign last.
fn decoded(text: &str) -> String {
    text.replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%25", "%")
}

fn found_in_command(command: &Command) -> Found {
    let property = |name: &str| &command.properties[name];
    let rule = property("title")
        .strip_prefix("errbook: ")
        .unwrap()
        .to_owned();
    let names = ["line", "col", "endLine", "endColumn"];
    (
        rule,
        command.level.clone(),
        names.map(|name| property(name).parse().unwrap()),
    )
}

/// The standard's own schema is held against these in Node.js: see `tests/sarif`.
#[test]
fn sarif_says_the_same() -> io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sarif");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (index, (name, loaded)) in all()?.into_iter().enumerate() {
        let text = render::sarif(&loaded.diagnostics, loaded.unlisted, &loaded.sources);
        fs::write(folder.join(format!("{index}.sarif")), &text)?;
        let log: Value = serde_json::from_str(&text)?;
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        let found: Vec<Found> = results.iter().map(found_in_sarif).collect();
        assert_eq!(found, expected(&loaded), "{name}");
        for (result, diagnostic) in results.iter().zip(&loaded.diagnostics) {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            let rule = &run["tool"]["driver"]["rules"][index];
            assert_eq!(rule["id"], diagnostic.rule.id, "{name}");
            let message = without_escapes(result["message"]["text"].as_str().unwrap());
            assert_eq!(
                message,
                format!("{}\nhelp: {}", diagnostic.message, diagnostic.help),
                "{name}"
            );
            let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                .as_str()
                .unwrap();
            assert_eq!(path_of(uri), path(diagnostic, &loaded), "{name}");
        }
    }
    Ok(())
}

fn found_in_sarif(result: &Value) -> Found {
    let text = |key: &str| result[key].as_str().unwrap().to_owned();
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let places = ["/startLine", "/startColumn", "/endLine", "/endColumn"];
    (text("ruleId"), text("level"), numbers(region, places))
}

/// A message as a viewer shows it. No brace may be left single, and no link may be seen.
fn without_escapes(text: &str) -> String {
    for brace in ["{", "}"] {
        let rest = text.replace(&brace.repeat(2), "");
        assert!(!rest.contains(brace), "{text}");
    }
    assert!(!text.contains("](") || text.contains(r"\]("), "{text}");
    let text = text.replace("{{", "{").replace("}}", "}");
    if text.contains(r"\](") {
        text.replace(r"\[", "[").replace(r"\]", "]")
    } else {
        text
    }
}

/// The path of a reference, which may hold nothing that has a meaning in one.
fn path_of(uri: &str) -> String {
    let rest = uri.strip_prefix("file://").unwrap_or(uri);
    let mut bytes = Vec::new();
    let mut left = rest.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let digits = [left.next().unwrap(), left.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            assert!(
                byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte),
                "{uri}"
            );
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_not_listed_is_counted() {
    let codes: Vec<String> = (0..20_000)
        .map(|n| format!("[errors.c{n}]\nstatus = 1\nmessage = \"x\"\n"))
        .collect();
    let loaded = load::load_text("errors.toml", &codes.concat());
    let Loaded {
        diagnostics,
        sources,
        unlisted,
        ..
    } = &loaded;
    assert!(*unlisted > 0);
    let document: Value =
        serde_json::from_str(&render::json(diagnostics, *unlisted, sources)).unwrap();
    assert_eq!(document["unlisted"], *unlisted);
    let log: Value = serde_json::from_str(&render::sarif(diagnostics, *unlisted, sources)).unwrap();
    let notification = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    let said = notification["message"]["text"].as_str().unwrap();
    assert_eq!(said, format!("{unlisted} more diagnostics are not listed"));
}
