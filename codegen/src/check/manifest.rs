//! The features of the Rust crate, held against its `Cargo.toml`.

use std::collections::BTreeSet;

use crate::diag::{Rule, Sink, rules};
use crate::model::{Dependency, FEATURES, Feature};
use crate::syntax::{CrateEntry, Manifest, Text};
use crate::unicode::shown;

/// An integration is a feature of the crate, which turns on all that it is built on; `std` is on by default.
pub(super) fn feature(text: &Text, feature: &Feature, manifest: &Manifest, sink: &mut Sink) {
    if !manifest.features.contains_key(feature.name) && !is_implicit(feature.name, manifest) {
        return no_feature(text, feature, manifest, sink);
    }
    let on = turned_on(feature.name, manifest);
    if let Some(base) = FEATURES.iter().find(|base| Some(base.name) == feature.base) {
        base_is_on(text, base, &on, manifest, sink);
    }
    for needed in feature.crates {
        dependency(text, needed, &on, manifest, sink);
    }
    if feature.name == "std" && !turned_on("default", manifest).contains("std") {
        not_by_default(text, manifest, sink);
    }
}

/// An integration that adds to another one turns that on.
fn base_is_on(
    text: &Text,
    base: &Feature,
    on: &BTreeSet<&str>,
    manifest: &Manifest,
    sink: &mut Sink,
) {
    // A feature that the crate lacks is reported as such.
    let Some(listed) = manifest.features.get(base.name) else {
        return;
    };
    if !on.contains(base.name) {
        let message = format!(
            "the feature `{}` does not turn on `{}`",
            text.value, base.name
        );
        let help = format!(
            "in `[features]` of `Cargo.toml`, add `\"{}\"` to `{}`",
            base.name, text.value
        );
        report(&rules::CRATE_FEATURE, text, (message, help), sink)
            .related(&listed.place, "the other feature");
    }
}

/// An optional dependency is a feature of its own name, unless `dep:` names it (The Cargo Book, "Optional dependencies").
fn is_implicit(name: &str, manifest: &Manifest) -> bool {
    let dependency = manifest.dependency(name);
    let dependency = dependency.filter(|entry| entry.is_optional && entry.key == name);
    let explicit = format!("dep:{name}");
    let mut lists = manifest.features.values();
    dependency.is_some() && !lists.any(|listed| listed.turns_on.contains(&explicit))
}

/// Everything that a feature turns on, itself and what the features that it names turn on included.
fn turned_on<'m>(name: &'m str, manifest: &'m Manifest) -> BTreeSet<&'m str> {
    let mut on = BTreeSet::new();
    let mut next = vec![name];
    while let Some(name) = next.pop() {
        if on.insert(name) {
            let listed = manifest.features.get(name);
            let listed = listed.into_iter().flat_map(|listed| &listed.turns_on);
            next.extend(listed.map(String::as_str));
        }
    }
    on
}

/// Does one of `on` turn an optional dependency on?
fn reaches(on: &BTreeSet<&str>, key: &str, manifest: &Manifest) -> bool {
    on.iter().any(|item| match item.split_once('/') {
        Some((of, _)) => of == key,
        None => match item.strip_prefix("dep:") {
            Some(dependency) => dependency == key,
            None => *item == key && is_implicit(key, manifest),
        },
    })
}

/// Is a feature of a dependency on?
fn has_feature(entry: &CrateEntry, feature: &str, on: &BTreeSet<&str>) -> bool {
    let listed = || entry.features.iter().any(|listed| listed == feature);
    // What is on by default is the crate's to say.
    let by_feature = |item: &&str| {
        let (of, inner) = item.split_once('/').unwrap_or_default();
        of.trim_end_matches('?') == entry.key && inner == feature
    };
    entry.has_default_features || listed() || on.iter().any(by_feature)
}

fn dependency(
    text: &Text,
    needed: &Dependency,
    on: &BTreeSet<&str>,
    manifest: &Manifest,
    sink: &mut Sink,
) {
    let Some(entry) = manifest.dependency(needed.name) else {
        return no_dependency(text, needed, manifest, sink);
    };
    let name = needed.name;
    let mut broken = |message: String, help: String, label: &str| {
        sink.report(&rules::CRATE_DEPENDENCY, &text.span, message, help)
            .related(&entry.place, label);
    };
    if entry.is_optional && !reaches(on, &entry.key, manifest) {
        let message = format!("the feature `{}` does not turn on `{name}`", text.value);
        let help = format!(
            "in `[features]` of `Cargo.toml`, add `\"dep:{}\"` to `{}`",
            entry.key, text.value
        );
        broken(message, help, "the dependency");
    }
    for (problem, label) in problems(entry, needed, on) {
        let message = format!("the integration `{}` {problem}", text.value);
        let help = format!(
            "in `[dependencies]` of `Cargo.toml`, write `{}`",
            line(needed)
        );
        broken(message, help, label);
    }
}

/// What is wrong with the entry of a dependency, each with what stands there.
fn problems(
    entry: &CrateEntry,
    needed: &Dependency,
    on: &BTreeSet<&str>,
) -> Vec<(String, &'static str)> {
    if entry.is_elsewhere {
        return Vec::new();
    }
    let (name, wanted) = (needed.name, needed.version);
    let version = entry.version.as_deref();
    let version = version.filter(|version| !allows(version, wanted));
    let version = version.map(|version| {
        let message = format!(
            "is written for `{name}` {wanted}, and the crate has {}",
            shown(version)
        );
        (message, "the other version")
    });
    let features = needed.features.iter();
    let features = features.filter(|feature| !has_feature(entry, feature, on));
    let features = features.map(|feature| {
        let message = format!("needs the feature `{feature}` of `{name}`");
        (message, "the dependency without it")
    });
    version.into_iter().chain(features).collect()
}

fn no_feature(text: &Text, feature: &Feature, manifest: &Manifest, sink: &mut Sink) {
    let name = feature.name;
    let is_missing = |needed: &&Dependency| manifest.dependency(needed.name).is_none();
    let missing: Vec<_> = feature.crates.iter().filter(is_missing).map(line).collect();
    let mut help = format!(
        "in `[features]` of `Cargo.toml`, add `{}`",
        feature_line(feature, manifest)
    );
    if !missing.is_empty() {
        help = format!("{help}; in `[dependencies]`, `{}`", missing.join("` and `"));
    }
    let message = format!("the crate has no feature `{name}`");
    report(&rules::CRATE_FEATURE, text, (message, help), sink)
        .related(&manifest.features_place, "in this `Cargo.toml`");
}

fn no_dependency(text: &Text, needed: &Dependency, manifest: &Manifest, sink: &mut Sink) {
    let mut all = manifest.dependencies.values();
    let renamed = all.find(|entry| entry.package.as_deref() == Some(needed.name));
    let (message, help) = match renamed {
        Some(entry) => (
            format!("the crate calls `{}` {}", needed.name, shown(&entry.key)),
            format!(
                "the generated code calls it by its own name: in `[dependencies]` of `Cargo.toml`, write `{}`",
                line(needed)
            ),
        ),
        None => (
            format!("the crate does not depend on `{}`", needed.name),
            format!(
                "the integration `{}` is built on it: in `[dependencies]` of `Cargo.toml`, add `{}`; in `[features]`, add `\"dep:{}\"` to `{}`",
                text.value,
                line(needed),
                needed.name,
                text.value
            ),
        ),
    };
    let (place, label) = match renamed {
        Some(entry) => (&entry.place, "renamed here"),
        None => (&manifest.dependencies_place, "in this `Cargo.toml`"),
    };
    report(&rules::CRATE_DEPENDENCY, text, (message, help), sink).related(place, label);
}

fn not_by_default(text: &Text, manifest: &Manifest, sink: &mut Sink) {
    let message = "the crate has the feature `std`, and not by default".to_owned();
    let (help, place) = match manifest.features.get("default") {
        Some(listed) => (
            "in `[features]` of `Cargo.toml`, add `\"std\"` to `default`",
            &listed.place,
        ),
        None => (
            "in `[features]` of `Cargo.toml`, add `default = [\"std\"]`",
            &manifest.features_place,
        ),
    };
    report(
        &rules::CRATE_DEFAULT,
        text,
        (message, help.to_owned()),
        sink,
    )
    .related(place, "in this `Cargo.toml`");
}

fn report<'s>(
    rule: &'static Rule,
    text: &Text,
    (message, help): (String, String),
    sink: &'s mut Sink,
) -> &'s mut crate::diag::Diagnostic {
    sink.report(rule, &text.span, message, help)
}

/// `axum = ["dep:axum-core", "dep:http"]`
fn feature_line(feature: &Feature, manifest: &Manifest) -> String {
    let key = |needed: &Dependency| {
        let entry = manifest.dependency(needed.name);
        entry.map_or(needed.name.to_owned(), |entry| entry.key.clone())
    };
    // What is not optional cannot be turned on.
    let is_optional = |needed: &&Dependency| {
        let entry = manifest.dependency(needed.name);
        entry.is_none_or(|entry| entry.is_optional)
    };
    let crates = feature.crates.iter().filter(is_optional);
    let crates = crates.map(|needed| format!("\"dep:{}\"", key(needed)));
    let base = feature.base.map(|base| format!("\"{base}\""));
    let crates: Vec<_> = base.into_iter().chain(crates).collect();
    let own = if feature.name == "std" {
        "\"serde/std\", \"serde_json/std\"".to_owned()
    } else {
        crates.join(", ")
    };
    format!("{} = [{own}]", feature.name)
}

/// `http = { version = "1", default-features = false, features = ["std"], optional = true }`
fn line(needed: &Dependency) -> String {
    let mut keys = vec![format!("version = \"{}\"", needed.version)];
    keys.extend(needed.bare.then(|| "default-features = false".to_owned()));
    if !needed.features.is_empty() {
        keys.push(format!(
            "features = [\"{}\"]",
            needed.features.join("\", \"")
        ));
    }
    keys.push("optional = true".to_owned());
    format!("{} = {{ {} }}", needed.name, keys.join(", "))
}

/// Does a version requirement allow the releases that a needed version stands for? One that is hard to read does, since
/// cargo will have its say.
fn allows(requirement: &str, needed: &str) -> bool {
    let Some(needed) = numbers(needed) else {
        return true;
    };
    requirement.split(',').all(|comparator| {
        let comparator = comparator.trim();
        let digits = comparator.trim_start_matches(['^', '~', '=', '<', '>', ' ']);
        let Some(version) = numbers(digits) else {
            return true;
        };
        match comparator[..comparator.len() - digits.len()].trim() {
            ">" | ">=" => version <= needed || is_compatible(version, needed),
            "<" => version > needed,
            "<=" => version >= needed,
            _ => is_compatible(version, needed),
        }
    })
}

/// Major and minor; the minor is absent where the version has none, or `*`.
type Version = (u64, Option<u64>);

fn numbers(version: &str) -> Option<Version> {
    let mut parts = version.split('.');
    let major = parts.next()?.parse().ok()?;
    Some((major, parts.next().and_then(|minor| minor.parse().ok())))
}

/// Are both of one major version, or of one minor version below 1.0?
fn is_compatible((major, minor): Version, (other_major, other_minor): Version) -> bool {
    let is_same_minor = minor.is_none() || other_minor.is_none() || minor == other_minor;
    major == other_major && (major > 0 || is_same_minor)
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn requirements_are_read_as_cargo_reads_them() {
        for fits in [
            "4", "4.9", "^4.1", "=4.12.1", "~4.2", ">=4, <5", "4.*", "*", ">=3", "> 4.1", "",
        ] {
            assert!(allows(fits, "4"), "{fits}");
        }
        for differs in ["3", "5.0", "=3.9.1", ">=5", "<4", "<=3.9", "0.4"] {
            assert!(!allows(differs, "4"), "{differs}");
        }
        assert!(allows("0.5", "0.5") && allows("0.5.2", "0.5") && allows("0", "0.5"));
        assert!(!allows("0.4", "0.5") && !allows("0.6.1", "0.5") && !allows("1", "0.5"));
    }
}
