//! Which names are taken where, and what a type of the registry is called.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::escape::rust::{type_ident, value_ident};
use crate::model::{Code, Field, Registry, Type};

/// What `ApiError` already has, of its own (with any feature, so that turning one on renames nothing) and of the traits that
/// it implements: a constructor of such a name gets an underscore.
const TAKEN: &[&str] = &[
    "as_any",
    "as_api_error",
    "borrow",
    "borrow_mut",
    "cause",
    "clone",
    "code",
    "code_str",
    "default",
    "description",
    "deserialize",
    "downcast",
    "downcast_mut",
    "downcast_ref",
    "eq",
    "error_for_response",
    "extra",
    "fmt",
    "from",
    "from_reqwest",
    "from_response",
    "from_status",
    "from_str",
    "headers",
    "into",
    "is",
    "is_retryable",
    "kind",
    "message",
    "new",
    "of",
    "provide",
    "raw_fields",
    "retry_after",
    "serialize",
    "source",
    "status",
    "to_json",
    "to_owned",
    "to_problem",
    "to_response",
    "to_string",
    "trace",
    "trace_with_source",
    "try_from",
    "try_into",
    "type_id",
    "with",
    "with_message",
    "with_source",
];

/// The method that every error has, be it that of a field that any error may carry.
pub const REQUEST_ID: &str = "request_id";

/// The names of a registry, as its Rust crate has them.
pub struct Names<'a> {
    pub registry: &'a Registry,
    /// The types of `types.rs`: there, the prelude's types of these names are not in reach.
    types: BTreeSet<&'a str>,
    /// The same of `payloads.rs`.
    payloads: BTreeSet<&'a str>,
}

/// Where a type is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `types.rs`
    Types,
    /// `payloads.rs`
    Payloads,
    /// A module that holds no type of the registry.
    Elsewhere,
}

impl<'a> Names<'a> {
    pub fn new(registry: &'a Registry) -> Self {
        let types = registry.types.iter().map(|ty| ty.name.pascal.as_str());
        let codes = registry.codes.iter().filter(|code| !code.fields.is_empty());
        Self {
            registry,
            types: types.collect(),
            payloads: codes.map(|code| code.name.pascal.as_str()).collect(),
        }
    }

    /// Does `name` mean a type of the registry there?
    fn is_shadowed(&self, name: &str, place: Place) -> bool {
        match place {
            Place::Types => self.types.contains(name),
            Place::Payloads => self.payloads.contains(name),
            Place::Elsewhere => false,
        }
    }

    /// A type of the prelude, by its path where the registry has a type of that name.
    pub fn prelude(&self, name: &'static str, place: Place) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        if !self.is_shadowed(name, place) {
            return quote!(#ident);
        }
        match name {
            "String" => quote!(alloc::string::String),
            "Vec" => quote!(alloc::vec::Vec),
            "Option" => quote!(core::option::Option),
            "Into" => quote!(core::convert::Into),
            _ => quote!(core::prelude::v1::#ident),
        }
    }

    /// The type of maps; see [`imports`](Self::imports).
    fn map(&self, place: Place) -> TokenStream {
        if self.is_shadowed("BTreeMap", place) {
            return quote!(alloc::collections::BTreeMap);
        }
        quote!(BTreeMap)
    }

    /// The imports that a module needs in which fields of these types are named.
    pub fn imports<'f>(
        &self,
        fields: impl Iterator<Item = &'f Field>,
        place: Place,
    ) -> TokenStream {
        let mut needed = BTreeSet::new();
        fields.for_each(|field| needs(&field.ty, &mut needed));
        self.import(needed, place)
    }

    /// Imports types of `alloc`: by their names, but for those that the registry has too.
    pub fn import(&self, needed: BTreeSet<&'static str>, place: Place) -> TokenStream {
        let (paths, names): (Vec<_>, Vec<_>) = needed
            .into_iter()
            .partition(|name| self.is_shadowed(name, place));
        let module = (!paths.is_empty()).then(|| {
            quote!(
                use super::alloc;
            )
        });
        let imports = names.into_iter().map(|name| match name {
            "BTreeMap" => quote!(
                use super::alloc::collections::BTreeMap;
            ),
            "String" => quote!(
                use super::alloc::string::String;
            ),
            _ => quote!(
                use super::alloc::vec::Vec;
            ),
        });
        module.into_iter().chain(imports).collect()
    }

    /// The type of a value that is there.
    pub fn ty(&self, ty: &Type, place: Place) -> TokenStream {
        match ty {
            Type::Bool => quote!(bool),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::U32 => quote!(u32),
            Type::U64 => quote!(u64),
            Type::F64 => quote!(f64),
            Type::String => self.prelude("String", place),
            Type::Json => quote!(serde_json::Value),
            Type::Array(item) => {
                let (vec, item) = (self.prelude("Vec", place), self.ty(item, place));
                quote!(#vec<#item>)
            }
            Type::Map(item) => {
                let (map, key) = (self.map(place), self.prelude("String", place));
                let item = self.ty(item, place);
                quote!(#map<#key, #item>)
            }
            Type::Named(index) => {
                let name = type_ident(&self.registry.types[*index].name);
                if place == Place::Types {
                    return quote!(#name);
                }
                quote!(super::types::#name)
            }
        }
    }

    /// The type of a field, which may be absent.
    pub fn field_ty(&self, field: &Field, place: Place) -> TokenStream {
        let ty = self.ty(&field.ty, place);
        if field.optional {
            let option = self.prelude("Option", place);
            return quote!(#option<#ty>);
        }
        ty
    }

    /// The type of a parameter that gives a field its value: texts are given as anything that becomes one.
    pub fn parameter_ty(&self, field: &Field, place: Place) -> TokenStream {
        let ty = self.ty(&field.ty, place);
        if matches!(field.ty, Type::String) {
            let into = self.prelude("Into", place);
            return quote!(impl #into<#ty>);
        }
        ty
    }

    /// The constructor of a code: with as many underscores as make the name free.
    pub fn constructor(&self, code: &Code) -> Ident {
        let free = |suffix: &&'static str| {
            let ident = value_ident("", &code.name, suffix);
            !TAKEN.iter().any(|taken| ident == taken)
                && ident != REQUEST_ID
                && !self.is_of_common(&ident)
        };
        let suffix = ["", "_", "__"]
            .iter()
            .find(|suffix| free(suffix))
            .unwrap_or(&"___");
        value_ident("", &code.name, suffix)
    }

    /// Is this a method of a field that any error may carry?
    fn is_of_common(&self, ident: &Ident) -> bool {
        let common = &self.registry.envelope.common;
        common.iter().any(|field| {
            let duration = self.common_duration(field);
            [accessor(common, field), setter(field), duration].contains(ident)
        })
    }

    /// The method that reads a time that any error may carry as a `Duration`.
    pub fn common_duration(&self, field: &Field) -> Ident {
        let common = &self.registry.envelope.common;
        duration(field, |ident| {
            common
                .iter()
                .any(|field| accessor(common, field) == *ident || setter(field) == *ident)
        })
    }
}

/// The method that reads one of the fields that any error may carry.
pub fn accessor(common: &[Field], field: &Field) -> Ident {
    let free = |suffix: &&'static str| {
        let ident = value_ident("", &field.name, suffix);
        !TAKEN.iter().any(|taken| ident == taken)
            && common.iter().all(|field| setter(field) != ident)
    };
    let suffix = ["", "_"]
        .iter()
        .find(|suffix| free(suffix))
        .unwrap_or(&"__");
    value_ident("", &field.name, suffix)
}

/// The method that sets a field that any error may carry.
pub fn setter(field: &Field) -> Ident {
    let plain = value_ident("with_", &field.name, "");
    if TAKEN.iter().any(|taken| plain == taken) {
        return value_ident("with_", &field.name, "_");
    }
    plain
}

/// The method that reads a time as a `Duration`: the field's name with `_duration` behind.
pub fn duration(field: &Field, is_taken: impl Fn(&Ident) -> bool) -> Ident {
    let plain = value_ident("", &field.name, "_duration");
    if is_taken(&plain) {
        return value_ident("", &field.name, "_duration_");
    }
    plain
}

/// The method that adds an optional field.
pub fn builder(field: &Field) -> Ident {
    value_ident("with_", &field.name, "")
}

/// The fields that must be given, in order.
pub fn required(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| !field.optional)
}

/// A field as a member or parameter.
pub fn member(field: &Field) -> Ident {
    value_ident("", &field.name, "")
}

/// The types of `alloc` that a type is made of.
pub fn needs(ty: &Type, needed: &mut BTreeSet<&'static str>) {
    match ty {
        Type::String => {
            needed.insert("String");
        }
        Type::Array(item) => {
            needed.insert("Vec");
            needs(item, needed);
        }
        Type::Map(item) => {
            needed.extend(["BTreeMap", "String"]);
            needs(item, needed);
        }
        _ => {}
    }
}

/// rustfmt's opinion of lines that no break makes short enough changes from edition to edition: items whose
/// name alone fills a line are left as they are.
pub fn skip_rustfmt(name: &Ident) -> Option<TokenStream> {
    const MOST: usize = 76;
    let long = name.to_string().len() > MOST;
    long.then(|| quote!(#[rustfmt::skip]))
}
