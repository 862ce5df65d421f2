//! `errbook explain`

use clap::builder::styling::{AnsiColor, Style};

use super::session::{Failure, Outcome, Session};
use super::text::{aligned, field_type, likely, prose, rust_value};
use crate::diag::{Level, RULES, Rule};
use crate::emit::{rust, words};
use crate::model::{Code, Operation, Registry, Retired, Retry};

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A code, as on the wire or as in the registry; an operation; or a rule, as a diagnostic names it
    #[arg(value_name = "CODE|OPERATION|RULE")]
    subject: String,
}

const EXAMPLES: &str = "\
Examples:
  errbook explain rate_limited
  errbook explain duplicate-code";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Outcome {
    let subject = arguments.subject.as_str();
    if let Some(rule) = RULES.iter().find(|rule| rule.id == subject) {
        explain_rule(session, rule);
        return Ok(());
    }
    let registry = session.load_here()?;
    if let Some(code) = find(&registry, subject) {
        explain_code(session, &registry, code);
    } else if let Some(retired) = registry
        .retired
        .iter()
        .find(|retired| retired.wire == subject)
    {
        explain_retired(session, &registry, retired);
    } else if let Some(operation) = registry.operation(subject) {
        explain_operation(session, &registry, operation);
    } else {
        return Err(unknown(&registry, subject));
    }
    Ok(())
}

/// The code of that name, wire code or alias; capitals do not count where nothing fits exactly.
fn find<'a>(registry: &'a Registry, subject: &str) -> Option<&'a Code> {
    let exact = |code: &&Code| names(code).any(|name| name == subject);
    let alike = |code: &&Code| names(code).any(|name| name.eq_ignore_ascii_case(subject));
    let codes = &registry.codes;
    codes
        .iter()
        .find(exact)
        .or_else(|| codes.iter().find(alike))
}

fn names(code: &Code) -> impl Iterator<Item = &String> {
    [&code.wire, &code.name.raw]
        .into_iter()
        .chain(&code.aliases)
}

fn unknown(registry: &Registry, subject: &str) -> Failure {
    let names = registry.codes.iter().flat_map(names);
    let retired = registry.retired.iter().map(|retired| &retired.wire);
    let operations = registry.operations.iter();
    let operations = operations.map(|operation| &operation.name.raw);
    let names = names.chain(retired).chain(operations).map(String::as_str);
    let names = names.chain(RULES.iter().map(|rule| rule.id));
    let hint = match likely(names, subject) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`errbook list` names the codes".to_owned(),
    };
    Failure::Usage(format!(
        "`{subject}` is no code and no operation of this registry, and no rule; {hint}"
    ))
}

fn explain_rule(session: &mut Session, rule: &Rule) {
    let level = match rule.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    session.print_styled(Style::new().bold(), &format!("{} ({level})", rule.id));
    for paragraph in [rule.summary, rule.why] {
        session.print(format!("\n{}", paragraph.trim()));
    }
    for (heading, text) in [("Wrong", rule.wrong), ("Right", rule.right)] {
        print_block(session, heading, text.trim_matches('\n').lines());
    }
}

fn explain_retired(session: &mut Session, registry: &Registry, retired: &Retired) {
    let since = retired
        .since
        .as_ref()
        .map_or(String::new(), |since| format!(" since {since}"));
    session.print_styled(Style::new().bold(), &retired.wire);
    session.print(format!("retired{since}: it is never used again"));
    print_text(session, "Why", &prose(&retired.reason));
    if let Some(index) = retired.use_instead {
        let wire = &registry.codes[index].wire;
        print_text(session, "Clients", &format!("decode it to `{wire}`"));
    }
}

fn explain_operation(session: &mut Session, registry: &Registry, operation: &Operation) {
    session.print_styled(Style::new().bold(), &operation.name.raw);
    let request = operation.request();
    if !request.is_empty() {
        session.print(request);
    }
    print_text(session, "What it does", &prose(&operation.doc));
    let rows = registry.errors_of(operation).map(|code| {
        let name = if code.meaning.is_empty() {
            code.title.clone().unwrap_or_else(|| code.reason.clone())
        } else {
            prose(&code.meaning)
        };
        vec![code.wire.clone(), code.status.to_string(), name]
    });
    let rows: Vec<_> = rows.collect();
    print_block(session, "Errors", aligned(&rows).iter().map(String::as_str));
    let ty = rust::errors_of_operation(operation);
    print_block(session, "In Rust", std::iter::once(ty.as_str()));
}

fn explain_code(session: &mut Session, registry: &Registry, code: &Code) {
    session.print_styled(Style::new().bold(), &code.wire);
    session.print(format!(
        "{} {}, {}",
        code.status,
        code.reason,
        retry(code.retry)
    ));
    print_life(session, registry, code);
    print_text(session, "Title", code.title.as_deref().unwrap_or_default());
    print_text(session, "Meaning", &prose(&code.meaning));
    print_text(session, "What to do", &prose(&code.action));
    print_text(session, "Description", &code.description.plain());
    print_fields(session, registry, code);
    print_text(session, "Sample response", &registry.sample_response(code));
    let call = constructor_call(registry, code);
    print_block(session, "In Rust", std::iter::once(call.as_str()));
    let url = registry.docs_url.as_ref().filter(|_| !code.internal);
    let docs = url.map(|url| url.of(&code.wire));
    print_text(session, "Documentation", &docs.unwrap_or_default());
    let links = code
        .links
        .iter()
        .map(|link| format!("{}: {}", link.text, link.url));
    print_text(session, "See also", &links.collect::<Vec<_>>().join("\n"));
}

fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "do not retry",
        Retry::Backoff => "retry, waiting longer each time",
        Retry::After => "retry after the time that the response names",
    }
}

/// Since when the code is there, until when, and under which names.
fn print_life(session: &mut Session, registry: &Registry, code: &Code) {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(code.since.as_ref().map(|since| format!("since {since}")));
    facts.extend(
        code.category
            .as_ref()
            .map(|category| format!("category {category}")),
    );
    facts.extend(code.common.then(|| "common".to_owned()));
    facts.extend(
        code.internal
            .then(|| "internal: left out of public outputs".to_owned()),
    );
    facts.extend(
        (!code.aliases.is_empty()).then(|| format!("also decoded: {}", code.aliases.join(", "))),
    );
    if !facts.is_empty() {
        session.print(facts.join("; "));
    }
    if let Some(deprecated) = &code.deprecated {
        let since = deprecated
            .since
            .as_ref()
            .map_or(String::new(), |since| format!(" since {since}"));
        let instead = deprecated
            .use_instead
            .map(|index| &registry.codes[index].wire);
        let instead = instead.map_or(String::new(), |wire| format!(", use `{wire}`"));
        let style = AnsiColor::Yellow.on_default();
        session.print_styled(style, &format!("deprecated{since}{instead}"));
        print_text(session, "Deprecated", &prose(&deprecated.note));
    }
}

fn print_fields(session: &mut Session, registry: &Registry, code: &Code) {
    let rows: Vec<Vec<String>> = code
        .fields
        .iter()
        .map(|field| {
            let said = prose(&words::fields::description(field));
            let header = field.header.as_ref().filter(|_| !field.in_body);
            let alone = header.map(|header| format!("(header {header} only)"));
            let doc = [Some(said), alone].into_iter().flatten();
            let doc = doc
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            vec![field.name.raw.clone(), field_type(registry, field), doc]
        })
        .collect();
    if !rows.is_empty() {
        print_block(session, "Fields", aligned(&rows).iter().map(String::as_str));
    }
}

/// How the server builds the error, each required field at its sample value.
fn constructor_call(registry: &Registry, code: &Code) -> String {
    let required = code.fields.iter().filter(|field| !field.optional);
    let values =
        required.map(|field| rust_value(registry, &field.ty, &registry.sample_value(field)));
    format!(
        "ApiError::{}({})",
        rust::constructor_name(registry, code),
        values.collect::<Vec<_>>().join(", ")
    )
}

/// A heading and a text below it; nothing where there is no text.
fn print_text(session: &mut Session, heading: &str, text: &str) {
    if !text.is_empty() {
        print_block(session, heading, text.lines());
    }
}

fn print_block<'a>(session: &mut Session, heading: &str, lines: impl Iterator<Item = &'a str>) {
    session.print("");
    session.print_styled(AnsiColor::Cyan.on_default(), heading);
    for line in lines {
        session.print(format!("  {line}").trim_end());
    }
}
