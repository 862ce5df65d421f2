//! What the generated crate does at run time.

use std::io;

use crate::options::Row;
use crate::table::{Comparison, Measures, Unit};
use crate::workspace::Workspace;

pub fn time(row: Row, workspace: &Workspace) -> io::Result<Measures> {
    let lines = workspace.run("runner", &[row.to_string()])?;
    Ok(Measures::of(&lines))
}

pub fn count(workspace: &Workspace) -> io::Result<Measures> {
    let mut measures = Measures::of(&workspace.run("allocations", &[])?);
    // What is promised, so that it can be compared with.
    measures.add("allocations", "promised", 1.0);
    Ok(measures)
}

const KNOWN: Comparison = Comparison {
    work: "known text → code",
    unit: Unit::Nanoseconds,
    ours: ("lookup-known", "ours"),
    peer: ("lookup-known", "strum"),
    peer_is: "strum",
    most: |codes| match codes {
        ..=100 => Some(1.0 / 3.0),
        101..=1_000 => Some(1.0 / 5.0),
        _ => None,
    },
};

const UNKNOWN: Comparison = Comparison {
    work: "unknown text → code",
    ours: ("lookup-unknown", "ours"),
    peer: ("lookup-unknown", "strum"),
    // A quarter of what strum takes for a few codes is less than comparing one text takes.
    most: |codes| (codes >= 100).then_some(1.0 / 4.0),
    ..KNOWN
};

pub const LOOKUP: &[Comparison] = &[
    KNOWN,
    Comparison {
        peer: ("lookup-known", "phf"),
        peer_is: "phf",
        most: |_| None,
        ..KNOWN
    },
    Comparison {
        peer: ("lookup-known", "serde"),
        peer_is: "serde derive",
        most: |_| None,
        ..KNOWN
    },
    Comparison {
        peer: ("lookup-known", "compare"),
        peer_is: "compare only",
        most: |_| None,
        ..KNOWN
    },
    UNKNOWN,
    Comparison {
        peer: ("lookup-unknown", "phf"),
        peer_is: "phf",
        most: |_| None,
        ..UNKNOWN
    },
    Comparison {
        peer: ("lookup-unknown", "serde"),
        peer_is: "serde derive",
        most: |_| None,
        ..UNKNOWN
    },
];

const TO_JSON: Comparison = Comparison {
    work: "error → JSON",
    unit: Unit::Nanoseconds,
    ours: ("encode", "ours"),
    peer: ("encode", "serde"),
    peer_is: "serde derive",
    most: |_| Some(0.40),
};

pub const ENCODE: &[Comparison] = &[
    TO_JSON,
    Comparison {
        peer: ("encode", "copy"),
        peer_is: "allocate and copy",
        most: |_| Some(3.2),
        ..TO_JSON
    },
];

const FROM_JSON: Comparison = Comparison {
    work: "JSON → error",
    unit: Unit::Nanoseconds,
    ours: ("decode", "ours"),
    peer: ("decode", "serde"),
    peer_is: "serde derive",
    most: |_| Some(0.45),
};

const FROM_UNKNOWN: Comparison = Comparison {
    work: "JSON → error, unknown code",
    ours: ("decode-unknown", "ours"),
    peer: ("decode-unknown", "serde"),
    most: |codes| match codes {
        100..1_000 => Some(1.0 / 10.0),
        1_000.. => Some(1.0 / 50.0),
        _ => None,
    },
    ..FROM_JSON
};

pub const DECODE: &[Comparison] = &[
    // It loses what else a known code brings; the next does not.
    FROM_JSON,
    Comparison {
        peer: ("decode", "serde-keeping"),
        peer_is: "… that keeps extras",
        ..FROM_JSON
    },
    // A body of a code without fields is not read where it is as we write it. These are.
    Comparison {
        work: "JSON → error, with a line end",
        ours: ("decode-read", "ours"),
        peer: ("decode-read", "serde-keeping"),
        peer_is: "… that keeps extras",
        most: |_| None,
        ..FROM_JSON
    },
    Comparison {
        work: "JSON → error, with fields",
        ours: ("decode-fields", "ours"),
        peer: ("decode-fields", "serde"),
        most: |_| None,
        ..FROM_JSON
    },
    FROM_UNKNOWN,
    Comparison {
        ours: ("decode-read", "ours-unknown"),
        peer: ("decode-read", "ours"),
        peer_is: "ours, known code",
        most: |_| Some(2.0),
        ..FROM_UNKNOWN
    },
];

const ALLOCATIONS: Comparison = Comparison {
    work: "allocations of a new error",
    unit: Unit::Count,
    ours: ("allocations", "ours"),
    peer: ("allocations", "promised"),
    peer_is: "number fields:",
    most: |_| Some(1.0),
};

pub const CONSTRUCT: &[Comparison] = &[
    ALLOCATIONS,
    Comparison {
        work: "size of an error",
        unit: Unit::Bytes,
        ours: ("size-error", "ours"),
        peer: ("size-pointer", "ours"),
        peer_is: "a pointer:",
        ..ALLOCATIONS
    },
    Comparison {
        work: "size of Result<(), ApiError>",
        unit: Unit::Bytes,
        ours: ("size-result", "ours"),
        peer: ("size-pointer", "ours"),
        peer_is: "a pointer:",
        ..ALLOCATIONS
    },
];
