/** One saver at a time, across processes: docs/design/cache/how.md. The Rust twin is crates/engine/src/cache/lock.rs. */
import { closeSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from "node:fs";
import { lockAge } from "../../model/lock.ts";
import { isSystemError } from "../file.ts";
import { toSystem } from "../path.ts";
import { hostname, randomHex } from "./system.ts";

/** Milliseconds: between two tries; and nobody needs as long to write into a lock that he made. */
const PAUSE = 10;
const UNFINISHED = 1000;

/** Runs a call of the system; undefined if it fails in one of these ways. */
function unless<T>(codes: readonly string[], call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (isSystemError(error) && codes.includes(error.code!)) return undefined;
    throw error;
  }
}

/** Whether a process of this host is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Whether whoever made a lock is gone, or has held it for too long; undefined if there is none. */
function isStale(file: string): boolean | undefined {
  return unless(["ENOENT"], () => {
    const age = Date.now() - statSync(toSystem(file)).mtimeMs;
    if (age > lockAge) return true;
    const words = readFileSync(toSystem(file), "latin1");
    if (!words.endsWith("\n")) return age > UNFINISHED;
    const [pid = "", host] = words.split(" ");
    return host === hostname() && /^[1-9]\d*$/.test(pid) && !isAlive(Number(pid));
  });
}

/** Makes a lock; undefined if there is one. Throws what the system says. */
function make(file: string): string | undefined {
  const fd = unless(["EEXIST"], () => openSync(toSystem(file), "wx", 0o600));
  if (fd === undefined) return undefined;
  const words = `${process.pid} ${hostname()} ${randomHex()}\n`;
  try {
    writeSync(fd, words, null, "latin1");
    return words;
  } catch (error) {
    remove(file);
    throw error;
  } finally {
    closeSync(fd);
  }
}

const remove = (file: string): void => unless(["ENOENT"], () => unlinkSync(toSystem(file)));

/** Removes a lock, if it is still the one that was made. */
function release(file: string, words: string): void {
  const held = unless(["ENOENT"], () => readFileSync(toSystem(file), "latin1"));
  if (held === words) remove(file);
}

/** Takes the place of a stale lock; undefined if another one does, or it is not stale any more. */
function steal(file: string): string | undefined {
  const own = `${file}.steal`;
  const words = make(own);
  if (words === undefined) {
    if (isStale(own)) remove(own);
    return undefined;
  }
  try {
    if (isStale(file)) remove(file);
    return make(file);
  } finally {
    release(own, words);
  }
}

/**
 * Takes a lock, with pauses of so many milliseconds; gives what releases it, or undefined if it could not be had.
 *
 * @param file as bytes
 * @param wait milliseconds, at most
 */
export function* takeLock(file: string, wait: number): Generator<number, (() => void) | undefined> {
  const until = performance.now() + wait;
  for (;;) {
    const words = make(file) ?? (isStale(file) === true ? steal(file) : undefined);
    if (words !== undefined) return () => release(file, words);
    if (performance.now() >= until) return undefined;
    yield PAUSE;
  }
}
