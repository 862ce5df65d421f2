//! kill -9 at random moments of a run.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::place::{Place, Tree, clean, mark, notice, registry, texts, thorough};

const MANIFEST: &str = "generated/.errors.manifest";
const KILL: i32 = 9;

/// Two registries: files of one change in the other, come, go and stay, and so do folders.
fn registries() -> [String; 2] {
    let old = "[outputs.markdown]\npath = \"docs/api/old/errors.md\"";
    let new = "[outputs.markdown]\npath = \"book/errors.md\"\n\
               [outputs.json_schema]\npath = \"book/schema/errors.schema.json\"";
    [registry("Old", old), registry("New", new)]
}

#[test]
fn kills_at_random_moments_tear_nothing_and_the_next_run_cleans_up() {
    let wanted = if thorough() { 1_000 } else { 60 };
    let registries = registries();
    let clean = registries.each_ref().map(|registry| clean(registry));
    let place = Place::open(&registries[0]);
    let same = same_in_both(&clean);
    assert!(same.len() > 3, "{same:?}");
    for path in &same {
        mark(&place.path(path));
    }
    let untouched = |tree: &Tree| {
        same.iter()
            .map(|path| tree[*path].clone())
            .collect::<Vec<_>>()
    };
    let kept = untouched(&place.tree());

    let lengths = Lengths::of(&place, &registries);
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let (mut kills, mut unfinished, mut now) = (0, 0, 0);
    while kills < wanted {
        let (old, new) = (now, 1 - now);
        place.set(&registries[new]);
        if !killed(&place, &lengths, kills % 2 == 1, &mut numbers) {
            now = new;
            continue;
        }
        kills += 1;
        let left = place.tree();
        whole(&left, &clean[old], &clean[new]);
        unfinished += usize::from(
            [old, new]
                .iter()
                .all(|one| texts(&left) != texts(&clean[*one])),
        );
        // The next run is of either registry: somebody may have gone back to the old one.
        now = if numbers.next() < 0.5 { old } else { new };
        place.set(&registries[now]);
        place.generate();
        assert_eq!(
            texts(&place.tree()),
            texts(&clean[now]),
            "after kill {kills}"
        );
        assert_eq!(untouched(&place.tree()), kept, "after kill {kills}");
    }
    notice(&format!(
        "{kills} kills, {unfinished} of them between the first write and the last"
    ));
    assert!(
        unfinished > wanted / 10,
        "only {unfinished} kills of {kills} hit the writing"
    );
}

fn same_in_both([old, new]: &[Tree; 2]) -> Vec<&str> {
    let files = old.iter().filter(|(_, entry)| entry.is_some());
    let same = files.filter(|(path, entry)| {
        let other = new.get(*path).and_then(Option::as_ref);
        other.map(|other| &other.text) == entry.as_ref().map(|entry| &entry.text)
    });
    same.map(|(path, _)| path.as_str()).collect()
}

/// Every output is whole, old or new, and none is gone that both have.
fn whole(found: &Tree, old: &Tree, new: &Tree) {
    let (found, old, new) = (texts(found), texts(old), texts(new));
    let outputs = found.iter().filter(|(path, text)| {
        text.is_some() && !path.contains("/.errbook-") && **path != MANIFEST
    });
    for (path, text) in outputs {
        let is_whole = old.get(path) == Some(text) || new.get(path) == Some(text);
        assert!(is_whole, "{path} is torn: {text:?}");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(found.contains_key(path), "{path} is gone");
    }
}

/// Kills a run: at any moment of its length, or of the time in which it writes. Was it still alive?
fn killed(place: &Place, lengths: &Lengths, is_writing: bool, numbers: &mut Numbers) -> bool {
    let mut child = start(place.command());
    if is_writing {
        until_it_writes(place, &mut child);
        sleep(lengths.writing.mul_f64(numbers.next()));
    } else {
        sleep(lengths.whole.mul_f64(numbers.next()));
    }
    // One that has ended by itself is not killed any more.
    let _ = child.kill();
    child.wait().unwrap().signal() == Some(KILL)
}

fn start(mut command: Command) -> Child {
    let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
    silent.spawn().unwrap()
}

/// Waits for the first temporary file, or the end of the run.
fn until_it_writes(place: &Place, child: &mut Child) {
    let is_temporary =
        |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(".errbook-");
    let writes = || {
        let entries = fs::read_dir(place.path("generated"))
            .into_iter()
            .flatten()
            .flatten();
        entries.filter(is_temporary).count() > 0
    };
    while child.try_wait().unwrap().is_none() && !writes() {}
}

/// How long a run takes, and how much of that it writes.
struct Lengths {
    whole: Duration,
    writing: Duration,
}

impl Lengths {
    /// The medians of a few runs. They end with the registry that they began with.
    fn of(place: &Place, registries: &[String; 2]) -> Self {
        let mut all = [(); 10].map(|()| (Duration::ZERO, Duration::ZERO));
        for (run, lengths) in all.iter_mut().enumerate() {
            place.set(&registries[1 - run % 2]);
            let start_of_run = Instant::now();
            let mut child = start(place.command());
            until_it_writes(place, &mut child);
            let start_of_writing = Instant::now();
            assert!(child.wait().unwrap().success());
            *lengths = (start_of_run.elapsed(), start_of_writing.elapsed());
        }
        let median = |mut lengths: Vec<Duration>| {
            lengths.sort();
            lengths[lengths.len() / 2]
        };
        Self {
            whole: median(all.iter().map(|(whole, _)| *whole).collect()),
            writing: median(all.iter().map(|(_, writing)| *writing).collect()),
        }
    }
}

/// Numbers from 0 to 1 that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }
}
