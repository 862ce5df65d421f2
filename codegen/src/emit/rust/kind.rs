//! `kind.rs`: the enum to match on.

use quote::quote;

use super::{docs, payloads};
use crate::escape::rust::{Line, SourceFile, type_ident};
use crate::model::{Code, Registry};

pub fn file(registry: &Registry) -> SourceFile {
    let allow = docs::allow_deprecated(registry);
    let variants = registry.codes.iter().map(|code| {
        let (doc, name) = (docs::summary(registry, code), type_ident(&code.name));
        let deprecated = docs::deprecated(registry, code);
        let payload = (!code.fields.is_empty()).then(|| quote!((payloads::#name)));
        quote!(#doc #deprecated #name #payload,)
    });
    let payloads = payloads::any(registry).then(|| {
        quote!(
            use super::payloads;
        )
    });
    let others = quote! {
        /// The code is known, but its fields are not what they should be.
        Malformed(Malformed),
        /// The response is no error of this registry: its code is newer, or a proxy answered.
        Unrecognized(Unrecognized),
    };
    SourceFile::new(quote! {
        //! What went wrong, with what each code carries.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #allow
    })
    .items(quote! {
        use super::code::ErrorCode;
        #payloads
        use super::unrecognized::{Malformed, Unrecognized};
    })
    .filled(
        quote! {
            /// What went wrong, to match on: each code with what it carries.
            ///
            /// Codes are added over time, so that a `match` needs a last arm.
            #[allow(clippy::large_enum_variant, reason = "an error holds it in a box")]
            #[non_exhaustive]
            pub enum ErrorKind {}
        },
        variants.chain([others]),
    )
    .lines(tied(registry))
}

/// The variants without and with a payload, which `kinds!` ties to their codes.
fn tied(registry: &Registry) -> Vec<Line> {
    let (with, without): (Vec<_>, Vec<_>) =
        (registry.codes.iter()).partition(|code| !code.fields.is_empty());
    let mut lines = vec![Line::new(0, "kinds! {")];
    for (head, codes) in [("plain {", without), ("payloads {", with)] {
        lines.push(Line::new(1, head));
        let name = |code: &Code| Line::new(2, "").ident(&type_ident(&code.name)).code(",");
        lines.extend(codes.into_iter().map(name));
        lines.push(Line::new(1, "}"));
    }
    lines.push(Line::new(0, "}"));
    lines
}
