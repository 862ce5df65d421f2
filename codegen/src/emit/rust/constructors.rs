//! `constructors.rs`: one function per code.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::{Names, Place, member, required};
use super::{docs, record};
use crate::escape::rust::{SourceFile, type_ident};
use crate::model::{Code, Registry};

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let constructors = registry.codes.iter().map(|code| constructor(&names, code));
    let any_plain = registry.codes.iter().any(|code| code.fields.is_empty());
    let any_payload = registry.codes.iter().any(|code| !code.fields.is_empty());
    let kind = any_plain.then(|| quote!(use super::kind::ErrorKind;));
    let payloads = any_payload.then(|| quote!(use super::payloads;));
    let allow = docs::allow_deprecated(registry);
    SourceFile::new(quote! {
        //! One constructor per code.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #![allow(
            clippy::fn_params_excessive_bools,
            clippy::should_implement_trait,
            clippy::similar_names,
            reason = "the names are the registry's"
        )]
        #allow
    })
    .items(quote! {
        use super::error::ApiError;
        #kind
        #payloads
    })
    .items(quote! {
        impl ApiError { #(#constructors)* }
    })
}

fn constructor(names: &Names<'_>, code: &Code) -> TokenStream {
    let registry = names.registry;
    let doc = docs::constructor(registry, code);
    let deprecated = docs::deprecated(registry, code);
    let (function, kind) = (names.constructor(code), type_ident(&code.name));
    let parameters = record::parameters(names, &code.fields, Place::Elsewhere);
    let many = record::allow_many(&code.fields);
    let given = required(&code.fields).map(member);
    let body = match code.fields.is_empty() {
        true => quote!(Self::of(ErrorKind::#kind)),
        false => quote! {
            let payload = payloads::#kind::new(#(#given),*);
            Self::from(payload)
        },
    };
    quote! {
        #doc
        #deprecated
        #many
        #[must_use]
        pub fn #function(#parameters) -> Self { #body }
    }
}
