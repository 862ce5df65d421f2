//! What a framework itself refuses, before a handler runs.

use super::{Code, Registry};

/// A kind of request that a framework refuses, or a failure of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rejection {
    /// A body that is no JSON, or not of the type that the handler takes.
    Json,
    /// The same of a query string.
    Query,
    /// The same of the parameters in a path.
    Path,
    /// The same of a form.
    Form,
    /// A body that cannot be read to its end.
    Body,
    /// A body of more bytes than are taken.
    BodyTooLarge,
    /// A body of another type than is taken.
    UnsupportedMediaType,
    /// A path that no route has.
    UnknownRoute,
    /// A method that the route does not have.
    MethodNotAllowed,
    /// A mistake of the server's own, such as a state that was never set.
    Internal,
}

/// What is known of a kind of rejection.
#[derive(Debug)]
pub struct RejectionKind {
    /// The kind.
    pub rejection: Rejection,
    /// Its key in `[rejections]`.
    pub key: &'static str,
    /// What is refused, for editors.
    pub doc: &'static str,
    /// Whose code stands for it where it has none.
    pub otherwise: Option<Rejection>,
    /// The first digit of the status that a framework itself answers with.
    pub class: u16,
}

const fn refused(rejection: Rejection, key: &'static str, doc: &'static str) -> RejectionKind {
    RejectionKind {
        rejection,
        key,
        doc,
        otherwise: Some(Rejection::Json),
        class: 4,
    }
}

/// Every kind, in the order of [`Rejection`].
pub static REJECTIONS: &[RejectionKind] = &[
    RejectionKind {
        otherwise: None,
        ..refused(
            Rejection::Json,
            "json",
            "A body that is no JSON, or not of the type that the handler takes. The name of a code.",
        )
    },
    refused(
        Rejection::Query,
        "query",
        "A query string that does not fit the type that the handler takes; absent: as `json`.",
    ),
    refused(
        Rejection::Path,
        "path",
        "Parameters of a path that do not fit the type that the handler takes; absent: as `json`.",
    ),
    refused(
        Rejection::Form,
        "form",
        "A form that does not fit the type that the handler takes; absent: as `json`.",
    ),
    refused(
        Rejection::Body,
        "body",
        "A body that cannot be read to its end; absent: as `json`.",
    ),
    refused(
        Rejection::BodyTooLarge,
        "body_too_large",
        "A body of more bytes than the server takes; absent: as `json`.",
    ),
    refused(
        Rejection::UnsupportedMediaType,
        "unsupported_media_type",
        "A body whose `Content-Type` the handler does not take; absent: as `json`.",
    ),
    RejectionKind {
        otherwise: None,
        ..refused(
            Rejection::UnknownRoute,
            "unknown_route",
            "A path that no route has.",
        )
    },
    RejectionKind {
        otherwise: Some(Rejection::UnknownRoute),
        ..refused(
            Rejection::MethodNotAllowed,
            "method_not_allowed",
            "A method that the route does not have; absent: as `unknown_route`.",
        )
    },
    RejectionKind {
        otherwise: None,
        class: 5,
        ..refused(
            Rejection::Internal,
            "internal",
            "A mistake of the server's own, such as a state that was never set.",
        )
    },
];

impl Registry {
    /// The code that a rejection becomes: its own, or that of the kind that stands for it. None where neither is given.
    #[must_use]
    pub fn rejection(&self, kind: &RejectionKind) -> Option<&Code> {
        let own = self.rejections.get(&kind.rejection);
        let other = || self.rejections.get(&kind.otherwise?);
        own.or_else(other).map(|index| &self.codes[*index])
    }
}
