//! `payloads.rs`: one struct per code that has fields.

use quote::quote;

use super::names::{Names, Place, skip_rustfmt};
use super::shapes::Shapes;
use super::{docs, record};
use crate::escape::rust::{SourceFile, type_ident};
use crate::model::{Code, Registry};

/// Has any code fields?
pub fn any(registry: &Registry) -> bool {
    registry.codes.iter().any(|code| !code.fields.is_empty())
}

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let allow = docs::allow_deprecated(registry);
    let file = SourceFile::new(quote! {
        //! What the codes carry: one struct per code that has fields.
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
        #allow
    });
    let fields = registry.codes.iter().flat_map(|code| &code.fields);
    let import = names.imports(fields, Place::Payloads);
    let file = file.items(quote!(
        #import
        use super::record::Values as _;
        use super::wire::Wire as _;
    ));
    let codes = registry.codes.iter().filter(|code| !code.fields.is_empty());
    let shapes = Shapes::new(registry);
    codes.fold(file, |file, code| payload(file, &names, &shapes, code))
}

fn payload(file: SourceFile, names: &Names<'_>, shapes: &Shapes<'_>, code: &Code) -> SourceFile {
    let (doc, ident) = (docs::payload(names.registry, code), type_ident(&code.name));
    let members = record::members(names, &code.fields, Place::Payloads);
    let methods = record::methods(names, &ident, &code.fields, Place::Payloads);
    let skip = skip_rustfmt(&ident);
    let file = file.item(quote! {
        #doc
        #[non_exhaustive]
        #skip
        pub struct #ident { #members }
    });
    let file = file.item(methods);
    record::payload(file, &ident, &shapes.of(code), &code.fields)
}
