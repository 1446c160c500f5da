//! Which language a file is in.

use super::Grammar;
use crate::generated::languages::{EXTENSIONS, FILENAMES, GRAMMARS, NAMES, SHEBANGS};

/// A row of `data/languages.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(u16);

/// How many bytes of a content are looked at for a shebang or a modeline.
const HEAD: usize = 512;

impl Language {
    /// What a file of no known language is lexed as.
    pub const GENERIC: Self = Self(0);

    /// The language of a file: by its name, else its extension (the longest that is known, in any case), else the interpreter of its first line, else a modeline in its first lines.
    #[must_use]
    pub fn of(path: &[u8], bytes: &[u8]) -> Self {
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
        Self::named_file(name).or_else(|| Self::spoken(bytes)).unwrap_or(Self::GENERIC)
    }

    /// The language of that name or alias, in any case.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        find(NAMES, &name.to_ascii_lowercase())
    }

    /// Its name, as the table has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.grammar().name
    }

    /// The tables of that name, in lower case; those of unknown languages if there are none.
    pub(crate) fn part(name: &[u8]) -> &'static Grammar {
        find(NAMES, name).unwrap_or(Self::GENERIC).grammar()
    }

    pub(crate) fn grammar(self) -> &'static Grammar {
        &GRAMMARS[usize::from(self.0)]
    }

    fn named_file(name: &[u8]) -> Option<Self> {
        find(FILENAMES, name).or_else(|| {
            let lower = name.to_ascii_lowercase();
            let dots = (0..lower.len()).filter(|at| lower[*at] == b'.');
            dots.map(|dot| &lower[dot..]).find_map(|extension| find(EXTENSIONS, extension))
        })
    }

    fn spoken(bytes: &[u8]) -> Option<Self> {
        let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let head = &content[..content.len().min(HEAD)];
        let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r'));
        shebang(lines.next()?)
    }
}

/// The language of `#!/usr/bin/env -S python3.11 -u`.
fn shebang(line: &[u8]) -> Option<Language> {
    let words = line.strip_prefix(b"#!")?.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
    let mut programs = words.map(|word| word.rsplit(|byte| *byte == b'/').next().unwrap_or(word));
    let first = programs.next()?;
    let passed = |word: &&[u8]| !word.starts_with(b"-") && !word.contains(&b'=');
    let program = if first == b"env" { programs.find(passed)? } else { first };
    let version = program.iter().rev().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')).count();
    find(SHEBANGS, program).or_else(|| find(SHEBANGS, &program[..program.len() - version]))
}

fn find(table: &[(&[u8], u16)], key: &[u8]) -> Option<Language> {
    table.binary_search_by(|(own, _)| (*own).cmp(key)).ok().map(|index| Language(table[index].1))
}
