//! The rules, as static records beside which nothing else says what a rule is: diagnostics, `explain` and the
//! docs read them.

/// How much a broken rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The registry is wrong: nothing is generated.
    Error,
    /// The registry works, yet probably does not say what its author means.
    Warning,
}

/// A rule of the registry.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `duplicate-code`
    pub id: &'static str,
    /// Error or warning.
    pub level: Level,
    /// What the rule asks for, in one sentence.
    pub summary: &'static str,
    /// Why it is a rule.
    pub why: &'static str,
    /// A registry that breaks it. A line such as `# File: billing.toml` begins another file than `errors.toml`.
    pub wrong: &'static str,
    /// The same registry, mended.
    pub right: &'static str,
}

/// The rule of that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).copied()
}

/// Every rule, sorted by id.
pub static RULES: &[&Rule] = &[
    &BIDIRECTIONAL_CHARACTER,
    &CATEGORY_STYLE,
    &CIRCULAR_USE,
    &CODE_STYLE,
    &CONTROL_CHARACTER,
    &CRATE_DEFAULT,
    &CRATE_DEPENDENCY,
    &CRATE_FEATURE,
    &DUPLICATE_CODE,
    &DUPLICATE_OPERATION,
    &DUPLICATE_TYPE,
    &EMPTY_REGISTRY,
    &ENCODING,
    &ENVELOPE_KEY,
    &EXAMPLE,
    &FIELD_HEADER,
    &FIELD_LIMITS,
    &FIELD_OPTIONAL,
    &FIELD_PATTERN,
    &FIELD_STYLE,
    &FIELD_UNIT,
    &INCLUDE,
    &INVISIBLE_CHARACTER,
    &LIST_ITEMS,
    &MISSING_KEY,
    &MISSING_REJECTION,
    &NAME_COLLISION,
    &NOT_JSON,
    &ONE_LINE,
    &OPERATION_NAME,
    &OPERATION_REQUEST,
    &OUTPUT_PATH,
    &PAGE_FILES,
    &PAGE_REGION,
    &PATTERN_EXAMPLE,
    &PLACEHOLDER_FIELD,
    &PLACEHOLDER_SYNTAX,
    &RECURSIVE_TYPE,
    &REGISTRY_NAME,
    &REJECTION_FIELDS,
    &REJECTION_STATUS,
    &RESERVED_NAME,
    &RETRY_ADVICE,
    &RETRY_AFTER_TIME,
    &STATUS_NAME,
    &STATUS_RANGE,
    &TOML_SYNTAX,
    &TOO_DEEP,
    &TOO_LARGE,
    &TOO_LONG,
    &TOO_MANY,
    &TYPE_NAME,
    &TYPE_SHAPE,
    &UNKNOWN_CHOICE,
    &UNKNOWN_CODE,
    &UNKNOWN_KEY,
    &UNKNOWN_PLACEHOLDER,
    &UNKNOWN_STATUS,
    &UNKNOWN_TYPE,
    &UNUSED_FIELD,
    &UNUSED_REJECTIONS,
    &URL,
    &VERSION,
    &WRONG_TYPE,
];

/// Rules of characters that a reader does not see.
pub(crate) static HIDDEN: &[&Rule] = &[
    &BIDIRECTIONAL_CHARACTER,
    &CONTROL_CHARACTER,
    &INVISIBLE_CHARACTER,
];

/// Rules of words: a word that holds a hidden character breaks them as well.
pub(crate) static WORDS: &[&Rule] = &[
    &CATEGORY_STYLE,
    &CODE_STYLE,
    &ENVELOPE_KEY,
    &FIELD_HEADER,
    &FIELD_STYLE,
    &FIELD_UNIT,
    &INCLUDE,
    &OPERATION_NAME,
    &OPERATION_REQUEST,
    &OUTPUT_PATH,
    &PAGE_FILES,
    &REGISTRY_NAME,
    &STATUS_NAME,
    &TYPE_NAME,
    &TYPE_SHAPE,
    &UNKNOWN_CHOICE,
    &UNKNOWN_CODE,
    &UNKNOWN_KEY,
    &UNKNOWN_TYPE,
    &URL,
    &VERSION,
];

pub(crate) static BIDIRECTIONAL_CHARACTER: Rule = Rule {
    id: "bidirectional-character",
    level: Level::Error,
    summary: "No key, value or comment holds a character that changes the direction of text.",
    why: "Such a character shows a reviewer another registry than the one that errbook reads (CVE-2021-42574), and rustc refuses it in comments.",
    wrong: r#"[errors.invalid]
status = 400
message = "\u202eNot valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static CATEGORY_STYLE: Rule = Rule {
    id: "category-style",
    level: Level::Error,
    summary: "A category is written in snake_case.",
    why: "Categories become identifiers and anchors in docs.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
category = "User Input"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
category = "user_input"
"#,
};

pub(crate) static CIRCULAR_USE: Rule = Rule {
    id: "circular-use",
    level: Level::Error,
    summary: "Whoever follows `use` from one deprecated code to the next comes to an end.",
    why: "In a circle of deprecated codes, none is left to be used.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
deprecated = { use = "bad" }

[errors.bad]
status = 400
message = "Bad."
deprecated = { use = "invalid" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
deprecated = { use = "bad" }

[errors.bad]
status = 400
message = "Bad."
"#,
};

pub(crate) static CODE_STYLE: Rule = Rule {
    id: "code-style",
    level: Level::Error,
    summary: "A code is written in the registry's style, in ASCII, and starts and ends with a letter or digit.",
    why: "Clients switch on codes: they must look alike, be typed on any keyboard, and make identifiers in every language. `code_case` in `[registry]` chooses the style.",
    wrong: r#"[errors.RateLimited]
status = 429
message = "Too many requests."
"#,
    right: r#"[errors.rate_limited]
status = 429
message = "Too many requests."
"#,
};

pub(crate) static CONTROL_CHARACTER: Rule = Rule {
    id: "control-character",
    level: Level::Error,
    summary: "No key, value or comment holds a control character other than TAB and LF.",
    why: "Control characters break terminals, logs and source code, and cannot be seen.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not\u0000valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static CRATE_DEFAULT: Rule = Rule {
    id: "crate-default",
    level: Level::Warning,
    summary: "A crate that has the feature `std` has it on by default.",
    why: "Whoever depends on the crate expects it to work with the standard library, and turns that off where there is none.",
    wrong: r#"[errors.gone]
status = 410
message = "Gone."

[outputs.rust]
features = ["std"]

# File: Cargo.toml
[package]
name = "shop-errors"

[features]
std = ["serde/std", "serde_json/std"]

[dependencies]
serde = { version = "1", default-features = false }
serde_json = { version = "1.0.129", default-features = false, features = ["alloc"] }
"#,
    right: r#"[errors.gone]
status = 410
message = "Gone."

[outputs.rust]
features = ["std"]

# File: Cargo.toml
[package]
name = "shop-errors"

[features]
default = ["std"]
std = ["serde/std", "serde_json/std"]

[dependencies]
serde = { version = "1", default-features = false }
serde_json = { version = "1.0.129", default-features = false, features = ["alloc"] }
"#,
};

pub(crate) static CRATE_DEPENDENCY: Rule = Rule {
    id: "crate-dependency",
    level: Level::Error,
    summary: "The crates that an integration is built on are dependencies in `Cargo.toml`, under their own names, with the version and the features that it needs, and its feature turns them on.",
    why: "The generated code names these crates: without them, it does not compile when the feature is on.",
    wrong: r#"[errors.gone]
status = 410
message = "Gone."

[outputs.rust]
features = ["http"]

# File: Cargo.toml
[package]
name = "shop-errors"

[features]
http = []
"#,
    right: r#"[errors.gone]
status = 410
message = "Gone."

[outputs.rust]
features = ["http"]

# File: Cargo.toml
[package]
name = "shop-errors"

[features]
http = ["dep:http"]

[dependencies]
http = { version = "1", default-features = false, features = ["std"], optional = true }
"#,
};

pub(crate) static CRATE_FEATURE: Rule = Rule {
    id: "crate-feature",
    level: Level::Error,
    summary: "Each feature in `[outputs.rust]` is one of the crate's `Cargo.toml`.",
    why: "An integration is compiled when the feature of its name is on: where the crate has no such feature, nobody can turn it on.",
    wrong: r#"[errors.gone]
status = 410
message = "Gone."

[outputs.rust]
features = ["http"]

# File: Cargo.toml
[package]
name = "shop-errors"
"#,
    right: r#"[errors.gone]
status = 410
message = "Gone."

[outputs.rust]
features = ["http"]

# File: Cargo.toml
[package]
name = "shop-errors"

[features]
http = ["dep:http"]

[dependencies]
http = { version = "1", default-features = false, features = ["std"], optional = true }
"#,
};

pub(crate) static DUPLICATE_CODE: Rule = Rule {
    id: "duplicate-code",
    level: Level::Error,
    summary: "A wire code is unique over codes, aliases and retired codes.",
    why: "A client that reads a code must know which error it is; and a code that is gone never comes back with another meaning.",
    wrong: r#"[errors.gone]
status = 410
message = "Gone."

[errors.removed]
status = 410
message = "Removed."
aliases = ["gone"]
"#,
    right: r#"[errors.gone]
status = 410
message = "Gone."

[errors.removed]
status = 410
message = "Removed."
aliases = ["deleted"]
"#,
};

pub(crate) static DUPLICATE_OPERATION: Rule = Rule {
    id: "duplicate-operation",
    level: Level::Error,
    summary: "No two operations have the same method and path.",
    why: "A route answers with the errors of one operation; `/jobs/{id}` and `/jobs/{job}` are one route.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[operations.get_job]
method = "GET"
path = "/jobs/{id}"
errors = ["invalid"]

[operations.read_job]
method = "GET"
path = "/jobs/{job}"
errors = ["invalid"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[operations.get_job]
method = "GET"
path = "/jobs/{id}"
errors = ["invalid"]

[operations.cancel_job]
method = "DELETE"
path = "/jobs/{id}"
errors = ["invalid"]
"#,
};

pub(crate) static DUPLICATE_TYPE: Rule = Rule {
    id: "duplicate-type",
    level: Level::Error,
    summary: "A type is defined once over all files.",
    why: "Two definitions of one name cannot both be meant.",
    wrong: r#"include = ["billing.toml"]

[types.Plan]
values = ["free", "paid"]

# File: billing.toml
[types.Plan]
values = ["free", "paid"]

[errors.gone]
status = 410
message = "Gone."
"#,
    right: r#"include = ["billing.toml"]

[types.Plan]
values = ["free", "paid"]

# File: billing.toml
[errors.gone]
status = 410
message = "Gone."
"#,
};

pub(crate) static EMPTY_REGISTRY: Rule = Rule {
    id: "empty-registry",
    level: Level::Error,
    summary: "A registry has at least one code.",
    why: "An empty registry is most often a wrong path or a forgotten include.",
    wrong: r#"[registry]
name = "shop"
"#,
    right: r#"[registry]
name = "shop"

[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static ENCODING: Rule = Rule {
    id: "encoding",
    level: Level::Error,
    summary: "A registry is UTF-8.",
    why: "Read in another encoding, text would come out garbled in every output.",
    wrong: r#"# An editor saved this file as Latin-1.
[errors.invalid]
status = 400
message = "Ungültig."
"#,
    right: r#"# An editor saved this file as UTF-8.
[errors.invalid]
status = 400
message = "Ungültig."
"#,
};

pub(crate) static ENVELOPE_KEY: Rule = Rule {
    id: "envelope-key",
    level: Level::Error,
    summary: "The keys of the envelope are short ASCII names, each different.",
    why: "They are the keys of a JSON object that every client reads.",
    wrong: r#"[envelope]
code = "error"
message = "error"

[errors.invalid]
status = 400
message = "Not valid."
"#,
    right: r#"[envelope]
code = "code"
message = "error"

[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static EXAMPLE: Rule = Rule {
    id: "example",
    level: Level::Error,
    summary: "An example fits the field's type and limits.",
    why: "Examples are shown in docs, written into schemas and sent in samples: a wrong one teaches a wrong thing.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = { type = "u32?", example = -1 }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = { type = "u32?", example = 1 }
"#,
};

pub(crate) static FIELD_HEADER: Rule = Rule {
    id: "field-header",
    level: Level::Error,
    summary: "A field that travels in a header names one that HTTP allows, once, and can stand in it.",
    why: "A response has one value for each of these headers, and some headers belong to HTTP itself.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
length = { type = "u32?", header = "Content-Length" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
length = { type = "u32?", header = "X-Limit-Length" }
"#,
};

pub(crate) static FIELD_LIMITS: Rule = Rule {
    id: "field-limits",
    level: Level::Error,
    summary: "Limits suit the field's type, and the lower one is not above the upper one.",
    why: "A limit that no value can reach, or that says nothing of its type, is a mistake.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = { type = "u32?", min = 9, max = 1 }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = { type = "u32?", min = 1, max = 9 }
"#,
};

pub(crate) static FIELD_OPTIONAL: Rule = Rule {
    id: "field-optional",
    level: Level::Error,
    summary: "A field whose type ends in `?`, or that any error may carry, is not said to be required.",
    why: "One of the two is a mistake, and errbook does not guess which.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = { type = "u32?", optional = false }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = { type = "u32", optional = true }
"#,
};

pub(crate) static FIELD_PATTERN: Rule = Rule {
    id: "field-pattern",
    level: Level::Error,
    summary: "A pattern is a regular expression as ECMA-262 has them.",
    why: "It goes into JSON Schema, whose validators would refuse the whole schema.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
id = { type = "string?", pattern = "[a-z" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
id = { type = "string?", pattern = "[a-z]" }
"#,
};

pub(crate) static FIELD_STYLE: Rule = Rule {
    id: "field-style",
    level: Level::Error,
    summary: "A field's name is an ASCII identifier in the registry's style.",
    why: "Fields become members in every language. `field_case` in `[registry]` chooses the style.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
retryCount = "u32?"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
retry_count = "u32?"
"#,
};

pub(crate) static FIELD_UNIT: Rule = Rule {
    id: "field-unit",
    level: Level::Error,
    summary: "A unit is a short word, on a number; times are `ns`, `us`, `ms`, `s`, `min`, `h` or `d`.",
    why: "A time unit gives the field a duration in code, which needs the one spelling.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
wait = { type = "u32?", unit = "seconds" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
wait = { type = "u32?", unit = "s" }
"#,
};

pub(crate) static INCLUDE: Rule = Rule {
    id: "include",
    level: Level::Error,
    summary: "An include names files below the registry's folder, and matches at least one.",
    why: "A pattern that matches nothing most often has a mistake in it, and the codes behind it would silently be missing.",
    wrong: r#"include = ["/etc/*.toml"]

[errors.invalid]
status = 400
message = "Not valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static INVISIBLE_CHARACTER: Rule = Rule {
    id: "invisible-character",
    level: Level::Error,
    summary: "No key, value or comment holds a character that shows nothing.",
    why: "Two texts that look the same must be the same. Joiners, which emoji and Persian need, are fine.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not\u200bvalid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static LIST_ITEMS: Rule = Rule {
    id: "list-items",
    level: Level::Error,
    summary: "A list of columns, features or codes names each once, and at least one.",
    why: "What stands twice is a mistake of the pen, and an empty list says nothing that its absence does not.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.markdown]
columns = ["code", "http", "code"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.markdown]
columns = ["code", "http"]
"#,
};

pub(crate) static MISSING_KEY: Rule = Rule {
    id: "missing-key",
    level: Level::Error,
    summary: "A code has a status and a message, a field a type, a link a text and a URL.",
    why: "Nothing sensible can stand in for them.",
    wrong: r#"[errors.invalid]
message = "Not valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static MISSING_REJECTION: Rule = Rule {
    id: "missing-rejection",
    level: Level::Error,
    summary: "A crate that turns the rejections of a framework into errors says what each becomes.",
    why: "A request that a framework refuses would otherwise be answered with no code of the registry.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[rejections]
json = "invalid"
unknown_route = "invalid"

[outputs.rust]
features = ["axum", "axum-rejections"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.broken]
status = 500
message = "Something broke."

[rejections]
json = "invalid"
unknown_route = "invalid"
internal = "broken"

[outputs.rust]
features = ["axum", "axum-rejections"]
"#,
};

pub(crate) static NAME_COLLISION: Rule = Rule {
    id: "name-collision",
    level: Level::Error,
    summary: "No two names make the same identifier in any target language.",
    why: "`a_1` and `a1` are both `A1` in Rust: one of them would be lost.",
    wrong: r#"[errors.page_1]
status = 404
message = "No page."

[errors.page1]
status = 404
message = "No page."
"#,
    right: r#"[errors.page_1]
status = 404
message = "No page."

[errors.first_page]
status = 404
message = "No page."
"#,
};

pub(crate) static NOT_JSON: Rule = Rule {
    id: "not-json",
    level: Level::Error,
    summary: "Examples and limits are values that JSON has.",
    why: "JSON has neither dates nor infinities, nor whole numbers beyond 64 bits.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
day = { type = "string?", example = 2026-01-31 }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
day = { type = "string?", example = "2026-01-31" }
"#,
};

pub(crate) static ONE_LINE: Rule = Rule {
    id: "one-line",
    level: Level::Error,
    summary: "Messages, titles, versions and the texts of links are one line, and not blank.",
    why: "A message over two lines forges a line of somebody's log.",
    wrong: r#"[errors.invalid]
status = 400
message = """Not
valid."""
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static OPERATION_NAME: Rule = Rule {
    id: "operation-name",
    level: Level::Error,
    summary: "An operation is named in ASCII letters and digits, with `_`, `.`, `-`, `/` or `:` between them.",
    why: "The type of its errors is named after it.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[operations."get job"]
errors = ["invalid"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[operations.get_job]
errors = ["invalid"]
"#,
};

pub(crate) static OPERATION_REQUEST: Rule = Rule {
    id: "operation-request",
    level: Level::Error,
    summary: "The method of an operation is an HTTP method in capitals; its path begins with `/`, with parameters in braces.",
    why: "Methods are told apart by case (RFC 9110, section 9.1). The path is that of a route, without a host or a query, and one way to write parameters serves all outputs.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[operations.get_job]
method = "get"
path = "/jobs/{id}"
errors = ["invalid"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[operations.get_job]
method = "GET"
path = "/jobs/{id}"
errors = ["invalid"]
"#,
};

pub(crate) static OUTPUT_PATH: Rule = Rule {
    id: "output-path",
    level: Level::Error,
    summary: "An output's path is relative, stays in the registry's folder, and is its own.",
    why: "Generating must never write over anything else.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.markdown]
path = "../errors.md"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.markdown]
path = "docs/errors.md"
"#,
};

pub(crate) static PAGE_FILES: Rule = Rule {
    id: "page-files",
    level: Level::Error,
    summary: "Each pattern of `[outputs.pages]` matches pages, `.md` or `.mdx`, below the registry's folder.",
    why: "A page that is not found would be out of date without a word, and errbook writes nowhere else.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.pages]
files = ["erors.mdx"]

# File: errors.mdx
There are {/* errbook:count */}1{/* errbook:end */} codes.
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.pages]
files = ["errors.mdx"]

# File: errors.mdx
There are {/* errbook:count */}1{/* errbook:end */} codes.
"#,
};

pub(crate) static PAGE_REGION: Rule = Rule {
    id: "page-region",
    level: Level::Error,
    summary: "A region of a page begins with a marker of its own and ends with `errbook:end`, where one of its kind can be, and holds no other.",
    why: "errbook replaces what is between the two: a pair that it guessed would cost somebody's text.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.pages]
files = ["errors.mdx"]

# File: errors.mdx
{/* errbook:table */}

Whom to ask: the API team.
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[outputs.pages]
files = ["errors.mdx"]

# File: errors.mdx
{/* errbook:table */}
{/* errbook:end */}

Whom to ask: the API team.
"#,
};

pub(crate) static PATTERN_EXAMPLE: Rule = Rule {
    id: "pattern-example",
    level: Level::Warning,
    summary: "A field with a pattern has an example.",
    why: "errbook can make up a text, but none that matches a pattern: samples in docs and schemas would be wrong.",
    wrong: r#"[errors.invalid]
status = 400
message = "No job {id}."

[errors.invalid.fields]
id = { type = "string", pattern = "^job_[0-9]+$" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "No job {id}."

[errors.invalid.fields]
id = { type = "string", pattern = "^job_[0-9]+$", example = "job_7" }
"#,
};

pub(crate) static PLACEHOLDER_FIELD: Rule = Rule {
    id: "placeholder-field",
    level: Level::Error,
    summary: "A placeholder names a required string, number or bool that is not sensitive.",
    why: "A message is always complete, and is written into logs.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid: {hint}."

[errors.invalid.fields]
hint = "string?"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid: {hint}."

[errors.invalid.fields]
hint = "string"
"#,
};

pub(crate) static PLACEHOLDER_SYNTAX: Rule = Rule {
    id: "placeholder-syntax",
    level: Level::Error,
    summary: "A brace in a message belongs to a placeholder, or is doubled.",
    why: "A lone brace is a placeholder that somebody forgot to finish.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid: {"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid: {{"
"#,
};

pub(crate) static RECURSIVE_TYPE: Rule = Rule {
    id: "recursive-type",
    level: Level::Error,
    summary: "No type holds itself, except inside of an array or a map.",
    why: "A value of such a type could never end.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[types.Node]
fields = { next = "Node" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[types.Node]
fields = { next = "Node[]" }
"#,
};

pub(crate) static REJECTION_FIELDS: Rule = Rule {
    id: "rejection-fields",
    level: Level::Error,
    summary: "The code that a rejection becomes has no required field.",
    why: "A framework that refuses a request knows nothing to fill a field with.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid: {field}."

[errors.invalid.fields]
field = "string"

[errors.broken]
status = 500
message = "Something broke."

[errors.missing]
status = 404
message = "Not here."

[rejections]
json = "invalid"
unknown_route = "missing"
internal = "broken"

[outputs.rust]
features = ["axum", "axum-rejections"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
field = "string?"

[errors.broken]
status = 500
message = "Something broke."

[errors.missing]
status = 404
message = "Not here."

[rejections]
json = "invalid"
unknown_route = "missing"
internal = "broken"

[outputs.rust]
features = ["axum", "axum-rejections"]
"#,
};

pub(crate) static REGISTRY_NAME: Rule = Rule {
    id: "registry-name",
    level: Level::Error,
    summary: "The registry's name is lower-case ASCII letters, digits and `-`, a letter first.",
    why: "Crates, packages and schema ids are named after it.",
    wrong: r#"[registry]
name = "My API"

[errors.invalid]
status = 400
message = "Not valid."
"#,
    right: r#"[registry]
name = "my-api"

[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static REJECTION_STATUS: Rule = Rule {
    id: "rejection-status",
    level: Level::Warning,
    summary: "The code that a rejection becomes has a status of the same class as the framework's own answer.",
    why: "A client tells by the first digit whether the request or the server is to blame.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[rejections]
json = "invalid"
unknown_route = "invalid"
internal = "invalid"

[outputs.rust]
features = ["axum", "axum-rejections"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.broken]
status = 500
message = "Something broke."

[rejections]
json = "invalid"
unknown_route = "invalid"
internal = "broken"

[outputs.rust]
features = ["axum", "axum-rejections"]
"#,
};

pub(crate) static RESERVED_NAME: Rule = Rule {
    id: "reserved-name",
    level: Level::Error,
    summary: "No name is one that the envelope or every generated crate has already.",
    why: "A field `message` would overwrite the message; a code `self` would be `Self` in Rust.",
    wrong: r#"[errors.self]
status = 400
message = "Not valid."
"#,
    right: r#"[errors.self_reference]
code = "itself"
status = 400
message = "Not valid."
"#,
};

pub(crate) static RETRY_ADVICE: Rule = Rule {
    id: "retry-advice",
    level: Level::Warning,
    summary: "A code that tells when to try again says that it may be tried again.",
    why: "A response with `Retry-After` and the advice `never` tells its clients two things.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
wait = { type = "u32?", unit = "s", header = "Retry-After" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
retry = "after"

[errors.invalid.fields]
wait = { type = "u32?", unit = "s", header = "Retry-After" }
"#,
};

pub(crate) static RETRY_AFTER_TIME: Rule = Rule {
    id: "retry-after-time",
    level: Level::Error,
    summary: "A field in the header `Retry-After` is a whole number with a time unit.",
    why: "The header is sent as whole seconds (RFC 9110, section 10.2.3), which errbook computes from the unit.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
retry = "after"

[errors.invalid.fields]
wait = { type = "u32?", header = "Retry-After" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
retry = "after"

[errors.invalid.fields]
wait = { type = "u32?", unit = "s", header = "Retry-After" }
"#,
};

pub(crate) static STATUS_NAME: Rule = Rule {
    id: "status-name",
    level: Level::Error,
    summary: "`[statuses]` gives reason phrases to statuses that the IANA registry lacks.",
    why: "A registered status has its phrase already.",
    wrong: r#"[statuses]
404 = "Nothing here"

[errors.invalid]
status = 400
message = "Not valid."
"#,
    right: r#"[statuses]
499 = "Client closed request"

[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static STATUS_RANGE: Rule = Rule {
    id: "status-range",
    level: Level::Error,
    summary: "The status of an error is from 400 to 599.",
    why: "Other statuses are no errors (RFC 9110, section 15).",
    wrong: r#"[errors.invalid]
status = 200
message = "Not valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static TOML_SYNTAX: Rule = Rule {
    id: "toml-syntax",
    level: Level::Error,
    summary: "A registry is TOML.",
    why: "Whatever cannot be read cannot be generated.",
    wrong: r#"[errors.invalid
status = 400
message = "Not valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static TOO_DEEP: Rule = Rule {
    id: "too-deep",
    level: Level::Error,
    summary: "Tables and arrays nest at most 32 deep.",
    why: "No registry needs more, and a reader of deeper ones could run out of stack.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
links = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static TOO_LARGE: Rule = Rule {
    id: "too-large",
    level: Level::Error,
    summary: "A registry has at most 16 MiB, included files together.",
    why: "A larger file is no registry that a person edits.",
    wrong: r#"# Notes, 17 MiB of them: ...
[errors.gone]
status = 410
message = "Gone."
"#,
    right: r#"# Notes: a few lines.
[errors.gone]
status = 410
message = "Gone."
"#,
};

pub(crate) static TOO_LONG: Rule = Rule {
    id: "too-long",
    level: Level::Error,
    summary: "A code has at most 128 characters, a field's name and a category 64, and a text 65,536 bytes.",
    why: "Longer names make unreadable code and docs, and longer texts are documents of their own.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = "u32?"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = "u32?"
"#,
};

pub(crate) static TOO_MANY: Rule = Rule {
    id: "too-many",
    level: Level::Error,
    summary: "A table or an array has at most 65,536 entries, a code 64 fields, and a type 4,096 values.",
    why: "More are a sign that something else was meant, such as a list or a type.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
f0 = "u32?"
f1 = "u32?"
f2 = "u32?"
f3 = "u32?"
f4 = "u32?"
f5 = "u32?"
f6 = "u32?"
f7 = "u32?"
f8 = "u32?"
f9 = "u32?"
f10 = "u32?"
f11 = "u32?"
f12 = "u32?"
f13 = "u32?"
f14 = "u32?"
f15 = "u32?"
f16 = "u32?"
f17 = "u32?"
f18 = "u32?"
f19 = "u32?"
f20 = "u32?"
f21 = "u32?"
f22 = "u32?"
f23 = "u32?"
f24 = "u32?"
f25 = "u32?"
f26 = "u32?"
f27 = "u32?"
f28 = "u32?"
f29 = "u32?"
f30 = "u32?"
f31 = "u32?"
f32 = "u32?"
f33 = "u32?"
f34 = "u32?"
f35 = "u32?"
f36 = "u32?"
f37 = "u32?"
f38 = "u32?"
f39 = "u32?"
f40 = "u32?"
f41 = "u32?"
f42 = "u32?"
f43 = "u32?"
f44 = "u32?"
f45 = "u32?"
f46 = "u32?"
f47 = "u32?"
f48 = "u32?"
f49 = "u32?"
f50 = "u32?"
f51 = "u32?"
f52 = "u32?"
f53 = "u32?"
f54 = "u32?"
f55 = "u32?"
f56 = "u32?"
f57 = "u32?"
f58 = "u32?"
f59 = "u32?"
f60 = "u32?"
f61 = "u32?"
f62 = "u32?"
f63 = "u32?"
f64 = "u32?"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
f = "u32[]?"
"#,
};

pub(crate) static TYPE_NAME: Rule = Rule {
    id: "type-name",
    level: Level::Error,
    summary: "A type's name is ASCII letters and digits, a capital first.",
    why: "It is the name of a type in every language.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[types.plan]
values = ["free", "pro"]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[types.Plan]
values = ["free", "pro"]
"#,
};

pub(crate) static TYPE_SHAPE: Rule = Rule {
    id: "type-shape",
    level: Level::Error,
    summary: "A type has either fields or values; each value is short ASCII text.",
    why: "A type is an object or a set of strings.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[types.Plan]
values = []
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[types.Plan]
values = ["free", "pro"]
"#,
};

pub(crate) static UNKNOWN_CHOICE: Rule = Rule {
    id: "unknown-choice",
    level: Level::Error,
    summary: "A key with a few possible values has one of them.",
    why: "An unknown word would silently mean the default.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
retry = "later"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
retry = "backoff"
"#,
};

pub(crate) static UNKNOWN_CODE: Rule = Rule {
    id: "unknown-code",
    level: Level::Error,
    summary: "A code that is named exists, and is another one.",
    why: "Clients would be sent to a code that is not there.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
deprecated = { use = "missing" }
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
deprecated = { use = "not_found" }

[errors.not_found]
status = 404
message = "Not found."
"#,
};

pub(crate) static UNKNOWN_KEY: Rule = Rule {
    id: "unknown-key",
    level: Level::Error,
    summary: "Every key is one that the format has.",
    why: "A misspelt key that is ignored is a silently wrong answer.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
stauts = 401
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static UNKNOWN_PLACEHOLDER: Rule = Rule {
    id: "unknown-placeholder",
    level: Level::Error,
    summary: "A placeholder names a field of the code.",
    why: "The message could not be completed.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid: {field}."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid: {field}."

[errors.invalid.fields]
field = "string"
"#,
};

pub(crate) static UNKNOWN_STATUS: Rule = Rule {
    id: "unknown-status",
    level: Level::Error,
    summary: "A status is in the IANA registry, or named in `[statuses]`.",
    why: "Clients and proxies treat an unregistered status as the first of its class: using one is a decision to write down.",
    wrong: r#"[errors.invalid]
status = 499
message = "Not valid."
"#,
    right: r#"[statuses]
499 = "Client closed request"

[errors.invalid]
status = 499
message = "Not valid."
"#,
};

pub(crate) static UNKNOWN_TYPE: Rule = Rule {
    id: "unknown-type",
    level: Level::Error,
    summary: "A field's type is built in, or one of `[types]`.",
    why: "Every output needs to know what the field holds.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = "u46?"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = "u64?"
"#,
};

pub(crate) static UNUSED_FIELD: Rule = Rule {
    id: "unused-field",
    level: Level::Warning,
    summary: "A message names every required field that it can.",
    why: "A person who reads the message alone should learn what the program does.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.invalid.fields]
count = "u32"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid: {count} items."

[errors.invalid.fields]
count = "u32"
"#,
};

pub(crate) static UNUSED_REJECTIONS: Rule = Rule {
    id: "unused-rejections",
    level: Level::Warning,
    summary: "The Rust crate of a registry with `[rejections]` has a feature that reads them.",
    why: "The framework goes on to answer in its own words, though the registry seems to say otherwise.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."

[rejections]
json = "invalid"
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."

[errors.broken]
status = 500
message = "Something broke."

[rejections]
json = "invalid"
unknown_route = "invalid"
internal = "broken"

[outputs.rust]
features = ["actix-web", "actix-web-rejections"]
"#,
};

pub(crate) static URL: Rule = Rule {
    id: "url",
    level: Level::Error,
    summary: "A URL is `http`, `https`, `mailto` or relative; `docs_url` has `{code}` in it.",
    why: "Docs link to it: any other scheme could run code.",
    wrong: r#"[errors.invalid]
status = 400
message = "Not valid."
links = [{ text = "Help", url = "javascript:alert(1)" }]
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
links = [{ text = "Help", url = "/help" }]
"#,
};

pub(crate) static VERSION: Rule = Rule {
    id: "version",
    level: Level::Error,
    summary: "The registry's version is a semantic one.",
    why: "It is compared with the version before.",
    wrong: r#"[registry]
version = "1.4"

[errors.invalid]
status = 400
message = "Not valid."
"#,
    right: r#"[registry]
version = "1.4.0"

[errors.invalid]
status = 400
message = "Not valid."
"#,
};

pub(crate) static WRONG_TYPE: Rule = Rule {
    id: "wrong-type",
    level: Level::Error,
    summary: "Every value has the type that its key asks for.",
    why: "A status in quotes is text, and errbook does not guess.",
    wrong: r#"[errors.invalid]
status = "400"
message = "Not valid."
"#,
    right: r#"[errors.invalid]
status = 400
message = "Not valid."
"#,
};
