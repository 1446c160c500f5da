/** Who wrote the notes of a page, and when. */
import { origins, type ReportRequest, type ScanResult, type Tag } from "../index.ts";
import type { Look } from "./report.ts";

/** Files that git is asked about: of a tree with more, a page would take minutes, and it says less. */
const MOST = 500;

/** A page shows notes by age; git is asked only for that. */
export async function agesFor({ targets }: Look, { root, tags }: ScanResult): Promise<Pick<ReportRequest, "origins">> {
  if (!targets.some(({ format }) => format === "html")) return {};
  const notes: Tag[] = [...tags.filter({ detector: "note" })];
  if (new Set(notes.map(({ path }) => path)).size > MOST) return {};
  return { origins: await origins({ root, tags }, notes) };
}
