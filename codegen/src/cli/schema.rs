//! `errbook schema`

use super::session::Session;
use crate::emit::registry_schema;
use crate::escape::Rendered as _;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {}

const EXAMPLES: &str = "\
Example:
  errbook schema > errors-toml.schema.json

An editor with a TOML language server reads it where the registry starts with
  #:schema ./generated/schema/registry.schema.json";

pub(super) fn run(session: &mut Session) {
    session.print(registry_schema::document().into_text().trim_end());
}
