//! `types.rs`: the registry's own types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::text;
use super::names::{Names, Place};
use super::record;
use crate::escape::rust::{Doc, SourceFile, string, type_ident};
use crate::markup::Span;
use crate::model::{Field, Name, NamedType, Registry, Shape};

/// Has the registry types of its own?
pub fn any(registry: &Registry) -> bool {
    !registry.types.is_empty()
}

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let file = SourceFile::new(quote! {
        //! Types of fields.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #![allow(
            clippy::fn_params_excessive_bools,
            clippy::similar_names,
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            reason = "the fields are the registry's"
        )]
    });
    registry.types.iter().fold(file, |file, ty| file.items(named(&names, ty)))
}

fn named(names: &Names<'_>, ty: &NamedType) -> TokenStream {
    let ident = type_ident(&ty.name);
    let doc = Doc::new(names.registry.docs_url.as_ref()).inline(&ty.doc);
    let doc = match doc.is_empty() {
        true => doc.spans([text("The type "), Span::Code(ty.name.raw.clone()), text(".")]),
        false => doc,
    };
    match &ty.shape {
        Shape::Object(fields) => object(names, &ident, &doc, fields),
        Shape::Values(values) => set(names, &ident, &doc, values),
    }
}

fn object(names: &Names<'_>, ident: &Ident, doc: &Doc<'_>, fields: &[Field]) -> TokenStream {
    let members = record::members(names, fields, Place::Types);
    let methods = record::methods(names, ident, fields, Place::Types);
    let table = record::table(ident, fields);
    quote! {
        #doc
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct #ident { #members }

        #methods
        #table
        objects! { #ident }
    }
}

fn set(names: &Names<'_>, ident: &Ident, doc: &Doc<'_>, values: &[Name]) -> TokenStream {
    let variants = values.iter().map(|value| {
        let name = type_ident(value);
        let doc = Doc::default().spans([Span::Code(value.raw.clone())]);
        quote!(#doc #name,)
    });
    let rows = values.iter().map(|value| {
        let (name, text) = (type_ident(value), string(&value.raw));
        quote!(#name = #text)
    });
    let string = names.prelude("String", Place::Types);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that this registry does not know yet.
            Unrecognized(#string),
        }
        values! { #ident { #(#rows),* } }
    }
}
