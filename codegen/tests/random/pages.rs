//! Pages with every region, for any registry.

use errbook::model::{
    Column, Comment, Flavour, Indent, Layout, Page, Part, Region, RegionKind, Registry, Selection,
};

/// The registry with a page for each site, except for mdBook: what it writes in another way depends on texts, and its own
/// tests read that with mdBook.
pub fn with_pages(registry: &Registry) -> Registry {
    let mut registry = registry.clone();
    let page = |(path, flavour): (&str, Flavour)| Page {
        path: path.to_owned(),
        flavour,
        parts: parts(&registry, path.ends_with(".mdx")),
    };
    let flavours = [
        ("docs/github.md", Flavour::Github),
        ("docs/mintlify.mdx", Flavour::Mintlify),
        ("docs/docusaurus.mdx", Flavour::Docusaurus),
        ("docs/starlight.mdx", Flavour::Starlight),
    ];
    registry.outputs.pages = flavours.map(page).into();
    registry
}

/// The text of a page without the hashes of what stands in it.
pub fn without_hashes(page: &str) -> String {
    let mut parts = page.split("errbook:end ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "errbook:end" + part.get(8..).unwrap_or_default()
    })
}

fn parts(registry: &Registry, is_mdx: bool) -> Vec<Part> {
    let columns = vec![
        Column::Code,
        Column::Http,
        Column::Meaning,
        Column::Action,
        Column::Retry,
        Column::Fields,
        Column::Since,
    ];
    let first = registry.codes.iter().position(|code| !code.internal);
    let all = Selection::default;
    let mut kinds = vec![
        RegionKind::Table(columns, all()),
        RegionKind::Sample(first, Layout::Lines),
        RegionKind::Sample(first, Layout::Aligned),
        RegionKind::Sample(first, Layout::Line),
        RegionKind::Retired,
        RegionKind::Codes(all(), 3),
    ];
    kinds.extend(first.map(|index| RegionKind::Code(index, 4)));
    let comment = if is_mdx { Comment::Mdx } else { Comment::Html };
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
