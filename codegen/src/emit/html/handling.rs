//! How clients handle errors: a function for all codes, and the case of each.

use super::overview::paragraph;
use crate::emit::handling;
use crate::emit::words::Words;
use crate::escape::html::{Html, HtmlUrl, Tag};
use crate::model::{Code, Language, Registry};

/// No code holds `~`.
const ID: &str = "handling~";

/// Rust has examples where the registry has a Rust crate.
fn languages(registry: &Registry) -> impl Iterator<Item = Language> {
    let has_crate = registry.outputs.rust.is_some();
    let rust = has_crate.then_some(Language::Rust);
    rust.into_iter()
        .chain([Language::TypeScript, Language::Python])
}

/// Says where the function is.
pub fn advice(page: &mut Html, registry: &Registry) {
    if registry.public_codes().next().is_none() {
        return;
    }
    page.element(Tag::new("p"), |says| {
        says.text("Each code has a case for ");
        says.element(Tag::new("a").href(&HtmlUrl::id(ID)), |link| {
            link.text("one function that handles errors");
        });
        says.text(".");
    });
    page.line();
}

/// Adds the function that the cases of the codes belong into.
pub fn function(page: &mut Html, registry: &Registry) {
    if registry.public_codes().next().is_none() {
        return;
    }
    page.element(Tag::new("section").id(ID), |page| {
        page.simple("h2", "Handling errors").line();
        let intro =
            "Each code has a case for this function: put those that you need where the comment is.";
        paragraph(page, "", &Words::new().text(intro).done());
        for language in languages(registry) {
            let function = handling::function(registry, language);
            page.code_block(language.title(), function.text()).line();
        }
    });
    page.line();
}

/// Adds the case of a code.
pub fn case(page: &mut Html, registry: &Registry, code: &Code) {
    for language in languages(registry) {
        let case = handling::case(registry, code, language);
        page.code_block(language.title(), case.text()).line();
    }
}
