//! The list of generated files: how a run knows what earlier runs wrote.
//!
//! It is committed with the outputs. One path a line and nothing else, so that it changes only when the set of files
//! does, and so that two branches merge well. Whatever is no path of a file (a comment, a conflict mark) is skipped.

use std::collections::BTreeSet;

use super::folder::is_plain_path;

const HEAD: &str =
    "# The files that errbook generates here, and removes when it no longer does. Do not edit.\n";

/// The paths that a manifest lists.
pub(super) fn parse(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.starts_with('#') && is_plain_path(line))
        .map(str::to_owned)
        .collect()
}

/// Is this the text of a manifest?
pub(super) fn is_manifest(text: &str) -> bool {
    text.starts_with(HEAD)
}

/// The manifest that lists `paths`; none where there is nothing to list.
pub(super) fn text<'a>(paths: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let paths: BTreeSet<&str> = paths.into_iter().collect();
    if paths.is_empty() {
        return None;
    }
    let lines = paths.iter().flat_map(|path| [path, "\n"]);
    Some(std::iter::once(HEAD).chain(lines).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let text = text(["generated/rust/lib.rs", "docs/errors.md"]).unwrap_or_default();
        assert!(
            text.ends_with("\ndocs/errors.md\ngenerated/rust/lib.rs\n"),
            "{text}"
        );
        let paths: Vec<_> = parse(&text.replace('\n', "\r\n")).into_iter().collect();
        assert_eq!(paths, ["docs/errors.md", "generated/rust/lib.rs"]);
    }

    #[test]
    fn a_line_that_leads_elsewhere_is_skipped() {
        let hostile = "/etc/passwd\n../x\na/../../x\n\nC:\\x\na//b\n<<<<<<< HEAD\nok.md\n=======\n";
        let paths = parse(hostile);
        assert!(paths.contains("ok.md"));
        assert!(
            paths
                .iter()
                .all(|path| !path.contains("..") && !path.starts_with('/'))
        );
        assert!(!paths.contains("C:\\x") && !paths.contains("a//b"));
    }
}
