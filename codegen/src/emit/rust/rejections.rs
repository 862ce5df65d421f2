//! `rejections.rs`: the error that each rejection of a framework becomes.

use proc_macro2::{Ident, Span};
use quote::quote;

use super::docs;
use super::names::Names;
use crate::escape::rust::SourceFile;
use crate::model::{REJECTIONS, Registry};

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let allow = docs::allow_deprecated(registry);
    let functions = REJECTIONS.iter().filter_map(|kind| {
        let name = Ident::new(kind.key, Span::call_site());
        let constructor = names.constructor(registry.rejection(kind)?);
        Some(quote! {
            pub(crate) fn #name() -> ApiError {
                ApiError::#constructor()
            }
        })
    });
    SourceFile::new(quote! {
        //! What a framework itself refuses, as errors of this API.
        #![allow(dead_code, reason = "no framework has all of this")]
        #allow
    })
    .items(quote!(
        use super::error::ApiError;
    ))
    .items(quote!(#(#functions)*))
}
