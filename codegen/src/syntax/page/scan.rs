//! Where in a page markers can be: in comments, and in no code.
//!
//! A page is Markdown or MDX, and its author's own. This looks for no more of its structure than what decides whether a
//! comment is one: front matter, fenced code, code spans and backslashes. Whatever is in code is an example.

use std::ops::Range;

use super::PREFIX;
use crate::model::Comment;

/// A comment that holds a marker.
pub struct Found {
    pub comment: Comment,
    /// The comment with its delimiters.
    pub outside: Range<usize>,
    /// What is between them.
    pub inside: Range<usize>,
}

/// Every comment of a page that begins as markers do.
pub fn comments(text: &str, is_mdx: bool) -> Vec<Found> {
    let head = front_matter(text);
    let mut scan = Scan {
        text,
        is_mdx,
        at: head.end,
        found: Vec::new(),
        html_end: Next::default(),
        script_end: Next::default(),
    };
    scan.front_matter(head);
    scan.body();
    scan.found
}

/// The YAML between two lines `---` at the very start; empty where there is none.
fn front_matter(text: &str) -> Range<usize> {
    let is_rule = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_rule(line)) else {
        return 0..0;
    };
    let mut at = first.len();
    for line in lines {
        if is_rule(line) {
            return first.len()..at;
        }
        at += line.len();
    }
    0..0
}

struct Scan<'t> {
    text: &'t str,
    is_mdx: bool,
    at: usize,
    found: Vec<Found>,
    /// Where the next end of each kind of comment is: looking for it at each begin would take long.
    html_end: Next,
    script_end: Next,
}

/// The next place of something in a text, from wherever it was last looked for.
#[derive(Default)]
struct Next {
    /// Is it known already?
    is_known: bool,
    place: Option<usize>,
}

impl Next {
    fn find(&mut self, text: &str, what: &str, from: usize) -> Option<usize> {
        let is_behind = self.place.is_some_and(|place| place < from);
        if !self.is_known || is_behind {
            let rest = text.get(from..).unwrap_or_default();
            self.place = rest.find(what).map(|at| from + at);
            self.is_known = true;
        }
        self.place
    }
}

impl Scan<'_> {
    /// Lines that are comments of YAML.
    fn front_matter(&mut self, head: Range<usize>) {
        let mut at = head.start;
        for line in self.text[head].split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            let end = at + line.trim_end().len();
            if line.trim_start().starts_with('#') {
                self.keep(Comment::Yaml, start..end, start + 1..end);
            }
            at += line.len();
        }
    }

    /// Keeps a comment, if it begins as a marker does.
    fn keep(&mut self, comment: Comment, outside: Range<usize>, inside: Range<usize>) -> bool {
        let is_marker = self.text[inside.clone()].trim_start().starts_with(PREFIX);
        if is_marker {
            self.found.push(Found {
                comment,
                outside,
                inside,
            });
        }
        is_marker
    }

    fn body(&mut self) {
        let mut is_line_start = true;
        while self.at < self.text.len() {
            if is_line_start && let Some(end) = behind_fence(self.text, self.at) {
                self.at = end;
                continue;
            }
            let rest = &self.text[self.at..];
            let Some(next) = rest.find(['\n', '`', '\\', '<', '/']) else {
                return;
            };
            self.at += next;
            is_line_start = rest[next..].starts_with('\n');
            self.at = match rest.as_bytes()[next] {
                b'`' => behind_code(self.text, self.at),
                b'\\' => behind_escape(self.text, self.at),
                b'<' => self.html(),
                b'/' => self.slash(),
                _ => self.at + 1,
            };
        }
    }

    /// The end of a comment of HTML, whatever it says, or of one character.
    fn html(&mut self) -> usize {
        let start = self.at;
        if !self.text[start..].starts_with("<!--") {
            return start + 1;
        }
        let inside = start + "<!--".len();
        let Some(close) = self.html_end.find(self.text, "-->", inside) else {
            return start + 1;
        };
        let end = close + "-->".len();
        self.keep(Comment::Html, start..end, inside..close);
        end
    }

    /// The end of a comment between `/*` and `*/`, or of one character. In braces of its own it is one of MDX, whatever it
    /// says; elsewhere one of JavaScript, which a path such as `docs/*` is not.
    fn slash(&mut self) -> usize {
        let start = self.at;
        if !self.text[start..].starts_with("/*") {
            return start + 1;
        }
        let inside = start + "/*".len();
        let Some(close) = self.script_end.find(self.text, "*/", inside) else {
            return start + 1;
        };
        let end = close + "*/".len();
        let is_braced = self.text[..start].ends_with('{') && self.text[end..].starts_with('}');
        if is_braced {
            self.keep(Comment::Mdx, start - 1..end + 1, inside..close);
            return end + 1;
        }
        let is_script = self.is_mdx && self.keep(Comment::Script, start..end, inside..close);
        if is_script { end } else { start + 1 }
    }
}

/// The end of fenced code that begins with the line at `start`. In a quote it ends with the quote at the latest.
fn behind_fence(text: &str, start: usize) -> Option<usize> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let fence = opening(first)?;
    let is_quoted = first.trim_start().starts_with('>');
    let mut at = start + first.len();
    for line in lines {
        if is_quoted && !line.trim_start().starts_with('>') {
            return Some(at);
        }
        at += line.len();
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if bare.starts_with(fence) && bare.trim_start_matches(&fence[..1]).is_empty() {
            return Some(at);
        }
    }
    Some(at)
}

/// The fence of a line that opens fenced code, in a quote or in a list's item too.
fn opening(line: &str) -> Option<&str> {
    let bare = without_markers(line);
    let mark = bare.chars().next().filter(|c| "`~".contains(*c))?;
    let info = bare.trim_start_matches(mark);
    let fence = &bare[..bare.len() - info.len()];
    (fence.len() >= 3 && !(mark == '`' && info.contains('`'))).then_some(fence)
}

/// The line without what makes it part of quotes and lists.
fn without_markers(line: &str) -> &str {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = match (bare.len() - digits.len(), digits) {
        (0, rest) => rest.strip_prefix(['-', '*', '+']),
        (1..=9, rest) => rest.strip_prefix(['.', ')']),
        _ => None,
    };
    match behind.filter(|rest| rest.starts_with([' ', '\t'])) {
        Some(rest) => without_markers(rest),
        None => bare,
    }
}

/// The end of the code span that begins at `start`; the end of its backticks, where it has no end in its paragraph.
fn behind_code(text: &str, start: usize) -> usize {
    /// No paragraph is longer, or else its code spans are not known.
    const LONGEST: usize = 65_536;
    let ticks = ticks(&text[start..]);
    let mut at = start + ticks;
    let mut limit = text.len().min(at + LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    limit = at + blank_line(&text[at..limit]).unwrap_or(limit - at);
    while let Some(found) = text[at..limit].find('`') {
        let run = self::ticks(&text[at + found..]);
        at += found + run;
        if run == ticks {
            return at;
        }
    }
    start + ticks
}

fn ticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Where the next blank line ends a paragraph.
fn blank_line(text: &str) -> Option<usize> {
    let mut ends = text.match_indices('\n').map(|(at, _)| at);
    ends.find(|at| {
        let next = text[at + 1..].split('\n').next().unwrap_or_default();
        next.trim().is_empty()
    })
}

/// The end of a backslash, with the punctuation that it escapes.
fn behind_escape(text: &str, start: usize) -> usize {
    let next = text[start + 1..].chars().next();
    start + 1 + usize::from(next.is_some_and(|c| c.is_ascii_punctuation()))
}
