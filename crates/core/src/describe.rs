//! What follows a trace tag on its line.

use std::borrow::Cow;

use memchr::memmem;

use crate::Found;
use crate::generated::{CLOSERS_ANYWHERE, CLOSERS_AT_END};
use crate::lines::trim;

/// The description in `rest`, the bytes between a tag and the next tag or the line's end.
fn describe(rest: &[u8]) -> &[u8] {
    let end = CLOSERS_ANYWHERE.iter().filter_map(|closer| memmem::find(rest, closer)).min().unwrap_or(rest.len());
    let text = trim(&rest[..end]);
    let closed = CLOSERS_AT_END.iter().find_map(|closer| text.strip_suffix(*closer));
    closed.map_or(text, trim)
}

/// Gives each of one detector's tags on a line what follows it as its text.
pub fn describe_all<'l>(line: &'l [u8], found: &mut [Found<'l>]) {
    let mut end = line.len();
    for tag in found.iter_mut().rev() {
        tag.text = Cow::Borrowed(describe(&line[tag.span.end..end]));
        end = tag.span.start;
    }
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn ends_where_the_comment_ends() {
        assert_eq!(describe(b" log in */ code()"), b"log in");
        assert_eq!(describe(b" log in -->"), b"log in");
        assert_eq!(describe(b" log in \"\"\""), b"log in");
        assert_eq!(describe(b" f(*x) is fine "), b"f(*x) is fine");
    }
}
