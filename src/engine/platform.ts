/** Which prebuilt binary fits this machine. */
import { existsSync } from "node:fs";
import { platforms } from "../generated/platforms.ts";

interface ReportHeader {
  readonly glibcVersionRuntime?: string;
}

/** Without this flag, which Node 20 does not know yet, the names of peers on the network are looked up: seconds, where none answers. */
function reportHeader(): ReportHeader {
  const report = process.report as typeof process.report & { excludeNetwork?: boolean };
  const { excludeNetwork = false } = report;
  report.excludeNetwork = true;
  const { header } = report.getReport() as { header: ReportHeader };
  report.excludeNetwork = excludeNetwork;
  return header;
}

/** `gnu` or `musl` on Linux, empty elsewhere. Costs some milliseconds on Linux. */
export function findLibc(): string {
  if (process.platform !== "linux") return "";
  // Alpine has this file and no glibc; where it is missing there is no doubt.
  if (!existsSync(`/lib/ld-musl-${process.arch === "x64" ? "x86_64" : "aarch64"}.so.1`)) return "gnu";
  return reportHeader().glibcVersionRuntime === undefined ? "musl" : "gnu";
}

/** The name of the binary's platform, like `linux-x64-gnu`; undefined where none is built. */
export function findTarget(
  platform: string = process.platform,
  arch: string = process.arch,
  libc = findLibc(),
): string | undefined {
  const machine = `${platform}-${arch}`;
  const targets = platforms.filter((target) => target === machine || target.startsWith(`${machine}-`));
  return targets.length > 1 ? targets.find((target) => target.endsWith(`-${libc}`)) : targets[0];
}
