//! Mapped files that survive being truncated by somebody else.
//!
//! Touching a page that a truncated file no longer has raises SIGBUS. While a file is mapped its range is registered; the
//! handler puts an empty page where the fault was and notes it. Other faults go to whoever handled them before. Compositors
//! protect themselves from their clients' shared memory in the same way.

#![allow(unsafe_code)]

use std::fs::File;
use std::io::{Error, Result};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use memmap2::Mmap;

/// More than the most workers that map at once; without a free slot a file is read instead.
const SLOTS: usize = 256;

struct Slot {
    start: AtomicUsize,
    end: AtomicUsize,
    hit: AtomicBool,
}

static ACTIVE: [Slot; SLOTS] =
    [const { Slot { start: AtomicUsize::new(0), end: AtomicUsize::new(0), hit: AtomicBool::new(false) } }; SLOTS];

/// A mapped file.
#[derive(Debug)]
pub struct Mapped {
    map: Mmap,
    slot: usize,
}

impl Mapped {
    /// Maps a whole file, which must not be empty.
    pub fn new(file: &File) -> Result<Self> {
        install()?;
        // SAFETY: the mapping is private and only read; that its bytes may change or vanish is what this module is for:
        // changed bytes are plain data to the matcher, which trusts nothing about them, and a vanished page is replaced.
        let map = unsafe { Mmap::map(file)? };
        let start = map.as_ptr() as usize;
        let slot = ACTIVE
            .iter()
            .position(|slot| slot.start.compare_exchange(0, start, Ordering::AcqRel, Ordering::Relaxed).is_ok())
            .ok_or_else(|| Error::other("too many mapped files"))?;
        ACTIVE[slot].hit.store(false, Ordering::Release);
        ACTIVE[slot].end.store(start + map.len(), Ordering::Release);
        Ok(Self { map, slot })
    }

    /// An error if the file has become shorter than that.
    pub fn at_least(self, bytes: usize) -> Result<Self> {
        if self.map.len() < bytes { Err(Error::other("truncated")) } else { Ok(self) }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.map
    }

    /// Whether a page had to be put in place of one that vanished.
    pub fn was_truncated(&self) -> bool {
        ACTIVE[self.slot].hit.load(Ordering::Acquire)
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        ACTIVE[self.slot].end.store(0, Ordering::Release);
        ACTIVE[self.slot].start.store(0, Ordering::Release);
    }
}

struct Before {
    action: libc::sigaction,
    page: usize,
}

static BEFORE: OnceLock<Option<Before>> = OnceLock::new();

fn install() -> Result<()> {
    let before = BEFORE.get_or_init(|| {
        // SAFETY: plain system calls; the structures are valid and zeroed ones are a valid start for them.
        unsafe {
            let page = usize::try_from(libc::sysconf(libc::_SC_PAGESIZE)).ok()?;
            let mut own: libc::sigaction = std::mem::zeroed();
            let mut action: libc::sigaction = std::mem::zeroed();
            own.sa_sigaction = on_bus as *const () as usize;
            own.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut own.sa_mask);
            // The handler may run before this returns; it finds no slot of ours then and falls back to the default action.
            (libc::sigaction(libc::SIGBUS, &raw const own, &raw mut action) == 0).then_some(Before { action, page })
        }
    });
    before.as_ref().map(|_| ()).ok_or_else(|| Error::other("no signal handler"))
}

/// Only what is safe in a signal handler: atomics, mmap, sigaction.
extern "C" fn on_bus(signal: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the kernel passes a valid siginfo to a handler installed with SA_SIGINFO.
    let fault = unsafe { (*info).si_addr() } as usize;
    let Some(before) = BEFORE.get().and_then(Option::as_ref) else { return reset(signal) };
    let ours = ACTIVE
        .iter()
        .find(|slot| fault >= slot.start.load(Ordering::Acquire) && fault < slot.end.load(Ordering::Acquire));
    match ours {
        Some(slot) if replace(fault & !(before.page - 1), before.page) => slot.hit.store(true, Ordering::Release),
        _ => pass_on(before, signal, info, context),
    }
}

fn replace(page: usize, size: usize) -> bool {
    let flags = libc::MAP_FIXED | libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    // SAFETY: the page lies in a mapping of ours that a worker is reading; it is replaced in place by an empty one, and
    // unmapped with the rest.
    let got = unsafe { libc::mmap(page as *mut libc::c_void, size, libc::PROT_READ, flags, -1, 0) };
    got != libc::MAP_FAILED
}

fn pass_on(before: &Before, signal: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    let handler = before.action.sa_sigaction;
    if handler == libc::SIG_DFL || handler == libc::SIG_IGN {
        return reset(signal);
    }
    // SAFETY: it is the handler that was installed before, called in the form that its flags ask for.
    unsafe {
        if before.action.sa_flags & libc::SA_SIGINFO == 0 {
            std::mem::transmute::<usize, extern "C" fn(libc::c_int)>(handler)(signal);
        } else {
            type Full = extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void);
            std::mem::transmute::<usize, Full>(handler)(signal, info, context);
        }
    }
}

/// Back to the default action; the fault happens again and takes it.
fn reset(signal: libc::c_int) {
    // SAFETY: a zeroed sigaction is the default action.
    unsafe {
        let action: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, &raw const action, std::ptr::null_mut());
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn survives_a_truncated_file() {
        let path = std::env::temp_dir().join(format!("tagwright-map-{}", std::process::id()));
        fs::write(&path, vec![b'x'; 1 << 20]).expect("the temporary folder is writable");
        let mapped = Mapped::new(&File::open(&path).expect("it was written")).expect("files can be mapped");
        fs::OpenOptions::new().write(true).open(&path).expect("it is ours").set_len(10).expect("it can be truncated");
        let bytes = mapped.bytes();
        assert_eq!(bytes[0], b'x');
        assert!(!mapped.was_truncated());
        assert_eq!(bytes[1 << 19], 0);
        assert!(mapped.was_truncated());
        drop(mapped);
        fs::remove_file(&path).expect("it is ours");
    }
}
