//! The golden cases of this folder: Markdown with one `## name` per case, a `toml` fence per input file and a
//! `text` fence with the diagnostics as they are shown.
//!
//! The word behind `toml` is the file's path (`errors.toml` where there is none); behind that, `escaped` says that the
//! fence holds what Markdown cannot: `\r`, `\t`, `\\`, `\x{feff}` (a character), `\xff` (a byte), `\*{1000}` (the byte before
//! it, that many times more) and, at the end of a line, `\` (no line feed) are decoded before errbook sees the text.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use errbook::diag::{Diagnostic, render};
use errbook::load::{self, Loaded};

/// What the `text` fence of a case holds when nothing is wrong.
const FINE: &str = "nothing to report\n";
/// The registry of a case.
pub const MAIN: &str = "errors.toml";

/// One file of cases.
pub struct Group {
    pub path: PathBuf,
    /// What stands before the first case.
    head: String,
    pub cases: Vec<Case>,
}

pub struct Case {
    pub name: String,
    /// The case's own lines, fences included, without the `text` fence and what follows it.
    body: String,
    pub files: Vec<(String, Vec<u8>)>,
    pub expected: String,
}

/// Every group of this folder, sorted by name.
pub fn groups() -> io::Result<Vec<Group>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(Group::read).collect()
}

impl Group {
    fn read(path: PathBuf) -> io::Result<Self> {
        let text = fs::read_to_string(&path)?;
        let mut parts = headings(&text).into_iter();
        let head = parts.next().unwrap_or_default();
        let cases = parts.map(|part| Case::read(&part)).collect();
        Ok(Self { path, head, cases })
    }

    /// `toml`, of `tests/diagnostics/toml.md`.
    pub fn name(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// Writes the group with what its cases expect now.
    pub fn bless(&self) -> io::Result<()> {
        let mut text = format!("{}\n", self.head.trim_end());
        for case in &self.cases {
            let fence = fence_around(&case.expected);
            let _ = write!(
                text,
                "\n## {}\n{}\n{fence}text\n{}{fence}\n",
                case.name, case.body, case.expected
            );
        }
        fs::write(&self.path, text)
    }
}

/// A fence longer than any in `text`.
fn fence_around(text: &str) -> String {
    let longest = text
        .lines()
        .map(|line| line.len() - line.trim_start_matches('`').len())
        .max();
    "`".repeat(longest.unwrap_or(0).max(2) + 1)
}

/// The parts of a file: what stands before the first `## `, then each with its heading. Fences are skipped.
fn headings(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut fence = None;
    for line in text.split_inclusive('\n') {
        if fence.is_none() && line.starts_with("## ") {
            parts.push(String::new());
        }
        follow_fence(&mut fence, line);
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
        }
    }
    parts
}

/// Keeps the length of the fence that is open; gives the info of one that this line opens.
fn follow_fence<'l>(open: &mut Option<usize>, line: &'l str) -> Option<&'l str> {
    let info = line.trim_start_matches('`').trim();
    let length = line.len() - line.trim_start_matches('`').len();
    match *open {
        Some(least) if length >= least && info.is_empty() => *open = None,
        None if length >= 3 => {
            *open = Some(length);
            return Some(info);
        }
        _ => {}
    }
    None
}

impl Case {
    fn read(part: &str) -> Self {
        let (heading, rest) = part.split_once('\n').unwrap_or((part, ""));
        let mut case = Self {
            name: heading.trim_start_matches("## ").trim().to_owned(),
            body: String::new(),
            files: Vec::new(),
            expected: String::new(),
        };
        let mut fence = None;
        let (mut info, mut text) = (String::new(), String::new());
        for line in rest.split_inclusive('\n') {
            let was_open = fence.is_some();
            if let Some(opened) = follow_fence(&mut fence, line) {
                opened.clone_into(&mut info);
            } else if was_open && fence.is_none() {
                case.close(&info, std::mem::take(&mut text));
            } else if was_open {
                text.push_str(line);
            }
            if !info.starts_with("text") {
                case.body.push_str(line);
            }
        }
        case.body.truncate(case.body.trim_end().len());
        case.body.push('\n');
        case
    }

    fn close(&mut self, info: &str, text: String) {
        let mut words = info.split(' ');
        match words.next() {
            Some("toml") => {
                let words: Vec<&str> = words.collect();
                let escaped = words.last() == Some(&"escaped");
                let path = words.first().filter(|word| **word != "escaped");
                let bytes = if escaped { decode(&text) } else { text.into() };
                let path = path.map(|path| String::from_utf8_lossy(&decode(path)).into_owned());
                self.files.push((path.unwrap_or(MAIN.to_owned()), bytes));
            }
            Some("text") => self.expected = text,
            _ => {}
        }
    }

    /// The input of a case that has one file only, and looks for no others.
    pub fn only_file(&self) -> Option<&[u8]> {
        match self.files.as_slice() {
            [(path, bytes)] if path == MAIN && !bytes.starts_with(b"include = [") => Some(bytes),
            _ => None,
        }
    }

    /// Reads the case's registry: from memory, or where it has several files from a folder.
    pub fn load(&self) -> io::Result<Loaded> {
        if let Some(bytes) = self.only_file() {
            return Ok(load::load_bytes(MAIN, bytes));
        }
        let folder = tempfile::tempdir()?;
        for (path, bytes) in &self.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
            fs::write(path, bytes)?;
        }
        load::load(&folder.path().join(MAIN))
    }
}

/// The diagnostics as the fence of a case holds them.
pub fn shown(loaded: &Loaded) -> String {
    let text = render::text(&loaded.diagnostics, &loaded.sources, false);
    let text = from_folder(&text, loaded);
    // Editors and git dislike white space at the end of lines; annotate-snippets leaves some.
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    match loaded.diagnostics.as_slice() {
        [] => FINE.to_owned(),
        _ => lines.join("\n") + "\n",
    }
}

/// How one diagnostic is shown on its own.
pub fn shown_alone(diagnostic: &Diagnostic, loaded: &Loaded) -> String {
    let text = render::text(std::slice::from_ref(diagnostic), &loaded.sources, false);
    from_folder(&text, loaded)
}

/// `text` with paths as they are from the folder of the case, where it was read from one.
pub fn from_folder(text: &str, loaded: &Loaded) -> String {
    let folder = format!("{}/", loaded.root.to_string_lossy());
    if loaded.root.is_absolute() {
        text.replace(&folder, "")
    } else {
        text.to_owned()
    }
}

fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = escape(&rest[at + 1..], &mut bytes);
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// Decodes the escape whose backslash stood before `rest`; gives what follows it.
fn escape<'t>(rest: &'t str, bytes: &mut Vec<u8>) -> &'t str {
    if let Some(after) = rest.strip_prefix('\n') {
        return after;
    }
    for (letter, byte) in [('r', b'\r'), ('t', b'\t')] {
        if let Some(after) = rest.strip_prefix(letter) {
            bytes.push(byte);
            return after;
        }
    }
    if let Some((digits, after)) = (rest.strip_prefix("*{")).and_then(|rest| rest.split_once('}')) {
        let (count, last) = (digits.parse::<usize>().ok(), bytes.last().copied());
        assert!(count.is_some() && last.is_some(), "`{digits}` is no count");
        bytes.resize(bytes.len() + count.unwrap_or(0), last.unwrap_or(0));
        return after;
    }
    if let Some((digits, after)) = rest
        .strip_prefix("x{")
        .and_then(|rest| rest.split_once('}'))
    {
        let c = u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32);
        assert!(c.is_some(), "`{digits}` is no character");
        bytes.extend(c.into_iter().collect::<String>().bytes());
        return after;
    }
    if let Some((digits, after)) = rest
        .strip_prefix('x')
        .and_then(|rest| rest.split_at_checked(2))
    {
        let byte = u8::from_str_radix(digits, 16).ok();
        assert!(byte.is_some(), "`{digits}` is no byte");
        bytes.extend(byte);
        return after;
    }
    bytes.push(b'\\');
    rest.strip_prefix('\\').unwrap_or(rest)
}
