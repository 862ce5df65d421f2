//! From TOML tables to the tables of a registry: one function per table of the format.

use toml::de::{DeTable, DeValue};

use super::table::{self, Entry, Reader, Table};
use super::{
    At, CodeEntry, DeprecatedEntry, Document, EnvelopeTable, FieldEntry, LinkEntry, OutputTable,
    OutputsTable, RegistryTable, RetiredEntry, Role, Text, TypeEntry,
};
use crate::diag::rules;
use crate::source::Span;
use crate::unicode::shown;

const STATUS: &str = "an integer from 400 to 599";

pub(super) fn document<'t>(reader: &mut Reader<'_>, root: &'t DeTable<'t>, role: Role) -> Document {
    let start = reader.span(0..0);
    let mut table = Table::new(root, start.clone(), "a registry");
    let mut document = match role {
        Role::Main => main_tables(reader, &mut table, start),
        Role::Included => Document::empty(start),
    };
    if let Some(entry) = table.take("errors") {
        document.place = reader.span(entry.key.span());
        document.codes = entries(reader, entry, "the table of codes", code);
    }
    document.types = named(
        reader,
        &mut table,
        "types",
        "the table of types",
        type_entry,
    );
    document.retired = named(
        reader,
        &mut table,
        "retired",
        "the table of retired codes",
        retired,
    );
    match role {
        Role::Main => table.finish(reader),
        Role::Included => refuse_main_tables(reader, root),
    }
    document
}

impl Document {
    fn empty(place: Span) -> Self {
        Self {
            include: Vec::new(),
            registry: RegistryTable::default(),
            envelope: EnvelopeTable::default(),
            statuses: Vec::new(),
            place,
            codes: Vec::new(),
            types: Vec::new(),
            retired: Vec::new(),
            outputs: OutputsTable::default(),
        }
    }
}

/// The tables that only the registry's main file has.
fn main_tables(reader: &mut Reader<'_>, table: &mut Table<'_>, start: Span) -> Document {
    let mut document = Document::empty(start);
    document.include = table.strings(reader, "include");
    if let Some(table) = subtable(reader, table, "registry", "the registry's head") {
        document.registry = registry(reader, table);
    }
    if let Some(table) = subtable(reader, table, "envelope", "the envelope") {
        document.envelope = envelope(reader, table);
    }
    document.statuses = named(
        reader,
        table,
        "statuses",
        "the table of statuses",
        |reader, entry| Some((reader.key(entry), reader.text(entry)?)),
    );
    if let Some(table) = subtable(reader, table, "outputs", "the table of outputs") {
        document.outputs = outputs(reader, table);
    }
    document
}

fn refuse_main_tables<'t>(reader: &mut Reader<'_>, root: &'t DeTable<'t>) {
    for entry in table::entries(root) {
        let key = reader.key(entry);
        if !["errors", "types", "retired"].contains(&key.value.as_str()) {
            let message = format!("{} in an included file", shown(&key.value));
            let help = "an included file holds `[errors]`, `[types]` and `[retired]` only: move it to the registry";
            reader
                .sink
                .report(&rules::UNKNOWN_KEY, &key.span, message, help);
        }
    }
}

fn subtable<'t>(
    reader: &mut Reader<'_>,
    table: &mut Table<'t>,
    key: &'static str,
    what: &'static str,
) -> Option<Table<'t>> {
    table
        .take(key)
        .and_then(|entry| reader.subtable(entry, what))
}

/// Every entry of the table at `key`, each read by `read`.
fn named<'t, T>(
    reader: &mut Reader<'_>,
    table: &mut Table<'t>,
    key: &'static str,
    what: &'static str,
    read: impl FnMut(&mut Reader<'_>, Entry<'t>) -> Option<T>,
) -> Vec<T> {
    table
        .take(key)
        .map(|entry| entries(reader, entry, what, read))
        .unwrap_or_default()
}

fn entries<'t, T>(
    reader: &mut Reader<'_>,
    entry: Entry<'t>,
    what: &'static str,
    mut read: impl FnMut(&mut Reader<'_>, Entry<'t>) -> Option<T>,
) -> Vec<T> {
    let Some(table) = reader.free_table(entry, what) else {
        return Vec::new();
    };
    table::entries(table)
        .into_iter()
        .filter_map(|entry| read(reader, entry))
        .collect()
}

fn registry(reader: &mut Reader<'_>, mut table: Table<'_>) -> RegistryTable {
    let registry = RegistryTable {
        name: table.text(reader, "name"),
        title: table.text(reader, "title"),
        description: table.text(reader, "description"),
        code_case: table.text(reader, "code_case"),
        field_case: table.text(reader, "field_case"),
        docs_url: table.text(reader, "docs_url"),
        version: table.text(reader, "version"),
        updated: table.take("updated").and_then(|entry| reader.date(entry)),
    };
    table.finish(reader);
    registry
}

fn envelope(reader: &mut Reader<'_>, mut table: Table<'_>) -> EnvelopeTable {
    let envelope = EnvelopeTable {
        wrapper: table.text(reader, "wrapper"),
        fields: table.text(reader, "fields"),
        code: table.text(reader, "code"),
        message: table.text(reader, "message"),
        common: named(
            reader,
            &mut table,
            "common",
            "the table of common fields",
            field,
        ),
    };
    table.finish(reader);
    envelope
}

fn code(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<CodeEntry> {
    let name = reader.key(entry);
    let mut table = reader.subtable(entry, "an error code")?;
    table.require(
        reader,
        "status",
        "add its HTTP status, such as `status = 400`",
    );
    table.require(
        reader,
        "message",
        "add what a person reads, such as `message = \"Not found.\"`",
    );
    let code = CodeEntry {
        name,
        status: table
            .take("status")
            .and_then(|entry| reader.integer(entry, STATUS)),
        message: table.text(reader, "message"),
        code: table.text(reader, "code"),
        title: table.text(reader, "title"),
        meaning: table.text(reader, "meaning"),
        action: table.text(reader, "action"),
        description: table.text(reader, "description"),
        retry: table.text(reader, "retry"),
        category: table.text(reader, "category"),
        common: table.boolean(reader, "common"),
        internal: table.boolean(reader, "internal"),
        since: table.text(reader, "since"),
        deprecated: subtable(reader, &mut table, "deprecated", "`deprecated`")
            .map(|table| deprecated(reader, table)),
        aliases: table.strings(reader, "aliases"),
        links: links(reader, &mut table),
        grpc: table.text(reader, "grpc"),
        fields: named(reader, &mut table, "fields", "the table of fields", field),
    };
    table.finish(reader);
    Some(code)
}

fn deprecated(reader: &mut Reader<'_>, mut table: Table<'_>) -> DeprecatedEntry {
    let deprecated = DeprecatedEntry {
        since: table.text(reader, "since"),
        note: table.text(reader, "note"),
        use_instead: table.text(reader, "use"),
    };
    table.finish(reader);
    deprecated
}

fn links(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Vec<LinkEntry> {
    const HELP: &str = "write it as `[{ text = \"...\", url = \"...\" }]`";
    let Some(entry) = table.take("links") else {
        return Vec::new();
    };
    let items = reader
        .items(entry, "an array of links", HELP)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(|item| {
            link(
                reader,
                Entry {
                    key: entry.key,
                    value: item,
                },
            )
        })
        .collect()
}

fn link(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<LinkEntry> {
    let Some(table) = entry.value.get_ref().as_table() else {
        reader.subtable(entry, "a link")?;
        return None;
    };
    let mut table = Table::new(table, reader.span(entry.value.span()), "a link");
    table.require(
        reader,
        "text",
        "add what is shown, such as `text = \"Limits\"`",
    );
    table.require(
        reader,
        "url",
        "add where it leads, such as `url = \"/limits\"`",
    );
    let link = LinkEntry {
        text: table.text(reader, "text"),
        url: table.text(reader, "url"),
    };
    table.finish(reader);
    Some(link)
}

fn field(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<FieldEntry> {
    let name = reader.key(entry);
    if !matches!(entry.value.get_ref(), DeValue::Table(_)) {
        return reader.text(entry).map(|ty| FieldEntry::shorthand(name, ty));
    }
    let mut table = reader.subtable(entry, "a field")?;
    table.require(
        reader,
        "type",
        "add what it holds, such as `type = \"string\"`",
    );
    let field = FieldEntry {
        ty: table.text(reader, "type"),
        optional: table.boolean(reader, "optional"),
        doc: table.text(reader, "doc"),
        example: table.take("example").and_then(|entry| reader.json(entry)),
        format: table.text(reader, "format"),
        unit: table.text(reader, "unit"),
        header: table.text(reader, "header"),
        body: table.boolean(reader, "body"),
        min: table.take("min").and_then(|entry| reader.json(entry)),
        max: table.take("max").and_then(|entry| reader.json(entry)),
        min_length: table
            .take("min_length")
            .and_then(|entry| reader.integer(entry, "a whole number")),
        max_length: table
            .take("max_length")
            .and_then(|entry| reader.integer(entry, "a whole number")),
        pattern: table.text(reader, "pattern"),
        sensitive: table.boolean(reader, "sensitive"),
        name,
    };
    table.finish(reader);
    Some(field)
}

impl FieldEntry {
    /// `name = "type"`
    fn shorthand(name: Text, ty: Text) -> Self {
        Self {
            name,
            ty: Some(ty),
            optional: None,
            doc: None,
            example: None,
            format: None,
            unit: None,
            header: None,
            body: None,
            min: None,
            max: None,
            min_length: None,
            max_length: None,
            pattern: None,
            sensitive: None,
        }
    }
}

fn type_entry(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<TypeEntry> {
    let name = reader.key(entry);
    let mut table = reader.subtable(entry, "a type")?;
    let ty = TypeEntry {
        name,
        doc: table.text(reader, "doc"),
        fields: table
            .take("fields")
            .map(|entry| entries(reader, entry, "the table of fields", field)),
        values: table.take("values").map(|entry| reader.strings(entry)),
    };
    table.finish(reader);
    Some(ty)
}

fn retired(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<RetiredEntry> {
    let wire = reader.key(entry);
    let mut table = reader.subtable(entry, "a retired code")?;
    let retired = RetiredEntry {
        wire,
        since: table.text(reader, "since"),
        use_instead: table.text(reader, "use"),
        reason: table.text(reader, "reason"),
    };
    table.finish(reader);
    Some(retired)
}

fn outputs(reader: &mut Reader<'_>, mut table: Table<'_>) -> OutputsTable {
    let outputs = OutputsTable {
        rust: output(reader, &mut table, "rust", &["dir"]),
        markdown: output(
            reader,
            &mut table,
            "markdown",
            &["path", "columns", "sample"],
        ),
        json_schema: output(reader, &mut table, "json_schema", &["path", "strict", "id"]),
        registry_schema: output(reader, &mut table, "registry_schema", &["path"]),
    };
    table.finish(reader);
    outputs
}

/// One output's table, which has the keys `own` beside `enabled`.
fn output(
    reader: &mut Reader<'_>,
    outputs: &mut Table<'_>,
    key: &'static str,
    own: &[&str],
) -> OutputTable {
    let Some(mut table) = subtable(reader, outputs, key, "an output") else {
        return OutputTable::default();
    };
    let has = |key| own.contains(&key);
    let path = if has("dir") { "dir" } else { "path" };
    let output = OutputTable {
        enabled: table.boolean(reader, "enabled"),
        path: table.text(reader, path),
        columns: has("columns")
            .then(|| columns(reader, &mut table))
            .flatten(),
        sample: has("sample")
            .then(|| table.text(reader, "sample"))
            .flatten(),
        strict: has("strict")
            .then(|| table.boolean(reader, "strict"))
            .flatten(),
        id: has("id").then(|| table.text(reader, "id")).flatten(),
    };
    table.finish(reader);
    output
}

fn columns(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Option<At<Vec<Text>>> {
    let entry = table.take("columns")?;
    Some(At {
        value: reader.strings(entry),
        span: reader.span(entry.value.span()),
    })
}
