/** Which prebuilt binary fits this machine. */
import { existsSync } from "node:fs";

/** Platforms a binary is built for, without the C library of Linux. */
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  "linux-x64": ["linux-x64-gnu", "linux-x64-musl"],
  "linux-arm64": ["linux-arm64-gnu", "linux-arm64-musl"],
  "darwin-x64": ["darwin-x64"],
  "darwin-arm64": ["darwin-arm64"],
  "win32-x64": ["win32-x64-msvc"],
  "win32-arm64": ["win32-arm64-msvc"],
};

interface ReportHeader {
  readonly glibcVersionRuntime?: string;
}

/** `gnu` or `musl` on Linux, empty elsewhere. Costs some milliseconds on Linux. */
export function findLibc(): string {
  if (process.platform !== "linux") return "";
  // Alpine has this file and no glibc; where it is missing there is no doubt.
  if (!existsSync(`/lib/ld-musl-${process.arch === "x64" ? "x86_64" : "aarch64"}.so.1`)) return "gnu";
  const { header } = process.report.getReport() as { header: ReportHeader };
  return header.glibcVersionRuntime === undefined ? "musl" : "gnu";
}

/** The name of the binary's platform, like `linux-x64-gnu`; undefined where none is built. */
export function findTarget(
  platform: string = process.platform,
  arch: string = process.arch,
  libc = findLibc(),
): string | undefined {
  const targets = SUPPORTED[`${platform}-${arch}`] ?? [];
  return targets.length > 1 ? targets.find((target) => target.endsWith(`-${libc}`)) : targets[0];
}
