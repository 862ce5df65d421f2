//! What travels: the values of headers, and a whole sample response.

use super::{Code, Field, Registry, Value};

impl Registry {
    /// The status line, the headers and the body of a response with `code`, each field at its sample value.
    ///
    /// ```
    /// let text = "[errors.slow_down]\nstatus = 429\nmessage = \"Wait.\"\n\
    ///             fields.ms = { type = \"u64\", unit = \"ms\", header = \"Retry-After\", example = 1500 }\n";
    /// let registry = errbook::load::load_text("errors.toml", text).registry.unwrap();
    /// let response = registry.sample_response(&registry.codes[0]);
    /// assert!(response.starts_with("HTTP/1.1 429 Too Many Requests\nContent-Type: application/json\nRetry-After: 2\n\n{"));
    /// ```
    #[must_use]
    pub fn sample_response(&self, code: &Code) -> String {
        let reason: Vec<&str> = code.reason.split_whitespace().collect();
        let mut lines = vec![
            format!("HTTP/1.1 {} {}", code.status, reason.join(" ")),
            "Content-Type: application/json".to_owned(),
        ];
        for field in code.fields.iter().chain(&self.envelope.common) {
            let is_shown = !field.optional || field.example.is_some();
            if let (Some(name), true) = (&field.header, is_shown) {
                let value = field.header_text(self.sample_value(field));
                lines.extend(value.map(|value| format!("{name}: {value}")));
            }
        }
        lines.push(String::new());
        lines.push(self.sample_body(code).to_json_pretty());
        lines.join("\n")
    }
}

impl Field {
    /// A value of this field as its header carries it; none where no header can.
    #[must_use]
    pub fn header_text(&self, value: Value) -> Option<String> {
        let text = match (value, self.time_unit_nanos()) {
            (Value::Int(count), Some(nanos)) if self.is_retry_after() => {
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
    #[must_use]
    pub fn has_header_in_other_unit(&self) -> bool {
        let nanos = self.time_unit_nanos().filter(|_| self.is_retry_after());
        nanos.is_some_and(|nanos| i128::from(nanos) != SECOND)
    }
}

/// In nanoseconds.
const SECOND: i128 = 1_000_000_000;

/// A time in seconds, rounded up.
fn whole_seconds(count: i128, unit_nanos: u64) -> i128 {
    let nanos = count.max(0).saturating_mul(unit_nanos.into());
    nanos / SECOND + i128::from(nanos % SECOND > 0)
}
