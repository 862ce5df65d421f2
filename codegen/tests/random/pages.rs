//! Pages with every region, for any registry.

use errbook::model::{
    Column, Comment, Flavour, Indent, Language, Layout, MarkdownOutput, Page, Part, PerCodeOutput,
    Region, RegionKind, Registry, Selection,
};

/// The page of mdBook.
pub const MDBOOK: &str = "docs/mdbook.md";

/// The registry with a page for each code, and one for each site.
pub fn with_pages(registry: &Registry) -> Registry {
    let mut registry = registry.clone();
    let page = |(path, flavour, comment): (&str, Flavour, Comment)| Page {
        path: path.to_owned(),
        flavour,
        parts: parts(&registry, comment),
    };
    let flavours = [
        ("docs/github.md", Flavour::Github, Comment::Html),
        (MDBOOK, Flavour::Mdbook, Comment::Html),
        ("docs/mintlify.mdx", Flavour::Mintlify, Comment::Mdx),
        ("docs/docusaurus.mdx", Flavour::Docusaurus, Comment::Mdx),
        ("docs/starlight.mdx", Flavour::Starlight, Comment::Mdx),
    ];
    registry.outputs.pages = flavours.map(page).into();
    registry.outputs.pages_per_code = Some(PerCodeOutput {
        dir: "generated/docs/errors".to_owned(),
        flavour: Flavour::Github,
        whole: MarkdownOutput {
            path: String::new(),
            columns: columns(),
            sample: 0,
        },
    });
    registry
}

fn columns() -> Vec<Column> {
    vec![
        Column::Code,
        Column::Http,
        Column::Meaning,
        Column::Action,
        Column::Retry,
        Column::Fields,
        Column::Since,
    ]
}

/// The text of a page without the hashes of what stands in it, and with what is in `<CodeGroup>` apart from it: to Mintlify, that is
/// Markdown, and to others only behind a blank line.
pub fn comparable(page: &str) -> String {
    let page = page.replace("\n<CodeGroup>\n", "\n<CodeGroup>\n\n");
    without_hashes(&page.replace("\n</CodeGroup>\n", "\n\n</CodeGroup>\n"))
}

fn without_hashes(page: &str) -> String {
    let mut parts = page.split("errbook:end ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "errbook:end" + part.get(8..).unwrap_or_default()
    })
}

/// Is there nothing that mdBook takes for the name of a file to include, as it does before it reads any Markdown?
pub fn includes_nothing(page: &str) -> bool {
    let mut braces = page.match_indices("{{");
    braces.all(|(at, _)| {
        let inside = page[at..].trim_start_matches('{');
        !inside.trim_start().starts_with('#')
    })
}

fn parts(registry: &Registry, comment: Comment) -> Vec<Part> {
    let first = registry.codes.iter().position(|code| !code.internal);
    let all = Selection::default;
    let mut kinds = vec![
        RegionKind::Table(columns(), all()),
        RegionKind::Sample(first, Layout::Lines),
        RegionKind::Sample(first, Layout::Aligned),
        RegionKind::Sample(first, Layout::Line),
        RegionKind::Retired,
        RegionKind::Handling(Language::ALL.map(|(_, language)| language).into()),
        RegionKind::Codes(all(), 3),
    ];
    kinds.extend(first.map(|index| RegionKind::Code(index, 4)));
    let mut parts = vec![Part::Own("# A page\n\n".to_owned())];
    for (line, kind) in kinds.into_iter().enumerate() {
        parts.push(Part::Region(region(kind, comment, line, true)));
        parts.push(Part::Own("\n\n*Behind* it.\n\n".to_owned()));
    }
    parts.push(Part::Own("There are ".to_owned()));
    for kind in [RegionKind::Count(all(), true), RegionKind::Common(all())] {
        parts.push(Part::Region(region(kind, comment, 0, false)));
        parts.push(Part::Own(" and\n".to_owned()));
    }
    parts
}

fn region(kind: RegionKind, comment: Comment, line: usize, is_block: bool) -> Box<Region> {
    let (open, close) = comment.delimiters();
    let line_end = if is_block { "\n" } else { "" };
    Box::new(Region {
        kind,
        begin: format!("{open} errbook:any {close}{line_end}"),
        text: String::new(),
        end: format!("{open} errbook:end {close}"),
        recorded: None,
        comment,
        line,
        block: is_block.then(|| Indent {
            before: String::new(),
            crlf: false,
        }),
    })
}

#[test]
fn what_mdbook_would_include_is_found() {
    for page in [
        "{{#include a}}",
        "a {{{ #title b}}",
        "`{{\n#playground c}}`",
    ] {
        assert!(!includes_nothing(page), "{page}");
    }
    for page in ["{{a}}", "\\{\\{#include a}}", "{ {#a}"] {
        assert!(includes_nothing(page), "{page}");
    }
}
