//! The command line: one file per command. Nothing else of the crate knows clap, standard output or exit codes.

mod check;
mod drift;
mod explain;
mod export;
mod generate;
mod last_run;
mod list;
mod schema;
mod serve;
mod session;
mod text;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use session::{Outcome, Session};

/// One errors.toml names every error of an HTTP API; Rust types, docs and JSON Schema are generated from it.
#[derive(Parser)]
#[command(name = "errbook", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(clap::Args)]
#[command(next_help_heading = "Everywhere")]
struct Global {
    /// The registry [default: errors.toml in this folder, or else in the nearest one above]
    #[arg(long, global = true, value_name = "PATH")]
    registry: Option<PathBuf>,
    /// When to use colors; `auto` asks the terminal and `NO_COLOR`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Print errors and what was asked for, nothing else
    #[arg(long, short, global = true)]
    quiet: bool,
}

/// What a command takes that is mostly about diagnostics.
#[derive(clap::Args)]
struct Reporting {
    /// How to write diagnostics down; in any form but `text`, they go to standard output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// Workflow commands of GitHub Actions
    Github,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Check the registry, render every output, and write what differs
    Generate(generate::Arguments),
    /// Report what is wrong with the registry, and write nothing
    Check(check::Arguments),
    /// List the codes
    List(list::Arguments),
    /// Explain a code of the registry, or a rule that a diagnostic names
    Explain(explain::Arguments),
    /// Show the reference in a browser, and each save at once
    Serve(serve::Arguments),
    /// Print the JSON Schema of errors.toml itself, for editors
    Schema(schema::Arguments),
    /// Print a page of yours as plain Markdown, its regions filled, as sites serve it to language models
    Export(export::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  errbook generate            write everything that errors.toml says
  errbook generate --check    fail when something generated is out of date (for CI)
  errbook list                all codes at a glance
  errbook explain rate_limited

Exit status: 0 done; 1 mistakes or differences found; 2 wrong usage; 3 a file cannot be read or written.";

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => run(arguments),
        Err(error) => {
            // Help that nobody reads to its end is no failure.
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
    }
}

fn run(arguments: Arguments) -> ExitCode {
    let mut session = Session::new(arguments.global);
    let outcome = dispatch(arguments.command, &mut session);
    session.finish(outcome)
}

fn dispatch(command: Command, session: &mut Session) -> Outcome {
    match command {
        Command::Generate(arguments) => generate::run(&arguments, session),
        Command::Check(arguments) => check::run(&arguments, session),
        Command::List(arguments) => list::run(&arguments, session),
        Command::Explain(arguments) => explain::run(&arguments, session),
        Command::Serve(arguments) => serve::run(&arguments, session),
        Command::Schema(schema::Arguments {}) => {
            schema::run(session);
            Ok(())
        }
        Command::Export(arguments) => export::run(&arguments, session),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
