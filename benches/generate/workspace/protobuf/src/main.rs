//! `errors.proto` → `out/bench.rs`, as a build script does it, with protoc as its authors build it.

#![forbid(unsafe_code)]

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    prost_build::Config::new()
        .protoc_executable(protoc_bin_vendored::protoc_bin_path()?)
        .out_dir("out")
        .compile_protos(&["errors.proto"], &["."])?;
    Ok(())
}
