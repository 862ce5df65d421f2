//! `constructors.rs`: one function per code.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{Names, Place, member, required};
use super::{docs, names, record};
use crate::escape::rust::{SourceFile, type_ident};
use crate::model::{Code, Registry};

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let constructors = registry.codes.iter().map(|code| {
        let kind = type_ident(&code.name);
        let plain = quote!(Self::of(ErrorKind::#kind));
        constructor(&names, code, &plain, &quote!(record::carrying))
    });
    let fields = registry
        .codes
        .iter()
        .flat_map(|code| required(&code.fields));
    let import = names.imports(fields, Place::Elsewhere);
    let any_plain = registry.codes.iter().any(|code| code.fields.is_empty());
    let any_payload = registry.codes.iter().any(|code| !code.fields.is_empty());
    let kind = any_plain.then(|| {
        quote!(
            use super::kind::ErrorKind;
        )
    });
    let payloads = any_payload.then(|| {
        quote!(
            use super::payloads;
            use super::record;
        )
    });
    let allow = docs::allow_deprecated(registry);
    SourceFile::new(quote! {
        //! One constructor per code.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #![allow(
            clippy::fn_params_excessive_bools,
            clippy::many_single_char_names,

            clippy::should_implement_trait,
            clippy::similar_names,
            clippy::type_complexity,
            reason = "the names are the registry's"
        )]
        #allow
    })
    .items(quote! {
        #import
        use super::error::ApiError;
        #kind
        #payloads
    })
    .filled(
        quote!(
            impl ApiError {}
        ),
        constructors,
    )
}

/// Does rustfmt leave the payload in the call that it is given to?
fn is_short(kind: &Ident, given: &[Ident]) -> bool {
    const MOST: usize = 60;
    let given: usize = given.iter().map(|name| name.to_string().len() + 2).sum();
    "payloads::".len() + kind.to_string().len() + "::new()".len() + given.saturating_sub(2) <= MOST
}

/// The function that builds an error with `code`; `plain` builds one without fields, `carrying` is called with a payload.
pub fn constructor(
    all: &Names<'_>,
    code: &Code,
    plain: &TokenStream,
    carrying: &TokenStream,
) -> TokenStream {
    let registry = all.registry;
    let doc = docs::constructor(registry, code);
    let deprecated = docs::deprecated(registry, code);
    let (function, kind) = (all.constructor(code), type_ident(&code.name));
    let parameters = record::parameters(all, &code.fields, Place::Elsewhere);
    let skip = names::skip_rustfmt(&function);
    let many = record::allow_many(&code.fields);
    let given: Vec<_> = required(&code.fields).map(member).collect();
    let payload = quote!(payloads::#kind::new(#(#given),*));
    let body = if code.fields.is_empty() {
        plain.clone()
    } else if is_short(&kind, &given) {
        quote!(#carrying(#payload))
    } else {
        quote! {
            let payload = #payload;
            #carrying(payload)
        }
    };
    quote! {
        #doc
        #deprecated
        #many
        #skip
        #[inline]
        #[must_use]
        pub fn #function(#parameters) -> Self { #body }
    }
}
