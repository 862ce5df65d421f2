//! `errbook check`

use clap::ValueEnum;

use super::Reporting;
use super::session::{Failure, Outcome, Session, count, summary};
use crate::load;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Make these fail the run as well
    #[arg(long, value_name = "LEVEL")]
    deny: Option<Deny>,
    #[command(flatten)]
    reporting: Reporting,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

const EXAMPLES: &str = "\
Examples:
  errbook check
  errbook check --deny warnings
  errbook check --format sarif > errbook.sarif
  errbook check --registry api/errors.toml";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    session.report_as(arguments.reporting.format);
    let path = session.registry()?;
    let loaded = load::load(&path).map_err(|error| Failure::Disk(error.to_string()))?;
    session.report(&loaded)?;
    let message = summary(&path, &loaded);
    if loaded
        .diagnostics
        .iter()
        .any(|d| d.is_error() || arguments.deny.is_some())
    {
        return Err(Failure::Found(message));
    }
    let codes = loaded.registry.map_or(0, |registry| registry.codes.len());
    session.say(format!("{message} ({})", count(codes, "code")));
    Ok(())
}
