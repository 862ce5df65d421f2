//! The programs that run the examples.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::model::Language;

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

    /// Writes scripts: an example, and what drives it. TypeScript becomes JavaScript if it is right.
    pub fn lay(&self, scripts: &[(String, Language, String)]) {
        fs::create_dir_all(&self.folder).unwrap();
        fs::write(self.folder.join("package.json"), r#"{ "type": "module" }"#).unwrap();
        let mut typed = Vec::new();
        for (name, language, example) in scripts {
            let (ending, driver) = match language {
                Language::Python => ("py", include_str!("driver.py")),
                _ => ("js", include_str!("driver.js")),
            };
            if *language == Language::TypeScript {
                let path = self.folder.join(format!("{name}.ts"));
                fs::write(&path, format!("{example}\n\nexport {{ call }};\n")).unwrap();
                let driver = format!("import {{ call }} from \"./{name}.js\";\n\n{driver}");
                fs::write(self.folder.join(format!("{name}-driver.js")), driver).unwrap();
                typed.push(path);
            } else {
                let text = format!("{example}\n\n{driver}");
                fs::write(self.folder.join(format!("{name}.{ending}")), text).unwrap();
            }
        }
        if let Some(packages) = &self.packages {
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
            let output = tsc.args(&typed).output().unwrap();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stdout)
            );
        }
    }

    /// What a script prints; none where nothing can run it.
    pub fn run(&self, name: &str, language: Language, arguments: &[String]) -> Option<String> {
        let (program, script) = match language {
            Language::Python => (self.python.clone()?, format!("{name}.py")),
            Language::TypeScript => (
                self.packages.as_ref().map(|_| "node".into())?,
                format!("{name}-driver.js"),
            ),
            _ => (
                self.packages.as_ref().map(|_| "node".into())?,
                format!("{name}.js"),
            ),
        };
        let mut command = Command::new(program);
        let output = command
            .arg(self.folder.join(script))
            .args(arguments)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {errors}");
        Some(String::from_utf8(output.stdout).unwrap())
    }
}
