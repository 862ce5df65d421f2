//! `errors.toml` → `out/`, done plainly: nothing is checked, nothing compared, every code is tokens of its own.

#![forbid(unsafe_code)]

mod docs;
mod rust;

use std::error::Error;
use std::fs;

use indexmap::IndexMap;
use serde::Deserialize;

#[derive(Deserialize)]
struct Registry {
    registry: Head,
    errors: IndexMap<String, Code>,
}

#[derive(Deserialize)]
struct Head {
    docs_url: String,
}

#[derive(Deserialize)]
struct Code {
    status: u16,
    message: String,
    meaning: String,
    action: String,
    retry: String,
    #[serde(default)]
    fields: IndexMap<String, Field>,
}

#[derive(Deserialize)]
struct Field {
    #[serde(rename = "type")]
    ty: String,
    doc: String,
    example: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let registry: Registry = toml::from_str(&fs::read_to_string("errors.toml")?)?;
    let files = [
        ("code", rust::code(&registry)),
        ("payloads", rust::payloads(&registry)),
        ("kind", rust::kind(&registry)),
    ];
    for (name, tokens) in files {
        fs::write(
            format!("out/{name}.rs"),
            prettyplease::unparse(&syn::parse2(tokens)?),
        )?;
    }
    fs::write("out/errors.md", docs::page(&registry))?;
    fs::write(
        "out/errors.schema.json",
        serde_json::to_string_pretty(&docs::schema(&registry))?,
    )?;
    Ok(())
}
