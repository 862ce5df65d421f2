//! Whole pages, block by block.

use super::{Cell, Heading, Prose, longest_run};
use crate::escape::json;
use crate::escape::snippet::Snippet;
use crate::escape::{Rendered, sealed::Sealed};
use crate::markup::{Block, Blocks, is_language};
use crate::model::Flavour;

/// A table. Every column is as wide as its widest cell, counted in characters: that never depends on a version of
/// Unicode's tables.
pub struct Table {
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(headings: Vec<&'static str>) -> Self {
        Self {
            headings,
            rows: Vec::new(),
        }
    }

    /// Has it no rows?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a row: one cell for each heading.
    pub fn row(&mut self, cells: Vec<Cell>) {
        let cells = cells.into_iter().map(|mut cell| {
            cell.out.truncate(cell.out.trim_end_matches(' ').len());
            cell.out
        });
        self.rows.push(cells.collect());
    }

    fn text(&self) -> String {
        let headings = self.headings.iter().map(|&text| text.to_owned()).collect();
        let widths: Vec<usize> = (0..self.headings.len())
            .map(|column| self.width(column))
            .collect();
        let rule = widths.iter().map(|&width| "-".repeat(width)).collect();
        let mut text = String::new();
        for row in [headings, rule].iter().chain(&self.rows) {
            push_row(&mut text, row, &widths);
        }
        text.pop();
        text
    }

    fn width(&self, column: usize) -> usize {
        let heading = self.headings[column].len();
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.chars().count())
            .fold(heading.max(3), usize::max)
    }
}

fn push_row(text: &mut String, cells: &[String], widths: &[usize]) {
    text.push('|');
    for (index, width) in widths.iter().enumerate() {
        let cell = cells.get(index).map_or("", String::as_str);
        text.extend([" ", cell]);
        text.extend(std::iter::repeat_n(' ', width - cell.chars().count()));
        text.push_str(" |");
    }
    text.push('\n');
}

/// A whole Markdown file, block by block.
#[derive(Default)]
pub struct Page {
    text: String,
    flavour: Flavour,
    /// The level of the headings that are written as of level 3, if another.
    code_level: Option<usize>,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty page, or part of one, for a site.
    #[must_use]
    pub fn of(flavour: Flavour) -> Self {
        Self {
            flavour,
            ..Self::default()
        }
    }

    /// Puts headings of level 3 to this level, and all others as far up or down.
    #[must_use]
    pub fn code_level(mut self, level: usize) -> Self {
        self.code_level = Some(level);
        self
    }

    /// Adds a line that no reader of the rendered page sees. `CommonMark` and MDX share no comments; a link's
    /// definition that nothing refers to is one in both. `text` has no parentheses.
    pub fn comment(&mut self, text: &'static str) {
        self.push(&format!("[//]: # ({text})"));
    }

    /// Begins the page with title and description in front matter, where the site wants them there; tells whether it does.
    pub fn front_matter(&mut self, title: &str, description: &str) -> bool {
        let has = matches!(
            self.flavour,
            Flavour::Mintlify | Flavour::Docusaurus | Flavour::Starlight
        );
        if has {
            // A string of JSON is one of YAML.
            let line = |key: &str, text: &str| match text {
                "" => String::new(),
                text => format!("{key}: {}\n", json::string(text)),
            };
            let lines = [line("title", title), line("description", description)];
            self.push(&format!("---\n{}---", lines.concat()));
        }
        has
    }

    /// Adds a quoted paragraph; nothing where it is empty.
    pub fn quote(&mut self, prose: &Prose) {
        let lines = paragraph(prose).lines().map(|line| format!("> {line}"));
        self.push(&lines.collect::<Vec<_>>().join("\n"));
    }

    /// Adds a heading of `level` 1 to 6.
    pub fn heading(&mut self, level: usize, heading: &Heading) {
        let text = heading.out.trim_end_matches(' ');
        let level = level + self.code_level.unwrap_or(3);
        let marks = "#".repeat(level.saturating_sub(3).clamp(1, 6));
        self.push(&format!("{marks} {text}"));
    }

    /// Adds a heading that links to `#id` lead to.
    pub fn anchored_heading(&mut self, level: usize, id: &str, heading: Heading) {
        let is_plain = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let has_ids = matches!(self.flavour, Flavour::Docusaurus | Flavour::Mdbook);
        let heading = if has_ids && is_plain {
            // The site's own links to the heading then are the same.
            heading.id(id)
        } else {
            Heading::new().anchor(id).joined([heading], "")
        };
        self.heading(level, &heading);
    }

    /// Adds a paragraph that readers must not miss.
    pub fn warning(&mut self, prose: &Prose) {
        let text = paragraph(prose);
        match self.flavour {
            _ if text.is_empty() => {}
            Flavour::Plain => self.paragraph(prose),
            Flavour::Github | Flavour::Mdbook => {
                let lines = text.split('\n').map(|line| format!("\n> {line}"));
                self.push(&format!("> [!WARNING]{}", lines.collect::<String>()));
            }
            Flavour::Mintlify => self.push(&format!("<Warning>\n\n{text}\n\n</Warning>")),
            Flavour::Docusaurus => self.push(&format!(":::warning\n\n{text}\n\n:::")),
            Flavour::Starlight => self.push(&format!(":::caution\n\n{text}\n\n:::")),
        }
    }

    /// Adds a paragraph; nothing where it is empty.
    pub fn paragraph(&mut self, prose: &Prose) {
        self.push(paragraph(prose));
    }

    /// Adds a list of one paragraph each.
    pub fn list(&mut self, items: &[Prose]) {
        let items: Vec<String> = items
            .iter()
            .map(|item| item_text("-", paragraph(item)))
            .collect();
        self.push(&items.join("\n"));
    }

    /// Adds a table.
    pub fn table(&mut self, table: &Table) {
        self.push(&table.text());
    }

    /// Adds fenced code in a language.
    pub fn code(&mut self, language: &'static str, code: &str) {
        self.push(&code_text(language, code, self.flavour));
    }

    /// Adds an example in several languages: in tabs, where a site has tabs that need no import.
    pub fn examples(&mut self, examples: &[Snippet]) {
        let blocks = examples.iter().map(|example| self.example(example));
        let blocks: Vec<String> = blocks.collect();
        let text = blocks.join("\n\n");
        if self.flavour == Flavour::Mintlify && !text.is_empty() {
            self.push(&format!(
                "<CodeGroup>\n{}\n</CodeGroup>",
                indented(&text, "  ")
            ));
        } else {
            self.push(&text);
        }
    }

    /// Fenced code that says its language to readers too, where the site can show that.
    fn example(&self, example: &Snippet) -> String {
        let (language, title) = (example.language().fence(), example.language().title());
        let text = code_text(language, example.text(), self.flavour);
        let title = match self.flavour {
            Flavour::Mintlify => format!(" {title}\n"),
            Flavour::Docusaurus | Flavour::Starlight => format!(" title=\"{title}\"\n"),
            Flavour::Plain | Flavour::Github | Flavour::Mdbook => return text,
        };
        text.replacen('\n', &title, 1)
    }

    /// Adds blocks of the registry.
    pub fn blocks(&mut self, blocks: &Blocks) {
        self.push(&joined_blocks(&blocks.0, Marker::First, self.flavour));
    }

    fn push(&mut self, block: &str) {
        if block.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend([block, "\n"]);
    }
}

impl Sealed for Page {}

impl Rendered for Page {
    fn into_text(self) -> String {
        self.text
    }
}

fn paragraph(prose: &Prose) -> &str {
    prose.out.trim_end_matches([' ', '\n'])
}

/// Blocks with a blank line between them.
fn joined_blocks(blocks: &[Block], mut marker: Marker, flavour: Flavour) -> String {
    let mut texts = Vec::new();
    for block in blocks {
        texts.push(match block {
            Block::Paragraph(inline) => paragraph(&Prose::new().inline(inline)).to_owned(),
            Block::Code { language, text } => code_text(language, text, flavour),
            Block::List { start, items } => list_text(*start, items, marker, flavour),
        });
        let is_list = matches!(block, Block::List { .. });
        marker = if is_list {
            marker.other()
        } else {
            Marker::First
        };
    }
    texts.retain(|text| !text.is_empty());
    texts.join("\n\n")
}

/// Two lists in a row differ in their markers: they would be one otherwise. So do a list and one that begins its
/// item: `- - -` would be a rule.
#[derive(Clone, Copy)]
enum Marker {
    First,
    Second,
}

impl Marker {
    fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    fn bullet(self) -> &'static str {
        match self {
            Self::First => "-",
            Self::Second => "*",
        }
    }

    fn behind_number(self) -> &'static str {
        match self {
            Self::First => ".",
            Self::Second => ")",
        }
    }
}

fn list_text(start: Option<u64>, items: &[Vec<Block>], marker: Marker, flavour: Flavour) -> String {
    let is_tight = items
        .iter()
        .all(|item| matches!(item.as_slice(), [] | [Block::Paragraph(_)]));
    let item = |(index, item): (u64, &Vec<Block>)| {
        let marker_text = match start {
            Some(first) => format!("{}{}", number(first, index), marker.behind_number()),
            None => marker.bullet().to_owned(),
        };
        item_text(&marker_text, &joined_blocks(item, marker.other(), flavour))
    };
    let items: Vec<String> = (0..).zip(items).map(item).collect();
    items.join(if is_tight { "\n" } else { "\n\n" })
}

/// `CommonMark` has no numbers of more than nine digits; only the first of a list matters.
fn number(first: u64, index: u64) -> u64 {
    first.saturating_add(index).min(999_999_999)
}

fn indented(text: &str, blanks: &str) -> String {
    let indent = |line: &str| match line {
        "" => String::new(),
        line => format!("{blanks}{line}"),
    };
    text.split('\n').map(indent).collect::<Vec<_>>().join("\n")
}

/// A list's item: what follows its first line stands below the text, not below the marker.
fn item_text(marker: &str, text: &str) -> String {
    let indent = " ".repeat(marker.len() + 1);
    let mut out = marker.to_owned();
    for (index, line) in text.split('\n').enumerate() {
        out.push_str(if index > 0 { "\n" } else { "" });
        if !line.is_empty() {
            out.push_str(if index > 0 { &indent } else { " " });
            out.push_str(line);
        }
    }
    out
}

/// Code in a language. Starlight's MDX does not build with code that is empty. mdBook looks for `{{#include file}}` in fenced code as well, and knows no escape that fits each case:
/// there, such code is HTML.
fn code_text(language: &str, code: &str, flavour: Flavour) -> String {
    if flavour == Flavour::Starlight && code.is_empty() {
        return String::new();
    }
    if flavour != Flavour::Mdbook || !code.contains("{{") {
        return fenced(language, code);
    }
    let language = if is_language(language) { language } else { "" };
    let mut text = format!("<pre><code class=\"language-{language}\">");
    for c in code.replace("\r\n", "\n").chars() {
        match c {
            // No blank line, no markup and no brace is left.
            '\n' | '\r' => text.push_str("&#10;"),
            '<' | '>' | '&' | '{' | '}' | '"' => {
                text.extend(["&#", &u32::from(c).to_string(), ";"]);
            }
            c => text.push(c),
        }
    }
    text + "</code></pre>"
}

/// Fenced code; its fence is longer than any run of backticks inside.
fn fenced(language: &str, code: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let language = if is_language(language) { language } else { "" };
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    let line_end = if code.is_empty() { "" } else { "\n" };
    format!("{fence}{language}\n{code}{line_end}{fence}")
}
