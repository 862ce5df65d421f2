//! From TOML tables to the tables of a registry: one function per table of the format.

use toml::de::{DeTable, DeValue};

use super::table::{self, Entry, Kind, Reader, Table};
use super::{
    At, CodeEntry, DeprecatedEntry, Document, EnvelopeTable, FieldEntry, LinkEntry, Lost,
    OperationEntry, OutputTable, OutputsTable, RegistryTable, RejectionsTable, RetiredEntry, Role,
    Text, TypeEntry,
};
use crate::diag::rules;
use crate::model::REJECTIONS;
use crate::source::Span;
use crate::unicode::shown;
use crate::value::Value;

const STATUS: &str = "an integer from 400 to 599";

const FILE: Kind = Kind {
    name: "a registry",
    form: "TOML",
};
const INCLUDED: Kind = Kind {
    name: "an included file",
    form: "TOML",
};
const REGISTRY: Kind = Kind {
    name: "the registry's head",
    form: "`[registry]`, then `name = \"...\"`",
};
const ENVELOPE: Kind = Kind {
    name: "the envelope",
    form: "`[envelope]`, then `wrapper = \"...\"`",
};
const CODE: Kind = Kind {
    name: "an error code",
    form: "`[errors.not_found]`, then `status = 404` and `message = \"Not found.\"`",
};
const DEPRECATED: Kind = Kind {
    name: "`deprecated`",
    form: "`{ since = \"1.4\", use = \"not_found\" }`; each key may be left out",
};
const LINK: Kind = Kind {
    name: "a link",
    form: "`{ text = \"...\", url = \"...\" }`",
};
const FIELD: Kind = Kind {
    name: "a field",
    form: "`count = \"u64\"`, or `count = { type = \"u64\", doc = \"...\" }`",
};
const TYPE: Kind = Kind {
    name: "a type",
    form: "`{ values = [\"free\", \"pro\"] }` or `{ fields = { from = \"u32\" } }`",
};
const RETIRED: Kind = Kind {
    name: "a retired code",
    form: "`{ since = \"2.0\", use = \"not_found\" }`; each key may be left out",
};
const OPERATION: Kind = Kind {
    name: "an operation",
    form: "`[operations.render]`, then `errors = [\"not_found\"]`",
};
const REJECTIONS_TABLE: Kind = Kind {
    name: "the table of rejections",
    form: "`[rejections]`, then `json = \"invalid_args\"`",
};
const OUTPUTS: Kind = Kind {
    name: "the table of outputs",
    form: "`[outputs.markdown]`, then `path = \"...\"`",
};
const OUTPUT: Kind = Kind {
    name: "an output",
    form: "`{}` to have it as it usually is, or as `{ enabled = false }`",
};

/// Tables that only the registry itself has.
const MAIN_ONLY: [&str; 7] = [
    "include",
    "registry",
    "envelope",
    "statuses",
    "operations",
    "rejections",
    "outputs",
];

/// The tables of a file; and those of them that are there, but could not be read.
pub(super) fn document<'t>(
    reader: &mut Reader<'_>,
    root: &'t DeTable<'t>,
    role: Role,
) -> (Document, Lost) {
    let start = reader.span(0..0);
    let kind = match role {
        Role::Main => &FILE,
        Role::Included => &INCLUDED,
    };
    let mut table = reader.table(root, start.clone(), kind);
    let mut document = match role {
        Role::Main => main_tables(reader, &mut table, start),
        Role::Included => Document::empty(start),
    };
    document.codes = table
        .read("errors", |entry| {
            document.place = reader.span(entry.key.span());
            entries(reader, entry, CODE.form, code)
        })
        .unwrap_or_default();
    document.types = named(
        reader,
        &mut table,
        "types",
        "`[types.Plan]`, then `values = [...]`",
        type_entry,
    );
    let form = "`[retired]`, then `no_credits = { since = \"2.0\" }`";
    document.retired = named(reader, &mut table, "retired", form, retired);
    if role == Role::Included {
        refuse_main_tables(reader, &mut table);
    }
    (document, table.finish(reader))
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
            operations: Vec::new(),
            rejections: RejectionsTable::default(),
            outputs: OutputsTable::default(),
        }
    }
}

/// The tables that only the registry's main file has. One that is no table loses all its keys.
fn main_tables(reader: &mut Reader<'_>, table: &mut Table<'_>, start: Span) -> Document {
    let mut document = Document::empty(start);
    document.include = table.strings(reader, "include");
    if let Some(entry) = table.take("registry") {
        document.registry = match reader.subtable(entry, &REGISTRY) {
            Some(table) => registry(reader, table),
            None => RegistryTable {
                lost: Lost::everything(),
                ..RegistryTable::default()
            },
        };
    }
    if let Some(entry) = table.take("envelope") {
        document.envelope = match reader.subtable(entry, &ENVELOPE) {
            Some(table) => envelope(reader, table),
            None => EnvelopeTable {
                lost: Lost::everything(),
                ..EnvelopeTable::default()
            },
        };
    }
    let form = "`[statuses]`, then `529 = \"Site is overloaded\"`";
    document.statuses = named(reader, table, "statuses", form, |reader, entry| {
        (reader.key(entry), reader.text(entry))
    });
    document.operations = named(reader, table, "operations", OPERATION.form, operation);
    if let Some(entry) = table.take("rejections") {
        let name = Some(reader.key(entry));
        document.rejections = match reader.subtable(entry, &REJECTIONS_TABLE) {
            Some(table) => RejectionsTable {
                name,
                ..rejections(reader, table)
            },
            None => RejectionsTable {
                lost: Lost::everything(),
                ..RejectionsTable::default()
            },
        };
    }
    if let Some(table) = subtable(reader, table, "outputs", &OUTPUTS) {
        document.outputs = outputs(reader, table);
    }
    document
}

fn refuse_main_tables(reader: &mut Reader<'_>, table: &mut Table<'_>) {
    let others: Vec<_> = table.others().collect();
    for entry in others {
        let key = reader.key(entry);
        if MAIN_ONLY.contains(&key.value.as_str()) {
            let message = format!("{} in an included file", shown(&key.value));
            let help = "an included file holds `[errors]`, `[types]` and `[retired]` only: move it to the registry";
            reader
                .sink
                .report(&rules::UNKNOWN_KEY, &key.span, message, help);
            table.remove(entry);
        }
    }
}

fn subtable<'t>(
    reader: &mut Reader<'_>,
    table: &mut Table<'t>,
    key: &'static str,
    kind: &'static Kind,
) -> Option<Table<'t>> {
    table.read(key, |entry| reader.subtable(entry, kind))
}

/// Every entry of the table at `key`, each read by `read`; `form` says how the table is written.
fn named<'t, T>(
    reader: &mut Reader<'_>,
    table: &mut Table<'t>,
    key: &'static str,
    form: &str,
    read: impl FnMut(&mut Reader<'_>, Entry<'t>) -> T,
) -> Vec<T> {
    table
        .read(key, |entry| entries(reader, entry, form, read))
        .unwrap_or_default()
}

fn entries<'t, T>(
    reader: &mut Reader<'_>,
    entry: Entry<'t>,
    form: &str,
    mut read: impl FnMut(&mut Reader<'_>, Entry<'t>) -> T,
) -> Option<Vec<T>> {
    let entries = table::entries(reader.free_table(entry, form)?);
    let read = |entry| read(reader, entry);
    Some(entries.into_iter().map(read).collect())
}

fn registry(reader: &mut Reader<'_>, mut table: Table<'_>) -> RegistryTable {
    RegistryTable {
        name: table.text(reader, "name"),
        title: table.text(reader, "title"),
        description: table.text(reader, "description"),
        code_case: table.text(reader, "code_case"),
        field_case: table.text(reader, "field_case"),
        docs_url: table.text(reader, "docs_url"),
        version: table.text(reader, "version"),
        updated: table.read("updated", |entry| reader.date(entry)),
        lost: table.finish(reader),
    }
}

fn envelope(reader: &mut Reader<'_>, mut table: Table<'_>) -> EnvelopeTable {
    let form = "`[envelope.common]`, then `request_id = \"string\"`";
    EnvelopeTable {
        wrapper: table.text(reader, "wrapper"),
        fields: table.text(reader, "fields"),
        code: table.text(reader, "code"),
        message: table.text(reader, "message"),
        common: named(reader, &mut table, "common", form, field),
        lost: table.finish(reader),
    }
}

fn code(reader: &mut Reader<'_>, entry: Entry<'_>) -> CodeEntry {
    let name = reader.key(entry);
    let Some(mut table) = reader.subtable(entry, &CODE) else {
        return CodeEntry::unreadable(name);
    };
    table.require("status", "add its HTTP status, such as `status = 400`");
    table.require(
        "message",
        "add what a person reads, such as `message = \"Not found.\"`",
    );
    let mut code = CodeEntry {
        status: table.read("status", |entry| reader.integer(entry, STATUS)),
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
        deprecated: subtable(reader, &mut table, "deprecated", &DEPRECATED)
            .map(|table| deprecated(reader, table)),
        aliases: table.strings(reader, "aliases"),
        links: table
            .read("links", |entry| links(reader, entry))
            .unwrap_or_default(),
        grpc: table.text(reader, "grpc"),
        fields: fields(reader, &mut table),
        ..CodeEntry::unreadable(name)
    };
    if code_with_dot(reader, &mut table, &code.name) {
        return code;
    }
    code.lost = table.finish(reader);
    code
}

impl CodeEntry {
    /// A code of which nothing is known but its name.
    fn unreadable(name: Text) -> Self {
        Self {
            name,
            status: None,
            message: None,
            code: None,
            title: None,
            meaning: None,
            action: None,
            description: None,
            retry: None,
            category: None,
            common: None,
            internal: None,
            since: None,
            deprecated: None,
            aliases: Vec::new(),
            links: Vec::new(),
            grpc: None,
            fields: Vec::new(),
            lost: Lost::everything(),
        }
    }
}

/// `[errors.card.declined]` is the code `card` with a table `declined` in it, and was probably meant otherwise.
fn code_with_dot(reader: &mut Reader<'_>, table: &mut Table<'_>, name: &Text) -> bool {
    let is_code = |entry: &Entry<'_>| {
        let inner = entry.value.get_ref().as_table();
        inner.is_some_and(|inner| inner.get("status").is_some() || inner.get("message").is_some())
    };
    let inner: Vec<_> = table.others().filter(is_code).collect();
    for entry in &inner {
        let key = reader.key(*entry);
        let (inner, outer) = (shown(&key.value), shown(&name.value));
        let message = format!("the code {outer} holds another code, {inner}");
        let help = "a code with a dot in it stands in quotes: `[errors.\"card.declined\"]`";
        reader
            .sink
            .report(&rules::UNKNOWN_KEY, &key.span, message, help);
    }
    !inner.is_empty()
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

fn links(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<Vec<LinkEntry>> {
    let help = "write it as `[{ text = \"...\", url = \"...\" }]`";
    let items = reader.items(entry, "an array of links", help)?;
    let mut links = Vec::new();
    for value in items {
        if let Some(table) = value.get_ref().as_table() {
            let table = reader.table(table, reader.span(value.span()), &LINK);
            links.push(link(reader, table));
        } else {
            let help = format!("write it as {}", LINK.form);
            reader.wrong_type(entry.key.get_ref(), "a table", value, &help);
        }
    }
    Some(links)
}

fn link(reader: &mut Reader<'_>, mut table: Table<'_>) -> LinkEntry {
    table.require("text", "add what is shown, such as `text = \"Limits\"`");
    table.require("url", "add where it leads, such as `url = \"/limits\"`");
    let link = LinkEntry {
        text: table.text(reader, "text"),
        url: table.text(reader, "url"),
    };
    table.finish(reader);
    link
}

fn fields(reader: &mut Reader<'_>, table: &mut Table<'_>) -> Vec<FieldEntry> {
    let form = "`[errors.not_found.fields]`, then `path = \"string\"`";
    named(reader, table, "fields", form, field)
}

fn field(reader: &mut Reader<'_>, entry: Entry<'_>) -> FieldEntry {
    let name = reader.key(entry);
    match entry.value.get_ref() {
        DeValue::Table(table) => {
            let table = reader.table(table, name.span.clone(), &FIELD);
            field_table(reader, name, table)
        }
        DeValue::String(_) => FieldEntry {
            ty: reader.text(entry),
            lost: Lost::default(),
            ..FieldEntry::unreadable(name)
        },
        _ => {
            let help = format!("write it as {}", FIELD.form);
            reader.wrong_type(&name.value, "a type", entry.value, &help);
            FieldEntry::unreadable(name)
        }
    }
}

fn field_table(reader: &mut Reader<'_>, name: Text, mut table: Table<'_>) -> FieldEntry {
    table.require("type", "add what it holds, such as `type = \"string\"`");
    FieldEntry {
        name,
        ty: table.text(reader, "type"),
        optional: table.boolean(reader, "optional"),
        doc: table.text(reader, "doc"),
        example: table.read("example", |entry| {
            reader.json(entry, "write a value that JSON has, such as a string")
        }),
        format: table.text(reader, "format"),
        unit: table.text(reader, "unit"),
        header: table.text(reader, "header"),
        body: table.boolean(reader, "body"),
        min: limit(reader, &mut table, "min"),
        max: limit(reader, &mut table, "max"),
        min_length: length(reader, &mut table, "min_length"),
        max_length: length(reader, &mut table, "max_length"),
        pattern: table.text(reader, "pattern"),
        sensitive: table.boolean(reader, "sensitive"),
        lost: table.finish(reader),
    }
}

fn limit(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Option<At<Value>> {
    let help = "write a number of at most 64 bits, or leave it out";
    table.read(key, |entry| reader.json(entry, help))
}

fn length(reader: &mut Reader<'_>, table: &mut Table<'_>, key: &'static str) -> Option<At<i128>> {
    table.read(key, |entry| reader.integer(entry, "a whole number"))
}

impl FieldEntry {
    /// A field of which nothing is known but its name.
    fn unreadable(name: Text) -> Self {
        Self {
            name,
            ty: None,
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
            lost: Lost::everything(),
        }
    }
}

fn type_entry(reader: &mut Reader<'_>, entry: Entry<'_>) -> TypeEntry {
    let name = reader.key(entry);
    let Some(mut table) = reader.subtable(entry, &TYPE) else {
        return TypeEntry {
            name,
            doc: None,
            fields: None,
            values: None,
            lost: Lost::everything(),
        };
    };
    TypeEntry {
        name,
        doc: table.text(reader, "doc"),
        fields: table.read("fields", |entry| {
            entries(reader, entry, "`fields = { from = \"u32\" }`", field)
        }),
        values: table.read("values", |entry| reader.strings(entry)),
        lost: table.finish(reader),
    }
}

fn retired(reader: &mut Reader<'_>, entry: Entry<'_>) -> RetiredEntry {
    let mut retired = RetiredEntry {
        wire: reader.key(entry),
        since: None,
        use_instead: None,
        reason: None,
    };
    if let Some(mut table) = reader.subtable(entry, &RETIRED) {
        retired.since = table.text(reader, "since");
        retired.use_instead = table.text(reader, "use");
        retired.reason = table.text(reader, "reason");
        table.finish(reader);
    }
    retired
}

fn operation(reader: &mut Reader<'_>, entry: Entry<'_>) -> OperationEntry {
    let mut operation = OperationEntry {
        name: reader.key(entry),
        method: None,
        path: None,
        doc: None,
        errors: None,
    };
    if let Some(mut table) = reader.subtable(entry, &OPERATION) {
        table.require(
            "errors",
            "add its codes, such as `errors = [\"not_found\"]`",
        );
        operation.method = table.text(reader, "method");
        operation.path = table.text(reader, "path");
        operation.doc = table.text(reader, "doc");
        operation.errors = table.read("errors", |entry| words(reader, entry));
        table.finish(reader);
    }
    operation
}

fn rejections(reader: &mut Reader<'_>, mut table: Table<'_>) -> RejectionsTable {
    let mut given = Vec::new();
    for kind in REJECTIONS {
        let code = table.text(reader, kind.key);
        given.extend(code.map(|code| (kind.rejection, code)));
    }
    RejectionsTable {
        given,
        lost: table.finish(reader),
        name: None,
    }
}

fn outputs(reader: &mut Reader<'_>, mut table: Table<'_>) -> OutputsTable {
    let mut read = |key, own: &[&str]| output(reader, &mut table, key, own).unwrap_or_default();
    let outputs = OutputsTable {
        rust: read("rust", &["dir", "features"]),
        markdown: read("markdown", &["path", "columns", "sample"]),
        json_schema: read("json_schema", &["path", "strict", "id"]),
        registry_schema: read("registry_schema", &["path"]),
        pages: read("pages", &["files", "flavour"]),
        pages_per_code: read("pages_per_code", &["dir", "flavour"]),
        html: read("html", &["path"]),
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
) -> Option<OutputTable> {
    let mut table = subtable(reader, outputs, key, &OUTPUT)?;
    let has = |key| own.contains(&key);
    if has("files") {
        table.require(
            "files",
            "name the pages, such as `files = [\"docs/**/*.mdx\"]`",
        );
    }
    let path = ["dir", "path"].into_iter().find(|key| has(key));
    let output = OutputTable {
        is_given: true,
        enabled: table.boolean(reader, "enabled"),
        path: path.and_then(|path| table.text(reader, path)),
        columns: has("columns")
            .then(|| table.read("columns", |entry| words(reader, entry)))
            .flatten(),
        sample: has("sample")
            .then(|| table.text(reader, "sample"))
            .flatten(),
        strict: has("strict")
            .then(|| table.boolean(reader, "strict"))
            .flatten(),
        id: has("id").then(|| table.text(reader, "id")).flatten(),
        features: has("features")
            .then(|| table.read("features", |entry| words(reader, entry)))
            .flatten(),
        files: has("files")
            .then(|| table.read("files", |entry| words(reader, entry)))
            .flatten(),
        flavour: has("flavour")
            .then(|| table.text(reader, "flavour"))
            .flatten(),
    };
    table.finish(reader);
    Some(output)
}

/// A list of strings with its place; none where it has items, and no string.
fn words(reader: &mut Reader<'_>, entry: Entry<'_>) -> Option<At<Vec<Text>>> {
    let items = entry
        .value
        .get_ref()
        .as_array()
        .map_or(0, |items| items.len());
    let value = reader.strings(entry)?;
    (items == 0 || !value.is_empty()).then(|| At {
        value,
        span: reader.span(entry.value.span()),
    })
}
