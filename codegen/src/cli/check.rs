//! `errbook check`

use clap::ValueEnum;

use super::session::{Failure, Outcome, Session, count, shown};
use crate::load;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Make these fail the run as well
    #[arg(long, value_name = "LEVEL")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Deny {
    Warnings,
}

const EXAMPLES: &str = "\
Examples:
  errbook check
  errbook check --deny warnings
  errbook check --registry api/errors.toml";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let path = session.registry()?;
    let loaded = load::load(&path).map_err(|error| Failure::Disk(error.to_string()))?;
    session.report(&loaded);
    let warnings = loaded.diagnostics.iter().filter(|d| !d.is_error()).count();
    let errors = loaded.diagnostics.len() - warnings;
    let found = found(errors, warnings);
    let name = shown(&path).display().to_string();
    let codes = loaded
        .registry
        .as_ref()
        .map_or(0, |registry| registry.codes.len());
    if errors > 0 || (warnings > 0 && arguments.deny == Some(Deny::Warnings)) {
        return Err(Failure::Found(format!("{name}: {found}")));
    }
    session.say(format!("{name}: {}, {found}", count(codes, "code")));
    Ok(())
}

fn found(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "nothing to report".to_owned(),
        (0, _) => count(warnings, "warning"),
        (_, 0) => count(errors, "mistake"),
        _ => format!(
            "{}, {}",
            count(errors, "mistake"),
            count(warnings, "warning")
        ),
    }
}
