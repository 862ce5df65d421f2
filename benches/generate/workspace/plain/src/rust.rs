//! The Rust files: the codes with what is said of each, what they carry, and the errors.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::{Code, Registry};

pub fn code(registry: &Registry) -> TokenStream {
    let names: Vec<_> = registry.errors.keys().map(|name| variant(name)).collect();
    let docs = registry
        .errors
        .values()
        .map(|code| format!(" {}", code.meaning));
    let texts: Vec<_> = registry.errors.keys().collect();
    let statuses = registry.errors.values().map(|code| code.status);
    let retries = registry.errors.values().map(|code| variant(&code.retry));
    let meanings = registry.errors.values().map(|code| &code.meaning);
    let actions = registry.errors.values().map(|code| &code.action);
    let urls = registry
        .errors
        .keys()
        .map(|name| registry.registry.docs_url.replace("{code}", name));
    quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode { #(#[doc = #docs] #names,)* }

        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Retry { Never, Backoff, After }

        impl ErrorCode {
            pub const ALL: &'static [Self] = &[#(Self::#names),*];
            pub fn as_str(self) -> &'static str { match self { #(Self::#names => #texts,)* } }
            pub fn status(self) -> u16 { match self { #(Self::#names => #statuses,)* } }
            pub fn retry(self) -> Retry { match self { #(Self::#names => Retry::#retries,)* } }
            pub fn meaning(self) -> &'static str { match self { #(Self::#names => #meanings,)* } }
            pub fn action(self) -> &'static str { match self { #(Self::#names => #actions,)* } }
            pub fn docs_url(self) -> &'static str { match self { #(Self::#names => #urls,)* } }
        }

        impl std::str::FromStr for ErrorCode {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { #(#texts => Ok(Self::#names),)* _ => Err(()) }
            }
        }
    }
}

pub fn payloads(registry: &Registry) -> TokenStream {
    let with_fields = registry
        .errors
        .iter()
        .filter(|(_, code)| !code.fields.is_empty());
    let structs = with_fields.map(|(name, code)| {
        let (name, doc) = (variant(name), format!(" {}", code.meaning));
        let docs = code.fields.values().map(|field| format!(" {}", field.doc));
        let (fields, names) = (declared(code), names(code));
        quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            #[non_exhaustive]
            pub struct #name { #(#[doc = #docs] pub #fields,)* }

            impl #name {
                pub fn new(#(#fields),*) -> Self { Self { #(#names),* } }
            }
        }
    });
    quote!(#(#structs)*)
}

pub fn kind(registry: &Registry) -> TokenStream {
    let variants = registry.errors.iter().map(|(name, code)| {
        let (name, doc) = (variant(name), format!(" {}", code.meaning));
        if code.fields.is_empty() {
            quote!(#[doc = #doc] #name)
        } else {
            quote!(#[doc = #doc] #name(payloads::#name))
        }
    });
    let constructors = registry
        .errors
        .iter()
        .map(|(name, code)| constructor(name, code));
    let messages = registry.errors.iter().map(|(name, code)| {
        let (name, message, fields) = (variant(name), &code.message, names(code));
        if code.fields.is_empty() {
            quote!(Self::#name => f.write_str(#message))
        } else {
            quote!(Self::#name(payloads::#name { #(#fields),* }) => write!(f, #message))
        }
    });
    let codes = registry.errors.keys().map(|name| variant(name));
    quote! {
        use crate::{code::ErrorCode, payloads};

        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum ErrorKind { #(#variants,)* }

        impl ErrorKind {
            #(#constructors)*
            pub fn code(&self) -> ErrorCode { match self { #(Self::#codes { .. } => ErrorCode::#codes,)* } }
        }

        impl std::fmt::Display for ErrorKind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { match self { #(#messages,)* } }
        }
    }
}

fn constructor(name: &str, code: &Code) -> TokenStream {
    let (function, name, doc) = (
        format_ident!("{}", name.to_snake_case()),
        variant(name),
        format!(" {}", code.meaning),
    );
    let (fields, names) = (declared(code), names(code));
    let made = if names.is_empty() {
        quote!(Self::#name)
    } else {
        quote!(Self::#name(payloads::#name::new(#(#names),*)))
    };
    quote!(#[doc = #doc] pub fn #function(#(#fields),*) -> Self { #made })
}

fn declared(code: &Code) -> Vec<TokenStream> {
    let field = |(name, ty)| quote!(#name: #ty);
    let types = code
        .fields
        .values()
        .map(|field| format_ident!("{}", field.ty));
    names(code).into_iter().zip(types).map(field).collect()
}

fn names(code: &Code) -> Vec<Ident> {
    code.fields
        .keys()
        .map(|name| format_ident!("{name}"))
        .collect()
}

fn variant(name: &str) -> Ident {
    format_ident!("{}", name.to_upper_camel_case())
}
