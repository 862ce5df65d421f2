//! The limits of `docs/format.md`: each is refused with an error of its own, and soon. What fits on a page is among the
//! golden diagnostics (`diagnostics/limits.md`); here is what is too large for that.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use errbook::diag::render;
use errbook::load::{self, Loaded};

const CODE: &str = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
const TOTAL: usize = 16 << 20;
const MOST: usize = 65_536;

/// As many entries, each made from its number.
fn many(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(entry).collect()
}

fn shown(loaded: &Loaded) -> String {
    let text = render::text(&loaded.diagnostics, &loaded.sources, false);
    let folder = format!("{}/", loaded.root.display());
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").replace(&folder, "").trim_end().to_owned()
}

/// The registry is fine with as much as the limit says, and with one more says just this.
#[track_caller]
fn limit(most: usize, registry: impl Fn(usize) -> String, expected: &str) {
    let fine = load::load_text("errors.toml", &registry(most));
    let wrong = fine.diagnostics.iter().find(|found| found.is_error());
    assert!(wrong.is_none(), "{wrong:?}");
    refused(&registry(most + 1), expected);
}

#[track_caller]
fn refused(registry: &str, expected: &str) {
    let loaded = load::load_text("errors.toml", registry);
    assert!(loaded.registry.is_none());
    assert_eq!(shown(&loaded), expected.trim());
}

#[test]
fn a_registry_of_more_than_16_mib() {
    let expected = "
error[too-large]: the registry is larger than 16 MiB
 --> errors.toml:1:1
  |
1 |
  | ^
  |
  = help: is this the right file? A registry of this size is better split into several
";
    refused(&"#".repeat(TOTAL + 1), expected);
}

#[test]
fn files_of_more_than_16_mib_together() {
    let folder = tempfile::tempdir().unwrap();
    let main = format!("include = [\"more/*.toml\"]\n{CODE}");
    fs::write(folder.path().join("errors.toml"), &main).unwrap();
    fs::create_dir(folder.path().join("more")).unwrap();
    let more = " ".repeat(TOTAL - main.len() + 1);
    fs::write(folder.path().join("more/large.toml"), more).unwrap();
    let loaded = load::load(&folder.path().join("errors.toml")).unwrap();
    let expected = "
error[too-large]: the registry is larger than 16 MiB
 --> more/large.toml:1:1
  |
1 |
  | ^
  |
  = help: is this the right file? A registry of this size is better split into several
";
    assert_eq!(shown(&loaded), expected.trim());
}

/// All ways of writing an entry of a table: each counts.
#[test]
fn more_than_65536_codes() {
    for (head, entry, column) in [
        ("", "[errors.N]\n", 9),
        ("", "[errors.'N']\n", 9),
        ("[errors]\n", "N={}\n", 1),
        ("[errors]\n", "N.status=400\n", 1),
        ("", "errors.N.status=400\n", 8),
    ] {
        let entry = |n| entry.replace('N', &format!("c{n}"));
        let text = format!("{head}{}", many(MOST + 1, entry));
        let line = MOST + 1 + head.lines().count();
        let loaded = load::load_text("errors.toml", &text);
        let found = shown(&loaded);
        let place = format!("\n     --> errors.toml:{line}:{column}\n");
        assert!(
            found.starts_with("error[too-many]: more than 65536 codes\n"),
            "{found}"
        );
        assert!(found.contains(&place), "{place} is not in {found}");
        assert!(
            found.contains(&format!("{line} | {}", entry(MOST))),
            "{found}"
        );
        assert!(
            found.ends_with("= help: split the registry into several"),
            "{found}"
        );
        assert_eq!(found.matches("error[").count(), 1, "{found}");
    }
    let inline = format!("errors={{{}}}", many(MOST + 1, |n| format!("c{n}={{}},")));
    let loaded = load::load_text("errors.toml", &inline);
    let found = shown(&loaded);
    assert!(
        found.starts_with("error[too-many]: more than 65536 codes\n"),
        "{found}"
    );
}

#[test]
fn codes_of_several_files_count_together() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("errors.toml", &format!("include = [\"?.toml\"]\n{CODE}"));
    let codes = |first: usize| {
        let code = |n| format!("c{}={{status=400,message=\"C\"}}\n", first + n);
        format!("[errors]\n{}", many(MOST / 2, code))
    };
    write("a.toml", &codes(0));
    write("b.toml", &codes(100_000));
    // This one is not read any more.
    write("c.toml", "[errors.gone]\nstatus = 1\n");
    let loaded = load::load(&folder.path().join("errors.toml")).unwrap();
    let expected = "
error[too-many]: more than 65536 codes
     --> b.toml:32769:1
      |
32769 | c132767={status=400,message=\"C\"}
      | ^^^^^^^
      |
      = help: split the registry into several
";
    assert_eq!(shown(&loaded), expected.trim());
}

/// What else has names: entry, head, and what they are called.
#[test]
fn more_than_65536_entries_of_other_tables() {
    let kinds: [(&str, &str); 7] = [
        ("[types]", "types"),
        ("[operations]", "operations"),
        ("[retired]", "retired codes"),
        ("[statuses]", "statuses"),
        ("[registry]", "entries in one table"),
        ("[envelope.common]", "entries in one table"),
        ("[errors.gone.fields]", "entries in one table"),
    ];
    for (head, what) in kinds {
        let text = format!(
            "{CODE}{head}\n{}",
            many(MOST + 1, |n| format!("r{n}={{}}\n"))
        );
        let expected = format!(
            "error[too-many]: more than 65536 {what}\n     --> errors.toml:65541:1\n      |\n\
             65541 | r65536={{}}\n      | ^^^^^^\n      |\n      = help: split the registry into several"
        );
        refused(&text, &expected);
    }
    let text = many(MOST + 1, |n| format!("r{n}=1\n"));
    let found = shown(&load::load_text("errors.toml", &text));
    assert!(
        found.starts_with("error[too-many]: more than 65536 entries in one table"),
        "{found}"
    );
}

#[test]
fn more_than_65536_items_of_an_array() {
    let items = |separator: &str| many(MOST + 1, |n| format!("\"r{n}\"{separator}"));
    for array in [
        format!("aliases=[{}]\n", items(",")),
        format!("aliases=[\n{}]\n", items(", # one\n")),
        format!(
            "links=[{}]\n",
            many(MOST + 1, |_| "{text=\"a\",url=\"/a\"},".to_owned())
        ),
        format!("fields.a={{type=\"json?\",example=[{}]}}\n", items(",")),
        format!(
            "fields.a={{type=\"json?\",example={{{}}}}}\n",
            many(MOST + 1, |n| format!("a{n}=1,"))
        ),
    ] {
        let found = shown(&load::load_text("errors.toml", &format!("{CODE}{array}")));
        let head = "error[too-many]: more than 65536 items in one array or table\n";
        assert!(found.starts_with(head), "{found}");
        assert_eq!(found.matches("error[").count(), 1, "{found}");
    }
}

/// What is counted here is counted right: brackets, quotes and several keys to an entry mislead nobody.
#[test]
fn as_many_keys_as_a_large_registry_has_are_not_too_many() {
    let code = |n| {
        format!(
            "[errors.'c{n}']\nstatus=400\nmessage=\"[{{a}}, {{b}}, #\"\n\
             aliases=[\"x{n}\",\"y{n}\"]\nfields.a.type=\"u32\"\nfields.b=\"u32\"\n\
             [errors.\"c{n}\".deprecated]\nsince=\"1\"\n[[errors.c{n}.links]]\ntext=\"a\"\nurl=\"/a\"\n"
        )
    };
    let loaded = load::load_text("errors.toml", &many(9_000, code));
    assert_eq!(shown(&loaded), "");
    assert_eq!(
        loaded.registry.map(|registry| registry.codes.len()),
        Some(9_000)
    );
}

#[test]
fn a_type_of_more_than_4096_values() {
    let expected = "
error[too-many]: more than 4096 values
    --> errors.toml:4101:1
     |
4101 | \"v4096\",
     | ^^^^^^^
     |
     = help: make the field a string, and describe its values in `doc`
";
    let values = |count| many(count, |n| format!("\"v{n}\",\n"));
    let registry = |count| format!("{CODE}[types.Plan]\nvalues=[{}]\n", values(count));
    limit(4_096, registry, expected);
}

#[test]
fn a_pattern_of_more_than_4096_bytes() {
    let registry = |length: usize| {
        let pattern = "a".repeat(length);
        format!(
            "{CODE}[errors.gone.fields]\na = {{ type = \"string?\", pattern = \"{pattern}\" }}\n"
        )
    };
    let fine = load::load_text("errors.toml", &registry(4_096));
    assert_eq!(shown(&fine), "");
    let found = shown(&load::load_text("errors.toml", &registry(4_097)));
    assert!(found.contains("it has more than 4096 bytes"), "{found}");
}

#[test]
fn a_text_of_more_than_65536_bytes() {
    for key in ["message", "meaning", "description", "title"] {
        let registry = |length: usize| {
            let other = if key == "message" {
                ""
            } else {
                "message = \"Gone.\"\n"
            };
            format!(
                "[errors.gone]\nstatus = 410\n{other}{key} = \"{}\"\n",
                "x".repeat(length)
            )
        };
        assert_eq!(shown(&load::load_text("errors.toml", &registry(MOST))), "");
        let found = shown(&load::load_text("errors.toml", &registry(MOST + 1)));
        let head = format!("error[too-long]: `{key}`: a text of more than 65536 bytes\n");
        assert!(found.starts_with(&head), "{found}");
        assert!(
            found.ends_with("= help: shorten it, and link to the rest"),
            "{found}"
        );
        assert_eq!(found.matches("error[").count(), 1, "{found}");
    }
}

/// With a million of anything, and with a hundred million brackets: at once, and in little memory.
#[cfg(target_os = "linux")]
#[test]
fn what_is_far_too_much_is_refused_at_once() {
    const MILLION: usize = 1_000_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.toml");
    let code = |n| format!("[errors.c{n}]\nstatus=400\nmessage=\"C\"\n");
    let cases: [(&str, String); 5] = [
        (
            "more than 65536 codes",
            format!("[errors]\n{}", many(MILLION, |n| format!("c{n}={{}}\n"))),
        ),
        (
            "more than 65536 codes",
            many(900_000, |n| format!("[errors.{n}]\n")),
        ),
        ("larger than 16 MiB", many(MILLION, code)),
        ("larger than 16 MiB", "[".repeat(100 * MILLION)),
        (
            "more than 65536 items",
            format!(
                "{CODE}aliases=[{}]",
                many(MILLION, |n| format!("\"a{n}\","))
            ),
        ),
    ];
    for (expected, text) in cases {
        fs::write(&path, text).unwrap();
        refused_at_once(&path, expected);
    }
    // A device has no size, and no end.
    refused_at_once(Path::new("/dev/zero"), "larger than 16 MiB");
}

#[cfg(target_os = "linux")]
fn refused_at_once(path: &Path, expected: &str) {
    let start = std::time::Instant::now();
    let mut command = std::process::Command::new("sh");
    // A process that asks for more memory than this is ended.
    let script = "ulimit -v 131072; exec \"$0\" check --registry \"$1\"";
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_errbook")])
        .arg(path);
    let output = command.output().unwrap();
    let mut shown = String::from_utf8_lossy(&output.stderr).into_owned();
    let _ = write!(shown, "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains(expected), "{shown}");
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
    // What is not optimised, or runs beside much else, may take longer.
    let most = if cfg!(debug_assertions) { 20 } else { 1 };
    assert!(
        start.elapsed().as_secs() < most,
        "{expected} took {:?}",
        start.elapsed()
    );
}
