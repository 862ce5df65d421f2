//! What becomes of codes: deprecated, retired, and what to use instead.

use super::{Entries, code_named, codes, text};
use crate::diag::{Sink, rules};
use crate::model::{Code, Deprecated, Retired};
use crate::syntax::CodeEntry;
use crate::unicode::shown;

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

/// Whoever follows `use` from one deprecated code to the next comes to an end.
pub(super) fn ends(entries: &Entries<'_>, codes: &[Code], sink: &mut Sink) {
    let next = |index: usize| codes[index].deprecated.as_ref()?.use_instead;
    // The code from which each was first reached.
    let mut reached: Vec<Option<usize>> = vec![None; codes.len()];
    for start in 0..codes.len() {
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| reached[*index].is_none()) {
            reached[index] = Some(start);
            at = next(index);
        }
        let Some(circle) = at.filter(|index| reached[*index] == Some(start)) else {
            continue;
        };
        // A code that names itself is reported as such.
        let used = (entries.codes[circle].deprecated.as_ref())
            .and_then(|deprecated| deprecated.use_instead.as_ref())
            .filter(|_| next(circle) != Some(circle));
        if let Some(used) = used {
            let name = shown(&entries.codes[circle].name.value);
            let message = format!(
                "{name} is used instead of itself, by way of {}",
                shown(&used.value)
            );
            let help = "let one of them name a code that is not deprecated, or leave its `use` out";
            sink.report(&rules::CIRCULAR_USE, &used.span, message, help);
        }
    }
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
