//! The registry as one page can show it: no link leads to a section that the page does not have.

use std::collections::BTreeSet;

use super::{Content, Markdown, markdown};
use crate::emit::words;
use crate::markup::Inline;
use crate::model::{Flavour, Page, Part, Region, RegionKind, Registry};

/// A registry and a page.
pub struct View<'r> {
    pub registry: &'r Registry,
    /// The registry, in which only codes that have a section on the page are public. What refers to others says so in words.
    pub linked: Registry,
    flavour: Flavour,
    /// The line of the last region with sections, which describes the types of fields too.
    last: Option<usize>,
}

impl<'r> View<'r> {
    pub fn of(registry: &'r Registry, page: &Page) -> Self {
        let mut shown = BTreeSet::new();
        let mut last = None;
        for part in &page.parts {
            let Part::Region(region) = part else { continue };
            match &region.kind {
                RegionKind::Code(index, _) => shown.extend([*index]),
                RegionKind::Codes(selection, _) => shown.extend(registry.indices(selection)),
                _ => continue,
            }
            last = Some(region.line);
        }
        Self {
            registry,
            linked: linked(registry, &shown),
            flavour: page.flavour,
            last,
        }
    }

    /// Part of the page, in which the headings of codes have a level.
    pub fn fragment(&self, level: usize) -> Markdown {
        Markdown::of(self.flavour).code_level(level)
    }

    /// The sections of some codes.
    pub fn sections(
        &self,
        region: &Region,
        level: usize,
        is_selected: impl Fn(usize) -> bool,
    ) -> Content {
        let codes = self.linked.codes.iter().enumerate();
        let codes = codes.filter(|(index, code)| is_selected(*index) && !code.internal);
        let codes: Vec<_> = codes.map(|(_, code)| code).collect();
        let has_categories = codes.iter().any(|code| code.category.is_some());
        // Their headings stand one above, and the first level is the page's title.
        let mut page = self.fragment(if has_categories { level.max(3) } else { level });
        if has_categories {
            markdown::sections(&mut page, &self.linked, codes);
        } else {
            for code in codes {
                markdown::section::emit(&mut page, &self.linked, code);
            }
        }
        if self.last == Some(region.line) {
            markdown::fields::types(&mut page, &self.linked);
        }
        Content::Blocks(page)
    }
}

fn linked(registry: &Registry, shown: &BTreeSet<usize>) -> Registry {
    let mut linked = registry.clone();
    for (index, code) in linked.codes.iter_mut().enumerate() {
        code.internal |= !shown.contains(&index);
        if let Some(deprecated) = &mut code.deprecated {
            let note = &mut deprecated.note;
            said(registry, shown, &mut deprecated.use_instead, note);
        }
    }
    for retired in &mut linked.retired {
        said(
            registry,
            shown,
            &mut retired.use_instead,
            &mut retired.reason,
        );
    }
    linked
}

/// Names a code that the page does not show in a note, where the reference to it was.
fn said(
    registry: &Registry,
    shown: &BTreeSet<usize>,
    instead: &mut Option<usize>,
    note: &mut Inline,
) {
    let Some(code) = instead.filter(|index| !shown.contains(index)) else {
        return;
    };
    *instead = None;
    let Some(code) = registry.codes.get(code).filter(|code| !code.internal) else {
        return;
    };
    let url = registry.docs_url.as_ref().map(|url| url.of(&code.wire));
    words::say_instead(note, code, url);
}
