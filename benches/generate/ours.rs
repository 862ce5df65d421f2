//! errbook's own commands.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::inputs;
use crate::run::Runner;

pub const GENERATE: &str = "errbook";
pub const AGAIN: &str = "nothing changed";
pub const CHECK: &str = "errbook check";

/// The commands, each in a folder of its own.
pub fn runners(registry: &Path, folder: &Path) -> io::Result<Vec<(&'static str, Runner<'static>)>> {
    let mut runners = Vec::new();
    for (name, command) in [
        (GENERATE, "generate"),
        (AGAIN, "generate"),
        (CHECK, "check"),
    ] {
        let folder = folder.join(name);
        fs::create_dir_all(&folder)?;
        fs::copy(registry, folder.join(inputs::REGISTRY))?;
        if name == AGAIN {
            errbook("generate", &folder).output()?;
        }
        let is_new = name == GENERATE;
        let generated = folder.join("generated");
        let prepare = move || {
            if is_new && generated.exists() {
                fs::remove_dir_all(&generated)?;
            }
            Ok(())
        };
        let runner = Runner {
            prepare: Box::new(prepare),
            command: Box::new(move || errbook(command, &folder)),
        };
        runners.push((name, runner));
    }
    Ok(runners)
}

fn errbook(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
    command
        .arg(name)
        .current_dir(folder)
        // What it remembers of its runs goes with the folder.
        .env("XDG_CACHE_HOME", folder.join("caches"))
        .env_remove("CI");
    command
}
