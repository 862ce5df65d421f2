//! A page for each code, an index of these, and the same for language models: `llms.txt`, and `llms-full.txt` with all of it.
//!
//! Files are called after the identifiers of codes, which are lower-case words of ASCII, each once.

use super::markdown::{self, fields, section};
use super::words;
use crate::escape::markdown::{Cell, Heading, LinkUrl, Page, Prose};
use crate::files::Files;
use crate::markup::Inline;
use crate::model::{Code, Column, Flavour, PerCodeOutput, Registry};

/// Renders this output, where its table is there.
pub fn emit(registry: &Registry, files: &mut Files) {
    let Some(output) = &registry.outputs.pages_per_code else {
        return;
    };
    let linked = linked(registry, output.flavour);
    let path = |name: &str| format!("{}/{name}", output.dir);
    for code in linked.public_codes() {
        files.insert(
            path(&file(code, output.flavour)),
            page(&linked, output, code),
        );
    }
    let index = format!("index.{}", ending(output.flavour));
    files.insert(path(&index), index_page(&linked, output));
    files.insert(path("llms.txt"), for_models(registry, output));
    files.insert(
        path("llms-full.txt"),
        markdown::page(registry, &output.whole),
    );
}

/// What no file can be called, or what another file is called.
const TAKEN: [&str; 6] = ["index", "readme", "con", "prn", "aux", "nul"];

/// The name of a code's file, without its ending. No identifier ends in an underscore.
fn stem(code: &Code) -> String {
    let name = &code.name.snake;
    let is_port = |port: &str| {
        let number = name.strip_prefix(port).unwrap_or_default();
        number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_taken = TAKEN.contains(&name.as_str()) || is_port("com") || is_port("lpt");
    format!("{name}{}", if is_taken { "_" } else { "" })
}

fn file(code: &Code, flavour: Flavour) -> String {
    format!("{}.{}", stem(code), ending(flavour))
}

fn ending(flavour: Flavour) -> &'static str {
    if flavour == Flavour::Mintlify {
        "mdx"
    } else {
        "md"
    }
}

/// The page that has a link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Index,
    Code,
}

/// Where a link has to lead so that the site finds the page of a code.
fn url(from: From, code: &Code, flavour: Flavour) -> String {
    match flavour {
        Flavour::Mintlify => format!("./{}", stem(code)),
        // Every page but the index is a folder there.
        Flavour::Starlight if from == From::Code => format!("../{}/", stem(code)),
        Flavour::Starlight => format!("./{}/", stem(code)),
        _ => file(code, flavour),
    }
}

/// The registry, in which codes to use instead are links to other pages, and not to places of the same page.
fn linked(registry: &Registry, flavour: Flavour) -> Registry {
    let mut linked = registry.clone();
    let say = |from, instead: &mut Option<usize>, note: &mut Inline| {
        let code = instead.take().and_then(|index| registry.codes.get(index));
        if let Some(code) = code.filter(|code| !code.internal) {
            words::say_instead(note, code, Some(url(from, code, flavour)));
        }
    };
    for code in &mut linked.codes {
        if let Some(deprecated) = &mut code.deprecated {
            say(
                From::Code,
                &mut deprecated.use_instead,
                &mut deprecated.note,
            );
        }
    }
    for retired in &mut linked.retired {
        say(From::Index, &mut retired.use_instead, &mut retired.reason);
    }
    linked
}

fn page(registry: &Registry, output: &PerCodeOutput, code: &Code) -> Page {
    let mut page = Page::of(output.flavour).code_level(1);
    let has_title = page.front_matter(&code.wire, &code.meaning.plain());
    page.comment(markdown::NOTICE);
    if !has_title {
        section::heading(&mut page, code);
    }
    section::body(&mut page, registry, code);
    let mut page = page.code_level(3);
    fields::types_of(&mut page, registry, code.fields.iter());
    page
}

fn index_page(registry: &Registry, output: &PerCodeOutput) -> Page {
    let mut page = Page::of(output.flavour);
    let title = registry.title.plain();
    let title = if title.is_empty() { "Errors" } else { &title };
    let has_title = page.front_matter(title, &registry.description.plain());
    page.comment(markdown::NOTICE);
    markdown::head(&mut page, registry, has_title);
    markdown::envelope(&mut page, registry, &output.whole);
    let cell = |code: &Code, column| cell(code, column, output.flavour);
    let table = markdown::table(registry.public_codes(), &output.whole.columns, cell);
    if !table.is_empty() {
        page.heading(2, &Heading::new().literal("Error codes"));
        page.table(&table);
    }
    fields::types_of(&mut page, registry, registry.envelope.common.iter());
    markdown::removed(&mut page, registry);
    page
}

fn cell(code: &Code, column: Column, flavour: Flavour) -> Cell {
    let url = LinkUrl::new(&url(From::Index, code, flavour)).filter(|_| column == Column::Code);
    match url {
        Some(url) => Cell::new().code_link(&code.wire, &url),
        None => markdown::cell(code, column),
    }
}

/// `llms.txt`, as <https://llmstxt.org> describes it: what there is, and where.
fn for_models(registry: &Registry, output: &PerCodeOutput) -> Page {
    let mut page = Page::new();
    markdown::title(&mut page, registry);
    page.quote(&Prose::new().inline(&registry.description));
    page.comment(markdown::NOTICE);
    let items = registry.public_codes().filter_map(|code| {
        let url = LinkUrl::new(&file(code, output.flavour))?;
        let item = Prose::new().code_link(&code.wire, &url).literal(": ");
        let item = item
            .number(code.status.into())
            .literal(" ")
            .text(&code.reason);
        Some(item.literal(". ").inline(&code.meaning))
    });
    page.heading(2, &Heading::new().literal("Error codes"));
    page.list(&items.collect::<Vec<_>>());
    page.heading(2, &Heading::new().literal("Optional"));
    page.list(&[Prose::new().literal("[All of it in one file](llms-full.txt)")]);
    page
}
