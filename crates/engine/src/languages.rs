//! What the caller says of the languages of files.

use tagwright_core::zones::Language;

use crate::rules::{RuleSet, Verdict};

/// Which files are in which language, whatever their names and contents say.
#[derive(Debug)]
pub struct Languages(Vec<(RuleSet, Language)>);

impl Languages {
    /// Lines as an ignore file has them, each with the language of the files that it matches. A line that is no rule matches none.
    pub fn new(said: &[(String, Language)]) -> Self {
        let compile = |(line, language): &(String, Language)| (RuleSet::parse(line.as_bytes(), |_, _| ()), *language);
        Self(said.iter().map(compile).collect())
    }

    /// The language that the last line which matches a root-relative path, or a folder above it, gives it.
    pub fn of(&self, path: &[u8]) -> Option<Language> {
        let fits = |(rules, _): &&(RuleSet, Language)| rules.verdict_up(path) == Some(Verdict::Ignore);
        self.0.iter().rev().find(fits).map(|(_, language)| *language)
    }
}
