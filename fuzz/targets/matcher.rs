//! Any bytes, any detectors: what is found lies in the text, in order, and is what each detector finds alone.

use std::cell::RefCell;
use std::collections::HashMap;

use tagwright_engine::core::{
    At, Block, Dialect, Found, Ground, Matcher, Miss, Needs, Notes, Pattern, Scratch, Sink, Spec, Zones,
};

/// What was found: where it starts, the detector, where it ends, line, column, and its strings.
type Row = (usize, usize, usize, u32, u32, Vec<Option<Vec<u8>>>);

thread_local! {
    /// Compiling takes longer than matching: each set of detectors is compiled once.
    static MATCHERS: RefCell<HashMap<u8, (Matcher, Scratch)>> = RefCell::default();
}

/// The first byte says which detectors run; the rest is the text.
pub fn run(data: &[u8]) {
    let [which, text @ ..] = data else { return };
    let which = which & 0x7f;
    let together = scan(which, text);
    check(&together, text);
    let chosen = (0..7).filter(|at| which >> at & 1 == 1);
    let own = |(index, at): (usize, u8)| {
        let rows = scan(1 << at, text).into_iter();
        rows.map(move |(start, _, end, line, column, strings)| (start, index, end, line, column, strings))
    };
    let mut alone: Vec<Row> = chosen.enumerate().flat_map(own).collect();
    alone.sort_by_key(|row| (row.0, row.1));
    assert_eq!(together, alone, "detectors together and alone");
}

fn all() -> Vec<Spec> {
    let trace = |name, literals: &[&str]| Spec::Trace {
        dialect: Dialect::named(name).expect("a dialect"),
        literals: literals.iter().map(|literal| literal.as_bytes().to_vec()).collect(),
        zones: Zones::ALL,
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
            zones: Zones::ALL,
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
        Spec::Note(Notes {
            keywords: vec![b"TODO".to_vec(), b"BUG".to_vec()],
            literals: [b"TODO", b"@tod", b"@Tod", b"@bug"]
                .map(|one| one.to_vec())
                .into_iter()
                .chain([b"BUG".to_vec()])
                .collect(),
            joined: true,
            needs: Needs::default(),
            zones: Zones::COMMENT,
            ..Notes::default()
        }),
    ]
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Sink for Rows {
    fn tag(&mut self, detector: usize, at: &At, _ground: Ground, found: &Found<'_>) {
        let own = [&found.kind, &found.name, &found.text].map(|value| Some(value.to_vec()));
        let fields = found.fields.iter().map(|field| field.as_ref().map(|value| value.to_vec()));
        self.0.push((at.start, detector, at.end, at.line, at.column, own.into_iter().chain(fields).collect()));
    }

    fn miss(&mut self, at: &At, miss: &Miss) {
        assert!(at.start < at.end && at.line > 0 && at.column > 0, "{miss:?}");
    }
}

fn scan(which: u8, text: &[u8]) -> Vec<Row> {
    MATCHERS.with_borrow_mut(|matchers| {
        let (matcher, scratch) = matchers.entry(which).or_insert_with(|| {
            let chosen = all().into_iter().enumerate().filter(|(at, _)| which >> at & 1 == 1);
            let specs: Vec<Spec> = chosen.map(|(_, spec)| spec).collect();
            let matcher = Matcher::new(&specs).expect("the patterns compile");
            let scratch = matcher.scratch();
            (matcher, scratch)
        });
        let mut rows = Rows::default();
        matcher.scan(scratch, Block::whole(text), b"fuzz.txt", &mut rows);
        rows.0
    })
}

fn check(rows: &[Row], text: &[u8]) {
    let mut last = (0, 0);
    for (start, detector, end, line, column, _) in rows {
        assert!(start < end && *end <= text.len(), "in the text");
        assert!(*line > 0 && *column > 0, "lines and columns begin at 1");
        assert!(!text[*start..*end].contains(&b'\n') && !text[*start..*end].contains(&b'\r'), "on one line");
        assert!((*start, *detector) >= last, "in order");
        last = (*start, *detector);
    }
}
