//! A generator of registries: of every shape that the format has, with texts that want to be more than text.
//!
//! What it writes keeps to the rules as far as it can know them, so that most of it is accepted.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use arbitrary::Unstructured;
use errbook::model::name::{RESERVED_TYPES, RESERVED_VALUES, of_errors};
use errbook::model::{FEATURES, Name};

use crate::texts::{HEADERS, HIDDEN, PATHS, PATTERNS, PIECES, URLS, WORDS};

/// A registry as text.
#[derive(Debug)]
pub struct Generated {
    pub toml: String,
    /// Has one of its texts a character that is refused?
    pub has_hidden: bool,
}

/// The registry that `bytes` stand for. The same bytes give the same registry, and any bytes give one.
pub fn registry(bytes: &[u8]) -> Generated {
    let mut generator = Generator::new(bytes);
    generator.registry();
    Generated {
        toml: generator.toml,
        has_hidden: generator.has_hidden,
    }
}

/// A type of `[types]`: its name, and the values of a set.
struct Named {
    name: String,
    values: Vec<String>,
    fields: Vec<Field>,
}

#[derive(Clone)]
struct Field {
    name: String,
    ty: String,
    optional: bool,
    sensitive: bool,
}

struct Code {
    name: String,
    is_deprecated: bool,
    is_internal: bool,
    needs_fields: bool,
}

struct Generator<'a> {
    bytes: Unstructured<'a>,
    toml: String,
    has_hidden: bool,
    code_case: usize,
    is_camel: bool,
    is_in_type: bool,
    /// Keys that fields cannot have.
    reserved: Vec<String>,
    /// Identifiers of codes, types and operations.
    idents: BTreeSet<String>,
    /// Wire codes.
    wires: BTreeSet<String>,
    types: Vec<Named>,
    codes: Vec<Code>,
    common: Vec<String>,
    count: usize,
}

const CASES: [&str; 6] = [
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "camelCase",
    "PascalCase",
    "any",
];
const ANY: usize = 5;
const SCALARS: [&str; 8] = ["string", "u64", "i64", "u32", "i32", "f64", "bool", "json"];
const FORMATS: [(&str, &str); 6] = [
    ("uuid", "5f1c4b9e-3a52-4d0c-9c70-2a1d6d2f8e41"),
    ("date-time", "2026-01-31T12:00:00Z"),
    ("email", "\"</script>*/`|{}\"@example.com"),
    ("uri", "https://example.com/?a=1&b=*_*#'"),
    ("regex", "^\\*/\"`{}|$"),
    ("hostname", "example.com"),
];

/// Chance and counts: where the bytes are used up, nothing more is added.
impl<'a> Generator<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: Unstructured::new(bytes),
            toml: String::new(),
            has_hidden: false,
            code_case: 0,
            is_camel: false,
            is_in_type: false,
            reserved: Vec::new(),
            idents: RESERVED_TYPES.iter().map(|&name| name.to_owned()).collect(),
            wires: BTreeSet::new(),
            types: Vec::new(),
            codes: Vec::new(),
            common: Vec::new(),
            count: 0,
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.bytes.int_in_range(0..=limit.max(1) - 1).unwrap_or(0)
    }

    /// True once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn line(&mut self, line: &str) {
        self.toml.push_str(line);
        self.toml.push('\n');
    }

    fn key(&mut self, key: &str, text: &str) {
        let text = quoted(text);
        self.line(&format!("{key} = {text}"));
    }

    /// Adds a key once in `times`.
    fn maybe(&mut self, times: usize, key: &str, text: fn(&mut Self) -> String) {
        if self.once_in(times) {
            let text = text(self);
            self.key(key, &text);
        }
    }
}

/// Texts and names.
impl Generator<'_> {
    fn pieces(&mut self, most: usize) -> String {
        let mut text = String::new();
        for _ in 0..self.below(most + 1) {
            text.push_str(self.pick(PIECES));
        }
        if self.once_in(3000) {
            self.has_hidden = true;
            text.push(self.pick(HIDDEN));
        }
        text
    }

    /// One line that is not blank.
    fn one_line(&mut self) -> String {
        let text = self.pieces(7);
        if text.trim().is_empty() {
            format!("x{text}")
        } else {
            text
        }
    }

    /// Text of any lines.
    fn text(&mut self) -> String {
        let mut text = self.pieces(8);
        for _ in 0..self.below(3) {
            text.push_str(self.pick(&["\n", "\n\n", "\n    ", "\n  ", "\n```\n", "\n- "]));
            text.push_str(&self.pieces(6));
        }
        if self.once_in(400) {
            text = text.repeat(60);
        }
        text
    }

    fn words(&mut self) -> Vec<String> {
        let count = 1 + self.below(3);
        let mut words: Vec<String> = (0..count).map(|_| self.pick(WORDS).to_owned()).collect();
        if self.once_in(30) {
            words.push("long".repeat(1 + self.below(12)));
        }
        words
    }

    /// A code, type or operation of a name that is still free.
    fn name(
        &mut self,
        style: fn(&mut Self, &[String]) -> String,
        name: fn(&str) -> Name,
    ) -> String {
        let mut words = self.words();
        loop {
            let text = style(self, &words);
            let Name {
                pascal,
                snake,
                camel,
                screaming,
                ..
            } = name(&text);
            // Styles have apart what is one: `a1b` and `a1_b`.
            let keys = [pascal, snake, camel, screaming];
            let is_free = keys.iter().all(|key| !self.idents.contains(key));
            if is_free && !self.wires.contains(&text) {
                self.idents.extend(keys);
                return text;
            }
            self.count += 1;
            words = vec![format!("{}z{}", words[0], self.count)];
        }
    }

    fn in_code_case(&mut self, words: &[String]) -> String {
        let case = self.code_case;
        self.in_case(case, words)
    }

    fn in_any_case(&mut self, words: &[String]) -> String {
        let case = self.below(CASES.len());
        self.in_case(case, words)
    }

    fn in_pascal_case(&mut self, words: &[String]) -> String {
        self.in_case(4, words)
    }

    fn in_case(&mut self, case: usize, words: &[String]) -> String {
        let capitals = || {
            words
                .iter()
                .map(|word| capitalized(word))
                .collect::<String>()
        };
        match case {
            0 => words.join("_"),
            1 => words.join("_").to_ascii_uppercase(),
            2 => words.join("-"),
            3 => words[..1].concat() + &capitals()[words[0].len()..],
            4 => capitals(),
            _ => {
                let digit = if self.once_in(4) { "4" } else { "" };
                let between = self.pick(&["_", ".", "-", "/", ":", "--", "::", "/.", "_/"]);
                format!("{digit}{}", words.join(between))
            }
        }
    }

    /// A wire code that is still free, in any style.
    fn wire(&mut self, case: usize) -> String {
        let mut words = self.words();
        loop {
            let wire = self.in_case(case, &words);
            if wire.len() <= 128 && self.wires.insert(wire.clone()) {
                return wire;
            }
            self.count += 1;
            words = vec![format!("w{}", self.count)];
        }
    }

    /// The name of a field that `taken` does not have.
    fn field_name(&mut self, taken: &mut BTreeSet<String>) -> String {
        let mut words = self.words();
        loop {
            let name = self.in_case(if self.is_camel { 3 } else { 0 }, &words);
            let Name {
                pascal,
                snake,
                camel,
                screaming,
                ..
            } = Name::new(&name);
            let keys = [pascal, snake, camel, screaming];
            let is_free =
                keys.iter().all(|key| !taken.contains(key)) && !self.reserved.contains(&name);
            if is_free && name.len() <= 64 && name.starts_with(|c: char| c.is_ascii_lowercase()) {
                taken.extend(keys);
                return name;
            }
            self.count += 1;
            words = vec![format!("f{}", self.count)];
        }
    }
}

/// The registry, table by table.
impl Generator<'_> {
    fn registry(&mut self) {
        self.code_case = self.below(CASES.len());
        self.is_camel = self.once_in(3);
        self.head();
        let has_common = self.envelope();
        self.line(
            "[statuses]\n529 = \"Site is */ `overloaded` |{}<b>\"\n498 = \"\\\\ ${x} ]]> -->\"",
        );
        let types = self.below(4);
        (0..types).for_each(|_| self.named_type());
        if has_common {
            self.common();
        }
        for _ in 0..=self.below(6) {
            self.code();
        }
        self.retired();
        let operations = self.below(4);
        (0..operations).for_each(|number| self.operation(number));
        self.outputs();
    }

    fn head(&mut self) {
        let case = CASES[self.code_case];
        self.line("[registry]");
        self.key("code_case", case);
        self.key(
            "field_case",
            if self.is_camel {
                "camelCase"
            } else {
                "snake_case"
            },
        );
        let name = self.pick(&["api", "a-b-c", "self", "x"]);
        self.key("name", name);
        self.maybe(2, "title", Self::one_line);
        self.maybe(2, "description", Self::text);
        if self.once_in(2) {
            let url = self.pick(&[
                "https://docs.example.com/errors#{code}",
                "/docs/{code}?x=(*_~&copy;",
                "https://x.y/{code}/'{code}'",
                "mailto:a@b.c?subject={code}",
            ]);
            self.key("docs_url", url);
        }
        if self.once_in(3) {
            self.line("version = \"1.2.3-rc.1+build-5\"\nupdated = 2026-05-24");
        }
    }

    /// Returns whether there are common fields.
    fn envelope(&mut self) -> bool {
        let mut keys = ["code", "message"];
        self.line("[envelope]");
        let wrapper = self.pick(&["error", "", "Error", "$e", "x.y", "@graph"]);
        self.key("wrapper", wrapper);
        let fields = self.pick(&["", "details", "data.x", "fields"]);
        self.key("fields", fields);
        if self.once_in(3) {
            keys = self.pick(&[
                ["type", "title"],
                ["error_code", "msg"],
                ["$code", "@message"],
                ["statusCode", "detail"],
            ]);
            self.key("code", keys[0]);
            self.key("message", keys[1]);
        }
        if fields.is_empty() {
            self.reserved = keys.map(str::to_owned).to_vec();
        }
        self.once_in(3)
    }

    fn common(&mut self) {
        self.line("[envelope.common]");
        let mut taken = BTreeSet::new();
        for _ in 0..=self.below(2) {
            let header =
                self.pick(&["X-Common", "x-`common`"]).to_owned() + &self.count.to_string();
            self.count += 1;
            self.field(&mut taken, Some(header), true);
        }
        self.common = taken.into_iter().collect();
    }

    fn named_type(&mut self) {
        let name = self.name(Self::in_pascal_case, Name::new);
        self.line(&format!("[types.{name}]"));
        self.maybe(2, "doc", Self::text);
        let mut named = Named {
            name: name.clone(),
            values: Vec::new(),
            fields: Vec::new(),
        };
        if self.once_in(2) {
            named.values = self.values();
            let values: Vec<_> = named.values.iter().map(|value| quoted(value)).collect();
            self.line(&format!("values = [{}]", values.join(", ")));
        } else {
            self.line(&format!("[types.{name}.fields]"));
            let mut taken = BTreeSet::new();
            self.is_in_type = true;
            for _ in 0..=self.below(3) {
                let field = self.field(&mut taken, None, false);
                named.fields.push(field);
            }
            self.is_in_type = false;
        }
        self.types.push(named);
    }

    /// Values of a set: visible ASCII.
    fn values(&mut self) -> Vec<String> {
        let mut taken: BTreeSet<String> = RESERVED_VALUES
            .iter()
            .map(|&name| name.to_owned())
            .collect();
        let mut values = Vec::new();
        for _ in 0..=self.below(4) {
            // What is refused is not retained.
            let has_hidden = self.has_hidden;
            let mut value = self.pieces(3);
            self.has_hidden = has_hidden;
            value.retain(|c| c == ' ' || c.is_ascii_graphic());
            let word = self.pick(WORDS);
            let value = self
                .pick(&[
                    format!("{word}{value}").as_str(),
                    format!("{value}{word}").as_str(),
                    word,
                ])
                .to_owned();
            let Name {
                pascal,
                snake,
                camel,
                screaming,
                ..
            } = Name::new(&value);
            let keys = [pascal, snake, camel, screaming];
            if keys.iter().all(|key| !taken.contains(key)) && value.len() <= 128 {
                taken.extend(keys);
                values.push(value);
            }
        }
        if values.is_empty() {
            values.push("only".to_owned());
        }
        values
    }

    fn code(&mut self) {
        let name = if self.once_in(5) {
            self.name(Self::in_any_case, Name::new)
        } else {
            self.name(Self::in_code_case, Name::new)
        };
        let case = self.code_case;
        let is_styled = case == ANY || name == restyled(case, &name);
        self.line(&format!("[errors.{}]", quoted(&name)));
        let retry = self.below(3);
        if is_styled && self.wires.insert(name.clone()) && !self.once_in(6) {
        } else {
            let wire = self.wire(case);
            self.key("code", &wire);
        }
        let status = self.pick(&[400, 401, 404, 409, 422, 429, 500, 503, 529, 498]);
        self.line(&format!("status = {status}"));
        self.key("retry", ["never", "backoff", "after"][retry]);
        self.maybe(2, "meaning", Self::text);
        self.maybe(3, "action", Self::text);
        self.maybe(3, "title", Self::one_line);
        self.maybe(3, "description", Self::text);
        self.maybe(4, "since", Self::one_line);
        self.maybe(6, "category", |this| this.words().join("_"));
        let is_internal = self.once_in(8);
        self.line(&format!(
            "internal = {is_internal}\ncommon = {}",
            self.codes.len().is_multiple_of(2)
        ));
        let is_deprecated = self.deprecated();
        self.older_names_and_links();
        let fields = self.fields_of_code(&name, retry == 2);
        let needs_fields = fields.iter().any(|field| !field.optional);
        self.codes.push(Code {
            name,
            is_deprecated,
            is_internal,
            needs_fields,
        });
    }

    fn deprecated(&mut self) -> bool {
        if !self.once_in(4) {
            return false;
        }
        let mut keys = Vec::new();
        if self.once_in(2) {
            keys.push(format!("since = {}", quoted(&self.one_line())));
        }
        if self.once_in(2) {
            keys.push(format!("note = {}", quoted(&self.text())));
        }
        let instead = self.codes.iter().find(|code| !code.is_deprecated);
        keys.extend(instead.map(|code| format!("use = {}", quoted(&code.name))));
        self.line(&format!("deprecated = {{ {} }}", keys.join(", ")));
        true
    }

    fn older_names_and_links(&mut self) {
        if self.once_in(4) {
            let wires: Vec<_> = (0..=self.below(2))
                .map(|_| {
                    let case = self.below(CASES.len());
                    quoted(&self.wire(case))
                })
                .collect();
            self.line(&format!("aliases = [{}]", wires.join(", ")));
        }
        if self.once_in(4) {
            let text = quoted(&self.one_line());
            let url = quoted(self.pick(URLS));
            self.line(&format!("links = [{{ text = {text}, url = {url} }}]"));
        }
    }

    /// The fields, and the message, which stands before them.
    fn fields_of_code(&mut self, name: &str, may_wait: bool) -> Vec<Field> {
        let before = std::mem::take(&mut self.toml);
        let mut taken: BTreeSet<String> = self.common.iter().cloned().collect();
        let mut fields = Vec::new();
        for number in 0..self.below(5) {
            let header = self
                .once_in(4)
                .then(|| format!("{}{number}", self.pick(HEADERS)));
            fields.push(self.field(&mut taken, header, false));
        }
        if may_wait && self.once_in(2) {
            let name = self.field_name(&mut taken);
            self.line(&format!("{name} = {{ type = \"u32\", unit = \"ms\", header = \"Retry-After\", example = 1500, optional = true }}"));
        }
        let own = std::mem::replace(&mut self.toml, before);
        let message = self.message(&fields);
        self.key("message", &message);
        self.line(&format!("[errors.{}.fields]", quoted(name)));
        self.toml.push_str(&own);
        fields
    }

    fn message(&mut self, fields: &[Field]) -> String {
        let mut message = self.one_line().replace('{', "{{").replace('}', "}}");
        for field in fields {
            let is_plain = SCALARS[..7].contains(&field.ty.as_str());
            if is_plain && !field.optional && !field.sensitive {
                let text = self.pieces(2).replace('{', "{{").replace('}', "}}");
                let _ = write!(message, "{{{}}}{text}", field.name);
            }
        }
        message
    }

    fn ty(&mut self, depth: usize, may_be_object: bool) -> String {
        match self.below(if depth > 2 { 3 } else { 8 }) {
            0..=3 => self.pick(&SCALARS).to_owned(),
            4 => self.ty(depth + 1, true) + "[]",
            5 => format!("map<{}>", self.ty(depth + 1, true)),
            _ if self.types.is_empty() || !may_be_object => "string".to_owned(),
            _ => {
                let index = self.below(self.types.len());
                self.types[index].name.clone()
            }
        }
    }

    /// Writes a field.
    fn field(
        &mut self,
        taken: &mut BTreeSet<String>,
        header: Option<String>,
        is_common: bool,
    ) -> Field {
        let name = self.field_name(taken);
        let ty = self.ty(0, true);
        let optional = is_common || self.once_in(3);
        if header.is_none() && self.once_in(4) {
            let mark = if optional { "?" } else { "" };
            self.line(&format!("{name} = {}", quoted(&format!("{ty}{mark}"))));
            return Field {
                name,
                ty,
                optional,
                sensitive: false,
            };
        }
        let sensitive = self.once_in(8);
        let mut keys = vec![
            format!("type = {}", quoted(&ty)),
            format!("optional = {optional}"),
            format!("sensitive = {sensitive}"),
        ];
        if self.once_in(2) {
            keys.push(format!("doc = {}", quoted(&self.text())));
        }
        self.example(&ty, &mut keys);
        if !self.is_in_type {
            self.limits(&ty, &mut keys);
        }
        let in_header = SCALARS[..7].contains(&ty.as_str())
            || self
                .types
                .iter()
                .any(|named| named.name == ty && !named.values.is_empty());
        if let Some(header) = header.filter(|_| in_header) {
            keys.push(format!("header = {}", quoted(&header)));
            if self.once_in(3) {
                keys.push("body = false".to_owned());
            }
        }
        self.line(&format!("{name} = {{ {} }}", keys.join(", ")));
        Field {
            name,
            ty,
            optional,
            sensitive,
        }
    }

    /// An example of any form, and a pattern that any text matches.
    fn example(&mut self, ty: &str, keys: &mut Vec<String>) {
        if ty == "string" && self.once_in(4) {
            let pattern = quoted(self.pick(PATTERNS));
            keys.push(format!(
                "pattern = {pattern}, example = {}",
                quoted(&self.text())
            ));
        } else if self.once_in(2) {
            let example = self.value(ty, 0);
            keys.push(format!("example = {example}"));
        }
    }

    /// Limits of a field, and an example within them where it has none. Values of a type know nothing of these.
    fn limits(&mut self, ty: &str, keys: &mut Vec<String>) {
        let is_number = ["u64", "i64", "u32", "i32", "f64"].contains(&ty);
        let has_example = keys.iter().any(|key| key.contains("example = "));
        if ty == "string" && !has_example && self.once_in(2) {
            let (format, example) = self.pick(&FORMATS);
            keys.push(format!(
                "format = {}, example = {}",
                quoted(format),
                quoted(example)
            ));
        } else if ty == "string" && !has_example {
            let text = self.text();
            let length = text.chars().count();
            let limits = format!("min_length = {}, max_length = {}", length / 2, length + 5);
            keys.push(format!("example = {}, {limits}", quoted(&text)));
        } else if is_number && !has_example {
            keys.push("min = 1, max = 100000".to_owned());
        }
        if is_number && self.once_in(2) {
            let unit = self.pick(&["ms", "s", "d", "bytes", "*_*/", "%", "^-^", "h"]);
            keys.push(format!("unit = {}", quoted(unit)));
        }
    }

    /// A value of a type, as TOML.
    fn value(&mut self, ty: &str, depth: usize) -> String {
        if let Some(item) = ty.strip_suffix("[]") {
            let count = if depth > 2 { 0 } else { self.below(3) };
            let items: Vec<_> = (0..count).map(|_| self.value(item, depth + 1)).collect();
            return format!("[{}]", items.join(", "));
        }
        if let Some(item) = ty.strip_prefix("map<").and_then(|ty| ty.strip_suffix('>')) {
            let count = if depth > 2 { 0 } else { self.below(3) };
            let entry = |this: &mut Self, number| {
                format!(
                    "{} = {}",
                    quoted(&format!("{}{number}", this.pieces(3))),
                    this.value(item, depth + 1)
                )
            };
            let entries: Vec<_> = (0..count).map(|number| entry(self, number)).collect();
            return format!("{{ {} }}", entries.join(", "));
        }
        match ty {
            "bool" => "true".to_owned(),
            "f64" => self.pick(&["1.5", "-0.0", "1e300", "3"]).to_owned(),
            "i32" | "i64" => self.pick(&["-1", "0", "2147483647"]).to_owned(),
            "u32" | "u64" => self.pick(&["0", "1", "4294967295"]).to_owned(),
            "json" => {
                let inner = self.pick(&[
                    "string",
                    "map<string>",
                    "bool",
                    "f64",
                    "string[]",
                    "map<map<string>[]>",
                ]);
                self.value(inner, depth + 1)
            }
            "string" => quoted(&self.text()),
            named => self.named_value(named, depth),
        }
    }

    fn named_value(&mut self, name: &str, depth: usize) -> String {
        let Some(named) = self.types.iter().find(|named| named.name == name) else {
            return "\"\"".to_owned();
        };
        if !named.values.is_empty() {
            let values = named.values.clone();
            return quoted(&values[self.below(values.len())]);
        }
        let required: Vec<_> = named
            .fields
            .iter()
            .filter(|field| !field.optional)
            .cloned()
            .collect();
        let entries: Vec<_> = required
            .iter()
            .map(|field| format!("{} = {}", field.name, self.value(&field.ty, depth + 1)))
            .collect();
        format!("{{ {} }}", entries.join(", "))
    }

    fn retired(&mut self) {
        let mut lines = Vec::new();
        for _ in 0..self.below(3) {
            let case = self.below(CASES.len());
            let wire = quoted(&self.wire(case));
            let index = self.below(self.codes.len());
            let instead = quoted(&self.codes[index].name);
            let (since, reason) = (quoted(&self.one_line()), quoted(&self.text()));
            let more = if self.once_in(2) {
                format!(", use = {instead}")
            } else {
                String::new()
            };
            lines.push(format!(
                "{wire} = {{ since = {since}, reason = {reason}{more} }}"
            ));
        }
        self.line("[retired]");
        for line in &lines {
            self.line(line);
        }
    }

    fn operation(&mut self, number: usize) {
        let name = self.name(Self::in_any_case, of_errors);
        self.line(&format!("[operations.{}]", quoted(&name)));
        if self.once_in(2) {
            let method = self.pick(&["GET", "POST", "X-*_`|~"]);
            self.key("method", method);
        }
        if self.once_in(2) {
            let path = format!("/{number}{}", self.pick(PATHS));
            self.key("path", &path);
        }
        self.maybe(2, "doc", Self::text);
        let first = self.below(self.codes.len());
        let errors: Vec<_> = self.codes[first..]
            .iter()
            .map(|code| quoted(&code.name))
            .collect();
        self.line(&format!("errors = [{}]", errors.join(", ")));
    }

    fn outputs(&mut self) {
        let rejected = self.codes.iter().find(|code| !code.needs_fields);
        let rejected = rejected.map(|code| quoted(&code.name));
        if let Some(code) = &rejected {
            self.line(&format!(
                "[rejections]\njson = {code}\nunknown_route = {code}\ninternal = {code}"
            ));
        }
        let mut features = Vec::new();
        for feature in FEATURES {
            if (feature.base.is_none() || rejected.is_some()) && self.once_in(4) {
                features.push(quoted(feature.name));
            }
        }
        if !features.is_empty() {
            self.line(&format!(
                "[outputs.rust]\nfeatures = [{}]",
                features.join(", ")
            ));
        }
        self.line("[outputs.html]");
        self.line("[outputs.markdown]");
        if self.once_in(2) {
            self.line("columns = [\"since\", \"code\", \"meaning\", \"fields\", \"retry\", \"http\", \"action\"]");
        }
        let public = self.codes.iter().find(|code| !code.is_internal);
        let sample = public.map(|code| code.name.clone());
        if let Some(sample) = sample.filter(|_| self.once_in(3)) {
            self.key("sample", &sample);
        }
        let strict = self.once_in(3);
        self.line(&format!("[outputs.json_schema]\nstrict = {strict}"));
        if self.once_in(4) {
            self.key("id", "https://example.com/a'(b)*_~;&.json");
        }
    }
}

fn capitalized(word: &str) -> String {
    word[..1].to_ascii_uppercase() + &word[1..]
}

/// A name in a style, from what its letters tell.
fn restyled(case: usize, name: &str) -> String {
    let snake = Name::new(name).snake;
    let words: Vec<_> = snake.split('_').map(str::to_owned).collect();
    let capitals: String = words.iter().map(|word| capitalized(word)).collect();
    match case {
        0 => snake,
        1 => snake.to_ascii_uppercase(),
        2 => snake.replace('_', "-"),
        3 => words[..1].concat() + &capitals[words[0].len()..],
        _ => capitals,
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
