//! The registry of the codes, as its author writes it.

use std::fmt::{self, Write};

use crate::codes::{ACTION, Code, Fields};

const HEAD: &str = r#"
[registry]
name = "bench"
docs_url = "https://example.com/errors#{code}"
"#;

const AMOUNTS: &str = r#"
needed = { type = "u64", doc = "What the call needs.", example = 10 }
have = { type = "u64", doc = "What there is.", example = 4 }
"#;

const LIMIT: &str = r#"
resource = { type = "string", doc = "What is limited.", example = "clips" }
limit = { type = "u32", doc = "How many there may be.", example = 100 }
"#;

const WAIT: &str = r#"
retry_after_ms = { type = "u64", unit = "ms", header = "Retry-After", doc = "How long to wait.", example = 1500 }
"#;

pub fn registry(codes: &[Code]) -> String {
    let mut text = HEAD.to_owned();
    for code in codes {
        // A string can always be written to.
        let _ = write_code(code, &mut text);
    }
    text
}

fn write_code(code: &Code, text: &mut String) -> fmt::Result {
    let name = &code.name.raw;
    writeln!(text, "\n[errors.{name}]")?;
    writeln!(text, "status = {}", code.status)?;
    writeln!(text, "retry = \"{}\"", code.retry())?;
    writeln!(text, "message = '{}'", code.message())?;
    writeln!(text, "meaning = '{}'", code.meaning())?;
    writeln!(text, "action = '{ACTION}'")?;
    let fields = match code.fields {
        Fields::None => return Ok(()),
        Fields::Amounts => AMOUNTS,
        Fields::Limit => LIMIT,
        Fields::Wait => WAIT,
    };
    write!(text, "[errors.{name}.fields]{fields}")
}
