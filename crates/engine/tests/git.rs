//! Blob ids against git itself: the cases of `conformance/git/`.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tagwright_engine::{Blobs, Stat};

const CASES: &str = include_str!("../../../conformance/git/index.json");

fn command(program: &str, home: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    let path = std::env::var_os("PATH").expect("there is a PATH");
    command.current_dir(folder).env_clear().env("PATH", path).env("HOME", home).stderr(Stdio::null());
    command.env("GIT_CONFIG_SYSTEM", "/dev/null").env("GIT_CONFIG_GLOBAL", "/dev/null");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "a").env(format!("GIT_{who}_EMAIL"), "a");
    }
    command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "protocol.file.allow");
    command.env("GIT_CONFIG_VALUE_0", "always");
    command
}

fn files(root: &Path, folder: &Path, out: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("it is a folder").map(|entry| entry.expect("it can be read")) {
        let kind = entry.file_type().expect("it has a type");
        if entry.file_name() == ".git" {
        } else if kind.is_dir() {
            files(root, &entry.path(), out);
        } else if kind.is_file() {
            let path = entry.path();
            out.push(path.strip_prefix(root).expect("it is below").as_os_str().as_bytes().to_vec());
        }
    }
}

/// Whether blob id and size fix the file's bytes: it holds the blob's, or those with CRLF for each LF.
fn is_fixed(home: &Path, file: &Path, blob: [u8; 20]) -> bool {
    let name: String = blob.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut git = command("git", home, file.parent().expect("it is below"));
    let stored = git.args(["cat-file", "blob", &name]).output().expect("git runs").stdout;
    let crlf = stored.split(|&byte| byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
    let bytes = fs::read(file).expect("it is there");
    bytes == stored || bytes == crlf
}

fn texts(case: &Value, key: &str) -> Vec<String> {
    let list = case[key].as_array().map_or(&[][..], Vec::as_slice);
    list.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

struct Home(PathBuf);

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(number: usize, case: &Value) {
    let name = case["name"].as_str().expect("a name");
    let home = Home(std::env::temp_dir().join(format!("tagwright-git-{number}-{}", std::process::id())));
    let tree = home.0.join("tree");
    fs::create_dir_all(&tree).expect("the temporary folder is writable");
    let script = texts(case, "run").join("\n");
    let _ = command("sh", &home.0, &tree).args(["-c", &script]).stdout(Stdio::null()).status().expect("sh runs");
    let top = case["root"].as_str().map_or(tree.clone(), |root| tree.join(root));
    let attributes: Vec<_> =
        texts(case, "attributes").iter().map(|path| tree.join(path).into_os_string().into_vec()).collect();
    let blobs = Blobs::new(top.as_os_str().as_bytes(), &attributes);
    let mut paths = Vec::new();
    files(&top, &top, &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let file = top.join(OsStr::from_bytes(&path));
        let stat = Stat::from(&fs::symlink_metadata(&file).expect("it is there"));
        if let Some(blob) = blobs.blob(&path, &stat) {
            assert!(is_fixed(&home.0, &file, blob), "{name}: {}", path.escape_ascii());
            found.push(path);
        }
    }
    found.sort();
    let mut known: Vec<_> = texts(case, "known").into_iter().map(|path| bytes(&path)).collect();
    known.sort();
    assert_eq!(found, known, "{name}");
}

/// A byte that is no UTF-8 stands as a lone surrogate in JSON; `serde_json` cannot hold one, so U+10DC80 and on stand for them here.
fn bytes(path: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for char in path.chars() {
        match u32::from(char) {
            stray @ 0x10_dc80..=0x10_dcff => out.push((stray - 0x10_dc00) as u8),
            _ => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out
}

/// The text with every escaped stray byte spelt as a character that a `String` holds.
fn parsable() -> String {
    let mut text = CASES.to_owned();
    for stray in 0xdc80..=0xdcff_u32 {
        let char = char::from_u32(0x10_0000 + stray).expect("a character of the last plane");
        text = text.replace(&format!("\\u{stray:x}"), &char.to_string());
    }
    text
}

#[test]
fn blob_ids_are_those_of_what_git_stored() {
    let cases: Vec<Value> = serde_json::from_str(&parsable()).expect("the cases are JSON");
    assert!(cases.len() > 40);
    for (number, case) in cases.iter().enumerate() {
        run(number, case);
    }
}

#[test]
fn threads_may_ask_at_once() {
    let home = Home(std::env::temp_dir().join(format!("tagwright-git-threads-{}", std::process::id())));
    fs::create_dir_all(&home.0).expect("the temporary folder is writable");
    let script =
        "git init -q . && for i in $(seq 200); do mkdir -p d/$i; echo $i > d/$i/f; done; sleep 0.03; git add -A";
    let _ = command("sh", &home.0, &home.0).args(["-c", script]).status().expect("sh runs");
    let blobs = Blobs::new(home.0.as_os_str().as_bytes(), &[]);
    let count = || {
        let paths = (1..=200).map(|index| format!("d/{index}/f"));
        paths
            .filter(|path| {
                let stat = Stat::from(&fs::symlink_metadata(home.0.join(path)).expect("it is there"));
                blobs.blob(path.as_bytes(), &stat).is_some()
            })
            .count()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(count)).collect();
        assert!(threads.into_iter().all(|thread| thread.join().expect("no panic") == 200));
    });
}
