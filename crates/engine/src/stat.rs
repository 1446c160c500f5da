//! What tells cheaply whether a file is still the same.

/// Of a file. On systems other than Unix, ctime and inode are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub mtime: i64,
    /// Nanoseconds since 1970.
    pub ctime: i64,
    /// The file's number in its file system.
    pub inode: u64,
}

impl From<&std::fs::Metadata> for Stat {
    #[cfg(unix)]
    fn from(data: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            size: data.size(),
            mtime: nanoseconds(data.mtime(), data.mtime_nsec()),
            ctime: nanoseconds(data.ctime(), data.ctime_nsec()),
            inode: data.ino(),
        }
    }

    #[cfg(not(unix))]
    fn from(data: &std::fs::Metadata) -> Self {
        use std::time::UNIX_EPOCH;
        let after = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let mtime = after.and_then(|time| i64::try_from(time.as_nanos()).ok()).unwrap_or_default();
        Self { size: data.len(), mtime, ..Self::default() }
    }
}
