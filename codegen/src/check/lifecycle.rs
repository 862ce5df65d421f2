//! What becomes of codes: deprecated, retired, and what to use instead.

use super::{Entries, code_named, codes, text};
use crate::diag::Sink;
use crate::model::{Deprecated, Retired};
use crate::syntax::CodeEntry;

/// `deprecated` names the code to use instead by its name; that is another one, and it exists.
pub(super) fn deprecated(
    entry: &CodeEntry,
    entries: &Entries<'_>,
    sink: &mut Sink,
) -> Option<Deprecated> {
    let deprecated = entry.deprecated.as_ref()?;
    let own = Some(entry.name.value.as_str());
    Some(Deprecated {
        since: text::line(deprecated.since.as_ref(), "a version", sink),
        note: text::inline(deprecated.note.as_ref()),
        use_instead: code_named(deprecated.use_instead.as_ref(), own, entries, sink),
    })
}

/// A retired code is written as wire codes are, and what it names instead exists.
pub(super) fn retired(entries: &Entries<'_>, sink: &mut Sink) -> Vec<Retired> {
    let resolve = |entry: &&crate::syntax::RetiredEntry| {
        codes::characters(&entry.wire, sink);
        Retired {
            wire: entry.wire.value.clone(),
            since: text::line(entry.since.as_ref(), "a version", sink),
            use_instead: code_named(entry.use_instead.as_ref(), None, entries, sink),
            reason: text::inline(entry.reason.as_ref()),
        }
    };
    entries.retired.iter().map(resolve).collect()
}
