//! The workspace of one size, below `target/`: the template of `workspace/`, and what depends on the codes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use errbook::emit;
use errbook::files::Files;
use errbook::load::load_text;
use proc_macro2::TokenStream;

use crate::codes::Codes;
use crate::{peer, registry};

/// More codes than the peers compile in a reasonable time.
const TOO_MANY_FOR_PEERS: usize = 5_000;

pub struct Workspace {
    /// The folder of the crates, in that of the workspace.
    pub folder: PathBuf,
    pub codes: usize,
}

impl Workspace {
    /// Lays it out. What is right already is not touched, so that cargo builds it once only.
    pub fn new(count: usize, fields_every: usize) -> io::Result<Self> {
        let name = format!("{count}-{fields_every}");
        let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/crate/workspace");
        let root = root().join(&name);
        for file in ["Cargo.toml", "Cargo.lock"] {
            write(&root.join(file), &fs::read(template.join(file))?)?;
        }
        // Cargo tells packages in one target folder apart by their paths within their workspaces.
        let folder = root.join(format!("codes-{name}"));
        copy(&template.join("crates"), &folder)?;
        let workspace = Self {
            folder,
            codes: count,
        };
        let codes = Codes::new(count, fields_every);
        workspace.lay_ours(&codes)?;
        workspace.lay_peer(&codes)?;
        workspace.lay_runners(&codes)?;
        Ok(workspace)
    }

    /// Do the peers compile in a reasonable time?
    pub fn has_peers(&self) -> bool {
        self.codes < TOO_MANY_FOR_PEERS
    }

    /// Cargo, in this workspace. All sizes share what they depend on.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        self.set_up(command.args(arguments));
        command
    }

    /// The same below valgrind, which counts the instructions of each process.
    pub fn counted_cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("valgrind");
        command
            .args(["--tool=cachegrind", "--cache-sim=no"])
            .args(["--cachegrind-out-file=/dev/null", "--trace-children=yes"])
            .arg(env!("CARGO"));
        self.set_up(command.args(arguments));
        command
    }

    fn set_up(&self, command: &mut Command) {
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", root().join("target"))
            .env("CARGO_BUILD_JOBS", "2")
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTC_WRAPPER")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
    }

    /// Builds and runs a package, and tells what it prints.
    pub fn run(&self, package: &str, arguments: &[String]) -> io::Result<String> {
        let mut command = self.cargo(&["run", "--quiet", "--release", "--package", package]);
        if package == "runner" && self.has_peers() {
            command.args(["--features", "peer"]);
        }
        command.arg("--").args(arguments).stderr(Stdio::inherit());
        let output = command.output()?;
        if !output.status.success() {
            return Err(io::Error::other(format!(
                "{package} fails at {} codes",
                self.codes
            )));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn lay_ours(&self, codes: &Codes) -> io::Result<()> {
        let text = registry::registry(&codes.known);
        let loaded = load_text("errors.toml", &text);
        let Some(registry) = loaded.registry else {
            let mistakes = loaded.diagnostics;
            return Err(io::Error::other(format!(
                "the registry has mistakes: {mistakes:?}"
            )));
        };
        let mut files = Files::default();
        emit::rust::emit(&registry, &mut files);
        let ours = self.folder.join("ours");
        write(&ours.join("errors.toml"), text.as_bytes())?;
        files
            .iter()
            .try_for_each(|(path, text)| write(&ours.join(path), text.as_bytes()))
    }

    fn lay_peer(&self, codes: &Codes) -> io::Result<()> {
        self.lay_rust("peer/src/code.rs", peer::code(&codes.known))?;
        self.lay_rust("peer/src/payloads.rs", peer::payloads(&codes.known))?;
        self.lay_rust("peer/src/kind.rs", peer::kind(&codes.known))
    }

    fn lay_runners(&self, codes: &Codes) -> io::Result<()> {
        self.lay_rust("runner/src/perfect.rs", peer::perfect(&codes.known))?;
        self.lay_rust("runner/src/list.rs", peer::list(codes.samples()))?;
        self.lay_rust(
            "allocations/src/list.rs",
            peer::numbers_only(codes.samples()),
        )?;
        let unknown = codes.unknown.join("\n");
        write(&self.folder.join("runner/unknown.txt"), unknown.as_bytes())
    }

    fn lay_rust(&self, path: &str, tokens: TokenStream) -> io::Result<()> {
        let file = syn::parse2(tokens).map_err(io::Error::other)?;
        write(
            &self.folder.join(path),
            prettyplease::unparse(&file).as_bytes(),
        )
    }
}

/// Where everything of this benchmark is.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("crate")
}

/// Copies a folder and all that is in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&from, &to)?;
        } else {
            write(&to, &fs::read(&from)?)?;
        }
    }
    Ok(())
}

/// Writes a file that is not there, or other than it should be.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
