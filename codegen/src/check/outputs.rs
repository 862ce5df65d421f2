//! `[outputs]`: what is generated, and where.

use std::collections::BTreeSet;

use super::{Entries, choice, code_named, flag, list_items, manifest, operations, pages};
use crate::diag::{Sink, rules};
use crate::markup::is_allowed_url;
use crate::model::{
    Code, Column, FEATURES, Feature, JsonSchemaOutput, MarkdownOutput, Outputs, PerCodeOutput,
    RustOutput,
};
use crate::source::{FileId, Sources, Span};
use crate::syntax::{OutputTable, OutputsTable, Text};
use crate::unicode::shown;

/// Where the Rust crate's sources are, unless the registry says otherwise.
pub(crate) const RUST_FOLDER: &str = "generated/rust";

pub(super) const COLUMNS: [(&str, Column); 7] = [
    ("code", Column::Code),
    ("http", Column::Http),
    ("meaning", Column::Meaning),
    ("action", Column::Action),
    ("retry", Column::Retry),
    ("fields", Column::Fields),
    ("since", Column::Since),
];

pub(super) fn outputs(
    sources: &Sources,
    entries: &Entries<'_>,
    codes: &[Code],
    sink: &mut Sink,
) -> Outputs {
    let tables = &entries.main.outputs;
    let paths = Paths::of(tables, sink);
    let named = paths.named(tables);
    apart(&named, &entries.main.place, sink);
    apart_from_sources(sources, entries, &named, sink);
    let features = features(entries, sink);
    let columns = columns(&tables.markdown, codes, sink);
    let sample = sample(&tables.markdown, entries, codes, sink);
    let id = identifier(&tables.json_schema, sink);
    let whole = MarkdownOutput {
        path: String::new(),
        columns: columns.clone(),
        sample,
    };
    let flavour = pages::flavour(&tables.pages_per_code, sink);
    let pages_per_code = paths.pages_per_code.map(|dir| PerCodeOutput {
        dir,
        flavour: flavour.unwrap_or_default(),
        whole,
    });
    Outputs {
        rust: paths.rust.map(|dir| RustOutput { dir, features }),
        markdown: paths.markdown.map(|path| MarkdownOutput {
            path,
            columns,
            sample,
        }),
        json_schema: paths.json_schema.map(|path| JsonSchemaOutput {
            path,
            strict: flag(tables.json_schema.strict.as_ref()),
            id,
        }),
        registry_schema: paths.registry_schema,
        pages: Vec::new(),
        pages_per_code,
        html: paths.html,
    }
}

/// Where outputs go that are on.
struct Paths {
    rust: Option<String>,
    markdown: Option<String>,
    json_schema: Option<String>,
    registry_schema: Option<String>,
    pages_per_code: Option<String>,
    html: Option<String>,
}

impl Paths {
    fn of(tables: &OutputsTable, sink: &mut Sink) -> Self {
        let mut of =
            |table: &OutputTable, default, endings: &[&str]| path(table, default, endings, sink);
        let docs = &[".md", ".mdx"];
        let schema = "generated/schema/errors.schema.json";
        let registry_schema = "generated/schema/registry.schema.json";
        // These two are off unless their tables are there.
        let pages_per_code = of(&tables.pages_per_code, "generated/docs/errors", &[]);
        let html = of(&tables.html, "generated/docs/index.html", &[".html"]);
        Self {
            rust: of(&tables.rust, RUST_FOLDER, &[]),
            markdown: of(&tables.markdown, "generated/docs/errors.md", docs),
            json_schema: of(&tables.json_schema, schema, &[".json"]),
            registry_schema: of(&tables.registry_schema, registry_schema, &[".json"]),
            pages_per_code: pages_per_code.filter(|_| tables.pages_per_code.is_given),
            html: html.filter(|_| tables.html.is_given),
        }
    }

    /// Each with the text that names it, where one does.
    fn named<'t>(&'t self, tables: &'t OutputsTable) -> [(Option<&'t str>, Option<&'t Text>); 6] {
        let all = [
            (&self.rust, &tables.rust),
            (&self.markdown, &tables.markdown),
            (&self.json_schema, &tables.json_schema),
            (&self.registry_schema, &tables.registry_schema),
            (&self.pages_per_code, &tables.pages_per_code),
            (&self.html, &tables.html),
        ];
        all.map(|(path, table)| (path.as_deref(), table.path.as_ref()))
    }
}

/// The path of an output, unless the output is switched off. It is relative and stays below the registry's folder.
fn path(table: &OutputTable, default: &str, endings: &[&str], sink: &mut Sink) -> Option<String> {
    if let Some(path) = &table.path {
        let problem = path_problem(&path.value).or_else(|| ending_problem(&path.value, endings));
        if let Some((problem, help)) = problem {
            let message = format!("the path {} {problem}", shown(&path.value));
            sink.report(&rules::OUTPUT_PATH, &path.span, message, help);
        }
    }
    let enabled = table.enabled.as_ref().is_none_or(|enabled| enabled.value);
    let path = table
        .path
        .as_ref()
        .map_or(default, |path| path.value.as_str());
    enabled.then(|| path.trim_end_matches('/').to_owned())
}

const RELATIVE: &str = "write a path below the registry's folder, with `/`: `docs/errors.md`";

fn path_problem(path: &str) -> Option<(&'static str, String)> {
    let strange = |c: char| c.is_ascii_control() || "\\:*?\"<>|".contains(c);
    let part = |part: &str| {
        part.is_empty() || part == "." || part.ends_with(['.', ' ']) || part.starts_with(' ')
    };
    let device = |part: &str| {
        let stem = part
            .split('.')
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
            || ["COM", "LPT"].iter().any(|port| {
                let number = stem.strip_prefix(port).unwrap_or_default();
                number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    let parts = || path.trim_end_matches('/').split('/');
    let problem = if ["", "."].contains(&path.trim_end_matches('/')) && !path.starts_with('/') {
        "is the registry's own folder"
    } else if path.starts_with('/') || path.contains(':') {
        "is not relative"
    } else if parts().any(|part| part == "..") {
        "leaves the registry's folder"
    } else if path.contains(strange) || parts().any(part) || parts().any(device) || path.len() > 200
    {
        "is not one that every system can have"
    } else if parts().any(|part| part.eq_ignore_ascii_case(".git")) {
        "lies in git's own folder"
    } else {
        return None;
    };
    Some((problem, RELATIVE.to_owned()))
}

fn ending_problem(path: &str, endings: &[&str]) -> Option<(&'static str, String)> {
    let fits = endings.is_empty() || endings.iter().any(|ending| path.ends_with(ending));
    (!fits).then(|| {
        (
            "has another ending than its output",
            format!(
                "let it end in {}",
                crate::diag::one_of(endings.iter().copied())
            ),
        )
    })
}

type Named<'t> = (Option<&'t str>, Option<&'t Text>);

/// No output is another one's file or folder. Each path that is given is reported once.
fn apart(paths: &[Named<'_>], place: &Span, sink: &mut Sink) {
    for (index, (path, text)) in paths.iter().enumerate() {
        let Some(path) = path else { continue };
        let clash = paths.iter().enumerate().find(|(at, (other, given))| {
            // Of two that are given, the later one is reported; one that is not given is never to blame.
            let is_earlier = if text.is_some() {
                *at < index || given.is_none()
            } else {
                false
            };
            *at != index && is_earlier && other.is_some_and(|other| overlap(path, other))
        });
        let Some((_, (Some(other), given))) = clash else {
            continue;
        };
        let span = text.map_or(place, |text| &text.span);
        let relation = if path.eq_ignore_ascii_case(other) {
            "is"
        } else {
            "overlaps"
        };
        let message = format!(
            "the path {} {relation} another output's, {}",
            shown(path),
            shown(other)
        );
        let help = "give each output a path of its own";
        let diagnostic = sink.report(&rules::OUTPUT_PATH, span, message, help);
        if let Some(given) = given {
            diagnostic.related(&given.span, "the other output");
        }
    }
}

fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    a == b || a.starts_with(&format!("{b}/")) || b.starts_with(&format!("{a}/"))
}

/// No output overwrites the registry, a file that it includes, or a page in which it keeps regions. A page without any may be
/// the output itself, which a pattern for pages finds too.
fn apart_from_sources(
    sources: &Sources,
    entries: &Entries<'_>,
    paths: &[Named<'_>],
    sink: &mut Sink,
) {
    let page = |id| entries.pages.iter().find(|page| page.file == id);
    let is_plain = |id| page(id).is_some_and(|page| page.regions.is_empty());
    let place = &entries.main.place;
    let main = &sources.get(FileId::default()).path;
    let folder = main.rfind('/').map_or("", |end| &main[..=end]);
    for (path, text) in paths {
        let Some(path) = path else { continue };
        let within = path.to_ascii_lowercase() + "/";
        let is_source =
            |(_, source): &(_, &str)| within.starts_with(&(source.to_ascii_lowercase() + "/"));
        let owned = sources.iter().filter(|(id, _)| !is_plain(*id));
        let mut names = owned.map(|(id, source)| {
            let path = source.path.as_str();
            (id, path.strip_prefix(folder).unwrap_or(path))
        });
        if let Some((id, source)) = names.find(is_source) {
            let what = if main.ends_with(source) {
                "the registry itself"
            } else if page(id).is_some() {
                "a page of yours, in which errbook keeps regions"
            } else {
                "a file that the registry includes"
            };
            let message = format!("the path {} is {what}", shown(path));
            let span = text.map_or(place, |text| &text.span);
            sink.report(&rules::OUTPUT_PATH, span, message, RELATIVE);
        }
    }
}

/// The integrations of the Rust crate, each once, in the order of the table of all.
fn features(entries: &Entries<'_>, sink: &mut Sink) -> Vec<&'static Feature> {
    let Some(given) = &entries.main.outputs.rust.features else {
        return Vec::new();
    };
    list_items(given, "feature", sink);
    let choices: Vec<_> = (FEATURES.iter().enumerate())
        .map(|(index, feature)| (feature.name, index))
        .collect();
    let mut named = BTreeSet::new();
    for text in &given.value {
        let found = choice(Some(text), &choices, "feature", sink);
        let Some(index) = found.filter(|index| named.insert(*index)) else {
            continue;
        };
        let feature = &FEATURES[index];
        if feature.base.is_some() {
            operations::every_rejection(text, entries, sink);
        }
        // What it adds to is a feature of the crate too, where the registry does not name it itself.
        let base = FEATURES.iter().find(|base| Some(base.name) == feature.base);
        let is_named = |base: &&Feature| given.value.iter().any(|text| text.value == base.name);
        let unnamed = base.filter(|base| !is_named(base));
        for feature in [feature].into_iter().chain(unnamed) {
            if let Some(found) = entries.manifest {
                manifest::feature(text, feature, found, sink);
            }
        }
    }
    let bases = named.iter().filter_map(|index| FEATURES[*index].base);
    let bases: Vec<_> = bases.collect();
    let is_named = |(index, feature): &(usize, &'static Feature)| {
        named.contains(index) || bases.contains(&feature.name)
    };
    let all = FEATURES.iter().enumerate().filter(is_named);
    all.map(|(_, feature)| feature).collect()
}

/// The columns: as given, each once; or the usual ones.
fn columns(table: &OutputTable, codes: &[Code], sink: &mut Sink) -> Vec<Column> {
    let Some(given) = &table.columns else {
        return default_columns(codes);
    };
    list_items(given, "column", sink);
    let named = given.value.iter();
    named
        .filter_map(|text| choice(Some(text), &COLUMNS, "column", sink))
        .collect()
}

/// Code, status, and what the codes have to say.
pub(super) fn default_columns(codes: &[Code]) -> Vec<Column> {
    let has = |column, any: bool| any.then_some(column);
    let meaning = has(
        Column::Meaning,
        codes.iter().any(|code| !code.meaning.is_empty()),
    );
    let action = has(
        Column::Action,
        codes.iter().any(|code| !code.action.is_empty()),
    );
    [Some(Column::Code), Some(Column::Http), meaning, action]
        .into_iter()
        .flatten()
        .collect()
}

/// The code of the sample envelope: as given, or the first public one with the most fields in its body.
fn sample(table: &OutputTable, entries: &Entries<'_>, codes: &[Code], sink: &mut Sink) -> usize {
    if let Some(index) = code_named(table.sample.as_ref(), None, entries, sink) {
        if let Some(sample) = table.sample.as_ref().filter(|_| codes[index].internal) {
            let message = format!("the sample {} is internal", shown(&sample.value));
            sink.report(
                &rules::UNKNOWN_CODE,
                &sample.span,
                message,
                "name a code that the docs show",
            );
        }
        return index;
    }
    let fields = |code: &Code| code.fields.iter().filter(|field| field.in_body).count();
    let rank =
        |(index, code): &(usize, &Code)| (!code.internal, fields(code), std::cmp::Reverse(*index));
    codes
        .iter()
        .enumerate()
        .max_by_key(rank)
        .map_or(0, |(index, _)| index)
}

/// `$id` is an absolute URL without a fragment (JSON Schema 2020-12, section 8.2.1).
fn identifier(table: &OutputTable, sink: &mut Sink) -> Option<String> {
    let id = table.id.as_ref()?;
    let absolute = id.value.starts_with("https://") || id.value.starts_with("http://");
    if !absolute || id.value.contains('#') || !is_allowed_url(&id.value) {
        let message = format!("{} cannot identify a schema", shown(&id.value));
        sink.report(
            &rules::URL,
            &id.span,
            message,
            "write an absolute URL without `#`: `https://example.com/errors.json`",
        );
    }
    Some(id.value.clone())
}
