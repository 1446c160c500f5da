//! Any bytes, any detectors: what is found lies in the text, in order, and is what each detector finds alone.

use tagwright_engine::core::{Dialect, Pattern, Spec};
use tagwright_engine::{Columns, Options, match_text};

/// The first byte says which detectors run, the second how much context; the rest is the text.
pub fn run(data: &[u8]) {
    let [which, context, text @ ..] = data else { return };
    let chosen: Vec<Spec> =
        all().into_iter().enumerate().filter(|(at, _)| which >> at & 1 == 1).map(|(_, spec)| spec).collect();
    let together = scan(&chosen, *context, text);
    check(&together, text);
    let mut alone: Vec<Vec<u32>> = chosen
        .iter()
        .enumerate()
        .flat_map(|(at, spec)| {
            let mut rows = rows(&scan(std::slice::from_ref(spec), *context, text));
            rows.iter_mut().for_each(|row| row[1] = u32::try_from(at).expect("few"));
            rows
        })
        .collect();
    alone.sort_by_key(|row| (row[3], row[2], row[1]));
    assert_eq!(rows(&together), alone, "detectors together and alone");
}

fn all() -> Vec<Spec> {
    let trace = |name, literals: &[&str]| Spec::Trace {
        dialect: Dialect::named(name).expect("a dialect"),
        literals: literals.iter().map(|literal| literal.as_bytes().to_vec()).collect(),
    };
    let hashes: Vec<String> = ('A'..='Z').map(|letter| format!("#{letter}")).collect();
    let hashes: Vec<&str> = hashes.iter().map(String::as_str).collect();
    let custom = |name: &str, pattern: &str, candidate: &str, literals: &[&str], fields: &[&str]| {
        Spec::Custom(Pattern {
            name: name.to_owned(),
            pattern: pattern.to_owned(),
            candidate: candidate.to_owned(),
            literals: literals.iter().map(|literal| literal.as_bytes().to_vec()).collect(),
            fields: fields.iter().map(|&field| field.to_owned()).collect(),
        })
    };
    let any = r"[\x{0}-\x{9}\x{b}-\x{c}\x{e}-\x{d7ff}\x{e000}-\x{10ffff}]";
    vec![
        trace("tag", &["@TAG"]),
        trace("hash", &hashes),
        trace("moai", &["@SPEC:", "@CODE:", "@TEST:", "@DOC:"]),
        trace("oft", &["~"]),
        custom(
            "todo",
            &format!(r"\b(?P<kind>TODO|FIXME)\b(?:\x{{28}}(?P<ref>[\x{{61}}-\x{{7a}}]*)\x{{29}})?(?P<text>{any}*)"),
            &format!("(?:TODO|FIXME){any}*"),
            &["TODO", "FIXME"],
            &["ref"],
        ),
        custom(
            "wide",
            r"^(?P<name>[\x{80}-\x{d7ff}\x{e000}-\x{10ffff}]+)|a$|b*?c",
            r"[\x{80}-\x{d7ff}\x{e000}-\x{10ffff}]+|a|b*?c",
            &[],
            &[],
        ),
    ]
}

fn scan(detectors: &[Spec], context: u8, text: &[u8]) -> Columns {
    let options = Options { detectors: detectors.to_vec(), context: u32::from(context % 3), ..Options::default() };
    match_text(&options, b"fuzz.txt", text).expect("the patterns compile").columns
}

/// Rows without what depends on the other rows: where their strings start.
fn rows(columns: &Columns) -> Vec<Vec<u32>> {
    let relative = |row: &[u32]| {
        let mut row = row.to_vec();
        let start = row[7];
        row[7..].iter_mut().for_each(|end| *end -= start);
        row
    };
    columns.rows.chunks(13).map(relative).collect()
}

fn check(columns: &Columns, text: &[u8]) {
    let wide = text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff");
    // An odd last byte of UTF-16 counts as a whole unit.
    let length = text.len() as u64 + u64::from(wide && text.len() % 2 == 1);
    let mut last = (0, 0);
    for row in columns.rows.chunks(13) {
        let offset = u64::from(row[2]) | u64::from(row[3]) << 32;
        assert!(row[4] > 0 && offset + u64::from(row[4]) <= length, "in the text");
        assert!(row[5] > 0 && row[6] > 0, "lines and columns begin at 1");
        assert!((offset, row[1]) >= last, "in order");
        last = (offset, row[1]);
        let strings = &columns.strings[row[7] as usize..row[12] as usize];
        let fields = row[10] as usize - row[7] as usize..row[11] as usize - row[7] as usize;
        assert!(
            std::str::from_utf8(&strings[..fields.start]).is_ok()
                && std::str::from_utf8(&strings[fields.end..]).is_ok()
        );
    }
}
