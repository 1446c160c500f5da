//! Plants the trees that conformance/walk describes.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Map, Value};

use crate::case::{hex, text};

const TAGGED: &str = "@TAG[SPEC:x]\n";

/// A folder that is removed when it is dropped.
pub struct Temporary(PathBuf);

impl Temporary {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("tagwright-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = fs::canonicalize(std::env::temp_dir()).expect("it is there").join(name);
        fs::create_dir(&path).expect("it can be made");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.as_os_str().as_bytes().to_vec()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).expect("it can be removed");
    }
}

/// Only Linux takes any bytes as a name.
pub fn can_hold(need: &str) -> bool {
    need != "bytes" || cfg!(target_os = "linux")
}

/// A path below a folder, `.` and `..` resolved by the words.
pub fn clean(folder: &[u8], path: &str) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = folder.split(|&byte| byte == b'/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name.as_bytes()),
        }
    }
    parts.iter().flat_map(|part| [b"/", *part]).flatten().copied().collect()
}

pub fn plant(folder: &Path, files: &Map<String, Value>) {
    for (path, entry) in files {
        let path = path.strip_prefix("hex:").map_or_else(|| path.clone().into_bytes(), hex);
        put(&folder.join(OsStr::from_bytes(&path)), entry);
    }
}

fn put(at: &Path, entry: &Value) {
    let folder = if entry.is_null() { at } else { at.parent().expect("it stands in a folder") };
    fs::create_dir_all(folder).expect("it can be made");
    if let Some(content) = content(entry) {
        return fs::write(at, content).expect("it can be written");
    }
    if let Some(target) = entry["symlink"].as_str() {
        return std::os::unix::fs::symlink(target, at).expect("it can be made");
    }
    if entry["fifo"] == true {
        assert!(Command::new("mkfifo").arg(at).status().expect("mkfifo runs").success());
    }
    if entry["socket"] == true {
        drop(std::os::unix::net::UnixListener::bind(at).expect("it can be bound"));
    }
}

fn content(entry: &Value) -> Option<Vec<u8>> {
    Some(match entry {
        Value::Bool(true) => TAGGED.into(),
        Value::String(text) => text.clone().into_bytes(),
        _ if entry["hex"].is_string() => hex(text(&entry["hex"])),
        _ => {
            let mut content = TAGGED.as_bytes().to_vec();
            content.resize(usize::try_from(entry["size"].as_u64()?).expect("small"), b'x');
            content
        }
    })
}
