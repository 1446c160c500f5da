import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes of a 64-bit ELF header, and where it tells of the section table. */
const HEADER = 64;
const TABLE_AT = 40;
const ENTRY_SIZE_AT = 58;
const ENTRIES_AT = 60;
const MACHINE_AT = 18;
/** Of the System V ABI, by Node's names of processors. */
const MACHINES: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7 };
const MAGIC = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);

/** The least size of the file that an ELF header announces: its section table stands at the end. */
function announced(header: Buffer): number {
  return (
    Number(header.readBigUInt64LE(TABLE_AT)) + header.readUInt16LE(ENTRY_SIZE_AT) * header.readUInt16LE(ENTRIES_AT)
  );
}

/**
 * What is wrong with a binary that can be told without loading it. A cut file must not reach the system's loader: it maps
 * the missing part, and touching that kills the process.
 *
 * @returns words for an error, or undefined where nothing is seen
 */
export function inspectBinary(path: string): string | undefined {
  if (process.platform !== "linux") return undefined;
  const file = openSync(path, "r");
  try {
    const header = Buffer.alloc(HEADER);
    const count = readSync(file, header, 0, HEADER, 0);
    if (count < HEADER || !header.subarray(0, MAGIC.length).equals(MAGIC)) return `${path}: not a 64-bit ELF file`;
    if (header.readUInt16LE(MACHINE_AT) !== MACHINES[process.arch])
      return `${path}: is for another processor than ${process.arch}`;
    return fstatSync(file).size < announced(header) ? `${path}: the file is cut short` : undefined;
  } finally {
    closeSync(file);
  }
}
