//! The reference: one page that people search, in one file that needs nothing else.
//!
//! `support/page.html` is the page, `page.css` its looks and `page.js` what it does beside showing text. What the registry
//! says is plain HTML in it, so that all of it is there without the script, which reads the page and nothing else. The page's
//! own Content-Security-Policy names its styles and scripts by their hashes: nothing else in it can run.

mod fields;
mod handling;
mod overview;
mod section;

use crate::emit::words;
use crate::escape::html::{Html, Tag, Template};
use crate::files::Files;
use crate::model::Registry;

/// Renders this output.
pub fn emit(registry: &Registry, files: &mut Files) {
    if let Some(path) = &registry.outputs.html {
        files.insert(path.as_str(), page(registry));
    }
}

/// Codes that browsers draw together: those that are out of sight cost nothing, however many there are.
const CARD: usize = 50;

fn page(registry: &Registry) -> Template {
    template(registry).fill_own("policy", include_str!("support/policy.html"))
}

/// The page as `errbook serve` shows it: it loads itself anew once another version is served.
#[must_use]
pub fn served(registry: &Registry, version: u64) -> Template {
    reloading(template(registry), version)
}

/// What is wrong with a registry, as a terminal would show it, in place of the page.
#[must_use]
pub fn mistakes(text: &str, version: u64) -> Template {
    let mut mistakes = Html::new();
    mistakes.code_block("", text);
    let page = framed(include_str!("support/mistakes.html"));
    reloading(page.fill("mistakes", mistakes), version)
}

fn reloading(page: Template, version: u64) -> Template {
    let mut served = Html::new();
    let tag = Tag::new("p").class("version").with("hidden", "");
    served.element(tag, |shown| {
        shown.number(version);
    });
    served.script(include_str!("support/reload.js"));
    page.fill_own("policy", include_str!("support/policy-served.html"))
        .fill("served", served)
}

/// What every page has.
fn framed(page: &'static str) -> Template {
    Template::new(page)
        .fill_own("style", include_str!("support/page.css"))
        .fill_own("theme", include_str!("support/theme.js"))
}

fn template(registry: &Registry) -> Template {
    let mut title = Html::new();
    title.text(&match registry.title.plain() {
        title if title.is_empty() => "Errors".to_owned(),
        title => title,
    });
    framed(include_str!("support/page.html"))
        .fill_own("script", include_str!("support/page.js"))
        .fill("title", title)
        .fill("head", overview::head(registry))
        .fill("advice", overview::advice(registry))
        .fill("sample", overview::sample(registry))
        .fill("codes", codes(registry))
        .fill("more", overview::more(registry))
}

/// A section for each category, with its codes.
fn codes(registry: &Registry) -> Html {
    let mut page = Html::new();
    let senders = section::Senders::of(registry);
    let groups = words::groups(registry.public_codes());
    let has_categories = groups.iter().any(|(category, _)| category.is_some());
    for (category, codes) in groups {
        page.element(Tag::new("section").class("group"), |group| {
            let name = match category {
                Some(category) => &words::category(category),
                None if has_categories => "Other codes",
                None => "Codes",
            };
            group.simple("h2", name).line();
            for card in codes.chunks(CARD) {
                group.element(Tag::new("div").class("card"), |page| {
                    page.line();
                    for code in card {
                        section::emit(page, registry, &senders, code);
                    }
                });
                group.line();
            }
        });
        page.line();
    }
    page
}
