//! `lib.rs`: what the crate is, and its modules.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::docs::text;
use super::names::{Names, member, required};
use super::{features, operations, payloads, types};
use crate::escape::rust::{Doc, SourceFile, string, type_ident};
use crate::markup;
use crate::model::{Code, Field, Registry, RustOutput, Type, Value};

/// The modules that every crate has, beside `macros`.
const MODULES: &[&str] = &[
    "catalog",
    "code",
    "common",
    "constructors",
    "decode",
    "encode",
    "error",
    "fields",
    "hash",
    "headers",
    "json",
    "kind",
    "mismatch",
    "node",
    "problem",
    "reader",
    "record",
    "response",
    "retry_after",
    "serialize",
    "shapes",
    "tables",
    "time",
    "unrecognized",
    "wire",
    "write",
];

pub fn file(registry: &Registry) -> SourceFile {
    let doc = crate_doc(registry);
    let doc = doc.inner();
    let payload_names = payloads::any(registry).then(|| {
        quote!(
            pub use payloads::*;
        )
    });
    let operation_names = operations::any(registry).then(|| {
        quote!(
            pub use listed::{Listed, NoFields};
            pub use operations::*;
        )
    });
    let type_names = types::any(registry).then(|| {
        quote!(
            pub use types::*;
        )
    });
    let no_std = registry
        .outputs
        .rust
        .as_ref()
        .filter(|output| may_lack_std(output));
    let no_std = no_std.map(|_| quote!(#![cfg_attr(not(feature = "std"), no_std)]));
    SourceFile::new(quote! {
        #doc
        #no_std
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
    })
    .items(quote!(
        extern crate alloc;
    ))
    .items(quote! {
        #[macro_use]
        mod macros;
    })
    .items(modules(registry))
    .items(quote! {
        pub use catalog::{Retry, UnknownCode};
        pub use code::ErrorCode;
        pub use error::ApiError;
        pub use kind::ErrorKind;
        #operation_names
        #payload_names
        pub use response::ErrorResponse;
        #type_names
        pub use unrecognized::{Malformed, Unrecognized, UnrecognizedReason};
    })
}

/// Has the crate a feature `std`, without which it does with `core` and `alloc`?
pub fn may_lack_std(output: &RustOutput) -> bool {
    features::has(output, "std")
}

/// The modules, sorted; those of integrations are behind their features.
fn modules(registry: &Registry) -> TokenStream {
    let plain = |name: &&'static str| (*name, module(false, name, &[]));
    let mut modules: BTreeMap<_, _> = MODULES.iter().map(plain).collect();
    modules.extend(payloads::any(registry).then(|| plain(&"payloads")));
    modules.extend(types::any(registry).then(|| plain(&"types")));
    if operations::any(registry) {
        modules.extend(["listed", "operations"].iter().map(plain));
    }
    modules.insert("platform", module(false, "platform", &[]));
    if let Some(output) = &registry.outputs.rust {
        modules.extend(features::modules(output).map(|one| {
            let features: Vec<_> = one.features(output).collect();
            (one.name, module(one.is_public, one.name, &features))
        }));
        if may_lack_std(output) {
            modules.insert("platform", platforms());
        }
    }
    modules.into_values().collect()
}

/// A module, which is there where one of `features` is on.
fn module(is_public: bool, name: &str, features: &[&str]) -> TokenStream {
    let public = is_public.then(|| quote!(pub));
    let name = Ident::new(name, Span::call_site());
    let gate = match features {
        [] => quote!(),
        [feature] => quote!(#[cfg(feature = #feature)]),
        _ => quote!(#[cfg(any(#(feature = #features),*))]),
    };
    quote!(#gate #public mod #name;)
}

/// What the standard library gives, with it and without it.
fn platforms() -> TokenStream {
    quote! {
        #[cfg(feature = "std")]
        mod platform;
        #[cfg(not(feature = "std"))]
        #[path = "platform_core.rs"]
        mod platform;
    }
}

fn crate_doc(registry: &Registry) -> Doc<'_> {
    let doc = Doc::new(registry.docs_url.as_ref());
    let lead = [
        text("The errors of the "),
        markup::Span::Code(registry.name.clone()),
        text(" API."),
    ];
    let doc = if registry.title.is_empty() {
        doc.spans(lead)
    } else {
        doc.inline(&registry.title)
    };
    doc.inline(&registry.description).and(&usage(registry))
}

/// How an error is made and read, shown with a code of the registry.
fn usage(registry: &Registry) -> Doc<'static> {
    let sample = registry.codes.iter().find(|code| !code.fields.is_empty());
    let doc = Doc::default().literal(&[
        "Each code has a constructor. What it returns is an [`ApiError`], which a server sends and a client reads:",
    ]);
    match sample.or(registry.codes.first()) {
        Some(code) => doc.code(&example(registry, code)),
        None => doc,
    }
    .literal(&[
        "[`ErrorCode`] has what the registry says of a code: its status, its meaning, whether to try again.",
        "[`ErrorKind`] has what one error carries.",
    ])
}

/// What the example gives for a field: its sample, where that is a plain value.
fn sample(registry: &Registry, field: &Field) -> TokenStream {
    let name = member(field);
    match (registry.sample_value(field), &field.ty) {
        (Value::Int(number), Type::I32 | Type::I64 | Type::U32 | Type::U64) if number >= 0 => {
            let number = Literal::i128_unsuffixed(number);
            quote!(#number)
        }
        (Value::String(text), Type::String) => {
            let text = string(&text);
            quote!(#text)
        }
        (Value::Bool(flag), Type::Bool) => quote!(#flag),
        _ => quote!(#name),
    }
}

fn example(registry: &Registry, code: &Code) -> TokenStream {
    let names = Names::new(registry);
    let (constructor, kind) = (names.constructor(code), type_ident(&code.name));
    let given = required(&code.fields).map(|field| sample(registry, field));
    let payload = (!code.fields.is_empty()).then(|| quote!((payload)));
    quote! {
        let error = ApiError::#constructor(#(#given),*);
        let (status, body) = (error.status(), error.to_json());
        let error = ApiError::from_response(status, &[], &body);
        match error.kind() {
            ErrorKind::#kind #payload => {}
            ErrorKind::Unrecognized(unrecognized) => {}
            _ => {}
        }
    }
}
