//! One saver at a time, over processes: `docs/design/cache/how.md`, "Lock".

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(10);
/// No saver needs longer.
const STALE: Duration = Duration::from_secs(10);
/// Nobody needs longer to write into a lock that he made.
const UNFINISHED: Duration = Duration::from_secs(1);

/// A lock that is held; let go when dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    owner: String,
}

impl Lock {
    /// Takes a lock, or nothing if others hold it for longer than `wait`.
    ///
    /// # Errors
    /// Of the file system.
    pub fn take(path: &Path, wait: Duration) -> Result<Option<Self>> {
        let start = Instant::now();
        let owner = format!("{} {} {:016x}\n", std::process::id(), host(), super::random());
        loop {
            if let Some(lock) = Self::create(path, &owner)? {
                return Ok(Some(lock));
            }
            if is_stale(path) && take_over(path, &owner)? {
                continue;
            }
            if start.elapsed() >= wait {
                return Ok(None);
            }
            sleep(PAUSE);
        }
    }

    fn create(path: &Path, owner: &str) -> Result<Option<Self>> {
        match File::create_new(path) {
            Ok(mut file) => {
                let lock = Self { path: path.to_path_buf(), owner: owner.to_owned() };
                file.write_all(owner.as_bytes())?;
                Ok(Some(lock))
            }
            Err(error) if is_taken(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Not if it was taken over meanwhile. What was cut short by a full disk is our own.
        let ours = fs::read(&self.path).is_ok_and(|text| self.owner.as_bytes().starts_with(&text));
        if ours {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Elsewhere than on Unix a file that is being removed cannot be made.
fn is_taken(error: &Error) -> bool {
    error.kind() == ErrorKind::AlreadyExists || (cfg!(windows) && error.kind() == ErrorKind::PermissionDenied)
}

/// Removes a stale lock. One at a time may do so, and looks again first: it may be another's fresh one by then.
fn take_over(path: &Path, owner: &str) -> Result<bool> {
    let mut steal = path.as_os_str().to_owned();
    steal.push(".steal");
    let steal = PathBuf::from(steal);
    let Some(held) = Lock::create(&steal, owner)? else {
        if is_stale(&steal) {
            let _ = fs::remove_file(&steal);
        }
        return Ok(false);
    };
    if is_stale(path) {
        let _ = fs::remove_file(path);
    }
    drop(held);
    Ok(true)
}

fn is_stale(path: &Path) -> bool {
    let Ok(data) = fs::metadata(path) else { return false };
    let age = data.modified().ok().and_then(|made| SystemTime::now().duration_since(made).ok());
    let is_nobodys = |owner: String| is_dead(&owner) || (!owner.ends_with('\n') && age > Some(UNFINISHED));
    age > Some(STALE) || fs::read_to_string(path).is_ok_and(is_nobodys)
}

/// Whether an owner is a process of this host that is gone.
fn is_dead(owner: &str) -> bool {
    let mut words = owner.split_ascii_whitespace();
    let process = words.next().and_then(|word| word.parse().ok());
    let here = words.next() == Some(host().as_str());
    here && owner.ends_with('\n') && process.is_some_and(is_gone)
}

#[cfg(unix)]
fn is_gone(process: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(process).is_some_and(|process| test_kill_process(process) == Err(Errno::SRCH))
}

/// Only age tells.
#[cfg(not(unix))]
fn is_gone(_: i32) -> bool {
    false
}

#[cfg(unix)]
fn host() -> String {
    word(&rustix::system::uname().nodename().to_string_lossy())
}

#[cfg(not(unix))]
fn host() -> String {
    word(&std::env::var("COMPUTERNAME").unwrap_or_default())
}

/// As one word.
fn word(name: &str) -> String {
    let name: String = name.split_ascii_whitespace().collect();
    if name.is_empty() { "-".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn place(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("tagwright-lock-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        folder.join("a.lock")
    }

    fn write(path: &Path, owner: &str, age: u64) {
        fs::write(path, owner).expect("it can be written");
        let file = File::options().write(true).open(path).expect("it is ours");
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).expect("it is ours");
    }

    fn clean(path: &Path) {
        fs::remove_dir_all(path.parent().expect("it has one")).expect("it is ours");
    }

    #[test]
    fn a_held_lock_is_waited_for_and_then_given_up() {
        let path = place("held");
        let held = Lock::take(&path, SHORT).expect("it works").expect("it is free");
        let start = Instant::now();
        assert!(Lock::take(&path, SHORT).expect("it works").is_none());
        assert!(start.elapsed() >= SHORT);
        drop(held);
        assert!(!path.exists());
        assert!(Lock::take(&path, SHORT).expect("it works").is_some());
        clean(&path);
    }

    #[test]
    fn a_lock_is_stale_by_age_whoever_holds_it_and_by_the_death_of_a_process_here() {
        let path = place("stale");
        let here = host();
        let gone = i32::MAX;
        let own = std::process::id();
        let cases = [
            ("1 elsewhere 00\n".to_owned(), 11, true),
            (format!("{gone} {here} 00\n"), 0, true),
            (format!("{gone} elsewhere 00\n"), 0, false),
            (format!("{own} {here} 00\n"), 0, false),
            (format!("{gone}"), 0, false),
            (format!("{gone}"), 2, true),
            (String::new(), 0, false),
            (String::new(), 2, true),
        ];
        for (owner, age, taken) in cases {
            write(&path, &owner, age);
            let lock = Lock::take(&path, SHORT).expect("it works");
            assert_eq!(lock.is_some(), taken, "{owner} {age}");
            drop(lock);
            assert_eq!(path.exists(), !taken);
            let _ = fs::remove_file(&path);
        }
        clean(&path);
    }

    #[test]
    fn one_that_was_taken_over_is_left_to_who_took_it() {
        let path = place("over");
        let slow = Lock::take(&path, SHORT).expect("it works").expect("it is free");
        File::open(&path)
            .and_then(|file| file.set_modified(SystemTime::now() - 2 * STALE))
            .or_else(|_| File::options().write(true).open(&path)?.set_modified(SystemTime::now() - 2 * STALE))
            .expect("it is ours");
        let next = Lock::take(&path, SHORT).expect("it works").expect("it is stale");
        drop(slow);
        assert!(path.exists());
        drop(next);
        assert!(!path.exists());
        clean(&path);
    }

    #[test]
    fn who_died_while_taking_over_does_not_stop_others() {
        let path = place("steal");
        let dead = format!("{} {} 00\n", i32::MAX, host());
        write(&path, &dead, 0);
        write(&path.with_extension("lock.steal"), &dead, 0);
        assert!(Lock::take(&path, Duration::from_secs(1)).expect("it works").is_some());
        clean(&path);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        assert!(Lock::take(Path::new("/nowhere/at/all"), SHORT).is_err());
    }
}
