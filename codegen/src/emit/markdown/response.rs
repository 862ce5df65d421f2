//! The sample response of a code.

use crate::model::{Code, Field, Registry, Value};

/// The status line, the headers and the body, as they travel.
pub fn sample_response(registry: &Registry, code: &Code) -> String {
    let reason: Vec<&str> = code.reason.split_whitespace().collect();
    let mut lines = vec![
        format!("HTTP/1.1 {} {}", code.status, reason.join(" ")),
        "Content-Type: application/json".to_owned(),
    ];
    let common = registry.envelope.common.iter();
    for field in code.fields.iter().chain(common) {
        let is_shown = !field.optional || field.example.is_some();
        if let (Some(name), true) = (&field.header, is_shown) {
            let value = header_text(field, registry.sample_value(field));
            lines.extend(value.map(|value| format!("{name}: {value}")));
        }
    }
    lines.push(String::new());
    lines.push(registry.sample_body(code).to_json_pretty());
    lines.join("\n")
}

/// A value as its header carries it; none where no header can.
pub fn header_text(field: &Field, value: Value) -> Option<String> {
    let text = match (value, field.time_unit_nanos()) {
        (Value::Int(count), Some(nanos)) if field.is_retry_after() => {
            whole_seconds(count, nanos).to_string()
        }
        (Value::String(text), _) => text,
        (value @ (Value::Bool(_) | Value::Int(_) | Value::Float(_)), _) => value.to_json(),
        _ => return None,
    };
    let is_visible = |c: char| c == ' ' || c.is_ascii_graphic();
    let is_legal = !text.is_empty() && text.trim() == text && text.chars().all(is_visible);
    is_legal.then_some(text)
}

/// Is the header in another unit than the field? `Retry-After` is always in seconds.
pub fn in_other_unit(field: &Field) -> bool {
    field.is_retry_after()
        && field
            .time_unit_nanos()
            .is_some_and(|nanos| nanos != NANOS_PER_SECOND)
}

const NANOS_PER_SECOND: u64 = 1_000_000_000;

/// A time in seconds, rounded up.
fn whole_seconds(count: i128, unit_nanos: u64) -> i128 {
    let nanos = count.max(0).saturating_mul(unit_nanos.into());
    let second = i128::from(NANOS_PER_SECOND);
    nanos / second + i128::from(nanos % second > 0)
}
