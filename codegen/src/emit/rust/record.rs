//! Structs of fields: payloads and named types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::names::{Names, Place, builder, duration, member, required, skip_rustfmt};
use crate::escape::rust::{Doc, Line, SourceFile};
use crate::model::{Field, Type};

/// The more parameters than this, the more clippy minds.
const MANY: usize = 7;

/// The fields' declarations.
pub fn members(names: &Names<'_>, fields: &[Field], place: Place) -> TokenStream {
    let members = fields.iter().map(|field| {
        let (doc, name) = (docs::field(names.registry, field), member(field));
        let ty = names.field_ty(field, place);
        quote!(#doc pub #name: #ty,)
    });
    quote!(#(#members)*)
}

/// The methods of a struct of fields: `new`, `with_...`, and times as `Duration`.
pub fn methods(names: &Names<'_>, ident: &Ident, fields: &[Field], place: Place) -> TokenStream {
    let new = new(names, fields, place);
    let optional = fields.iter().filter(|field| field.optional);
    let withs = optional.map(|field| with(names, field, place));
    let durations = fields
        .iter()
        .filter_map(|field| as_duration(names, fields, field, place));
    let skip = skip_rustfmt(ident);
    quote! {
        #skip
        impl #ident {
            #new
            #(#withs)*
            #(#durations)*
        }
    }
}

fn new(names: &Names<'_>, fields: &[Field], place: Place) -> TokenStream {
    let parameters = parameters(names, fields, place);
    let many = allow_many(fields);
    let values = fields.iter().map(|field| {
        let name = member(field);
        match field.ty {
            _ if field.optional => quote!(#name: None),
            Type::String => quote!(#name: #name.into()),
            _ => quote!(#name),
        }
    });
    let doc = Doc::default().literal(if fields.iter().any(|field| field.optional) {
        &["Makes one of what must be given. What else there is, the `with_` methods add."]
    } else {
        &["Makes one."]
    });
    quote! {
        #doc
        #many
        #[inline]
        #[must_use]
        pub fn new(#parameters) -> Self {
            Self { #(#values),* }
        }
    }
}

/// The parameters that give the required fields their values.
pub fn parameters(names: &Names<'_>, fields: &[Field], place: Place) -> TokenStream {
    let parameters = required(fields).map(|field| {
        let (name, ty) = (member(field), names.parameter_ty(field, place));
        quote!(#name: #ty)
    });
    quote!(#(#parameters),*)
}

/// What becomes of a parameter's value.
pub fn given(field: &Field) -> TokenStream {
    let name = member(field);
    if matches!(field.ty, Type::String) {
        return quote!(#name.into());
    }
    quote!(#name)
}

/// The exception for clippy, where a function has many parameters.
pub fn allow_many(fields: &[Field]) -> Option<TokenStream> {
    let many = required(fields).nth(MANY).is_some();
    many.then(|| quote!(#[allow(clippy::too_many_arguments, reason = "each is a required field")]))
}

fn with(names: &Names<'_>, field: &Field, place: Place) -> TokenStream {
    let (method, name) = (builder(field), member(field));
    let ty = names.parameter_ty(field, place);
    let value = given(field);
    let doc = docs::field(names.registry, field);
    quote! {
        #doc
        #[inline]
        #[must_use]
        pub fn #method(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// A time as a `Duration`.
fn as_duration(
    names: &Names<'_>,
    fields: &[Field],
    field: &Field,
    place: Place,
) -> Option<TokenStream> {
    let unit = unit(field)?;
    let name = member(field);
    let is_builder = |field: &Field, ident: &Ident| field.optional && builder(field) == *ident;
    let method = duration(field, |ident| {
        fields.iter().any(|field| is_builder(field, ident))
    });
    let (function, ty) = if field.optional {
        let option = names.prelude("Option", place);
        ("optional_duration", quote!(#option<core::time::Duration>))
    } else {
        ("duration", quote!(core::time::Duration))
    };
    let function = Ident::new(function, Span::call_site());
    let doc = docs::as_duration(field);
    Some(quote! {
        #doc
        #[inline]
        #[must_use]
        pub fn #method(&self) -> #ty {
            super::time::#function(self.#name, super::time::#unit)
        }
    })
}

/// The name of a time unit's length.
pub fn unit(field: &Field) -> Option<Ident> {
    let name = match field.time_unit_nanos()? {
        1 => "NANOSECOND",
        1_000 => "MICROSECOND",
        1_000_000 => "MILLISECOND",
        1_000_000_000 => "SECOND",
        60_000_000_000 => "MINUTE",
        3_600_000_000_000 => "HOUR",
        _ => "DAY",
    };
    Some(format_ident!("{name}"))
}

/// Makes the struct what a code carries. `shape` is the constant of its fields.
pub fn payload(file: SourceFile, ident: &Ident, shape: &Ident, fields: &[Field]) -> SourceFile {
    let head = Line::new(1, "").ident(ident).code(": Payload(");
    let head = head.ident(ident).code("), ").ident(shape);
    empty(table(file, head, fields), ident, fields)
}

/// Makes the struct a type that fields can have.
pub fn object(file: SourceFile, ident: &Ident, shape: &Ident, fields: &[Field]) -> SourceFile {
    let file = empty(values(file, ident, shape, fields), ident, fields);
    let object = Line::new(0, "object!(").ident(ident).code(": ");
    file.lines([object.ident(shape).code(");")])
}

/// One that needs nothing has a default.
fn empty(file: SourceFile, ident: &Ident, fields: &[Field]) -> SourceFile {
    if required(fields).next().is_some() {
        return file;
    }
    file.lines([Line::new(0, "empty!(").ident(ident).code(");")])
}

/// Makes the struct a record.
pub fn values(file: SourceFile, ident: &Ident, shape: &Ident, fields: &[Field]) -> SourceFile {
    let head = Line::new(1, "").ident(ident).code(": Values, ");
    table(file, head.ident(shape), fields)
}

fn table(file: SourceFile, head: Line, fields: &[Field]) -> SourceFile {
    let row = |(index, field)| {
        let row = Line::new(2, "").number(index).code(" ");
        row.ident(&member(field)).code(",")
    };
    let rows = fields.iter().enumerate().map(row).collect();
    file.lines(super::tables::call("record! {", head, rows))
}
