//! The codes of a registry that nobody has written: as long as real ones are, and the same in every run.

use std::collections::BTreeSet;

use errbook::model::Name;

use crate::random::Random;

const NOUNS: &[&str] = &[
    "account",
    "asset",
    "audio",
    "batch",
    "billing",
    "bucket",
    "card",
    "channel",
    "clip",
    "cluster",
    "commit",
    "contract",
    "credits",
    "customer",
    "device",
    "document",
    "domain",
    "export",
    "file",
    "folder",
    "gateway",
    "group",
    "image",
    "invoice",
    "job",
    "key",
    "ledger",
    "license",
    "member",
    "model",
    "node",
    "order",
    "organization",
    "payment",
    "plan",
    "policy",
    "project",
    "prompt",
    "queue",
    "record",
    "region",
    "render",
    "repository",
    "role",
    "schedule",
    "session",
    "shipment",
    "snapshot",
    "stream",
    "subscription",
    "team",
    "template",
    "token",
    "track",
    "upload",
    "user",
    "volume",
    "webhook",
    "workflow",
    "workspace",
];
const STATES: &[&str] = &[
    "archived",
    "busy",
    "cancelled",
    "conflict",
    "corrupt",
    "denied",
    "disabled",
    "exhausted",
    "expired",
    "failed",
    "forbidden",
    "incomplete",
    "invalid",
    "limited",
    "locked",
    "mismatch",
    "missing",
    "not_found",
    "not_ready",
    "outdated",
    "overdue",
    "rejected",
    "required",
    "suspended",
    "timeout",
    "too_large",
    "unavailable",
    "unsupported",
];
const QUALIFIERS: &[&str] = &[
    "annual", "backup", "default", "external", "hourly", "inbound", "legacy", "monthly", "nested",
    "outbound", "parent", "primary", "private", "public", "remote", "shared", "source", "target",
];

/// What the caller of any of them should do.
pub const ACTION: &str = "Wait for a while, then try again with less.";

/// What a code carries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    None,
    /// `needed` and `have`.
    Amounts,
    /// `resource` and `limit`.
    Limit,
    /// `retry_after_ms`.
    Wait,
}

pub struct Code {
    pub name: Name,
    pub status: u16,
    pub fields: Fields,
}

impl Code {
    fn new(number: usize, fields_every: usize, name: &str) -> Self {
        let fields = match number % fields_every {
            0 => [Fields::Amounts, Fields::Limit, Fields::Wait][number / fields_every % 3],
            _ => Fields::None,
        };
        let status = match fields {
            Fields::Wait => 429,
            _ => [400, 402, 403, 404, 409, 422, 503][number % 7],
        };
        let name = Name::new(name);
        Self {
            name,
            status,
            fields,
        }
    }

    pub fn has_fields(&self) -> bool {
        self.fields != Fields::None
    }

    pub fn retry(&self) -> &'static str {
        match self.status {
            429 => "after",
            503 => "backoff",
            _ => "never",
        }
    }

    /// With a placeholder for each field, as both the registry and `thiserror` have them.
    pub fn message(&self) -> String {
        let subject = self.name.raw.replace('_', " ");
        match self.fields {
            Fields::None => format!("This cannot be done: {subject}."),
            Fields::Amounts => format!("Needs {{needed}}, has {{have}}: {subject}."),
            Fields::Limit => format!("No more than {{limit}} of {{resource}}: {subject}."),
            Fields::Wait => format!("Try again in {{retry_after_ms}} ms: {subject}."),
        }
    }

    pub fn meaning(&self) -> String {
        let subject = self.name.raw.replace('_', " ");
        format!("The call ends here for the reason \"{subject}\"; nothing has been changed.")
    }

    pub fn docs_url(&self) -> String {
        format!("https://example.com/errors#{}", self.name.raw)
    }
}

/// The codes of a registry, and as many texts that are none of them.
pub struct Codes {
    pub known: Vec<Code>,
    pub unknown: Vec<String>,
}

impl Codes {
    pub fn new(count: usize, fields_every: usize) -> Self {
        let mut names = names(2 * count);
        let unknown = names.split_off(count);
        let known = names
            .iter()
            .enumerate()
            .map(|(number, name)| Code::new(number, fields_every, name));
        Self {
            known: known.collect(),
            unknown,
        }
    }

    /// Codes from all over the registry, a thousand at most: enough to run, and not too many to compile.
    pub fn samples(&self) -> impl Iterator<Item = &Code> {
        let step = self.known.len().div_ceil(1_000);
        // Neighbours, so that of few that are taken as many have fields as of all.
        self.known.chunks(3).step_by(step).flatten()
    }
}

/// Different names, in an order that says nothing of their length.
fn names(count: usize) -> Vec<String> {
    let mut random = Random::new(count as u64);
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    while names.len() < count {
        let name = name(&mut random);
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn name(random: &mut Random) -> String {
    let shape: &[&[&str]] = match random.below(10) {
        0..4 => &[NOUNS, STATES],
        4..8 => &[NOUNS, NOUNS, STATES],
        _ => &[QUALIFIERS, NOUNS, NOUNS, STATES],
    };
    let words: Vec<_> = shape
        .iter()
        .map(|words| words[random.below(words.len())])
        .collect();
    words.join("_")
}
