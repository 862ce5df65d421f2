//! Patterns: regular expressions as ECMA-262 has them, held against examples only where that ends soon.

use regress::Regex;

/// A pattern of JSON Schema: ECMA-262, with Unicode.
pub(super) fn regex(pattern: &str) -> Result<Regex, String> {
    const LONGEST: usize = 4_096;
    if pattern.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    Regex::with_flags(pattern, "u").map_err(|error| {
        let words = error.to_string();
        let mut letters = words.chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        first.into_iter().chain(letters).collect()
    })
}

/// Does `text` match? Also yes where looking could take very long: such engines try one way after the other, and of
/// some patterns there are more ways than anybody could wait for.
pub(super) fn matches(text: &str, pattern: &str) -> bool {
    match regex(pattern) {
        Ok(regex) if ends_soon(pattern, text) => regex.find(text).is_some(),
        _ => true,
    }
}

/// May matching be tried, by an upper bound of the steps that it takes?
fn ends_soon(pattern: &str, text: &str) -> bool {
    const MOST_STEPS: f64 = 4_000_000.0;
    let shape = Shape::of(pattern);
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let (length, choices, ways) = (
        text.chars().count() as f64 + 2.0,
        shape.choices as f64,
        (shape.alternatives + 2) as f64,
    );
    let steps = if shape.is_nested {
        ways.powf(length)
    } else {
        length.powf(choices + 1.0) * ways
    };
    steps * shape.repeated <= MOST_STEPS
}

/// What a pattern looks like, as far as it matters for the time that it takes.
#[derive(Default)]
struct Shape {
    /// Repetitions of which there may be more or fewer.
    choices: usize,
    /// `|`
    alternatives: usize,
    /// Is there a choice inside of what is repeated?
    is_nested: bool,
    /// How often something is repeated at least, all of them multiplied.
    repeated: f64,
}

impl Shape {
    fn of(pattern: &str) -> Self {
        let mut shape = Self {
            repeated: 1.0,
            ..Self::default()
        };
        // For each open group, how many choices there were before it.
        let mut open: Vec<usize> = Vec::new();
        // The choices in what was read last: only a group can hold any.
        let mut inside = 0;
        let mut rest = pattern;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                '[' => class(rest),
                _ => c.len_utf8(),
            };
            let so_far = shape.choices + shape.alternatives;
            match c {
                '(' => open.push(so_far),
                ')' => inside = so_far - open.pop().unwrap_or(so_far).min(so_far),
                '|' => shape.alternatives += 1,
                '*' | '+' | '?' | '{' => shape.repeat(rest, inside),
                _ => {}
            }
            if !matches!(c, ')') {
                inside = 0;
            }
            rest = &rest[length..];
        }
        shape
    }

    /// A repetition of something that has so many choices `inside`.
    fn repeat(&mut self, rest: &str, inside: usize) {
        let (least, most) = match rest.as_bytes().first() {
            Some(b'*') => (0.0, f64::INFINITY),
            Some(b'+') => (1.0, f64::INFINITY),
            Some(b'?') => (0.0, 1.0),
            _ => bounds(rest),
        };
        self.choices += usize::from(least < most);
        self.repeated *= f64::max(least, 1.0);
        self.is_nested |= inside > 0 && most > 1.0;
    }
}

/// `{2}`, `{2,}`, `{2,5}`
fn bounds(rest: &str) -> (f64, f64) {
    let inner = rest[1..].split('}').next().unwrap_or_default();
    let (least, most) = match inner.split_once(',') {
        Some((least, most)) => (least, most),
        None => (inner, inner),
    };
    let number = |text: &str| text.parse().unwrap_or(f64::INFINITY);
    (least.parse().unwrap_or(0.0), number(most))
}

/// The length of a class, `[^\]a-z]`.
fn class(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::{ends_soon, matches};

    #[test]
    fn usual_patterns_are_tried() {
        for (pattern, text) in [
            ("^job_[0-9]+$", "job_7"),
            ("^[a-z0-9]+(-[a-z0-9]+)*$", "my-first-article"),
            ("^[^@ ]+@[^@ ]+[.][a-z]+$", "name@example.com"),
            (
                "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}$",
                "5f1c4b9e-3a52-2a1d6d2f8e41",
            ),
            (r"^\d{4}-(0[1-9]|1[0-2])$", "2026-01"),
            (r"^[\](){}]\)$", "()"),
        ] {
            assert!(ends_soon(pattern, text), "{pattern}");
            assert!(matches(text, pattern), "{pattern}");
            assert!(!matches("§", pattern), "{pattern}");
        }
    }

    #[test]
    fn endless_patterns_are_not() {
        let long = "a".repeat(60) + "b";
        for pattern in [
            "^(a+)+$",
            "^(a|a)*$",
            "^(a|b|ab)*c$",
            "^((((a{0,1000}){0,1000}){0,1000}){0,1000})$",
            "^a*a*a*a*a*a*a*$",
            "^a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?$",
            "^(((a?){1000}){1000}){1000}$",
        ] {
            assert!(matches(&long, pattern), "{pattern}");
        }
    }
}
