//! Which language a file is in.

use super::Grammar;
use crate::generated::languages::{EXTENSIONS, FILENAMES, GRAMMARS, NAMES, SHEBANGS};

/// A row of `data/languages.json`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Language(u16);

/// How many bytes of a content are looked at for a shebang or a modeline.
const HEAD: usize = 512;

impl Language {
    /// What a file of no known language is lexed as.
    pub const GENERIC: Self = Self(0);

    /// The language of a file: by its name, else its extension (the longest that is known, in any case), else the interpreter of its first line, else a modeline in its first lines.
    #[must_use]
    pub fn of(path: &[u8], bytes: &[u8]) -> Self {
        Self::of_name(path).or_else(|| Self::spoken(bytes)).unwrap_or(Self::GENERIC)
    }

    /// The language that a file's name tells, whatever its content.
    #[must_use]
    pub fn of_name(path: &[u8]) -> Option<Self> {
        Self::named_file(path.rsplit(|byte| *byte == b'/').next().unwrap_or(path))
    }

    /// The language of that name or alias, in any case.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        find(NAMES, &name.to_ascii_lowercase())
    }

    /// Its row in the table, from 0; [`Self::GENERIC`] is 0.
    #[must_use]
    pub const fn index(self) -> u16 {
        self.0
    }

    /// That row of the table, if there is one.
    #[must_use]
    pub fn at(index: u16) -> Option<Self> {
        (usize::from(index) < GRAMMARS.len()).then_some(Self(index))
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
        let mut lines = head.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).take(2);
        let first = lines.next()?;
        shebang(first).or_else(|| modeline(first)).or_else(|| modeline(lines.next()?)).or_else(|| opening(head))
    }
}

/// What a content begins with that leaves no doubt.
const OPENINGS: &[(&[u8], &[u8])] =
    &[(b"<?php", b"php"), (b"<?xml", b"xml"), (b"<!doctype html", b"html"), (b"<html", b"html")];

fn opening(head: &[u8]) -> Option<Language> {
    let begins =
        |(start, _): &&(&[u8], &[u8])| head.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    Language::named(OPENINGS.iter().find(begins)?.1)
}

/// The language of `-*- mode: python -*-`, `-*- C++ -*-` or `vim: set ft=sh:`.
fn modeline(line: &[u8]) -> Option<Language> {
    emacs(line).or_else(|| vim(line)).and_then(Language::named)
}

fn emacs(line: &[u8]) -> Option<&[u8]> {
    let start = memchr::memmem::find(line, b"-*-")? + 3;
    let inner = &line[start..start + memchr::memmem::find(&line[start..], b"-*-")?];
    let mode = |pair: &&[u8]| pair.trim_ascii().get(..5).is_some_and(|key| key.eq_ignore_ascii_case(b"mode:"));
    match inner.split(|byte| *byte == b';').find(mode) {
        Some(pair) => Some(pair.trim_ascii()[5..].trim_ascii()),
        None => (!inner.contains(&b':')).then(|| inner.trim_ascii()),
    }
}

fn vim(line: &[u8]) -> Option<&[u8]> {
    let marks: [&[u8]; 3] = [b"vim:", b"vi:", b"ex:"];
    let start = marks.iter().find_map(|mark| Some(memchr::memmem::find(line, mark)? + mark.len()))?;
    let keys: [&[u8]; 4] = [b"ft=", b"filetype=", b"syntax=", b"syn="];
    let words = line[start..].split(|byte| matches!(byte, b' ' | b'\t' | b':'));
    words.into_iter().find_map(|word| keys.iter().find_map(|key| word.strip_prefix(*key)))
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
