//! `common.rs`: the fields that any error may carry, and their methods of `ApiError`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::{Names, Place, REQUEST_ID, accessor, member, setter};
use super::{docs, record, shapes};
use crate::escape::rust::SourceFile;
use crate::model::{Field, Registry, Type};

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let fields = &registry.envelope.common;
    let common = Ident::new("Common", Span::call_site());
    let import = names.imports(fields.iter(), Place::Elsewhere);
    let unused = fields
        .is_empty()
        .then(|| quote!(#![allow(unused_variables, reason = "there are no fields")]));
    let wire = (!fields.is_empty()).then(|| {
        quote!(
            use super::wire::Wire as _;
        )
    });
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
        #unused
    })
    .items(quote! {
        #import
        use super::record::Values as _;
        #wire
    })
    .items(quote! {
        /// What any error may carry.
        #[derive(Default)]
        pub(crate) struct Common { #(#members)* }
    });
    let file = record::values(file, &common, &shapes::common(), fields);
    let methods = fields.iter().map(|field| methods(&names, field));
    let request_id = request_id(fields);
    file.items(quote! {
        impl super::error::ApiError {
            #(#methods)*
            #request_id
        }
    })
}

/// What the response calls the request, unless that is a field of the registry.
fn request_id(fields: &[Field]) -> Option<TokenStream> {
    let taken = fields
        .iter()
        .any(|field| accessor(fields, field) == REQUEST_ID);
    (!taken).then(|| {
        quote! {
            /// What the response's header `X-Request-Id`, or `Request-Id`, calls the request.
            #[must_use]
            pub fn request_id(&self) -> Option<&str> {
                self.0.request_id.as_deref()
            }
        }
    })
}

fn methods(names: &Names<'_>, field: &Field) -> TokenStream {
    let doc = docs::field(names.registry, field);
    let get = get(names, field);
    let duration = duration(names, field);
    let set = set(names, field);
    quote! {
        #doc
        #[must_use]
        #get

        #duration

        #doc
        #[must_use]
        #set
    }
}

fn get(names: &Names<'_>, field: &Field) -> TokenStream {
    let (method, name) = (
        accessor(&names.registry.envelope.common, field),
        member(field),
    );
    let ty = names.ty(&field.ty, Place::Elsewhere);
    let (shown, view) = match field.ty {
        Type::String => (quote!(&str), Some(quote!(.as_deref()))),
        Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => (ty, None),
        Type::Json | Type::Array(_) | Type::Map(_) | Type::Named(_) => {
            (quote!(&#ty), Some(quote!(.as_ref())))
        }
    };
    let copied = view.is_none().then(|| quote!(*));
    let body = if is_long(field) {
        quote! {
            let own = &self.0.own;
            let value = &own.#name;
            #copied value #view
        }
    } else {
        quote!(self.0.own.#name #view)
    };
    quote! {
        pub fn #method(&self) -> Option<#shown> { #body }
    }
}

fn set(names: &Names<'_>, field: &Field) -> TokenStream {
    let (method, name) = (setter(field), member(field));
    let ty = names.parameter_ty(field, Place::Elsewhere);
    let (value, place) = (record::given(field), place(field));
    let own = is_long(field).then(|| quote!(let own = &mut self.0.own;));
    quote! {
        pub fn #method(mut self, #name: #ty) -> Self {
            #own
            #place.#name = Some(#value);
            self
        }
    }
}

fn duration(names: &Names<'_>, field: &Field) -> Option<TokenStream> {
    let unit = record::unit(field)?;
    let (method, name, place) = (names.common_duration(field), member(field), place(field));
    let doc = docs::as_duration(field);
    let own = is_long(field).then(|| quote!(let own = &self.0.own;));
    Some(quote! {
        #doc
        #[must_use]
        pub fn #method(&self) -> Option<core::time::Duration> {
            #own
            super::time::optional_duration(#place.#name, super::time::#unit)
        }
    })
}

/// Where the fields are.
fn place(field: &Field) -> TokenStream {
    if is_long(field) {
        return quote!(own);
    }
    quote!(self.0.own)
}

/// Is the name so long that the way to the field takes a line of its own?
fn is_long(field: &Field) -> bool {
    field.name.snake.len() > 24
}
