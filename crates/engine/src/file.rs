//! Opening files, and what can go wrong with that.

use std::fs::{File, FileType};
use std::io::{Error, ErrorKind, Result};

use tagwright_core::Code;

use crate::Stat;

/// Why a file was not scanned.
#[derive(Debug)]
pub struct Failure {
    pub code: Code,
    pub detail: String,
}

impl Failure {
    /// `named`: the caller asked for the path, so that its absence is an error.
    pub fn of(error: &Error, named: bool) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory if named => {
                Self { code: Code::FileMissing, detail: String::new() }
            }
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self { code: Code::FileVanished, detail: String::new() },
            _ => Self { code: Code::FileUnreadable, detail: errno(error) },
        }
    }

    /// Whether the file is not there.
    pub fn is_absence(&self) -> bool {
        matches!(self.code, Code::FileMissing | Code::FileVanished)
    }
}

/// An open file.
#[derive(Debug)]
pub struct Opened {
    pub file: File,
    /// Whether a read that gives less than it could means the end of the file, as it does on the usual disk file systems.
    pub short_is_end: bool,
}

/// Opens files one after the other, each relative to its folder, which stays open for the next one: that saves the system
/// from looking up the same folders for every file.
#[derive(Debug, Default)]
pub struct Opener {
    /// The folder's path, with its slash.
    #[cfg(unix)]
    folder: Vec<u8>,
    #[cfg(unix)]
    open: Option<rustix::fd::OwnedFd>,
    /// What `short_is_end` says of it, once something in it was opened.
    #[cfg(unix)]
    short_is_end: Option<bool>,
}

#[cfg(unix)]
impl Opener {
    /// Opens a file for reading: never blocks on a FIFO that took its place, and follows no link unless told to.
    pub fn open(&mut self, absolute: &[u8], follow: bool) -> Result<Opened> {
        use rustix::fs::{Mode, OFlags, openat};
        if absolute.len() >= PATH_MAX {
            return Err(Error::from_raw_os_error(libc::ENAMETOOLONG));
        }
        let name = crate::path::base(absolute);
        let folder = &absolute[..absolute.len() - name.len()];
        if self.folder != folder || self.open.is_none() {
            self.enter(folder)?;
        }
        let at = self.open.as_ref().expect("enter opens the folder or fails");
        let link = if follow { OFlags::empty() } else { OFlags::NOFOLLOW };
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | link;
        let file = File::from(openat(at, name, flags, Mode::empty())?);
        let short_is_end = *self.short_is_end.get_or_insert_with(|| short_is_end(at));
        Ok(Opened { file, short_is_end })
    }

    /// What is told of a regular file without opening it; follows no link unless told to. Nothing if it is something else.
    pub fn stat(&mut self, absolute: &[u8], follow: bool) -> Option<Stat> {
        use rustix::fs::{AtFlags, statat};
        if absolute.len() >= PATH_MAX {
            return None;
        }
        let name = crate::path::base(absolute);
        let folder = &absolute[..absolute.len() - name.len()];
        if self.folder != folder || self.open.is_none() {
            self.enter(folder).ok()?;
        }
        let at = self.open.as_ref()?;
        let link = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
        regular(&statat(at, name, link).ok()?)
    }

    fn enter(&mut self, folder: &[u8]) -> Result<()> {
        use rustix::fs::{Mode, OFlags, open};
        (self.open, self.short_is_end) = (None, None);
        self.open = Some(open(folder, folder_flags() | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?);
        self.folder.clear();
        self.folder.extend_from_slice(folder);
        Ok(())
    }
}

/// A folder that is only a starting point need not be readable.
#[cfg(target_os = "linux")]
fn folder_flags() -> rustix::fs::OFlags {
    rustix::fs::OFlags::PATH
}

#[cfg(all(unix, not(target_os = "linux")))]
fn folder_flags() -> rustix::fs::OFlags {
    rustix::fs::OFlags::RDONLY
}

/// The longest path the system takes, its closing NUL included.
#[cfg(unix)]
const PATH_MAX: usize = 4096;

#[cfg(not(unix))]
impl Opener {
    /// Opens a file for reading.
    pub fn open(&mut self, absolute: &[u8], _follow: bool) -> Result<Opened> {
        let file = File::open(crate::path::os(absolute))?;
        Ok(Opened { file, short_is_end: false })
    }

    /// What is told of a regular file without opening it.
    pub fn stat(&mut self, absolute: &[u8], follow: bool) -> Option<Stat> {
        let path = crate::path::os(absolute);
        let data = if follow { std::fs::metadata(path) } else { std::fs::symlink_metadata(path) };
        data.ok().filter(std::fs::Metadata::is_file).map(|data| Stat::from(&data))
    }
}

/// What an open file says of itself, if it is a regular one.
#[cfg(unix)]
pub fn stat(file: &File) -> Option<Stat> {
    regular(&rustix::fs::fstat(file).ok()?)
}

#[cfg(not(unix))]
pub fn stat(file: &File) -> Option<Stat> {
    file.metadata().ok().filter(std::fs::Metadata::is_file).map(|data| Stat::from(&data))
}

/// The widths of these differ between systems.
#[cfg(unix)]
#[allow(clippy::unnecessary_cast, clippy::cast_possible_wrap, clippy::cast_sign_loss, clippy::cast_lossless)]
fn regular(data: &rustix::fs::Stat) -> Option<Stat> {
    use rustix::fs::FileType;
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    (FileType::from_raw_mode(data.st_mode as _) == FileType::RegularFile).then(|| Stat {
        size: data.st_size as u64,
        mtime: nanoseconds(data.st_mtime as i64, data.st_mtime_nsec as i64),
        ctime: nanoseconds(data.st_ctime as i64, data.st_ctime_nsec as i64),
        inode: data.st_ino as u64,
    })
}

/// Whether the folder lies on a file system whose reads are only short at a file's end (not so for /proc or some FUSE ones).
#[cfg(target_os = "linux")]
fn short_is_end(folder: &rustix::fd::OwnedFd) -> bool {
    /// ext2–4, btrfs, xfs, tmpfs, overlayfs, f2fs, zfs: the numbers of statfs(2).
    const DISKS: [u32; 7] = [0xef53, 0x9123_683e, 0x5846_5342, 0x0102_1994, 0x794c_7630, 0xf2f5_2010, 0x2fc1_2fc1];
    rustix::fs::fstatfs(folder).is_ok_and(|data| DISKS.contains(&(data.f_type as u32)))
}

/// Elsewhere every read is followed by another one until nothing comes.
#[cfg(all(unix, not(target_os = "linux")))]
fn short_is_end(_: &rustix::fd::OwnedFd) -> bool {
    false
}

/// What a special file is called.
#[cfg(unix)]
pub fn kind_name(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_fifo() => "FIFO",
        kind if kind.is_socket() => "socket",
        kind if kind.is_char_device() => "character device",
        kind if kind.is_block_device() => "block device",
        _ => "special file",
    }
}

/// What a special file is called.
#[cfg(not(unix))]
pub fn kind_name(_: FileType) -> &'static str {
    "special file"
}

/// The error's name, as `errno(3)` and Node spell it.
#[cfg(unix)]
pub fn errno(error: &Error) -> String {
    const NAMES: [(i32, &str); 25] = [
        (libc::EACCES, "EACCES"),
        (libc::EPERM, "EPERM"),
        (libc::EIO, "EIO"),
        (libc::ELOOP, "ELOOP"),
        (libc::ENAMETOOLONG, "ENAMETOOLONG"),
        (libc::EMFILE, "EMFILE"),
        (libc::ENFILE, "ENFILE"),
        (libc::ENOTDIR, "ENOTDIR"),
        (libc::EISDIR, "EISDIR"),
        (libc::EBUSY, "EBUSY"),
        (libc::ENXIO, "ENXIO"),
        (libc::ENODEV, "ENODEV"),
        (libc::EINVAL, "EINVAL"),
        (libc::ETXTBSY, "ETXTBSY"),
        (libc::ESTALE, "ESTALE"),
        (libc::EOVERFLOW, "EOVERFLOW"),
        (libc::EFBIG, "EFBIG"),
        (libc::ENOMEM, "ENOMEM"),
        (libc::EAGAIN, "EAGAIN"),
        (libc::ETIMEDOUT, "ETIMEDOUT"),
        (libc::EFAULT, "EFAULT"),
        (libc::EEXIST, "EEXIST"),
        (libc::ENOSPC, "ENOSPC"),
        (libc::EDQUOT, "EDQUOT"),
        (libc::EROFS, "EROFS"),
    ];
    let named = NAMES.iter().find(|(number, _)| Some(*number) == error.raw_os_error());
    named.map_or_else(|| error.to_string(), |(_, name)| (*name).to_owned())
}

/// The error's name, as Node spells it.
#[cfg(not(unix))]
pub fn errno(error: &Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "EPERM".to_owned(),
        _ => error.to_string(),
    }
}
