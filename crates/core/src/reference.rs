//! What the reference of a note reads as: names, issues, a date.

use std::borrow::Cow;

use crate::lines::{is_word, run, trim};

/// The longest item that reads as a name, in bytes.
const NAME: usize = 64;
/// The most words of a name that has several.
const WORDS: usize = 3;

/// Author, issue and date of expiry, each of the kind joined by commas.
pub type Values<'r> = [Option<Cow<'r, [u8]>>; 3];

const AUTHOR: usize = 0;
const ISSUE: usize = 1;
const EXPIRES: usize = 2;

/// Sorts the items of a reference. An item that reads as nothing is left to the reference itself.
pub fn read(reference: &[u8]) -> Values<'_> {
    let mut values = [None, None, None];
    for item in reference.split(|&byte| byte == b',').map(trim) {
        if let Some(kind) = kind(item) {
            let item = if kind == AUTHOR { item.strip_prefix(b"@").unwrap_or(item) } else { item };
            add(&mut values[kind], item);
        }
    }
    values
}

fn add<'r>(value: &mut Option<Cow<'r, [u8]>>, item: &'r [u8]) {
    match value {
        Some(before) => {
            let before = before.to_mut();
            before.push(b',');
            before.extend_from_slice(item);
        }
        None => *value = Some(Cow::Borrowed(item)),
    }
}

fn kind(item: &[u8]) -> Option<usize> {
    if is_date(item) {
        Some(EXPIRES)
    } else if is_issue(item) {
        Some(ISSUE)
    } else {
        is_name(item).then_some(AUTHOR)
    }
}

/// A day of the calendar: `2026-12-01`.
fn is_date(item: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *item else { return false };
    if ![y1, y2, y3, y4, m1, m2, d1, d2].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |digits: &[u8]| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let (year, month, day) = (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]));
    day >= 1 && day <= days(year, month)
}

const fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + leap as u32,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `123`, `#123`, `owner/name#123`, `b/123`, `ABC-12`, `scheme://…`
fn is_issue(item: &[u8]) -> bool {
    let digits = item.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let head = &item[..item.len() - digits];
    is_url(item) || (digits > 0 && (head.is_empty() || is_tracker(head)))
}

/// What stands before the digits of an issue.
fn is_tracker(head: &[u8]) -> bool {
    match head.split_last() {
        Some((b'#', project)) => project.iter().all(|&byte| is_word(byte) || matches!(byte, b'.' | b'-' | b'/')),
        Some((b'-', key)) => {
            key.first().is_some_and(u8::is_ascii_uppercase)
                && key.iter().all(|&byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        }
        Some((b'/', letters)) => !letters.is_empty() && letters.iter().all(u8::is_ascii_lowercase),
        _ => false,
    }
}

fn is_url(item: &[u8]) -> bool {
    let scheme = run(item, 0, |byte| byte.is_ascii_alphanumeric());
    scheme > 0 && item[scheme..].starts_with(b"://") && item.len() > scheme + 3 && !item.contains(&b' ')
}

/// One word, or a few of which each begins like a name.
fn is_name(item: &[u8]) -> bool {
    let item = item.strip_prefix(b"@").unwrap_or(item);
    let words = item.split(|&byte| byte == b' ');
    let one = !item.contains(&b' ');
    item.len() <= NAME && words.clone().count() <= WORDS && words.into_iter().all(|word| is_name_word(word, one))
}

fn is_name_word(word: &[u8], small: bool) -> bool {
    let begins = |&byte: &u8| byte.is_ascii_uppercase() || byte >= 0x80 || (small && byte.is_ascii_lowercase());
    let goes_on = |&byte: &u8| is_word(byte) || byte >= 0x80 || matches!(byte, b'.' | b'-' | b'+' | b'@' | b'\'');
    word.first().is_some_and(begins) && word.iter().all(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(item: &str) -> Option<usize> {
        kind(item.as_bytes())
    }

    #[test]
    fn tells_names_issues_and_dates_apart() {
        for item in ["alice", "@alice", "John Doe", "a.b@c.example", "Łukasz", "O'Neil"] {
            assert_eq!(kinds(item), Some(AUTHOR), "{item}");
        }
        for item in ["#123", "123", "ABC-12", "A_1-2", "owner/name#7", "b/123", "https://x.example/1"] {
            assert_eq!(kinds(item), Some(ISSUE), "{item}");
        }
        for item in ["2026-12-01", "2024-02-29"] {
            assert_eq!(kinds(item), Some(EXPIRES), "{item}");
        }
        for item in ["", "2026-13-01", "2023-02-29", "fix this", "when it is done", "#", "://x", "http://", "-1", "?"] {
            assert_eq!(kinds(item), None, "{item}");
        }
    }

    #[test]
    fn joins_what_is_of_one_kind() {
        let [author, issue, expires] = read(b"alice, #1,@bob , 2, 2026-01-31");
        assert_eq!(author.as_deref(), Some(&b"alice,bob"[..]));
        assert_eq!(issue.as_deref(), Some(&b"#1,2"[..]));
        assert_eq!(expires.as_deref(), Some(&b"2026-01-31"[..]));
    }
}
