//! Where links lead.

use super::spot::begins_entity;
use crate::markup::is_allowed_url;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUrl(pub(super) String);

impl LinkUrl {
    /// A URL of the registry; none where no link may lead.
    #[must_use]
    pub fn new(url: &str) -> Option<Self> {
        if !is_allowed_url(url) {
            return None;
        }
        let keeps_parentheses = has_balanced_parentheses(url);
        let mut out = String::with_capacity(url.len());
        for (at, c) in url.char_indices() {
            match c {
                '(' | ')' if !keeps_parentheses => out.extend(['\\', c]),
                // GitHub decodes entities before it looks at backslashes.
                '&' if begins_entity(&url[at + 1..]) => out.push_str("&amp;"),
                _ => out.push(c),
            }
        }
        Some(Self(out))
    }

    /// The [anchor](super::Run::anchor) `id` of the same page.
    #[must_use]
    pub fn anchor(id: &str) -> Self {
        Self(crate::escape::fragment(id))
    }
}

fn has_balanced_parentheses(url: &str) -> bool {
    let mut depth = 0_u32;
    for c in url.chars() {
        depth = match (c, depth) {
            ('(', _) => depth + 1,
            (')', 0) => return false,
            (')', _) => depth - 1,
            _ => depth,
        };
    }
    depth == 0
}
