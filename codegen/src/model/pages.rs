//! Pages that people own, with the regions in them that errbook keeps.

use std::collections::BTreeSet;

use super::{Code, Column, Language, Registry};

/// `[outputs.pages]`: what stands in a page, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The file, relative to the registry's folder, with `/`.
    pub path: String,
    /// Which site shows it.
    pub flavour: Flavour,
    /// All of the file, to the byte.
    pub parts: Vec<Part>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The author's own text, as the file has it.
    Own(String),
    /// What is between two markers, and these.
    Region(Box<Region>),
}

/// A region as the file has it, and what belongs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// What belongs there.
    pub kind: RegionKind,
    /// The marker that begins it; one that has a line for itself with all that is in its line.
    pub begin: String,
    /// What is there.
    pub text: String,
    /// The marker that ends it; one that has a line for itself with all that stands before it in its line.
    pub end: String,
    /// The hash of what errbook put there, where it did.
    pub recorded: Option<String>,
    /// The kind of comment of both markers.
    pub comment: Comment,
    /// Its place: the line of the marker that begins it, from 1.
    pub line: usize,
    /// Where both markers have lines for themselves: what stands before them there, and their line end.
    pub block: Option<Indent>,
}

/// How the lines of a region begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indent {
    /// Blanks before each line.
    pub before: String,
    /// Do lines end with CRLF?
    pub crlf: bool,
}

/// What belongs into a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// The table of codes.
    Table(Vec<Column>, Selection),
    /// The section of one code (an index into [`Registry::codes`]), its heading at a level.
    Code(usize, usize),
    /// The sections of codes, their headings at a level.
    Codes(Selection, usize),
    /// A sample response of a code; without one, the envelope alone.
    Sample(Option<usize>, Layout),
    /// The JSON Schema of the response body.
    Schema,
    /// How many codes there are, in words or as a number.
    Count(Selection, bool),
    /// The codes marked `common`, in a line.
    Common(Selection),
    /// The list of removed codes.
    Retired,
    /// Examples that handle the codes marked `common`.
    Handling(Vec<Language>),
    /// The date of the registry.
    Updated,
    /// A key of the front matter: the key, and its text, in which `{count}` is the number of codes.
    Field(FrontKey, Option<String>),
}

/// Some of the codes of a registry, in some order. What is empty chooses all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// First and last of each range of statuses.
    pub statuses: Vec<(u16, u16)>,
    /// Categories.
    pub categories: Vec<String>,
    /// Index into [`Registry::operations`].
    pub operation: Option<usize>,
    /// Only those marked `common`, or only others.
    pub common: Option<bool>,
    /// Their order.
    pub order: Order,
}

/// The order of codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the registry has them.
    #[default]
    Registry,
    /// By wire code.
    Code,
    /// By status.
    Status,
}

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A line for each value.
    #[default]
    Lines,
    /// The same, the values of an object below each other.
    Aligned,
    /// One line.
    Line,
}

/// A key of front matter that errbook can keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontKey {
    /// `title`
    Title,
    /// `description`
    Description,
}

impl FrontKey {
    /// As front matter has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
        }
    }
}

/// What shows a page, which decides how anchors, notes and code are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// Any reader of Markdown or MDX: the docs page.
    #[default]
    Plain,
    /// GitHub
    Github,
    /// Mintlify
    Mintlify,
    /// Docusaurus
    Docusaurus,
    /// mdBook
    Mdbook,
    /// Starlight
    Starlight,
}

/// A kind of comment in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comment {
    /// `{/* MDX */}`
    Mdx,
    /// `<!-- Markdown -->`
    Html,
    /// `/* JavaScript in MDX */`
    Script,
    /// `# front matter`
    Yaml,
}

impl Comment {
    /// What begins and ends it.
    #[must_use]
    pub fn delimiters(self) -> (&'static str, &'static str) {
        match self {
            Self::Mdx => ("{/*", "*/}"),
            Self::Html => ("<!--", "-->"),
            Self::Script => ("/*", "*/"),
            Self::Yaml => ("#", ""),
        }
    }
}

impl Registry {
    /// The public codes of a selection, in its order.
    #[must_use]
    pub fn selected(&self, selection: &Selection) -> Vec<&Code> {
        let indices = self.indices(selection).into_iter();
        let mut codes: Vec<&Code> = indices.map(|index| &self.codes[index]).collect();
        match selection.order {
            Order::Registry => {}
            Order::Code => codes.sort_by(|a, b| a.wire.cmp(&b.wire)),
            Order::Status => codes.sort_by_key(|code| code.status),
        }
        codes
    }

    /// The indices of the public codes of a selection.
    #[must_use]
    pub fn indices(&self, selection: &Selection) -> BTreeSet<usize> {
        let operation = selection
            .operation
            .and_then(|index| self.operations.get(index));
        let is_selected = |(index, code): &(usize, &Code)| {
            let within = |(first, last): &(u16, u16)| (*first..=*last).contains(&code.status);
            let is_in = |category: &String| code.category.as_ref() == Some(category);
            !code.internal
                && (selection.statuses.is_empty() || selection.statuses.iter().any(within))
                && (selection.categories.is_empty() || selection.categories.iter().any(is_in))
                && operation.is_none_or(|on| on.errors.contains(index))
                && selection.common.is_none_or(|common| code.common == common)
        };
        let codes = self.codes.iter().enumerate().filter(is_selected);
        codes.map(|(index, _)| index).collect()
    }
}
