//! `grpc.rs`: what gRPC wants to know of each code.

use quote::quote;

use crate::escape::rust::{Line, SourceFile, string};
use crate::model::{GRPC_CODES, Registry};

pub fn file(registry: &Registry) -> SourceFile {
    let domain = string(&registry.name);
    SourceFile::new(quote! {
        //! What gRPC wants to know of each code.
    })
    .items(quote! {
        /// Where the codes are unique.
        pub(crate) const DOMAIN: &str = #domain;
    })
    .lines(codes(registry))
}

fn codes(registry: &Registry) -> Vec<Line> {
    let mut lines = vec![
        Line::new(
            0,
            "/// The canonical code of each code, in the order of the registry.",
        ),
        Line::new(0, "#[rustfmt::skip]"),
        Line::new(0, "pub(crate) static CODES: [i32; ")
            .number(registry.codes.len())
            .code("] = ["),
    ];
    let row = |name| {
        Line::new(1, "")
            .number(number(name))
            .code(", // ")
            .code(name)
    };
    lines.extend(registry.codes.iter().map(|code| row(code.grpc)));
    lines.push(Line::new(0, "];"));
    lines
}

/// The number of a canonical code: 0 is `OK`, which no error has.
fn number(name: &str) -> usize {
    let place = GRPC_CODES.iter().position(|known| *known == name);
    place.map_or(2, |place| place + 1)
}
