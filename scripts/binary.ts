/** What a binary was built for, read from its first bytes. */
import type { Platform } from "./platforms.ts";

/** The oldest glibc that Node 20 and later run on: a binary that asks for a newer one fails where Node itself runs. */
const FLOOR = [2, 28] as const;

/** How files of a system begin; where the processor stands, and what it is called there. */
interface Format {
  readonly os: string;
  readonly magic: Buffer;
  /** From the file's start, or from where the word at `from` points to. */
  readonly at: number;
  readonly from?: number;
  readonly cpus: Readonly<Record<number, string>>;
}

/** ELF: the System V ABI. Mach-O: mach-o/loader.h. PE: Microsoft's "PE Format". All of them little-endian. */
const FORMATS: readonly Format[] = [
  { os: "linux", magic: Buffer.from("\x7fELF"), at: 18, cpus: { 0x3e: "x64", 0xb7: "arm64" } },
  { os: "darwin", magic: Buffer.from([0xcf, 0xfa, 0xed, 0xfe]), at: 4, cpus: { 0x7: "x64", 0xc: "arm64" } },
  { os: "win32", magic: Buffer.from("MZ"), at: 4, from: 0x3c, cpus: { 0x8664: "x64", 0xaa64: "arm64" } },
];

/** System and processor of a binary, in Node's words; undefined for what is none. */
export function machineOf(bytes: Buffer): { os: string; cpu: string | undefined } | undefined {
  const format = FORMATS.find(({ magic }) => bytes.subarray(0, magic.length).equals(magic));
  if (format === undefined || bytes.length < 64) return undefined;
  const base = format.from === undefined ? 0 : bytes.readUInt32LE(format.from);
  const at = base + format.at;
  return { os: format.os, cpu: at + 2 <= bytes.length ? format.cpus[bytes.readUInt16LE(at)] : undefined };
}

/** The newest version of glibc whose symbols a binary asks for; undefined for one that needs none. */
export function glibcOf(bytes: Buffer): [number, number] | undefined {
  const found = [...bytes.toString("latin1").matchAll(/\0GLIBC_(\d+)\.(\d+)/g)];
  const versions = found.map(([, major, minor]): [number, number] => [Number(major), Number(minor)]);
  return versions.sort(([a, b], [c, d]) => c - a || d - b)[0];
}

/**
 * Why a binary cannot be that of a platform.
 *
 * @returns words for an error, or undefined where nothing is seen
 */
export function misfit(bytes: Buffer, { os, cpu, libc }: Platform): string | undefined {
  const found = machineOf(bytes);
  if (found?.os !== os || found.cpu !== cpu) return `is for ${found?.os ?? "no"}-${found?.cpu ?? "platform"}`;
  const glibc = glibcOf(bytes);
  if (libc === "musl" && glibc !== undefined) return "asks for glibc";
  if (libc === "glibc" && glibc === undefined) return "asks for no glibc";
  return undefined;
}

/** Whether a binary asks for a newer glibc than Node's own floor. */
export function aboveFloor(bytes: Buffer): string | undefined {
  const [major, minor] = glibcOf(bytes) ?? FLOOR;
  return major > FLOOR[0] || (major === FLOOR[0] && minor > FLOOR[1])
    ? `asks for glibc ${major}.${minor}, above ${FLOOR.join(".")}`
    : undefined;
}
