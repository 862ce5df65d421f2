//! How `generate --check` shows what differs.

use std::time::Duration;

use clap::builder::styling::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::session::{Session, shown};
use crate::files::{Change, Folder, State};
use crate::unicode::escaped;

/// The one command that makes everything agree again.
pub(super) const MEND: &str = "errbook generate";

/// Lines of difference that are shown of one file: enough to see what happened.
const LINES: usize = 80;

pub(super) fn print(session: &mut Session, folder: &Folder, changes: &[Change]) {
    for change in changes {
        let path = folder.root().join(&change.path);
        let path = shown(&path).display().to_string();
        match &change.state {
            State::Unchanged => {}
            State::Missing => session.print(format!("missing: {path}")),
            State::Changed { old, new } => print_difference(session, &path, old, new),
            State::Edited { old, new, lines } => {
                print_difference(session, &path, old, new);
                for line in lines {
                    session.print(format!(
                        "changed by hand: {path}:{line}; `{MEND} --force` replaces it"
                    ));
                }
            }
            State::Leftover => {
                session.print(format!("left over: {path}, which is no longer generated"));
            }
            State::Kept => session.say(format!(
                "kept: {path}, which is no longer generated and was not written by errbook"
            )),
            State::Claimed(by) => session.print(format!(
                "in the way: {path}, which is generated from {by}, too"
            )),
            State::Foreign => session.print(format!(
                "in the way: {path}, which was not written by errbook"
            )),
        }
    }
}

/// A unified difference: what the file says, then what it should say.
fn print_difference(session: &mut Session, path: &str, old: &str, new: &str) {
    let bold = Style::new().bold();
    session.print_styled(bold, &format!("changed: {path}"));
    let lines = difference(old, new);
    for (style, line) in lines.iter().take(LINES) {
        session.print_styled(*style, line);
    }
    if lines.len() > LINES {
        session.print(format!("... and {} lines more", lines.len() - LINES));
    }
}

fn difference(old: &str, new: &str) -> Vec<(Style, String)> {
    let mut config = TextDiff::configure();
    let diff = config.timeout(Duration::from_secs(1)).diff_lines(old, new);
    let mut unified = diff.unified_diff();
    let mut lines = Vec::new();
    for hunk in unified.context_radius(3).iter_hunks() {
        lines.push((AnsiColor::Cyan.on_default(), hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let (style, mark) = match change.tag() {
                ChangeTag::Delete => (AnsiColor::Red.on_default(), '-'),
                ChangeTag::Insert => (AnsiColor::Green.on_default(), '+'),
                ChangeTag::Equal => (Style::new(), ' '),
            };
            lines.push((
                style,
                format!("{mark}{}", escaped(change.value().trim_end_matches('\n'))),
            ));
        }
    }
    lines
}
