//! Opening files, and what can go wrong with that.

use std::fs::{File, FileType, OpenOptions};
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use tagwright_core::Code;

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
            ErrorKind::NotFound if named => Self { code: Code::FileMissing, detail: String::new() },
            ErrorKind::NotFound => Self { code: Code::FileVanished, detail: String::new() },
            _ => Self { code: Code::FileUnreadable, detail: errno(error) },
        }
    }
}

/// Opens a file for reading: never blocks on a FIFO that took its place, and follows no link unless told to.
pub fn open(path: &Path, follow: bool) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | if follow { 0 } else { libc::O_NOFOLLOW });
    }
    #[cfg(not(unix))]
    let _ = follow;
    options.open(path)
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
fn errno(error: &Error) -> String {
    const NAMES: [(i32, &str); 21] = [
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
    ];
    let named = NAMES.iter().find(|(number, _)| Some(*number) == error.raw_os_error());
    named.map_or_else(|| error.to_string(), |(_, name)| (*name).to_owned())
}

/// The error's name, as Node spells it.
#[cfg(not(unix))]
fn errno(error: &Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "EPERM".to_owned(),
        _ => error.to_string(),
    }
}
