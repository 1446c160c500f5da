//! A store's two files: read, written, recognised.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::format::{GONE, HEADER, Header, Part, Raw};
use super::store::{DIRTY, Record, Store, Update};
use super::{Notice, random};
use crate::Stat;
use crate::path::os;

/// Bytes written at a time.
const CHUNK: usize = 256 << 10;

/// What a file is recognised by: size, mtime and inode; a rename changes the ctime.
type Seen = Option<Stat>;

/// Where a store is.
#[derive(Clone, Debug)]
pub struct Place {
    base: PathBuf,
    patch: PathBuf,
    pub lock: PathBuf,
    /// What temporary files' names begin with.
    name: Vec<u8>,
    pub folder: PathBuf,
}

impl Place {
    /// `file`: the base without its `.twc`.
    pub fn new(file: &[u8]) -> Self {
        let with = |end: &[u8]| PathBuf::from(os(&[file, end].concat()));
        let base = with(b".twc");
        let folder = base.parent().map(Path::to_path_buf).unwrap_or_default();
        let name = [crate::path::base(file), b".tw"].concat();
        Self { base, patch: with(b".twp"), lock: with(b".lock"), name, folder }
    }

    pub fn path(&self, part: Part) -> &Path {
        match part {
            Part::Base => &self.base,
            Part::Patch => &self.patch,
        }
    }

    /// What the files are recognised by now.
    pub fn seen(&self) -> [Seen; 2] {
        [Part::Base, Part::Patch].map(|part| fs::metadata(self.path(part)).ok().map(|data| seen(&data)))
    }

    /// Bytes of both files.
    pub fn bytes(&self) -> u64 {
        self.seen().iter().flatten().map(|stat| stat.size).sum()
    }

    /// Removes both files.
    pub fn remove(&self) -> Result<()> {
        gone_is_fine(fs::remove_file(&self.patch))?;
        gone_is_fine(fs::remove_file(&self.base))
    }

    /// A patch of another base counts for nothing, so it does not matter if this fails.
    pub fn remove_patch(&self) {
        let _ = fs::remove_file(&self.patch);
    }

    /// Removes temporary files that others left a minute ago. Only while the lock is held.
    pub fn sweep(&self) {
        let old = |entry: &fs::DirEntry| {
            let made = entry.metadata().and_then(|data| data.modified()).ok();
            let age = made.and_then(|made| SystemTime::now().duration_since(made).ok());
            let name = entry.file_name();
            let name = name.as_encoded_bytes();
            age > Some(Duration::from_secs(60)) && name.starts_with(&self.name) && name.ends_with(b".tmp")
        };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten().filter(old) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn seen(data: &fs::Metadata) -> Stat {
    Stat { ctime: 0, ..Stat::from(data) }
}

fn gone_is_fine(result: Result<()>) -> Result<()> {
    result.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// A store as it was on disk.
#[derive(Debug, Default)]
pub struct Loaded {
    pub store: Store,
    /// The base's id; 0: there is none.
    pub base: u64,
    /// Records of the base.
    pub based: usize,
    /// Milliseconds since 1970.
    pub scanned: u64,
    pub seen: [Seen; 2],
    /// Bytes.
    pub read: u64,
    pub notices: Vec<Notice>,
}

/// Reads what there is. Never fails: what cannot be understood is told in a notice.
pub fn load(place: &Place, fingerprint: &[u8; 32]) -> Loaded {
    let mut loaded = Loaded::default();
    let Some(base) = loaded.part(place, Part::Base, fingerprint) else { return loaded };
    (loaded.base, loaded.scanned) = (base.header.base, base.header.scanned);
    loaded.store = loaded.records(place, &base);
    loaded.based = loaded.store.records.len();
    drop(base.bytes);
    let patch = loaded.part(place, Part::Patch, fingerprint).filter(|patch| patch.header.base == loaded.base);
    if let Some(patch) = patch {
        let news = loaded.records(place, &patch);
        loaded.scanned = loaded.scanned.max(patch.header.scanned);
        let updates: Vec<Update<'_>> = news.records.iter().map(|record| news.update(record)).collect();
        loaded.store.apply(&updates, DIRTY);
    }
    loaded
}

/// A file's header and what follows.
struct Bytes {
    header: Header,
    bytes: Vec<u8>,
    /// Whether the file is as long as the header says.
    whole: bool,
}

impl Loaded {
    fn part(&mut self, place: &Place, part: Part, fingerprint: &[u8; 32]) -> Option<Bytes> {
        let path = place.path(part);
        match read(path, &mut self.seen[part as usize]) {
            Ok(bytes) => {
                self.read += bytes.len() as u64;
                let found = parse(bytes, part, fingerprint);
                if found.is_none() {
                    self.corrupt(path);
                }
                found
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                self.notices.push(Notice::of("E_CACHE_READ", path, &error));
                None
            }
        }
    }

    /// The records up to the first that is not sound.
    fn records(&mut self, place: &Place, Bytes { header, bytes, whole }: &Bytes) -> Store {
        let mut store = Store::default();
        let limit = bytes.len();
        store.records.reserve_exact((header.records as usize).min(limit / 64));
        let mut rest = bytes.as_slice();
        let sound = |raw: &Raw<'_>| header.part == Part::Patch || raw.flags & GONE == 0;
        while let Some((raw, after)) = Raw::read(rest).filter(|(raw, _)| sound(raw))
            && store.append(&raw, limit).is_some()
        {
            rest = after;
        }
        if !rest.is_empty() || !whole || store.records.len() != header.records as usize {
            self.corrupt(place.path(header.part));
        }
        store
    }

    /// One notice is enough.
    fn corrupt(&mut self, path: &Path) {
        if !self.is_broken() {
            self.notices.push(Notice { code: "E_CACHE_CORRUPT", detail: path.to_string_lossy().into_owned() });
        }
    }

    /// Whether the next save must write all.
    pub fn is_broken(&self) -> bool {
        self.notices.iter().any(|notice| notice.code == "E_CACHE_CORRUPT")
    }
}

fn read(path: &Path, seen_as: &mut Seen) -> Result<Vec<u8>> {
    let data = fs::metadata(path)?;
    // Even if it cannot be read, so that it is not taken for another one later.
    *seen_as = Some(seen(&data));
    // To open a pipe is to wait for who writes to it.
    if !data.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "not a file"));
    }
    let mut file = File::open(path)?;
    let data = file.metadata()?;
    *seen_as = Some(seen(&data));
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or(0).min(1 << 30));
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn parse(mut bytes: Vec<u8>, part: Part, fingerprint: &[u8; 32]) -> Option<Bytes> {
    let header = Header::read(&bytes)?;
    if header.part != part || header.fingerprint != *fingerprint {
        return None;
    }
    bytes.drain(..HEADER);
    let whole = bytes.len() as u64 == header.length;
    bytes.truncate(usize::try_from(header.length).unwrap_or(usize::MAX));
    Some(Bytes { header, bytes, whole })
}

/// Writes a part beside where it is to be, and puts it there at once. Gives its bytes, and what it is recognised by.
///
/// # Errors
/// Of the file system; then nothing has changed.
pub fn save(place: &Place, header: Header, store: &Store, counts: impl Fn(&Record) -> bool) -> Result<(u64, Seen)> {
    let path = place.path(header.part);
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.{:016x}.tmp", std::process::id(), random()));
    let temporary = PathBuf::from(temporary);
    let saved = write(&temporary, header, store, counts).and_then(|saved| {
        fs::rename(&temporary, path)?;
        Ok(saved)
    });
    if saved.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    saved
}

fn write(path: &Path, mut header: Header, store: &Store, counts: impl Fn(&Record) -> bool) -> Result<(u64, Seen)> {
    let mut file = File::create_new(path)?;
    let mut buffer = Vec::with_capacity(CHUNK + (CHUNK >> 2));
    buffer.resize(HEADER, 0);
    let mut before: &[u8] = b"";
    (header.records, header.length) = (0, 0);
    for record in store.records.iter().filter(|record| counts(record)) {
        let start = buffer.len();
        store.raw(record, before).write(&mut buffer);
        before = store.path(record);
        header.records += 1;
        header.length += (buffer.len() - start) as u64;
        if buffer.len() >= CHUNK {
            file.write_all(&buffer)?;
            buffer.clear();
        }
    }
    file.write_all(&buffer)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&header.bytes())?;
    file.sync_all()?;
    let data = file.metadata()?;
    Ok((data.len(), Some(seen(&data))))
}
