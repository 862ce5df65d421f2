//! What a `Cargo.toml` says of features and dependencies, with the place of each. What is wrong with it is cargo's to say.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::outline::Outline;
use super::table::{Entry, entries};
use crate::source::{FileId, Sources, Span};

/// The `Cargo.toml` of the crate that is generated.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// `[features]`; empty where there is none.
    pub features: BTreeMap<String, Listed>,
    /// `[dependencies]`, by the name that code has for each.
    pub dependencies: BTreeMap<String, CrateEntry>,
    /// The key `features`, else `package`, else the file's beginning.
    pub features_place: Span,
    /// The key `dependencies`, else as before.
    pub dependencies_place: Span,
}

/// What a feature turns on.
#[derive(Debug)]
pub(crate) struct Listed {
    pub place: Span,
    pub turns_on: Vec<String>,
}

/// A dependency. What another file says of it is taken to be right.
#[derive(Debug)]
pub(crate) struct CrateEntry {
    pub place: Span,
    /// The name in the table, which `dep:` names.
    pub key: String,
    /// The crate, where that is another than the key.
    pub package: Option<String>,
    pub version: Option<String>,
    pub is_optional: bool,
    pub has_default_features: bool,
    pub features: Vec<String>,
    /// Does another file say what version and features it has, or only some targets?
    pub is_elsewhere: bool,
}

impl Manifest {
    /// What the file says; none where it is no TOML.
    pub fn parse(sources: &Sources, file: FileId) -> Option<Self> {
        let text = &sources.get(file).text;
        if Outline::of(text).too_deep.is_some() {
            return None;
        }
        let root = DeTable::parse(text).ok()?;
        let reader = Reader {
            file,
            root: root.get_ref(),
        };
        Some(reader.manifest())
    }

    /// The dependency that code calls `name`.
    pub fn dependency(&self, name: &str) -> Option<&CrateEntry> {
        self.dependencies.get(&in_code(name))
    }
}

/// The name of a crate as code has it.
fn in_code(name: &str) -> String {
    name.replace('-', "_")
}

struct Reader<'t> {
    file: FileId,
    root: &'t DeTable<'t>,
}

impl<'t> Reader<'t> {
    fn manifest(&self) -> Manifest {
        let of_targets = self.table("target").into_iter().flat_map(entries);
        let of_targets = of_targets.filter_map(|target| target.value.get_ref().as_table());
        let of_targets = of_targets.filter_map(|target| inner(target, "dependencies"));
        let of_targets = of_targets.flat_map(entries).map(|entry| CrateEntry {
            is_elsewhere: true,
            ..self.dependency(entry)
        });
        let of_all = self.table("dependencies").into_iter().flat_map(entries);
        let of_all = of_all.map(|entry| self.dependency(entry));
        let named = |entry: CrateEntry| (in_code(&entry.key), entry);
        Manifest {
            features: self.features(),
            dependencies: of_targets.chain(of_all).map(named).collect(),
            features_place: self.place("features"),
            dependencies_place: self.place("dependencies"),
        }
    }

    fn table(&self, key: &str) -> Option<&'t DeTable<'t>> {
        inner(self.root, key)
    }

    fn span(&self, entry: Entry<'_>) -> Span {
        Span::new(self.file, entry.key.span())
    }

    fn place(&self, key: &str) -> Span {
        let keys = [key, "package"];
        let found = keys.iter().find_map(|key| self.root.get_key_value(*key));
        let bytes = found.map_or(0..0, |(key, _)| key.span());
        Span::new(self.file, bytes)
    }

    fn features(&self) -> BTreeMap<String, Listed> {
        let features = self.table("features").into_iter().flat_map(entries);
        let feature = |entry: Entry<'_>| {
            let listed = Listed {
                place: self.span(entry),
                turns_on: words(Some(entry.value.get_ref())),
            };
            (entry.key.get_ref().to_string(), listed)
        };
        features.map(feature).collect()
    }

    fn dependency(&self, entry: Entry<'t>) -> CrateEntry {
        let key = entry.key.get_ref().to_string();
        let found = CrateEntry {
            place: self.span(entry),
            package: None,
            version: entry.value.get_ref().as_str().map(str::to_owned),
            is_optional: false,
            has_default_features: true,
            features: Vec::new(),
            is_elsewhere: false,
            key,
        };
        match entry.value.get_ref().as_table() {
            Some(table) => self.detailed(found, table),
            None => found,
        }
    }

    fn detailed(&self, found: CrateEntry, table: &'t DeTable<'t>) -> CrateEntry {
        let inherited = flag(table, "workspace") == Some(true);
        let found = match self.workspace(&found.key).filter(|_| inherited) {
            Some(entry) => of_workspace(found, entry),
            None => CrateEntry {
                is_elsewhere: inherited,
                ..found
            },
        };
        with(found, table)
    }

    /// The entry in `[workspace.dependencies]` of the same file.
    fn workspace(&self, key: &str) -> Option<Entry<'t>> {
        let workspace = inner(self.table("workspace")?, "dependencies")?;
        let mut all = entries(workspace).into_iter();
        all.find(|entry| entry.key.get_ref() == key)
    }
}

/// `found`, as `[workspace.dependencies]` describes it.
fn of_workspace(found: CrateEntry, entry: Entry<'_>) -> CrateEntry {
    let version = entry.value.get_ref().as_str().map(str::to_owned);
    let named = CrateEntry { version, ..found };
    match entry.value.get_ref().as_table() {
        Some(table) => with(named, table),
        None => named,
    }
}

/// `found`, with what a table says of it as well.
fn with(mut found: CrateEntry, table: &DeTable<'_>) -> CrateEntry {
    let default_features = flag(table, "default-features").or(flag(table, "default_features"));
    found.package = text(table, "package").or(found.package);
    found.version = text(table, "version").or(found.version);
    found.is_optional = flag(table, "optional").unwrap_or(found.is_optional);
    found.has_default_features = default_features.unwrap_or(found.has_default_features);
    found
        .features
        .extend(words(table.get("features").map(toml::Spanned::get_ref)));
    found
}

fn inner<'t>(table: &'t DeTable<'t>, key: &str) -> Option<&'t DeTable<'t>> {
    table.get(key)?.get_ref().as_table()
}

fn flag(table: &DeTable<'_>, key: &str) -> Option<bool> {
    table.get(key)?.get_ref().as_bool()
}

fn text(table: &DeTable<'_>, key: &str) -> Option<String> {
    table.get(key)?.get_ref().as_str().map(str::to_owned)
}

/// The strings of a list.
fn words(list: Option<&DeValue<'_>>) -> Vec<String> {
    let items = list.and_then(DeValue::as_array).into_iter().flatten();
    let texts = items.filter_map(|item| item.get_ref().as_str());
    texts.map(str::to_owned).collect()
}
