//! `types.rs`: the registry's own types.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::quote;

use super::docs::text;
use super::names::{Names, Place, skip_rustfmt};
use super::{names, record, shapes, tables};
use crate::escape::rust::{Doc, Line, SourceFile, type_ident};
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
            clippy::many_single_char_names,
            clippy::self_named_constructors,

            clippy::similar_names,
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            clippy::type_complexity,
            reason = "the fields are the registry's"
        )]
    });
    let import = names.import(needed(registry), Place::Types);
    let any_object = registry
        .types
        .iter()
        .any(|ty| matches!(ty.shape, Shape::Object(_)));
    let wire = any_object.then(|| {
        quote!(
            use super::record::Values as _;
            use super::wire::Wire as _;
        )
    });
    let file = file.items(quote!(#import #wire));
    registry
        .types
        .iter()
        .fold(file, |file, ty| named(file, &names, ty))
}

/// The types of `alloc` that are named.
fn needed(registry: &Registry) -> BTreeSet<&'static str> {
    let mut needed = BTreeSet::new();
    for ty in &registry.types {
        match &ty.shape {
            Shape::Object(fields) => fields
                .iter()
                .for_each(|field| names::needs(&field.ty, &mut needed)),
            Shape::Values(_) => needed.extend(["String"]),
        }
    }
    needed
}

fn named(file: SourceFile, names: &Names<'_>, ty: &NamedType) -> SourceFile {
    let ident = type_ident(&ty.name);
    let doc = Doc::new(names.registry.docs_url.as_ref()).inline(&ty.doc);
    let doc = doc.or([
        text("The type "),
        Span::Code(ty.name.raw.clone()),
        text("."),
    ]);
    match &ty.shape {
        Shape::Object(fields) => object(file, names, ty, &doc, fields),
        Shape::Values(values) => set(file, names, &ident, &doc, values),
    }
}

fn object(
    file: SourceFile,
    names: &Names<'_>,
    ty: &NamedType,
    doc: &Doc<'_>,
    fields: &[Field],
) -> SourceFile {
    let (ident, shape) = (type_ident(&ty.name), shapes::of_type(ty));
    let members = record::members(names, fields, Place::Types);
    let methods = record::methods(names, &ident, fields, Place::Types);
    let skip = skip_rustfmt(&ident);
    let file = file.item(quote! {
        #doc
        #[non_exhaustive]
        #skip
        pub struct #ident { #members }
    });
    let file = file.item(methods);
    record::object(file, &ident, &shape, fields)
}

fn set(
    file: SourceFile,
    names: &Names<'_>,
    ident: &Ident,
    doc: &Doc<'_>,
    values: &[Name],
) -> SourceFile {
    let variants = values.iter().map(|value| {
        let name = type_ident(value);
        let doc = Doc::default().spans([Span::Code(value.raw.clone())]);
        quote!(#doc #name,)
    });
    let rows = values.iter().map(|value| {
        let row = Line::new(2, "").ident(&type_ident(value));
        row.code(" = ").string(&value.raw).code(",")
    });
    let string = names.prelude("String", Place::Types);
    let skip = skip_rustfmt(ident);
    let other = quote! {
        /// A value that this registry does not know yet.
        Unrecognized(#string),
    };
    let file = file.filled(
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            #skip
            pub enum #ident {}
        },
        variants.chain([other]),
    );
    file.lines(tables::call(
        "values! {",
        Line::new(1, "").ident(ident),
        rows.collect(),
    ))
}
