//! What folders hold, put into the order of paths.

use crate::entries::Entries;

/// What a folder holds that is to be scanned; both lists sorted by name.
#[derive(Debug, Default)]
pub struct Listing {
    pub path: Vec<u8>,
    /// Files by name.
    pub entries: Entries,
    /// Names of folders below, and where their listings stand.
    pub below: Vec<(Vec<u8>, usize)>,
}

impl Listing {
    pub fn sort(&mut self) {
        self.entries.sort();
        self.below.sort_unstable_by(|(a, _), (b, _)| slashed(a).cmp(slashed(b)));
    }

    /// How long the paths of all files are.
    pub fn bytes(&self) -> usize {
        (self.path.len() + 1) * self.entries.len() + self.entries.bytes()
    }
}

/// The order of folders is that of the paths below them, so a slash follows each.
fn slashed(name: &[u8]) -> impl Iterator<Item = &u8> {
    name.iter().chain(b"/")
}

/// A folder's files and those below it, in path order: that spares sorting all paths at once.
pub fn flatten(listings: &[Listing], number: usize, entries: &mut Entries) {
    let Listing { path, entries: own, below } = &listings[number];
    let mut own = own.all().iter().peekable();
    for (folder, number) in below {
        while let Some(entry) = own.next_if(|entry| entry.path.iter().lt(slashed(folder))) {
            entries.push_below(path, entry);
        }
        flatten(listings, *number, entries);
    }
    own.for_each(|entry| entries.push_below(path, entry));
}
