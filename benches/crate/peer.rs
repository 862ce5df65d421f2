//! The peer's modules that depend on the codes: what a careful author writes by hand for the same API.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::codes::{ACTION, Code, Fields};

/// `peer/src/code.rs`: the codes, and what the registry says of each.
pub fn code(codes: &[Code]) -> TokenStream {
    let variants = codes.iter().map(|code| {
        let (doc, name) = (doc(code), variant(code));
        quote!(#doc #name,)
    });
    let facts = facts(codes);
    quote! {
        use serde::{Deserialize, Serialize};

        /// What went wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(strum::AsRefStr, strum::Display, strum::EnumString, strum::VariantArray)]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        #[non_exhaustive]
        pub enum Code {
            #(#variants)*
        }

        /// May the same request be tried again?
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Retry {
            Never,
            Backoff,
            After,
        }

        #facts
    }
}

/// What the registry says of each code, one `match` for each thing.
fn facts(codes: &[Code]) -> TokenStream {
    let names: Vec<_> = codes.iter().map(variant).collect();
    let statuses = codes.iter().map(|code| code.status);
    let retries = codes.iter().map(|code| match code.retry() {
        "after" => quote!(After),
        "backoff" => quote!(Backoff),
        _ => quote!(Never),
    });
    let meanings = codes.iter().map(Code::meaning);
    let actions = codes.iter().map(|_| ACTION);
    let urls = codes.iter().map(Code::docs_url);
    quote! {
        impl Code {
            pub fn status(self) -> u16 {
                match self { #(Self::#names => #statuses,)* }
            }

            pub fn retry(self) -> Retry {
                match self { #(Self::#names => Retry::#retries,)* }
            }

            pub fn meaning(self) -> &'static str {
                match self { #(Self::#names => #meanings,)* }
            }

            pub fn action(self) -> &'static str {
                match self { #(Self::#names => #actions,)* }
            }

            pub fn docs_url(self) -> &'static str {
                match self { #(Self::#names => #urls,)* }
            }
        }
    }
}

/// `peer/src/payloads.rs`: what the codes carry.
pub fn payloads(codes: &[Code]) -> TokenStream {
    let payloads = with_fields(codes).map(|code| {
        let (doc, name, message) = (doc(code), variant(code), code.message());
        let (fields, names) = (declared(code.fields), names(code.fields));
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, thiserror::Error)]
            #[error(#message)]
            #[non_exhaustive]
            pub struct #name {
                #(pub #fields,)*
            }

            impl #name {
                /// Makes one.
                pub fn new(#(#fields),*) -> Self {
                    Self { #(#names),* }
                }
            }
        }
    });
    quote!(#(#payloads)*)
}

/// `peer/src/kind.rs`: the errors.
pub fn kind(codes: &[Code]) -> TokenStream {
    let variants = codes.iter().map(kind_variant);
    let constructors = codes.iter().map(constructor);
    let names: Vec<_> = codes.iter().map(variant).collect();
    quote! {
        use serde::{Deserialize, Serialize};
        use serde_json::{Map, Value};

        use crate::code::Code;
        use crate::payloads;

        /// What went wrong, with what each code carries.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
        #[serde(tag = "code", rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Kind {
            #(#variants)*
            /// A code that is newer than this list, or fields that do not fit.
            #[error("an error with an unknown code")]
            #[serde(untagged)]
            Unrecognized {
                code: String,
                #[serde(flatten)]
                fields: Map<String, Value>,
            },
        }

        impl Kind {
            #(#constructors)*

            /// The code, if it is known.
            pub fn code(&self) -> Option<Code> {
                Some(match self {
                    #(Self::#names { .. } => Code::#names,)*
                    Self::Unrecognized { .. } => return None,
                })
            }
        }
    }
}

fn kind_variant(code: &Code) -> TokenStream {
    let (doc, name, message) = (doc(code), variant(code), code.message());
    if code.has_fields() {
        quote!(#doc #[error(transparent)] #name(#[from] payloads::#name),)
    } else {
        quote!(#doc #[error(#message)] #name,)
    }
}

fn constructor(code: &Code) -> TokenStream {
    let (doc, name) = (doc(code), variant(code));
    let function = format_ident!("{}", code.name.snake);
    let (fields, names) = (declared(code.fields), names(code.fields));
    let made = if code.has_fields() {
        quote!(Self::#name(payloads::#name::new(#(#names),*)))
    } else {
        quote!(Self::#name)
    };
    quote!(#doc pub fn #function(#(#fields),*) -> Self { #made })
}

/// `runner/src/list.rs`: how to make an error of each sample, ours and the peer's.
pub fn list<'a>(samples: impl Iterator<Item = &'a Code>) -> TokenStream {
    let made: Vec<_> = samples.map(made).collect();
    quote! {
        pub static OURS: &[fn() -> ours::ApiError] = &[#(|| ours::ApiError::#made),*];
        #[cfg(feature = "peer")]
        pub static PEER: &[fn() -> peer::Kind] = &[#(|| peer::Kind::#made),*];
    }
}

/// `allocations/src/list.rs`: errors that carry numbers.
pub fn numbers_only<'a>(samples: impl Iterator<Item = &'a Code>) -> TokenStream {
    let numbers = |code: &&Code| matches!(code.fields, Fields::Amounts | Fields::Wait);
    let made = samples.filter(numbers).map(made);
    quote! {
        pub static NUMBERS_ONLY: &[fn() -> ours::ApiError] = &[#(|| ours::ApiError::#made),*];
    }
}

/// `runner/src/perfect.rs`: the codes as a perfect hash map.
pub fn perfect(codes: &[Code]) -> TokenStream {
    let entries = codes.iter().map(|code| {
        let (text, name) = (&code.name.raw, variant(code));
        quote!(#text => Code::#name)
    });
    quote! {
        use peer::Code;

        pub static CODES: phf::Map<&'static str, Code> = phf::phf_map! { #(#entries),* };
    }
}

/// The call that makes an error of a code.
fn made(code: &Code) -> TokenStream {
    let function = format_ident!("{}", code.name.snake);
    let arguments = match code.fields {
        Fields::None => quote!(),
        Fields::Amounts => quote!(1_250, 40),
        Fields::Limit => quote!("clips".to_owned(), 100),
        Fields::Wait => quote!(1_500),
    };
    quote!(#function(#arguments))
}

fn with_fields(codes: &[Code]) -> impl Iterator<Item = &Code> {
    codes.iter().filter(|code| code.has_fields())
}

fn declared(fields: Fields) -> Vec<TokenStream> {
    match fields {
        Fields::None => vec![],
        Fields::Amounts => vec![quote!(needed: u64), quote!(have: u64)],
        Fields::Limit => vec![quote!(resource: String), quote!(limit: u32)],
        Fields::Wait => vec![quote!(retry_after_ms: u64)],
    }
}

fn names(fields: Fields) -> Vec<TokenStream> {
    match fields {
        Fields::None => vec![],
        Fields::Amounts => vec![quote!(needed), quote!(have)],
        Fields::Limit => vec![quote!(resource), quote!(limit)],
        Fields::Wait => vec![quote!(retry_after_ms)],
    }
}

fn variant(code: &Code) -> proc_macro2::Ident {
    format_ident!("{}", code.name.pascal)
}

fn doc(code: &Code) -> TokenStream {
    let (meaning, facts) = (
        code.meaning(),
        format!(" `{}`, status {}.", code.name.raw, code.status),
    );
    let meaning = format!(" {meaning}");
    quote!(#[doc = #meaning] #[doc = ""] #[doc = #facts])
}
