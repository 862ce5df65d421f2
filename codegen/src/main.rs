//! The `errbook` command.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    errbook::cli::main()
}
