//! Pages as sites show them: built by each site's own tool, read back, and held against the registry.
//!
//! Needs Node.js, `npm ci` in `codegen/tests/pages/sites`, and mdBook where `MDBOOK` says. What is not there is left out, unless
//! `ERRBOOK_SITES` is set.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::emit;
use errbook::escape::json::string;
use errbook::load::load;
use errbook::markup::{Block, Blocks};
use errbook::model::{Code, Registry, Value};

use crate::hostile;
use crate::site::Site;

#[test]
fn github_shows_what_the_registry_says() {
    shows("github", &["errors.md"]);
}

#[test]
fn mintlify_shows_what_the_registry_says() {
    shows("mintlify", &["errors.mdx"]);
}

#[test]
fn docusaurus_shows_what_the_registry_says() {
    shows("docusaurus", &["errors.mdx"]);
}

#[test]
fn mdbook_shows_what_the_registry_says() {
    shows("mdbook", &["errors.md"]);
}

#[test]
fn starlight_shows_what_the_registry_says() {
    shows("starlight", &["errors.md", "errors.mdx"]);
}

/// Builds pages for a site, and holds what they show against the registry.
fn shows(flavour: &str, names: &[&str]) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("sites")
        .join(flavour);
    // It may be that of another run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let site = Site::new(&registry(flavour), &[]);
    for name in names {
        site.write(&format!("docs/{name}"), &page(flavour, name));
    }
    let loaded = load(&site.path("errors.toml")).unwrap();
    let Some(registry) = loaded.registry else {
        panic!("{:?}", loaded.diagnostics);
    };
    let files = emit::only(&registry, &["pages".to_owned()]);
    for (name, (_, text)) in names.iter().zip(files.iter()) {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("expected.json"), expected(&registry).to_json()).unwrap();
    build(flavour, &folder);
}

fn build(flavour: &str, folder: &Path) {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/sites");
    let has_tools = scripts.join("node_modules").exists()
        && (flavour != "mdbook" || env::var_os("MDBOOK").is_some());
    if !has_tools {
        assert!(
            env::var_os("ERRBOOK_SITES").is_none(),
            "run `npm ci` in codegen/tests/pages/sites, and set MDBOOK"
        );
        return;
    }
    let mut node = Command::new("node");
    let node = node.arg(scripts.join("check.mjs")).arg(flavour).arg(folder);
    let output = node.output().expect("node runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{flavour}: {said}");
}

/// A code for each hostile text, with the text in every place.
fn registry(flavour: &str) -> String {
    let mut toml = format!(
        "[registry]\ntitle = \"The \\\"codes\\\": all\"\ndescription = \"It's # all.\"\n\
         [outputs.pages]\nfiles = [\"docs/*\"]\nflavour = \"{flavour}\"\n"
    );
    for (index, text) in hostile::texts().enumerate() {
        let lines = string(&text);
        let line = string(&text.replace(['\n', '\r'], " "));
        toml += &format!(
            "[errors.code_{index}]\nstatus = 400\nmessage = \"x\"\ntitle = {line}\nmeaning = {lines}\naction = {lines}\n\
             description = {lines}\ndeprecated = {{ note = {lines} }}\n\
             fields.text = {{ type = \"string?\", doc = {lines}, example = {lines} }}\n"
        );
    }
    toml
}

fn page(flavour: &str, name: &str) -> String {
    let page =
        "{table columns=\"code,meaning,action\"}\n{end}\n\n## Code reference\n\n{codes}\n{end}\n";
    let (open, close) = if name.ends_with(".mdx") {
        ("{/*", "*/}")
    } else {
        ("<!--", "-->")
    };
    let page = page
        .replace('{', &format!("{open} errbook:"))
        .replace('}', &format!(" {close}"));
    // mdBook has no front matter.
    let head = match flavour {
        "mdbook" => "# Errors\n\n",
        _ => {
            "---\n# errbook:field name=\"title\"\n# errbook:end\n# errbook:field name=\"description\"\n# errbook:end\n---\n\n"
        }
    };
    format!("{head}{page}")
}

fn expected(registry: &Registry) -> Value {
    let codes = registry
        .public_codes()
        .map(|code| code_texts(registry, code));
    Value::object([
        ("title", Value::from(registry.title.plain())),
        ("description", Value::from(registry.description.plain())),
        ("codes", Value::Array(codes.collect())),
    ])
}

fn code_texts(registry: &Registry, code: &Code) -> Value {
    let mut texts = vec![code.title.clone().unwrap_or_default()];
    texts.extend(
        code.deprecated
            .iter()
            .map(|deprecated| deprecated.note.plain()),
    );
    texts.extend([code.meaning.plain(), code.action.plain()]);
    texts.extend(blocks(&code.description));
    texts.extend(code.fields.iter().map(|field| field.doc.plain()));
    texts.push(registry.sample_response(code));
    let texts = texts.into_iter().map(Value::from);
    Value::object([
        ("wire", Value::from(code.wire.as_str())),
        ("meaning", Value::from(code.meaning.plain())),
        ("action", Value::from(code.action.plain())),
        ("texts", Value::Array(texts.collect())),
    ])
}

/// The texts of blocks, each by itself: what stands between them is the site's.
fn blocks(blocks: &Blocks) -> Vec<String> {
    fn push(texts: &mut Vec<String>, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inline) => texts.push(inline.plain()),
                Block::Code { text, .. } => texts.push(text.clone()),
                Block::List { items, .. } => items.iter().for_each(|item| push(texts, item)),
            }
        }
    }
    let mut texts = Vec::new();
    push(&mut texts, &blocks.0);
    texts
}
