//! What folders hold, put into the order of paths.

use super::Entry;

/// What a folder holds that is to be scanned; both lists sorted by path.
#[derive(Debug, Default)]
pub struct Listing {
    pub entries: Vec<Entry>,
    /// Folders below, and where their listings stand.
    pub below: Vec<(Vec<u8>, usize)>,
}

impl Listing {
    /// All paths begin with the folder's, so that only what follows its `prefix` bytes is compared.
    pub fn sort(&mut self, prefix: usize) {
        self.entries.sort_unstable_by(|a, b| a.path[prefix..].cmp(&b.path[prefix..]));
        self.below.sort_unstable_by(|(a, _), (b, _)| in_order(&a[prefix..], &b[prefix..]));
    }
}

/// The order of folders is that of the paths below them, so a slash follows each.
fn in_order(a: &[u8], b: &[u8]) -> std::cmp::Ordering {
    a.iter().chain(b"/").cmp(b.iter().chain(b"/"))
}

/// A folder's entries and those below it, in path order: that spares sorting all paths at once.
pub fn flatten(listings: &mut [Listing], number: usize, entries: &mut Vec<Entry>) {
    let Listing { entries: own, below } = std::mem::take(&mut listings[number]);
    let mut own = own.into_iter().peekable();
    for (folder, number) in below {
        let before = |entry: &Entry| entry.path.iter().lt(folder.iter().chain(b"/"));
        while let Some(entry) = own.next_if(before) {
            entries.push(entry);
        }
        flatten(listings, number, entries);
    }
    entries.extend(own);
}
