//! One worker: from an entry to its tags, in buffers that are used again.

use std::any::Any;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::time::Instant;

use tagwright_core::lines::LEAD;
use tagwright_core::{Block, Code, Matcher, Scratch};

use crate::blocks::Cutter;
use crate::budget::Budget;
use crate::cache::format::{BINARY, FAILED};
use crate::cache::{Desk, Gone, How};
use crate::columns::{Diagnostic, Mark, Out};
use crate::content::{Buffers, Content, Form, Source};
use crate::digest::Digest;
use crate::entries::Entry;
use crate::file::{Failure, Opened, Opener, stat};
use crate::languages::Languages;
use crate::session::Shared;
use crate::sink::{FileSink, Origin, invalid_at};
use crate::stats::Stats;
use crate::{Mapping, Options, Stat, path};

/// One worker's state.
pub struct Worker<'w> {
    options: &'w Options,
    matcher: &'w Matcher,
    languages: Languages,
    shared: &'w Shared,
    scratch: Scratch,
    buffers: Buffers,
    absolute: Vec<u8>,
    opener: Opener,
    /// The open file's stat once it was read.
    after: Option<Stat>,
    clock: Clock,
    /// With a cache.
    pub desk: Option<Desk<'w>>,
    pub out: Out,
    pub stats: Stats,
}

/// How a file ended.
#[derive(Clone, Copy)]
enum Outcome {
    Scanned,
    Binary,
    Failed,
}

/// What is known of a file once it has been gone through.
struct Pass {
    outcome: Outcome,
    hash: Option<[u8; 32]>,
    size: u64,
    how: How,
    /// Whether it was read to the end and did not change meanwhile.
    sound: bool,
    /// Whether its ends of lines are alike.
    alike: bool,
}

impl Pass {
    const fn failed(size: u64, how: How) -> Self {
        Self { outcome: Outcome::Failed, hash: None, size, how, sound: false, alike: false }
    }
}

impl<'w> Worker<'w> {
    pub fn new(options: &'w Options, matcher: &'w Matcher, shared: &'w Shared) -> Self {
        Self {
            options,
            matcher,
            languages: Languages::new(&options.languages),
            shared,
            scratch: matcher.scratch(),
            buffers: Buffers::default(),
            absolute: Vec::new(),
            opener: Opener::default(),
            after: None,
            clock: Clock(Instant::now()),
            desk: None,
            out: Out::default(),
            stats: Stats::default(),
        }
    }

    /// Scans one file. A panic costs that file alone.
    pub fn scan(&mut self, index: usize, entry: Entry<'_>, budget: &Budget) {
        let start = self.clock.0;
        let share = budget.take(needs(self.options, entry.size));
        self.stats.deferred += u64::from(share.waited);
        let mark = self.out.mark();
        let pass = panic::catch_unwind(AssertUnwindSafe(|| self.attempt(entry, mark)))
            .unwrap_or_else(|cause| self.recover(mark, entry, &*cause));
        self.tally(pass.outcome);
        self.out.close(mark, index, pass.size, pass.hash.filter(|_| self.options.hash));
        if self.desk.is_some() {
            self.learn(index, entry, mark, &pass, start);
            self.stats.times.read += self.clock.lap();
        }
        self.stats.latency.record(duration(start, self.clock.0));
        self.shared.done(1);
    }

    fn learn(&mut self, index: usize, entry: Entry<'_>, mark: Mark, pass: &Pass, start: Instant) {
        let Some(desk) = &mut self.desk else { return };
        let flags = match pass.outcome {
            Outcome::Scanned => 0,
            Outcome::Binary => BINARY,
            Outcome::Failed => FAILED,
        };
        let cost = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
        let hash = pass.hash.filter(|_| pass.sound);
        let out = &self.out;
        let gone = Gone { how: pass.how, hash, flags, alike: pass.alike, cost };
        desk.close(index, entry.path, gone, |into| out.write(mark, into));
    }

    /// Matches content that is in memory.
    pub fn text(&mut self, index: usize, entry: Entry<'_>, bytes: &[u8]) {
        let mark = self.out.mark();
        let run = |worker: &mut Self| worker.pass(entry, Source::Memory(bytes), mark);
        let pass = panic::catch_unwind(AssertUnwindSafe(|| run(self)))
            .unwrap_or_else(|cause| self.recover(mark, entry, &*cause));
        self.stats.files += 1;
        self.tally(pass.outcome);
        self.out.close(mark, index, pass.size, pass.hash);
    }

    const fn tally(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Scanned => self.stats.scanned += 1,
            Outcome::Binary => self.stats.skipped.binary += 1,
            Outcome::Failed => self.stats.failed += 1,
        }
    }

    fn attempt(&mut self, entry: Entry<'_>, mark: Mark) -> Pass {
        let mut absolute = std::mem::take(&mut self.absolute);
        path::join_into(&mut absolute, &self.options.root, entry.path);
        let pass = self.recall(entry, &absolute).unwrap_or_else(|| self.open(entry, &absolute, mark));
        self.absolute = absolute;
        pass
    }

    fn open(&mut self, entry: Entry<'_>, absolute: &[u8], mark: Mark) -> Pass {
        match self.opener.open(absolute, self.follows(entry)) {
            Ok(opened) => {
                self.stats.opened += 1;
                if let Some(desk) = self.desk.as_mut().filter(|desk| desk.asks() && desk.stat().is_none()) {
                    desk.set_stat(stat(&opened.file));
                }
                let pass = self.opened(entry, opened, mark);
                self.check(entry, absolute, pass)
            }
            Err(error) => self.failed(entry, &error),
        }
    }

    const fn follows(&self, entry: Entry<'_>) -> bool {
        self.options.follow || entry.named
    }

    /// What is known of a file without opening it.
    fn recall(&mut self, entry: Entry<'_>, absolute: &[u8]) -> Option<Pass> {
        let follow = self.follows(entry);
        let desk = self.desk.as_mut()?;
        desk.open(entry.path);
        let stat = if desk.asks() { self.opener.stat(absolute, follow) } else { None }?;
        let how = desk.by_stat(entry.path, stat)?;
        self.replay(how)
    }

    /// What a record says; nothing if it says something impossible.
    fn replay(&mut self, how: How) -> Option<Pass> {
        let (How::Stat(at) | How::Blob(at) | How::Hash(at)) = how else { return None };
        let desk = self.desk.as_ref()?;
        let (hash, size, flags) = desk.content(at);
        let outcome = match flags {
            0 => Outcome::Scanned,
            BINARY => Outcome::Binary,
            _ => Outcome::Failed,
        };
        let pass = Pass { outcome, hash: Some(hash), size, how, sound: true, alike: false };
        self.out.read(desk.result(at), &desk.run().fields).then_some(pass)
    }

    /// Whether a file changed while it was read. A mapped file's stat is asked for by its path.
    ///
    /// Where nothing was known at all, no stat was asked for before. Then a file at rest since before the scan did not change. Of any
    /// other the bytes that were matched are those that were hashed unless it was mapped, and the next scan will not believe its stat.
    fn check(&mut self, entry: Entry<'_>, absolute: &[u8], mut pass: Pass) -> Pass {
        let follow = self.follows(entry);
        let Some(desk) = self.desk.as_mut().filter(|_| pass.sound) else { return pass };
        let open = self.after.take();
        let Some(after) = open.or_else(|| self.opener.stat(absolute, follow)) else {
            return Pass { sound: false, ..pass };
        };
        let same = desk.stat().map_or_else(|| open.is_some() || desk.run().trusts(&after), |before| before == after);
        pass.sound = same && after.size == pass.size;
        desk.set_stat(Some(after));
        pass
    }

    fn opened(&mut self, entry: Entry<'_>, opened: Opened, mark: Mark) -> Pass {
        #[cfg(unix)]
        if self.options.mapping == Mapping::Always
            && entry.size != Some(0)
            && let Ok(mapped) = crate::map::Mapped::new(&opened.file)
        {
            return self.pass(entry, Source::Mapped(mapped), mark);
        }
        let Opened { file, short_is_end } = opened;
        let map = self.options.mapping == Mapping::Auto && self.options.memory == 0;
        let window = self.options.window;
        self.pass(entry, Source::File { file, size: entry.size, window, short_is_end, map }, mark)
    }

    fn pass(&mut self, entry: Entry<'_>, source: Source<'_>, mark: Mark) -> Pass {
        self.scratch.language = self.languages.of(entry.path);
        let mut buffers = std::mem::take(&mut self.buffers);
        let digest = match &self.desk {
            Some(desk) => Some(Digest::new(desk.wants_ends(entry.path))),
            None => self.options.hash.then(Digest::default),
        };
        let mut content = Content::new(source, &mut buffers, digest);
        let result = match self.known(entry, &mut content) {
            Ok(None) => self.whole(entry, &mut content, mark),
            Ok(Some(pass)) => Ok((pass.outcome, pass.how)),
            Err(error) => Err(error),
        };
        let said = content.size().max(entry.size).unwrap_or(0);
        let short = content.was_truncated() || (content.ended && content.read < said);
        let size = if content.ended { content.read } else { said.max(content.read) };
        let digest = content.digest.take().filter(|_| result.is_ok());
        let (hash, alike) = (digest.as_ref().map(Digest::hash), digest.is_some_and(|digest| digest.are_alike()));
        self.after = if self.desk.is_some() { content.stat() } else { None };
        let sound = content.ended && !short;
        self.buffers = buffers;
        match result {
            Ok((outcome, how)) => {
                if short {
                    self.out.diagnostics.push(Diagnostic::whole(Code::FileTruncated, String::new()));
                }
                Pass { outcome, hash, size, how, sound, alike }
            }
            Err(error) => {
                self.out.rollback(mark);
                self.failed(entry, &error)
            }
        }
    }

    /// Hashes a file of a size that is on record; what is known of such a content. If nothing is, the content begins again.
    fn known(&mut self, entry: Entry<'_>, content: &mut Content<'_>) -> io::Result<Option<Pass>> {
        let Some(desk) = self.desk.as_ref().filter(|desk| desk.expects()) else { return Ok(None) };
        let (hash, at_hand) = content.hash()?;
        let how = desk.by_hash(entry.path, &hash);
        if let Some(pass) = how.and_then(|how| self.replay(how)) {
            self.count(content.read);
            return Ok(Some(pass));
        }
        if !at_hand {
            content.rewind()?;
        }
        Ok(None)
    }

    fn whole(&mut self, entry: Entry<'_>, content: &mut Content<'_>, mark: Mark) -> io::Result<(Outcome, How)> {
        let mut result = self.go(entry, content);
        if matches!(result, Ok(Outcome::Scanned)) && self.scratch.has_missed() {
            self.out.rollback(mark);
            result = self.go_again(entry, content);
        }
        result.map(|outcome| (outcome, How::Miss))
    }

    fn count(&mut self, read: u64) {
        self.stats.bytes_read += read;
        self.shared.read(read);
    }

    /// Once more, since a late block asks for zones: this time all blocks are lexed.
    fn go_again(&mut self, entry: Entry<'_>, content: &mut Content<'_>) -> io::Result<Outcome> {
        content.rewind()?;
        self.scratch.lex_all(true);
        let result = self.go(entry, content);
        self.scratch.lex_all(false);
        result
    }

    fn go(&mut self, entry: Entry<'_>, content: &mut Content<'_>) -> io::Result<Outcome> {
        let result = self.sniffed(entry, content);
        self.count(content.read);
        result
    }

    fn sniffed(&mut self, entry: Entry<'_>, content: &mut Content<'_>) -> io::Result<Outcome> {
        let form = content.sniff(self.options.raw)?;
        let outcome = match form {
            Form::Binary => Outcome::Binary,
            Form::Utf32(name) => {
                self.out.diagnostics.push(Diagnostic::whole(Code::FileEncoding, name.to_owned()));
                Outcome::Failed
            }
            Form::Utf8(bom) => self.blocks(entry, content, Origin::utf8(bom))?,
            Form::Utf16 => self.blocks(entry, content, Origin::utf16())?,
        };
        if content.digest.is_some() {
            content.drain()?;
        }
        Ok(outcome)
    }

    fn blocks(&mut self, entry: Entry<'_>, content: &mut Content<'_>, mut origin: Origin) -> io::Result<Outcome> {
        let mut cutter = Cutter::new();
        let before = self.out.rows.len();
        let mut invalid = None;
        let mut first = true;
        loop {
            content.want(cutter.wants())?;
            self.stats.times.read += self.clock.lap();
            let (text, ended) = (content.text(), content.ended);
            if self.shared.is_cancelled() || (text.is_empty() && !first) {
                break;
            }
            first = false;
            let Some(cut) = cutter.cut(text, ended) else { continue };
            self.fault(entry);
            self.block(entry, cut.block, origin);
            cutter.blind = self.scratch.passes_over();
            let last = ended && cut.advance >= text.len();
            let tagged = self.out.rows.len() > before;
            if origin.unit == 1 && invalid.is_none() && !cutter.blind && (tagged || !last) {
                invalid = invalid_at(&text[..cut.advance], cut.block, origin);
            }
            origin.go(&text[..cut.advance]);
            self.stats.bytes_matched += cut.advance as u64;
            content.consume(cut.advance);
            self.stats.times.r#match += self.clock.lap();
            if last {
                break;
            }
        }
        if self.out.rows.len() > before {
            self.out.diagnostics.extend(invalid);
        }
        Ok(Outcome::Scanned)
    }

    fn block(&mut self, entry: Entry<'_>, block: Block<'_>, origin: Origin) {
        let mut sink = FileSink::new(&mut self.out, block, origin, self.options.context as usize);
        self.matcher.scan(&mut self.scratch, block, entry.path, &mut sink);
        self.stats.candidate_lines += std::mem::take(&mut self.scratch.candidates);
    }

    fn fault(&self, entry: Entry<'_>) {
        let fault = &self.options.fault;
        assert!(fault.is_empty() || !entry.path.ends_with(fault), "fault asked for by TAGWRIGHT_FAULT");
    }

    fn failed(&mut self, entry: Entry<'_>, error: &io::Error) -> Pass {
        let failure = Failure::of(error, entry.named);
        let how = if failure.is_absence() { How::Absent } else { How::Miss };
        self.out.diagnostics.push(Diagnostic::whole(failure.code, failure.detail));
        Pass::failed(entry.size.unwrap_or(0), how)
    }

    fn recover(&mut self, mark: Mark, entry: Entry<'_>, cause: &(dyn Any + Send)) -> Pass {
        self.out.rollback(mark);
        self.scratch = self.matcher.scratch();
        self.out.diagnostics.push(Diagnostic::whole(Code::FilePanic, panic_message(cause).to_owned()));
        Pass::failed(entry.size.unwrap_or(0), How::Miss)
    }
}

/// What a panic said.
#[must_use]
pub fn panic_message(cause: &(dyn Any + Send)) -> &str {
    let owned = || cause.downcast_ref::<String>().map(String::as_str);
    cause.downcast_ref::<&str>().copied().or_else(owned).unwrap_or("unknown panic")
}

/// What a file may hold of memory while it is scanned.
fn needs(options: &Options, size: Option<u64>) -> u64 {
    let most = (crate::blocks::LIMIT + LEAD + options.window) as u64;
    size.map_or(most, |size| size.min(most).max(64 << 10))
}

/// When the stage before ended: one look at the time for each stage, not two.
struct Clock(Instant);

impl Clock {
    /// Nanoseconds since the last lap.
    fn lap(&mut self) -> u64 {
        let now = Instant::now();
        let lap = duration(self.0, now);
        self.0 = now;
        lap
    }
}

fn duration(from: Instant, to: Instant) -> u64 {
    u64::try_from(to.duration_since(from).as_nanos()).unwrap_or(u64::MAX)
}
