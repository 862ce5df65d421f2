//! `common.rs`: the fields that any error may carry, and their methods of `ApiError`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::{Names, Place, accessor, member, setter};
use super::{docs, record};
use crate::escape::rust::{SourceFile, value_ident};
use crate::model::{Field, Registry, Type};

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let fields = &registry.envelope.common;
    let common = Ident::new("Common", Span::call_site());
    let import = names.import_map(fields.iter(), Place::Elsewhere);
    let members = fields.iter().map(|field| {
        let (name, ty) = (member(field), names.field_ty(field, Place::Elsewhere));
        quote!(pub(crate) #name: #ty,)
    });
    let file = SourceFile::new(quote! {
        //! What any error may carry.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #![allow(
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            clippy::type_complexity,
            reason = "the fields are the registry's"
        )]
    })
    .items(quote!(#import))
    .items(quote! {
        /// What any error may carry.
        #[derive(Clone, Default)]
        pub(crate) struct Common { #(#members)* }
    });
    let file = record::table(file, &common, fields);
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
    let (get, set) = (accessor(field), setter(field));
    let name = member(field);
    let ty = names.ty(&field.ty, Place::Elsewhere);
    let parameter = names.parameter_ty(field, Place::Elsewhere);
    let (shown, value) = match field.ty {
        Type::String => (quote!(&str), quote!(value.as_deref())),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => {
            (ty, quote!(*value))
        }
        _ => (quote!(&#ty), quote!(value.as_ref())),
    };
    let given = record::given(field);
    let duration = duration(field);
    quote! {
        #doc
        #[must_use]
        pub fn #get(&self) -> Option<#shown> {
            let own = &self.0.own;
            let value = &own.#name;
            #value
        }

        #duration

        #doc
        #[must_use]
        pub fn #set(mut self, #name: #parameter) -> Self {
            let own = &mut self.0.own;
            own.#name = Some(#given);
            self
        }
    }
}

fn duration(field: &Field) -> Option<TokenStream> {
    let unit = record::unit(field)?;
    let name = member(field);
    let method = value_ident("", &field.name, "_duration");
    let doc = docs::as_duration(field);
    Some(quote! {
        #doc
        #[must_use]
        pub fn #method(&self) -> Option<std::time::Duration> {
            let own = &self.0.own;
            super::wire::optional_duration(own.#name, super::wire::time::#unit)
        }
    })
}
