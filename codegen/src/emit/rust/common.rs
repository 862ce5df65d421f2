//! `common.rs`: the fields that any error may carry, and their methods of `ApiError`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::{Names, Place, member};
use super::{docs, record};
use crate::escape::rust::{SourceFile, value_ident};
use crate::model::{Field, Registry, Type};

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let fields = &registry.envelope.common;
    let common = Ident::new("Common", Span::call_site());
    let members = fields.iter().map(|field| {
        let (name, ty) = (member(field), names.field_ty(field, Place::Elsewhere));
        quote!(pub(crate) #name: #ty,)
    });
    let table = record::table(&common, fields);
    let file = SourceFile::new(quote! {
        //! What any error may carry.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
    })
    .items(quote! {
        /// What any error may carry.
        #[derive(Clone, Default)]
        pub(crate) struct Common { #(#members)* }
        #table
    });
    if fields.is_empty() {
        return file;
    }
    let methods = fields.iter().map(|field| methods(&names, field));
    file.items(quote! {
        impl super::error::ApiError { #(#methods)* }
    })
}

fn methods(names: &Names<'_>, field: &Field) -> TokenStream {
    let doc = docs::field(names.registry, field);
    let (get, set) = (names.accessor(field), names.setter(field));
    let name = member(field);
    let ty = names.ty(&field.ty, Place::Elsewhere);
    let parameter = names.parameter_ty(field, Place::Elsewhere);
    let (shown, value) = match field.ty {
        Type::String => (quote!(&str), quote!(value.as_deref())),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => (ty, quote!(*value)),
        _ => (quote!(&#ty), quote!(value.as_ref())),
    };
    let given = match field.ty {
        Type::String => quote!(#name.into()),
        _ => quote!(#name),
    };
    let duration = duration(names, field);
    quote! {
        #doc
        #[must_use]
        pub fn #get(&self) -> Option<#shown> {
            let value = &self.0.own.#name;
            #value
        }

        #duration

        #doc
        #[must_use]
        pub fn #set(mut self, #name: #parameter) -> Self {
            self.0.own.#name = Some(#given);
            self
        }
    }
}

fn duration(names: &Names<'_>, field: &Field) -> Option<TokenStream> {
    let unit = record::unit(field)?;
    let name = member(field);
    let method = value_ident("", &field.name, "_duration");
    let doc = docs::as_duration(names.registry, field);
    Some(quote! {
        #doc
        #[must_use]
        pub fn #method(&self) -> Option<std::time::Duration> {
            super::wire::optional_duration(self.0.own.#name, super::wire::time::#unit)
        }
    })
}
