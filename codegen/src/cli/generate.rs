//! `errbook generate`

use std::path::{Path, PathBuf};
use std::slice;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::Reporting;
use super::drift;
use super::last_run::LastRun;
use super::session::{Failure, Outcome, Session, count, quoted, shown};
use super::watch::Watch;
use crate::emit;
use crate::files::{Change, Files, Folder, Locked, State};
use crate::load::Loaded;
use crate::model::Registry;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Write nothing; show what differs, and exit 1 if anything does
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing; list what would be written and removed
    #[arg(long)]
    dry_run: bool,
    /// Replace what was changed by hand between the markers of a page, too
    #[arg(long)]
    force: bool,
    /// Run again at each save of the registry, or of a file that it includes; Ctrl-C ends it
    #[arg(long, conflicts_with_all = ["check", "dry_run"])]
    watch: bool,
    /// Only these outputs; what is left over of others stays
    #[arg(long, value_name = "OUTPUT,...", value_delimiter = ',', value_parser = outputs())]
    only: Vec<String>,
    /// Write below DIR, not beside the registry
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

const EXAMPLES: &str = "\
Examples:
  errbook generate
  errbook generate --check                  in CI: fail when something generated is out of date
  errbook generate --watch                  while you write the registry: each save at once
  errbook generate --only rust,docs
  errbook generate --out /tmp/preview";

/// What people call outputs, and the names that their tables below `[outputs]` have.
const ALIASES: &[(&str, &str)] = &[
    ("docs", "markdown"),
    ("schema", "json_schema"),
    ("reference", "html"),
];

fn outputs() -> impl TypedValueParser<Value = String> {
    let value = |output: &emit::Output| {
        let aliases = ALIASES.iter().filter(|(_, name)| *name == output.name);
        PossibleValue::new(output.name).aliases(aliases.map(|(alias, _)| *alias))
    };
    PossibleValuesParser::new(emit::OUTPUTS.iter().map(value)).map(|given| {
        let alias = ALIASES.iter().find(|(alias, _)| *alias == given);
        alias.map_or(given, |(_, name)| (*name).to_owned())
    })
}

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    session.report_as(arguments.reporting.format);
    let path = session.registry()?;
    if arguments.watch {
        return watch(arguments, session, &path);
    }
    once(arguments, session, &path)
}

/// Runs again and again, whatever is wrong with the registry meanwhile.
fn watch(arguments: &Arguments, session: &mut Session, path: &Path) -> Outcome {
    let mut watch = Watch::new(path);
    session.say(format!("watching {}; Ctrl-C ends it", path.display()));
    loop {
        let outcome = once(arguments, session, path);
        session.conclude(outcome);
        watch.learn(session.origin());
        watch.wait();
    }
}

fn once(arguments: &Arguments, session: &mut Session, path: &Path) -> Outcome {
    let root = arguments
        .out
        .as_deref()
        .or(path.parent())
        .unwrap_or(Path::new(""));
    let folder = Folder::new(root, path);
    if arguments.check || arguments.dry_run {
        return look(arguments, session, path, &folder);
    }
    // A run that is told from the last one reads nothing, and nobody would know what to watch.
    let last = LastRun::of(path, &folder, &arguments.only)
        .filter(|_| !session.reports_documents() && !arguments.watch);
    if let Some(all) = last.as_ref().and_then(|last| last.still_holds(&folder)) {
        session.say(nothing_changed(&all));
        return Ok(());
    }
    let (locked, registry, loaded) = lock_and_load(arguments, session, path, folder)?;
    if let Some(last) = &last {
        last.forget();
    }
    let files = render(arguments, &registry);
    let changes = files.write(&locked)?;
    report(session, locked.folder(), &registry, &changes);
    if let Some(last) = &last {
        let said = of(&registry, &changes);
        last.remember(&loaded, locked.folder(), (&files, &changes), &said);
    }
    Ok(())
}

/// The registry is read under the lock, so that the run that writes last has read last. A folder that `--out` names
/// is made only once the registry is known to be right.
fn lock_and_load(
    arguments: &Arguments,
    session: &mut Session,
    path: &Path,
    folder: Folder,
) -> Outcome<(Locked, Registry, Loaded)> {
    if arguments.out.is_some() {
        let (registry, loaded) = load(arguments, session, path)?;
        return Ok((folder.lock()?, registry, loaded));
    }
    let locked = folder.lock()?;
    let (registry, loaded) = load(arguments, session, path)?;
    Ok((locked, registry, loaded))
}

/// Loads the registry; what is asked for by its name is there.
fn load(arguments: &Arguments, session: &mut Session, path: &Path) -> Outcome<(Registry, Loaded)> {
    let (registry, loaded) = session.load_all(path)?;
    each_is_on(&arguments.only, &registry)?;
    Ok((registry, loaded))
}

/// A check of nothing would look like one that finds nothing.
fn each_is_on(names: &[String], registry: &Registry) -> Outcome {
    for name in names {
        if emit::only(registry, slice::from_ref(name))
            .iter()
            .next()
            .is_none()
        {
            return Err(Failure::Usage(format!(
                "`--only` finds nothing to generate: `[outputs.{name}]` is off, or none of its pages has a region"
            )));
        }
    }
    Ok(())
}

fn render(arguments: &Arguments, registry: &Registry) -> Files {
    let mut files = if arguments.only.is_empty() {
        emit::all(registry)
    } else {
        emit::only(registry, &arguments.only)
    };
    if arguments.force {
        files.force();
    }
    if arguments.out.is_some() {
        files.copy_pages();
    }
    files
}

/// Compares, and writes nothing. Waits for a run that is writing just now, so as not to see half of its work.
fn look(arguments: &Arguments, session: &mut Session, path: &Path, folder: &Folder) -> Outcome {
    let _lock = folder.root().is_dir().then(|| folder.clone().lock());
    let (registry, _) = load(arguments, session, path)?;
    let changes = render(arguments, &registry).compare(folder)?;
    let differ = changes
        .iter()
        .filter(|change| !change.state.is_settled())
        .count();
    if arguments.dry_run {
        list(session, folder, &changes, ["would write", "would remove"]);
    } else {
        drift::print(session, folder, &changes);
    }
    if differ > 0 && arguments.check {
        let are = if differ == 1 { "is" } else { "are" };
        let files = count(differ, "file");
        let mend = mend(&changes, &mending_command(arguments, session));
        return Err(Failure::Found(format!("{files} {are} out of date; {mend}")));
    }
    let all = of(&registry, &changes);
    match differ {
        0 => session.say(format!("up to date ({all})")),
        _ => session.say(format!("{all}: {differ} would change")),
    }
    Ok(())
}

/// What makes the folder agree.
fn mend(changes: &[Change], command: &str) -> String {
    let any = |wanted: fn(&State) -> bool| changes.iter().any(|change| wanted(&change.state));
    let first = if any(|state| matches!(state, State::Claimed(_))) {
        "choose other paths in [outputs] of one of the registries, and "
    } else if any(|state| matches!(state, State::Foreign)) {
        "move away what is in the way, and "
    } else {
        ""
    };
    let run = format!("{first}run `{command}");
    if any(|state| matches!(state, State::Edited { .. })) {
        return format!("{run} --force`, which replaces what was changed by hand");
    }
    format!("{run}`")
}

/// The command that makes the folder agree.
fn mending_command(arguments: &Arguments, session: &Session) -> String {
    let only = match arguments.only.as_slice() {
        [] => String::new(),
        names => format!(" --only {}", names.join(",")),
    };
    let out = arguments.out.as_deref();
    let out = out.map_or(String::new(), |out| format!(" --out {}", quoted(out)));
    format!("{}{}{only}{out}", drift::MEND, session.registry_argument())
}

fn report(session: &mut Session, folder: &Folder, registry: &Registry, changes: &[Change]) {
    list(session, folder, changes, ["wrote", "removed"]);
    let number = |wanted: fn(&State) -> bool| changes.iter().filter(|c| wanted(&c.state)).count();
    let written = number(is_written);
    let removed = number(|state| *state == State::Leftover);
    let unchanged = number(|state| *state == State::Unchanged);
    let files = of(registry, changes);
    if written + removed == 0 {
        return session.say(nothing_changed(&files));
    }
    let removed = match removed {
        0 => String::new(),
        more => format!(", {more} removed"),
    };
    session.say(format!(
        "{files}: {written} written, {unchanged} unchanged{removed}"
    ));
}

fn nothing_changed(all: &str) -> String {
    format!("nothing changed ({all})")
}

/// `13 codes, 11 files`
fn of(registry: &Registry, changes: &[Change]) -> String {
    let is_file = |change: &&Change| !matches!(change.state, State::Leftover | State::Kept);
    let files = changes.iter().filter(is_file).count();
    format!(
        "{}, {}",
        count(registry.codes.len(), "code"),
        count(files, "file")
    )
}

fn is_written(state: &State) -> bool {
    matches!(state, State::Missing | State::Changed { .. })
}

/// One line for each file that is written, removed, or kept where one would expect otherwise.
fn list(session: &mut Session, folder: &Folder, changes: &[Change], verbs: [&str; 2]) {
    let [write, remove] = verbs;
    for change in changes {
        let path = folder.root().join(&change.path);
        let path = shown(&path).display().to_string();
        match &change.state {
            State::Unchanged => {}
            State::Missing | State::Changed { .. } => session.say(format!("{write} {path}")),
            State::Edited { .. } => session.say(format!(
                "cannot write {path}, whose text between the markers was changed by hand"
            )),
            State::Leftover => session.say(format!("{remove} {path}")),
            State::Kept => session.say(format!(
                "kept {path}, which is no longer generated and was not written by errbook"
            )),
            State::Claimed(by) => session.say(format!(
                "cannot write {path}, which is generated from {by}, too"
            )),
            State::Foreign => session.say(format!(
                "cannot write {path}, which was not written by errbook"
            )),
        }
    }
}
