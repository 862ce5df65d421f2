//! Outputs on disk: compared, written, removed, and never half.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use errbook::escape::json::JsonDocument;
use errbook::files::{Change, Error, Files, Folder, MARKS, State};
use errbook::model::Value;

const MARK: &str = MARKS[0];
const MANIFEST: &str = "generated/.errors.manifest";

/// A set of files, each the JSON of a text.
fn files<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Files {
    fill(Files::default(), texts)
}

fn fill<'a>(mut files: Files, texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Files {
    for (path, text) in texts {
        files.insert(path, JsonDocument::new(Value::from(text)));
    }
    files
}

fn folder(root: &Path) -> Folder {
    Folder::new(root, Path::new("errors.toml"))
}

fn write(files: &Files, root: &Path) -> Result<Vec<Change>, Error> {
    files.write(&folder(root).lock()?)
}

/// The files that are not as they should be, each with a word on how.
fn drift(files: &Files, root: &Path) -> Vec<(String, &'static str)> {
    unsettled(&files.compare(&folder(root)).unwrap())
}

fn unsettled(changes: &[Change]) -> Vec<(String, &'static str)> {
    let word = |change: &Change| match change.state {
        State::Unchanged => None,
        State::Missing => Some("missing"),
        State::Changed { .. } => Some("changed"),
        State::Foreign => Some("foreign"),
        State::Claimed(_) => Some("claimed"),
        State::Leftover => Some("left over"),
        State::Kept => Some("kept"),
        State::Edited { .. } => Some("edited"),
    };
    let pairs = changes
        .iter()
        .map(|change| Some((change.path.clone(), word(change)?)));
    pairs.flatten().collect()
}

fn pair(path: &str, word: &'static str) -> (String, &'static str) {
    (path.to_owned(), word)
}

/// Every file below `root`.
fn tree(root: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(root).unwrap();
                all.insert(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    all
}

fn set<const N: usize>(paths: [&str; N]) -> BTreeSet<String> {
    paths.map(str::to_owned).into()
}

/// Gives a file a time long past, so that any write to it shows.
fn age(path: &Path) -> SystemTime {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(long_ago).unwrap();
    long_ago
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn the_second_run_touches_nothing() {
    let root = tempfile::tempdir().unwrap();
    let all = files([("generated/a", "1"), ("generated/deep/b", "2")]);
    let first = write(&all, root.path()).unwrap();
    assert_eq!(unsettled(&first).len(), 3, "{first:?}");
    let paths = ["generated/a", "generated/deep/b", MANIFEST];
    let times = paths.map(|path| age(&root.path().join(path)));
    assert_eq!(unsettled(&write(&all, root.path()).unwrap()), []);
    assert_eq!(paths.map(|path| modified(&root.path().join(path))), times);
}

#[test]
fn only_what_differs_is_written() {
    let root = tempfile::tempdir().unwrap();
    let old = files([("generated/a", "1"), ("generated/b", "2")]);
    write(&old, root.path()).unwrap();
    let time = age(&root.path().join("generated/a"));
    let new = files([("generated/a", "1"), ("generated/b", "3")]);
    let changes = write(&new, root.path()).unwrap();
    assert_eq!(unsettled(&changes), [pair("generated/b", "changed")]);
    assert_eq!(modified(&root.path().join("generated/a")), time);
    let text = fs::read_to_string(root.path().join("generated/b")).unwrap();
    assert_eq!(text, "\"3\"\n");
}

#[test]
fn a_checkout_with_crlf_is_equal() {
    let root = tempfile::tempdir().unwrap();
    let all = files([("generated/a", "1"), ("docs/b", "2")]);
    write(&all, root.path()).unwrap();
    for path in tree(root.path()) {
        let path = root.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    }
    assert_eq!(drift(&all, root.path()), []);
    assert_eq!(unsettled(&write(&all, root.path()).unwrap()), []);
    let text = fs::read_to_string(root.path().join("generated/a")).unwrap();
    assert_eq!(text, "\"1\"\r\n", "an equal file is not touched");
}

#[test]
fn drift_has_a_name_for_each_kind() {
    let root = tempfile::tempdir().unwrap();
    let old = files([("generated/a", "1"), ("generated/gone", "2")]);
    write(&old, root.path()).unwrap();
    fs::write(root.path().join("generated/a"), "edited by hand\n").unwrap();
    let new = files([("generated/a", "1"), ("generated/new", "3")]);
    let expected = [
        pair(MANIFEST, "changed"),
        pair("generated/a", "changed"),
        pair("generated/gone", "left over"),
        pair("generated/new", "missing"),
    ];
    assert_eq!(drift(&new, root.path()), expected);
    write(&new, root.path()).unwrap();
    assert_eq!(drift(&new, root.path()), []);
    let expected = set([MANIFEST, "generated/a", "generated/new"]);
    assert_eq!(tree(root.path()), expected);
}

#[test]
fn outputs_that_move_leave_nothing_behind() {
    let root = tempfile::tempdir().unwrap();
    write(&files([("docs/api/errors.json", MARK)]), root.path()).unwrap();
    write(&files([("book/errors.json", MARK)]), root.path()).unwrap();
    assert!(!root.path().join("docs").exists(), "empty folders go too");
    write(&Files::default(), root.path()).unwrap();
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn what_is_somebodys_own_is_not_removed() {
    let root = tempfile::tempdir().unwrap();
    write(&files([("docs/errors.json", MARK)]), root.path()).unwrap();
    let own = root.path().join("docs/errors.json");
    fs::write(&own, "# Written by hand by now\n").unwrap();
    let changes = write(&Files::default(), root.path()).unwrap();
    assert!(unsettled(&changes).contains(&pair("docs/errors.json", "kept")));
    assert!(own.exists());
    assert_eq!(drift(&Files::default(), root.path()), [], "it is forgotten");
}

#[test]
fn what_is_somebodys_own_is_not_replaced() {
    let root = tempfile::tempdir().unwrap();
    let own = root.path().join("README.md");
    fs::write(&own, "# Ours\n").unwrap();
    let all = files([("README.md", MARK), ("generated/a", "1")]);
    assert!(drift(&all, root.path()).contains(&pair("README.md", "foreign")));
    let error = write(&all, root.path()).unwrap_err().to_string();
    assert!(
        error.starts_with("README.md was not written by errbook"),
        "{error}"
    );
    assert_eq!(tree(root.path()), set(["README.md"]));
}

#[test]
fn a_placeholder_or_an_output_whose_manifest_is_lost_is_replaced() {
    let all = files([("README.md", MARK)]);
    for old in ["", "\n", "{\"$comment\": \"Generated by errbook\"}"] {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("README.md"), old).unwrap();
        write(&all, root.path()).unwrap();
        assert_eq!(drift(&all, root.path()), []);
    }
}

#[test]
fn a_part_leaves_the_rest_alone() {
    let root = tempfile::tempdir().unwrap();
    let old = files([("generated/a", "1"), ("generated/b", "2")]);
    write(&old, root.path()).unwrap();
    let part = fill(Files::part(), [("generated/a", "new")]);
    let changes = write(&part, root.path()).unwrap();
    assert_eq!(unsettled(&changes), [pair("generated/a", "changed")]);
    assert!(root.path().join("generated/b").exists());
    let whole = files([("generated/a", "new")]);
    let expected = [pair(MANIFEST, "changed"), pair("generated/b", "left over")];
    assert_eq!(unsettled(&write(&whole, root.path()).unwrap()), expected);
}

#[test]
fn two_registries_of_a_folder_do_not_remove_each_others_files() {
    let root = tempfile::tempdir().unwrap();
    let other = Folder::new(root.path(), Path::new("other.toml"));
    let mine = files([("generated/a", "1")]);
    write(&mine, root.path()).unwrap();
    let theirs = files([("generated/b", "2")]);
    theirs.write(&other.lock().unwrap()).unwrap();
    assert_eq!(drift(&mine, root.path()), []);
}

#[test]
fn no_path_leaves_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let inside = root.path().join("inside");
    let paths = [
        "../out",
        "/out",
        "a/../../out",
        "a//b",
        "",
        "a/.",
        "..\\out",
        "C:out",
        "a\nb",
        "a\0b",
    ];
    for path in paths {
        let error = write(&files([(path, "1")]), &inside).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("does not name a file below"),
            "{path:?}: {error}"
        );
    }
    assert_eq!(tree(root.path()), set([]));
}

#[test]
fn what_stands_in_the_way_is_named() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("generated/a")).unwrap();
    fs::write(root.path().join("b"), "").unwrap();
    for (path, expected) in [
        ("generated/a", "generated/a is a folder"),
        ("b/c/d", "b is a file"),
    ] {
        let all = files([(path, "1"), ("aaa", "1"), ("zzz", "1")]);
        let error = write(&all, root.path()).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        assert_eq!(tree(root.path()), set(["b"]));
    }
}

#[test]
fn one_output_inside_of_another_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let all = files([("a", "1"), ("b", "1"), ("b/c", "1")]);
    write(&all, root.path()).unwrap_err();
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn no_symbolic_link_is_followed() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    symlink(outside.path(), root.path().join("folder")).unwrap();
    symlink("nowhere", root.path().join("dangling")).unwrap();
    fs::create_dir(root.path().join("real")).unwrap();
    symlink(outside.path().join("f"), root.path().join("real/file")).unwrap();
    for (path, culprit) in [
        ("folder/x", "folder"),
        ("dangling", "dangling"),
        ("real/file", "real/file"),
    ] {
        let error = write(&files([(path, "1")]), root.path()).unwrap_err();
        assert_eq!(error.path(), culprit);
        assert!(error.to_string().contains("is a symbolic link"), "{error}");
    }
    assert_eq!(tree(outside.path()), set([]));
}

#[cfg(unix)]
#[test]
fn the_folder_itself_may_be_reached_through_a_link() {
    let root = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(root.path(), &link).unwrap();
    write(&files([("generated/a", "1")]), &link).unwrap();
    assert!(root.path().join("generated/a").exists());
}

#[cfg(unix)]
#[test]
fn a_stale_file_is_not_removed_through_a_link() {
    let root = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let old = files([("generated/old/a", MARK), ("generated/b", "1")]);
    write(&old, root.path()).unwrap();
    fs::remove_dir_all(root.path().join("generated/old")).unwrap();
    fs::write(outside.path().join("a"), MARK).unwrap();
    std::os::unix::fs::symlink(outside.path(), root.path().join("generated/old")).unwrap();
    write(&files([("generated/b", "1")]), root.path()).unwrap();
    assert!(outside.path().join("a").exists());
}

#[cfg(unix)]
#[test]
fn rights_are_those_of_any_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let mode = |path: &str| {
        let metadata = fs::metadata(root.path().join(path)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    fs::write(root.path().join("ordinary"), "").unwrap();
    write(&files([("generated/a", "1")]), root.path()).unwrap();
    assert_eq!(mode("generated/a"), mode("ordinary"));
    let odd = fs::Permissions::from_mode(0o640);
    fs::set_permissions(root.path().join("generated/a"), odd).unwrap();
    write(&files([("generated/a", "2")]), root.path()).unwrap();
    assert_eq!(mode("generated/a"), 0o640);
}

#[test]
fn a_stamp_is_the_time_of_what_is_written() {
    let root = tempfile::tempdir().unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000);
    let locked = folder(root.path()).with_stamp(time).lock().unwrap();
    files([("generated/a", "1")]).write(&locked).unwrap();
    assert_eq!(modified(&root.path().join("generated/a")), time);
}

#[test]
fn a_file_that_the_system_refuses_leaves_everything_as_it_was() {
    let root = tempfile::tempdir().unwrap();
    write(&files([("a", "1"), ("gone", MARK)]), root.path()).unwrap();
    let before = tree(root.path());
    let long = "z".repeat(300);
    let new = files([("a", "2"), ("b/c/d", "2"), (long.as_str(), "2")]);
    let error = write(&new, root.path()).unwrap_err();
    assert_eq!(error.path(), long);
    assert_eq!(tree(root.path()), before);
    assert!(!root.path().join("b").exists());
    let text = fs::read_to_string(root.path().join("a")).unwrap();
    assert_eq!(text, "\"1\"\n");
}

#[test]
fn writers_at_once_do_not_mix() {
    let root = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..20).map(|file| format!("generated/{file}")).collect();
    let written_by = |writer: usize| {
        let text = format!("{MARK} for {writer}");
        let mut all = files(names.iter().map(|name| (name.as_str(), text.as_str())));
        let own = format!("generated/own/{writer}");
        all.insert(own, JsonDocument::new(Value::from(text.as_str())));
        all
    };
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let (root, all) = (root.path(), written_by(writer));
            scope.spawn(move || {
                for _ in 0..5 {
                    write(&all, root).unwrap();
                }
            });
        }
    });
    let whole = |writer: &usize| drift(&written_by(*writer), root.path()).is_empty();
    assert_eq!((0..8).filter(whole).count(), 1, "one wrote last");
    assert_eq!(tree(root.path()).len(), 22, "{:?}", tree(root.path()));
}
