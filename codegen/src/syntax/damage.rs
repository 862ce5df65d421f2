//! What syntax errors have made unreadable, so that nothing is reported that only follows from them.

use std::collections::BTreeSet;

use crate::diag::{Rule, rules};

/// The damaged parts of one file.
#[derive(Debug, Default)]
pub(crate) struct Damage {
    /// Codes, types and tables in which something could not be read: `("errors", "invalid")`, `("registry", "")`.
    sections: BTreeSet<(String, String)>,
    /// Top-level tables in which a whole code, type or status may be missing.
    hidden: BTreeSet<String>,
    everything: bool,
}

impl Damage {
    /// Nothing of the file was read.
    pub fn total() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    /// Something in a section could not be read.
    pub fn add(&mut self, (table, name): (&str, &str)) {
        self.sections.insert((table.to_owned(), name.to_owned()));
    }

    /// A whole entry of a top-level table could not be read.
    pub fn hide(&mut self, table: &str) {
        self.hidden.insert(table.to_owned());
    }

    /// Anything may be missing, anywhere.
    pub fn hide_all(&mut self) {
        self.everything = true;
    }

    /// Is there any?
    pub fn is_none(&self) -> bool {
        self.sections.is_empty() && self.hidden.is_empty() && !self.everything
    }

    /// Is something of this section unreadable?
    pub fn touches(&self, (table, name): (&str, &str)) -> bool {
        self.sections.contains(&(table.to_owned(), name.to_owned()))
    }

    /// Would the rule perhaps not be broken, but for what is hidden?
    pub fn explains(&self, rule: &Rule) -> bool {
        let table = if *rule == rules::EMPTY_REGISTRY || *rule == rules::UNKNOWN_CODE {
            "errors"
        } else if *rule == rules::UNKNOWN_TYPE {
            "types"
        } else if *rule == rules::UNKNOWN_STATUS {
            "statuses"
        } else {
            return false;
        };
        self.everything || self.hidden.contains(table)
    }
}
