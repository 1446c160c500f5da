import type { ReporterConfig, TodoComment } from "../types.ts";

const digest = ({ tag, text, file, line }: TodoComment): string =>
  process.getBuiltinModule("node:crypto").createHash("md5").update(`${tag}${text}${file}${line}`).digest("hex");

/** GitLab's Code Quality. Equal notes on one line have one fingerprint. */
export function reporter(items: TodoComment[], { spacing }: ReporterConfig): string {
  const issues = items.map((item) => ({
    description: `${item.tag} ${item.text}`,
    check_name: "leasot",
    fingerprint: digest(item),
    severity: "info",
    location: { path: item.file, lines: { begin: item.line } },
  }));
  return JSON.stringify(issues, null, spacing);
}
