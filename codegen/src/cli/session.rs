//! What the commands share: finding and loading the registry, printing, and how a run ends.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};

use super::watch::Origin;
use super::{Color, Format, Global};
use crate::diag::{Diagnostic, render};
use crate::files;
use crate::load::{self, Loaded};
use crate::model::Registry;
use crate::unicode::escaped;

/// How a command ends, where it does not end well.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something was found, and has been reported: exit 1.
    Found(String),
    /// The command was called in a wrong way: exit 2.
    Usage(String),
    /// A file could not be read or written: exit 3.
    Disk(String),
}

pub(super) type Outcome<T = ()> = Result<T, Failure>;

impl From<files::Error> for Failure {
    fn from(error: files::Error) -> Self {
        if error.is_edited() {
            return Self::Found(error.to_string());
        }
        Self::Disk(error.to_string())
    }
}

/// One run of the command.
pub(super) struct Session {
    global: Global,
    format: Format,
    /// What goes to standard output at the end.
    output: String,
    /// What the registry was read from that was loaded last.
    origin: Origin,
    /// Had that one errors?
    has_shown_errors: bool,
}

impl Session {
    pub(super) fn new(global: Global) -> Self {
        Self {
            global,
            format: Format::Text,
            output: String::new(),
            origin: Origin::default(),
            has_shown_errors: false,
        }
    }

    /// From here on, diagnostics are written in this format.
    pub(super) fn report_as(&mut self, format: Format) {
        self.format = format;
    }

    /// Prints a line of what was asked for; a name of a file in it does nothing to a terminal.
    pub(super) fn print(&mut self, line: impl AsRef<str>) {
        self.output.push_str(&escaped(line.as_ref()));
        self.output.push('\n');
    }

    /// Prints a line in a style, where the terminal has styles.
    pub(super) fn print_styled(&mut self, style: Style, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.output, "{style}{line}{style:#}");
    }

    /// Prints a line about what was done, unless `--quiet` is given.
    pub(super) fn say(&mut self, line: impl AsRef<str>) {
        if !self.global.quiet {
            self.print(line);
        }
    }

    /// The path of the registry: `--registry`, or the nearest `errors.toml`, here or above.
    pub(super) fn registry(&self) -> Outcome<PathBuf> {
        let path = match &self.global.registry {
            Some(path) if path.is_dir() => path.join("errors.toml"),
            Some(path) => path.clone(),
            None => nearest()?,
        };
        match path.try_exists() {
            Ok(true) => Ok(shown(&path).into_owned()),
            Ok(false) => Err(Failure::Disk(format!("{} does not exist", path.display()))),
            Err(error) => Err(Failure::Disk(format!(
                "cannot read {}: {error}",
                path.display()
            ))),
        }
    }

    /// Loads the registry at `path` and reports what is wrong with it.
    pub(super) fn load(&mut self, path: &Path) -> Outcome<Registry> {
        self.load_all(path).map(|(registry, _)| registry)
    }

    /// The same, with all else that is known of the registry.
    pub(super) fn load_all(&mut self, path: &Path) -> Outcome<(Registry, Loaded)> {
        self.origin = Origin::unread();
        let mut loaded = load::load(path).map_err(|error| Failure::Disk(error.to_string()))?;
        self.origin = Origin::of(&loaded);
        self.report(&loaded)?;
        match loaded.registry.take() {
            Some(registry) => Ok((registry, loaded)),
            None => Err(Failure::Found(summary(path, &loaded))),
        }
    }

    /// Are diagnostics a document, which is there even where nothing is wrong?
    pub(super) fn reports_documents(&self) -> bool {
        !matches!(self.format, Format::Text)
    }

    /// Loads the registry of this folder.
    pub(super) fn load_here(&mut self) -> Outcome<Registry> {
        let path = self.registry()?;
        self.load(&path)
    }

    /// Shows diagnostics: for people on standard error, for programs on standard output; with `--quiet`, errors only.
    pub(super) fn report(&mut self, loaded: &Loaded) -> Outcome {
        self.has_shown_errors = loaded.has_errors();
        let shown: Vec<Diagnostic> = loaded
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error() || !self.global.quiet)
            .cloned()
            .collect();
        let (unlisted, sources) = (loaded.unlisted, &loaded.sources);
        let text = match self.format {
            Format::Text => {
                let color = self.color(&io::stderr()) != ColorChoice::Never;
                to_stderr(&render::text(&shown, sources, color));
                return Ok(());
            }
            Format::Json => render::json(&shown, unlisted, sources),
            Format::Github => render::github(&shown, sources),
            Format::Sarif => render::sarif(&shown, unlisted, sources),
        };
        to_stdout(io::stdout(), &text)
    }

    /// The arguments that name this registry, for a command that the user can copy.
    pub(super) fn registry_argument(&self) -> String {
        let path = self.global.registry.as_deref();
        path.map_or(String::new(), |path| {
            format!(" --registry {}", quoted(path))
        })
    }

    /// What the registry was read from that was loaded last.
    pub(super) fn origin(&self) -> Origin {
        self.origin.clone()
    }

    /// Writes what was printed, then says how the run ended.
    pub(super) fn finish(mut self, outcome: Outcome) -> ExitCode {
        match self.conclude(outcome) {
            0 => ExitCode::SUCCESS,
            code => ExitCode::from(code),
        }
    }

    /// The same, of a run that others follow: what was printed is gone then.
    pub(super) fn conclude(&mut self, outcome: Outcome) -> u8 {
        let outcome = outcome.and(self.write_output());
        self.output.clear();
        let (message, code) = match outcome {
            Ok(()) => return 0,
            Err(Failure::Found(message)) => (message, 1),
            Err(Failure::Usage(message)) => (message, 2),
            Err(Failure::Disk(message)) => (message, 3),
        };
        // What is wrong with the registry has been shown, each at its line.
        if self.format == Format::Github && !self.has_shown_errors {
            let _ = to_stdout(io::stdout(), &render::github_failure(&message));
        }
        self.say_error(&message);
        code
    }

    /// Standard output is a document alone, where one was asked for.
    fn write_output(&self) -> Outcome {
        if matches!(self.format, Format::Json | Format::Sarif) {
            let choice = self.color(&io::stderr());
            // There is nowhere left to say that this failed.
            let _ = write_all(AutoStream::new(io::stderr(), choice), &self.output);
            return Ok(());
        }
        let choice = self.color(&io::stdout());
        to_stdout(AutoStream::new(io::stdout(), choice), &self.output)
    }

    fn say_error(&self, message: &str) {
        let style = AnsiColor::Red.on_default().bold();
        let message = escaped(message);
        let text = format!("{style}error{style:#}: {message}\n");
        let choice = self.color(&io::stderr());
        // There is nowhere left to say that this failed.
        let _ = write_all(AutoStream::new(io::stderr(), choice), &text);
    }

    fn color(&self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.global.color {
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
            Color::Auto => AutoStream::choice(stream),
        }
    }
}

/// A path as it is shown: relative to the current folder, where it lies below that.
pub(super) fn shown(path: &Path) -> Cow<'_, Path> {
    let below = || {
        let here = std::env::current_dir().ok()?;
        path.strip_prefix(here).ok()
    };
    let path = below().unwrap_or(path);
    path.strip_prefix(".")
        .map_or(Cow::Borrowed(path), Cow::Borrowed)
}

/// `1 code`, `2 codes`
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// `errors.toml: 3 mistakes, 1 warning`; `2 files: 3 mistakes`, where they are in several.
pub(super) fn summary(path: &Path, loaded: &Loaded) -> String {
    let diagnostics = &loaded.diagnostics;
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let found = match (errors, diagnostics.len() - errors) {
        (0, 0) => "nothing to report".to_owned(),
        (0, warnings) => count(warnings, "warning"),
        (errors, 0) => count(errors, "mistake"),
        (errors, warnings) => format!(
            "{}, {}",
            count(errors, "mistake"),
            count(warnings, "warning")
        ),
    };
    let more = match loaded.unlisted {
        0 => String::new(),
        more => format!(", and {more} more that are not listed"),
    };
    let files: BTreeSet<_> = diagnostics.iter().map(|d| d.span.file).collect();
    let place = match files.first() {
        None => shown(path).display().to_string(),
        Some(file) if files.len() == 1 => loaded.sources.get(*file).path.clone(),
        Some(_) => count(files.len(), "file"),
    };
    format!("{place}: {found}{more}")
}

fn nearest() -> Outcome<PathBuf> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::Disk(format!("cannot read the current folder: {error}")))?;
    here.ancestors()
        .map(|folder| folder.join("errors.toml"))
        .find(|path| path.is_file())
        .ok_or_else(|| {
            Failure::Disk(format!(
                "there is no errors.toml in {} or above; --registry PATH names another file",
                here.display()
            ))
        })
}

/// A path that a shell takes for one argument.
pub(super) fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+\\:".contains(c);
    if path.chars().all(is_plain) {
        return path;
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

fn to_stdout(stream: impl Write, text: &str) -> Outcome {
    let failed = |error| Failure::Disk(format!("cannot write to standard output: {error}"));
    write_all(stream, text).map_err(failed)
}

fn to_stderr(text: &str) {
    if text.is_empty() {
        return;
    }
    let mut stderr = io::stderr().lock();
    // There is nowhere left to say that this failed.
    let _ = writeln!(stderr, "{}\n", text.trim_end_matches('\n'));
}

/// A reader that has seen enough closes the pipe; that is no failure.
fn write_all(mut stream: impl Write, text: &str) -> io::Result<()> {
    match stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush())
    {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
