//! `code.rs`: the enum of codes.

use quote::quote;

use super::docs;
use crate::escape::rust::{SourceFile, type_ident};
use crate::model::Registry;

pub fn file(registry: &Registry) -> SourceFile {
    let allow = docs::allow_deprecated(registry);
    let variants = registry.codes.iter().map(|code| {
        let (doc, name) = (docs::code(registry, code), type_ident(&code.name));
        let deprecated = docs::deprecated(registry, code);
        quote!(#doc #deprecated #name,)
    });
    let last = quote! {
        /// There is no such code. A variant that others cannot make keeps the numbers of all of them private (no
        /// `as u16`), since numbers change where a code is added.
        #[doc(hidden)]
        #[non_exhaustive]
        __Uncastable,
    };
    SourceFile::new(quote! {
        //! The codes.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #allow
    })
    .filled(
        quote! {
            /// What went wrong: the codes of this API.
            ///
            /// Codes are added over time, so that a `match` needs a last arm.
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum ErrorCode {}
        },
        variants.chain([last]),
    )
}
