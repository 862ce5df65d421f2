//! Several runs at once, in one folder.

use std::process::{Child, Command, Stdio};

use crate::place::{Place, Tree, clean, notice, registry, texts, thorough};

const RUNS: usize = 8;

#[test]
fn of_eight_runs_at_once_one_is_last_and_nothing_is_mixed() {
    let rounds = if thorough() { 50 } else { 4 };
    let registry = |run: usize| {
        let tail = format!("[outputs.markdown]\npath = \"docs/{run}/errors.md\"");
        registry(&format!("Run {run}"), &tail)
    };
    let places: Vec<Place> = (0..RUNS).map(|run| Place::new(&registry(run))).collect();
    let clean: Vec<Tree> = (0..RUNS).map(|run| clean(&registry(run))).collect();
    let shared = tempfile::tempdir().unwrap();
    let mut last = [0; RUNS];
    for round in 0..rounds {
        // Each round another is first.
        let start = |run: usize| writer(&places[(run + round) % RUNS], shared.path());
        let children: Vec<Child> = (0..RUNS).map(start).collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        let found = Place::at(shared.path()).tree();
        let winner = clean.iter().position(|clean| texts(clean) == texts(&found));
        let winner = winner.unwrap_or_else(|| panic!("mixed: {:?}", found.keys()));
        last[winner] += 1;
    }
    notice(&format!(
        "{rounds} rounds of {RUNS} runs at once; each was last so often: {last:?}"
    ));
}

fn writer(place: &Place, shared: &std::path::Path) -> Child {
    let mut command: Command = place.command();
    let silent = command.arg("--out").arg(shared).stdout(Stdio::null());
    silent.spawn().unwrap()
}
