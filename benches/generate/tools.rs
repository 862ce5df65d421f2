//! The peers' own programs, installed below `target/tools/peers` by the package managers that they come with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where they are installed.
pub struct Tools {
    root: PathBuf,
}

impl Tools {
    pub fn new() -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
        Self {
            root: target.join("tools/peers"),
        }
    }

    /// A program of crates.io.
    pub fn cargo(&self, package: &str, version: &str, program: &str) -> Option<PathBuf> {
        self.have(&format!("bin/{program}"), || {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args([
                "install",
                "--quiet",
                "--locked",
                package,
                "--version",
                version,
            ]);
            cargo.arg("--root").arg(&self.root);
            cargo.arg("--target-dir").arg(self.root.join("build"));
            vec![cargo]
        })
    }

    /// A file of a package of npm.
    pub fn npm(&self, package: &str, version: &str, file: &str) -> Option<PathBuf> {
        self.have(&format!("npm/node_modules/{package}/{file}"), || {
            let mut npm = Command::new("npm");
            npm.args([
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
            ]);
            npm.arg(self.root.join("npm"))
                .arg(format!("{package}@{version}"));
            vec![npm]
        })
    }

    /// A file that a package of `PyPI` brings, below the folder of a Python's own.
    pub fn pip(&self, package: &str, version: &str, file: &str) -> Option<PathBuf> {
        let python = self.root.join(format!("python/{package}"));
        self.have(&format!("python/{package}/{file}"), || {
            let mut environment = Command::new("python3");
            environment.args(["-m", "venv"]).arg(&python);
            let mut pip = Command::new(python.join("bin/pip"));
            pip.args(["install", "--quiet", "--disable-pip-version-check"]);
            pip.arg(format!("{package}=={version}"));
            vec![environment, pip]
        })
    }

    /// A program of `benches/generate/workspace`.
    pub fn of_workspace(&self, program: &str) -> Option<PathBuf> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/generate/workspace");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([
            "build",
            "--quiet",
            "--locked",
            "--release",
            "--package",
            program,
        ]);
        cargo.current_dir(workspace);
        cargo.arg("--target-dir").arg(self.root.join("build"));
        let is_built = cargo.status().is_ok_and(|status| status.success());
        is_built.then(|| self.root.join("build/release").join(program))
    }

    /// The file, a pattern, which these commands install where it is not there; none where they fail.
    fn have(&self, file: &str, install: impl FnOnce() -> Vec<Command>) -> Option<PathBuf> {
        let pattern = self.root.join(file);
        let found = || glob::glob(pattern.to_str()?).ok()?.find_map(Result::ok);
        found().or_else(|| {
            fs::create_dir_all(&self.root).ok()?;
            let succeeds =
                |mut command: Command| command.status().is_ok_and(|status| status.success());
            install().into_iter().all(succeeds).then(found)?
        })
    }
}
