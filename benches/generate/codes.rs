//! The codes, like real ones: every third has fields, texts are of the usual length.

pub struct Code {
    pub number: usize,
    pub status: u16,
    pub retry: &'static str,
    pub has_fields: bool,
}

pub const ACTION: &str = "Wait for a while, then *try again* with less.";

/// What every third code has, each a `u64`: name, meaning, example.
pub const FIELDS: [(&str, &str, u64); 2] = [
    ("needed", "What it needs.", 10),
    ("have", "What there is.", 4),
];

impl Code {
    pub fn all(count: usize) -> Vec<Self> {
        (0..count).map(Self::new).collect()
    }

    fn new(number: usize) -> Self {
        let (status, retry) = [
            (400, "never"),
            (404, "never"),
            (409, "never"),
            (429, "after"),
            (503, "backoff"),
        ][number % 5];
        Self {
            number,
            status,
            retry,
            has_fields: number.is_multiple_of(3),
        }
    }

    /// `some_error_7x`
    pub fn snake(&self) -> String {
        format!("some_error_{}x", self.number)
    }

    /// `SomeError7x`
    pub fn pascal(&self) -> String {
        format!("SomeError{}x", self.number)
    }

    pub fn meaning(&self) -> String {
        format!(
            "The call of kind {} would go below `zero`; see [the limits](https://example.com/limits).",
            self.number
        )
    }

    pub fn message(&self) -> &'static str {
        if self.has_fields {
            "Needs {needed}, has {have}."
        } else {
            "This cannot be done now."
        }
    }

    pub fn fields(&self) -> &'static [(&'static str, &'static str, u64)] {
        if self.has_fields { &FIELDS } else { &[] }
    }
}
