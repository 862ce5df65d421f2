//! Disks that are full, small or read-only.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::FileExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use tempfile::TempDir;

use crate::place::{Place, clean, notice, registry, shown, texts};

const PAGE: usize = 4_096;

/// A file system in memory, that exists for one process only. The command joins that process; this test looks on by way
/// of `/proc`.
struct Disk {
    shell: Child,
    answers: BufReader<ChildStdout>,
    mount: TempDir,
    as_root: bool,
}

impl Disk {
    /// None where this machine allows it neither to root nor to others; that is said.
    fn new() -> Option<Self> {
        let disk = [true, false].into_iter().find_map(Self::mounted);
        if disk.is_none() {
            notice(
                "NOT RUN: a test of a full or a read-only disk; no file system can be mounted here",
            );
        }
        disk
    }

    fn mounted(as_root: bool) -> Option<Self> {
        let mut command = Command::new("unshare");
        let user = ["--map-root-user"];
        command
            .arg("--mount")
            .args(user.iter().filter(|_| !as_root));
        command.args(["sh", "-s"]).stderr(Stdio::null());
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut shell = piped.spawn().ok()?;
        let mut disk = Self {
            answers: BufReader::new(shell.stdout.take()?),
            mount: tempfile::tempdir().unwrap(),
            shell,
            as_root,
        };
        disk.mount("-t tmpfs -o size=2m tmpfs").then_some(disk)
    }

    /// Mounts the file system. Does that work?
    fn mount(&mut self, what: &str) -> bool {
        let Some(stdin) = &mut self.shell.stdin else {
            return false;
        };
        let place = self.mount.path().display();
        let asked = writeln!(stdin, "mount {what} {place} && echo yes || echo no");
        let mut answer = String::new();
        let answered = asked.and_then(|()| self.answers.read_line(&mut answer));
        answered.is_ok() && answer == "yes\n"
    }

    /// The folder as this process reaches it.
    fn place(&self) -> Place {
        let root = format!("/proc/{}/root", self.shell.id());
        Place::at(Path::new(&(root + self.mount.path().to_str().unwrap())))
    }

    fn generate(&self) -> Output {
        let mut command = Command::new("nsenter");
        command.args(["--mount", "--target", &self.shell.id().to_string()]);
        let user = ["--user", "--preserve-credentials"];
        command.args(user.iter().filter(|_| !self.as_root));
        command.args([env!("CARGO_BIN_EXE_errbook"), "generate", "--registry"]);
        command.arg(self.mount.path().join("errors.toml"));
        command.output().unwrap()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The file system ends with the last process that sees it.
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

fn old() -> String {
    registry("Old", "[outputs.markdown]\npath = \"docs/errors.md\"")
}

fn new() -> String {
    registry("New, and longer than before", "")
}

#[track_caller]
fn refused(output: &Output, reason: &str) {
    let shown = shown(output);
    assert_eq!(output.status.code(), Some(3), "{shown}");
    let is_told = shown.contains(reason) && shown.contains("every file is as it was\n");
    assert!(is_told, "{shown}");
}

/// A file that takes all the space there is.
fn fill(path: &Path) -> (File, u64) {
    let file = File::create(path).unwrap();
    let page = [1; PAGE];
    let pages =
        (0..).take_while(|page_number| file.write_all_at(&page, page_number * PAGE as u64).is_ok());
    let pages = pages.count() as u64;
    (file, pages)
}

#[test]
fn a_full_disk_leaves_everything_as_it_was_however_little_is_missing() {
    let Some(disk) = Disk::new() else {
        return;
    };
    let place = disk.place();
    place.set(&old());
    assert!(disk.generate().status.success());
    place.set(&new());
    let (filler, pages) = fill(&place.path("filler"));
    let mut free = 0;
    loop {
        filler.set_len((pages - free) * PAGE as u64).unwrap();
        let before = place.tree();
        let output = disk.generate();
        if output.status.success() {
            break;
        }
        refused(&output, "No space left on device");
        assert_eq!(place.tree(), before, "with {free} pages left");
        free += 1;
    }
    assert!(free > 10, "only {free} pages were needed");
    notice(&format!(
        "a full disk was refused {free} times, with 0 to {} pages left",
        free - 1
    ));
    let mut found = place.tree();
    found.remove("filler");
    assert_eq!(texts(&found), texts(&clean(&new())));
}

#[test]
fn a_disk_that_is_read_only_is_named_and_changes_nothing() {
    let Some(mut disk) = Disk::new() else {
        return;
    };
    let place = disk.place();
    place.set(&old());
    assert!(disk.generate().status.success());
    place.set(&new());
    let before = place.tree();
    assert!(disk.mount("-o remount,bind,ro"));
    refused(&disk.generate(), "Read-only file system");
    assert_eq!(place.tree(), before);
}

/// Limits on the size of a file, in blocks of 512 or 1,024 bytes: from none to one that suffices.
const BLOCKS: [u32; 12] = [0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 1 << 20];

#[test]
fn a_write_that_fails_halfway_leaves_everything_as_it_was() {
    let place = Place::open(&old());
    place.set(&new());
    let mut refusals = 0;
    for blocks in BLOCKS {
        let before = place.tree();
        let limit = format!("trap '' XFSZ; ulimit -f {blocks}");
        let output = place.command_behind(&limit).output().unwrap();
        if output.status.success() {
            break;
        }
        refused(&output, "File too large");
        assert_eq!(place.tree(), before, "at {blocks} blocks");
        refusals += 1;
    }
    assert!((4..BLOCKS.len()).contains(&refusals), "{refusals} refusals");
    assert_eq!(texts(&place.tree()), texts(&clean(&new())));
}

/// What the system does where nobody asks it for an error: it ends the process.
#[test]
fn a_run_that_the_system_ends_at_a_limit_is_cleaned_up_by_the_next() {
    const OVER_THE_LIMIT: i32 = 25;
    let place = Place::open(&old());
    let before = place.tree();
    let mut ended = 0;
    for blocks in BLOCKS {
        place.set(&new());
        let output = place
            .command_behind(&format!("ulimit -c 0; ulimit -f {blocks}"))
            .output()
            .unwrap();
        if output.status.success() {
            break;
        }
        assert_eq!(
            output.status.signal(),
            Some(OVER_THE_LIMIT),
            "{}",
            shown(&output)
        );
        place.set(&old());
        place.generate();
        assert_eq!(texts(&place.tree()), texts(&before), "at {blocks} blocks");
        ended += 1;
    }
    assert!((4..BLOCKS.len()).contains(&ended), "ended {ended} times");
}
