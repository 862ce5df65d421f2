//! Where rustfmt would break a line elsewhere than prettyplease does.
//!
//! prettyplease fills lines of 89 columns; rustfmt fills 100, but allows the fields of a struct literal 18
//! columns and the arguments of a call 60. Generated code has few shapes. What prettyplease broke is put on
//! one line again, and then broken as rustfmt would.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr as _;

use super::doc::LINE_END;

/// rustfmt's `max_width`.
const LINE: usize = 100;

/// `fn_call_width`
const ARGUMENTS: usize = 60;

/// `struct_lit_width`
const FIELDS: usize = 18;

/// `short_array_element_width_threshold`: arguments of this width share lines.
const SHORT: usize = 10;

const DEPRECATED: &str = "#[deprecated(";

/// The text of one item, as rustfmt would leave it.
pub(super) fn rustfmt_like(item: &str) -> String {
    let mut out = String::with_capacity(item.len() + 64);
    let mut lines = item.lines().peekable();
    let mut skipping = None;
    while let Some(line) = lines.next() {
        let mut line = Cow::Borrowed(line);
        if line.ends_with("#[rustfmt::skip]") {
            skipping = Some(indent(&line));
        }
        if skipping.is_none() && opens_group(&line) {
            line = Cow::Owned(joined(&line, &mut lines));
        }
        while let Some(call) = lines.next_if(|next| is_call(next) && skipping.is_none()) {
            line.to_mut().push_str(call.trim_start());
        }
        match skipping {
            Some(_) if !is_doc(&line) => line_of(&mut out, &[&line]),
            _ => wrap(&line, &mut out),
        }
        // Of what is left alone, the last line is a bracket that closes.
        if line.trim_start().starts_with(['}', ']']) && skipping == Some(indent(&line)) {
            skipping = None;
        }
        // A blank line between two functions of an impl.
        if line == "    }" && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
    out
}

fn is_doc(line: &str) -> bool {
    line.trim_start().starts_with("///")
}

/// Does the line go on with a chain of calls?
fn is_call(line: &str) -> bool {
    line.trim_start().starts_with('.')
}

/// Does the line begin a group that prettyplease broke?
fn opens_group(line: &str) -> bool {
    let code = line.trim_start();
    let group = code.ends_with(['(', '<']) || code == "Self {";
    code == DEPRECATED || group && !code.starts_with("//") && !code.starts_with('#')
}

/// The whole group on one line.
fn joined<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>) -> String {
    let mut out = first.to_owned();
    let end = indent(first);
    for line in lines {
        let code = line.trim_start();
        if code.starts_with([')', '>', '}']) {
            let inner = out.trim_end_matches(',').len();
            out.truncate(inner);
            if code.starts_with('}') {
                out.push(' ');
            }
        } else if !out.ends_with(['(', '<']) && !code.starts_with('.') {
            out.push(' ');
        }
        out.push_str(code);
        if indent(line) == end {
            break;
        }
    }
    out
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Adds a line, broken where it must be.
fn wrap(line: &str, out: &mut String) {
    let (margin, code) = line.split_at(indent(line));
    if let Some(doc) = code.strip_prefix("///") {
        for line in doc.split(LINE_END) {
            line_of(out, &[margin, "///", line.trim_end()]);
        }
    } else if let Some(note) = code.strip_prefix(DEPRECATED) {
        deprecated(margin, note, out);
    } else if code.contains("(payloads::") && code.ends_with("),") {
        single(margin, code, out);
    } else if let Some(fields) = code.strip_prefix("Self { ") {
        literal(margin, fields, out);
    } else if code.starts_with("pub fn ") {
        signature(margin, code, out);
    } else if code.starts_with("pub ") || code.starts_with("pub(crate) ") {
        after(": ", margin, code, out);
    } else if let Some(value) = code.strip_prefix("let payload = ") {
        assignment(margin, value, out);
    } else if code.starts_with("self.") || code.starts_with("own.") {
        after(" = ", margin, code, out);
    } else if code.starts_with("Self::of(") {
        single(margin, code, out);
    } else if code.starts_with("super::time::") {
        call(margin, "", code, out);
    } else {
        line_of(out, &[line]);
    }
}

/// `#[deprecated(note = "...")]`: on one line where it fits.
fn deprecated(margin: &str, note: &str, out: &mut String) {
    if margin.len() + DEPRECATED.len() + note.width() <= LINE {
        return line_of(out, &[margin, DEPRECATED, note]);
    }
    line_of(out, &[margin, DEPRECATED]);
    line_of(out, &[margin, "    ", note.trim_end_matches(")]")]);
    line_of(out, &[margin, ")]"]);
}

/// `Self { a, b }`
fn literal(margin: &str, fields: &str, out: &mut String) {
    let fields = fields.trim_end_matches([' ', '}']);
    if fields.len() <= FIELDS {
        return line_of(out, &[margin, "Self { ", fields, " }"]);
    }
    line_of(out, &[margin, "Self {"]);
    let inner = format!("{margin}    ");
    for field in fields.split(", ") {
        after(": ", &inner, &format!("{field},"), out);
    }
    line_of(out, &[margin, "}"]);
}

/// `pub fn f(a: A, b: B) -> C {`
fn signature(margin: &str, code: &str, out: &mut String) {
    if margin.len() + code.len() <= LINE {
        return line_of(out, &[margin, code]);
    }
    let (head, parameters, tail) = parts(code, '(');
    line_of(out, &[margin, head]);
    let inner = format!("{margin}    ");
    for one in parameters {
        parameter(&inner, one, out);
    }
    line_of(out, &[margin, tail]);
}

/// `a: A<B>,`, the last thing to be broken.
fn parameter(margin: &str, code: &str, out: &mut String) {
    if margin.len() + code.len() < LINE {
        return line_of(out, &[margin, code, ","]);
    }
    let (head, items, tail) = parts(code, '<');
    line_of(out, &[margin, head]);
    for item in items {
        line_of(out, &[margin, "    ", item, ","]);
    }
    line_of(out, &[margin, tail, ","]);
}

/// `a = b;` and `a: b,`: what does not fit begins a line of its own.
fn after(mark: &str, margin: &str, code: &str, out: &mut String) {
    match code.split_once(mark) {
        Some((name, value)) if margin.len() + code.len() > LINE => {
            line_of(out, &[margin, name, mark.trim_end()]);
            line_of(out, &[margin, "    ", value]);
        }
        _ => line_of(out, &[margin, code]),
    }
}

/// `f(a)`
fn single(margin: &str, code: &str, out: &mut String) {
    let (head, arguments, tail) = parts(code, '(');
    let inner = margin.len() + code.len() + 4 - head.len();
    if margin.len() + code.len() <= LINE || inner > LINE {
        return line_of(out, &[margin, code]);
    }
    line_of(out, &[margin, head]);
    for argument in arguments {
        line_of(out, &[margin, "    ", argument, ","]);
    }
    line_of(out, &[margin, tail]);
}

/// `let payload = f(a, b);`: on the next line where it fits there and nowhere else.
fn assignment(margin: &str, value: &str, out: &mut String) {
    const LEAD: &str = "let payload = ";
    let deeper = format!("{margin}    ");
    let fits = |lead: usize| margin.len() + lead + value.len() <= LINE;
    let (head, arguments, tail) = parts(value, '(');
    let short = value.len() - head.len() - tail.len() <= ARGUMENTS;
    let below = fits(4) && short && !fits(LEAD.len());
    let open = margin.len() + LEAD.len() + head.len() > LINE;
    if arguments.is_empty() && !below || margin.len() + 4 + head.len() > LINE {
        line_of(out, &[margin, LEAD, value]);
    } else if below || open {
        line_of(out, &[margin, LEAD.trim_end()]);
        call(&deeper, "", value, out);
    } else {
        call(margin, LEAD, value, out);
    }
}

/// `f(a, b)`
fn call(margin: &str, lead: &str, code: &str, out: &mut String) {
    let (head, arguments, tail) = parts(code, '(');
    let width = code.len() - head.len() - tail.len();
    if width <= ARGUMENTS && margin.len() + lead.len() + code.len() <= LINE {
        return line_of(out, &[margin, lead, code]);
    }
    line_of(out, &[margin, lead, head]);
    if arguments.iter().all(|argument| argument.len() <= SHORT) {
        fill(margin, &arguments, out);
    } else {
        for argument in arguments {
            line_of(out, &[margin, "    ", argument, ","]);
        }
    }
    line_of(out, &[margin, tail]);
}

/// As many arguments on a line as fit.
fn fill(margin: &str, arguments: &[&str], out: &mut String) {
    let mut line = format!("{margin}   ");
    for argument in arguments {
        if line.len() + 1 + argument.len() + 1 > LINE {
            line_of(out, &[&line]);
            line = format!("{margin}   ");
        }
        line.push(' ');
        line.push_str(argument);
        line.push(',');
    }
    line_of(out, &[&line]);
}

/// What stands before, in and behind the first brackets, the middle split at its commas.
fn parts(code: &str, bracket: char) -> (&str, Vec<&str>, &str) {
    let open = code.find(bracket).map_or(code.len(), |at| at + 1);
    let mut depth = 1_usize;
    let (mut start, mut items) = (open, Vec::new());
    for (at, c) in code[open..].char_indices().map(|(at, c)| (open + at, c)) {
        match c {
            '(' | '<' => depth += 1,
            ')' | '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            items.push(code[start..at].trim_start());
            start = at + 1;
        }
        if depth == 0 {
            items.retain(|item| !item.is_empty());
            return (&code[..open], items, &code[at..]);
        }
    }
    (code, items, "")
}

/// Adds a line made of `parts`.
fn line_of(out: &mut String, parts: &[&str]) {
    out.extend(parts.iter().copied().chain(["\n"]));
}
