//! The registries whose references are looked at.

use std::fmt::Write as _;

use errbook::emit;
use errbook::load::load_text;
use errbook::model::Registry;

use crate::hostile::texts;

pub const LAVENDLY: &str = include_str!("../../../errors.toml");
pub const RENDOBAR: &str = include_str!("../../../examples/rendobar/errors.toml");
pub const EVERYTHING: &str = include_str!("../markdown/data/everything.toml");

/// A registry that has a reference, whether it says so or not.
pub fn registry(toml: &str) -> Registry {
    let loaded = load_text("errors.toml", toml);
    let shown = errbook::diag::render::text(&loaded.diagnostics, &loaded.sources, false);
    let mut registry = loaded.registry.unwrap_or_else(|| panic!("{shown}"));
    registry.outputs.html = Some("index.html".to_owned());
    registry
}

/// Its reference.
pub fn page(registry: &Registry) -> String {
    let files = emit::only(registry, &["html".to_owned()]);
    let (_, page) = files.iter().next().expect("a page");
    page.to_owned()
}

/// As many codes as that: the Lavendly API's, over and over, in some categories.
pub fn many(count: usize) -> Registry {
    let mut many = registry(LAVENDLY);
    many.operations.clear();
    let codes = std::mem::take(&mut many.codes);
    for number in 0..count {
        let mut code = codes[number % codes.len()].clone();
        let round = number / codes.len();
        if round > 0 {
            code.common = false;
            code.wire = format!("{}_{round}", code.wire);
        }
        code.category = Some(format!("group_{}", number * 10 / count));
        many.codes.push(code);
    }
    many.codes.sort_by(|a, b| a.category.cmp(&b.category));
    many
}

/// Texts that want to be more than text, in each place that takes some.
pub fn hostile() -> Registry {
    let mut toml = String::from("[registry]\ntitle = \"</title><script>alert(1)</script>\"\n");
    for (index, text) in texts(60).enumerate() {
        let line = text
            .replace(['\n', '\t'], " ")
            .trim()
            .replace(['{', '}'], "(");
        let (text, line) = (quoted(&text), quoted(&format!("{line}.")));
        write!(
            toml,
            "[errors.code_{index}]\nstatus = 400\nmessage = {line}\ntitle = {line}\nmeaning = {text}\naction = {text}\n\
             description = {text}\nsince = {line}\nlinks = [{{ text = {line}, url = \"/a\" }}]\ndeprecated = {{ note = {text} }}\n\
             fields = {{ f = {{ type = \"string?\", doc = {text}, example = {text} }} }}\n\
             [retired.old_{index}]\nreason = {text}\n"
        )
        .expect("a string takes all");
    }
    registry(&toml)
}

/// A basic string of TOML: JSON has the same escapes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
