//! JSON as it is written.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::string::ToString;
use super::alloc::vec::Vec;

use serde_json::{Number, Value};

use super::encode::Form;
use super::node::Node;
use super::record::Record;

/// A string in its quotes.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escaped(out, text);
    out.push(b'"');
}

/// The inside of a string, escaped as `serde_json` does it.
pub(crate) fn escaped(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| must_be_escaped(*byte)) {
        let (plain, behind) = rest.split_at(at);
        out.extend_from_slice(plain);
        if let Some((byte, behind)) = behind.split_first() {
            escape(out, *byte);
            rest = behind;
        }
    }
    out.extend_from_slice(rest);
}

fn must_be_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        _ => {
            let digit = |nibble: u8| HEX[usize::from(nibble & 0xf)];
            return out.extend_from_slice(&[
                b'\\',
                b'u',
                b'0',
                b'0',
                digit(byte >> 4),
                digit(byte),
            ]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// An object; `members` writes each member with a comma before it.
pub(crate) fn object(out: &mut Vec<u8>, members: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'{');
    let start = out.len();
    members(out);
    if out.len() > start {
        out.remove(start);
    }
    out.push(b'}');
}

/// The fields that the body holds, each with a comma before it.
pub(crate) fn fields(out: &mut Vec<u8>, record: Record<'_>) {
    for (index, field) in record.fields.iter().enumerate() {
        match record.values.at(index) {
            Node::Absent => {}
            _ if !field.in_body => {}
            node => {
                out.extend_from_slice(field.key.as_bytes());
                self::node(out, node);
            }
        }
    }
}

/// The value of a field.
pub(crate) fn node(out: &mut Vec<u8>, node: Node<'_>) {
    match node {
        Node::Uint(number) => whole(out, number),
        Node::NoField | Node::Absent => out.extend_from_slice(b"null"),
        Node::Text(text) | Node::OneOf(text, _) => string(out, text),
        Node::Json(value) => self::value(out, value),
        Node::List(list) => {
            out.push(b'[');
            for index in 0..list.len() {
                if index > 0 {
                    out.push(b',');
                }
                self::node(out, list.item(index));
            }
            out.push(b']');
        }
        Node::Map(entries) => object(out, |out| {
            for (key, node) in entries.iter() {
                out.push(b',');
                string(out, key);
                out.push(b':');
                self::node(out, node);
            }
        }),
        Node::Object(one) => object(out, |out| fields(out, one.record())),
        Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
            text_of(out, node, Form::Plain);
        }
    }
}

/// A value of `serde_json`, as that crate writes it.
pub(crate) fn value(out: &mut Vec<u8>, value: &Value) {
    out.extend_from_slice(value.to_string().as_bytes());
}

/// The text of a value in a message: numbers as JSON writes them.
pub(crate) fn text_of(out: &mut Vec<u8>, node: Node<'_>, form: Form) {
    match node {
        Node::Text(text) | Node::OneOf(text, _) => match form {
            Form::Plain => out.extend_from_slice(text.as_bytes()),
            Form::Json => escaped(out, text),
        },
        Node::Bool(flag) => out.extend_from_slice(if flag { b"true" } else { b"false" }),
        Node::Int(number) => {
            if number < 0 {
                out.push(b'-');
            }
            whole(out, number.unsigned_abs());
        }
        Node::Uint(number) => whole(out, number),
        Node::Float(number) => match Number::from_f64(number) {
            Some(number) => out.extend_from_slice(number.to_string().as_bytes()),
            // JSON has no way to write the others.
            None => out.extend_from_slice(b"null"),
        },
        Node::NoField
        | Node::Absent
        | Node::Json(_)
        | Node::List(_)
        | Node::Map(_)
        | Node::Object(_) => {}
    }
}

/// A whole number.
pub(crate) fn whole(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        #[allow(clippy::cast_possible_truncation, reason = "less than ten")]
        let value = (number % 10) as u8;
        *digit = b'0' + value;
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}
