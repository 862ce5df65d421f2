//! The programs that run the examples.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::model::Language;
use serde_json::{Value, json};

/// An example, and what it calls.
pub struct Job {
    pub example: String,
    pub addresses: Vec<String>,
}

pub struct Toolbox {
    folder: PathBuf,
    /// Where `typescript` is installed, if it is.
    packages: Option<PathBuf>,
    python: Option<OsString>,
}

impl Toolbox {
    pub fn new() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handling");
        let packages = Some(here.join("node_modules")).filter(|folder| folder.exists());
        let python = env::var_os("ERRBOOK_PYTHON").unwrap_or("python3".into());
        let mut asks = Command::new(&python);
        let has_requests = asks
            .args(["-c", "import requests"])
            .output()
            .is_ok_and(|output| output.status.success());
        let python = has_requests.then_some(python);
        for (is_here, what) in [
            (
                packages.is_some(),
                "Node.js and TypeScript: run `npm ci` in codegen/tests/handling",
            ),
            (
                python.is_some(),
                "Python: it has no requests; `ERRBOOK_PYTHON` can name one that has",
            ),
        ] {
            assert!(
                is_here || env::var_os("ERRBOOK_HANDLING").is_none(),
                "{what}"
            );
            if !is_here {
                println!("NOT RUN: {what}");
            }
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("handling");
        Self {
            folder,
            packages,
            python,
        }
    }

    /// Runs examples in one language, each against its addresses, and tells the results of each; none where nothing can run them.
    pub fn run(&self, language: Language, name: &str, jobs: &[Job]) -> Option<Vec<Vec<Value>>> {
        let is_python = language == Language::Python;
        let node = || self.packages.as_ref().map(|_| "node".into());
        let program = if is_python {
            self.python.clone()
        } else {
            node()
        }?;
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("package.json"), r#"{ "type": "module" }"#).unwrap();
        let scripts: Vec<_> = (0..jobs.len())
            .map(|index| folder.join(index.to_string()))
            .collect();
        let mut listed = Vec::new();
        for (job, script) in jobs.iter().zip(&scripts) {
            let (written, run, end) = match language {
                Language::Python => ("py", "py", ""),
                Language::TypeScript => ("ts", "js", "\n\nexport { call };"),
                _ => ("js", "js", "\n\nexport { call };"),
            };
            fs::write(
                script.with_extension(written),
                format!("{}{end}\n", job.example),
            )
            .unwrap();
            let run = script.with_extension(run);
            listed.push(json!({ "script": run, "addresses": job.addresses }));
        }
        if language == Language::TypeScript {
            self.compile(&scripts);
        }
        let list = folder.join("jobs.json");
        fs::write(&list, Value::Array(listed).to_string()).unwrap();
        let driver = if is_python { "driver.py" } else { "driver.mjs" };
        let driver = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/handling")
            .join(driver);
        let output = Command::new(program)
            .arg(driver)
            .arg(list)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {errors}");
        Some(serde_json::from_slice(&output.stdout).unwrap())
    }

    /// TypeScript becomes JavaScript if it is right.
    fn compile(&self, scripts: &[PathBuf]) {
        let packages = self.packages.as_ref().unwrap();
        let mut tsc = Command::new("node");
        tsc.arg(packages.join("typescript/bin/tsc"));
        tsc.args(["--strict", "--noUnusedLocals", "--noImplicitReturns"]);
        tsc.args([
            "--target",
            "es2022",
            "--module",
            "es2022",
            "--lib",
            "es2022,dom",
        ]);
        tsc.args(scripts.iter().map(|script| script.with_extension("ts")));
        let output = tsc.output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }
}
