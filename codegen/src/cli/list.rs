//! `errbook list`

use clap::ValueEnum;

use super::session::{Outcome, Session};
use super::text::{aligned, field_type};
use crate::model::{Code, Field, Registry, Value};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// An aligned table
    Text,
    /// An array of objects, with everything about each code
    Json,
    /// A Markdown table
    Markdown,
    /// Comma-separated values, with a heading
    Csv,
}

const EXAMPLES: &str = "\
Examples:
  errbook list
  errbook list --format json | jq -r '.[] | select(.retry != \"never\") | .code'
  errbook list --format csv > errors.csv";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let registry = session.load_here()?;
    match arguments.format {
        Format::Text => aligned(&rows(
            &registry,
            &["CODE", "HTTP", "RETRY", "FIELDS", "MEANING"],
        ))
        .into_iter()
        .for_each(|line| session.print(line)),
        Format::Json => session.print(json(&registry).to_json_pretty()),
        Format::Markdown => markdown(&registry)
            .into_iter()
            .for_each(|line| session.print(line)),
        Format::Csv => rows(&registry, &["code", "status", "retry", "fields", "meaning"])
            .iter()
            .for_each(|row| session.print(csv_line(row))),
    }
    Ok(())
}

fn rows(registry: &Registry, heading: &[&str]) -> Vec<Vec<String>> {
    let heading = heading.iter().map(|cell| (*cell).to_owned()).collect();
    let row = |code: &Code| {
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
        .chain(registry.codes.iter().map(row))
        .collect()
}

/// What is said about a code in one line: its meaning, or its title, or its status.
fn meaning(code: &Code) -> String {
    let mark = if code.deprecated.is_some() {
        "(deprecated) "
    } else {
        ""
    };
    let text = match &code.title {
        _ if !code.meaning.is_empty() => code.meaning.plain(),
        Some(title) => title.clone(),
        None => code.reason.clone(),
    };
    format!("{mark}{text}")
}

fn markdown(registry: &Registry) -> Vec<String> {
    let mut rows = rows(registry, &["Code", "HTTP", "Retry", "Fields", "Meaning"]);
    for cell in rows.iter_mut().flatten() {
        *cell = cell.replace('|', "\\|");
    }
    rows.iter()
        .map(|row| format!("| {} |", row.join(" | ")))
        .collect()
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

fn json(registry: &Registry) -> Value {
    Value::Array(
        registry
            .codes
            .iter()
            .map(|code| json_code(registry, code))
            .collect(),
    )
}

/// Everything about a code. A key whose value the registry does not give is left out.
fn json_code(registry: &Registry, code: &Code) -> Value {
    let text = |text: &Option<String>| text.clone().map(Value::from);
    let shown = |text: String| Some(text).filter(|text| !text.is_empty()).map(Value::from);
    let deprecated = code.deprecated.as_ref().map(|deprecated| {
        let instead = deprecated
            .use_instead
            .map(|index| registry.codes[index].wire.clone());
        object([
            ("since", text(&deprecated.since)),
            ("note", shown(deprecated.note.plain())),
            ("use", text(&instead)),
        ])
    });
    let fields = code
        .fields
        .iter()
        .map(|field| json_field(registry, field))
        .collect();
    let aliases = code.aliases.iter().cloned().map(Value::from).collect();
    object([
        ("code", Some(code.wire.as_str().into())),
        ("status", Some(code.status.into())),
        ("reason", Some(code.reason.as_str().into())),
        ("title", text(&code.title)),
        ("meaning", shown(code.meaning.plain())),
        ("action", shown(code.action.plain())),
        ("retry", Some(code.retry.as_str().into())),
        ("category", text(&code.category)),
        ("common", Some(code.common.into())),
        ("internal", Some(code.internal.into())),
        ("since", text(&code.since)),
        ("deprecated", deprecated),
        ("aliases", Some(Value::Array(aliases))),
        (
            "docs_url",
            registry
                .docs_url
                .as_ref()
                .map(|url| url.of(&code.wire).into()),
        ),
        ("fields", Some(Value::Array(fields))),
    ])
}

fn json_field(registry: &Registry, field: &Field) -> Value {
    let doc = Some(field.doc.plain()).filter(|text| !text.is_empty());
    object([
        ("name", Some(field.name.raw.as_str().into())),
        ("type", Some(field_type(registry, field).into())),
        ("doc", doc.map(Value::from)),
        ("unit", field.unit.clone().map(Value::from)),
        ("header", field.header.clone().map(Value::from)),
    ])
}

fn object<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    Value::object(
        entries
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?))),
    )
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
