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
