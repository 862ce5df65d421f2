//! `tables.rs`: what the registry says, as static data.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use crate::escape::rust::{SourceFile, string, type_ident};
use crate::model::{Code, Field, Name, Piece, Registry, Retry, Template};

pub fn file(registry: &Registry) -> SourceFile {
    let allow = docs::allow_deprecated(registry);
    let any_retry = registry.codes.iter().any(|code| code.retry != Retry::Never);
    let retry = any_retry.then(|| quote!(Retry,));
    SourceFile::new(quote! {
        //! What the registry says, as tables.
        #allow
    })
    .items(quote! {
        use super::catalog::{Piece, #retry Row};
        use super::code::ErrorCode;
        use super::unrecognized::Envelope;
    })
    .items(envelope(registry))
    .items(codes(registry))
    .items(rows(registry))
    .items(by_text(registry))
}

fn envelope(registry: &Registry) -> TokenStream {
    let envelope = &registry.envelope;
    let wrapper = string(&envelope.wrapper);
    let fields = string(&envelope.fields);
    let code = string(&envelope.code);
    let message = string(&envelope.message);
    let secrets = has_secrets(registry);
    quote! {
        /// How an error looks on the wire.
        pub(crate) static ENVELOPE: Envelope = Envelope {
            wrapper: #wrapper,
            fields: #fields,
            code: #code,
            message: #message,
        };

        /// Is there a field that is kept out of `Debug`?
        pub(crate) const KEEPS_SECRETS: bool = #secrets;
    }
}

fn has_secrets(registry: &Registry) -> bool {
    let of_codes = registry.codes.iter().flat_map(|code| &code.fields);
    let of_types = registry.types.iter().flat_map(|ty| ty.fields());
    let is_secret = |field: &Field| field.sensitive;
    of_codes.chain(of_types).chain(&registry.envelope.common).any(is_secret)
}

fn codes(registry: &Registry) -> TokenStream {
    let names = registry.codes.iter().map(|code| type_ident(&code.name));
    quote! {
        /// Every code, in the order of the registry.
        #[rustfmt::skip]
        pub(crate) const ALL: &[ErrorCode] = &[#(ErrorCode::#names),*];
    }
}

fn rows(registry: &Registry) -> TokenStream {
    let count = Literal::usize_unsuffixed(registry.codes.len());
    let rows = registry.codes.iter().map(|code| row(registry, code));
    quote! {
        /// What is known of each code, in the same order.
        #[rustfmt::skip]
        pub(crate) static ROWS: [Row; #count] = [#(#rows),*];
    }
}

/// One code's row: what is not given is left to `Row::BLANK`.
fn row(registry: &Registry, code: &Code) -> TokenStream {
    let (wire, status, message) = (string(&code.wire), code.status, pieces(&code.message));
    let status = Literal::u16_unsuffixed(status);
    let retry = match code.retry {
        Retry::Never => None,
        Retry::Backoff => Some(quote!(retry: Retry::Backoff,)),
        Retry::After => Some(quote!(retry: Retry::After,)),
    };
    let texts = texts(registry, code);
    let given: Vec<_> = texts.iter().filter(|(_, text)| !text.is_empty()).collect();
    let blank = (retry.is_none() || given.len() < texts.len()).then(|| quote!(..Row::BLANK));
    let texts = given.into_iter().map(|(name, text)| {
        let (name, text) = (format_ident!("{name}"), string(text));
        quote!(#name: #text,)
    });
    quote! {
        Row {
            code: #wire,
            status: #status,
            #retry
            message: &[#message],
            #(#texts)*
            #blank
        }
    }
}

/// The plain texts of a row; empty where there is none.
fn texts(registry: &Registry, code: &Code) -> [(&'static str, String); 7] {
    let url = registry.docs_url.as_ref().map(|url| url.of(&code.wire));
    let deprecated = docs::deprecation(registry, code).map(|inline| inline.plain());
    [
        ("title", code.title.clone().unwrap_or_default()),
        ("meaning", code.meaning.plain()),
        ("action", code.action.plain()),
        ("category", code.category.clone().unwrap_or_default()),
        ("since", code.since.clone().unwrap_or_default()),
        ("deprecated", deprecated.unwrap_or_default()),
        ("docs_url", url.unwrap_or_default()),
    ]
}

fn pieces(message: &Template) -> TokenStream {
    let pieces = message.0.iter().map(|piece| match piece {
        Piece::Text(text) => {
            let text = string(text);
            quote!(Piece::Text(#text))
        }
        Piece::Field(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(Piece::Field(#index))
        }
    });
    quote!(#(#pieces),*)
}

/// Every text that is read as a code: the codes, their older names, and retired codes that say what took
/// their place.
fn by_text(registry: &Registry) -> TokenStream {
    let mut texts: BTreeMap<&str, &Name> = BTreeMap::new();
    for code in &registry.codes {
        let all = code.aliases.iter().chain([&code.wire]);
        texts.extend(all.map(|text| (text.as_str(), &code.name)));
    }
    for retired in &registry.retired {
        let instead = retired.use_instead.map(|index| &registry.codes[index].name);
        texts.extend(instead.map(|name| (retired.wire.as_str(), name)));
    }
    let rows = texts.into_iter().map(|(text, name)| {
        let (text, name) = (string(text), type_ident(name));
        quote!((#text, ErrorCode::#name))
    });
    quote! {
        /// Every text that is read as a code, sorted.
        #[rustfmt::skip]
        pub(crate) static BY_TEXT: &[(&str, ErrorCode)] = &[#(#rows),*];
    }
}
