//! One type per output context: text enters an output only through the type of the place it enters.
//!
//! Each type is made of literals of this crate (`&'static str`), numbers, and registry text that its
//! constructor encodes. None can be made of a plain `String`, and only a [`Rendered`] can be put into
//! [`Files`](crate::files::Files).

pub mod html;
pub mod json;
pub mod markdown;
pub mod page;
pub mod rust;
pub mod snippet;

/// A whole file's text, made of nothing but encoded pieces. Only the types of this module implement it.
pub trait Rendered: sealed::Sealed {
    /// The file's text; line ends are LF, and the last line has one.
    fn into_text(self) -> String;
}

mod sealed {
    pub trait Sealed {}
}

/// The URL of an anchor of the same page.
fn fragment(id: &str) -> String {
    let mut out = String::from("#");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"_-./:~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(format!("%{byte:02X}").chars());
        }
    }
    out
}
