//! `lib.rs`: what the crate is, and its modules.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::text;
use super::names::{Names, member, required};
use super::{payloads, types};
use crate::escape::rust::{Doc, SourceFile, type_ident};
use crate::markup::Span;
use crate::model::{Code, Registry};

pub fn file(registry: &Registry) -> SourceFile {
    let doc = crate_doc(registry);
    let doc = doc.inner();
    let payload_module = payloads::any(registry).then(|| quote!(mod payloads;));
    let payload_names = payloads::any(registry).then(|| quote!(pub use payloads::*;));
    let type_module = types::any(registry).then(|| quote!(mod types;));
    let type_names = types::any(registry).then(|| quote!(pub use types::*;));
    SourceFile::new(quote! {
        #doc
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
    })
    .items(quote! {
        #[macro_use]
        mod macros;
    })
    .items(quote! {
        mod catalog;
        mod code;
        mod common;
        mod constructors;
        mod decode;
        mod encode;
        mod error;
        mod headers;
        mod kind;
        #payload_module
        mod retry_after;
        mod tables;
        #type_module
        mod unrecognized;
        mod wire;
    })
    .items(quote! {
        pub use catalog::{Retry, UnknownCode};
        pub use code::ErrorCode;
        pub use error::ApiError;
        pub use kind::ErrorKind;
        #payload_names
        #type_names
        pub use unrecognized::{Malformed, Unrecognized, UnrecognizedReason};
    })
}
