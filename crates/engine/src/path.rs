//! Paths as bytes, with `/`. On Unix they are the names; elsewhere they are WTF-8.

#[cfg(unix)]
use std::ffi::OsStr;
#[cfg(not(unix))]
use std::ffi::OsString;
use std::path::PathBuf;

/// The path that those bytes stand for.
#[cfg(unix)]
pub fn os(bytes: &[u8]) -> &OsStr {
    std::os::unix::ffi::OsStrExt::from_bytes(bytes)
}

/// The path that those bytes stand for. A name that is not Unicode is not found again.
#[cfg(not(unix))]
pub fn os(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// A path below a folder: `relative` may be empty.
pub fn join(folder: &[u8], relative: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(folder.len() + 1 + relative.len());
    join_into(&mut bytes, folder, relative);
    PathBuf::from(os(&bytes).to_os_string())
}

/// The same into a buffer that is used again.
pub fn join_into(buffer: &mut Vec<u8>, folder: &[u8], relative: &[u8]) {
    buffer.clear();
    buffer.extend_from_slice(folder);
    if !relative.is_empty() {
        if !folder.ends_with(b"/") {
            buffer.push(b'/');
        }
        buffer.extend_from_slice(relative);
    }
}

/// Goes one name down.
pub fn push(path: &mut Vec<u8>, name: &[u8]) {
    if !path.is_empty() {
        path.push(b'/');
    }
    path.extend_from_slice(name);
}

/// What follows the last `/`.
pub fn base(path: &[u8]) -> &[u8] {
    memchr::memrchr(b'/', path).map_or(path, |slash| &path[slash + 1..])
}

/// `path` relative to `root`, which holds it.
pub fn relative<'p>(root: &[u8], path: &'p [u8]) -> &'p [u8] {
    let rest = path.strip_prefix(root).unwrap_or(path);
    rest.strip_prefix(b"/").unwrap_or(rest)
}

/// Whether `path` is `folder`, or below it. The empty folder is the root.
pub fn covers(folder: &[u8], path: &[u8]) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| folder.is_empty() || rest.is_empty() || rest.first() == Some(&b'/'))
}
