//! Registries that nobody would write: floods of one thing, deep nesting, and what is left of real ones after random
//! damage. Each ends soon, with diagnostics whose places are right, and none brings errbook down.
//!
//! `ERRBOOK_MUTATIONS=200000 cargo test --release --test hostile` damages more of them.

#[path = "diagnostics/cases.rs"]
#[allow(dead_code, reason = "the tests of the golden cases use the rest")]
mod cases;

use std::fs;
use std::io;
use std::path::Path;

use errbook::diag::{Diagnostic, MOST_DIAGNOSTICS, RULES, render};
use errbook::load::{self, Loaded};
use errbook::source::Span;

/// How large a flood is: a registry of 16 MiB takes a second or a few where all is optimised, and long otherwise.
const SIZE: usize = if cfg!(debug_assertions) {
    1 << 16
} else {
    4 << 20
};
const CODE: &str = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";

/// As many units as fit; each is made from its number.
fn flood(head: &str, unit: impl Fn(usize) -> String, tail: &str) -> String {
    flood_of(SIZE, head, unit, tail)
}

/// The same within one text, or of what has names, of which there may not be as many.
fn small_flood(head: &str, unit: impl Fn(usize) -> String, tail: &str) -> String {
    flood_of(SIZE.min(1 << 16), head, unit, tail)
}

fn flood_of(size: usize, head: &str, unit: impl Fn(usize) -> String, tail: &str) -> String {
    let mut text = head.to_owned();
    for number in 0.. {
        let unit = unit(number);
        if text.len() + unit.len() + tail.len() > size {
            break;
        }
        text.push_str(&unit);
    }
    text + tail
}

fn load(text: &str) -> Loaded {
    let loaded = load::load_text("errors.toml", text);
    in_order(&loaded);
    loaded
}

/// What holds for any input whatsoever.
fn in_order(loaded: &Loaded) {
    for diagnostic in &loaded.diagnostics {
        inside(&diagnostic.span, loaded);
        if let Some((span, _)) = &diagnostic.related {
            inside(span, loaded);
        }
    }
    let place = |diagnostic: &Diagnostic| (diagnostic.span.file, diagnostic.span.bytes.start);
    assert!(loaded.diagnostics.is_sorted_by_key(place));
    assert!(loaded.diagnostics.len() <= MOST_DIAGNOSTICS);
    let errors = loaded.diagnostics.iter().any(Diagnostic::is_error);
    assert_eq!(loaded.registry.is_none(), errors);
}

fn inside(span: &Span, loaded: &Loaded) {
    let text = &loaded.sources.get(span.file).text;
    assert!(text.get(span.bytes.clone()).is_some(), "{span:?}");
}

/// How often each rule is broken, in the order of first places.
fn counted(loaded: &Loaded) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for diagnostic in &loaded.diagnostics {
        match counts.iter_mut().find(|(id, _)| *id == diagnostic.rule.id) {
            Some((_, count)) => *count += 1,
            None => counts.push((diagnostic.rule.id, 1)),
        }
    }
    counts
}

fn assert_rules(text: &str, expected: &[&str]) {
    let loaded = load(text);
    let found: Vec<_> = counted(&loaded).into_iter().map(|(id, _)| id).collect();
    let head: String = text.chars().take(40).collect();
    assert_eq!(found, expected, "in {head:?}...");
    let first = &loaded.diagnostics[..loaded.diagnostics.len().min(500)];
    let shown = render::text(first, &loaded.sources, false);
    assert_eq!(
        shown.matches(" --> ").count(),
        first.len(),
        "in {head:?}..."
    );
}

#[test]
fn floods_of_broken_syntax_end() {
    for unit in [
        "[\n",
        "x\n",
        "= 1\n",
        "a..b = 1\n",
        "a = [1 1]\n",
        "[a\n",
        "a = \"\n",
        "a = 01\n",
    ] {
        assert_rules(&flood(CODE, |_| unit.to_owned(), ""), &["toml-syntax"]);
    }
    for unit in ["\"", "'", "]", "}", ",", "x: y\n", "errors.x]\n"] {
        assert_rules(&flood("", |_| unit.to_owned(), ""), &["toml-syntax"]);
    }
    for unit in ["<<<<<<< x\n=======\n>>>>>>> y\n", "=======\n", "\r"] {
        let text = flood(CODE, |_| unit.to_owned(), "");
        assert_eq!(counted(&load(&text))[0].0, "toml-syntax", "{unit:?}");
    }
    for unit in ["[a.b]\n", "a = 1\n", "a.b = 1\n"] {
        let loaded = load(&flood(CODE, |_| unit.to_owned(), ""));
        let is_twice = |diagnostic: &&Diagnostic| diagnostic.message.ends_with("is defined twice");
        let twice = loaded.diagnostics.iter().filter(is_twice).count();
        assert!(twice > 5_000, "{unit:?}: {twice}");
    }
    assert_rules("{", &["toml-syntax"]);
}

#[test]
fn floods_of_brackets_end() {
    for unit in ["[", "{", "{a=", "[{a="] {
        let text = flood(&format!("{CODE}aliases = "), |_| unit.to_owned(), "");
        let loaded = load(&text);
        let found = counted(&loaded);
        assert_eq!(found.len(), 1, "{unit}: {found:?}");
        assert!(["toml-syntax", "too-deep"].contains(&found[0].0), "{unit}");
    }
    for unit in ["a.", "a . "] {
        let text = flood(CODE, |_| unit.to_owned(), "a = 1");
        assert_eq!(counted(&load(&text))[0].0, "too-deep", "{unit}");
    }
    let text = flood("", |n| format!("[errors.c{n}]\nstatus = [\n"), "");
    assert_eq!(counted(&load(&text))[0].0, "toml-syntax");
    let text = small_flood("", |n| format!("[errors.c{n}]\nmessage = \"\"\"\n"), "");
    assert_eq!(counted(&load(&text))[0].0, "missing-key");
}

#[test]
fn each_unclosed_bracket_is_reported() {
    let codes = |n: usize| {
        let open = ["[", "{", "\"\"\"", "'''"][n % 4];
        format!("[errors.c{n}]\nstatus = 200\nmessage = \"C.\"\ntitle = {open}\n")
    };
    // Quotes of several lines close each other, so that there is one of each kind only.
    let text: String = [0, 1, 2, 4, 5, 8, 9, 3].map(codes).concat();
    let loaded = load(&text);
    assert_eq!(counted(&loaded), [("status-range", 8), ("toml-syntax", 8)]);
}

#[test]
fn floods_of_hidden_characters_end() {
    let hidden = "invisible-character";
    assert_rules(&flood(CODE, |_| "#\u{200b}\n".into(), ""), &[hidden]);
    assert_rules(&flood(CODE, |_| "#\u{200b}".into(), ""), &[hidden]);
    let many = small_flood(&format!("{CODE}meaning = \""), |_| "\u{200b}".into(), "\"");
    assert_eq!(counted(&load(&many)), [(hidden, 1)]);
    let escaped = small_flood(&format!("{CODE}meaning = \""), |_| "\\u200b".into(), "\"");
    assert_eq!(counted(&load(&escaped)), [(hidden, 1)]);
    let aliases = small_flood(
        &format!("{CODE}aliases = ["),
        |_| "\"\u{200b}\",".into(),
        "]",
    );
    assert_eq!(counted(&load(&aliases))[0].0, hidden);
}

#[test]
fn floods_of_keys_end() {
    let unknown = "unknown-key";
    assert_rules(
        &small_flood("", |n| format!("a{n} = 1\n"), CODE),
        &[unknown],
    );
    assert_rules(
        &small_flood(CODE, |n| format!("stats{n} = 1\n"), ""),
        &[unknown],
    );
    let keys: Vec<String> = (0..12_000).map(|n| format!("a{n}=1")).collect();
    let keys = keys.join(", ");
    let line = format!("errors.gone = {{ status=410, message=\"x\", {keys} }}");
    assert_rules(&line, &[unknown]);
    let loaded = load(&line);
    let last = loaded.sources.position(&loaded.diagnostics[9_999].span);
    assert_eq!(last.line, 1);
    assert!(last.column > 50_000, "{last:?}");
    assert_eq!(loaded.diagnostics.len(), MOST_DIAGNOSTICS);
    assert_eq!(loaded.unlisted, 2_000);
}

#[test]
fn long_words_are_not_compared_for_long() {
    let long = "x".repeat(1 << 14);
    let text =
        format!("[errors.{long}]\nstatus = 400\nmessage = \"{{{long}}}\"\nretry = \"{long}\"\n");
    let expected = ["too-long", "unknown-placeholder", "unknown-choice"];
    assert_rules(&text, &expected);
    let key = format!("{CODE}{long}y = 1\n");
    assert_rules(&key, &["unknown-key"]);
}

#[test]
fn floods_of_placeholders_end() {
    let unknown = "unknown-placeholder";
    let head = "[errors.gone]\nstatus = 410\nmessage = \"";
    let many = small_flood(head, |n| format!("{{a{n}}}"), "\"\n");
    assert_eq!(counted(&load(&many)), [(unknown, 64)]);
    let same = small_flood(head, |_| "{a}".to_owned(), "\"\n");
    assert_eq!(counted(&load(&same)), [(unknown, 1)]);
    let lone = small_flood(head, |_| "{ ".to_owned(), "\"\n");
    assert_eq!(counted(&load(&lone)), [("placeholder-syntax", 1)]);
}

#[test]
fn too_many_codes_are_refused() {
    let codes = |count: usize| -> String {
        let code = |n| format!("[errors.c{n}]\nstatus=400\nmessage=\"C\"\n");
        (0..count).map(code).collect()
    };
    assert_eq!(counted(&load(&codes(65_536))), []);
    let loaded = load(&codes(65_537));
    assert_eq!(counted(&loaded), [("too-many", 1)]);
    let place = loaded.sources.position(&loaded.diagnostics[0].span);
    assert_eq!((place.line, place.column), (65_536 * 3 + 1, 9));
}

#[test]
fn ten_thousand_duplicates_are_all_reported() {
    let table = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
    assert_eq!(
        counted(&load(&table.repeat(10_000))),
        [("toml-syntax", 9_999)]
    );
    let code = |n| format!("[errors.c{n}]\ncode = \"gone\"\nstatus = 410\nmessage = \"Gone.\"\n");
    let text: String = (0..10_000).map(code).collect();
    assert_eq!(counted(&load(&text)), [("duplicate-code", 9_999)]);
}

#[test]
fn unknown_names_among_many_are_reported() {
    let code =
        |n| format!("[errors.code_{n}]\nstatus=400\nmessage=\"C\"\ndeprecated.use=\"cdoe_{n}\"\n");
    let text: String = (0..2_000).map(code).collect();
    let loaded = load(&text);
    assert_eq!(counted(&loaded), [("unknown-code", 2_000)]);
    assert_eq!(loaded.diagnostics[0].help, "did you mean `code_0`?");
    let ty = |n| format!("[types.T{n}]\nfields.a = \"Unknown{n}\"\n");
    let text = CODE.to_owned() + &(0..2_000).map(ty).collect::<String>();
    assert_eq!(counted(&load(&text)), [("unknown-type", 2_000)]);
}

#[test]
fn long_chains_end() {
    let count = 5_000;
    let ty = |n| format!("[types.T{n}]\nfields.a = \"T{}\"\n", (n + 1) % count);
    let text = CODE.to_owned() + &(0..count).map(ty).collect::<String>();
    assert_eq!(counted(&load(&text)), [("recursive-type", 1)]);
    let code = |n| {
        let next = (n + 1) % count;
        format!("[errors.c{n}]\nstatus=400\nmessage=\"C\"\ndeprecated.use=\"c{next}\"\n")
    };
    let text: String = (0..count).map(code).collect();
    assert_eq!(counted(&load(&text)), [("circular-use", 1)]);
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    for depth in [30, 33, 100, 10_000] {
        let example = |open: &str, close: &str| {
            let value = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            load(&format!(
                "{CODE}fields.a = {{ type = \"json?\", example = {value} }}\n"
            ))
        };
        for (open, close) in [("[", "]"), ("{a=", "}"), ("{a=[", "]}")] {
            let found = counted(&example(open, close));
            assert_eq!(found, [("too-deep", 1)], "{open} {depth}");
        }
        // No text is longer than this.
        let depth = depth.min(9_000);
        for (open, close) in [("map<", ">"), ("", "[]"), ("map<", ">[]")] {
            let ty = format!("{}string{}", open.repeat(depth), close.repeat(depth));
            let found = counted(&load(&format!("{CODE}fields.a = \"{ty}?\"\n")));
            assert_eq!(found, [("unknown-type", 1)], "{open} {depth}");
        }
    }
    for depth in [100, 2_000, 100_000] {
        let pattern = format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        let field = format!("{{ type = \"string?\", pattern = \"{pattern}\", example = \"a\" }}");
        load(&format!("{CODE}fields.a = {field}\n"));
        for item in ["> ", "- ", "*", "[", "`"] {
            load(&format!(
                "{CODE}description = '''{}'''\n",
                item.repeat(depth)
            ));
            load(&format!("{CODE}meaning = '''{}'''\n", item.repeat(depth)));
        }
    }
}

#[test]
fn endless_patterns_do_not_hang() {
    let example = "a".repeat(60) + "b";
    for pattern in ["^(a+)+$", "^(a|a)*$", "^((a{0,1000}){0,1000}){0,1000}$"] {
        let field =
            format!("{{ type = \"string?\", pattern = '{pattern}', example = '{example}' }}");
        assert_eq!(counted(&load(&format!("{CODE}fields.a = {field}\n"))), []);
    }
}

/// Registries to damage: the golden cases, the rules' examples and the adversarial registries.
fn corpus() -> io::Result<Vec<Vec<u8>>> {
    let mut inputs: Vec<Vec<u8>> = Vec::new();
    for group in cases::groups()? {
        let files = group.cases.into_iter().flat_map(|case| case.files);
        inputs.extend(files.map(|(_, bytes)| bytes));
    }
    let examples = RULES.iter().flat_map(|rule| [rule.wrong, rule.right]);
    inputs.extend(examples.map(|text| text.as_bytes().to_vec()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/adversarial");
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            inputs.push(fs::read(path)?);
        }
    }
    inputs.retain(|input| (1..4_096).contains(&input.len()));
    Ok(inputs)
}

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.0 % limit).unwrap_or(0)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..length.min(start + self.below(16))
    }
}

/// What TOML, messages and types are made of, and what they should not have.
const PIECES: [&str; 40] = [
    "[",
    "]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "#",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\n",
    "\r",
    "\t",
    " ",
    "\\",
    "\\u",
    "\\u202e",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\u{1b}",
    "é",
    "无",
    "👩\u{200d}💻",
    "[errors.a]\n",
    "[errors",
    "status",
    "message",
    "fields",
    "{id}",
    "type",
    "?",
    "[]",
    "map<",
    "400",
    "-1",
    "<<<<<<< x\n",
];

fn mutate(input: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=numbers.below(4) {
        let range = numbers.range(bytes.len());
        let at = range.start;
        match numbers.below(6) {
            0 => drop(bytes.drain(range)),
            1 => {
                let copy = bytes[range].to_vec();
                bytes.splice(at..at, copy);
            }
            2 => {
                let part = numbers.range(other.len());
                bytes.splice(range, other[part].iter().copied());
            }
            3 => bytes.truncate(at.max(1)),
            4 => {
                let byte = u8::try_from(numbers.below(256)).unwrap_or(0);
                bytes.insert(at, byte);
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

#[test]
fn damaged_registries_are_reported_and_nothing_panics() -> io::Result<()> {
    let inputs = corpus()?;
    assert!(inputs.len() > 300, "only {} inputs", inputs.len());
    let wanted = std::env::var("ERRBOOK_MUTATIONS").ok();
    let runs = wanted.and_then(|runs| runs.parse().ok()).unwrap_or(4_000);
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for run in 0..runs {
        let input = &inputs[run % inputs.len()];
        let other = &inputs[numbers.below(inputs.len())];
        let bytes = mutate(input, other, &mut numbers);
        let loaded = load::load_bytes("errors.toml", &bytes);
        in_order(&loaded);
        for diagnostic in &loaded.diagnostics {
            let shown = cases::shown_alone(diagnostic, &loaded);
            let position = loaded.sources.position(&diagnostic.span);
            let place = format!("--> errors.toml:{}:{}\n", position.line, position.column);
            assert!(shown.contains(&place), "{place} is not in\n{shown}");
        }
    }
    Ok(())
}

#[test]
fn an_error_behind_ten_thousand_warnings_still_counts() {
    let code = |number: usize, status: u16| {
        format!(
            "[errors.c{number}]\nstatus = {status}\nmessage = \"x\"\nfields = {{ n = \"u64\" }}\n"
        )
    };
    let warnings: String = (0..10_000).map(|number| code(number, 400)).collect();
    assert!(load::load_text("errors.toml", &warnings).registry.is_some());
    let loaded = load::load_text("errors.toml", &(warnings + &code(10_000, 200)));
    assert!(loaded.registry.is_none(), "a registry with an error");
    assert!(loaded.unlisted > 0);
}

/// Each place of a registry that a diagnostic quotes: a key, a name, a value.
const QUOTED: [fn(&str) -> String; 10] = [
    |text| format!("[errors.\"{text}\"]\nstatus = 400\nmessage = \"x\"\n"),
    |text| format!("{CODE}\"{text}\" = 1\n"),
    |text| format!("{CODE}code = \"{text}\"\n"),
    |text| format!("{CODE}retry = \"{text}\"\n"),
    |text| format!("{CODE}category = \"{text}\"\n"),
    |text| format!("{CODE}fields.\"{text}\" = \"u64?\"\n"),
    |text| format!("{CODE}fields.a = \"{text}\"\n"),
    |text| format!("{CODE}fields.a = {{ type = \"string?\", header = \"{text}\" }}\n"),
    |text| format!("{CODE}[outputs.markdown]\npath = \"{text}\"\n"),
    |text| format!("{CODE}[registry]\ndocs_url = \"{text}\"\n"),
];

/// As they are, and as TOML escapes them.
#[test]
fn nothing_that_a_terminal_obeys_is_shown() {
    let orders = "\u{1b}[31m\u{1b}]0;title\u{7}\u{9b}2J\u{8}\u{7f}\u{202e}\u{2066}\u{200b}\u{2028}";
    let escape = |c: char| format!("\\U{:08X}", u32::from(c));
    let escaped: String = orders.chars().map(escape).collect();
    for text in [orders, &escaped] {
        for place in QUOTED {
            let toml = place(&format!("a{text}b"));
            let loaded = load(&toml);
            assert!(loaded.registry.is_none(), "{toml:?}");
            let shown = render::text(&loaded.diagnostics, &loaded.sources, false);
            let obeyed = |c: char| c != '\n' && errbook::unicode::hidden(c).is_some();
            assert!(!shown.contains(obeyed), "{shown:?}");
        }
    }
}

#[test]
fn names_that_look_like_others_are_refused() {
    // Cyrillic, full width, a ligature, an accent of its own, a dotless i, the sign of Kelvin.
    for text in [
        "g\u{43e}ne",
        "ｇｏｎｅ",
        "ﬁne",
        "gone\u{301}",
        "ıd",
        "\u{212a}ey",
    ] {
        for (at, place) in QUOTED.into_iter().enumerate().filter(|(at, _)| *at < 8) {
            let toml = place(text);
            assert!(load(&toml).registry.is_none(), "{text} in place {at}");
        }
        for toml in [
            format!("{CODE}aliases = [\"{text}\"]\n"),
            format!("{CODE}[types.\"{text}\"]\nvalues = [\"a\"]\n"),
            format!("{CODE}[types.T]\nvalues = [\"{text}\"]\n"),
            format!("{CODE}[retired]\n\"{text}\" = {{}}\n"),
            format!("{CODE}[operations.\"{text}\"]\nerrors = [\"gone\"]\n"),
            format!("{CODE}[envelope]\nwrapper = \"{text}\"\n"),
            format!("{CODE}[registry]\nname = \"{text}\"\n"),
        ] {
            assert!(load(&toml).registry.is_none(), "{toml}");
        }
    }
}

/// Paths that lead out of the folder, or mean something to some system.
const PATHS: &[&str] = &[
    "../a",
    "a/../../b",
    "a/..",
    "/a",
    "//a/b",
    "C:/a",
    "C:a",
    "a\\\\..\\\\b",
    "./a",
    "a/./b",
    "a//b",
    "~",
    "a/..\\\\b",
    ".git/a",
    "a/.GIT/b",
    "..",
    ".",
    "",
    "a/ ",
    "a.",
    "nul",
    "a/COM1.x",
    "a\\u0000b",
    "a\\nb",
    "file:///a",
    "a/*.x",
    "a|b",
    "a\\u2025/b\\u202e",
];

#[test]
fn no_path_leads_out_of_the_folder() {
    for path in PATHS {
        for (table, key, ending) in [
            ("rust", "dir", ""),
            ("markdown", "path", ".md"),
            ("json_schema", "path", ".json"),
            ("registry_schema", "path", ".json"),
            ("html", "path", ".html"),
        ] {
            // An ending makes some of them into names of files.
            let whole = format!("{path}/x{ending}");
            let is_whole = !ending.is_empty() && *path != "~";
            let path = if is_whole { whole.as_str() } else { path };
            let toml = format!("{CODE}[outputs.{table}]\n{key} = \"{path}\"\n");
            let loaded = load(&toml);
            let Some(registry) = &loaded.registry else {
                continue;
            };
            for (path, _) in errbook::emit::all(registry).iter() {
                let is_plain = |part| matches!(part, std::path::Component::Normal(_));
                let is_inside = Path::new(path).components().all(is_plain);
                assert!(is_inside && !path.contains(['\\', ':', '\0']), "{toml}");
            }
        }
    }
    for path in ["../a", "/a", "C:/a", "a/../b", "a\\\\b"] {
        let toml = format!("{CODE}[outputs.rust]\ndir = \"{path}\"\n");
        assert_eq!(counted(&load(&toml)), [("output-path", 1)], "{path}");
    }
}

#[test]
fn what_is_very_long_ends_and_is_shown_cut() {
    for length in [129, 5_000, SIZE / 2] {
        for text in ["x", "_", "{", "`", "é"] {
            let text = text.repeat(length / text.len());
            for place in QUOTED {
                let loaded = load(&place(&text));
                let shown = render::text(&loaded.diagnostics, &loaded.sources, false);
                let longest = shown.lines().map(|line| line.chars().count()).max();
                assert!(longest <= Some(400), "a line of {longest:?} characters");
            }
        }
    }
}
