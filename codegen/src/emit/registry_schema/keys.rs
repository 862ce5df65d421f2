//! Every key of the format: what it holds, its default, and what editors show about it.

use Kind::{
    Any, Choice, Date, Definition, File, Flag, Folder, Integer, List, Map, Matching, Number, Set,
    Short, Table, Text, Type,
};

use crate::model::{FEATURES, GRPC_CODES, REJECTIONS, STRING_FORMATS};

/// A key of a table.
pub(super) struct Key {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
    pub default: DefaultValue,
    pub doc: &'static str,
}

/// What a value looks like.
pub(super) enum Kind {
    /// Any text.
    Text,
    /// Text that a regular expression describes.
    Matching(&'static str),
    /// The same, with a length that the expression does not say.
    Short(&'static str, u8),
    /// The type of a field.
    Type,
    /// The path of a folder below the registry's own.
    Folder,
    /// The path of a file below the registry's folder, with one of these endings.
    File(&'static [&'static str]),
    /// One of a few words.
    Choice(&'static [&'static str]),
    Flag,
    Date,
    Number,
    /// A whole number, from the first to the second.
    Integer(u32, u32),
    /// Any value.
    Any,
    List(&'static Kind),
    /// A list that has an item, and none twice.
    Set(&'static Kind),
    Table(&'static [Key]),
    /// A table whose keys the author chooses: what a key and a value look like.
    Map(&'static str, &'static Kind),
    /// An entry of the schema's `$defs`.
    Definition(&'static str),
}

/// What an absent key means.
pub(super) enum DefaultValue {
    None,
    Text(&'static str),
    Flag(bool),
}

const fn key(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key {
        name,
        kind,
        required: false,
        default: DefaultValue::None,
        doc,
    }
}

impl Key {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn or(mut self, text: &'static str) -> Self {
        self.default = DefaultValue::Text(text);
        self
    }

    const fn or_flag(mut self, flag: bool) -> Self {
        self.default = DefaultValue::Flag(flag);
        self
    }
}

/// One line that is not blank.
const LINE: Kind = Matching(r"^[^\n]*\S[^\n]*$");
/// A wire code in whatever style.
const CODE_NAME: &str = "^[A-Za-z0-9](?:[A-Za-z0-9_./:-]{0,126}[A-Za-z0-9])?$";
const WIRE: Kind = Matching(CODE_NAME);
/// A field, in either style.
const FIELD_NAME: &str = "^(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[a-z][A-Za-z0-9]*)$";
const FIELDS: Kind = Map(FIELD_NAME, &Definition("field"));
const TYPE_NAME: &str = "^[A-Z][A-Za-z0-9]{0,63}$";
/// A key of the envelope holds a letter or a digit.
const ENVELOPE_KEY: Kind = Short("^[_.$@-]*[A-Za-z0-9][A-Za-z0-9_.$@-]*$", 64);
const ENVELOPE_KEY_OR_NONE: Kind = Short("^(?:[_.$@-]*[A-Za-z0-9][A-Za-z0-9_.$@-]*)?$", 64);
const LENGTH: Kind = Integer(0, u32::MAX);
/// `http`, `https`, `mailto` or relative.
const URL: Kind = Matching(concat!(
    "^(?:(?:[Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]):",
    r#"|[^:/?#\s<>"\\^`{|}]+(?:[/?#]|$)|[/?#])[^\s<>"\\^`{|}]*$"#,
));
/// An absolute URL without a fragment.
const SCHEMA_ID: Kind = Matching(r#"^https?://[^\s<>"\\^`{|}#]*$"#);

pub(super) const ROOT_DOC: &str =
    "The errors of an HTTP API, of which errbook makes Rust types, docs and JSON Schema.";

pub(super) const ROOT: &[Key] = &[
    key(
        "include",
        List(&LINE),
        "Further files, as paths or patterns: `errors/*.toml`. They hold `errors`, `types` and `retired` only.",
    ),
    key(
        "registry",
        Table(REGISTRY),
        "The head: name, title, styles.",
    ),
    key(
        "envelope",
        Table(ENVELOPE),
        "How an error looks on the wire.",
    ),
    key(
        "statuses",
        Map("^[45][0-9][0-9]$", &Matching("^[ -~]*[!-~][ -~]*$")),
        "Reason phrases of the statuses that the IANA registry lacks.",
    ),
    key(
        "errors",
        Map(CODE_NAME, &Definition("code")),
        "The codes, by name.",
    ),
    key(
        "types",
        Map(TYPE_NAME, &Definition("type")),
        "Named types, for fields.",
    ),
    key(
        "retired",
        Map(CODE_NAME, &Table(RETIRED)),
        "Wire codes that are gone, and are never used again.",
    ),
    key(
        "operations",
        Map(CODE_NAME, &Table(OPERATION)),
        "Routes, by name, each with the errors that it can answer with.",
    ),
    key(
        "rejections",
        Table(REJECTION_KEYS),
        "What a framework itself refuses, and the code that it becomes.",
    ),
    key(
        "outputs",
        Table(OUTPUTS),
        "Which files are generated, and where.",
    ),
];

const REGISTRY: &[Key] = &[
    key(
        "name",
        Short("^[a-z][a-z0-9-]*$", 64),
        "Stem of every derived name: of crates, packages, schemas.",
    )
    .or("api"),
    key("title", Text, "Head of the docs page. Inline Markdown."),
    key(
        "description",
        Text,
        "What stands below the title. Inline Markdown.",
    ),
    key(
        "code_case",
        Choice(&[
            "snake_case",
            "SCREAMING_SNAKE_CASE",
            "kebab-case",
            "camelCase",
            "PascalCase",
            "any",
        ]),
        "The style that every code follows.",
    )
    .or("snake_case"),
    key(
        "field_case",
        Choice(&["snake_case", "camelCase"]),
        "The style that every field's name follows.",
    )
    .or("snake_case"),
    key(
        "docs_url",
        Matching(r"^[^\s{}]*(?:\{code\}[^\s{}]*)+$"),
        "Where a code is documented; `{code}` is replaced by the code.",
    ),
    key(
        "version",
        Matching(r"^(?:(?:0|[1-9][0-9]*)\.){2}(?:0|[1-9][0-9]*)(?:[+-][0-9A-Za-z.+-]+)?$"),
        "The contract's own version, a semantic version.",
    ),
    key(
        "updated",
        Date,
        "When the registry last changed: the only date that outputs show.",
    ),
];

const ENVELOPE: &[Key] = &[
    key(
        "wrapper",
        ENVELOPE_KEY_OR_NONE,
        "The object that holds the error; empty: the error is the top level.",
    )
    .or("error"),
    key(
        "fields",
        ENVELOPE_KEY_OR_NONE,
        "The object inside the error that holds its fields; empty: they stand beside code and message.",
    )
    .or(""),
    key("code", ENVELOPE_KEY, "The key of the code.").or("code"),
    key("message", ENVELOPE_KEY, "The key of the message.").or("message"),
    key(
        "common",
        FIELDS,
        "Fields that any error may carry, such as a request id. Each may be absent.",
    ),
];

pub(super) const CODE_DOC: &str =
    "An error code. The table's name is the code on the wire, unless `code` says otherwise.";

pub(super) const CODE: &[Key] = &[
    key("status", Integer(400, 599), "The HTTP status.").required(),
    key(
        "message",
        LINE,
        "What a person reads, one line; `{field}` is replaced by the field's value, `{{` and `}}` are braces.",
    )
    .required(),
    key(
        "code",
        WIRE,
        "The code on the wire, where it differs from the table's name.",
    ),
    key("title", LINE, "Short name, the same at every occurrence."),
    key("meaning", Text, "What happened. Inline Markdown."),
    key(
        "action",
        Text,
        "What the caller should do. Inline Markdown.",
    ),
    key(
        "description",
        Text,
        "The code's own section of the docs. Markdown.",
    ),
    key(
        "retry",
        Choice(&["never", "backoff", "after"]),
        "May the same request be tried again: `backoff` waits longer each time, `after` as the response says.",
    )
    .or("never"),
    key(
        "category",
        Matching("^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"),
        "Groups codes, in snake_case.",
    ),
    key(
        "common",
        Flag,
        "Is it among the errors that callers meet most?",
    )
    .or_flag(false),
    key(
        "internal",
        Flag,
        "Is it left out of every public output but the Rust crate?",
    )
    .or_flag(false),
    key("since", LINE, "The version that added it."),
    key(
        "deprecated",
        Table(DEPRECATED),
        "It still works, and should no longer be used.",
    ),
    key(
        "aliases",
        List(&WIRE),
        "Old wire codes, which clients still decode to this code.",
    ),
    key("links", List(&Table(LINK)), "See also."),
    key(
        "grpc",
        Choice(&GRPC_CODES),
        "The canonical gRPC code; absent: the status says which.",
    ),
    key(
        "fields",
        FIELDS,
        "What the error carries beside code and message.",
    ),
];

const DEPRECATED: &[Key] = &[
    key("since", LINE, "The version that deprecated it."),
    key("note", Text, "Why, and what now. Inline Markdown."),
    key("use", WIRE, "The name of the code to use instead."),
];

const LINK: &[Key] = &[
    key("text", LINE, "What is shown.").required(),
    key(
        "url",
        URL,
        "Where it leads: `https`, `http`, `mailto`, or relative.",
    )
    .required(),
];

pub(super) const FIELD_DOC: &str = "A field: its type, or a table with its type and more. Types are `bool`, `i32`, \
`i64`, `u32`, `u64`, `f64`, `string`, `json`, `T[]`, `map<T>` and the names of `[types]`; a `?` at the end makes the \
field optional.";

pub(super) const FIELD: &[Key] = &[
    key(
        "type",
        Type,
        "What it holds: `u64`, `string?`, `Issue[]`, `map<string>`, ...",
    )
    .required(),
    key(
        "optional",
        Flag,
        "May it be absent? The same as a `?` at the end of the type.",
    )
    .or_flag(false),
    key("doc", Text, "What it means. Inline Markdown."),
    key(
        "example",
        Any,
        "A value of the type, for docs, schemas, tests and samples.",
    ),
    key(
        "format",
        Choice(&STRING_FORMATS),
        "The format of a string, as JSON Schema means it.",
    ),
    key(
        "unit",
        Matching("^[A-Za-z0-9/%_^*.-]{1,32}$"),
        "Of a number: `ms`, `s`, `bytes`, ... A unit of time makes a duration of it.",
    ),
    key(
        "header",
        Matching(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$"),
        "The response header that carries it as well.",
    ),
    key(
        "body",
        Flag,
        "Is it in the body? Otherwise it travels in the header alone.",
    )
    .or_flag(true),
    key("min", Number, "Least value of a number."),
    key("max", Number, "Greatest value of a number."),
    key(
        "min_length",
        LENGTH,
        "Least length of a string (characters), a list (items) or a map (entries).",
    ),
    key(
        "max_length",
        LENGTH,
        "Greatest length of a string (characters), a list (items) or a map (entries).",
    ),
    key(
        "pattern",
        Text,
        "A regular expression (ECMA-262) that a string matches.",
    ),
    key(
        "sensitive",
        Flag,
        "Is it redacted from `Debug` and logs? It is still sent.",
    )
    .or_flag(false),
];

/// The keys that a field of a named type has not: a type is no response, and has no header.
pub(super) const RESPONSE_KEYS: &[&str] = &["header", "body"];

pub(super) const TYPE_DOC: &str =
    "A named type: an object (`fields`) or a set of strings (`values`).";

pub(super) const TYPE: &[Key] = &[
    key("doc", Text, "What it means. Inline Markdown."),
    key(
        "fields",
        Map(FIELD_NAME, &Definition("type-field")),
        "The fields of an object.",
    ),
    key(
        "values",
        Set(&Short("^[ -~]*[A-Za-z0-9][ -~]*$", 128)),
        "The strings of a set. Readers keep one that they do not know.",
    ),
];

const RETIRED: &[Key] = &[
    key("since", LINE, "The version that removed it."),
    key(
        "use",
        WIRE,
        "The name of the code that clients decode it to.",
    ),
    key("reason", Text, "Why it is gone. Inline Markdown."),
];

/// Parts behind slashes, each of plain characters and braces around some, and none begins with a colon.
const ROUTE: &str = r"^(/(([!$-.0-9;=@A-Z\[\]_a-z~]|\{[!$-.0-;=@A-Z\[\]_a-z~]+\})([!$-.0-;=@A-Z\[\]_a-z~]|\{[!$-.0-;=@A-Z\[\]_a-z~]+\})*)?)+$";

const OPERATION: &[Key] = &[
    key(
        "method",
        Matching(r"^[!#$%&'*+.^_`|~0-9A-Z-]+$"),
        "The HTTP method, in capitals.",
    ),
    key(
        "path",
        Matching(ROUTE),
        "The path of the route: `/jobs/{id}`.",
    ),
    key("doc", Text, "What it does. Inline Markdown."),
    key(
        "errors",
        Set(&WIRE),
        "The names of the codes that it can answer with.",
    )
    .required(),
];

const REJECTION_KEYS: &[Key] = &{
    let mut keys = [const { key("", WIRE, "") }; REJECTIONS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(REJECTIONS[at].key, WIRE, REJECTIONS[at].doc);
        at += 1;
    }
    keys
};

const OUTPUTS: &[Key] = &[
    key("rust", Table(RUST), "The sources of the Rust crate."),
    key("markdown", Table(MARKDOWN), "The docs page."),
    key(
        "json_schema",
        Table(JSON_SCHEMA),
        "The JSON Schema of the response body.",
    ),
    key(
        "registry_schema",
        Table(REGISTRY_SCHEMA),
        "The JSON Schema of this file, for editors.",
    ),
    key(
        "pages",
        Table(PAGES),
        "Pages that you own, with regions in them that errbook keeps.",
    ),
    key(
        "pages_per_code",
        Table(PAGES_PER_CODE),
        "A page for each code, an index, `llms.txt` and `llms-full.txt`; only where this table is there.",
    ),
    key(
        "html",
        Table(HTML),
        "The reference, a page with a search. Without this table there is none.",
    ),
];

const ENABLED: Key = key("enabled", Flag, "Is it generated?").or_flag(true);

const RUST: &[Key] = &[
    ENABLED,
    key("dir", Folder, "The folder of `lib.rs`.").or("generated/rust"),
    key(
        "features",
        Set(&Choice(FEATURE_NAMES)),
        "The integrations of the crate: each is a feature that its `Cargo.toml` must have.",
    ),
];

const FEATURE_NAMES: &[&str] = &{
    let mut names = [""; FEATURES.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = FEATURES[at].name;
        at += 1;
    }
    names
};

const MARKDOWN: &[Key] = &[
    ENABLED,
    key("path", File(&[".md", ".mdx"]), "The file.").or("generated/docs/errors.md"),
    key(
        "columns",
        Set(&Choice(&[
            "code", "http", "meaning", "action", "retry", "fields", "since",
        ])),
        "The columns of the table of codes; absent: code, HTTP, and what the codes have of meaning and action.",
    ),
    key(
        "sample",
        WIRE,
        "The name of the code that the sample envelope shows.",
    ),
];

const JSON_SCHEMA: &[Key] = &[
    ENABLED,
    key("path", File(&[".json"]), "The file.").or("generated/schema/errors.schema.json"),
    key(
        "strict",
        Flag,
        "Does it accept only what a server of this version sends: no code, field or value but the registry's, no alias?",
    )
    .or_flag(false),
    key("id", SCHEMA_ID, "The schema's `$id`, an absolute URL."),
];

const REGISTRY_SCHEMA: &[Key] = &[
    ENABLED,
    key("path", File(&[".json"]), "The file.").or("generated/schema/registry.schema.json"),
];

const FLAVOUR: Kind = Choice(&["github", "mintlify", "docusaurus", "mdbook", "starlight"]);

const PAGES: &[Key] = &[
    ENABLED,
    key(
        "files",
        Set(&Text),
        "The pages: `.md` and `.mdx` files below this folder, as patterns such as `docs/**/*.mdx`.",
    )
    .required(),
    key(
        "flavour",
        FLAVOUR,
        "What shows the pages; absent: `mintlify` for `.mdx`, `github` for `.md`.",
    ),
];

const PAGES_PER_CODE: &[Key] = &[
    ENABLED,
    key("dir", Folder, "The folder of the pages.").or("generated/docs/errors"),
    key(
        "flavour",
        FLAVOUR,
        "What shows the pages; absent: any reader of Markdown.",
    ),
];

const HTML: &[Key] = &[
    ENABLED,
    key("path", File(&[".html"]), "The file.").or("generated/docs/index.html"),
];
