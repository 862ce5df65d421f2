//! `errbook list`

use clap::ValueEnum;

use super::session::{Failure, Outcome, Session};
use super::text::{aligned, field_type, likely, prose};
use crate::escape::Rendered as _;
use crate::escape::json::JsonObject;
use crate::escape::markdown::{Cell, Page, Table};
use crate::model::{Code, Field, Link, Operation, Piece, Registry, Value};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Only the codes that this operation can answer with
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// An aligned table
    Text,
    /// An array of objects, with everything about each code
    Json,
    /// A Markdown table, padded
    Markdown,
    /// Comma-separated values, with a heading
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  errbook list
  errbook list --operation create_job
  errbook list --format json | jq -r '.[] | select(.retry != \"never\") | .code'
  errbook list --format csv > errors.csv";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let registry = session.load_here()?;
    let codes: Vec<_> = match &arguments.operation {
        Some(name) => registry.errors_of(operation(&registry, name)?).collect(),
        None => registry.codes.iter().collect(),
    };
    match arguments.format {
        Format::Text => aligned(&rows(
            &codes,
            &["CODE", "HTTP", "RETRY", "FIELDS", "MEANING"],
        ))
        .into_iter()
        .for_each(|line| session.print(line)),
        Format::Json => session.print(json(&registry, &codes).to_json_pretty()),
        Format::Markdown => session.print(markdown(&codes).trim_end()),
        Format::Csv => rows(&codes, &["code", "status", "retry", "fields", "meaning"])
            .iter()
            .for_each(|row| session.print(csv_line(row))),
    }
    Ok(())
}

fn operation<'a>(registry: &'a Registry, name: &str) -> Result<&'a Operation, Failure> {
    registry.operation(name).ok_or_else(|| {
        let operations = registry.operations.iter();
        let names = operations.map(|operation| operation.name.raw.as_str());
        let hint = match likely(names, name) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => "`[operations]` names them".to_owned(),
        };
        Failure::Usage(format!("`{name}` is no operation of this registry; {hint}"))
    })
}

fn rows(codes: &[&Code], heading: &[&str]) -> Vec<Vec<String>> {
    let heading = heading.iter().map(|cell| (*cell).to_owned()).collect();
    let row = |code: &&Code| {
        let fields: Vec<_> = code
            .fields
            .iter()
            .map(|field| field.name.raw.as_str())
            .collect();
        vec![
            code.wire.clone(),
            code.status.to_string(),
            code.retry.as_str().to_owned(),
            fields.join(" "),
            meaning(code),
        ]
    };
    std::iter::once(heading)
        .chain(codes.iter().map(row))
        .collect()
}

/// What is said about a code in one line.
fn meaning(code: &Code) -> String {
    let text = if code.meaning.is_empty() {
        plain_name(code).to_owned()
    } else {
        prose(&code.meaning)
    };
    match code.deprecated {
        Some(_) => format!("(deprecated) {text}"),
        None => text,
    }
}

/// Stands for the meaning where the registry gives none.
fn plain_name(code: &Code) -> &str {
    code.title.as_deref().unwrap_or(&code.reason)
}

/// A table whose texts are Markdown, as on the docs page.
fn markdown(codes: &[&Code]) -> String {
    let mut table = Table::new(vec!["Code", "HTTP", "Retry", "Fields", "Meaning"]);
    for code in codes {
        let fields = code
            .fields
            .iter()
            .map(|field| Cell::new().code(&field.name.raw));
        table.row(vec![
            Cell::new().code(&code.wire),
            Cell::new().number(code.status.into()),
            Cell::new().literal(code.retry.as_str()),
            Cell::new().joined(fields, ", "),
            markdown_meaning(code),
        ]);
    }
    let mut page = Page::new();
    page.table(&table);
    page.into_text()
}

fn markdown_meaning(code: &Code) -> Cell {
    let cell = match code.deprecated {
        Some(_) => Cell::new().literal("(deprecated) "),
        None => Cell::new(),
    };
    if code.meaning.is_empty() {
        cell.text(plain_name(code))
    } else {
        cell.inline(&code.meaning)
    }
}

/// A record of RFC 4180: a field with a quote, a comma or a line end is quoted, its quotes doubled.
fn csv_line(row: &[String]) -> String {
    let field = |cell: &String| {
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    row.iter().map(field).collect::<Vec<_>>().join(",")
}

fn json(registry: &Registry, codes: &[&Code]) -> Value {
    Value::Array(codes.iter().map(|code| json_code(registry, code)).collect())
}

/// Everything about a code. A key whose value the registry does not give is left out.
fn json_code(registry: &Registry, code: &Code) -> Value {
    let fields = code.fields.iter().map(|field| json_field(registry, field));
    let aliases = code.aliases.iter().map(|alias| Value::from(alias.as_str()));
    let url = registry.docs_url.as_ref().filter(|_| !code.internal);
    let docs_url = url.map(|url| url.of(&code.wire));
    JsonObject::new()
        .with("code", code.wire.as_str())
        .with("name", code.name.raw.as_str())
        .with("status", code.status)
        .with("reason", code.reason.as_str())
        .with("message", template(code))
        .with_some("title", code.title.clone())
        .with_text("meaning", code.meaning.plain())
        .with_text("action", code.action.plain())
        .with_text("description", code.description.plain())
        .with("retry", code.retry.as_str())
        .with_some("category", code.category.clone())
        .with("common", code.common)
        .with("internal", code.internal)
        .with_some("since", code.since.clone())
        .with_some("deprecated", json_deprecated(registry, code))
        .with("aliases", Value::Array(aliases.collect()))
        .with_some("docs_url", docs_url)
        .with_list("links", code.links.iter().map(json_link).collect())
        .with("grpc", code.grpc)
        .with("fields", Value::Array(fields.collect()))
        .into()
}

/// The message as the registry writes it.
fn template(code: &Code) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
        Piece::Field(index) => format!("{{{}}}", code.fields[*index].name.raw),
    };
    code.message.0.iter().map(piece).collect()
}

fn json_link(link: &Link) -> Value {
    let object = JsonObject::new().with("text", link.text.as_str());
    object.with("url", link.url.as_str()).into()
}

fn json_deprecated(registry: &Registry, code: &Code) -> Option<JsonObject> {
    let deprecated = code.deprecated.as_ref()?;
    let instead = deprecated
        .use_instead
        .map(|index| registry.codes[index].wire.as_str());
    let object = JsonObject::new()
        .with_some("since", deprecated.since.clone())
        .with_text("note", deprecated.note.plain())
        .with_some("use", instead);
    Some(object)
}

fn json_field(registry: &Registry, field: &Field) -> Value {
    let number = |number: u64| Value::Int(number.into());
    JsonObject::new()
        .with("name", field.name.raw.as_str())
        .with("type", field_type(registry, field))
        .with_text("doc", field.doc.plain())
        .with_some("unit", field.unit.clone())
        .with_some("header", field.header.clone())
        .with("in_body", field.in_body)
        .with("sensitive", field.sensitive)
        .with_some("format", field.format.clone())
        .with_some("pattern", field.pattern.clone())
        .with_some("min", field.min.clone())
        .with_some("max", field.max.clone())
        .with_some("min_length", field.min_length.map(number))
        .with_some("max_length", field.max_length.map(number))
        .with_some("example", field.example.clone())
        .into()
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn csv_quotes_what_it_must() {
        let row = ["plain", "a,b", "say \"x\"", "two\nlines", ""].map(str::to_owned);
        assert_eq!(
            csv_line(&row),
            "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\","
        );
    }
}
