//! What does not fit.

use super::alloc::boxed::Box;
use super::alloc::string::String;

/// What a known code's payload lacks. It is as small as a pointer: values are read more often than they are wrong.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mismatch(pub(crate) Box<Wrong>);

/// A value that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Which field: `items[2].path`.
    pub(crate) field: String,
    pub(crate) expected: &'static str,
    pub(crate) found: &'static str,
}

impl Mismatch {
    #[cold]
    pub(crate) fn new(expected: &'static str, found: &'static str) -> Self {
        Self(Box::new(Wrong {
            field: String::new(),
            expected,
            found,
        }))
    }

    /// The same mismatch, seen from the object or array that holds it.
    #[cold]
    pub(crate) fn within(mut self, place: &str) -> Self {
        let field = &mut self.0.field;
        if !field.is_empty() && !field.starts_with('[') {
            field.insert(0, '.');
        }
        field.insert_str(0, place);
        self
    }
}
