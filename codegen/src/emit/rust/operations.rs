//! `operations.rs`: for each operation, the enum of just the errors that it lists.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::constructors;
use super::names::{Names, Place, required};
use super::{docs, features};
use crate::escape::rust::{Line, SourceFile, string, type_ident};
use crate::model::name::of_errors;
use crate::model::{Code, Operation, Registry};

/// Has the registry any?
pub fn any(registry: &Registry) -> bool {
    !registry.operations.is_empty()
}

pub fn file(registry: &Registry) -> SourceFile {
    let names = Names::new(registry);
    let allow = docs::allow_deprecated(registry);
    let listed = || {
        registry
            .operations
            .iter()
            .flat_map(|on| registry.errors_of(on))
    };
    let fields = listed().flat_map(|code| required(&code.fields));
    let imports = names.imports(fields, Place::Elsewhere);
    let any_plain = listed().any(|code| code.fields.is_empty());
    let plain = any_plain.then(|| {
        quote!(
            use super::code::ErrorCode;
            use super::kind::ErrorKind;
        )
    });
    let no_fields = any_plain.then(|| quote!(, NoFields));
    let payloads = listed().any(|code| !code.fields.is_empty()).then(|| {
        quote!(
            use super::payloads;
        )
    });
    let file = SourceFile::new(quote! {
        //! What each operation can fail with.
        #![allow(clippy::doc_markdown, reason = "the texts are the registry's")]
        #![allow(
            clippy::fn_params_excessive_bools,
            clippy::large_enum_variant,
            clippy::should_implement_trait,
            clippy::similar_names,
            clippy::type_complexity,
            reason = "the names are the registry's"
        )]
        #allow
    })
    .items(quote! {
        #imports
        #plain
        use super::listed::{Listed #no_fields};
        #payloads
    });
    let operations = registry.operations.iter();
    let file = operations.fold(file, |file, on| operation(file, &names, on));
    responses(file, registry)
}

/// The type of an operation's errors.
pub fn ident(operation: &Operation) -> Ident {
    type_ident(&of_errors(&operation.name.raw))
}

fn operation(file: SourceFile, names: &Names<'_>, on: &Operation) -> SourceFile {
    let registry = names.registry;
    let (doc, ident) = (docs::operation(registry, on), ident(on));
    let variants = registry.errors_of(on).map(|code| variant(registry, code));
    let constructors = registry.errors_of(on).map(|code| constructor(names, code));
    let constants = constants(on);
    file.filled(
        quote! {
            #doc
            #[non_exhaustive]
            #[rustfmt::skip]
            pub enum #ident {}
        },
        variants,
    )
    .filled(
        quote! {
            #[rustfmt::skip]
            impl #ident {}
        },
        [constants].into_iter().chain(constructors),
    )
    .lines(tied(registry, on))
}

fn variant(registry: &Registry, code: &Code) -> TokenStream {
    let (doc, name) = (docs::summary(registry, code), type_ident(&code.name));
    let deprecated = docs::deprecated(registry, code);
    let fields = if code.fields.is_empty() {
        quote!(NoFields<{ ErrorCode::#name as u16 }>)
    } else {
        quote!(payloads::#name)
    };
    quote!(#doc #deprecated #name(Listed<#fields>),)
}

/// The request that the operation answers, where the registry names it.
fn constants(on: &Operation) -> TokenStream {
    let method = on.method.as_deref().map(|method| {
        let method = string(method);
        quote! {
            /// The HTTP method.
            pub const METHOD: &'static str = #method;
        }
    });
    let path = on.path.as_deref().map(|path| {
        let path = string(path);
        quote! {
            /// The path of the route.
            pub const PATH: &'static str = #path;
        }
    });
    quote!(#method #path)
}

/// The constructor of `ApiError`, for this operation.
fn constructor(names: &Names<'_>, code: &Code) -> TokenStream {
    let kind = type_ident(&code.name);
    let plain = quote!(Self::#kind(Listed::plain(ErrorKind::#kind)));
    constructors::constructor(names, code, &plain, &quote!(Self::from))
}

/// The variants without and with a payload, which `operation!` ties to their codes.
fn tied(registry: &Registry, on: &Operation) -> Vec<Line> {
    let (with, without): (Vec<_>, Vec<_>) =
        (registry.errors_of(on)).partition(|code| !code.fields.is_empty());
    let mut lines = vec![
        Line::new(0, "super::listed::operation! {"),
        Line::new(1, "").ident(&ident(on)),
    ];
    let all = registry.errors_of(on).collect();
    for (head, codes) in [("codes {", all), ("plain {", without), ("payloads {", with)] {
        lines.push(Line::new(1, head));
        let name = |code: &Code| Line::new(2, "").ident(&type_ident(&code.name)).code(",");
        lines.extend(codes.into_iter().map(name));
        lines.push(Line::new(1, "}"));
    }
    lines.push(Line::new(0, "}"));
    lines
}

/// What lets handlers return them, in each framework that the crate works with.
fn responses(file: SourceFile, registry: &Registry) -> SourceFile {
    let features = registry
        .outputs
        .rust
        .iter()
        .flat_map(|output| &output.features);
    let answering = features.filter_map(|feature| features::response(feature));
    answering.fold(file, |file, (gate, call)| {
        let mut lines = vec![Line::new(0, gate), Line::new(0, call)];
        let one = |on: &Operation| Line::new(1, "").ident(&ident(on)).code(",");
        lines.extend(registry.operations.iter().map(one));
        lines.push(Line::new(0, "}"));
        file.lines(lines)
    })
}
