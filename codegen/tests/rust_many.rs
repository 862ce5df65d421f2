//! A crate of more codes than a byte counts, each with fields of its own: compiled, and used.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use errbook::emit;
use errbook::load::load_text;

const CODES: usize = 300;

const MANIFEST: &str = r#"
[package]
name = "many"
version = "0.0.0"
edition = "2024"

[lib]
path = "generated/rust/lib.rs"

[dependencies]
serde = { version = "1", default-features = false, features = ["std"] }
serde_json = "1"

[workspace]
"#;

/// Reads an error of each code, and writes it again.
const USE: &str = r#"
use many::{ApiError, ErrorCode, ErrorKind};

fn main() {
    for (number, code) in ErrorCode::ALL.iter().enumerate() {
        let body = format!(
            "{{\"error\":{{\"code\":\"{code}\",\"message\":\"It is {number}.\",\"field_{number}\":{number}}}}}"
        );
        let error = ApiError::from_response(400, &[], body.as_bytes());
        assert_eq!(error.code(), Some(*code));
        assert!(!matches!(error.kind(), ErrorKind::Malformed(_)), "{error:?}");
        assert!(format!("{error:?}").contains(&format!("field_{number}: {number}")), "{error:?}");
        assert_eq!(error.kind().clone(), *error.kind());
        assert_eq!(String::from_utf8(error.to_json()).as_deref(), Ok(body.as_str()));
    }
    println!("{} codes", ErrorCode::ALL.len());
}
"#;

#[test]
fn as_many_shapes_as_codes() {
    let mut toml = "[registry]\nname = \"many\"\n".to_owned();
    for number in 0..CODES {
        write!(
            toml,
            "[errors.code_{number}]\nstatus = 400\nmessage = \"It is {{field_{number}}}.\"\n\
             fields.field_{number} = {{ type = \"u32\" }}\n"
        )
        .unwrap();
    }
    let registry = load_text("errors.toml", &toml).registry.unwrap();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("many");
    fs::create_dir_all(root.join("generated/rust")).unwrap();
    fs::create_dir_all(root.join("examples")).unwrap();
    for (path, text) in emit::only(&registry, &["rust".to_owned()]).iter() {
        fs::write(root.join(path), text).unwrap();
    }
    // The versions that are here already, so that nothing is fetched.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    fs::write(root.join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(root.join("examples/use.rs"), USE).unwrap();

    let run = Command::new(env!("CARGO"))
        .current_dir(&root)
        .args(["run", "--quiet", "--offline", "--example", "use"])
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{err}");
    assert_eq!(run.stdout, b"300 codes\n", "{err}");
}
