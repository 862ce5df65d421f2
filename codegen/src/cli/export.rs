//! `errbook export`

use std::fs;
use std::path::{Path, PathBuf};

use super::session::{Failure, Outcome, Session, shown};
use super::text::likely;
use crate::emit::pages;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A page that `files` of `[outputs.pages]` names
    #[arg(value_name = "PAGE")]
    page: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  errbook export docs/errors.mdx > errors.md";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let path = session.registry()?;
    let (registry, loaded) = session.load_all(&path)?;
    let pages = &registry.outputs.pages;
    let is_it =
        |page: &&crate::model::Page| is_same(&loaded.root.join(&page.path), &arguments.page);
    let Some(page) = pages.iter().find(is_it) else {
        let given = shown(&arguments.page).display().to_string();
        let hint = match likely(pages.iter().map(|page| page.path.as_str()), &given) {
            Some(path) => format!("did you mean `{path}`?"),
            None => "name one that `files` of `[outputs.pages]` matches, and that has a region"
                .to_owned(),
        };
        return Err(Failure::Usage(format!(
            "`{given}` is no page of this registry; {hint}"
        )));
    };
    let text = pages::export(&registry, page);
    session.print(text.strip_suffix('\n').unwrap_or(&text));
    Ok(())
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
